package ogc

import (
	"fmt"
	"slices"
	"sync"

	"incidentmap/incidents"
)

// Limits of the selections that are kept: how many, and how many incidents in all (16 MB).
const (
	selectionsKept  = 32
	selectionsTotal = 2 << 20
)

// selections keeps what was lately found, so that the pages of one walk through a filter
// divide one list, which is made once. A key names the state of the story, so an entry is
// never wrong: what is not asked for any more falls out.
type selections struct {
	mu   sync.Mutex
	list []selection // the latest asked for first
	held int
}

type selection struct {
	key  string
	seqs []incidents.Seq
}

// get gives a list, which must not be changed.
func (s *selections) get(key string) ([]incidents.Seq, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := slices.IndexFunc(s.list, func(one selection) bool { return one.key == key })
	if i < 0 {
		return nil, false
	}
	found := s.list[i]
	copy(s.list[1:i+1], s.list[:i])
	s.list[0] = found
	return found.seqs, true
}

// put keeps a list and lets go of those that were not asked for the longest.
func (s *selections) put(key string, seqs []incidents.Seq) {
	if len(seqs) > selectionsTotal {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.list = slices.Insert(s.list, 0, selection{key, seqs})
	s.held += len(seqs)
	for len(s.list) > selectionsKept || s.held > selectionsTotal {
		last := len(s.list) - 1
		s.held -= len(s.list[last].seqs)
		s.list = slices.Delete(s.list, last, last+1)
	}
}

// selectionKey names what a request selects, of which page and form it may be.
func (r *request) selectionKey(layer string, state []any) string {
	words := map[string][]string{}
	for name, values := range r.query {
		switch name {
		case "limit", "offset", "f", "lang", "crs":
		default:
			words[name] = values
		}
	}
	return fmt.Sprintf("%q %q %v %q %q", r.story.Story.Slug, layer, state, r.lang.Lang, words)
}
