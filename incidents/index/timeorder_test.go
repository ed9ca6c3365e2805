package index

import (
	"slices"
	"testing"

	"incidentmap/incidents"
)

// TestHistogramsByOrder holds histograms that are counted by the order of starts to brute force: with rows that are dead, of
// times that are far or not known, and of spans that begin and end within seconds.
func TestHistogramsByOrder(t *testing.T) {
	r, m, x := newSource(3), newModel(), New()
	r.seconds = true
	m.tell("a", "x", "y", "z")
	for n := range bitmapRows + 500 {
		m.put(r.fact("a", n+1))
	}
	sync1(t, x, m)
	for n := range 100 {
		f := r.fact("a", 1+r.IntN(bitmapRows))
		if n%3 == 0 {
			f.entry = nil
		}
		m.put(f)
	}
	sync1(t, x, m)
	snap, ordered := x.Story("a"), 0
	if len(snap.parts[0].deadRows) == 0 {
		t.Fatal("no row is dead")
	}
	for range 60 {
		var q Query
		if r.IntN(2) == 0 {
			q.Time = &incidents.Interval{From: r.instant(), To: r.instant()}
		}
		for range r.IntN(3) * 10 {
			q.Kinds = append(q.Kinds, r.kind())
		}
		if ms := snap.compile(q); len(ms) > 0 && ms[0].startsInOrder() != nil {
			ordered++
		}
		checkHistogram(t, r, snap, q, m.find("a", q))
		r.seconds = !r.seconds // ends of spans are within seconds, too
	}
	if ordered < 30 {
		t.Errorf("%d histograms were counted by order", ordered)
	}
	q := Query{Filter: incidents.Filter{Classes: []incidents.Class{incidents.ClassIncident}}}
	if ms := snap.compile(q); ms[0].startsInOrder() != nil {
		t.Error("rows of which some of a kind are wanted are counted by order")
	}
}

// TestGallopTo holds a search by steps to a look at every second.
func TestGallopTo(t *testing.T) {
	r := newSource(1)
	for n := range 40 {
		seconds := make([]int32, n)
		for i := range seconds {
			seconds[i] = int32(r.IntN(30))
		}
		slices.Sort(seconds)
		for before := int64(-1); before < 32; before++ {
			want := 0
			for want < n && int64(seconds[want]) < before {
				want++
			}
			if got := gallopTo(seconds, before); got != want {
				t.Fatalf("%d of %v are before %d, want %d", got, seconds, before, want)
			}
		}
	}
}
