package tiles

import (
	"bytes"
	"errors"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"

	"incidentmap/incidents"
	"incidentmap/incidents/index"
)

// A zoom's tiles together count what the layer counts, each cell in one tile.
func TestCountsOfAZoomAddUp(t *testing.T) {
	src := scattered(2000)
	src.points = append(src.points,
		point{orb.Point{180, 90}, src.points[0].place}, point{orb.Point{-180, -90}, src.points[1].place}, point{orb.Point{0, 0}, src.points[2].place})
	var want index.Sums
	for _, p := range src.points {
		add(&want, p.place)
	}
	for z := range 5 {
		count, figures, ids := 0, [5]int{}, map[uint64]bool{}
		for x := range 1 << z {
			for y := range 1 << z {
				for _, f := range decoded(t, mustTile(t, src, z, x, y), pointsName) {
					count += number(f, "count")
					for i := range figures {
						figures[i] += number(f, propertyInfo[propKilled+property(3*i)].name)
					}
					// Seqs repeat here only because the three places above borrow theirs.
					if id := featureID(t, f); ids[id] && id >= grouped {
						t.Errorf("zoom %d: cell %d is in two tiles", z, id)
					} else {
						ids[id] = true
					}
				}
			}
		}
		if count != want.Count {
			t.Errorf("zoom %d counts %d of %d", z, count, want.Count)
		}
		totals := want.Figures.Totals()
		for i, n := range figures {
			if best, _ := totals.Outcomes[i].Best(); uint64(n) != best || best == 0 {
				t.Errorf("zoom %d: figure %d is %d, want %d", z, i, n, best)
			}
		}
	}
}

// What a tile says of a cell is what the source said.
func TestFeaturesSayWhatTheSourceSays(t *testing.T) {
	src := scattered(500)
	for _, a := range []address{{0, 0, 0}, {2, 1, 1}, {5, 4, 11}, {17, 5461, 49151}} {
		cells := a.clusters(src, index.Query{})
		got := decoded(t, mustTile(t, src, int(a.z), int(a.x), int(a.y)), pointsName)
		if len(got) != len(cells) {
			t.Fatalf("%s: %d features of %d cells", a, len(got), len(cells))
		}
		for i, f := range got {
			c := cells[i]
			x, y := a.unit(c.MeanX, c.MeanY)
			if f.Geometry != (orb.Point{float64(x), float64(y)}) {
				t.Errorf("%s: %v at %v, want %d,%d", a, f.ID, f.Geometry, x, y)
			}
			if c.Alone != nil {
				p := *c.Alone
				if featureID(t, f) != uint64(p.Seq) || f.Properties["id"] != p.ID.String() || f.Properties["kind"] != string(p.Kind()) ||
					f.Properties["start"] != p.Start.Format("2006-01-02T15:04:05Z") || number(f, "seq") != int(p.Seq) || number(f, "count") != 1 {
					t.Errorf("%s: %v, want %v", a, f.Properties, p)
				}
				continue
			}
			splits, parts := splitsAt(c.Splits)
			if featureID(t, f) != cellID(c.Level, c.X, c.Y) || number(f, "count") != c.Count || parts != (f.Properties["splits_at"] != nil) || number(f, "splits_at") != int(splits) {
				t.Errorf("%s: %v, %v, want %+v", a, f.ID, f.Properties, c)
			}
		}
	}
}

func TestClustersBreakUpWhenTheySay(t *testing.T) {
	src := scattered(300)
	for _, f := range decoded(t, mustTile(t, src, 2, 1, 1), pointsName) {
		if f.Properties["splits_at"] == nil {
			continue
		}
		z := number(f, "splits_at")
		if z <= 2 || z > MaxZoom {
			t.Errorf("splits at %d", z)
		}
	}
	for splits, want := range map[uint32]uint32{4: 1, 19: 16, 20: 17, 23: 17, 24: 18, 25: 19} {
		if z, parts := splitsAt(splits); z != want || !parts {
			t.Errorf("level %d splits at zoom %d, %v; want %d", splits, z, parts, want)
		}
	}
	for _, never := range []uint32{0, 26, 32} {
		if z, parts := splitsAt(never); parts {
			t.Errorf("level %d splits at zoom %d", never, z)
		}
	}
}

func TestCellIDsAreExactAndUnique(t *testing.T) {
	if id := cellID(maxLevel, 1<<maxLevel-1, 1<<maxLevel-1); id >= 1<<53 {
		t.Errorf("the last cell is %d", id)
	}
	seen := map[uint64]bool{}
	for level := range uint32(6) {
		for x := range uint32(1) << level {
			for y := range uint32(1) << level {
				id := cellID(level, x, y)
				if seen[id] || id < grouped {
					t.Errorf("cell %d/%d/%d is %d", level, x, y, id)
				}
				seen[id] = true
			}
		}
	}
	if len(seen) != 1365 || !seen[grouped+1364] {
		t.Errorf("%d cells are not in one row", len(seen))
	}
}

func TestNoTile(t *testing.T) {
	src := &plain{}
	for _, a := range [][3]int{{-1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {3, 8, 0}, {3, 0, -1}, {MaxZoom + 1, 0, 0}, {1 << 30, 0, 0}, {1, math.MaxInt, 0}} {
		if b, err := drawTile(src, index.Query{}, a[0], a[1], a[2]); !errors.Is(err, ErrNoTile) || b != nil {
			t.Errorf("%v: %d bytes, %v", a, len(b), err)
		}
	}
	for _, a := range [][3]int{{0, 0, 0}, {MaxZoom, 1<<MaxZoom - 1, 0}} {
		if b := mustTile(t, src, a[0], a[1], a[2]); len(b) != 0 {
			t.Errorf("%v: an empty tile has %d bytes", a, len(b))
		}
	}
}

// goldenSource has everything that a tile can show.
func goldenSource() *plain {
	src := scattered(120)
	hole := circle(-103.5, 20.5, 0.5, 12)[0]
	hole.Reverse()
	src.areas = []index.Area{
		area(1, 1, append(circle(-103.5, 20.5, 2, 60), hole)),
		area(2, 7, orb.MultiPolygon{circle(-100, 25, 1, 30), circle(-98, 22, 0.01, 30)}),
		area(3, 2, orb.LineString{{-103.4, 20.7}, {-99.1, 19.4}}),
		area(4, 1, orb.Collection{orb.Point{-110, 30}, circle(-110, 30, 1, 8), orb.Collection{orb.LineString{{-111, 30}, {-110, 31}}}}),
		area(5, 3, circle(-105, 20, 0.0001, 9)),
	}
	return src
}

func TestGoldenTiles(t *testing.T) {
	for name, a := range map[string]address{"world": {0, 0, 0}, "mexico": {4, 3, 7}, "jalisco": {6, 13, 28}, "street": {17, 27853, 57835}} {
		t.Run(name, func(t *testing.T) {
			got := mustTile(t, goldenSource(), int(a.z), int(a.x), int(a.y))
			path := filepath.Join("testdata", name+".mvt")
			if os.Getenv("BLESS") != "" {
				if err := os.WriteFile(path, got, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got, want) {
				t.Errorf("%s differs; if the change is meant, bless it", path)
			}
		})
	}
}

func TestTilesAreTheSameBytes(t *testing.T) {
	src := goldenSource()
	if !bytes.Equal(mustTile(t, src, 4, 3, 7), mustTile(t, src, 4, 3, 7)) {
		t.Error("a second time gives other bytes")
	}
	d := newDrawer(1<<20, nil)
	for _, y := range []int{7, 6, 7} { // a layer that was used, and outlines that were kept
		b, err := d.tile(t.Context(), src, index.Query{}, 4, 3, y)
		if err != nil || !bytes.Equal(b, mustTile(t, src, 4, 3, y)) {
			t.Errorf("row %d differs from a tile drawn afresh: %v", y, err)
		}
	}
}

// More values than the table begins with.
func TestManyDifferentValues(t *testing.T) {
	src := &plain{}
	want := map[string]bool{}
	for i, p := range scattered(3000).points {
		p.at = orb.Point{float64(i%64)*1e-5 + 1e-6, float64(i/64)*1e-5 + 1e-6}
		src.points = append(src.points, p)
		want[p.place.ID.String()] = true
	}
	x, y := cellOf(src.points[0].at, 17)
	count := 0
	for dx := range 2 {
		for dy := range 2 {
			for _, f := range decoded(t, mustTile(t, src, 17, int(x)+dx, int(y)-dy), pointsName) {
				count += number(f, "count")
				if id, ok := f.Properties["id"].(string); ok && !want[id] {
					t.Errorf("id %q is nobody's", id)
				}
			}
		}
	}
	if count != 3000 {
		t.Errorf("%d incidents", count)
	}
}

func FuzzTile(f *testing.F) {
	f.Add(4, 3, 7, -103.5, 20.5, 2.0, uint8(0))
	f.Add(0, 0, 0, 179.9, 0.0, 0.3, uint8(1))
	f.Add(9, 0, 200, -180.0, 85.2, 5.0, uint8(2))
	f.Add(22, 1, 1<<21, math.Inf(1), math.NaN(), 1e-9, uint8(3))
	f.Fuzz(func(t *testing.T, z, x, y int, lon, lat, radius float64, form uint8) {
		p := circle(lon, lat, radius, 3+int(form))
		all := []orb.Geometry{p, p[0], orb.LineString(p[0]), orb.MultiPoint(p[0]), orb.MultiPolygon{p, nil, p}, orb.Collection{p, orb.Collection{nil, p[0][0]}}}
		src := &plain{areas: []index.Area{area(1, 1, p), area(2, 2, all[int(form)%len(all)])}}
		if !math.IsNaN(lon) && !math.IsNaN(lat) {
			src.points = []point{{orb.Point{lon, lat}, *src.areas[0].Alone}}
		}
		b, err := drawTile(src, index.Query{}, z, x, y)
		if err != nil {
			if !errors.Is(err, ErrNoTile) {
				t.Error(err)
			}
			return
		}
		for _, f := range slices.Concat(decoded(t, b, pointsName), decoded(t, b, areasName)) {
			lawful(t, f)
		}
	})
}

// lawful holds a feature to the specification's section 4.3.4 and to the tile's buffer.
func lawful(t testing.TB, f *geojson.Feature) {
	t.Helper()
	bound := f.Geometry.Bound()
	const reach = areaBuffer + pixel
	if bound.Min[0] < -reach || bound.Min[1] < -reach || bound.Max[0] > Extent+reach || bound.Max[1] > Extent+reach {
		t.Errorf("reaches beyond the buffer: %v", bound)
	}
	var polygons orb.MultiPolygon
	switch g := f.Geometry.(type) {
	case orb.Polygon:
		polygons = orb.MultiPolygon{g}
	case orb.MultiPolygon:
		polygons = g
	}
	for _, p := range polygons {
		for i, r := range p {
			want := orb.CCW
			if i > 0 {
				want = orb.CW
			}
			if len(r) < 4 || r.Orientation() != want {
				t.Errorf("ring %d of %d points turns %v", i, len(r), r.Orientation())
			}
		}
	}
}

func TestWhatIsNotActiveSaysSo(t *testing.T) {
	src := scattered(1)
	src.points[0].place.Traits = incidents.NewTraits(&incidents.Public{Kind: "attack", Class: incidents.ClassIncident, Disposition: incidents.Corrected})
	fs := decoded(t, mustTile(t, src, 0, 0, 0), pointsName)
	if len(fs) != 1 || fs[0].Properties["disposition"] != "corrected" || fs[0].Properties["verification"] != nil {
		t.Errorf("%v", fs[0].Properties)
	}
}
