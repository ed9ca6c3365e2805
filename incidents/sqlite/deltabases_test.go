package sqlite

import (
	"math"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/incidents"
)

// ringed is an area of so many positions, another one for each number.
func ringed(n, positions int) orb.Polygon {
	ring := make(orb.Ring, 0, positions+1)
	for i := range positions {
		angle := 2 * math.Pi * float64(i) / float64(positions)
		ring = append(ring, orb.Point{-100 + math.Cos(angle) + float64(n)/1e4, 20 + math.Sin(angle)*(1+float64(n)/1e4)})
	}
	return orb.Polygon{append(ring, ring[0])}
}

// TestSharedAreas holds that an area that many incidents share is written once or twice, and
// that one that is too large for that, or one of too many, is read as it was written.
func TestSharedAreas(t *testing.T) {
	const positions = 400
	s := open(t, filepath.Join(t.TempDir(), "store.db"))
	fill(t, s, 1)
	write := func(areas ...orb.Polygon) (seqs []incidents.Seq, size int64) {
		t.Helper()
		before := numberOf(t, s, `SELECT coalesce(sum(length(data)), 0) FROM written`)
		writes := batch(len(areas))
		for i, area := range areas {
			writes[i].Incident.Where = geo.Location{Geometry: area, Precision: geo.Admin2}
		}
		revisions, err := s.Write(t.Context(), writes...)
		if err != nil {
			t.Fatal(err)
		}
		for i, rev := range revisions {
			got, err := s.Incident(t.Context(), "a", rev.Incident.ID)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(orb.Geometry(areas[i]), got.Incident.Where.Geometry); diff != "" {
				t.Fatal(diff)
			}
			seqs = append(seqs, rev.Seq)
		}
		for p, err := range s.Features(t.Context(), seqs, "es") {
			if err != nil || len(p.JSON) < len(areas[0][0])*10 {
				t.Fatalf("a feature of %d bytes, %v", len(p.JSON), err)
			}
		}
		return seqs, numberOf(t, s, `SELECT coalesce(sum(length(data)), 0) FROM written`) - before
	}
	same := make([]orb.Polygon, 20)
	for i := range same {
		same[i] = ringed(0, positions)
	}
	if _, size := write(same...); size > 20*1500 {
		t.Errorf("20 incidents of one area take %d bytes", size)
	}
	if _, size := write(same...); size > 20*1500 {
		t.Errorf("20 more take %d bytes", size)
	}
	other := make([]orb.Polygon, mostShapes)
	for i := range other {
		other[i] = ringed(i+1, positions)
	}
	write(other...)
	if n := len(s.latest); n > mostShapes {
		t.Errorf("%d samples stay in memory", n)
	}
	write(ringed(9999, largestDeltaBase/16+1), ringed(9999, largestDeltaBase/16+1))
	if err := s.Check(t.Context()); err != nil {
		t.Error(err)
	}
}
