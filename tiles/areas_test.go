package tiles

import (
	"math"
	"slices"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"

	"incidentmap/incidents/index"
)

// Every shape of geometry is drawn or left out, and none is changed.
func TestEveryShapeOfArea(t *testing.T) {
	square := orb.Ring{{-10, -10}, {10, -10}, {10, 10}, {-10, 10}, {-10, -10}}
	speck := orb.Ring{{1, 1}, {1.0001, 1}, {1.0001, 1.0001}, {1, 1}}
	for name, c := range map[string]struct {
		g    orb.Geometry
		want []string // types of the features
	}{
		"nil":                   {nil, nil},
		"point":                 {orb.Point{1, 2}, []string{"Point"}},
		"points":                {orb.MultiPoint{{1, 2}, {30, 4}}, []string{"MultiPoint"}},
		"no points":             {orb.MultiPoint{}, nil},
		"line":                  {orb.LineString{{1, 2}, {30, 4}}, []string{"LineString"}},
		"no line":               {orb.LineString{}, nil},
		"line of one point":     {orb.LineString{{1, 2}}, []string{"Polygon"}},
		"line that stands":      {orb.LineString{{1, 2}, {1, 2}}, []string{"Polygon"}},
		"lines":                 {orb.MultiLineString{{{1, 2}, {30, 4}}, {}, {{5, 6}, {50, 6}}}, []string{"MultiLineString"}},
		"ring":                  {square, []string{"Polygon"}},
		"bound":                 {orb.Bound{Min: orb.Point{1, 1}, Max: orb.Point{9, 9}}, []string{"Polygon"}},
		"empty bound":           {orb.Bound{Min: orb.Point{9, 9}, Max: orb.Point{1, 1}}, nil},
		"polygon":               {orb.Polygon{square}, []string{"Polygon"}},
		"polygon of nothing":    {orb.Polygon{}, nil},
		"polygon of no points":  {orb.Polygon{{}}, nil},
		"polygon of a speck":    {orb.Polygon{speck}, []string{"Polygon"}},
		"polygons":              {orb.MultiPolygon{{square}, {}, {speck}, nil}, []string{"Polygon"}},
		"collection":            {orb.Collection{orb.Point{1, 2}, orb.Polygon{square}}, []string{"Polygon", "Point"}},
		"nested collections":    {orb.Collection{orb.Collection{orb.LineString{{1, 2}, {30, 4}}, nil}, orb.Collection{}}, []string{"LineString"}},
		"empty collection":      {orb.Collection{}, nil},
		"nowhere":               {orb.LineString{{math.NaN(), 1}, {math.Inf(1), 1}}, nil},
		"polygon turned around": {orb.Polygon{reversed(square)}, []string{"Polygon"}},
	} {
		t.Run(name, func(t *testing.T) {
			a := area(1, 3, c.g)
			before := orb.Clone(c.g)
			b := mustTile(t, &fixed{areas: []index.Area{a}}, 0, 0, 0)
			var got []string
			for i, f := range decoded(t, b, areasName) {
				got = append(got, f.Geometry.GeoJSONType())
				lawful(t, f)
				if i == 0 && (number(f, "count") != 3 || featureID(t, f) != shapeFeature(a.Shape)) {
					t.Errorf("feature %v, %v", f.ID, f.Properties)
				}
				if i > 0 && (f.Properties["count"] != nil || uint64(f.Properties["part_of"].(float64)) != shapeFeature(a.Shape)) {
					t.Errorf("part %v", f.Properties)
				}
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("%v, want %v", got, c.want)
			}
			if name != "nowhere" && !orb.Equal(before, a.Geometry) {
				t.Error("the geometry was changed")
			}
		})
	}
}

func reversed(r orb.Ring) orb.Ring {
	r = r.Clone()
	r.Reverse()
	return r
}

// The areas of four neighbouring tiles together are the area: nothing is lost or doubled on
// their edges.
func TestNeighbouringTilesAgree(t *testing.T) {
	hole := circle(0.1, 0.1, 3, 90)[0]
	hole.Reverse()
	src := &plain{areas: []index.Area{area(1, 2, append(circle(0, 0, 10, 360), hole))}}
	var sum, whole float64
	for _, p := range newOutline(src.areas[0].Geometry, 4).polygons {
		whole += planar.Area(p)
	}
	for _, xy := range [][2]int{{7, 7}, {8, 7}, {7, 8}, {8, 8}} {
		fs := decoded(t, mustTile(t, src, 4, xy[0], xy[1]), areasName)
		if len(fs) != 1 {
			t.Fatalf("%v has %d areas", xy, len(fs))
		}
		lawful(t, fs[0])
		tile := clipper{corner: orb.Point{}, box: orb.Bound{Max: orb.Point{Extent, Extent}}}
		polygon, ok := fs[0].Geometry.(orb.Polygon)
		if !ok {
			t.Fatalf("%v has a %T", xy, fs[0].Geometry)
		}
		for i, r := range polygon {
			ring := newBoxTree(r)
			sum += planar.Area(tile.ring(r, &ring, i > 0, new(clipBuffers)))
		}
	}
	if math.Abs(sum-whole) > whole*1e-3 {
		t.Errorf("the tiles hold %.0f square units of %.0f", sum, whole)
	}
}

// What ends at the antimeridian goes on in the buffer of the tile beyond.
func TestAreasAtTheAntimeridian(t *testing.T) {
	east := orb.Ring{{170, 0}, {180, 0}, {180, 10}, {170, 10}, {170, 0}}
	src := &plain{areas: []index.Area{area(1, 1, orb.Polygon{east})}}
	for _, c := range []struct {
		x    int
		want float64 // the greatest column
	}{{15, Extent}, {0, 0}} {
		fs := decoded(t, mustTile(t, src, 4, c.x, 7), areasName)
		if len(fs) != 1 {
			t.Fatalf("column %d has %d areas", c.x, len(fs))
		}
		if b := fs[0].Geometry.Bound(); b.Max[0] != c.want {
			t.Errorf("column %d: %v", c.x, b)
		}
	}
	if b := mustTile(t, src, 4, 5, 7); len(b) != 0 {
		t.Error("it is in the middle of the world too")
	}
}

// The smallest areas beyond the limit are one feature, and no count is lost.
func TestTooManyAreasAreFolded(t *testing.T) {
	src := &plain{}
	want := 0
	for i := range MaxAreas + 100 {
		size := 0.1 + float64(i)/1000
		a := area(1, 1+i%3, circle(float64(i%40)-20, float64(i/40)-8, size, 12))
		a.Shape[14], a.Shape[15] = byte(i>>8), byte(i)
		src.areas = append(src.areas, a)
		want += a.Count
	}
	fs := decoded(t, mustTile(t, src, 0, 0, 0), areasName)
	if len(fs) != MaxAreas+1 {
		t.Fatalf("%d features", len(fs))
	}
	got := 0
	for _, f := range fs {
		got += number(f, "count")
		lawful(t, f)
	}
	last := fs[MaxAreas]
	if got != want || number(last, "more") != 100 {
		t.Errorf("%d of %d, %v", got, want, last.Properties)
	}
}

// An area that is smaller than a pixel is still there, in the tile that holds it.
func TestSmallAreasStay(t *testing.T) {
	src := &plain{areas: []index.Area{area(1, 4, circle(-103.35, 20.67, 1e-7, 20))}}
	for z := range MaxZoom + 1 {
		x, y := cellOf(orb.Point{-103.35, 20.67}, uint32(z))
		fs := decoded(t, mustTile(t, src, z, int(x), int(y)), areasName)
		if len(fs) != 1 || number(fs[0], "count") != 4 || planar.Area(fs[0].Geometry) < pixel*pixel/2 {
			t.Errorf("zoom %d: %d features", z, len(fs))
		}
	}
}

func TestCrosses(t *testing.T) {
	for name, c := range map[string]struct {
		p    orb.Polygon
		want bool
	}{
		"nothing":      {nil, false},
		"square":       {orb.Polygon{{{0, 0}, {4, 0}, {4, 4}, {0, 4}, {0, 0}}}, false},
		"bow tie":      {orb.Polygon{{{0, 0}, {4, 4}, {4, 0}, {0, 4}, {0, 0}}}, true},
		"hole":         {orb.Polygon{{{0, 0}, {4, 0}, {4, 4}, {0, 4}, {0, 0}}, {{1, 1}, {1, 2}, {2, 2}, {1, 1}}}, false},
		"hole outside": {orb.Polygon{{{0, 0}, {4, 0}, {4, 4}, {0, 4}, {0, 0}}, {{1, 1}, {1, 5}, {2, 2}, {1, 1}}}, true},
		"touching":     {orb.Polygon{{{0, 0}, {4, 0}, {4, 4}, {2, 0}, {0, 4}, {0, 0}}}, false},
	} {
		if got := crosses(c.p); got != c.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

// A spit that reaches through a bay whose mouth is simplified away is not cut by it.
func TestSimplifyingMakesNoCrossings(t *testing.T) {
	// The lower edge dips by less than a pixel just where a hole ends.
	outer := orb.Ring{{0, 0}, {500, -7}, {1000, 0}, {1000, 1000}, {0, 1000}, {0, 0}}
	hole := orb.Ring{{400, 500}, {500, -4}, {600, 500}, {400, 500}}
	p := orb.Polygon{outer, hole}
	if crosses(p) || !crosses(orb.Polygon{orb.Ring(simplified(outer.Clone(), pixel)), hole}) {
		t.Fatal("the case shows nothing")
	}
	got := simplePolygon(p)
	if len(got) != 2 || crosses(got) {
		t.Errorf("%v", got)
	}
}
