package stories

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"incidentmap/incidents"
)

func TestListsLetGoOfTheOldest(t *testing.T) {
	var s Lists
	many := make([]incidents.Seq, listsBytes/8/4)
	for i := range 8 {
		s.Put(List{Key: fmt.Sprint(i), Seqs: many})
		if _, ok := s.Get("0"); !ok {
			t.Fatal("what is asked for is gone")
		}
	}
	if _, ok := s.Get("1"); ok {
		t.Error("the oldest is kept")
	}
	s.Put(List{Key: "too large", Seqs: make([]incidents.Seq, listsBytes/8+1)})
	if _, ok := s.Get("too large"); ok {
		t.Error("too large a selection is kept")
	}
}

// A flood of searches that find nothing is kept within the same bound: what they ask for counts.
func TestEmptyListsTakeRoom(t *testing.T) {
	var s Lists
	before := inUse()
	for i := range 40_000 {
		s.Put(List{Key: fmt.Sprint(i) + strings.Repeat("q", 2_000)})
	}
	if grown := inUse() - before; grown > 2*listsBytes {
		t.Errorf("%d MB are kept of searches that found nothing", grown>>20)
	}
	runtime.KeepAlive(&s)
}

func inUse() int {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int(m.HeapAlloc)
}
