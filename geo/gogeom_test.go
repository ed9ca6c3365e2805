package geo

import (
	"testing"

	"github.com/paulmach/orb"
	"github.com/twpayne/go-geom"
	"github.com/twpayne/go-geom/encoding/wkt"
)

// go-geom's own WKT tells what arrived there.
func TestToGoGeom(t *testing.T) {
	ring := orb.Ring{{0, 0}, {4, 0}, {4, 4}, {0, 0}}
	hole := orb.Ring{{1, 0.5}, {2, 1}, {2, 0.5}, {1, 0.5}}
	cases := []struct {
		g    orb.Geometry
		want string
	}{
		{orb.Point{-103.5, 20.25}, "POINT (-103.5 20.25)"},
		{orb.MultiPoint{{1, 2}, {3, 4}}, "MULTIPOINT (1 2, 3 4)"},
		{orb.LineString{{1, 2}, {3, 4}}, "LINESTRING (1 2, 3 4)"},
		{orb.MultiLineString{{{1, 2}, {3, 4}}, {{5, 6}, {7, 8}}}, "MULTILINESTRING ((1 2, 3 4), (5 6, 7 8))"},
		{orb.Polygon{ring, hole}, "POLYGON ((0 0, 4 0, 4 4, 0 0), (1 0.5, 2 1, 2 0.5, 1 0.5))"},
		{orb.MultiPolygon{{ring}, {ring, hole}}, "MULTIPOLYGON (((0 0, 4 0, 4 4, 0 0)), ((0 0, 4 0, 4 4, 0 0), (1 0.5, 2 1, 2 0.5, 1 0.5)))"},
		{orb.Collection{orb.Point{1, 2}, orb.LineString{{1, 2}, {3, 4}}}, "GEOMETRYCOLLECTION (POINT (1 2), LINESTRING (1 2, 3 4))"},
	}
	for _, c := range cases {
		got, err := ToGoGeom(c.g)
		if err != nil {
			t.Errorf("%v: %v", c.g, err)
			continue
		}
		if text, err := wkt.Marshal(got); err != nil || text != c.want {
			t.Errorf("%v became %s (%v), want %s", c.g, text, err, c.want)
		}
		if got.SRID() != SRID {
			t.Errorf("%v has SRID %d", c.g, got.SRID())
		}
		if back, err := FromGoGeom(got); err != nil || !orb.Equal(back, c.g) {
			t.Errorf("%v came back as %v, %v", c.g, back, err)
		}
	}
	if got, err := ToGoGeom(nil); got != nil || err != nil {
		t.Errorf("nil became %v, %v", got, err)
	}
	if got, err := FromGoGeom(nil); got != nil || err != nil {
		t.Errorf("nil came back as %v, %v", got, err)
	}
	for _, bad := range []geom.T{geom.NewPointEmpty(geom.XY), geom.NewPointFlat(geom.XYZ, []float64{1, 2, 3}), geom.NewLinearRing(geom.XY)} {
		if got, err := FromGoGeom(bad); err == nil {
			t.Errorf("%T %v came back as %v", bad, bad.FlatCoords(), got)
		}
	}
	if _, err := ToGoGeom(orb.Bound{}); err == nil {
		t.Error("a bound is no geometry of GeoJSON, but was taken")
	}
}
