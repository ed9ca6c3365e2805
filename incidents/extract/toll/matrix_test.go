package toll

import (
	"strings"
	"testing"

	"incidentmap/incidents"
	"incidentmap/incidents/extract/text"
)

// approximators of a number: whether its words give the least, the number itself, or the most.
var approximators = map[string]string{
	"": "best", "at least ": "low", "more than ": "low", "over ": "low", "no fewer than ": "low", "up to ": "high", "as many as ": "high", "about ": "best", "some ": "best", "nearly ": "best",
}

var counts = map[string]int{"5": 5, "five": 5, "12": 12, "a dozen": 12, "twenty-three": 23, "140": 140}

var groups = []string{
	"people", "soldiers", "police officers", "schoolchildren", "market traders", "worshippers", "Palestinians", "construction workers", "villagers", "crew members", "health workers", "high school students", "herders",
}

// templates are sentences of an outcome around "%", which stands for people.
var templates = map[incidents.Outcome][]string{
	incidents.Killed: {
		"% were killed in the attack.", "The attack killed %.", "Gunmen opened fire in a bar, killing %.", "The blast left % dead.", "On Friday % died when the bus overturned.", "% lost their lives on Sunday.",
		"The blaze claimed the lives of %.", "Rescuers recovered the bodies of %.", "% perished there.", "% were shot dead on Monday.", "% were hacked to death.", "The attackers hacked % to death.",
	},
	incidents.Wounded: {
		"% were wounded in the attack.", "The attack wounded %.", "A bomb went off, injuring %.", "The blast left % injured.", "% suffered burns.", "% were taken to a hospital.", "% are undergoing treatment.",
		"% were hospitalized.", "% sustained injuries.",
	},
	incidents.Detained: {"Police arrested %.", "% were arrested on Monday.", "% were taken into custody.", "Troops rounded up %."},
	incidents.Missing:  {"% are missing.", "Gunmen abducted %.", "% were kidnapped on Sunday.", "% remain unaccounted for.", "The raiders whisked away %."},
}

// A number of people of any group, however it is written and bounded, is read as such in every sentence of an outcome, and as no other.
func TestMatrix(t *testing.T) {
	for outcome, sentences := range templates {
		for _, sentence := range sentences {
			for word, bound := range approximators {
				for number, n := range counts {
					for _, group := range groups {
						s := strings.ReplaceAll(sentence, "%", word+number+" "+group)
						s = strings.ToUpper(s[:1]) + s[1:]
						checkOne(t, s, outcome, bound, n)
					}
				}
			}
		}
	}
}

func checkOne(t *testing.T, s string, outcome incidents.Outcome, bound string, n int) {
	t.Helper()
	d := text.Read(s, "en")
	figures := Read(d, d.Sentences[0].Range)
	if len(figures) != 1 || figures[0].Outcome != outcome || !figures[0].Party.Known || figures[0].Denied {
		t.Errorf("%q: %d figures, want one who %s: %v", s, len(figures), outcome, figures)
		return
	}
	c := figures[0].Party.Count
	got := map[string]*int{"low": c.Low, "best": c.Best, "high": c.High}
	for name, v := range got {
		if (v != nil) != (name == bound) || v != nil && *v != n {
			t.Errorf("%q: %s, want %s %d", s, show(figures[0]), bound, n)
			return
		}
	}
}
