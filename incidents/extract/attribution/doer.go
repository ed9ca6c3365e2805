package attribution

import (
	"incidentmap/incidents"
	"incidentmap/incidents/extract/phrase"
	"incidentmap/incidents/extract/text"
)

// deeds are verbs of what police, soldiers, prosecutors and rescuers do and tell of afterwards. Of killings there is none: who did these is what
// others dispute.
var deeds = map[string]*phrase.Table[bool]{
	"en": table(
		`arrested|detained|captured|charged|seized|confiscated|intercepted|rescued|recovered|apprehended|nabbed|impounded|dismantled|evacuated|defused|searched|raided|extinguished|airlifted|deported|repatriated`,
		`rounded up`, `pulled out`, `freed [the] [hostages|captives|victims]`, `broke up`, `took into custody`, `took .. into custody`, `received|admitted|treated .. patients|bodies|wounded|injured|victims|survivors|people`,
		`has|have also|since arrested|detained|captured|charged|seized|recovered|rescued`, `has|have arrested|detained|captured|charged|seized|recovered|rescued`,
		`is|are investigating|appealing|asking|searching|seeking|hunting|treating`, `is|are looking for`, `are|is still looking|searching|seeking|hunting for`, `opened|launched an|a [criminal|murder] investigation|inquiry|probe`,
	),
	"es": table(
		`detuvo|detuvieron|capturo|capturaron|aprehendio|aprehendieron|arresto|arrestaron|decomiso|decomisaron|incauto|incautaron|allano|allanaron|rescato|rescataron|localizo|localizaron|recupero|recuperaron`,
		`intercepto|interceptaron|desarticulo|desarticularon|desmantelo|desmantelaron|imputo|imputaron|cateo|catearon|evacuo|evacuaron|desactivo|desactivaron|sofoco|sofocaron|repatrio|repatriaron|deporto|deportaron`,
		`practico|practicaron|realizo|realizaron|efectuo|efectuaron .. detencion|detenciones|arrestos|capturas|allanamientos|decomiso|cateos`, `aseguro|aseguraron [un|una|unos|unas|mas] [de]`,
		`ha|han|habia|habian detenido|capturado|arrestado|rescatado|recuperado|localizado|sacado|decomisado|incautado|allanado|desactivado|evacuado|identificado|imputado`,
		`busca|buscan al|a`, `investiga|investigan el|la|los|las|si`, `abrio|abrieron una|un [carpeta|investigacion|expediente]`, `recibio|recibieron|atendio|atendieron .. heridos|lesionados|cuerpos|pacientes|victimas`,
	),
}

// Doer gives the body that a sentence says did first what its kind does and tells of afterwards. Nobody is said to tell it. It reports whether
// there is one.
func Doer(d *text.Document, s text.Range) (Speaker, bool) {
	r := reader{d: d, s: s, spoke: -1}
	if dl := d.Dateline; dl.Len() > 0 && dl.First >= s.First && dl.Last < s.Last {
		s.First = dl.Last
	}
	for i := s.First + 1; i < s.Last; i++ {
		m, ok := deeds[d.Lang].At(d.Tokens, i, s.Last)
		if !ok || isSpoken(d, i) || r.isPassive(s, i) {
			continue
		}
		who := r.doer(s, m.First)
		st, ok := r.speaker(who)
		if ok && !st.again && st.Speaker.Attribution == incidents.Institution && r.isBody(st.name) {
			name := st.name
			for name.Len() > 1 && (joinsName[d.Tokens[name.First].Word] || articles[d.Tokens[name.First].Word]) {
				name.First++ // "elementos de la Marina y de la Guardia Nacional"
			}
			st.Speaker.Name = r.nameOf(name)
			return st.Speaker, true
		}
	}
	return Speaker{}, false
}

// isBody reports whether a name has a word for a body of the state or of rescuers, and is no more than that.
func (r *reader) isBody(name text.Range) bool {
	const longest = 8
	for i := name.First; i < name.Last && name.Len() <= longest; i++ {
		if enforcers[r.d.Tokens[i].Word] {
			return true
		}
	}
	return false
}

// enforcers are words of the names of bodies that arrest, seize, rescue, search and treat.
var enforcers = text.WordSet(`police navy army military troops soldiers marines deputies sheriff sheriff's detectives investigators prosecutors prosecutor's customs firefighters rescuers paramedics officers troopers patrol
	guard guards coast gardai garda constabulary psni lapd nypd fbi dea ice immigration hospital hospitals doctors medics crews brigade forces
	policia policias ejercito marina armada fuerza fuerzas fiscalia fiscalias ministerio publico carabineros gendarmeria guardia bomberos soldados militares marinos mossos ertzaintza pdi aduanas aduana migracion
	rescatistas socorristas proteccion cruz hospital hospitales secretaria agentes elementos efectivos uniformados semar sedena ssp procuraduria brigadistas`)
