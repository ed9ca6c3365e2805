package data_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"

	"incidentmap/data"
	"incidentmap/geo/shapes"
)

// capitals of the Mexican states, as GeoNames places them.
var capitals = map[string]orb.Point{
	"MX.01": {-102.2916, 21.88234}, "MX.02": {-115.45446, 32.62781}, "MX.03": {-110.31316, 24.14231},
	"MX.04": {-90.52545, 19.84386}, "MX.05": {-93.11308, 16.75973}, "MX.06": {-106.08889, 28.63528},
	"MX.07": {-100.97963, 25.42321}, "MX.08": {-103.72714, 19.2433}, "MX.09": {-99.12766, 19.42847},
	"MX.10": {-104.65756, 24.02032}, "MX.11": {-101.2591, 21.01858}, "MX.12": {-99.50578, 17.5506},
	"MX.13": {-98.73329, 20.11697}, "MX.14": {-103.34749, 20.67738}, "MX.15": {-99.65324, 19.28786},
	"MX.16": {-101.18443, 19.70078}, "MX.17": {-99.23075, 18.9261}, "MX.18": {-104.8945, 21.5095},
	"MX.19": {-100.31847, 25.67507}, "MX.20": {-96.72365, 17.06542}, "MX.21": {-98.20346, 19.03793},
	"MX.22": {-100.38806, 20.58806}, "MX.23": {-88.30227, 18.51413}, "MX.24": {-100.97916, 22.14982},
	"MX.25": {-107.38782, 24.79032}, "MX.26": {-110.97732, 29.1026}, "MX.27": {-92.93028, 17.98689},
	"MX.28": {-99.14599, 23.74174}, "MX.29": {-98.23997, 19.31905}, "MX.30": {-96.92589, 19.53124},
	"MX.31": {-89.61696, 20.97537}, "MX.32": {-102.57218, 22.76843},
}

func openAreas(t testing.TB) *shapes.File {
	t.Helper()
	f, err := shapes.Open(data.Areas())
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func contains(g orb.Geometry, p orb.Point) bool {
	switch g := g.(type) {
	case orb.Polygon:
		return planar.PolygonContains(g, p)
	case orb.MultiPolygon:
		return planar.MultiPolygonContains(g, p)
	}
	return false
}

func polygons(g orb.Geometry) orb.MultiPolygon {
	if p, ok := g.(orb.Polygon); ok {
		return orb.MultiPolygon{p}
	}
	mp, _ := g.(orb.MultiPolygon)
	return mp
}

func points(g orb.Geometry) int {
	n := 0
	for _, p := range polygons(g) {
		for _, r := range p {
			n += len(r)
		}
	}
	return n
}

func TestMexicanStates(t *testing.T) {
	f := openAreas(t)
	total := 0
	for i := 1; i <= 32; i++ {
		code := fmt.Sprintf("MX.%02d", i)
		s, ok, err := f.Get(code)
		if !ok || err != nil {
			t.Errorf("%s: %v, %v", code, ok, err)
			continue
		}
		n := points(s.Geometry)
		total += n
		if n > 1000 {
			t.Errorf("%s %s has %d points, too many for a phone", code, s.Name, n)
		}
		for capital, at := range capitals {
			if got := contains(s.Geometry, at); got != (capital == code) {
				t.Errorf("%s %s contains the capital of %s: %v", code, s.Name, capital, got)
			}
		}
	}
	t.Logf("%d points on average", total/32)
}

func TestCountries(t *testing.T) {
	f := openAreas(t)
	for code, at := range map[string]orb.Point{
		"MX": {-99.12766, 19.42847}, "US": {-77.03637, 38.89511}, "CA": {-75.69812, 45.41117}, "RU": {37.61556, 55.75222},
		"FJ": {178.44149, -18.14161}, "NZ": {174.77557, -41.28664}, "FR": {2.3488, 48.85341}, "GF": {-52.33333, 4.93333},
		"LS": {27.48333, -29.31667}, "XK": {21.16688, 42.67272}, "AQ": {0, -89}, "VA": {12.4534, 41.9033},
	} {
		s, ok, err := f.Get(code)
		if !ok || err != nil || !contains(s.Geometry, at) {
			t.Errorf("%s: %v, %v; contains %v: %v", code, ok, err, at, contains(s.Geometry, at))
		}
	}
	if s, _, _ := f.Get("ZA"); contains(s.Geometry, orb.Point{27.48333, -29.31667}) {
		t.Error("South Africa holds Maseru: the hole of Lesotho is filled")
	}
}

// What RFC 7946 section 3.1.6 and the OGC's rules ask of polygons.
func TestEveryAreaIsValid(t *testing.T) {
	if testing.Short() {
		t.Skip("-short")
	}
	bad := 0
	for s, err := range openAreas(t).All() {
		if err != nil {
			t.Fatal(err)
		}
		if s.Name == "" || s.Class != "country" && s.Class != "admin1" || (s.Class == "admin1") != strings.Contains(s.ID, ".") {
			t.Errorf("%s: class %q, name %q", s.ID, s.Class, s.Name)
		}
		if fault := fault(polygons(s.Geometry)); fault != "" {
			bad++
			t.Errorf("%s %s: %s", s.ID, s.Name, fault)
		}
	}
	t.Log(bad, "areas at fault")
}

func fault(mp orb.MultiPolygon) string {
	if len(mp) == 0 {
		return "has no polygon"
	}
	for _, p := range mp {
		for i, r := range p {
			switch {
			case len(r) < 4:
				return fmt.Sprintf("ring of %d points", len(r))
			case !r.Closed():
				return "open ring"
			case (r.Orientation() == orb.CCW) == (i > 0):
				return "ring turns the wrong way"
			case planar.Area(r) == 0:
				return "ring without an area"
			case i > 0 && !planar.RingContains(p[0], middle(r)):
				return "hole outside its polygon"
			}
			for _, q := range r {
				if math.Abs(q[0]) > 180 || math.Abs(q[1]) > 90 || math.Abs(q[0]*1e4-math.Round(q[0]*1e4)) > 1e-6 {
					return fmt.Sprintf("point %v", q)
				}
			}
		}
	}
	return crossing(mp)
}

func middle(r orb.Ring) orb.Point { return orb.Point{(r[0][0] + r[1][0]) / 2, (r[0][1] + r[1][1]) / 2} }

// crossing looks for two segments that meet elsewhere than at a common end, by sweeping
// over the segments from west to east.
func crossing(mp orb.MultiPolygon) string {
	type segment struct{ a, b orb.Point }
	var all []segment
	for _, p := range mp {
		for _, r := range p {
			for i := 1; i < len(r); i++ {
				s := segment{r[i-1], r[i]}
				if s.b[0] < s.a[0] {
					s.a, s.b = s.b, s.a
				}
				all = append(all, s)
			}
		}
	}
	cells := map[[2]int][]segment{}
	for _, s := range all {
		const perDegree = 4
		for x := math.Floor(s.a[0] * perDegree); x <= math.Floor(s.b[0]*perDegree); x++ {
			for y := math.Floor(min(s.a[1], s.b[1]) * perDegree); y <= math.Floor(max(s.a[1], s.b[1])*perDegree); y++ {
				c := [2]int{int(x), int(y)}
				cells[c] = append(cells[c], s)
			}
		}
	}
	for _, segments := range cells {
		for i, s := range segments {
			for _, u := range segments[:i] {
				if s.a == u.a && s.b == u.b || s.a == u.b && s.b == u.a {
					return fmt.Sprintf("segment %v twice", s)
				}
				if s.a == u.a || s.a == u.b || s.b == u.a || s.b == u.b {
					continue
				}
				if max(s.a[0], u.a[0]) > min(s.b[0], u.b[0]) ||
					max(min(s.a[1], s.b[1]), min(u.a[1], u.b[1])) > min(max(s.a[1], s.b[1]), max(u.a[1], u.b[1])) {
					continue
				}
				if side(s.a, s.b, u.a)*side(s.a, s.b, u.b) <= 0 && side(u.a, u.b, s.a)*side(u.a, u.b, s.b) <= 0 {
					return fmt.Sprintf("segments %v and %v meet", s, u)
				}
			}
		}
	}
	return ""
}

func side(a, b, p orb.Point) float64 {
	cross := math.Round(((b[0]-a[0])*(p[1]-a[1]) - (b[1]-a[1])*(p[0]-a[0])) * 1e9)
	return math.Copysign(min(1, math.Abs(cross)), cross)
}
