package index

import (
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/geo/geotest"
	"incidentmap/incidents"
)

// TestLargeGeometriesAreDrawnThin: what maps get is thinned once, where it is stays exact.
func TestLargeGeometriesAreDrawnThin(t *testing.T) {
	coast := orb.Polygon{geotest.Coastline(1, orb.Point{0, 0}, 5, 60_000)}
	small := orb.Polygon{geotest.Coastline(2, orb.Point{20, 0}, 5, geo.MaxMapPositions-1)}
	id := incidents.ShapeID{1}
	s := newShape(id, coast)
	if n := geo.SizeOf(s.drawn).Positions; n > geo.MaxMapPositions || n < geo.MaxMapPositions/2 {
		t.Errorf("%d positions are drawn", n)
	}
	if err := geo.ValidateSimple(s.drawn); err != nil {
		t.Error(err)
	}
	if n := geo.SizeOf(coast).Positions; n != 60_001 {
		t.Errorf("the geometry was changed: %d", n)
	}
	for _, box := range []geo.BBox{{West: -0.1, South: -0.1, East: 0.1, North: 0.1}, {West: 3, South: 0, East: 3.01, North: 0.01}, {West: 4, South: 4, East: 5, North: 5}} {
		if got, want := s.meets(&box, box.Bounds()), box.Intersects(coast); got != want {
			t.Errorf("%v: %t, want %t", box, got, want)
		}
	}
	if s := newShape(id, small); !orb.Equal(s.drawn, small) {
		t.Error("a geometry within the limit was thinned")
	}
}

func BenchmarkLargeShape(b *testing.B) {
	coast := orb.Polygon{geotest.Coastline(1, orb.Point{0, 0}, 5, 190_000)}
	b.Run("take in", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			newShape(incidents.ShapeID{1}, coast)
		}
	})
	s := newShape(incidents.ShapeID{1}, coast)
	box := geo.BBox{West: -0.1, South: -0.1, East: 0.1, North: 0.1}
	b.Run("meets", func(b *testing.B) {
		for b.Loop() {
			s.meets(&box, box.Bounds())
		}
	})
}

// TestBucketsOfAnyLength holds the bucket that an instant is in against looking at each.
func TestBucketsOfAnyLength(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		starts := []int64{0}
		for range rng.IntN(50) {
			starts = append(starts, starts[len(starts)-1]+1+int64(rng.ExpFloat64()*rng.ExpFloat64()*1000))
		}
		to := starts[len(starts)-1] + 1 + rng.Int64N(100_000)
		line := &timeline{starts: starts, to: to, perMicro: float64(len(starts)) / float64(to)}
		for range 100 {
			at := rng.Int64N(to)
			want := 0
			for b, s := range starts {
				if s <= at {
					want = b
				}
			}
			if got := line.bucket(at); got != want {
				t.Fatalf("%d is in bucket %d of %v, want %d", at, got, starts, want)
			}
		}
	}
}
