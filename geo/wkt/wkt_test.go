package wkt_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	orbwkt "github.com/paulmach/orb/encoding/wkt"

	"incidentmap/geo"
	"incidentmap/geo/wkt"
)

func TestParse(t *testing.T) {
	square := orb.Polygon{{{0, 0}, {4, 0}, {4, 4}, {0, 0}}}
	for _, tt := range []struct {
		in   string
		want orb.Geometry
		epsg int
	}{
		{"POINT(-103.5 20.25)", orb.Point{-103.5, 20.25}, 0},
		{" point\t( -103.5   +20.25 )\n", orb.Point{-103.5, 20.25}, 0},
		{"POINT Z (1 2 3)", orb.Point{1, 2}, 0},
		{"POINTZ(1 2 3)", orb.Point{1, 2}, 0},
		{"POINT ZM(1 2 3 4)", orb.Point{1, 2}, 0},
		{"POINTM(1 2 4)", orb.Point{1, 2}, 0},
		{"POINT(1e2 -.5)", orb.Point{100, -0.5}, 0},
		{"srid = 1;POINT(1 2)", nil, -1},
		{"SRID=4326;POINT(1 2)", orb.Point{1, 2}, 4326},
		{" srid= 32613 ; POINT(1 2)", orb.Point{1, 2}, 32613},
		{"LINESTRING(1 2, 3 4)", orb.LineString{{1, 2}, {3, 4}}, 0},
		{"POLYGON((0 0, 4 0, 4 4, 0 0))", square, 0},
		{"POLYGON((0 0, 4 0, 4 4))", square, 0},
		{"POLYGON((0 0, 4 0))", orb.Polygon{{{0, 0}, {4, 0}}}, 0},
		{"MULTIPOINT((1 2), (3 4))", orb.MultiPoint{{1, 2}, {3, 4}}, 0},
		{"MULTIPOINT(1 2, (3 4))", orb.MultiPoint{{1, 2}, {3, 4}}, 0},
		{"MULTILINESTRING((1 2,3 4),(5 6,7 8))", orb.MultiLineString{{{1, 2}, {3, 4}}, {{5, 6}, {7, 8}}}, 0},
		{"MULTIPOLYGON(((0 0, 4 0, 4 4, 0 0)))", orb.MultiPolygon{square}, 0},
		{"GEOMETRYCOLLECTION(POINT(1 2), POINT EMPTY, LINESTRING(1 2, 3 4))", orb.Collection{orb.Point{1, 2}, orb.LineString{{1, 2}, {3, 4}}}, 0},
		{"GEOMETRYCOLLECTION(GEOMETRYCOLLECTION(POINT(1 2)))", orb.Collection{orb.Collection{orb.Point{1, 2}}}, 0},
		{"POINT EMPTY", nil, 0},
		{"POLYGON Z EMPTY", nil, 0},
		{"GEOMETRYCOLLECTION EMPTY", nil, 0},
	} {
		got, epsg, err := wkt.Parse(tt.in)
		if tt.epsg < 0 {
			if err == nil {
				t.Errorf("%q was read as %v", tt.in, got)
			}
			continue
		}
		if err != nil || epsg != tt.epsg || !cmp.Equal(tt.want, got) {
			t.Errorf("%q: %v, EPSG %d, %v; want %v, %d", tt.in, got, epsg, err, tt.want, tt.epsg)
		}
	}
}

// An error says where in the text it is.
func TestErrors(t *testing.T) {
	for _, tt := range []struct {
		in      string
		offset  int
		message string
	}{
		{"", 0, "there is the end"},
		{"  CIRCLE(1 2 3)", 2, "a geometry such as"},
		{"POINT", 5, `"(" is missing`},
		{"POINT(1)", 7, "a number is missing"},
		{"POINT(1 2", 9, `"," or ")" is missing`},
		{"POINT(1 2))", 10, "goes on"},
		{"POINT(NaN 2)", 6, "a number is missing"},
		{"POINT(1e400 2)", 6, "not a finite number"},
		{"POINT(1 2, 3 4)", 0, "one position"},
		{"POINT(1 2 3 4 5)", 14, "is missing"},
		{"LINESTRING((1 2),(3 4))", 11, "a number is missing"},
		{"POLYGON((0 0, 1 1), 2)", 20, `"(" is missing`},
		{"SRID=x;POINT(1 2)", 5, "SRID"},
		{"SRID=4326", 9, "a geometry such as"},
		{strings.Repeat("GEOMETRYCOLLECTION(", 100_000), geo.MaxNesting * len("GEOMETRYCOLLECTION("), "too deep"},
	} {
		got, _, err := wkt.Parse(tt.in)
		var fault *wkt.Error
		if !errors.As(err, &fault) || fault.Offset != tt.offset || !strings.Contains(fault.Message, tt.message) {
			t.Errorf("%.40q: %v, %v; want offset %d and %q", tt.in, got, err, tt.offset, tt.message)
		}
	}
}

// What a caller is strict about is refused where it stands, and a prefix ends where its geometry does.
func TestPrefix(t *testing.T) {
	strict := wkt.Options{Nesting: 1, Numbers: 3, RefuseEmpty: true}
	for _, tt := range []struct {
		in          string
		end, offset int // offset of the error, -1 for none
	}{
		{"POINT(1 2) AND x", 10, -1},
		{"POINT(1 2 3)", 12, -1},
		{"POINT(1 2 3 4)", 0, 12},
		{"POINT EMPTY", 0, 6},
		{"GEOMETRYCOLLECTION(POINT(1 2))", 30, -1},
		{"GEOMETRYCOLLECTION(GEOMETRYCOLLECTION(POINT(1 2)))", 0, 19},
	} {
		_, end, err := wkt.Prefix(tt.in, strict)
		offset := -1
		if fault := (*wkt.Error)(nil); errors.As(err, &fault) {
			offset = fault.Offset
		}
		if end != tt.end || offset != tt.offset {
			t.Errorf("%s: ends at %d, fails at %d, %v; want %d, %d", tt.in, end, offset, err, tt.end, tt.offset)
		}
	}
	refused := errors.New("too far")
	far := wkt.Options{Nesting: 1, Numbers: 2, Position: func(offset int, at orb.Point) (orb.Point, error) {
		if at[0] > 5 {
			return at, refused
		}
		return orb.Point{at[1], float64(offset)}, nil
	}}
	if g, _, err := wkt.Prefix("LINESTRING(1 2, 3 4)", far); err != nil || !cmp.Equal(g, orb.Geometry(orb.LineString{{2, 11}, {4, 16}})) {
		t.Errorf("positions became %v, %v", g, err)
	}
	if _, _, err := wkt.Prefix("POINT(9 9)", far); !errors.Is(err, refused) {
		t.Errorf("a refused position gives %v", err)
	}
}

// Whatever orb's writer writes of what was read is read as the same again, and by orb's reader too.
func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"POINT(1 2)", "POLYGON((0 0,4 0,4 4,0 0),(1 1,1 2,2 2,1 1))", "SRID=32613;POINT(672382 2296059)",
		"GEOMETRYCOLLECTION(POINT ZM(1 2 3 4),MULTIPOINT(1 2,(3 4)))", "MULTIPOINT EMPTY", "MULTILINESTRING((1 2,3 4))",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		g, _, err := wkt.Parse(s)
		if err != nil || g == nil {
			return
		}
		written := orbwkt.MarshalString(g)
		again, _, err := wkt.Parse(written)
		if strings.Contains(written, "EMPTY") {
			return // an empty part is none
		}
		if err != nil || !cmp.Equal(g, again) {
			t.Fatalf("%q was %v, and is %v, %v", s, g, again, err)
		}
		if _, nested := g.(orb.Collection); nested {
			return
		}
		if theirs, err := orbwkt.Unmarshal(written); err != nil || !cmp.Equal(g, theirs) {
			t.Fatalf("%q: orb reads %v, %v", written, theirs, err)
		}
	})
}
