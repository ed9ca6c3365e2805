package geo

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"

	"incidentmap/geo/geotest"
)

func TestMend(t *testing.T) {
	box := orb.Ring{{0, 0}, {9, 0}, {9, 9}, {0, 9}, {0, 0}}
	for _, tt := range []struct {
		name string
		g    orb.Geometry
		area float64
		note string // a piece of what is said; empty when there is nothing to say
		err  string
	}{
		{"a box", orb.Polygon{box}, 81, "", ""},
		{"positions twice", orb.Polygon{{{0, 0}, {0, 0}, {9, 0}, {9, 9}, {9, 9}, {0, 9}, {0, 0}}}, 81, "", ""},
		{"a spike", orb.Polygon{{{0, 0}, {9, 0}, {12, 0}, {9, 0}, {9, 9}, {0, 9}, {0, 0}}}, 81, "1 spikes", ""},
		{"a long spike", orb.Polygon{{{0, 0}, {9, 0}, {12, 3}, {15, 3}, {12, 3}, {9, 0}, {9, 9}, {0, 9}, {0, 0}}}, 81, "2 spikes", ""},
		{"a spike at the end", orb.Polygon{{{0, 0}, {9, 0}, {9, 9}, {0, 9}, {0, 0}, {-3, 0}, {0, 0}}}, 81, "spikes", ""},
		{"a flat hole", orb.Polygon{box, {{1, 1}, {2, 2}, {3, 3}, {1, 1}}}, 81, "1 rings that enclose nothing", ""},
		{"a flat part", orb.MultiPolygon{{box}, {{{1, 1}, {2, 2}, {3, 3}, {1, 1}}}}, 81, "1 rings that enclose nothing", ""},
		{"nothing but a line", orb.Polygon{{{1, 1}, {2, 2}, {3, 3}, {1, 1}}}, 0, "", "encloses nothing"},
		{"a bow-tie", orb.Polygon{{{0, 0}, {2, 2}, {2, 0}, {0, 2}, {0, 0}}}, 2, "ring 1 crosses itself near longitude 1, latitude 1; rings that cross themselves were divided there into 2", ""},
		{"a star", orb.Polygon{{{0, 3}, {2, -3}, {-3, 1}, {3, 1}, {-2, -3}, {0, 3}}}, 0, "divided there into 5", ""},
		{"a hole across", orb.Polygon{box, {{8, 1}, {8, 2}, {12, 2}, {8, 1}}}, 0, "", "cannot be told without guessing"},
		{"twice around", orb.Polygon{append(append(orb.Ring{}, box...), box[1:]...)}, 0, "", "runs along itself"},
		{"a line that crosses itself", orb.LineString{{0, 0}, {2, 2}, {2, 0}, {0, 2}}, 0, "", ""},
		{"too deep", orb.Collection{orb.Collection{orb.Collection{orb.Collection{orb.Collection{orb.Point{1, 1}}}}}}, 0, "", "5 deep"},
		{"too many points", make(orb.MultiPoint, MaxPositions+1), 0, "", "cannot be thinned to 50,000"},
		{"too many positions", make(orb.LineString, MaxReadPositions+1), 0, "", "more than 2,000,000 are not thinned"},
		{"too many parts", make(orb.MultiLineString, MaxParts+1), 0, "", "the limit is 10,000"},
		{"a coast", orb.Polygon{geotest.Coastline(1, orb.Point{0, 0}, 5, 190_000)}, 0, "190,001 corners; kept 50,000, none moved further than", ""},
	} {
		g, notes, err := Mend(tt.g)
		note := strings.Join(notes, "; ")
		if tt.err != "" {
			if err == nil || !strings.Contains(err.Error(), tt.err) {
				t.Errorf("%s: %v, want %q", tt.name, err, tt.err)
			}
			continue
		}
		if err != nil || !strings.Contains(note, tt.note) || tt.note == "" && note != "" {
			t.Errorf("%s: %q, %v; want %q", tt.name, note, err, tt.note)
			continue
		}
		if tt.area != 0 && math.Abs(planar.Area(g)-tt.area) > 1e-9 {
			t.Errorf("%s: area %g, want %g", tt.name, planar.Area(g), tt.area)
		}
		if err := ValidateSimple(g); err != nil {
			t.Errorf("%s: %v", tt.name, err)
		}
		if _, err := Accept(g); err != nil {
			t.Errorf("%s: what is mended is not accepted: %v", tt.name, err)
		}
	}
}

// TestMendedIsWhatIsGoneAroundOddly holds the areas of rings that cross themselves against
// points: those that a ray from the point crosses the ring an odd number of times before.
func TestMendedIsWhatIsGoneAroundOddly(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	mended := 0
	for range 2000 {
		var r orb.Ring
		for range 4 + rng.IntN(8) {
			r = append(r, orb.Point{rng.Float64() * 10, rng.Float64() * 10})
		}
		r = append(r, r[0])
		g, notes, err := Mend(orb.Polygon{r.Clone()})
		if err != nil {
			t.Fatalf("%v: %v", r, err)
		}
		if len(notes) > 0 {
			mended++
		}
		if err := ValidateSimple(g); err != nil {
			t.Fatalf("%v: %v", r, err)
		}
		for range 50 {
			at := orb.Point{rng.Float64() * 10, rng.Float64() * 10}
			want := planar.RingContains(r, at)
			got := false
			for _, p := range asPolygons(g) {
				got = got || planar.PolygonContains(p, at)
			}
			if got != want {
				t.Fatalf("%v holds %v: %t, want %t; %v", r, at, got, want, g)
			}
		}
	}
	if mended < 1000 {
		t.Errorf("only %d crossed themselves", mended)
	}
}

func TestAccept(t *testing.T) {
	for _, tt := range []struct {
		name string
		g    orb.Geometry
		want orb.Geometry
		err  string
	}{
		{"a point", orb.Point{1, 2}, orb.Point{1, 2}, ""},
		{"a point beyond", orb.Point{190, 2}, nil, "longitude 190 is not between"},
		{"a line beyond", orb.LineString{{178, 0}, {182, 2}}, orb.MultiLineString{{{178, 0}, {180, 1}}, {{-180, 1}, {-178, 2}}}, ""},
		{"a line across", orb.LineString{{178, 0}, {-178, 2}}, orb.MultiLineString{{{178, 0}, {180, 1}}, {{-180, 1}, {-178, 2}}}, ""},
		{"a line in a collection", orb.Collection{orb.LineString{{-178, 0}, {-182, 2}}}, orb.Collection{orb.MultiLineString{{{180, 1}, {178, 2}}, {{-178, 0}, {-180, 1}}}}, ""},
		{"a line that may go either way", orb.LineString{{-99, 19}, {121, 31}}, nil, "nearly as far one way round the world as the other"},
		{"a line far beyond", orb.LineString{{0, 0}, {1e300, 1}}, nil, "longitude 1e+300"},
		{"half a turn", orb.LineString{{-90, 0}, {90, 0}}, orb.LineString{{-90, 0}, {90, 0}}, ""},
		{"an area beyond", orb.Polygon{{{170, 0}, {190, 0}, {190, 9}, {170, 9}, {170, 0}}}, nil, ""},
		{"an area across", orb.Polygon{{{170, 0}, {-170, 0}, {-170, 9}, {170, 9}, {170, 0}}}, nil, ""},
		{"the world", orb.Polygon{{{-180, -90}, {180, -90}, {180, 90}, {-180, 90}, {-180, -90}}}, orb.Polygon{{{-180, -90}, {180, -90}, {180, 90}, {-180, 90}, {-180, -90}}}, ""},
		{"around a pole", orb.Polygon{{{-180, -60}, {-90, -65}, {0, -60}, {90, -65}, {170, -60}, {-180, -60}}}, nil, ""},
		{"around the equator", orb.Polygon{{{-170, 1}, {-60, 2}, {60, 1}, {170, 2}, {-170, 1}}}, nil, "does not say which pole"},
		{"to and fro over it", orb.LineString(zigzag(1002)), nil, "crosses the antimeridian 1,001 times"},
		{"open", orb.Polygon{{{0, 0}, {1, 0}, {1, 1}, {0, 1}}}, nil, "must end where it begins"},
		{"nothing", nil, nil, "is null"},
		{"too large", orb.Polygon{geotest.Coastline(1, orb.Point{0, 0}, 5, MaxPositions)}, nil, "has 50,001 positions; the limit is 50,000: simplify it"},
		{"as large as may be", orb.Polygon{geotest.Coastline(1, orb.Point{0, 0}, 5, MaxPositions-1)}, nil, ""},
		{"a bow-tie", orb.Polygon{{{0, 0}, {2, 2}, {2, 0}, {0, 2}, {0, 0}}}, nil, "crosses itself near longitude 1, latitude 1"},
	} {
		got, err := Accept(tt.g)
		if tt.err != "" {
			if err == nil || !strings.Contains(err.Error(), tt.err) {
				t.Errorf("%s: %v, want %q", tt.name, err, tt.err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		if tt.want != nil && !orb.Equal(got, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
		if b := got.Bound(); b.Min[0] < -180 || b.Max[0] > 180 {
			t.Errorf("%s: reaches %v", tt.name, b)
		}
		if strings.Contains(tt.name, "area") {
			if area := planar.Area(got); math.Abs(area-180) > 1e-9 || len(asPolygons(got)) != 2 {
				t.Errorf("%s: %v has area %g", tt.name, got, area)
			}
			if (BBox{-100, -10, 100, 20}).Intersects(got) || !(BBox{171, 1, 172, 2}).Intersects(got) || !(BBox{-172, 1, -171, 2}).Intersects(got) {
				t.Errorf("%s: %v is elsewhere", tt.name, got)
			}
		}
		if tt.name == "around a pole" && (!(BBox{10, -89, 11, -88}).Intersects(got) || (BBox{10, -50, 11, 80}).Intersects(got)) {
			t.Errorf("%v is not around the pole", got)
		}
	}
	for _, g := range geotest.Geometries() {
		_, _ = Accept(orb.Clone(g))
		if _, notes, err := Mend(orb.Clone(g)); err == nil && Validate(g) == nil && ValidateSimple(g) == nil && len(notes) > 0 {
			t.Errorf("%v was mended: %v", g, notes)
		}
	}
}

// zigzag goes to and fro over the antimeridian.
func zigzag(n int) (line []orb.Point) {
	for i := range n {
		line = append(line, orb.Point{179 + 2*float64(i%2), float64(i) / 1000})
	}
	return line
}

func BenchmarkAcceptZigzag(b *testing.B) {
	there := orb.Ring(zigzag(499))
	back := there.Clone()
	back.Reverse()
	for i := range back {
		back[i][0] -= 0.5
	}
	r := append(there, back...)
	r = append(r, r[0])
	for b.Loop() {
		if _, err := Accept(orb.Polygon{r.Clone()}); err != nil {
			b.Fatal(err)
		}
	}
}
