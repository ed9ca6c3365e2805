package basemap

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/maptile"
)

func TestProject(t *testing.T) {
	for _, tt := range []struct {
		name string
		p    orb.Point
		z    maptile.Zoom
		x, y float64
	}{
		{"origin", orb.Point{0, 0}, 0, 0.5, 0.5},
		{"north-west corner", orb.Point{-180, maxLatitude}, 3, 0, 0},
		{"south-east corner", orb.Point{180, -maxLatitude}, 3, 8, 8},
		{"poles lie on the edge", orb.Point{0, -90}, 1, 1, 2},
	} {
		if x, y := project(tt.p, tt.z); math.Abs(x-tt.x) > 1e-9 || math.Abs(y-tt.y) > 1e-9 {
			t.Errorf("%s: %v at zoom %d is at %g, %g; want %g, %g", tt.name, tt.p, tt.z, x, y, tt.x, tt.y)
		}
	}
}

func TestUnprojectInvertsProject(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	for range 1000 {
		p := orb.Point{360*rng.Float64() - 180, 170*rng.Float64() - 85}
		z := maptile.Zoom(rng.IntN(25))
		x, y := project(p, z)
		if q := unproject(x, y, z); math.Abs(q[0]-p[0]) > 1e-8 || math.Abs(q[1]-p[1]) > 1e-8 {
			t.Fatalf("%v came back as %v from zoom %d", p, q, z)
		}
		if f := maptile.Fraction(p, z); math.Abs(f[0]-x) > 1e-6 || math.Abs(f[1]-y) > 1e-6 {
			t.Fatalf("%v is at %g, %g; orb says %v", p, x, y, f)
		}
	}
}
