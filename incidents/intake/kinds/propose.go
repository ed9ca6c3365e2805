package kinds

import (
	"strings"

	"incidentmap/incidents"
	"incidentmap/incidents/intake/words"
)

// trigger is a run of words that speaks for a kind. Of the last of them the beginning is enough where
// it is open.
type trigger struct {
	kind  incidents.Kind
	score float64
	words []string
	open  bool
	order int
}

// triggersByWord are the triggers by the first four letters of their first word.
var triggersByWord = buildTriggers()

func stem(word string) string { return word[:min(len(word), 3)] }

func buildTriggers() map[string][]trigger {
	all := map[string][]trigger{}
	for order, t := range triggers {
		for _, phrase := range strings.Split(t.words, ",") {
			phrase, open := strings.CutSuffix(strings.TrimSpace(phrase), "#")
			list := strings.Fields(phrase)
			all[stem(list[0])] = append(all[stem(list[0])], trigger{t.kind, t.score, list, open, order})
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

// Propose gives the kind that the words of a text speak for the most. A word that is denied ("no
// explosion") speaks for nothing.
func Propose(text string) (Proposal, bool) {
	if len(text) > mostText {
		text = strings.ToValidUTF8(text[:mostText], "")
	}
	all := strings.Fields(words.Key(text))
	var best Proposal
	order := len(triggers)
	for i, w := range all {
		for _, t := range triggersByWord[stem(w)] {
			if !t.stands(all[i:]) || denied(all, i) {
				continue
			}
			// Longer phrases and those at the beginning tell more.
			score := t.score
			if len(t.words) > 1 {
				score = min(1, score+0.05)
			}
			if score > best.Score || score == best.Score && t.order < order {
				best, order = Proposal{t.kind, score, strings.Join(all[i:i+len(t.words)], " ")}, t.order
			}
		}
	}
	return best, best.Kind != ""
}

// stands tells that the trigger's words are the first of a text.
func (t *trigger) stands(text []string) bool {
	if len(t.words) > len(text) {
		return false
	}
	last := len(t.words) - 1
	for i, w := range t.words[:last] {
		if text[i] != w {
			return false
		}
	}
	if t.open {
		return strings.HasPrefix(text[last], t.words[last])
	}
	return text[last] == t.words[last]
}
