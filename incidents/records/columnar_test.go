package records

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/incidents"
	"incidentmap/incidents/format"
)

// written are files of other programs: GDAL 3.10 (ogr2ogr) and DuckDB 1.4.
func written(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", "written", name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestFlatGeobufOfGDAL(t *testing.T) {
	features := []string{
		" Cañada|3|0.25|true|2026-02-22T00:00:00|2026-02-22T10:00:00Z POINT(-103.5 20.5)",
		"  POLYGON((0 0,4 0,4 4,0 4,0 0),(1 1,1 2,2 2,2 1,1 1))",
		" multi MULTIPOLYGON(((10 10,11 10,11 11,10 10)),((20 10,21 10,21 11,20 10)))",
		" line MULTILINESTRING((10 10,11 10),(20 10,21 10))",
		" gc GEOMETRYCOLLECTION(POINT(1 2),LINESTRING(3 4,5 6)) collection",
	}
	inOrder := func(order ...int) []string {
		out := []string{"a.fgb fgb"}
		for i, n := range order {
			out = append(out, fmt.Sprint(i+1)+features[n])
		}
		return append(out, "name|dead|share|open|day|at")
	}
	check(t, []readingCase{
		{"without an index: a.fgb", string(written(t, "gdal.fgb")), Options{}, inOrder(0, 1, 2, 3, 4)},
		{"with its index: a.fgb", string(written(t, "gdal_index.fgb")), Options{}, inOrder(4, 1, 3, 2, 0)},
		{
			"metres: a.fgb", string(written(t, "gdal_utm.fgb")),
			Options{},
			[]string{"a.fgb fgb", "note projected ", "1" + strings.Replace(features[0], "20.5)", "20.500000001)", 1) + " projected", "name|dead|share|open|day|at"},
		},
		{
			"heights: a.fgb", string(written(t, "gdal_z.fgb")),
			Options{},
			[]string{"a.fgb fgb", "1 2|6 POINT(4 5) third_number:z", "2 1|3 POINT(1 2) third_number:z", "n|z"},
		},
		{"another format: a.fgb", "a,b\n1,2\n12345678", Options{Format: fgbFormat}, []string{"cannot: a.fgb: is not a FlatGeobuf file"}},
		{"another version: a.fgb", "fgb\x02fgb\x00", Options{}, []string{"cannot: a.fgb: is a FlatGeobuf file of a version that is not read; save it as GeoJSON or GeoPackage"}},
	})
}

func TestParquetOfDuckDB(t *testing.T) {
	want := []string{
		"1 1|Cañada|4000000000|0.25|1" + strings.Repeat("0", 300) + "|true|2026-02-22|2026-02-22T10:00:00.5|2026-02-22T10:00:00Z|23:59:01|12.30|-0.05|123e4567-e89b-12d3-a456-426614174000|[\"a\",\"b\"]|1|q|abc|20.5|-103.5",
		"2 -2|||||false value_refused:huge! value_refused:raw!",
		"id|name|big|share|huge|open|day|ats|atz|clock|money|wide|uid|tags|s.x|s.y|raw|lat|lon",
	}
	check(t, []readingCase{
		{"a.parquet", string(written(t, "duckdb_snappy.parquet")), Options{}, append([]string{"a.parquet parquet"}, want...)},
		{"zstd: a.parquet", string(written(t, "duckdb_zstd.parquet")), Options{}, append([]string{"a.parquet parquet"}, want...)},
		{"gzip: a.parquet.gz", string(gzipped(t, string(written(t, "duckdb_zstd.parquet")))), Options{}, append([]string{"a.parquet.gz parquet"}, want...)},
		{
			"lz4: a.parquet", string(written(t, "duckdb_lz4.parquet")),
			Options{},
			[]string{`cannot: a.parquet: is a Parquet file that cannot be read; save it anew, or as CSV, GeoJSON or GeoPackage: it is packed with LZ4 or LZO, which is not read; write it with Snappy, zstd or gzip`},
		},
	})
}

// TestCut holds that no file that was cut off anywhere is taken for a whole one.
func TestCut(t *testing.T) {
	for _, name := range []string{"gdal.fgb", "gdal_index.fgb", "duckdb_snappy.parquet"} {
		whole := written(t, name)
		for n := 9; n < len(whole); n += 1 + n%7 {
			got := told(t, put(t, name, whole[:n]), Options{})
			if !strings.HasPrefix(got[0], "cannot: ") && !slices.ContainsFunc(got, func(l string) bool { return strings.HasPrefix(l, "broken: ") }) {
				t.Fatalf("%s, of which %d bytes are left, is read as %q", name, n, got)
			}
		}
	}
}

// TestLies holds that a file that counts more than it holds asks for no memory.
func TestLies(t *testing.T) {
	lying := bytes.Clone(written(t, "gdal.fgb"))
	binary.LittleEndian.PutUint32(lying[8:], 1<<31)
	size := func(b []byte, n uint32) []byte {
		b = bytes.Clone(b)
		binary.LittleEndian.PutUint32(b[len(b)-8:], n)
		return b
	}
	parquet := written(t, "duckdb_snappy.parquet")
	footer := func(content string) []byte {
		return binary.LittleEndian.AppendUint32([]byte("PAR1"+content), uint32(len(content)))
	}
	for name, b := range map[string][]byte{
		"a header of 2 GiB":                    lying,
		"a footer longer than the file":        size(parquet, 1<<31),
		"a footer that is none":                size(parquet, 100),
		"a list of two thousand million items": append(footer("\x15\x02\x29\xfc\xff\xff\xff\xff\x07"), "PAR1"...),
		"structures without end":               append(footer(strings.Repeat("\x1c", 1000)), "PAR1"...),
		"nothing":                              append(footer(""), "PAR1"...),
	} {
		if got := told(t, put(t, "a", b), Options{}); !strings.HasPrefix(got[0], "cannot: ") {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// TestMangled holds that bytes that were changed anywhere end nothing but the reading.
func TestMangled(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for _, name := range []string{"gdal.fgb", "gdal_index.fgb", "duckdb_snappy.parquet", "duckdb_zstd.parquet"} {
		whole := written(t, name)
		for range 300 {
			b := bytes.Clone(whole)
			for range 1 + random.IntN(4) {
				b[8+random.IntN(len(b)-8)] = byte(random.IntN(256))
			}
			holds(t, b, Options{})
		}
	}
}

// TestWrittenIsRead holds that what the project writes in these formats it reads: the same values and
// geometries in all of them.
func TestWrittenIsRead(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		all := inventedIncidents(random, 1+random.IntN(40))
		var first map[string]string
		for _, ext := range []string{"geojson", "gpkg", "fgb", "parquet"} {
			got := readBack(t, ext, all)
			if first == nil {
				first = got
			}
			if diff := cmp.Diff(first, got); diff != "" {
				t.Fatalf("%s: %s", ext, diff)
			}
			if len(got) != len(all) {
				t.Fatalf("%s: %d of %d incidents", ext, len(got), len(all))
			}
		}
	}
}

// readBack writes incidents in a format and gives what is read, a line for each id.
func readBack(t *testing.T, ext string, all []*incidents.Public) map[string]string {
	t.Helper()
	f, _ := format.ByExt(ext)
	var b bytes.Buffer
	heading := format.Heading{Story: incidents.Story{Slug: "s", Languages: []string{"en"}, Zone: "UTC"}, Layer: incidents.LayerAll, Lang: "en", BaseURL: "https://x.example"}
	err := f.Write(context.Background(), &b, heading, func(yield func(*incidents.Public, error) bool) {
		for _, p := range all {
			if !yield(p, nil) {
				return
			}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	files, err := open(t, put(t, "a."+ext, b.Bytes()), Options{})
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for r, err := range files[0].Records(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		values := map[string]string{}
		for i, name := range files[0].Columns() {
			if i < len(r.Values) {
				values[name] = r.Values[i]
			}
		}
		out[values["id"]] = fmt.Sprintf("%s %s %s %s %v", values["title"], values["summary"], values["killed"], values["radius_m"], r.Geometry)
	}
	return out
}

func inventedIncidents(random *rand.Rand, n int) []*incidents.Public {
	at := func() orb.Point { return orb.Point{float64(random.IntN(300)) - 150, float64(random.IntN(120)) - 60} }
	square := func() orb.Polygon {
		p := at()
		return orb.Polygon{{p, {p[0] + 4, p[1]}, {p[0] + 4, p[1] + 4}, {p[0], p[1] + 4}, p}}
	}
	all := make([]*incidents.Public, n)
	for i := range all {
		var g orb.Geometry
		switch random.IntN(6) {
		case 0:
			g = at()
		case 1:
			g = orb.LineString{at(), at()}
		case 2:
			g = square()
		case 3:
			g = orb.MultiPoint{at(), at()}
		case 4:
			p := square()
			g = orb.MultiPolygon{p, {{{p[0][0][0], 70}, {p[0][0][0] + 1, 70}, {p[0][0][0] + 1, 71}, {p[0][0][0], 70}}}}
		}
		p := &incidents.Public{ID: fmt.Sprintf("01KJ43PSE0D97TVA613DNF%04d", i), Story: "s", Class: incidents.ClassIncident, Kind: "attack"}
		p.Title = incidents.Text{"en": []string{"a", "ñandú", "line\nbreak", `"quoted"`, "1.50", "日本"}[random.IntN(6)]}
		if random.IntN(2) == 0 {
			p.Summary = incidents.Text{"en": strings.Repeat("long ", random.IntN(2000)) + "end"}
		}
		p.Where = geo.Location{Geometry: g, Precision: geo.Near, RadiusM: float64(random.IntN(100_000))}
		all[i] = p
	}
	return all
}

func FuzzFlatGeobuf(f *testing.F) {
	fuzzFormat(f, fgbFormat, string(written(f, "gdal.fgb")), string(written(f, "gdal_index.fgb")), string(written(f, "gdal_z.fgb")))
}

func FuzzParquet(f *testing.F) {
	fuzzFormat(f, parquetFile, string(written(f, "duckdb_snappy.parquet")), string(written(f, "duckdb_zstd.parquet")))
}
