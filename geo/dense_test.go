package geo

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"
)

func TestDensest(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6))
	around := func(lon, lat, spread float64, n int) []orb.Bound {
		var all []orb.Bound
		for range n {
			all = append(all, orb.Point{lon + (random.Float64()-0.5)*spread, lat + (random.Float64()-0.5)*spread}.Bound())
		}
		return all
	}
	near := func(got, want float64) bool { return math.Abs(got-want) < 1 }
	for name, c := range map[string]struct {
		bounds []orb.Bound
		want   BBox
	}{
		"one point":                    {around(10, 20, 0, 1), BBox{10, 20, 10, 20}},
		"a town and few far away":      {append(around(-103, 20, 4, 200), around(100, -70, 20, 5)...), BBox{-105, 18, -101, 22}},
		"few are all shown":            {append(around(-103, 20, 0, 3), orb.Point{-90, 30}.Bound()), BBox{-103, 20, -90, 30}},
		"across the antimeridian":      {append(around(178, 0, 2, 15), around(-178, 0, 2, 15)...), BBox{177, -1, 183, 1}},
		"what is spread evenly":        {around(0, 0, 40, 500), BBox{-20, -20, 20, 20}},
		"an area beside points":        {append(around(5, 5, 2, 30), orb.Bound{Min: orb.Point{4, 4}, Max: orb.Point{9, 6}}), BBox{4, 4, 9, 6}},
		"one that is all round":        {append(around(-95, 40, 10, 50), orb.Bound{Min: orb.Point{-180, 50}, Max: orb.Point{180, 70}}), BBox{-100, 35, -90, 45}},
		"the world":                    {around(0, 0, 170, 3), BBox{}},
		"nothing narrow":               {[]orb.Bound{{Min: orb.Point{-180, 0}, Max: orb.Point{180, 10}}}, BBox{}},
		"nothing at all":               {nil, BBox{}},
		"the same, east and west of 0": {around(0, 51, 1, 40), BBox{-0.5, 50.5, 0.5, 51.5}},
	} {
		got, ok := Densest(c.bounds)
		if c.want == (BBox{}) {
			if ok && (got.East < got.West || got.North < got.South) {
				t.Errorf("%s: %v", name, got)
			}
			continue
		}
		if !ok || !near(got.West, c.want.West) || !near(got.South, c.want.South) || !near(got.East, c.want.East) || !near(got.North, c.want.North) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}
