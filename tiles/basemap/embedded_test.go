package basemap_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"math"
	"os"
	"runtime"
	"strconv"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/mvt"
	"github.com/paulmach/orb/geojson"
	"github.com/paulmach/orb/maptile"
	"github.com/paulmach/orb/planar"

	"incidentmap/tiles/basemap"
)

// mexico is about what a map of the country shows.
var mexico = orb.Bound{Min: orb.Point{-117, 15}, Max: orb.Point{-87, 32}}

// embedded opens the project's own files from the data folder.
func embedded(t testing.TB) *basemap.Map {
	t.Helper()
	var files [2][]byte
	for i, name := range []string{"../../data/basemap.shapes", "../../data/basemap.labels"} {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		files[i] = b
	}
	m, err := basemap.Open(files[0], files[1])
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func tile(t testing.TB, m *basemap.Map, at maptile.Tile) []byte {
	t.Helper()
	b, err := m.Tile(context.Background(), int(at.Z), int(at.X), int(at.Y))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// layersOf decodes the tile, with its geometries in its units.
func layersOf(t testing.TB, m *basemap.Map, at maptile.Tile) map[string][]*geojson.Feature {
	t.Helper()
	layers, err := mvt.Unmarshal(tile(t, m, at))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][]*geojson.Feature{}
	for _, l := range layers {
		if l.Version != 2 || l.Extent != 4096 || all[l.Name] != nil || len(l.Features) == 0 {
			t.Errorf("%v: layer %q of version %d, extent %d, %d features", at, l.Name, l.Version, l.Extent, len(l.Features))
		}
		all[l.Name] = l.Features
	}
	return all
}

// covers reports whether a polygon of the layer is drawn over the point.
func covers(t testing.TB, m *basemap.Map, layer string, z maptile.Zoom, p orb.Point) bool {
	t.Helper()
	at := maptile.At(p, z)
	f := maptile.Fraction(p, z)
	unit := orb.Point{(f[0] - float64(at.X)) * 4096, (f[1] - float64(at.Y)) * 4096}
	for _, feature := range layersOf(t, m, at)[layer] {
		switch g := feature.Geometry.(type) {
		case orb.Polygon:
			if planar.PolygonContains(g, unit) {
				return true
			}
		case orb.MultiPolygon:
			if planar.MultiPolygonContains(g, unit) {
				return true
			}
		}
	}
	return false
}

func TestLandAndSea(t *testing.T) {
	m := embedded(t)
	for _, tt := range []struct {
		name string
		at   orb.Point
		land bool
	}{
		{"Guadalajara", orb.Point{-103.35, 20.67}, true},
		{"Mexico City", orb.Point{-99.13, 19.43}, true},
		{"Gulf of Mexico", orb.Point{-93, 24}, false},
		{"Gulf of California", orb.Point{-110.7, 26}, false},
		{"Pacific off Jalisco", orb.Point{-108, 19}, false},
		{"Chukotka west of the antimeridian", orb.Point{178, 67}, true},
		{"Chukotka east of the antimeridian", orb.Point{-175, 67}, true},
		{"Atlantic at Russia's latitude", orb.Point{-32, 63}, false},
		{"Bering Sea", orb.Point{-175, 58}, false},
		{"Fiji", orb.Point{178, -17.8}, true},
		{"Atlantic at Fiji's latitude", orb.Point{-20, -17}, false},
		{"Pacific at Fiji's latitude", orb.Point{-120, -17}, false},
		{"Antarctica", orb.Point{0, -80}, true},
		{"West Antarctica", orb.Point{-100, -83}, true},
		{"Southern Ocean", orb.Point{-130, -60}, false},
		{"Arctic Ocean", orb.Point{0, 84.5}, false},
		{"Lesotho", orb.Point{28.2, -29.5}, true},
	} {
		for _, z := range []maptile.Zoom{0, 2, 3, 5, 6, 10, basemap.MaxZoom} {
			if tt.name == "Fiji" && z < 3 {
				continue // smaller than a pixel
			}
			if got := covers(t, m, "land", z, tt.at); got != tt.land {
				t.Errorf("%s %v is land at zoom %d: %v", tt.name, tt.at, z, got)
			}
		}
	}
	for z := maptile.Zoom(6); z <= basemap.MaxZoom; z++ {
		if !covers(t, m, "lakes", z, orb.Point{-103.05, 20.25}) {
			t.Errorf("Lake Chapala is missing at zoom %d", z)
		}
		if !covers(t, m, "urban", z, orb.Point{-103.35, 20.67}) {
			t.Errorf("Guadalajara is not built up at zoom %d", z)
		}
	}
}

func TestEveryGeometryIsAsTheFormatWants(t *testing.T) {
	m := embedded(t)
	inside := orb.Bound{Min: orb.Point{-64, -64}, Max: orb.Point{4160, 4160}}
	for z := maptile.Zoom(0); z <= basemap.MaxZoom; z++ {
		for _, p := range []orb.Point{{-103.7, 19.9}, {179.99, 66}, {-179.99, -17}, {0, -84}, {20, 60}} {
			for name, features := range layersOf(t, m, maptile.At(p, z)) {
				for _, f := range features {
					if b := f.Geometry.Bound(); !inside.Contains(b.Min) || !inside.Contains(b.Max) {
						t.Errorf("%s at %v, zoom %d, reaches to %v", name, p, z, b)
					}
					checkRings(t, name, f.Geometry)
				}
			}
		}
	}
}

// checkRings: the decoder begins a new polygon at every ring that turns as an outer ring
// must, so one that begins with a hole came from a ring that turned the wrong way.
func checkRings(t *testing.T, layer string, g orb.Geometry) {
	t.Helper()
	polygons, _ := g.(orb.MultiPolygon)
	if p, ok := g.(orb.Polygon); ok {
		polygons = orb.MultiPolygon{p}
	}
	for _, p := range polygons {
		for i, r := range p {
			if len(r) < 4 || !r.Closed() || (r.Orientation() == orb.CCW) == (i > 0) {
				t.Errorf("%s: ring %d of %d points, closed %v, turning %v", layer, i, len(r), r.Closed(), r.Orientation())
			}
		}
	}
}

func TestBorders(t *testing.T) {
	m := embedded(t)
	chihuahua, interior := orb.Point{-104, 30}, orb.Point{-103.5, 21.5}
	for _, tt := range []struct {
		at                orb.Point
		z                 maptile.Zoom
		countries, states bool
	}{
		{chihuahua, 2, true, false},
		{chihuahua, 3, true, false},
		{chihuahua, 4, true, true},
		{chihuahua, 6, true, true},
		{interior, 8, false, true},
	} {
		levels := map[any]bool{}
		for _, f := range layersOf(t, m, maptile.At(tt.at, tt.z))["borders"] {
			levels[f.Properties["level"]] = true
		}
		if levels[0.0] != tt.countries || levels[1.0] != tt.states {
			t.Errorf("zoom %d at %v has borders of the levels %v", tt.z, tt.at, levels)
		}
	}
}

func TestTapalpaIsNamedOnceFromZoomTen(t *testing.T) {
	m := embedded(t)
	tapalpa := orb.Point{-103.7586, 19.9456}
	for z := maptile.Zoom(10); z <= basemap.MaxZoom; z++ {
		home := maptile.At(tapalpa, z)
		for dx := -1; dx <= 1; dx++ {
			for dy := -1; dy <= 1; dy++ {
				named := 0
				for _, f := range layersOf(t, m, maptile.New(home.X+uint32(dx), home.Y+uint32(dy), z))["places"] {
					if f.Properties["name"] == "Tapalpa" {
						named++
					}
				}
				if want := map[bool]int{true: 1}[dx == 0 && dy == 0]; named != want {
					t.Errorf("zoom %d, %d and %d tiles from home: named %d times, want %d", z, dx, dy, named, want)
				}
			}
		}
	}
}

func TestNamesOfTheCapital(t *testing.T) {
	m := embedded(t)
	for _, f := range layersOf(t, m, maptile.At(orb.Point{-99.13, 19.43}, 6))["places"] {
		if p := f.Properties; p["class"] == "capital" {
			if p["name"] != "Mexico City" || p["name_es"] != "Ciudad de México" {
				t.Errorf("the capital is %v", p)
			}
			return
		}
	}
	t.Error("no capital")
}

// A newsroom's map must open fast on a slow telephone line, and be neither empty nor
// crowded.
func TestTilesOfMexicoAreSmallAndNamed(t *testing.T) {
	m := embedded(t)
	for z := maptile.Zoom(0); z <= 7; z++ {
		tiles, bytes, most, names := 0, 0, 0, 0
		for at := range tilesOf(mexico, z) {
			size := gzipped(t, tile(t, m, at))
			tiles, bytes, most = tiles+1, bytes+size, max(most, size)
			names += len(layersOf(t, m, at)["places"])
		}
		t.Logf("zoom %d: %d tiles of %d bytes on average, %d at most, %.1f names", z, tiles, bytes/tiles, most, float64(names)/float64(tiles))
		if most > 12_000 && z >= 1 {
			t.Errorf("zoom %d: a tile has %d bytes", z, most)
		}
		if mean := float64(names) / float64(tiles); z == 5 && (mean < 8 || mean > 25) {
			t.Errorf("zoom 5: %.1f names in a tile", mean)
		}
	}
}

func tilesOf(b orb.Bound, z maptile.Zoom) map[maptile.Tile]bool {
	all := map[maptile.Tile]bool{}
	lo, hi := maptile.At(b.LeftTop(), z), maptile.At(b.RightBottom(), z)
	for x := lo.X; x <= hi.X; x++ {
		for y := lo.Y; y <= hi.Y; y++ {
			all[maptile.New(x, y, z)] = true
		}
	}
	return all
}

func gzipped(t testing.TB, b []byte) int {
	t.Helper()
	var buf bytes.Buffer
	w := gzip.NewWriter(&buf)
	if _, err := w.Write(b); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.Len()
}

func TestMemoryAfterHundredTiles(t *testing.T) {
	m := embedded(t)
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	for at := range tilesOf(mexico, 7) {
		tile(t, m, at)
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	kept := int64(after.HeapAlloc) - int64(before.HeapAlloc)
	t.Logf("%d tiles keep %d KiB", len(tilesOf(mexico, 7)), kept>>10)
	if kept > 20<<20 {
		t.Errorf("%d bytes are kept", kept)
	}
	runtime.KeepAlive(m)
}

func TestNoSuchTile(t *testing.T) {
	m := embedded(t)
	for _, at := range [][3]int{{-1, 0, 0}, {15, 0, 0}, {0, 1, 0}, {0, 0, 1}, {3, 8, 0}, {3, 0, 8}, {3, -1, 0}, {3, 0, -1}, {math.MaxInt, 0, 0}} {
		if _, err := m.Tile(context.Background(), at[0], at[1], at[2]); !errors.Is(err, basemap.ErrNoTile) {
			t.Errorf("%v: %v", at, err)
		}
	}
}

func TestOpenRefuses(t *testing.T) {
	if _, err := basemap.Open([]byte("nonsense"), nil); err == nil {
		t.Error("nonsense was opened")
	}
}

// BenchmarkColdTile draws tiles of Mexico that were not asked for before.
func BenchmarkColdTile(b *testing.B) {
	for z := maptile.Zoom(0); z <= basemap.MaxZoom; z += 2 {
		b.Run("zoom"+strconv.Itoa(int(z)), func(b *testing.B) {
			b.ReportAllocs()
			lo, hi := maptile.At(mexico.LeftTop(), z), maptile.At(mexico.RightBottom(), z)
			wide, high := int(hi.X-lo.X+1), int(hi.Y-lo.Y+1)
			step := max(1, wide*high/997)
			m := embedded(b)
			for i := 0; b.Loop(); i++ {
				k := i * step
				if k > 0 && k%(wide*high) < step { // all have been asked for
					b.StopTimer()
					m = embedded(b)
					b.StartTimer()
				}
				tile(b, m, maptile.New(lo.X+uint32(k%wide), lo.Y+uint32(k/wide%high), z))
			}
		})
	}
}

func BenchmarkOpenAndFirstTile(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		tile(b, embedded(b), maptile.At(orb.Point{-103.5, 20.5}, 6))
	}
}

func BenchmarkWarmTile(b *testing.B) {
	m := embedded(b)
	b.ReportAllocs()
	for b.Loop() {
		tile(b, m, maptile.New(13, 28, 6))
	}
}
