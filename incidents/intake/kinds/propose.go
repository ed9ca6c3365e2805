package kinds

import (
	"strings"

	"incidentmap/incidents"
	"incidentmap/incidents/extract/text"
	"incidentmap/incidents/extract/trigger"
	"incidentmap/incidents/intake/words"
)

// sureness is how surely the words for a kind mean it wherever they stand, from 0 to 1: of an attack by a
// drone that set a house on fire the kind is the first. Which words those are is package trigger's to say.
var sureness = scores(map[float64]string{
	0.9:  "drone_attack airstrike femicide earthquake",
	0.85: "explosion police_shooting abduction prison_riot wildfire flood landslide volcanic_eruption",
	0.8:  "missing_person armed_clash killing robbery burglary sexual_violence vehicle_arson roadblock traffic_collision air_accident rail_accident shipwreck storm",
	0.75: "protest building_collapse industrial_accident vandalism extortion epidemic extreme_temperature",
	0.65: "attack security_operation",
	0.6:  "panic deaths",
})

const (
	// usualSureness is that of kinds of which nothing else is known.
	usualSureness = 0.7
	// weakShare is what a word counts that tells little by itself.
	weakShare = 0.75
	// longer is what a phrase of several words tells more.
	longer = 0.05
)

func scores(rows map[float64]string) map[incidents.Kind]float64 {
	all := map[incidents.Kind]float64{}
	for score, list := range rows {
		for _, k := range strings.Fields(list) {
			all[incidents.Kind(k)] = score
		}
	}
	return all
}

// mostText is how many bytes of a text are looked at.
const mostText = 4000

// Proposal is a kind that running text speaks for, and by which words.
type Proposal struct {
	Kind  incidents.Kind
	Score float64 // from 0 to 1
	Words string
}

// Propose gives the kind that the words of a text speak for the most, by the triggers of stories, in English
// or Spanish. What did not happen ("no explosion"), is planned, or was long before speaks for nothing.
func Propose(s string) (Proposal, bool) {
	if len(s) > mostText {
		s = strings.ToValidUTF8(s[:mostText], "")
	}
	d := text.Read(s, "")
	best := strongest(d)
	if best.Kind == "" { // a few words do not tell their language
		d.Lang = map[string]string{"en": "es", "es": "en"}[d.Lang]
		best = strongest(d)
	}
	return best, best.Kind != ""
}

// strongest gives the kind of the trigger that tells the most, of equals the first.
func strongest(d *text.Document) Proposal {
	var best Proposal
	for _, s := range d.Sentences {
		if trigger.Background(d, s.Range) {
			continue
		}
		for _, t := range trigger.Find(d, s.Range) {
			if kind, score := weigh(&t); t.Happened(d) && score > best.Score {
				best = Proposal{kind, score, words.Plain(d.Words(t.Range))}
			}
		}
	}
	return best
}

// weigh gives the kind that a trigger speaks for, and how surely it does. Of a body that was found nothing says
// how the person died.
func weigh(t *trigger.Trigger) (incidents.Kind, float64) {
	kind := t.Kind
	if t.Bodies && kind == "killing" {
		kind = "deaths"
	}
	score, ok := sureness[kind]
	if !ok {
		score = usualSureness
	}
	if t.Weak {
		score *= weakShare
	}
	if t.Len() > 1 {
		score = min(1, score+longer)
	}
	return kind, score
}
