package extract_test

import (
	"strings"
	"testing"
)

// Where something was is told by verbs, nouns and small words beside a name; a name that no gazetteer knows is told in its words, and never
// taken for the place of what was told before.
func TestEnglishScenes(t *testing.T) {
	for s, want := range map[string]string{
		"In Kogi, troops killed nine bandits in a gunfight at Ajaokuta on Saturday, the army said.":                    "Ajaokuta",
		"Gunmen invaded Zangang in the Kachia Local Government Area of Kaduna State, killing six people.":              "Zangang",
		"Raiders made off with 80 cows at Loruk on the border of two counties on Saturday, leaving two herders dead.":  "Loruk",
		"A truck hit an autorickshaw in Bihar's Gaya late on Sunday, leaving three people dead.":                       "Gaya",
		"Two soldiers and three rebels were slain in a firefight in the hinterlands of Sumilao, Bukidnon, on Sunday.":  "Sumilao",
		"A ferry ran aground off Siargao island on Saturday and two people drowned.":                                   "Siargao",
		"Government troops wrested back Sake from the rebels on Saturday after fierce fighting.":                       "Sake",
		"Unidentified men opened fire on a van in the Kurram tribal district on Monday, killing nine people.":          "Kurram",
		"The attack on Ngoshe happened on Saturday and 14 traders were killed, said a militia leader.":                 "Ngoshe",
		"Shells landed on a displacement camp outside Bukavu on Sunday, killing four children.":                        "Bukavu",
		"Russian-installed officials in Donetsk said shelling of a market killed 13 people on Sunday.":                 "Donetsk",
		"Gunmen opened fire on a birthday party in the Mexican city of Salamanca late Thursday, killing three people.": "Salamanca",
	} {
		story := "Officials met for talks about the budget. They will meet again in May.\n\nNothing was decided. The weather was fine.\n\n" + s + "\n\nNobody else spoke. The talks go on.\n"
		drafts := read(t, story, "2026-03-10")
		found := false
		for _, d := range drafts {
			found = found || strings.Contains(d.Incident.Where.Place["en"], want)
		}
		if !found {
			t.Errorf("%q: %d drafts, none in %s", s, len(drafts), want)
		}
	}
}

// Who gives a toll with its latest dead, who says that nobody survived, and who gives an exact number for a bound counts all once.
func TestEnglishTolls(t *testing.T) {
	for story, want := range map[string]int{
		"Twelve people died in Dhubri on Sunday after drinking spurious liquor, taking the toll in the tragedy to 19, officials said. The district was quiet. Shops were open. Police kept watch.":            19,
		"A small plane carrying a family of four slammed into a cornfield near Albany, New York, on Saturday. There were no survivors, officials said. The weather was fine. An inquiry began.":               4,
		"Three Turkish soldiers were killed when a mortar round hit their base near Azaz in Syria on Monday. The army fired back, killing seven fighters, the ministry said. Talks go on. No one else spoke.": 10,
	} {
		dead := 0
		for _, d := range read(t, story, "2026-03-10") {
			for _, c := range d.Incident.Casualties {
				if (c.Outcome == "killed" || c.Outcome == "died_later") && c.Best != nil {
					dead += *c.Best
				}
			}
		}
		if dead != want {
			t.Errorf("%q: %d dead, want %d", story, dead, want)
		}
	}
}
