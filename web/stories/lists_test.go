package stories

import (
	"fmt"
	"testing"

	"incidentmap/incidents"
)

func TestListsLetGoOfTheOldest(t *testing.T) {
	var s Lists
	for i := range 2 * listsKept {
		s.Put(List{Key: fmt.Sprint(i), Seqs: []incidents.Seq{incidents.Seq(i)}})
		s.Get("0")
	}
	if _, ok := s.Get("0"); !ok {
		t.Error("what is asked for is gone")
	}
	if _, ok := s.Get("1"); ok || len(s.list) > listsKept {
		t.Errorf("%d are kept, the oldest among them: %t", len(s.list), ok)
	}
	s.Put(List{Key: "large", Seqs: make([]incidents.Seq, listsTotal)})
	if len(s.list) != 1 || s.held != listsTotal {
		t.Errorf("%d are kept beside a large one, %d in all", len(s.list), s.held)
	}
	s.Put(List{Key: "too large", Seqs: make([]incidents.Seq, listsTotal+1)})
	if _, ok := s.Get("too large"); ok {
		t.Error("too large a selection is kept")
	}
}
