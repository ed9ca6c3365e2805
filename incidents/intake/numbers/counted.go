package numbers

import (
	"strings"

	"incidentmap/incidents"
)

// countedWords are the words for what is counted behind a number, with the outcome that they name.
var countedWords = countedSet(map[incidents.Outcome]string{
	"": `people person persons individual individuals man men woman women child children civilian civilians soldier soldiers officer officers guard guards victim victims
		migrant migrants persona personas hombre hombres mujer mujeres nino ninos nina ninas civil civiles militar militares policia policias victima victimas migrante migrantes pessoa pessoas personnes persone personen`,
	incidents.Killed: `dead death deaths deceased killed fatality fatalities muerto muerta muertos muertas fallecido fallecida fallecidos fallecidas deceso decesos
		asesinado asesinada asesinados asesinadas morto morta mortos mortas mort morts tue tues tote morti`,
	incidents.Wounded:  `wounded injured hurt herido herida heridos heridas lesionado lesionada lesionados lesionadas ferido ferida feridos feridas blesse blesses verletzte feriti`,
	incidents.Missing:  `missing desaparecido desaparecida desaparecidos desaparecidas disparu disparus`,
	incidents.Detained: `arrested arrests arrest detained detenido detenida detenidos detenidas arrestado arrestados`,
})

func countedSet(lists map[incidents.Outcome]string) map[string]incidents.Outcome {
	set := map[string]incidents.Outcome{}
	for outcome, list := range lists {
		for _, w := range strings.Fields(list) {
			set[w] = outcome
		}
	}
	return set
}

// mostCounted is how many words for what is counted stand behind a number: "3 dead civilians".
const mostCounted = 3

// withoutCounted takes the words for what is counted from behind a number, and gives the outcome that
// they name; s is in the form of words.Plain. Words alone stay.
func withoutCounted(s string) (number string, named incidents.Outcome) {
	number = s
	for range mostCounted {
		at := strings.LastIndexByte(number, ' ')
		if at < 0 {
			break
		}
		outcome, ok := countedWords[number[at+1:]]
		if !ok {
			break
		}
		if outcome != "" {
			named = outcome
		}
		number = number[:at]
	}
	if boundOf(number) != "" {
		return s, "" // "about people"
	}
	return number, named
}
