package intake

import (
	"math/rand/v2"
	"net/url"
	"testing"
	"unicode"

	"github.com/paulmach/orb"

	"incidentmap/geo"
)

// What the short way takes for an address, url.Parse does too, with the same host.
func TestPlainLinks(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	const letters = "aZ9.-_~/:@?#%[] \\\x7fñ"
	plain := 0
	for range 60_000 {
		s := []rune([]string{"https://", "http://", "HTTP://", "https:/", ""}[rng.IntN(5)])
		for range rng.IntN(9) {
			r := []rune(letters)[rng.IntN(len([]rune(letters)))]
			if rng.IntN(3) > 0 {
				r = unicode.ToLower([]rune(letters)[rng.IntN(8)])
			}
			s = append(s, r)
		}
		if !isPlainLink(string(s)) {
			continue
		}
		plain++
		if u, err := url.Parse(string(s)); err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
			t.Fatalf("%q: %v", string(s), err)
		}
	}
	if plain < 1000 {
		t.Errorf("only %d addresses were tried", plain)
	}
	for _, s := range []string{"https://example.org", "https://example.org/a/b-c_1.html", "http://1.2.3.4/"} {
		if !isPlainLink(s) {
			t.Errorf("%q goes the long way", s)
		}
	}
}

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
