package mercator_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/maptile"
	"github.com/paulmach/orb/project"

	"incidentmap/geo/mercator"
)

func TestProject(t *testing.T) {
	const edge = mercator.MaxLatitude
	for _, tt := range []struct {
		name string
		p    orb.Point
		side float64
		want orb.Point
	}{
		{"origin", orb.Point{0, 0}, 1, orb.Point{0.5, 0.5}},
		{"north-west corner", orb.Point{-180, edge}, 8, orb.Point{0, 0}},
		{"south-east corner", orb.Point{180, -edge}, 8, orb.Point{8, 8}},
		{"north pole", orb.Point{0, 90}, 2, orb.Point{1, 0}},
		{"south pole", orb.Point{0, -90}, 2, orb.Point{1, 2}},
		{"a world further east", orb.Point{360, 0}, 1, orb.Point{1.5, 0.5}},
	} {
		if got := mercator.Project(tt.p, tt.side); !near(got, tt.want, 1e-9) {
			t.Errorf("%s: %v is at %v, want %v", tt.name, tt.p, got, tt.want)
		}
	}
}

// The formulas agree with those of orb, and each is the other's inverse.
func TestAgainstOrb(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	for range 2000 {
		p := orb.Point{360*rng.Float64() - 180, 170*rng.Float64() - 85}
		z := maptile.Zoom(rng.IntN(25))
		side := math.Ldexp(1, int(z))
		at := mercator.Project(p, side)
		if back := mercator.Unproject(at, side); !near(back, p, 1e-8) {
			t.Fatalf("%v came back as %v from zoom %d", p, back, z)
		}
		if want := maptile.Fraction(p, z); !near(at, want, 1e-6) {
			t.Fatalf("%v is at %v; orb says %v", p, at, want)
		}
		metres := orb.Point{(2*mercator.X(p[0]) - 1) * mercator.HalfSide, (1 - 2*mercator.Y(p[1])) * mercator.HalfSide}
		if want := project.WGS84.ToMercator(p); !near(metres, want, 1e-6) {
			t.Fatalf("%v is at %v metres; orb says %v", p, metres, want)
		}
	}
}

func near(p, q orb.Point, within float64) bool {
	return math.Abs(p[0]-q[0]) <= within && math.Abs(p[1]-q[1]) <= within
}
