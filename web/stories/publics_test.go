package stories

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"

	"incidentmap/incidents"
)

// The cache holds no more than it may, gives what was put, and never an incident as it was
// before or after the change that is asked for.
func TestPublicsAgainstAModel(t *testing.T) {
	const most = 20
	r := rand.New(rand.NewPCG(1, 2))
	c := newPublics(most)
	newest := map[string]*incidents.Public{} // by id, in the newest state
	hits := 0
	for seq := incidents.Seq(1); seq < 5000; seq++ {
		id := fmt.Sprint(r.IntN(30))
		p := &incidents.Public{ID: id, Story: "a", Stamp: incidents.Stamp{Seq: seq}}
		if r.IntN(5) == 0 {
			newest[id] = nil // withdrawn
		} else {
			newest[id] = p
			if r.IntN(2) == 0 {
				c.put(p, seq)
			}
		}
		for range 3 {
			id := fmt.Sprint(r.IntN(30))
			if p := newest[id]; p != nil && r.IntN(2) == 0 {
				c.put(p, seq)
			}
			got := c.byID("a", id, seq)
			if got != nil {
				hits++
			}
			if got != nil && got != newest[id] {
				t.Fatalf("at %d incident %s is that of %d", seq, id, got.Seq)
			}
			if p := newest[id]; p != nil {
				if got := c.get(p.Seq); got != nil && got != p {
					t.Fatalf("change %d is that of %d", p.Seq, got.Seq)
				}
			}
		}
		if c.order.Len() > most || len(c.bySeq) != c.order.Len() || len(c.ids) > c.order.Len() {
			t.Fatalf("%d are kept, by change %d, by id %d", c.order.Len(), len(c.bySeq), len(c.ids))
		}
	}
	if hits < 1000 {
		t.Errorf("only %d were found", hits)
	}
}

// TestPublicsAreCountedInBytes holds that large incidents push out others before they take more memory
// than is given to all.
func TestPublicsAreCountedInBytes(t *testing.T) {
	c := newPublics(publicsKept)
	large := make(orb.LineString, 50_000)
	for seq := incidents.Seq(1); seq < 200; seq++ {
		p := &incidents.Public{ID: fmt.Sprint(seq), Story: "a", Stamp: incidents.Stamp{Seq: seq}}
		p.Where.Geometry = large
		c.put(p, seq)
		if held := c.order.Len(); held > publicsBytes/(16*len(large)) || held != len(c.bySeq) || held != len(c.ids) {
			t.Fatalf("%d large incidents are kept, %d by change, %d by id", held, len(c.bySeq), len(c.ids))
		}
	}
	if c.get(199) == nil || c.get(1) != nil {
		t.Error("not the latest are kept")
	}
}
