package index

import (
	"cmp"
	"math"
	"slices"
	"testing"

	"incidentmap/incidents"
)

// TestOrder holds the reading order to a plain sort, of starts as far as numbers reach, where
// many keys are the same and starts are not.
func TestOrder(t *testing.T) {
	r := newSource(5)
	starts := []int64{
		incidents.UnknownStart, math.MinInt64 + 1, math.MinInt64 + 2, -mostStart - 3, -mostStart - 2, -mostStart - 1, -1, 0, 1,
		mostStart - 1, mostStart, mostStart + 1, math.MaxInt64 - 1,
	}
	b := newBuilder(&slots{})
	var entries []incidents.Entry
	for i := range 3000 {
		p := incidents.Public{Kind: "attack", Class: pick(r, incidents.Classes()...)}
		e := incidents.Entry{Seq: incidents.Seq(i), Traits: incidents.NewTraits(&p), Start: pick(r, starts...), End: incidents.UnknownEnd}
		e.ID[7], e.ID[8], e.ID[14], e.ID[15] = byte(r.IntN(3)), byte(r.IntN(4)), byte(i>>8), byte(i)
		entries = append(entries, e)
		b.add(&e)
	}
	slices.SortFunc(entries, func(a, b incidents.Entry) int {
		class := func(e incidents.Entry) int { return slices.Index(incidents.Classes(), e.Class()) }
		start := func(e incidents.Entry) int64 {
			if e.Start == incidents.UnknownStart {
				return math.MinInt64 // the last of their class
			}
			return e.Start
		}
		return cmp.Or(cmp.Compare(class(a), class(b)), cmp.Compare(start(b), start(a)), slices.Compare(a.ID[:], b.ID[:]))
	})
	s := b.build()
	for i, row := range s.order {
		if got := s.seqs.at(int(row)); got != entries[i].Seq {
			t.Fatalf("place %d is of change %d, want %d", i, got, entries[i].Seq)
		}
	}
}
