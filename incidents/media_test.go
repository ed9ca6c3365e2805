package incidents

import "testing"

// A picture of an incident whose place is hidden is shown by an editor's word alone and never where the place is withheld;
// as of a number it is shown where it was shown then and what is known of it today allows it.
func TestMediaUnderDisclosure(t *testing.T) {
	rules := []Disclosure{Open, Coarsened, Withheld, "whim"}
	shown := func(rule Disclosure, placeless bool) bool { return rule == Open || rule == Coarsened && placeless }
	picture := func(placeless bool) []Media { return []Media{{ID: "m1", Hash: "sha256:1", ShowsNoPlace: placeless}} }
	public := func(s *Story, inc *Incident) bool { return len(s.Public(inc, Stamp{}).Media) == 1 }
	for _, rule := range rules {
		for _, placeless := range []bool{false, true} {
			story, inc := sampleStory(), sample()
			inc.Disclosure, inc.Media = rule, picture(placeless)
			if got := public(story, inc); got != shown(rule, placeless) {
				t.Errorf("%s, said to show no place %v: shown %v", rule, placeless, got)
			}
			for _, today := range rules {
				for _, still := range []string{"without a word", "shows no place", "taken off"} {
					is := sample()
					is.Disclosure, is.Media = today, picture(still == "shows no place")
					word := still == "shows no place"
					if still == "taken off" {
						is.Media, word = nil, placeless
					}
					want := shown(rule, placeless) && shown(today, word)
					if got := public(story.Past(story, is, inc)); got != want {
						t.Errorf("%s then, said %v; %s today, %s: shown %v, want %v", rule, placeless, today, still, got, want)
					}
				}
			}
			if inc.Media[0].ShowsNoPlace != placeless {
				t.Error("the incident was changed")
			}
		}
	}
}
