package intake

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"incidentmap/incidents"
	"incidentmap/incidents/intake/words"
)

// ProposedKind is a kind that a story might declare, with how many rows have the word for it.
type ProposedKind struct {
	incidents.KindInfo
	Rows int `json:"rows"`
}

// shownKind is how many bytes a word may have that is the name of a kind.
const shownKind = 50

// proposedKinds makes kinds of words that no kind is known by, those of the most rows first, as many as the story may
// still declare.
func (s *settings) proposedKinds(messages []Message) []ProposedKind {
	var all []ProposedKind
	at := map[string]int{} // by the words
	for _, m := range messages {
		key := words.Key(m.Value)
		if !m.kind || len(m.Value) > shownKind || !strings.ContainsFunc(m.Value, unicode.IsLetter) || key == "" {
			continue
		}
		if i, known := at[key]; known {
			all[i].Rows += m.Count
			continue
		}
		at[key] = len(all)
		all = append(all, ProposedKind{
			KindInfo: incidents.KindInfo{
				Kind: incidents.KindID(key), Class: incidents.ClassIncident, Shape: incidents.Circle,
				Title: incidents.Text{s.lang: sentence(strings.TrimSpace(m.Value))},
			},
			Rows: m.Count,
		})
	}
	slices.SortStableFunc(all, func(a, b ProposedKind) int { return cmp.Compare(b.Rows, a.Rows) })
	all = all[:max(0, min(len(all), incidents.MaxKinds-len(s.Story.Kinds)))]
	taken := map[incidents.Kind]bool{}
	for _, k := range s.Story.Kinds {
		taken[k.Kind] = true
	}
	for i := range all {
		id := all[i].Kind
		for n := 2; taken[all[i].Kind]; n++ {
			all[i].Kind = id + incidents.Kind("_"+strconv.Itoa(n))
		}
		taken[all[i].Kind] = true
	}
	return all
}

// Proposed gives the kinds that the files of a report propose together, each word once.
func (r *Report) Proposed() []ProposedKind {
	var all []ProposedKind
	for i := range r.Files {
		for _, k := range r.Files[i].Kinds {
			same := func(p ProposedKind) bool { return p.Kind == k.Kind }
			if at := slices.IndexFunc(all, same); at >= 0 {
				all[at].Rows += k.Rows
				continue
			}
			all = append(all, k)
		}
	}
	slices.SortStableFunc(all, func(a, b ProposedKind) int { return cmp.Compare(b.Rows, a.Rows) })
	return all
}
