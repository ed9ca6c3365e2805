package extract_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"incidentmap/incidents"
)

// hurtBy gives of each draft its kind and how many it counts as wounded.
func hurtBy(t *testing.T, story string) []string {
	var told []string
	for _, d := range read(t, story, "2026-05-12") {
		hurt := 0
		for _, c := range d.Incident.Casualties {
			if c.Outcome == incidents.Wounded && c.Best != nil {
				hurt += *c.Best
			}
		}
		told = append(told, fmt.Sprint(d.Incident.Kind, " ", hurt))
	}
	return told
}

// A number that the sentence goes on to revise gives way to the new one; one of others, or of what happened before, does not.
func TestRevisedInItsSentence(t *testing.T) {
	for story, want := range map[string][]string{
		"A blast in Reno on Monday left 16 people hurt, police said, a figure that the county later raised to 18.":              {"explosion 18"},
		"A bus crash near Lyon on Monday wounded 30 people, a toll hospitals revised to 27.":                                    {"traffic_collision 27"},
		"Una explosión en Soledad dejó el lunes 16 lesionados, según la Alcaldía, número que el hospital elevó más tarde a 18.": {"explosion 18"},
		"El choque dejó el lunes cuatro muertos y nueve heridos en Oruro, número que la Alcaldía corrigió después a once.":      {"traffic_collision 11"},
		"Un incendio en Bahía Blanca dejó el lunes 20 heridos, cifra que los bomberos redujeron a 14.":                          {"fire_or_smoke 14"},
		"A blast in Reno on Monday left 16 people hurt, and the county raised its fire alert to 18.":                            {"explosion 16"},
		"Una explosión en Soledad dejó el lunes 16 lesionados, y el municipio elevó a 18 el número de albergues.":               {"explosion 16"},
		"Un choque dejó el lunes nueve heridos en Oruro; el hospital atiende a once pacientes.":                                 {"traffic_collision 9"},
	} {
		if diff := cmp.Diff(want, hurtBy(t, story)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", story, diff)
		}
	}
}

func TestRevisedDead(t *testing.T) {
	for story, want := range map[string][]string{
		"El choque dejó el lunes cuatro muertos en Oruro, según la Policía, cifra que el hospital elevó a seis.": {"traffic_collision Oruro Department 05-11 6"},
		"A blast in Reno on Monday killed nine people, a number the coroner later put at ten.":                   {"explosion Reno 05-11 10"},
	} {
		if diff := cmp.Diff(want, deadBy(t, story, "2026-05-12")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", story, diff)
		}
	}
}

// A word of an event that is the second of two names is somebody's surname.
func TestSurnamesAreNoEvents(t *testing.T) {
	for story, want := range map[string][]string{
		"El dirigente Mario Choque habló con los vecinos de Oruro el lunes.":     nil,
		"El alcalde Pedro Balacera visitó Iguala el lunes.":                      nil,
		"La fiscal Ana Guerra Choque pidió calma en Oruro el lunes.":             nil,
		"Police chief John Blast said two men were shot dead in Reno on Monday.": {"killing Reno 05-11 2"},
		"Residents of Reno met on Monday with the engineer Rosa Flood.":          nil,
		"Un choque dejó dos muertos en Oruro el lunes.":                          {"traffic_collision Oruro Department 05-11 2"},
		"Oruro: Choque deja dos muertos el lunes en la autopista.":               {"traffic_collision Oruro Department 05-11 2"},
		"Two Die In Reno Blast On Monday":                                        {"explosion Reno 05-11 2"},
	} {
		if diff := cmp.Diff(want, deadBy(t, story, "2026-05-12")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", story, diff)
		}
	}
}

// What is told of a wave of attacks gives way to what is then told one by one.
func TestWaveOfAttacks(t *testing.T) {
	for story, want := range map[string][]string{
		"POPAYÁN (EFE).- Una oleada de ataques dejó el lunes nueve muertos en Colombia. El más grave fue en Jamundí, donde una bomba mató a seis personas el lunes. En Tumaco, un ataque mató a tres el lunes.": {"killing Jamundí 05-11 6", "killing Tumaco 05-11 3"},
		"A string of attacks left 12 people dead in Nigeria on Monday, officials said. The deadliest was in Jos, where gunmen killed nine people on Monday. In Kano, a bomb killed three people on Monday.":     {"attack Jos 05-11 9", "explosion Kano 05-11 3"},
		"A spate of killings left seven people dead in Nigeria on Monday. In Jos, gunmen killed four traders on Monday. In Kano, gunmen killed three on Monday.":                                                {"attack Jos 05-11 4", "attack Kano 05-11 3"},
		"A heat wave killed nine people in Jos on Monday.": {"extreme_temperature Jos 05-11 9"},
	} {
		slices.Sort(want)
		if diff := cmp.Diff(want, deadBy(t, story, "2026-05-12")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", story, diff)
		}
	}
}
