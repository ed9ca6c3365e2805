package shapes

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
)

var (
	square = orb.Ring{{-103.5, 20.25}, {-103.25, 20.25}, {-103.25, 20.5}, {-103.5, 20.5}, {-103.5, 20.25}}
	hole   = orb.Ring{{-103.4, 20.3}, {-103.4, 20.4}, {-103.3, 20.4}, {-103.4, 20.3}}
)

var everyGeometry = map[string]orb.Geometry{
	"point":                     orb.Point{-103.7606, 19.8815},
	"point at the origin":       orb.Point{},
	"line":                      orb.LineString{{0, 0}, {1.5, -2.5}, {179.9999, 89.9999}},
	"line of no points":         orb.LineString{},
	"polygon":                   orb.Polygon{square},
	"polygon with a hole":       orb.Polygon{square, hole},
	"polygon of no rings":       orb.Polygon{},
	"polygon of an empty ring":  orb.Polygon{{}},
	"points":                    orb.MultiPoint{{1, 2}, {-3, -4}},
	"no points":                 orb.MultiPoint{},
	"lines":                     orb.MultiLineString{{{0, 0}, {1, 1}}, {{-5, 5}, {6, 6}, {7, 8}}},
	"lines, one empty":          orb.MultiLineString{{{0, 0}, {1, 1}}, {}},
	"no lines":                  orb.MultiLineString{},
	"polygons":                  orb.MultiPolygon{{square, hole}, {{{0, 0}, {1, 0}, {1, 1}, {0, 0}}}},
	"no polygons":               orb.MultiPolygon{},
	"polygons across the world": orb.MultiPolygon{{{{-180, -90}, {180, -90}, {180, 90}, {-180, -90}}}},
}

func written(t testing.TB, shapes []Shape) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, shapes, 4); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestEveryGeometryComesBack(t *testing.T) {
	var all []Shape
	for name, g := range everyGeometry {
		all = append(all, Shape{ID: name, Class: "class of " + name, Name: "Ñ " + name, MinZoom: uint8(len(name)), Geometry: g})
	}
	f, err := Open(written(t, all))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range all {
		got, found, err := f.Get(want.ID)
		if err != nil || !found {
			t.Fatalf("Get(%q) = %v, %v", want.ID, found, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
	}
	for _, id := range []string{"", "a", "zzz", "point "} {
		if _, found, err := f.Get(id); found || err != nil {
			t.Errorf("Get(%q) = %v, %v; want false, nil", id, found, err)
		}
	}
	var ids []string
	for s, err := range f.All() {
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, s.ID)
	}
	if !slices.IsSorted(ids) || len(ids) != len(all) || f.Len() != len(all) {
		t.Errorf("All gave %d of %d outlines: %q", len(ids), len(all), ids)
	}
}

// The examples are PostGIS's: SELECT ST_AsTWKB(geom, decimals).
func TestBytesAreTWKB(t *testing.T) {
	for _, tt := range []struct {
		hex  string
		want orb.Geometry
	}{
		{"02000202020808", orb.LineString{{1, 1}, {5, 5}}},
		{"a1008082880b80a4e803", orb.Point{116.0, 40.0}},
		{"030001040000020000020100", orb.Polygon{{{0, 0}, {1, 0}, {1, 1}, {0, 1}, {0, 0}}}},
	} {
		b, err := hex.DecodeString(tt.hex)
		if err != nil {
			t.Fatal(err)
		}
		got, err := decodeTWKB(b)
		if err != nil {
			t.Errorf("%s: %v", tt.hex, err)
			continue
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s: %s", tt.hex, diff)
		}
		again, err := appendTWKB(nil, tt.want, int(b[0]>>5))
		if err != nil || !bytes.Equal(again, b) {
			t.Errorf("%v encodes to %x, %v; want %s", tt.want, again, err, tt.hex)
		}
	}
}

func TestOptionalPartsAreSkipped(t *testing.T) {
	for name, h := range map[string]string{
		"size":                     "02020502020208 08",
		"bounding box":             "0201 02080208 0202020808",
		"ids of a multipoint":      "0404 02 0a0c 0202 0808",
		"a ring that was closed":   "0300 01 05 0000 0200 0002 0100 0001",
		"ids of a multilinestring": "0504 01 0a 02 0202 0808",
	} {
		b, err := hex.DecodeString(strings.ReplaceAll(h, " ", ""))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := decodeTWKB(b); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestRoundingStaysWithinHalfAUnit(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	line := make(orb.LineString, 1000)
	for i := range line {
		line[i] = orb.Point{rng.Float64()*360 - 180, rng.Float64()*180 - 90}
	}
	for decimals := range maxDecimals + 1 {
		b, err := appendTWKB(nil, line, decimals)
		if err != nil {
			t.Fatal(err)
		}
		g, err := decodeTWKB(b)
		if err != nil {
			t.Fatal(err)
		}
		for i, p := range g.(orb.LineString) {
			half := 0.5000001 / scales[decimals]
			if math.Abs(p[0]-line[i][0]) > half || math.Abs(p[1]-line[i][1]) > half {
				t.Fatalf("%d decimals: %v came back as %v", decimals, line[i], p)
			}
		}
	}
}

func TestWriteRefuses(t *testing.T) {
	p := orb.Point{1, 2}
	for name, shapes := range map[string][]Shape{
		"two outlines have the id":  {{ID: "MX", Geometry: p}, {ID: "US", Geometry: p}, {ID: "MX", Geometry: p}},
		"geometry is <nil>":         {{ID: "MX"}},
		"geometry is orb.Bound":     {{ID: "MX", Geometry: orb.Bound{}}},
		"coordinate NaN":            {{ID: "MX", Geometry: orb.LineString{p, {math.NaN(), 0}}}},
		"coordinate +Inf":           {{ID: "MX", Geometry: orb.Point{math.Inf(1), 0}}},
		"coordinate 1e+300 cannot ": {{ID: "MX", Geometry: orb.Point{1e300, 0}}},
	} {
		err := Write(&bytes.Buffer{}, shapes, 4)
		if err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("error %v does not say %q", err, name)
		}
	}
	if err := Write(&bytes.Buffer{}, []Shape{{ID: "MX", Geometry: p}}, 8); err == nil {
		t.Error("8 decimals were accepted")
	}
}

func TestSameBytesInAnyOrder(t *testing.T) {
	a := []Shape{{ID: "b", Geometry: orb.Point{1, 2}}, {ID: "a", Geometry: orb.Point{3, 4}}}
	b := []Shape{a[1], a[0]}
	if !bytes.Equal(written(t, a), written(t, b)) {
		t.Error("bytes depend on the order of the outlines")
	}
	if a[0].ID != "b" {
		t.Error("Write sorted its argument")
	}
}

func TestDamagedFilesAreRefusedOrReadInPart(t *testing.T) {
	whole := written(t, []Shape{{ID: "MX", Geometry: orb.Polygon{square}}, {ID: "US", Geometry: orb.Polygon{hole}}})
	for n := range whole {
		if _, err := Open(whole[:n]); err == nil {
			t.Errorf("a file cut after %d of %d bytes was opened", n, len(whole))
		}
	}
	for i := range whole {
		b := slices.Clone(whole)
		b[i] ^= 0xff
		readAll(b)
	}
}

// readAll uses every function of a file.
func readAll(b []byte) {
	f, err := Open(b)
	if err != nil {
		return
	}
	for s, err := range f.All() {
		if err == nil {
			_, _, _ = f.Get(s.ID)
		}
	}
	_, _, _ = f.Get("MX")
}

func FuzzOpen(f *testing.F) {
	f.Add([]byte(magic))
	f.Add(written(f, nil))
	for name, g := range everyGeometry {
		f.Add(written(f, []Shape{{ID: name, Geometry: g}, {ID: "MX", Geometry: g}}))
	}
	f.Fuzz(func(_ *testing.T, b []byte) { readAll(b) })
}

func FuzzTWKB(f *testing.F) {
	for _, g := range everyGeometry {
		b, err := appendTWKB(nil, g, 4)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		g, err := decodeTWKB(b)
		if err != nil {
			return
		}
		decimals := int(b[0] >> 5)
		again, err := appendTWKB(nil, g, decimals)
		if err != nil {
			t.Fatal(err)
		}
		got, err := decodeTWKB(again)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(g, got); diff != "" {
			t.Error(diff)
		}
	})
}

func BenchmarkGet(b *testing.B) {
	var all []Shape
	for i := range 4000 {
		ring := make(orb.Ring, 0, 301)
		for k := range 300 {
			s, c := math.Sincos(float64(k) * 2 * math.Pi / 300)
			ring = append(ring, orb.Point{c + float64(i%300), s})
		}
		all = append(all, Shape{ID: fmt.Sprintf("MX.%04d", i), Class: "admin1", Geometry: orb.Polygon{append(ring, ring[0])}})
	}
	f, err := Open(written(b, all))
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		if _, found, err := f.Get(all[i%len(all)].ID); !found || err != nil {
			b.Fatal(found, err)
		}
	}
}
