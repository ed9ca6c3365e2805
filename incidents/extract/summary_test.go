package extract_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"incidentmap/incidents"
)

// deadBy tells the kind, the place and the day of each draft, and how many died, those counted in another draft left out.
func deadBy(t *testing.T, story, day string) []string {
	var told []string
	for _, d := range read(t, story, day) {
		dead := 0
		for _, c := range d.Incident.Casualties {
			if c.CountedIn != nil || c.Outcome != incidents.Killed && c.Outcome != incidents.DiedLater {
				continue
			}
			for _, n := range []*int{c.Best, c.Low} {
				if n != nil {
					dead += *n
					break
				}
			}
		}
		place, _ := incidents.Text(d.Incident.Where.Place).In("en")
		told = append(told, fmt.Sprint(d.Incident.Kind, " ", place, " ", d.Incident.When.Start.Format("01-02"), " ", dead))
	}
	slices.Sort(told)
	return told
}

// The dead of a story are counted once, at the place and of the day that they are told of.
func TestDeadAreCountedOnce(t *testing.T) {
	for name, c := range map[string]struct {
		story string
		want  []string
	}{
		"a total that is broken down by place": {
			"CHILPANCINGO, Gro.- La violencia dejó ayer seis muertos en Guerrero: tres en Acapulco, dos en Iguala y uno en Taxco, reportó la Fiscalía.",
			[]string{"deaths Acapulco de Juárez 03-09 3", "deaths Iguala de la Independencia 03-09 2", "deaths Taxco de Alarcón 03-09 1"},
		},
		"sums of sums": {
			"KATHMANDU, Nepal (AP) — Floods have killed at least 61 people in South Asia, 38 of them in Nepal, officials said.\n\nIn Nepal's Kaski district, the floods killed eleven villagers on Sunday.\n\n" +
				"Twenty-seven more drowned in Chitwan when the river overflowed on Monday.\n\nIn neighboring India, the floods have claimed 23 lives. Fifteen of the deaths were reported in Patna and the other eight in Gaya.",
			[]string{"flood Chitwan 03-09 27", "flood Kaski 03-08 11", "deaths Gaya 03-08 8", "deaths Patna 03-08 15"},
		},
		"one of those who were counted": {
			"A quake killed at least two people in Guerrero, Mexico, on Sunday. One of the victims died when a wall fell on her in Tecpan de Galeana, Guerrero, officials said.",
			[]string{"building_collapse Técpan de Galeana 03-08 0", "earthquake Guerrero 03-08 2"},
		},
		"a toll that is raised, after another thing was told of": {
			"TULA, Hidalgo.- La explosión de un ducto dejó cinco muertos el lunes en Tula, Hidalgo. En Pachuca, un choque de dos autos dejó un muerto el lunes.\n\nLa Fiscalía elevó por la tarde a siete el número de fallecidos por la explosión.",
			[]string{"explosion Tula de Allende 03-09 7", "traffic_collision Pachuca de Soto 03-09 1"},
		},
		"a day after another thing": {
			"Gunmen shot dead four soldiers in Apatzingan, Michoacan, on Monday, and in Zamora a couple were killed on Sunday.",
			[]string{"killing Apatzingán 03-09 4", "killing Zamora 03-08 2"},
		},
		"hours later": {
			"El sábado murieron cuatro hombres en un ataque en Celaya, Guanajuato. Horas después, en Villagrán, Guanajuato, una mujer fue asesinada.",
			[]string{"attack Celaya 03-07 4", "killing Villagrán 03-07 1"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			slices.Sort(c.want)
			if diff := cmp.Diff(c.want, deadBy(t, c.story, "2026-03-10")); diff != "" {
				t.Errorf("the dead differ (-want +got):\n%s", diff)
			}
		})
	}
}

// What came of an operation is told in the paragraphs after it, and is of none that another source tells of later.
func TestWhatComesOfAnOperation(t *testing.T) {
	const story = `The navy killed the chief of a cartel on Sunday, the president said. The cartel is feared. It has many arms.

Markets were calm. The peso rose. Tourists stayed.

The chief was wounded in an operation to capture him in Tula, Tamaulipas, and died on the way to a hospital, the Navy Department said.

During the operation, marines came under fire and killed five people. Two more people were wounded and later died, the statement said.

%s and rifles and grenades were seized. Four marines were wounded.

A Tamaulipas state official who requested anonymity said a marine died in Tula during the raid and four others were killed in Altamira.`
	for _, arrested := range []string{"Three others were arrested", "Three people were arrested", "Three suspects were detained"} {
		for _, d := range read(t, fmt.Sprintf(story, arrested), "2026-03-10") {
			official := false
			for _, s := range d.Incident.Sources {
				official = official || s.Attribution == incidents.Anonymous
			}
			for _, c := range d.Incident.Casualties {
				if official && (c.Outcome == incidents.Detained || c.Outcome == incidents.Wounded) {
					t.Errorf("%q: the official's draft counts %s", arrested, c.Outcome)
				}
			}
		}
	}
}

// A road that is named by its ends is near the first of them, and a quarter is one of the town its sentence names.
func TestPlacesThatNamesLead(t *testing.T) {
	for s, want := range map[string]string{
		"REYNOSA, Tamps.- Un convoy fue atacado este martes en la carretera Reynosa-Río Bravo; murieron dos elementos.": "near Reynosa",
		"Man murdered in Playas de Tijuana on Friday night":                                                             "locality Tijuana",
	} {
		drafts := read(t, s, "2026-03-10")
		if len(drafts) != 1 {
			t.Fatalf("%q: %d drafts", s, len(drafts))
		}
		place, _ := incidents.Text(drafts[0].Incident.Where.Place).In("en")
		if got := strings.TrimSpace(string(drafts[0].Incident.Where.Precision) + " " + place); got != want {
			t.Errorf("%q is at %q, want %q", s, got, want)
		}
	}
}
