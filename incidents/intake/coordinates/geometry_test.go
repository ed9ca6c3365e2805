package coordinates

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"incidentmap/geo"
)

func TestParseGeometry(t *testing.T) {
	square := orb.Polygon{{{0, 0}, {4, 0}, {4, 4}, {0, 0}}}
	for _, tt := range []struct {
		in   string
		epsg int
		want orb.Geometry
	}{
		{"POINT(-103.5 20.25)", 0, orb.Point{-103.5, 20.25}},
		{"point ( -103.5   20.25 )", 0, orb.Point{-103.5, 20.25}},
		{"POINT Z (-103.5 20.25 1560)", 0, orb.Point{-103.5, 20.25}},
		{"POINTZ(-103.5 20.25 1560)", 0, orb.Point{-103.5, 20.25}},
		{"SRID=4326;POINT(-103.5 20.25)", 0, orb.Point{-103.5, 20.25}},
		{"SRID=32613;POINT(672382.3944 2296059.548)", 0, orb.Point{-103.3441885, 20.75629595}},
		{"POINT(672382.3944 2296059.548)", 32613, orb.Point{-103.3441885, 20.75629595}},
		{"LINESTRING(1 2, 3 4)", 0, orb.LineString{{1, 2}, {3, 4}}},
		{"POLYGON((0 0, 4 0, 4 4, 0 0))", 0, square},
		{"POLYGON((0 0, 4 4, 4 0, 0 0))", 0, square}, // turned
		{"POLYGON((0 0, 4 0, 4 4))", 0, square},      // closed
		{"MULTIPOINT((1 2), (3 4))", 0, orb.MultiPoint{{1, 2}, {3, 4}}},
		{"MULTIPOINT(1 2, 3 4)", 0, orb.MultiPoint{{1, 2}, {3, 4}}},
		{"MULTIPOLYGON(((0 0, 4 0, 4 4, 0 0)))", 0, orb.MultiPolygon{square}},
		{"GEOMETRYCOLLECTION(POINT(1 2), LINESTRING(1 2, 3 4))", 0, orb.Collection{orb.Point{1, 2}, orb.LineString{{1, 2}, {3, 4}}}},
		{"POINT EMPTY", 0, nil},
		{`{"type":"Point","coordinates":[1,2]}`, 0, orb.Point{1, 2}},
		{"0101000000000000000000F03F0000000000000040", 0, orb.Point{1, 2}},
	} {
		got, err := ParseGeometry(tt.in, tt.epsg)
		if err != nil {
			t.Errorf("%s: %v", tt.in, err)
			continue
		}
		if got != nil {
			got = orb.Round(got, 1e6)
			tt.want = orb.Round(tt.want, 1e6)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s: %s", tt.in, diff)
		}
	}
	for _, s := range []string{
		"", "POINT", "POINT(1)", "POINT(1 2", "POINT(1 2))", "POINT(200 2)", "POINT(NaN 2)", "POINT(1e400 2)", "POINT(1 2, 3 4)", "LINESTRING(1 2)", "CIRCLE(1 2 3)",
		"POLYGON((0 0, 1 1))", "hello", `{"type":"Point"}`, "01010000", "SRID=x;POINT(1 2)", "SRID=99999;POINT(1 2)", "POINT(672382 2296059)",
	} {
		if got, err := ParseGeometry(s, 0); err == nil {
			t.Errorf("%q was read as %v", s, got)
		}
	}
}

func FuzzParseGeometry(f *testing.F) {
	for _, s := range []string{
		"POINT(1 2)", "POLYGON((0 0,4 0,4 4,0 0),(1 1,1 2,2 2,1 1))", "SRID=32613;POINT(672382 2296059)", "GEOMETRYCOLLECTION(POINT ZM(1 2 3 4))", "MULTIPOINT EMPTY",
		`{"type":"Polygon","coordinates":[[[170,0],[-170,0],[-170,5],[170,0]]]}`, "0101000000000000000000F03F0000000000000040",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		g, err := ParseGeometry(s, 0)
		if err != nil || g == nil {
			return
		}
		if err := geo.Validate(g); err != nil {
			t.Errorf("%q gave %v: %v", s, g, err)
		}
	})
}
