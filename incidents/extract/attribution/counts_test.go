package attribution

import (
	"fmt"
	"strings"
	"testing"

	"incidentmap/incidents/extract/text"
)

// checkSpeakers holds who speaks in each text, names joined by "; ".
func checkSpeakers(t *testing.T, lang string, rows map[string]string) {
	t.Helper()
	for s, want := range rows {
		var got []string
		for _, sentence := range Read(text.Read(s, lang)) {
			for _, st := range sentence {
				got = append(got, fmt.Sprintf("%s (%s)", st.Speaker.Name, st.Speaker.Attribution))
			}
		}
		if g := strings.Join(got, "; "); g != want {
			t.Errorf("%q:\n got %q\nwant %q", s, g, want)
		}
	}
}

// Reports are told without a verb of saying, by counts and records, too; of two who differ each says its own.
func TestEnglishCounts(t *testing.T) {
	checkSpeakers(t, "en", map[string]string{
		"Four miners drowned, by a count of the Mining Ministry.":                           "Mining Ministry (institution)",
		"Four miners drowned, in an update from the relief agency.":                         "relief agency (institution)",
		"Four miners drowned, according to a tally kept by the Mine Workers Union.":         "Mine Workers Union (institution)",
		"Four miners drowned, according to the latest bulletin from the coast guard.":       "coast guard (institution)",
		"Police records show that four miners drowned.":                                     "Police records (institution)",
		"Court documents say four miners drowned.":                                          "Court documents (institution)",
		"Relatives say four miners drowned.":                                                "Relatives (anonymous)",
		"Officials believe four miners drowned.":                                            "Officials (anonymous)",
		"The ministry put the toll at four, while the union spoke of seven.":                "ministry (institution); union (institution)",
		"The navy put it at four; the union claimed seven.":                                 "navy (institution); union (institution)",
		"The rebels, who hold the port, accused the navy of the raid and spoke of 30 dead.": "rebels (institution); rebels (institution)",
		"The mine's owner denied that anyone had drowned.":                                  "",
		"Police denied that anyone had drowned.":                                            "Police (institution)",
		// Near misses: people who are suspected, what is listed, and who is told of.
		"Police arrested two suspects in the drowning.":              "",
		"A ferry listing in the swell went down with four aboard.":   "",
		"The accused in the case were brought before a judge.":       "",
		"A protest against the count of votes left four people hurt": "",
	})
}

func TestSpanishCounts(t *testing.T) {
	checkSpeakers(t, "es", map[string]string{
		"Los registros del sindicato muestran que se ahogaron cuatro mineros.":                                  "registros del sindicato (institution)",
		"La cifra que dio la Cruz Roja es de cuatro ahogados.":                                                  "Cruz Roja (institution)",
		"El balance, divulgado por la Defensoría, es de cuatro ahogados.":                                       "Defensoría (institution)",
		"Cuatro mineros se ahogaron, avanzó la Delegación del Gobierno.":                                        "Delegación del Gobierno (institution)",
		"Cuatro mineros se ahogaron, publicó la agencia Andina.":                                                "Andina (institution)",
		"Cuatro mineros se ahogaron, explicó en rueda de prensa Rosa Gil, jefa del cuerpo de bomberos.":         "Rosa Gil (named)",
		"El sindicato los cifró en siete, mientras que la empresa habló de cuatro.":                             "sindicato (institution); empresa (institution)",
		"Hubo 20 intoxicados, según la alcaldía, cifra que el Ministerio de Salud subió luego a 26.":            "alcaldía (institution)",
		"Hubo 20 intoxicados, según la alcaldía, cifra que el Ministerio de Salud elevó luego a 26.":            "alcaldía (institution); Ministerio de Salud (institution)",
		"No hubo intoxicados y la empresa prevé reabrir la planta el lunes.":                                    "empresa (institution)",
		"La planta cerró; la estatal Enersa lo atribuyó a una falla.":                                           "estatal Enersa (institution)",
		"Un vocero del hospital contó 20 intoxicados. La misma fuente indicó que tres siguen graves.":           "vocero del hospital (institution); vocero del hospital (institution)",
		"Hubo 20 intoxicados, según la Armada, cuyo primer balance hablaba de 12.":                              "Armada (institution)",
		"Hubo 20 intoxicados, según la Armada, cuyo balance daba cuenta de 12.":                                 "Armada (institution); Armada (institution)",
		"Una lancha chocó con un buque de la Armada. Dos marinos cayeron al mar, detalló la institución.":       "Armada (institution)",
		"El prefecto Iván Rojas habló de 20 intoxicados. También precisó que tres siguen graves.":               "prefecto Iván Rojas (named); prefecto Iván Rojas (named)",
		"La fuente indicó que tres siguen graves.":                                                              "fuente (anonymous)",
		"La policía detuvo a un hombre, cuyo abogado dijo que es inocente.":                                     "abogado (anonymous)",
		"Las ambulancias trasladaron a la clínica a 20 intoxicados.":                                            "",
		"Los vecinos que vieron el humo salieron a la calle y mantienen la calma.":                              "",
		"El alcalde Luis Soto, que recorrió la planta, dijo que hay 20 intoxicados. \"Ya salieron\", insistió.": "alcalde Luis Soto (named); alcalde Luis Soto (named)",
	})
}

// A body that does what its kind tells of afterwards is found where nobody is said to tell it; victims, thieves and who kills are not.
func TestDoer(t *testing.T) {
	for _, row := range []struct{ lang, says, want string }{
		{"en", "Police arrested 12 suspects on Monday in the port.", "Police"},
		{"en", "The coast guard intercepted a boat carrying cocaine.", "coast guard"},
		{"en", "Firefighters rescued six people from the roof.", "Firefighters"},
		{"en", "Detectives are investigating the death of a boy at a farm.", "Detectives"},
		{"en", "Nasser Hospital received the bodies of nine people.", "Nasser Hospital"},
		{"es", "La Policía capturó el martes a dos hombres en el puerto.", "Policía"},
		{"es", "El Ministerio Público allanó tres viviendas y detuvo a un juez.", "Ministerio Público"},
		{"es", "Elementos de la Marina y de la Guardia Nacional localizaron un laboratorio.", "Guardia Nacional"},
		{"es", "Los Bomberos Voluntarios han sacado seis cuerpos del lodo.", "Bomberos Voluntarios"},
		{"es", "Los Mossos d'Esquadra buscan al autor del disparo.", "Mossos d'Esquadra"},
		{"en", "Gunmen seized a truck on the road to the port.", ""},
		{"en", "Soldiers killed three rebels near the border.", ""},
		{"en", "A policeman was arrested on Monday.", ""},
		{"es", "Hombres armados interceptaron un camión en la carretera.", ""},
		{"es", "La Policía abatió a dos hombres en el puerto.", ""},
		{"es", "Un agente de la Policía fue detenido el martes.", ""},
	} {
		d := text.Read(row.says, row.lang)
		by, _ := Doer(d, d.Sentences[0].Range)
		if by.Name != row.want {
			t.Errorf("%q: %q, want %q", row.says, by.Name, row.want)
		}
	}
}
