package geo

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

// square is a closed ring from (a, a) to (b, b).
func square(a, b float64) orb.Ring { return orb.Ring{{a, a}, {b, a}, {b, b}, {a, b}, {a, a}} }

func TestIntersects(t *testing.T) {
	box := BBox{0, 0, 10, 10}
	for _, tt := range []struct {
		name string
		g    orb.Geometry
		want bool
	}{
		{"nil", nil, false},
		{"a point inside", orb.Point{5, 5}, true},
		{"a point on an edge", orb.Point{10, 5}, true},
		{"a point on a corner", orb.Point{0, 10}, true},
		{"a point outside", orb.Point{10.001, 5}, false},
		{"no points", orb.MultiPoint{}, false},
		{"one point of many", orb.MultiPoint{{20, 20}, {5, 5}}, true},
		{"many points around", orb.MultiPoint{{-1, 5}, {11, 5}, {5, -1}, {5, 11}}, false},
		{"no line", orb.LineString{}, false},
		{"a line of one point", orb.LineString{{5, 5}}, true},
		{"a line of the same point twice", orb.LineString{{5, 5}, {5, 5}}, true},
		{"a line through, both ends outside", orb.LineString{{-5, 5}, {15, 5}}, true},
		{"a line over a corner", orb.LineString{{-5, 5}, {5, 15}}, true},
		{"a line past a corner", orb.LineString{{-5, 6}, {5, 16}}, false},
		{"a line along an edge", orb.LineString{{-5, 10}, {15, 10}}, true},
		{"a line that ends on an edge", orb.LineString{{15, 5}, {10, 5}}, true},
		{"a line around", orb.LineString{{-1, -1}, {11, -1}, {11, 11}}, false},
		{"lines", orb.MultiLineString{{{20, 20}, {30, 30}}, {{5, 5}, {6, 6}}}, true},
		{"no polygon", orb.Polygon{}, false},
		{"a polygon without points", orb.Polygon{{}}, false},
		{"a polygon inside", orb.Polygon{square(4, 6)}, true},
		{"a polygon around", orb.Polygon{square(-5, 15)}, true},
		{"a polygon around, the box in its hole", orb.Polygon{square(-5, 15), square(-2, 12)}, false},
		{"a polygon around, the box on the rim of its hole", orb.Polygon{square(-5, 15), square(0, 12)}, true},
		{"a polygon around, its hole inside", orb.Polygon{square(-5, 15), square(4, 6)}, true},
		{"a polygon around, a corner in its hole", orb.Polygon{square(-5, 15), square(-1, 1)}, true},
		{"a polygon that touches an edge", orb.Polygon{{{10, 2}, {20, 2}, {20, 8}, {10, 8}, {10, 2}}}, true},
		{"a polygon that touches a corner", orb.Polygon{square(10, 20)}, true},
		{"a polygon beside", orb.Polygon{square(11, 20)}, false},
		{"a triangle whose envelope overlaps", orb.Polygon{{{9, 25}, {25, 9}, {25, 25}, {9, 25}}}, false},
		{"a ring", square(-5, 15), true},
		{"polygons", orb.MultiPolygon{{square(20, 30)}, {square(4, 6)}}, true},
		{"polygons beside", orb.MultiPolygon{{square(20, 30)}, {square(-9, -6)}}, false},
		{"a bound", orb.Bound{Min: orb.Point{5, 5}, Max: orb.Point{20, 20}}, true},
		{"an empty bound", orb.Bound{Min: orb.Point{1, 1}, Max: orb.Point{-1, -1}}, false},
		{"a collection", orb.Collection{orb.Point{20, 20}, orb.Collection{orb.Point{5, 5}}}, true},
		{"a collection of nothing", orb.Collection{nil}, false},
	} {
		if got := box.Intersects(tt.g); got != tt.want {
			t.Errorf("%s: %t", tt.name, got)
		}
	}
}

func TestIntersectsAcrossTheAntimeridian(t *testing.T) {
	box := BBox{170, -10, -170, 10}
	for _, tt := range []struct {
		name string
		g    orb.Geometry
		want bool
	}{
		{"east of it", orb.Point{-175, 0}, true},
		{"west of it", orb.Point{175, 0}, true},
		{"on it", orb.Point{180, 0}, true},
		{"on it, from the other side", orb.Point{-180, 0}, true},
		{"the other half of the world", orb.Point{0, 0}, false},
		{"just outside", orb.Point{169.9, 0}, false},
		{"too far north", orb.Point{175, 11}, false},
		{"a line that ends before", orb.LineString{{0, 0}, {169, 0}}, false},
		{"a polygon in one part", orb.Polygon{{{171, 0}, {172, 0}, {172, 1}, {171, 0}}}, true},
		{"the world", orb.Polygon{{{-180, -90}, {180, -90}, {180, 90}, {-180, 90}, {-180, -90}}}, true},
	} {
		if got := box.Intersects(tt.g); got != tt.want {
			t.Errorf("%s: %t", tt.name, got)
		}
	}
}

// TestIntersectsAgainstSamples holds the answer against points: where a sample of the
// geometry is in the box it must meet; where the box is far from all samples it must not.
func TestIntersectsAgainstSamples(t *testing.T) {
	rounds := 4000
	if testing.Short() {
		rounds = 400
	}
	rng := rand.New(rand.NewPCG(7, 8))
	coordinate := func() float64 { return math.Round(rng.Float64()*400)/10 - 20 }
	point := func() orb.Point { return orb.Point{coordinate(), coordinate()} }
	meets, misses := 0, 0
	for range rounds {
		box := BBox{West: coordinate(), South: coordinate()}
		box.East, box.North = box.West+rng.Float64()*8, box.South+rng.Float64()*8
		var g orb.Geometry
		var samples []orb.Point
		if rng.IntN(2) == 0 {
			line := orb.LineString{point(), point(), point()}
			g, samples = line, alongLine(line)
		} else {
			p := orb.Polygon{star(rng, point(), 12)}
			if rng.IntN(2) == 0 {
				hole := star(rng, p.Bound().Center(), 0.9)
				p = append(p, hole)
			}
			g, samples = p, inPolygon(p, box)
		}
		nearest := math.Inf(1)
		for _, s := range samples {
			nearest = min(nearest, distanceTo(box, s))
		}
		got := box.Intersects(g)
		switch {
		case nearest == 0 && !got:
			t.Fatalf("%v does not meet %v although a point of it is inside", box, g)
		case nearest > 0.5 && got:
			t.Fatalf("%v meets %v, whose nearest sample is %g away", box, g, nearest)
		case got:
			meets++
		default:
			misses++
		}
	}
	if meets < 500 || misses < 500 {
		t.Errorf("%d meet and %d miss: the test tries too little", meets, misses)
	}
}

// alongLine gives points of a line at most 0.25 apart.
func alongLine(l orb.LineString) []orb.Point {
	var all []orb.Point
	for i := 1; i < len(l); i++ {
		a, b := l[i-1], l[i]
		n := math.Ceil(math.Hypot(b[0]-a[0], b[1]-a[1])/0.25) + 1
		for k := range int(n) + 1 {
			f := float64(k) / n
			all = append(all, orb.Point{a[0] + f*(b[0]-a[0]), a[1] + f*(b[1]-a[1])})
		}
	}
	return all
}

// inPolygon gives points of a polygon: its boundary, and a grid around the box.
func inPolygon(p orb.Polygon, box BBox) []orb.Point {
	var all []orb.Point
	for _, ring := range p {
		all = append(all, alongLine(orb.LineString(ring))...)
	}
	for x := box.West; x <= box.East; x += 0.25 {
		for y := box.South; y <= box.North; y += 0.25 {
			if q := (orb.Point{x, y}); planar.PolygonContains(p, q) {
				all = append(all, q)
			}
		}
	}
	return all
}

func distanceTo(b BBox, p orb.Point) float64 {
	return math.Hypot(max(b.West-p[0], 0, p[0]-b.East), max(b.South-p[1], 0, p[1]-b.North))
}

func BenchmarkIntersects(b *testing.B) {
	p := orb.Polygon{star(rand.New(rand.NewPCG(1, 2)), orb.Point{0, 0}, 10)}
	box := BBox{-1, -1, 1, 1}
	for b.Loop() {
		box.Intersects(p)
	}
}
