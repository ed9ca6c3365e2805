package extract_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"incidentmap/geo"
	"incidentmap/incidents"
	"incidentmap/incidents/extract"
)

// firstSays and disputes are what one source says of a clash, and ways in which another gives five dead in place of three.
var firstSays = map[string]string{
	"en": "Three prisoners were stabbed to death in a clash at a prison in Nuevo Laredo, Tamaulipas, on Sunday, security spokesman Luis Cavazos said.",
	"es": "Tres reclusos murieron en una riña en el penal de Nuevo Laredo, Tamaulipas, el domingo, informó la Secretaría de Seguridad.",
}

var disputes = map[string][]string{
	"en": {
		"A human rights group, Voces Libres, put the number of dead at five.",
		"A human rights group, Voces Libres, put the death toll at five.",
		"The diocese's human rights office gave a higher toll of five.",
		"A union leader said five inmates had been killed.",
		"However, a lawyers' group said five prisoners were killed.",
	},
	"es": {
		"La Comisión de Derechos Humanos contabilizó cinco muertos.",
		"La Defensoría sostiene que los muertos son cinco.",
		"El sindicato de custodios contradijo la cifra: aseguró que son cinco los muertos.",
		"Sin embargo, la comisión estatal elevó a cinco la cifra de muertos.",
		"En cambio, la Cruz Roja reportó cinco fallecidos.",
	},
}

// Competing tolls are both kept, in one incident, each with its source; the first is the best, and none is added to the other.
func TestDisputedTollsStandBesideEachOther(t *testing.T) {
	for lang, ways := range disputes {
		for _, gap := range []string{" ", "\n\n"} {
			for _, second := range ways {
				drafts := read(t, firstSays[lang]+gap+second, "2026-03-10")
				if len(drafts) != 1 {
					t.Errorf("%q: %d drafts", second, len(drafts))
					continue
				}
				inc := &drafts[0].Incident
				sources := map[string]int{}
				for _, c := range inc.Casualties {
					for _, claim := range inc.Claims {
						if claim.ID == c.Claim && c.Outcome == incidents.Killed && c.Best != nil {
							sources[claim.Source] = *c.Best
						}
					}
				}
				dead := incidents.CountRows(inc.Casualties)[incidents.Killed]
				if len(sources) != 2 || dead.Best == nil || *dead.Best != 3 || dead.High == nil || *dead.High != 5 {
					t.Errorf("%q: sources %v, casualties %+v", second, sources, inc.Casualties)
				}
			}
		}
	}
}

var towns = []string{"Celaya", "Salamanca", "Irapuato", "Pénjamo"}

// totals are sentences of all who died in a state, and deaths how some of them did in a town.
var totals = map[string][]string{
	"en": {
		"At least %d people were killed in attacks across Guanajuato, Mexico, over the weekend, prosecutors said.",
		"Gunmen killed %d people in Guanajuato, Mexico, over the weekend, the state government said.",
		"A string of attacks in the Mexican state of Guanajuato left %d people dead over the weekend, authorities said.",
	},
	"es": {
		"Al menos %d personas fueron asesinadas en Guanajuato, México, durante el fin de semana, informó la Fiscalía.",
		"Una serie de ataques dejó %d muertos en Guanajuato, México, el fin de semana, reportó la Fiscalía.",
		"Suman %d muertos en distintos ataques en Guanajuato, México, el fin de semana, según la Fiscalía.",
	},
}

var deaths = map[string][]string{
	"en": {"In %[2]s, gunmen shot dead %[1]d men on Saturday.", "%[1]d people were killed in %[2]s on Sunday when gunmen opened fire on a bar.", "Gunmen killed %[1]d people in %[2]s on Sunday."},
	"es": {"En %[2]s, sicarios asesinaron a %[1]d hombres el sábado.", "%[1]d personas murieron en %[2]s el domingo en un ataque a un bar.", "En %[2]s fueron asesinadas %[1]d personas el domingo."},
}

// A total over several places and its parts count each of the dead once, whatever the numbers are.
func TestTotalsOverPlacesCountOnce(t *testing.T) {
	rng := rand.New(rand.NewPCG(20, 26))
	for lang, leads := range totals {
		for range 20 {
			n := 2 + rng.IntN(len(towns)-1)
			var parts []string
			sum := 0
			for k := range n {
				dead := 2 + rng.IntN(9)
				sum += dead
				parts = append(parts, fmt.Sprintf(deaths[lang][rng.IntN(len(deaths[lang]))], dead, towns[k]))
			}
			story := fmt.Sprintf(leads[rng.IntN(len(leads))], sum) + "\n\n" + strings.Join(parts, "\n\n")
			counted := 0
			for _, d := range read(t, story, "2026-03-10") {
				c := incidents.CountRows(d.Incident.Casualties)[incidents.Killed]
				for _, v := range []*int{c.Best, c.Low} {
					if v != nil {
						counted += *v
						break
					}
				}
			}
			if counted != sum {
				t.Errorf("%d dead are counted, want %d:\n%s", counted, sum, story)
			}
		}
	}
}

// Who died in two towns that have as many dead as a third is not taken for its dead: only areas, and what says that it is a total, are sums.
func TestTownsAreNoSums(t *testing.T) {
	story := "Two soldiers were killed Tuesday in Uruapan, Michoacan, the army said.\n\nA police officer died in Zamora, Michoacan.\n\nA guard was shot dead in Morelia, Michoacan."
	dead := 0
	for _, d := range read(t, story, "2026-03-10") {
		for _, c := range d.Incident.Casualties {
			dead += *c.Best
		}
	}
	if dead != 4 {
		t.Errorf("%d dead, want 4", dead)
	}
}

// A name that is not known is told in its words, is not on the map, and is taken for no other place.
func TestUnknownPlaces(t *testing.T) {
	for _, c := range []struct{ text, name string }{
		{"NAIROBI, Kenya (AP) — The government spoke of peace on Monday.\n\nGunmen killed four herders in the village of Kelvorrandu on Sunday, police said.\n\nPresident William Otieno called for calm.\n\nSchools stay open.", "Kelvorrandu"},
		{"NAIROBI, Kenya (AP) — The government spoke of peace on Monday.\n\nIn Zarandelwe, gunmen killed four herders on Sunday, police said.\n\nPresident William Otieno called for calm.\n\nSchools stay open.", "Zarandelwe"},
		{"BOGOTÁ (EFE).- El Gobierno habló de paz el lunes.\n\nCuatro campesinos fueron asesinados el domingo en la vereda de Quilavertú, informó la Policía.\n\nEl presidente pidió calma.\n\nLas clases siguen.", "Quilavertú"},
	} {
		drafts := read(t, c.text, "2026-03-10")
		if len(drafts) != 1 {
			t.Errorf("%s: %d drafts", c.name, len(drafts))
			continue
		}
		inc := &drafts[0].Incident
		place, _ := incidents.Text(inc.Where.Place).In("en", "es")
		told := false
		for _, check := range drafts[0].Check {
			told = told || check.Code == extract.CheckUnknown
		}
		if inc.Where.Precision != geo.Unlocated || inc.Where.Geometry != nil || place != c.name || !told {
			t.Errorf("%s: %+v, checks %v", c.name, inc.Where, drafts[0].Check)
		}
	}
}
