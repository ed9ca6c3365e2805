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
	most := 20 * sizeOf(&incidents.Public{})
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
		if c.room < 0 || c.bySeq.Len() > 20 || len(c.ids) > c.bySeq.Len() {
			t.Fatalf("%d are kept by change, %d by id", c.bySeq.Len(), len(c.ids))
		}
	}
	if hits < 1000 {
		t.Errorf("only %d were found", hits)
	}
}

// Incidents with large outlines are few.
func TestPublicsCountTheirGeometry(t *testing.T) {
	c := newPublics(publicsBytes)
	for seq := incidents.Seq(1); seq < 100; seq++ {
		p := &incidents.Public{ID: fmt.Sprint(seq), Stamp: incidents.Stamp{Seq: seq}}
		p.Where.Geometry = orb.MultiPolygon{{make(orb.Ring, 50_000)}}
		if c.put(p, seq); c.bySeq.Len()*50_000*cornerBytes > publicsBytes {
			t.Fatalf("%d outlines of 50,000 corners are kept", c.bySeq.Len())
		}
	}
	if c.bySeq.Len() == 0 || c.room < 0 {
		t.Errorf("%d are kept, room for %d bytes", c.bySeq.Len(), c.room)
	}
}
