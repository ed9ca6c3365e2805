package mapapi

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"
)

// TestGeometriesAreWrittenAsByEncodingJSON holds the bytes of every shape, with none and with many corners, and of numbers of any
// number of decimals, to those of encoding/json.
func TestGeometriesAreWrittenAsByEncodingJSON(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	number := func() float64 {
		v := (r.Float64()*2 - 1) * math.Pow(10, float64(r.IntN(12)-8))
		switch r.IntN(5) {
		case 0:
			return math.Round(v*1e6) / 1e6
		case 1:
			return float64(r.IntN(400) - 200)
		case 2:
			return []float64{0, math.Copysign(0, -1), 1e-6, -1e-6, 1e-7, 179.999999, -0.1, 1e9, 1e21, 5e-324}[r.IntN(10)]
		}
		return v
	}
	line := func() orb.LineString {
		l := orb.LineString{}
		for range r.IntN(6) {
			l = append(l, orb.Point{number(), number()})
		}
		return l
	}
	for range 3000 {
		ring, l := orb.Ring(line()), line()
		for _, g := range []orb.Geometry{
			orb.Point{number(), number()},
			orb.MultiPoint(l),
			l,
			orb.MultiLineString{l, line()},
			ring,
			orb.Polygon{ring, orb.Ring(l)},
			orb.Polygon{},
			orb.MultiPolygon{{ring}, {}, {orb.Ring(l), nil}},
			orb.Polygon(nil),
			orb.Collection{l, orb.Polygon{ring}},
			orb.Bound{Max: orb.Point{1, number()}},
		} {
			want, err := json.Marshal(geojson.NewGeometry(g))
			got, gotErr := appendGeometry([]byte("before "), g)
			if string(got) != "before "+string(want) || (err == nil) != (gotErr == nil) {
				t.Fatalf("%#v:\n got %s, %v\nwant %s, %v", g, got, gotErr, want, err)
			}
		}
	}
}

// TestDegreesAreRoundedAsTheyAre holds degrees to what strconv writes, those in the middle between two numbers, too.
func TestDegreesAreRoundedAsTheyAre(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for i := range 200_000 {
		v := (r.Float64()*2 - 1) * 180
		switch i % 4 {
		case 0:
			v = math.Round(v*1e6)/1e6 + 0.5e-6
		case 1:
			v = math.Nextafter(math.Round(v*1e6)/1e6+0.5e-6, v)
		case 2:
			v = math.Round(v) + float64(r.IntN(5)-2)*1e-7
		}
		want := strings.TrimSuffix(strings.TrimRight(strconv.FormatFloat(v, 'f', 6, 64), "0"), ".")
		if want == "-0" {
			want = "0"
		}
		if got := string(appendDegrees(nil, v)); got != want {
			t.Fatalf("%v is written as %s, want %s", v, got, want)
		}
	}
}
