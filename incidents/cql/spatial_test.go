package cql

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/wkt"

	"incidentmap/geo"
)

// never is that all of what geometries share is to be found.
func never(shares) bool { return false }

func holds(name string, a, b orb.Geometry) truth {
	return spatialRelations[name](newShape(a), newShape(b), nil)
}

func TestRelationsByName(t *testing.T) {
	tests := []struct {
		a, b string
		yes  string // the relations that hold, besides S_INTERSECTS or S_DISJOINT
	}{
		{"POINT(1 1)", "POINT(1 1)", "s_within s_contains s_equals"},
		{"POINT(1 1)", "POINT(1 2)", "disjoint"},
		{"POINT(1 1)", "MULTIPOINT((1 1),(2 2))", "s_within"},
		{"MULTIPOINT((0 0),(1 1))", "MULTIPOINT((1 1),(2 2))", "s_overlaps"},
		{"MULTIPOINT((0 0),(1 1))", "LINESTRING(-1 -1,0 0)", "s_touches"},
		{"MULTIPOINT((0 0),(5 5))", "LINESTRING(-1 -1,1 1)", "s_crosses"},
		{"POINT(0 0)", "LINESTRING(-1 -1,1 1)", "s_within"},
		{"POINT(1 1)", "LINESTRING(-1 -1,1 1)", "s_touches"},
		{"POINT(1 1)", "LINESTRING(1 1,2 1,2 2,1 1)", "s_within"}, // a ring has no ends
		{"LINESTRING(0 0,2 2)", "LINESTRING(0 2,2 0)", "s_crosses"},
		{"LINESTRING(0 0,2 2)", "LINESTRING(1 1,3 3)", "s_overlaps"},
		{"LINESTRING(0 0,2 2)", "LINESTRING(2 2,3 0)", "s_touches"},
		{"LINESTRING(0 0,2 2)", "LINESTRING(1 1,3 0)", "s_touches"},
		{"LINESTRING(0 0,2 2)", "LINESTRING(2 2,1 1,0 0)", "s_within s_contains s_equals"},
		{"LINESTRING(0 0,1 1)", "LINESTRING(2 2,1 1,0 0)", "s_within"},
		{"LINESTRING(0 0,1 0)", "LINESTRING(2 0,3 0)", "disjoint"},
		{"LINESTRING(0 0,3 3)", "POLYGON((0 0,2 0,2 2,0 2,0 0))", "s_crosses"},
		{"LINESTRING(0 0,2 2)", "POLYGON((0 0,2 0,2 2,0 2,0 0))", "s_within"},
		{"LINESTRING(0 0,2 0)", "POLYGON((0 0,2 0,2 2,0 2,0 0))", "s_touches"},
		{"LINESTRING(0 0,1 0,1 1)", "POLYGON((0 0,2 0,2 2,0 2,0 0))", "s_within"},
		{"POLYGON((0 0,2 0,2 2,0 2,0 0))", "POLYGON((1 1,3 1,3 3,1 3,1 1))", "s_overlaps"},
		{"POLYGON((0 0,2 0,2 2,0 2,0 0))", "POLYGON((2 0,4 0,4 2,2 2,2 0))", "s_touches"},
		{"POLYGON((0 0,2 0,2 2,0 2,0 0))", "POLYGON((2 2,4 2,4 4,2 4,2 2))", "s_touches"},
		{"POLYGON((0 0,2 0,2 2,0 2,0 0))", "POLYGON((0 0,1 0,2 0,2 2,0 2,0 0))", "s_within s_contains s_equals"},
		{"POLYGON((0 0,2 0,2 2,0 2,0 0))", "POLYGON((0 0,0 2,2 2,2 0,0 0))", "s_within s_contains s_equals"},
		{"POLYGON((0 0,1 0,1 1,0 1,0 0))", "POLYGON((0 0,2 0,2 2,0 2,0 0))", "s_within"},
		{"POLYGON((1 1,2 1,2 2,1 2,1 1))", "POLYGON((0 0,3 0,3 3,0 3,0 0),(1 1,2 1,2 2,1 2,1 1))", "s_touches"},
		{"POLYGON((1 1,2 1,2 2,1 2,1 1))", "POLYGON((0 0,4 0,4 4,0 4,0 0),(.5 .5,3 .5,3 3,.5 3,.5 .5))", "disjoint"},
		// An area that touches itself half way along the edge that it shares.
		{"POLYGON((1 1,3 1,3 2,1 2,1 1))", "MULTIPOLYGON(((1 2,2 3,5 2,1 2)),((0 1,1 1,1 3,0 3,0 1)))", "s_touches"},
		{"POLYGON((1 1,1 3,0 3,0 1,1 1))", "MULTIPOLYGON(((1 2,0 1.5,0 2.5,1 2)),((2 1,1 1,1 3,2 3,2 1)))", "s_overlaps"},
		// The places where these lines cross have no exact float.
		{"MULTILINESTRING((0 3,1 1,5 4),(3 4,4 2,4 4))", "LINESTRING(5 4,1 1)", "s_contains"},
		{"LINESTRING(3 4,3 1,5 3)", "MULTILINESTRING((5 3,4 2),(4 1,4 4,5 2))", "s_overlaps"},
	}
	for _, tt := range tests {
		a, err := wkt.Unmarshal(tt.a)
		if err != nil {
			t.Fatal(err)
		}
		b, err := wkt.Unmarshal(tt.b)
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		if holds("s_disjoint", a, b) == yes {
			got = "disjoint"
		}
		for _, name := range []string{"s_within", "s_contains", "s_equals", "s_touches", "s_crosses", "s_overlaps"} {
			if holds(name, a, b) == yes {
				if got != "" {
					got += " "
				}
				got += name
			}
		}
		if got != tt.yes {
			t.Errorf("%s and %s: %q, want %q", tt.a, tt.b, got, tt.yes)
		}
	}
}

// TestEnoughIsEnough: what a relation finds when it stops as soon as the outcome is settled is
// what all that the geometries share says.
func TestEnoughIsEnough(t *testing.T) {
	rng := rand.New(rand.NewPCG(13, 14))
	for range 3000 {
		a, b := newShape(randomBlock(rng).geometry), newShape(randomBlock(rng).geometry)
		x := compareInteriors(a, b, nil, never)
		da, db := a.dimension(), b.dimension()
		for name, want := range map[string]bool{
			"s_within":   x.both > nowhere && !x.onlyA,
			"s_contains": x.both > nowhere && !x.onlyB,
			"s_equals":   x.both > nowhere && !x.onlyA && !x.onlyB,
			"s_touches":  x.both == nowhere && intersect(a, b, nil),
			"s_overlaps": da == db && x.both == da && x.onlyA && x.onlyB,
			"s_crosses": da < db && x.both > nowhere && x.onlyA || da > db && x.both > nowhere && x.onlyB ||
				da == 1 && db == 1 && x.both == 0,
		} {
			if got := spatialRelations[name](a, b, nil) == yes; got != want {
				t.Fatalf("%s(%s, %s) is %t, want %t", name, wkt.MarshalString(a.source), wkt.MarshalString(b.source), got, want)
			}
		}
	}
}

func TestMixedCollectionsAreUndecided(t *testing.T) {
	c := orb.Collection{orb.Point{0, 0}, orb.LineString{{1, 1}, {2, 2}}}
	for name := range spatialRelations {
		want := unknown
		switch name {
		case "s_intersects":
			want = yes
		case "s_disjoint":
			want = no
		}
		if got := holds(name, c, orb.Point{0, 0}); got != want {
			t.Errorf("%s is %d, want %d", name, got, want)
		}
	}
}

// block is a geometry on a grid that tells by itself where a point stands to it.
type block struct {
	geometry orb.Geometry
	where    func(x, y float64) location
}

// grid is the size of the plane the blocks are put on.
const grid = 6

// blockArea is a box, perhaps with a hole that keeps clear of its outline.
func blockArea(rng *rand.Rand) block {
	x, y := float64(rng.IntN(grid-1)), float64(rng.IntN(grid-1))
	r, u := x+1+float64(rng.IntN(grid-int(x)-1)), y+1+float64(rng.IntN(grid-int(y)-1))
	outer := orb.Bound{Min: orb.Point{x, y}, Max: orb.Point{r, u}}
	inBox := func(b orb.Bound, px, py float64) location {
		switch {
		case px < b.Min[0] || px > b.Max[0] || py < b.Min[1] || py > b.Max[1]:
			return exterior
		case px == b.Min[0] || px == b.Max[0] || py == b.Min[1] || py == b.Max[1]:
			return boundary
		}
		return interior
	}
	g := outer.ToPolygon()
	if rng.IntN(2) == 0 {
		g[0].Reverse()
	}
	if r-x < 3 || u-y < 3 || rng.IntN(2) == 0 {
		return block{g, func(px, py float64) location { return inBox(outer, px, py) }}
	}
	hole := orb.Bound{Min: orb.Point{x + 1, y + 1}, Max: orb.Point{r - 1, u - 1}}
	return block{append(g, hole.ToRing()), func(px, py float64) location {
		switch inBox(hole, px, py) {
		case interior:
			return exterior
		case boundary:
			return boundary
		}
		return inBox(outer, px, py)
	}}
}

// blockLine is an angled line that goes right and then up.
func blockLine(rng *rand.Rand) block {
	x, y := float64(rng.IntN(grid-1)), float64(rng.IntN(grid-1))
	r, u := x+1+float64(rng.IntN(grid-int(x)-1)), y+1+float64(rng.IntN(grid-int(y)-1))
	return block{orb.LineString{{x, y}, {r, y}, {r, u}}, func(px, py float64) location {
		switch {
		case px == x && py == y, px == r && py == u:
			return boundary
		case py == y && x <= px && px <= r, px == r && y <= py && py <= u:
			return interior
		}
		return exterior
	}}
}

func blockPoints(rng *rand.Rand) block {
	var points orb.MultiPoint
	for range 1 + rng.IntN(4) {
		points = append(points, orb.Point{float64(rng.IntN(grid)), float64(rng.IntN(grid))})
	}
	return block{points, func(px, py float64) location {
		for _, p := range points {
			if p == (orb.Point{px, py}) {
				return interior
			}
		}
		return exterior
	}}
}

func randomBlock(rng *rand.Rand) block {
	return []func(*rand.Rand) block{blockArea, blockArea, blockLine, blockPoints}[rng.IntN(4)](rng)
}

// sharesOnGrid finds what blocks share by asking at every corner, the middle of every edge and the
// middle of every cell of the grid: between these nothing changes.
func sharesOnGrid(a, b block) (x shares, meet bool) {
	x.both = nowhere
	for i := -1; i <= 2*grid+1; i++ {
		for k := -1; k <= 2*grid+1; k++ {
			px, py := float64(i)/2, float64(k)/2
			dimension := (i & 1) + (k & 1)
			la, lb := a.where(px, py), b.where(px, py)
			meet = meet || la != exterior && lb != exterior
			if la == interior && lb == interior {
				x.both = max(x.both, dimension)
			}
			x.onlyA = x.onlyA || la == interior && lb == exterior
			x.onlyB = x.onlyB || lb == interior && la == exterior
		}
	}
	return x, meet
}

// slant maps the grid onto one of slanted lines; what geometries share stays the same.
func slant(g orb.Geometry) orb.Geometry {
	g = orb.Clone(g)
	move := func(p orb.Point) orb.Point { return orb.Point{2*p[0] + p[1] - 5, 3*p[1] - p[0] + 2} }
	each := func(points []orb.Point) {
		for i, p := range points {
			points[i] = move(p)
		}
	}
	switch g := g.(type) {
	case orb.MultiPoint:
		each(g)
	case orb.LineString:
		each(g)
	case orb.MultiLineString:
		for _, l := range g {
			each(l)
		}
	case orb.Polygon:
		for _, r := range g {
			each(r)
		}
	}
	return g
}

func TestSharesAgainstGrid(t *testing.T) {
	rounds := 2000
	if testing.Short() {
		rounds = 200
	}
	rng := rand.New(rand.NewPCG(3, 4))
	for range rounds {
		a, b := randomBlock(rng), randomBlock(rng)
		want, meet := sharesOnGrid(a, b)
		for _, form := range []func(orb.Geometry) orb.Geometry{
			func(g orb.Geometry) orb.Geometry { return g }, slant,
		} {
			ga, gb := form(a.geometry), form(b.geometry)
			sa, sb := newShape(ga), newShape(gb)
			if got := compareInteriors(sa, sb, nil, never); got != want {
				t.Fatalf("%s and %s share %+v, want %+v", wkt.MarshalString(ga), wkt.MarshalString(gb), got, want)
			}
			if got := intersect(sa, sb, nil); got != meet {
				t.Fatalf("%s and %s meet: %v, want %v", wkt.MarshalString(ga), wkt.MarshalString(gb), got, meet)
			}
		}
	}
}

// TestSharesOfAnyLines takes lines that cross at fractions: what they share must not depend on the
// order, on the direction or on a slant.
func TestSharesOfAnyLines(t *testing.T) {
	rounds := 1000
	if testing.Short() {
		rounds = 100
	}
	rng := rand.New(rand.NewPCG(5, 6))
	line := func() orb.LineString {
		var l orb.LineString
		for len(l) < 4 {
			l = append(l, orb.Point{float64(rng.IntN(5)), float64(rng.IntN(5))})
		}
		return l
	}
	for range rounds {
		a, b := newShape(orb.MultiLineString{line(), line()}), newShape(orb.MultiLineString{line()})
		want := compareInteriors(a, b, nil, never)
		reversed := orb.Clone(b.source).(orb.MultiLineString)
		reversed[0].Reverse()
		if got := compareInteriors(newShape(reversed), a, nil, never).swapped(); got != want {
			t.Fatalf("%v and %v share %+v, and %+v the other way", a.source, b.source, want, got)
		}
		if got := compareInteriors(newShape(slant(a.source)), newShape(slant(b.source)), nil, never); got != want {
			t.Fatalf("%v and %v share %+v, and %+v slanted", a.source, b.source, want, got)
		}
	}
}

func TestIntersectsAgreesWithBBox(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	for range 2000 {
		c := func() float64 { return float64(rng.IntN(7)) * 60 }
		box := geo.BBox{West: c() - 180, East: c() - 180, South: c()/4 - 90, North: 0}
		box.North = box.South + c()/6
		g := slant(randomBlock(rng).geometry)
		if got, want := intersect(newShape(boxGeometry(box)), newShape(g), nil), box.Intersects(g); got != want {
			t.Fatalf("box %v and %s: %v, want %v", box, wkt.MarshalString(g), got, want)
		}
	}
}

func TestEveryGeometry(t *testing.T) {
	all := []orb.Geometry{
		nil, // no geometry at all
		orb.Point{},
		orb.MultiPoint{},
		orb.LineString{},
		orb.LineString{{1, 1}},
		orb.LineString{{1, 1}, {1, 1}},
		orb.MultiLineString{},
		orb.MultiLineString{{}},
		orb.Ring{},
		orb.Polygon{},
		orb.Polygon{{}},
		orb.Polygon{{{1, 1}}},
		orb.Polygon{{{0, 0}, {1, 1}, {0, 0}}},
		orb.MultiPolygon{},
		orb.MultiPolygon{{}},
		orb.Collection{},
		orb.Collection{orb.Point{1, 1}},
		orb.Collection{nil, orb.Collection{orb.Point{1, 1}}},
		orb.Bound{Max: orb.Point{1, 1}},
	}
	for _, a := range all {
		va := GeometryValue(a)
		for _, b := range all {
			vb := GeometryValue(b)
			if va.missing() || vb.missing() {
				continue
			}
			for _, relation := range spatialRelations {
				relation(va.geom, vb.geom, nil)
			}
		}
	}
}

// round is a ring of n positions around a centre, of no regular size.
func round(rng *rand.Rand, centre orb.Point, n int) orb.Polygon {
	var r orb.Ring
	for i := range n {
		angle, size := 2*math.Pi*float64(i)/float64(n), 1+rng.Float64()/100
		r = append(r, orb.Point{centre[0] + size*math.Cos(angle), centre[1] + size*math.Sin(angle)})
	}
	return orb.Polygon{append(r, r[0])}
}

func BenchmarkRelations(b *testing.B) {
	rng := rand.New(rand.NewPCG(11, 12))
	large := newShape(round(rng, orb.Point{0, 0}, 5000))
	for _, c := range []struct {
		name  string
		other *shape
	}{
		{"the same", large},
		{"crossing", newShape(round(rng, orb.Point{1, 0}, 3000))},
		{"beside", newShape(round(rng, orb.Point{1.6, 1.6}, 3000))},
		{"point", newShape(orb.Point{0.5, 0.5})},
	} {
		for _, relation := range []string{"s_intersects", "s_within"} {
			b.Run(relation+" "+c.name, func(b *testing.B) {
				for b.Loop() {
					spatialRelations[relation](c.other, large, nil)
				}
			})
		}
	}
}
