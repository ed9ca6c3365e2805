package coordinates

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/wkt"

	"incidentmap/geo"
	"incidentmap/geo/geotest"
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
		got, _, err := ParseGeometry(tt.in, tt.epsg)
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
		if got, _, err := ParseGeometry(s, 0); err == nil {
			t.Errorf("%q was read as %v", s, got)
		}
	}
}

// TestRepairsAreTold: what is done to a geometry is said, and whether something was lost.
func TestRepairsAreTold(t *testing.T) {
	coast := wkt.MarshalString(orb.Polygon{geotest.Coastline(1, orb.Point{0, 0}, 5, 60_000)})
	for _, tt := range []struct {
		in, want string
		lost     bool
	}{
		{"POLYGON((0 0,4 0,4 4,0 0))", "", false},
		{"POLYGON((170 0,190 0,190 5,170 5,170 0))", "it reaches beyond longitude 180 and was cut there", false},
		{"LINESTRING(170 0,-170 5)", "it reaches beyond longitude 180 and was cut there", false},
		{"LINESTRING(-100 0,120 5)", "nearly as far one way round the world as the other", false},
		{"POLYGON((0 0,2 2,2 0,0 2,0 0))", "crosses itself near longitude 1, latitude 1", true},
		{"POLYGON((0 0,9 0,12 0,9 0,9 9,0 0))", "1 spikes", true},
		{coast, "60,001 corners; kept 50,000, none moved further than", true},
	} {
		g, repairs, err := ParseGeometry(tt.in, 0)
		told, lost := "", false
		for _, r := range repairs {
			told += r.Text + "; "
			lost = lost || r.Lost
		}
		if err != nil || !strings.Contains(told, tt.want) || tt.want == "" && told != "" || lost != tt.lost {
			t.Errorf("%.40s: %q, lost %t, %v; want %q", tt.in, told, lost, err, tt.want)
			continue
		}
		if err := geo.Validate(g); err != nil {
			t.Errorf("%.40s: %v", tt.in, err)
		}
	}
}

// TestNestingIsBounded: what lies in itself very often is refused before it is read.
func TestNestingIsBounded(t *testing.T) {
	const times = 100_000
	deepJSON := strings.Repeat(`{"type":"GeometryCollection","geometries":[`, times) + strings.Repeat(`]}`, times)
	deepWKB := strings.Repeat("010700000001000000", times) + "0101000000000000000000F03F0000000000000040"
	mixed := "010700000002000000" + "0101000000000000000000F03F0000000000000040" + deepWKB
	for _, s := range []string{deepJSON, deepWKB, mixed, strings.Repeat("GEOMETRYCOLLECTION(", times)} {
		if _, _, err := ParseGeometry(s, 0); err == nil || !strings.Contains(err.Error(), "too deep") {
			t.Errorf("%.40s…: %v", s, err)
		}
	}
	fits := strings.Repeat("010700000001000000", geo.MaxNesting) + "0106000000010000000103000000010000000400000000000000000000000000000000000000000000000000F03F0000000000000000000000000000F03F000000000000F03F00000000000000000000000000000000"
	if _, _, err := ParseGeometry(fits, 0); err != nil {
		t.Error(err)
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
		g, _, err := ParseGeometry(s, 0)
		if err != nil || g == nil {
			return
		}
		if err := geo.Validate(g); err != nil {
			t.Errorf("%q gave %v: %v", s, g, err)
		}
	})
}
