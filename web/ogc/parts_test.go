package ogc

import (
	"context"
	"encoding/json"
	"log/slog"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/mvt"
	"github.com/paulmach/orb/geojson"

	"incidentmap/geo"
	"incidentmap/incidents"
	"incidentmap/incidents/format"
)

func TestWithoutDuration(t *testing.T) {
	tests := []struct{ in, want string }{
		{"2026-02-22", "2026-02-22"},
		{"../2026-02-22", "../2026-02-22"},
		{"2026-02-22/P2D", "2026-02-22T00:00:00Z/2026-02-23T23:59:59.999999999Z"},
		{"P2D/2026-02-23", "2026-02-22T00:00:00Z/2026-02-23T23:59:59.999999999Z"},
		{"2026-02-22T06:00:00-06:00/PT36H", "2026-02-22T06:00:00-06:00/2026-02-23T18:00:00-06:00"},
		{"2026-01-31t00:00:00z/p1y2m3w4dt5h6m7s", "2026-01-31T00:00:00Z/2027-04-25T05:06:07Z"},
		{"P1W/2026-02-22T00:00:00Z", "2026-02-15T00:00:00Z/2026-02-22T00:00:00Z"},
	}
	for _, tt := range tests {
		if got, err := withoutDuration(tt.in); err != nil || got != tt.want {
			t.Errorf("%s: %q, %v; want %q", tt.in, got, err, tt.want)
		}
	}
}

func FuzzWithoutDuration(f *testing.F) {
	for _, seed := range []string{"2026-02-22/P2D", "P1Y/2026-02-22T00:00:00Z", "P/P", "2026-02-22/PT", "0001-01-01/P1D", "P9999Y/9999-12-31", "../..", "a/P1D"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		plain, err := withoutDuration(s)
		if err != nil || plain == s {
			return
		}
		iv, err := incidents.ParseInterval(plain)
		if err != nil || iv.From.IsZero() && iv.To.IsZero() || iv.To.Before(iv.From) {
			t.Errorf("%q gives %q, which is %v, %v", s, plain, iv, err)
		}
	})
}

func TestUTMZones(t *testing.T) {
	tests := []struct {
		box  [4]float64
		want []int
	}{
		{[4]float64{-106.6, 16.2, -97, 27.9}, []int{32613, 32614}},
		{[4]float64{-105, 19, -103, 21}, []int{32613}},
		{[4]float64{-102, 19, -102, 21}, []int{32614}},
		{[4]float64{144, -38, 146, -37}, []int{32755}},
		{[4]float64{177, 64, -177, 66}, []int{32660, 32601}},
		{[4]float64{174, 64, 180, 66}, []int{32660}},
		{[4]float64{-180, -90, 180, 90}, nil},
		{[4]float64{0, 85, 3, 89}, nil},
		{[4]float64{}, nil},
	}
	for _, tt := range tests {
		if got := utmZones(tt.box); !slices.Equal(got, tt.want) {
			t.Errorf("%v: %v, want %v", tt.box, got, tt.want)
		}
	}
}

// Every geometry keeps its shape: back in degrees it is what it was, to a decimetre.
func TestReprojectedAndBack(t *testing.T) {
	ring := orb.Ring{{-104, 19}, {-102.5, 19.25}, {-103, 21}, {-104, 19}}
	shapes := []orb.Geometry{
		nil,
		orb.Point{-103.5, 20},
		orb.MultiPoint{{-103, 20}, {-104, 0}},
		orb.LineString{{-103, 20}, {-99.13, 19.43}},
		orb.MultiLineString{{{-103, 20}, {-99, 19}}, {{-101, -1}, {-102, 1}}},
		orb.Polygon{ring},
		orb.MultiPolygon{{ring}, {ring}},
		orb.Collection{orb.Point{-103, 20}, orb.Polygon{ring}},
	}
	for _, crs := range systemsFor([4]float64{-106.6, 16.2, -97, 27.9}) {
		for _, g := range shapes {
			feature := format.AppendFeature(nil, &incidents.Public{ID: "a", Title: incidents.Text{"en": `,"properties":{ [1,2]`}, Where: geo.Location{Geometry: g}}, "en")
			head, tail, err := cutFeature(feature)
			if err != nil {
				t.Fatal(err)
			}
			placed, err := appendHead(nil, head, crs)
			if err != nil {
				t.Fatalf("%s: %v", crs.uri, err)
			}
			placed = append(placed, tail...)
			before, after := decoded(t, feature), decoded(t, placed)
			if len(before) != len(after) {
				t.Fatalf("%s: %d positions, were %d: %s", crs.uri, len(after), len(before), placed)
			}
			for i := range before {
				back, err := crs.toDegrees(after[i])
				if err != nil || math.Abs(back[0]-before[i][0]) > 2e-6 || math.Abs(back[1]-before[i][1]) > 2e-6 {
					t.Errorf("%s: %v is %v, and back %v, %v", crs.uri, before[i], after[i], back, err)
				}
			}
		}
	}
}

// decoded gives the positions of a feature.
func decoded(t *testing.T, feature []byte) []orb.Point {
	t.Helper()
	var f struct{ Geometry any }
	if err := json.Unmarshal(feature, &f); err != nil {
		t.Fatalf("%v: %s", err, feature)
	}
	var all []orb.Point
	var visit func(v any)
	visit = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			visit(v["coordinates"])
			visit(v["geometries"])
		case []any:
			if x, isPosition := v[0].(float64); isPosition {
				y, _ := v[1].(float64)
				all = append(all, orb.Point{x, y})
				return
			}
			for _, one := range v {
				visit(one)
			}
		}
	}
	visit(f.Geometry)
	return all
}

// fixedTile is a basemap of the same tile everywhere.
type fixedTile []byte

func (b fixedTile) Tile(context.Context, int, int, int) ([]byte, error) { return b, nil }

func TestSketch(t *testing.T) {
	land, err := mvt.Marshal(mvt.Layers{{Name: "land", Version: 2, Extent: 4096, Features: []*geojson.Feature{
		geojson.NewFeature(orb.Polygon{{{0, 0}, {2048, 0}, {2048, 4096}, {0, 4096}, {0, 0}}}),
	}}})
	if err != nil {
		t.Fatal(err)
	}
	a := New(Config{Log: slog.New(slog.DiscardHandler), Basemap: fixedTile(land), MaxZoom: 14})
	at := func(g orb.Geometry) *incidents.Public { return &incidents.Public{Where: geo.Location{Geometry: g}} }
	if got := a.sketch(t.Context(), []*incidents.Public{at(nil)}); got != nil {
		t.Errorf("a map of nothing: %+v", got)
	}
	got := a.sketch(t.Context(), []*incidents.Public{
		at(orb.Point{-103, 20}), at(nil), at(orb.MultiPoint{{-104, 90}, {-104, -90}}), at(orb.LineString{{-180, 0}, {180, 0}}),
	})
	if len(got.Points) != 3 || len(got.Shapes) != 1 || len(got.Land) == 0 {
		t.Fatalf("%+v", got)
	}
	var coast orb.LineString // of more corners than a small map shows
	for i := range 50_000 {
		coast = append(coast, orb.Point{-100 + float64(i)/5000, 20 + float64(i%2)/1000})
	}
	if one := a.sketch(t.Context(), []*incidents.Public{at(coast)}); strings.Count(one.Shapes[0], "L") > 2000 {
		t.Errorf("a line of %d corners is drawn with %d", len(coast), strings.Count(one.Shapes[0], "L"))
	}
	if want := "M0.0 0.0L128.0 0.0L128.0 256.0L0.0 256.0L0.0 0.0Z"; got.Land[0] != want {
		t.Errorf("land %q, want %q", got.Land[0], want)
	}
	if got.Points[1] != [2]string{"54.0", "0.0"} || !strings.HasPrefix(got.Shapes[0], "M0.0 128.0L256.0 128.0") {
		t.Errorf("%+v", got)
	}
}
