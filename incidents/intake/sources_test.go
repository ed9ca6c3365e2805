package intake

import (
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"

	"incidentmap/geo"
)

// The short way to compare a distance says the same as the distance.
func TestWithin(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	short := 0
	for range 20_000 {
		a := orb.Point{rng.Float64()*360 - 180, rng.Float64()*180 - 90}
		p := place{location: geo.Location{RadiusM: rng.Float64() * 50_000}, bound: a.Bound().Pad(rng.Float64() * 2)}
		at := orb.Point{a[0] + rng.NormFloat64()*5, max(-90, min(90, a[1]+rng.NormFloat64()*5))}
		for _, d := range []float64{closeM / 4, farM} {
			want := p.distance(at) <= d
			if got := p.within(at, d); got != want {
				t.Fatalf("%v from %v, %g m and %g: within %v, distance %g", at, p.bound, d, p.location.RadiusM, got, p.distance(at))
			}
			if want {
				short++
			}
		}
	}
	if short < 1000 {
		t.Errorf("only %d positions are near", short)
	}
}
