package geo

import (
	"encoding/json"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
)

func TestLocationJSON(t *testing.T) {
	for _, g := range []orb.Geometry{
		nil,
		orb.Point{-103.35, 20.67},
		orb.MultiPoint{{1, 2}, {3, 4}},
		orb.LineString{{1, 2}, {3, 4}},
		orb.MultiLineString{{{1, 2}, {3, 4}}},
		orb.Polygon{square(0, 9), square(2, 3)},
		orb.MultiPolygon{{square(0, 9)}, {square(20, 30)}},
		orb.Collection{orb.Point{1, 2}, orb.LineString{{1, 2}, {3, 4}}},
	} {
		want := Location{
			Geometry: g, Precision: Locality, RadiusM: 2500, Place: map[string]string{"es": "Michoacán"},
			GazetteerID: "geonames:1", Admin: Admin{Country: "MX", Admin1: "MX.16", Admin1Name: "Michoacán"},
			Method: Method{By: ByGeocoder, Query: "Mich.", Score: 0.9, Reasons: []string{"an abbreviation"}},
		}
		b, err := json.Marshal(want)
		if err != nil {
			t.Fatal(err)
		}
		var got Location
		if err := json.Unmarshal(b, &got); err != nil {
			t.Errorf("%s: %v", b, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %s", b, diff)
		}
	}
	b, err := json.Marshal(Location{Precision: Unlocated})
	if want := `{"geometry":null,"precision":"unlocated"}`; err != nil || string(b) != want {
		t.Errorf("got %s, %v, want %s", b, err, want)
	}
}

func FuzzLocationJSON(f *testing.F) {
	for _, s := range []string{
		`{"geometry":{"type":"Point","coordinates":[1,2]},"precision":"exact"}`,
		`{"geometry":{"type":"Point","coordinates":[]}}`,
		`{"geometry":{"type":"Polygon","coordinates":[[]]}}`,
		`{"geometry":{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,2]}]}}`,
		`{"geometry":{"type":"Circle"}}`, `{"geometry":{}}`, `null`, `{`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		var l Location
		if json.Unmarshal(b, &l) != nil || l.Geometry == nil {
			return
		}
		if Validate(l.Geometry) == nil {
			if _, err := json.Marshal(l); err != nil {
				t.Errorf("%s is valid and cannot be written: %v", b, err)
			}
		}
	})
}

func TestValidate(t *testing.T) {
	nan := math.NaN()
	for _, tt := range []struct {
		name string
		g    orb.Geometry
		says string // empty when it is valid
	}{
		{"a point", orb.Point{-180, 90}, ""},
		{"points", orb.MultiPoint{{1, 2}}, ""},
		{"a line", orb.LineString{{1, 2}, {3, 4}}, ""},
		{"lines", orb.MultiLineString{{{1, 2}, {3, 4}}}, ""},
		{"a polygon with a hole", orb.Polygon{square(0, 9), square(2, 3)}, ""},
		{"polygons", orb.MultiPolygon{{square(0, 9)}}, ""},
		{"a collection", orb.Collection{orb.Point{1, 2}}, ""},
		{"nil", nil, "is null"},
		{"not a number", orb.Point{nan, 0}, "finite"},
		{"infinite", orb.Point{0, math.Inf(1)}, "finite"},
		{"longitude", orb.Point{181, 0}, "longitude 181"},
		{"latitude first", orb.Point{20.67, -103.35}, "latitude -103.35"},
		{"no points", orb.MultiPoint{}, "no position"},
		{"a bad point of many", orb.MultiPoint{{1, 2}, {0, 91}}, "position 2"},
		{"a line of one", orb.LineString{{1, 2}}, "needs two"},
		{"no lines", orb.MultiLineString{}, "no line"},
		{"a bad line", orb.MultiLineString{{{1, 2}, {3, 4}}, {{1, 2}}}, "line 2"},
		{"no rings", orb.Polygon{}, "no ring"},
		{"a nil polygon", orb.Polygon(nil), "no ring"},
		{"an open ring", orb.Polygon{{{0, 0}, {1, 0}, {1, 1}, {0, 1}}}, "end where it begins"},
		{"a short ring", orb.Polygon{{{0, 0}, {1, 0}, {0, 0}}}, "needs four"},
		{"a bad hole", orb.Polygon{square(0, 9), {}}, "ring 2"},
		{"no polygons", orb.MultiPolygon{}, "no polygon"},
		{"a bad polygon", orb.MultiPolygon{{square(0, 9)}, {}}, "polygon 2"},
		{"no members", orb.Collection{}, "no member"},
		{"a nil member", orb.Collection{nil}, "member 1: is null"},
		{"a ring", square(0, 1), "not a geometry of GeoJSON"},
		{"a bound", orb.Bound{}, "not a geometry of GeoJSON"},
	} {
		err := Validate(tt.g)
		if (tt.says == "") != (err == nil) || (err != nil && !strings.Contains(err.Error(), tt.says)) {
			t.Errorf("%s: error %v, want %q", tt.name, err, tt.says)
		}
	}
}

func TestPrecisions(t *testing.T) {
	all := Precisions()
	if len(all) != 9 || all[0] != Exact || all[8] != Unlocated {
		t.Errorf("the precisions are %v", all)
	}
	for i, p := range all {
		if got, err := ParsePrecision(string(p)); err != nil || got != p || !p.Valid() {
			t.Errorf("%s reads as %s, %v", p, got, err)
		}
		for j, q := range all {
			if p.CoarserThan(q) != (i > j) {
				t.Errorf("%s is coarser than %s: %t", p, q, p.CoarserThan(q))
			}
		}
		wantArea := p == Admin2 || p == Admin1 || p == Country
		if p.IsArea() != wantArea {
			t.Errorf("%s is an area: %t", p, p.IsArea())
		}
		acled, inACLED := p.ACLED()
		ucdp, inUCDP := p.UCDP()
		if known := p != Unlocated && p != AsGiven; inACLED != known || inUCDP != known {
			t.Errorf("%s has the codes %d, %d", p, acled, ucdp)
		} else if known && (acled < 1 || acled > 3 || ucdp < 1 || ucdp > 7) {
			t.Errorf("%s has the codes %d, %d", p, acled, ucdp)
		}
	}
	for _, s := range []string{"", "EXACT", "street"} {
		if _, err := ParsePrecision(s); err == nil || Precision(s).Valid() {
			t.Errorf("%q is a precision", s)
		}
		if _, known := Precision(s).ACLED(); known {
			t.Errorf("%q has a code", s)
		}
	}
}

func TestCoded(t *testing.T) {
	for radius, want := range map[float64]Precision{0: Near, 25_000: Near, 25_001: Admin2, 100_000: Admin2, 250_000: Admin1} {
		l := Location{Precision: Near, RadiusM: radius}
		if got := l.Coded(); got != want {
			t.Errorf("near within %.0f m is coded as %s, want %s", radius, got, want)
		}
	}
	if l := (Location{Precision: Locality, RadiusM: 40_000}); l.Coded() != Locality {
		t.Errorf("a town is coded as %s", l.Coded())
	}
}
