package geo

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

func TestUnwrap(t *testing.T) {
	for _, tt := range []struct {
		name     string
		in, want orb.Ring
	}{
		{"nil", nil, orb.Ring{}},
		{"within", orb.Ring{{1, 2}, {3, 4}}, orb.Ring{{1, 2}, {3, 4}}},
		{"eastwards", orb.Ring{{179, 0}, {-179, 0}, {179, 1}}, orb.Ring{{179, 0}, {181, 0}, {179, 1}}},
		{"westwards", orb.Ring{{-179, 0}, {179, 0}, {170, 1}}, orb.Ring{{-179, 0}, {-181, 0}, {-190, 1}}},
	} {
		if diff := cmp.Diff(tt.want, Unwrap(tt.in)); diff != "" {
			t.Errorf("%s: %s", tt.name, diff)
		}
	}
}

func TestCut(t *testing.T) {
	for _, tt := range []struct {
		name     string
		in, want orb.Geometry
	}{
		{"nil", nil, nil},
		{"point", orb.Point{180, 1}, orb.Point{180, 1}},
		{"empty polygon", orb.Polygon{}, orb.Polygon{}},
		{"empty lines", orb.MultiLineString(nil), orb.MultiLineString(nil)},
		{"line that stays", orb.LineString{{1, 2}, {3, 4}}, orb.LineString{{1, 2}, {3, 4}}},
		{
			"line across",
			orb.LineString{{178, 0}, {-178, 2}},
			orb.MultiLineString{{{178, 0}, {180, 1}}, {{-180, 1}, {-178, 2}}},
		},
		{
			"clockwise polygon that stays",
			orb.Polygon{{{0, 0}, {0, 1}, {1, 1}, {0, 0}}},
			orb.Polygon{{{0, 0}, {1, 1}, {0, 1}, {0, 0}}},
		},
	} {
		if diff := cmp.Diff(tt.want, Cut(tt.in)); diff != "" {
			t.Errorf("%s: %s", tt.name, diff)
		}
	}
}

func TestCutKeepsAreaAndSides(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for range 500 {
		centre := orb.Point{170 + 20*rng.Float64(), 120*rng.Float64() - 60}
		outer := star(rng, centre, 12)
		hole := star(rng, centre, 0.9)
		hole.Reverse()
		p := orb.Polygon{outer, hole}
		want := planar.Area(outer) - math.Abs(planar.Area(hole))

		wrapped := make(orb.Polygon, 2)
		for i, r := range p {
			for _, q := range r {
				wrapped[i] = append(wrapped[i], orb.Point{math.Remainder(q[0], 360), q[1]})
			}
		}
		got := 0.0
		for _, part := range asPolygons(Cut(wrapped)) {
			b := part.Bound()
			if b.Min[0] < -180 || b.Max[0] > 180 || b.Max[0]-b.Min[0] > 30 {
				t.Fatalf("part spans %v", b)
			}
			for i, r := range part {
				if !r.Closed() || (r.Orientation() == orb.CCW) == (i > 0) {
					t.Fatalf("ring %d is open or turns the wrong way: %v", i, r)
				}
			}
			got += planar.Area(part)
		}
		if math.Abs(got-want) > 1e-6*want {
			t.Fatalf("area %g became %g: %v", want, got, p)
		}
	}
}

// star is a counterclockwise ring that reaches at most r from its centre.
func star(rng *rand.Rand, centre orb.Point, r float64) orb.Ring {
	const corners = 24
	var ring orb.Ring
	for k := range corners {
		s, c := math.Sincos(2 * math.Pi * float64(k) / corners)
		d := r * (0.3 + 0.7*rng.Float64())
		if r < 1 {
			d = r
		}
		ring = append(ring, orb.Point{centre[0] + d*c, centre[1] + d*s})
	}
	return append(ring, ring[0])
}

func asPolygons(g orb.Geometry) orb.MultiPolygon {
	if p, ok := g.(orb.Polygon); ok {
		return orb.MultiPolygon{p}
	}
	return g.(orb.MultiPolygon)
}

func TestCutAroundThePole(t *testing.T) {
	for _, lat := range []float64{-70, 75} {
		var ring orb.Ring
		for lon := -170.0; lon < 190; lon += 20 {
			ring = append(ring, orb.Point{lon, lat})
		}
		ring = append(ring, ring[0])
		got := Cut(orb.Polygon{ring})
		want := 360 * (90 - math.Abs(lat))
		area := 0.0
		for _, p := range asPolygons(got) {
			if b := p.Bound(); b.Min[0] < -180 || b.Max[0] > 180 {
				t.Errorf("part spans %v", b)
			}
			area += planar.Area(p)
		}
		if math.Abs(area-want) > 1e-6 {
			t.Errorf("cap at %g has area %g, want %g", lat, area, want)
		}
	}
}
