package trigger

import (
	"strings"

	"incidentmap/incidents/extract/phrase"
	"incidentmap/incidents/extract/text"
)

// Words before a trigger, in its clause, that say that it did not happen.
var denials = table(
	`no|not|never|without|neither|nor|none|nobody`, `no hay|hubo|habia|habria|se|existe|existen [reporta*|registra*|report*] [saldo]`, `sin|ningun|ninguna|ni|nadie|jamas|tampoco`,
	`den|denied|denies|denying|dismissed|refuted|rejected`, `nego|negaron|niega|niego|niegan|desmintio|desmintieron|desmiento|desmienten|descarto|descartaron|desmiente|descarta|descartan|rechaz*`,
	`rumor|rumors|rumours of|that|about`, `false|rumores|falso|falsa|falsos|falsas`, `ruled out`, `calling|called|branded|dismissed posts|reports|claims|rumours|rumors|messages|allegations .. that|claiming|of|claimed`,
	`falso|falsos|falsas|mentira que`,
)

// Words that say that it is planned, feared, threatened, asked for, or meant to be prevented.
var possibilities = table(
	`would|could|may|might|should|will|shall|can|if|unless|whether`, `likely|probably`, `yet to`, `in case`, `forecast|forecasts|forecasters|predict*`, `pronostic*|preve|preven|preveia`, `plan|plans|planned|planning|plot|plotted|plotting|intend|intended|intends|aim|aimed|aims`,
	`feared|believed|thought|presumed to [have]`, `threat|threats|threatened|threaten|threatening|threatens`, `fear|fears`, `feared that|more|further|new`, `risk|danger|possibility of`,
	`prevent|prevented|preventing|avoid|avoiding|avert|averted|averting|stopping|deter`, `foil|foiled|foils|foiling|thwart|thwarted|thwarts|thwarting|defuse|defused|disrupted|uncovered|unearthed|nipped .. a|an|the|plot|attempt|bid|attack`, `to combat|fight|stop`, `warned|warn|warns|warning of|that|against`,
	`fight|campaign|strategy|measures|war against`, `ready|able|willing|going to`, `wanted for`, `vowed|promised|pledged|demanded|demand|demands|called|calls|calling`,
	`reward|information leading`, `request*|seek|seeks|sought the`, `solicit*|orden|ordenes de`, `drill|simulation|simulated`, `suspected of`, `in order to`, `ordered|orders to`,
	`podria|podrian|puede|pueden|pudiera|pudieran|seria|serian|si`, `habria que`, `en caso`, `plan|planes|planea*|planeaba|pretend*|preten*|buscaban|busca`,
	`amenaz*`, `temor|temores|temen|riesgo|peligro|posibilidad|posible|posibles|eventual|eventuales`,
	`evit*|impedir|prevenir|prevencion|combatir|inhibir|erradicar|frenar`, `lucha|estrategia|combate|guerra contra`,
	`advirt*|adviert* con`, `simular|simulara|simularan|simulan|simulo`, `recompensa`, `conduzca|conduzcan|permita|permitan|lleve|lleven`,
	`para`, `con el fin|objetivo|proposito`, `simulacro|simulacros`, `exig*|exhort*|llam* a`, `alert*|advirt*|advierte* sobre|de|que|posibles`,
	`sera|seran|habra|continuara|continuaran|mantendra|seguira|seguiran`, `cansad* de`, `investigado|buscado|requerido por`,
)

// Words that make of a trigger the cause of something else, which was told before.
var causes = table(`due to`, `because of`, `condemn*|repudiat*|deplor*|denounc*|lament*`, `accus* .. of`, `acus* .. de`, `atribuy*|achac*|adjudic* .. a`, `por el|la paro|huelga`, `blam* .. for`, `blaming|blamed [on]`, `responsib* for`, `investigat*|investigation .. of|into`, `conden*|repudi*|lament*`, `accused|convicted|charged|acquitted|guilty of|with|in`, `convicted|acquitted|accused|cleared .. of`, `acusad*|sentenciad*|procesad*|imputad*|absuelt* de|por`, `wanted over|in`, `in response to`, `respuesta|represalia|venganza|reaccion a|al|por`, `retaliation|revenge|response for|to`, `streets|protest|protests|protested|strike|rally|rallied|march|marched|demonstrated over|against`, `support|help|reward|praise|thanks for`, `debido|derivado a|de|al|del`, `a raiz de|del`, `en respuesta a|al`, `rescat*|libera*|libero|freed|rescued|releas*`, `a causa de|del`)

// Words that make of a trigger what is mourned, tried or protested against, and was long before.
var recollections = table(
	`protest|protests|protested|protesting the`,
	`protest|protests|protested|protesting|march|marches|marched|rally|rallied|vigil|memorial|tribute|justice|outrage|anger|mourn|mourned|mourns .. over|for|against|to`,
	`trial|trials|charged|charges|convicted|conviction|sentences|sentenced|wanted|sought|guilty|jailed|acquitted|pleads|pleaded|verdict|suspect|suspects over|for|in|of [the] [deadly]`, `sentences|sentenced|jailed .. for`,
	`who|which|that ordered|masterminded|planned|financed|commissioned the`, `film|book|documentary|series|play .. about|on|of`, `remember*|commemorat*|anniversary|honor*|honour*`, `accused|charged|suspected|convicted of|with`,
	`protesta|protestas|protestan|marcha|marchan|marcharon|manifestacion|homenaje|vigilia|misa|justicia|indignacion|repudio|exigen|exige .. por|contra|a|de`,
	`paro|huelga|planton|mitin|movilizacion|bloqueo|marcha .. contra|por`,
	`senalado|senalada|requerido|requerida|investigado|investigada de|por [ordenar|cometer|participar|encabezar] [en]`,
	`juicio|condena|condenan|condenado|sentencia|sentencian|sentenciado|dictan|prision|buscado|acusado|acusada|absuelven|vinculan|proceso|implicado|implicados|sospechoso por|contra|a|de|del|en`, `dictan|sentencian|condenan .. a|por`,
	`conmemor*|recuerdan|aniversario`, `reabr*|reopen* .. caso|case|investigacion|inquiry`, `libro|pelicula|documental|serie|obra sobre`, `libro|pelicula|documental|serie|obra|novela|cinta .. narra|cuenta|retrata|aborda|recrea|relata`, `familiares|familias|madres|hijos|viudas de .. victimas`,
)

// reach is how far before a trigger, in words, what denies or supposes it stands at most.
const reach = 7

func table(patterns ...string) *phrase.Table[bool] {
	t := phrase.New[bool]()
	for _, p := range patterns {
		t.Add(p, true)
	}
	return t
}

// At says whether what a phrase of a sentence tells of happened.
func At(d *text.Document, s, m text.Range) Modality {
	from := clauseStart(d.Tokens, s, m.First)
	for i := m.First - 1; i >= from; i-- {
		w := d.Tokens[i].Word
		if deny, ok := denials.At(d.Tokens, i, m.First); ok && !isDenialOfDoubt(d.Tokens, i, m.First) {
			if (w == "no" && deny.Len() == 1 || w == "sin" || w == "ni") && m.First-i > 4 {
				continue
			}
			return Denied
		}
		p, ok := possibilities.At(d.Tokens, i, m.First)
		if !ok {
			continue
		}
		if w == "si" && !isIf(d, i) || (w == "para" || w == "si" || w == "can") && m.First-p.Last > 3 {
			continue
		}
		if w == "called" && i > 0 && d.Tokens[i-1].Word == "-" {
			continue // "the so-called Union"
		}
		if foilings[w] && m.First-p.Last > 2 {
			continue // "foiled an attack by arresting two"
		}
		if w == "para" && m.First > p.Last && d.Tokens[p.Last].Word != "" && !infinitive(d.Tokens[m.First].Word) && !infinitive(d.Tokens[p.Last].Word) {
			continue
		}
		return Hypothetical
	}
	if m.Last < s.Last && maybes[d.Tokens[m.Last].Word] || isImpending(d.Tokens, m) {
		return Hypothetical // "landslides could occur"
	}
	if d.Lang == "en" && isForecast(d.Tokens, m.Last, s.Last) {
		return Hypothetical // "more severe weather was possible"
	}
	if isRecalled(d.Tokens, from, m.First) {
		return Recalled
	}
	if isThreatened(d.Tokens, s, m.First) {
		return Denied
	}
	if isDisowned(d.Tokens, s, m.First) {
		return Denied
	}
	if isEarlier(d, s, m) || isAftermath(d.Tokens, m.First, from) {
		return Reference
	}
	if isCleared(d.Tokens, from, m.First) {
		return Reference
	}
	for i := from; i < m.First; i++ {
		if _, ok := causes.At(d.Tokens, i, m.First); ok {
			return Reference
		}
	}
	protests := d.Tokens[m.First].Word == "protest" && !d.Loud // who marches "to protest" does so
	if !protests && isPurpose(d.Tokens, m.First, from, d.Lang) {
		return Hypothetical
	}
	return Actual
}

// isThreatened reports whether a Spanish infinitive is the second thing that somebody threatens to do: "amenazan con bloquear carreteras y
// cerrar escuelas".
func isThreatened(tokens []text.Token, s text.Range, i int) bool {
	const longest = 14
	if !infinitive(tokens[i].Word) {
		return false
	}
	for j := i - 1; j >= max(s.First, i-longest); j-- {
		if strings.HasPrefix(tokens[j].Word, "amenaz") {
			return true
		}
		if tokens[j].Shape == text.Mark && tokens[j].Word != "," {
			return false
		}
	}
	return false
}

// isIf reports whether "si" at a token begins a condition: it is no "sí", and not "si bien".
func isIf(d *text.Document, i int) bool {
	if i+1 < len(d.Tokens) && d.Tokens[i+1].Word == "bien" {
		return false
	}
	return !strings.ContainsAny(d.Words(text.Range{First: i, Last: i + 1}), "íÍ")
}

// isImpending reports whether a phrase holds words for what is yet to come: "a bomb about to explode".
func isImpending(tokens []text.Token, m text.Range) bool {
	for i := m.First + 1; i+1 < m.Last; i++ {
		if w := tokens[i].Word; tokens[i+1].Word == "to" && (w == "about" || w == "set" || w == "ready" || w == "due") {
			return true
		}
	}
	return false
}

// maybes are verbs after what may be.
var maybes = text.WordSet(`could may might would podria podrian pudiera pudieran`)

// foilings are verbs of what was prevented.
var foilings = text.WordSet(`foil foiled foils foiling thwart thwarted thwarts thwarting defuse defused disrupted uncovered unearthed nipped`)

// forecasts say after what may come that it may.
var forecasts = text.WordSet(`possible likely expected forecast imminent predicted feared due anticipated`)

// isForecast reports whether the words after a phrase say that it is to come: "was possible", "are expected".
func isForecast(tokens []text.Token, i, last int) bool {
	if i+1 >= last {
		return false
	}
	switch tokens[i].Word {
	case "is", "are", "was", "were", "remain", "remains", "remained":
		return forecasts[tokens[i+1].Word]
	}
	return false
}

// killers are words for who killed, which tell of what was before: "presunto homicida".
var killers = text.WordSet(`asesino asesinos asesina asesinas homicida homicidas feminicida feminicidas murderer murderers killer killers`)

// ofKillers stand before such a word where it is no verb.
var ofKillers = text.WordSet(`presunto presunta presuntos presuntas a al el la los un una su alleged suspected serial the convicted`)

// isRecalled reports whether a token tells of what is mourned, tried or protested against. An arrest is of the day, whatever it is for.
func isRecalled(tokens []text.Token, from, i int) bool {
	w := tokens[i].Word
	if killers[w] && i > 0 && ofKillers[tokens[i-1].Word] {
		return true
	}
	for _, custody := range []string{"arrest", "detain", "captur", "deten", "detien", "detuv", "aprehen"} {
		if strings.HasPrefix(w, custody) {
			return isProtested(tokens, from, i)
		}
	}
	const reach = 3
	for j := from; j < i; j++ {
		if r, ok := recollections.At(tokens, j, i); ok && r.Last >= i-reach {
			return true
		}
	}
	return false
}

// protests are what an arrest may be the cause of.
var protests = text.WordSet(`protest protests protested protesting march marched rally protesta protestas protestaron protestar exigir exigen exigieron rechazo repudio`)

// isProtested reports whether a token tells of what is protested against: "en protesta por la detención de un líder".
func isProtested(tokens []text.Token, from, i int) bool {
	const reach = 4
	for j := max(from, i-reach); j < i; j++ {
		if protests[tokens[j].Word] {
			return true
		}
	}
	return false
}

// disowning are verbs whose whole clause is denied: "denied reports that a unit in the valley was attacked".
var disowning = text.WordSet(`denied denies deny denying refuted refutes nego negaron niega niegan desmintio desmintieron desmiente desmienten`)

// turns begin a clause that is told again.
var turns = text.WordSet(`but although though however while pero aunque mientras sino ; :`)

// isDisowned reports whether a token stands in the clause of what somebody denies.
func isDisowned(tokens []text.Token, s text.Range, i int) bool {
	const longest = 30
	that := false
	for j := i - 1; j >= max(s.First, i-longest); j-- {
		w := tokens[j].Word
		switch {
		case turns[w] || w == "\"":
			return false
		case w == "that" || w == "que" || w == "any" || w == "reports" || w == "versiones":
			that = true
		case disowning[w]:
			return that
		}
	}
	return false
}

// clauseStart gives the first token of the clause before i that is looked at.
func clauseStart(tokens []text.Token, s text.Range, i int) int {
	for j := i - 1; j >= max(s.First, i-reach); j-- {
		switch tokens[j].Word {
		case ",", ";", ":", "(", "\"", "—", "but", "pero", "while", "mientras", "after", "tras", "and", "y", "when", "cuando":
			return j + 1
		}
	}
	return max(s.First, i-reach)
}

// isDenialOfDoubt reports whether "no" or "not" is part of what says more, not less: "not only",
// "no one knows", "no sólo", "no doubt", "sin embargo".
func isDenialOfDoubt(tokens []text.Token, i, last int) bool {
	if i+1 >= last {
		return false
	}
	switch tokens[i].Word + " " + tokens[i+1].Word {
	case "not only", "no solo", "no doubt", "sin embargo", "no fewer", "no less", "not less", "no menos", "not immediately", "not yet", "sin vida":
		return true
	}
	return false
}

// earlier are words beside what was before what is told: "an earlier protest", "otro ataque previo".
var earlier = text.WordSet(`earlier previous prior past previo previa previos previas anterior anteriores`)

// isEarlier reports whether a noun is said to be before what is told.
func isEarlier(d *text.Document, s, m text.Range) bool {
	if d.Lang == "es" {
		return m.Last < s.Last && earlier[d.Tokens[m.Last].Word]
	}
	return m.First > s.First && earlier[d.Tokens[m.First-1].Word]
}

// isAftermath reports whether a phrase is what came before what is told: "tras la captura de",
// "after the killing of".
func isAftermath(tokens []text.Token, i, from int) bool {
	if i-2 < max(0, from-1) || !aftermath[tokens[i].Word] || !definites[tokens[i-1].Word] {
		return false
	}
	switch tokens[i-2].Word {
	case "tras", "after", "following", "por", "de":
		return tokens[i-2].Word != "de" || i >= 3 && tokens[i-3].Word == "luego" || i >= 3 && tokens[i-3].Word == "despues"
	}
	return false
}

var aftermath = text.WordSet(`captura detencion arresto muerte asesinato abatimiento homicidio arrest capture killing death assassination murder detention`)

// clearings are words for the end of what stands in the way or goes on.
var clearings = text.WordSet(`desalojo desalojaron desalojar retiro retiraron levantamiento levantaron liberacion dispersal dispersed clear cleared clearing dismantle dismantled dismantling lift lifted lifting`)

// isCleared reports whether a token tells of what is brought to its end: "el desalojo de un bloqueo", "police cleared a blockade".
func isCleared(tokens []text.Token, from, i int) bool {
	const reach = 3
	for j := i - 1; j >= max(from, i-reach); j-- {
		switch w := tokens[j].Word; {
		case clearings[w]:
			return true
		case !smallWords[w]:
			return false
		}
	}
	return false
}

// smallWords stand between a noun and what it is of.
var smallWords = text.WordSet(`de del of the a an un una el la los las this este`)

// nounsLikeVerbs end as infinitives do.
var nounsLikeVerbs = text.WordSet(`cadaver mujer taller lugar militar familiar hogar celular auxiliar titular escolar popular lider altar collar alfiler chofer mártir martir dolar popular particular similar muladar`)

// infinitive reports whether a Spanish word looks like one.
func infinitive(w string) bool {
	return len(w) > 4 && !nounsLikeVerbs[w] && (strings.HasSuffix(w, "ar") || strings.HasSuffix(w, "er") || strings.HasSuffix(w, "ir"))
}

// didSo are verbs after which an infinitive did happen.
var didSo = text.WordSet(`managed began started continued continue tried attempted went logro lograron comenzo comenzaron empezo empezaron
	intento intentaron trato trataron alcanzo tras al luego despues por`)

// isPurpose reports whether the phrase is what somebody wants: "to block the road", "de secuestrar".
func isPurpose(tokens []text.Token, i, from int, lang string) bool {
	if i == from {
		return false
	}
	before := tokens[i-1].Word
	if lang == "en" {
		if before != "to" || strings.HasSuffix(tokens[i].Word, "ed") || strings.HasSuffix(tokens[i].Word, "s") || strings.HasSuffix(tokens[i].Word, "ing") {
			return false
		}
		return i-2 < from || !didSo[tokens[i-2].Word]
	}
	if !infinitive(tokens[i].Word) {
		return false
	}
	for j := i - 1; j >= max(from, i-3); j-- {
		if didSo[tokens[j].Word] {
			return false
		}
	}
	return true
}
