package records

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb/encoding/wkt"
)

// put writes a file to read.
func put(t testing.TB, name string, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// open opens a file until the test ends.
func open(t testing.TB, path string, opts Options) ([]*File, error) {
	t.Helper()
	o := NewOpener(opts)
	t.Cleanup(func() {
		if err := o.Close(); err != nil {
			t.Error(err)
		}
	})
	return o.Open(t.Context(), path)
}

// told writes a file as it is read: a line for the file, its notes, its records with
// what was repaired in them, and the columns at the end.
func told(t testing.TB, path string, opts Options) []string {
	t.Helper()
	files, err := open(t, path, opts)
	if err != nil {
		return []string{"cannot: " + err.Error()}
	}
	var out []string
	for _, f := range files {
		if f.Err != nil {
			out = append(out, "cannot: "+f.Err.Error())
			continue
		}
		out = append(out, strings.TrimSpace(fmt.Sprintf("%s %s %s %s", f.Name, f.Format, f.Encoding, f.Separator)))
		for _, n := range f.Notes {
			out = append(out, "note "+string(n.What)+" "+n.Value)
		}
		for r, err := range f.Records(t.Context()) {
			if err != nil {
				out = append(out, "broken: "+err.Error())
				break
			}
			out = append(out, line(r))
		}
		out = append(out, strings.Join(f.Columns(), "|"))
	}
	return out
}

func line(r Record) string {
	s := fmt.Sprintf("%d", r.Row)
	if r.ID != "" {
		s += " #" + r.ID
	}
	if r.Err != nil {
		return s + " error: " + r.Err.Error()
	}
	s += " " + strings.Join(r.Values, "|")
	if r.Geometry != nil {
		s += " " + wkt.MarshalString(r.Geometry)
	}
	for _, p := range r.Repairs {
		s += " " + string(p.What)
		if p.Column != "" {
			s += ":" + p.Column
		}
		if p.Lost {
			s += "!"
		}
	}
	return s
}

type readingCase struct {
	name, content string
	opts          Options
	want          []string
}

func check(t *testing.T, cases []readingCase) {
	t.Helper()
	for _, tt := range cases {
		name, file, _ := strings.Cut(tt.name, ": ")
		if file == "" {
			file = name
		}
		if diff := cmp.Diff(tt.want, told(t, put(t, file, []byte(tt.content)), tt.opts)); diff != "" {
			t.Errorf("%s: %s", tt.name, diff)
		}
	}
}

func yes() *bool { b := true; return &b }
func no() *bool  { b := false; return &b }

func TestTables(t *testing.T) {
	check(t, []readingCase{
		{
			"comma: a.csv", "place,dead\nTapalpa,4\nZapopan,6\n",
			Options{},
			[]string{"a.csv csv utf-8 ,", "2 Tapalpa|4", "3 Zapopan|6", "place|dead"},
		},
		{
			"tabs under another name: a.csv", "place\tdead\nTapalpa\t4\n",
			Options{},
			[]string{"a.csv tsv utf-8", "2 Tapalpa|4", "place|dead"},
		},
		{
			"declared separator: a.csv", "sep=;\r\nplace;lat\r\nTapalpa;19,9\r\n",
			Options{},
			[]string{"a.csv csv utf-8 ;", "3 Tapalpa|19,9", "place|lat"},
		},
		{
			"titles: a.csv", "Report of the day,,\n,,\nplace,dead,when\nTapalpa,4,2026-02-22\n",
			Options{},
			[]string{"a.csv csv utf-8 ,", "note title_rows Report of the day", "note title_rows ", "4 Tapalpa|4|2026-02-22", "place|dead|when"},
		},
		{
			"a title above two columns: a.csv", "Dead by place\nplace;dead\nTapalpa;4\nZapopan;6\n",
			Options{},
			[]string{"a.csv csv utf-8 ;", "note title_rows Dead by place", "3 Tapalpa|4", "4 Zapopan|6", "place|dead"},
		},
		{
			"no header: a.csv", "Tapalpa,4,2026-02-22\nZapopan,6,2026-02-22\n",
			Options{},
			[]string{"a.csv csv utf-8 ,", "note column_named ", "1 Tapalpa|4|2026-02-22", "2 Zapopan|6|2026-02-22", "column_1|column_2|column_3"},
		},
		{
			"a header of figures, as asked: a.csv", "2014,2015\n1,2\n",
			Options{Header: yes()},
			[]string{"a.csv csv utf-8 ,", "2 1|2", "2014|2015"},
		},
		{
			"no header, as asked: a.csv", "place,dead\nTapalpa,4\n",
			Options{Header: no()},
			[]string{"a.csv csv utf-8 ,", "note column_named ", "1 place|dead", "2 Tapalpa|4", "column_1|column_2"},
		},
		{
			"a header over text alone: a.csv", "place,kind\nTapalpa,riot\nZapopan,riot\n",
			Options{},
			[]string{"a.csv csv utf-8 ,", "2 Tapalpa|riot", "3 Zapopan|riot", "place|kind"},
		},
		{
			"a value comes again in its column: a.csv", "Tapalpa,riot\nZapopan,riot\n",
			Options{},
			[]string{"a.csv csv utf-8 ,", "note column_named ", "1 Tapalpa|riot", "2 Zapopan|riot", "column_1|column_2"},
		},
		{
			"names in quotes: a.csv", "id,,id,\"Number\n of dead \",\n1,2,3,4,\n",
			Options{},
			[]string{"a.csv csv utf-8 ,", "note column_named ", "note column_named id", "2 1|2|3|4", "id|column_2|id_2|Number of dead"},
		},
		{
			"short and long rows: a.csv", "a,b,c\n1\n1,2,3,4\n1,2,3,,\n\n1,2,3\n,,\n",
			Options{},
			[]string{
				"a.csv csv utf-8 ,", "2 1 cells_missing", "3 1|2|3|4 cells_extra:column_4", "4 1|2|3|", "6 1|2|3", "7 ||", "a|b|c|column_4",
			},
		},
		{
			"bad quotes: a.csv", "a,b\n\"x \"y\" z\",2\n\"open,3\n4,5\n",
			Options{},
			[]string{"a.csv csv utf-8 ,", "2 x \"y\" z|2 quotes:a", "3 \"open|3 quotes:a", "4 4|5", "a|b"},
		},
		{
			"a wrong byte: a.csv", "place,note\nMéxico,uno\nLe\xf3n,dos\nCancún,tres\n",
			Options{},
			[]string{"a.csv csv utf-8 ,", "2 México|uno", "3 León|dos wrong_bytes:place", "4 Cancún|tres", "place|note"},
		},
		{
			"Windows-1252: a.csv", "place,n\nMichoac\xe1n,1\n",
			Options{},
			[]string{"a.csv csv windows-1252 ,", "2 Michoacán|1", "place|n"},
		},
		{
			"Mac Roman: a.csv", "place,n\rMichoac\x87n,1\rLe\x97n,2\r",
			Options{},
			[]string{"a.csv csv macintosh ,", "2 Michoacán|1", "3 León|2", "place|n"},
		},
		{
			"an encoding as asked: a.csv", "place,n\n\xcc\xee\xf1\xea\xe2\xe0,1\n",
			Options{Encoding: "windows-1251"},
			[]string{"a.csv csv windows-1251 ,", "2 Москва|1", "place|n"},
		},
		{
			"UTF-16: a.csv", "\xff\xfea\x00,\x00b\x00\n\x001\x00,\x00\xf1\x00\n\x00",
			Options{},
			[]string{"a.csv csv utf-16le ,", "2 1|ñ", "a|b"},
		},
		{
			"a separator as asked: a.csv", "a:b,c\n1:2,3\n",
			Options{Separator: ":"},
			[]string{"a.csv csv utf-8 :", "2 1|2,3", "a|b,c"},
		},
		{"empty: a.csv", "", Options{}, []string{"cannot: a.csv: is empty"}},
		{
			"cells over the limit: a.csv", "a,b\n" + strings.Repeat("x", 50) + ",2\n3,4\n",
			Options{Limits: Limits{Cell: 20, Record: 80}},
			[]string{"a.csv csv utf-8 ,", "2 |2 value_refused:a!", "3 3|4", "a|b"},
		},
		{
			"a row over the limit: a.csv", "a,b\n" + strings.Repeat("x", 99) + ",2\n3,4\n",
			Options{Limits: Limits{Cell: 20, Record: 80}},
			[]string{"a.csv csv utf-8 ,", "2 error: row 2 is longer than 80 bytes and was skipped", "3 3|4", "a|b"},
		},
	})
}

func TestTheEncodingIsFoundBehindALongBeginning(t *testing.T) {
	ascii := "place,n\n" + strings.Repeat("Tapalpa,1\n", 200_000)
	for content, want := range map[string]string{
		ascii + "Le\xf3n,2\n": "windows-1252", ascii + "León,2\n": "utf-8", ascii + "Le\x97n,2\nM\x8exico,3\n": "macintosh", ascii: "utf-8",
	} {
		files, err := open(t, put(t, "a.csv", []byte(content)), Options{})
		if err != nil || files[0].Encoding != want {
			t.Errorf("%q: %v, want %s", content[len(ascii):], err, want)
		}
	}
}

func TestColumnNamesAreSound(t *testing.T) {
	long := strings.Repeat("x", 2000)
	check(t, []readingCase{
		{"a long name: a.csv", long + ",b\n1,2\n", Options{}, []string{"a.csv csv utf-8 ,", "2 1|2", long[:1000] + "|b"}},
		{
			"a long property: a.json", `[{"` + long + `":1,"b":2}]`,
			Options{},
			[]string{"a.json json utf-8", "1 2 value_refused:" + long[:80] + "…!", "b"},
		},
		{"wrong bytes: a.json", "[{\"M\xc3\xa9xico\":1,\"Le\xf3n\":2}]", Options{Encoding: "utf-8"}, []string{"a.json json utf-8", "1 1|2", "México|Le\uFFFDn"}},
	})
}

func TestShortRowsAreTold(t *testing.T) {
	check(t, []readingCase{{
		"a.csv", "a,b,c\n1,2\n1,2,3\n",
		Options{},
		[]string{"a.csv csv utf-8 ,", "2 1|2 cells_missing", "3 1|2|3", "a|b|c"},
	}})
}

func TestWhatIsNotRead(t *testing.T) {
	for content, want := range map[string]string{
		"%PDF-1.7":                                 "PDF",
		"\xd0\xcf\x11\xe0\xa1\xb1":                 "save it as .xlsx",
		"<!DOCTYPE html><html><body>Sign in":       "web page",
		"<?xml version=\"1.0\"?><gml:x/>":          "XML of a kind",
		"\x01\x02\x03\x04\x05\x06\x07":             "neither text",
		`{"currentVersion":10.9,"fields":[]}`:      "ArcGIS",
		"# Notes\n\n- an item\n- another, of it\n": "text without columns",
		`{"error":{"code":400}}`:                   "message of a server",
		"function map() {\n  return 1;\n}\n":       "a program or a script",
		`{"a":[{"x":1}],"b":[{"x":1}]}`:            "several lists",
		`{"type":"FeatureCollection"}`:             "without its list",
		"SQLite format 3\x00 but no database":      "",
		"PK\x03\x04 but no archive":                "damaged zip",
		"\x1f\x8b but not packed":                  "cannot be read",
		"\x00\x00\x27\x0a\x00\x00\x00\x00\x00":     "shapefile",
	} {
		got := told(t, put(t, "a.bin", []byte(content)), Options{})
		if len(got) != 1 || !strings.HasPrefix(got[0], "cannot: ") || !strings.Contains(got[0], want) {
			t.Errorf("%q: %q, want %q", content, got, want)
		}
	}
	for _, opts := range []Options{{Format: "docx"}, {Separator: "ab"}, {Encoding: "klingon"}, {EPSG: 1}} {
		if got := told(t, put(t, "a.csv", []byte("a,b\n1,2\n")), opts); !strings.HasPrefix(got[0], "cannot: ") {
			t.Errorf("%+v: %q", opts, got)
		}
	}
	if _, err := open(t, filepath.Join(t.TempDir(), "none.csv"), Options{}); err == nil {
		t.Error("a file that is not there was opened")
	}
}

// packed makes a zip archive.
func packed(t testing.TB, members ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(members); i += 2 {
		w, err := z.Create(members[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(members[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func gzipped(t testing.TB, content string) string {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write([]byte(content)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestArchives(t *testing.T) {
	csv, point := "place,dead\nTapalpa,4\n", `{"type":"Point","coordinates":[-103.5,20.5]}`
	inner := string(packed(t, "in.csv", csv))
	check(t, []readingCase{
		{"gz: a.csv.gz", gzipped(t, csv), Options{}, []string{"a.csv.gz csv utf-8 ,", "2 Tapalpa|4", "place|dead"}},
		{
			"a cut gz: a.csv.gz", gzipped(t, csv)[:30],
			Options{},
			[]string{"a.csv.gz csv utf-8 ,", "broken: a.csv.gz: reading stopped after 0 records: unexpected EOF", "place|dead"},
		},
		{
			"zip: a.zip", string(packed(t, "x/a.csv", csv, "b.geojson.gz", gzipped(t, point), "in.zip", inner, "README.txt", "Words.", "__MACOSX/._a.csv", "\x00", "p.png", "\x89PNG")),
			Options{},
			[]string{
				"a.zip/x/a.csv csv utf-8 ,", "2 Tapalpa|4", "place|dead",
				"a.zip/b.geojson.gz geojson utf-8", "1  POINT(-103.5 20.5)", "",
				"a.zip/in.zip/in.csv csv utf-8 ,", "2 Tapalpa|4", "place|dead",
				"cannot: a.zip/README.txt: is a text without columns, and no table; save its data as CSV, a spreadsheet or GeoJSON (--format csv reads it as a table all the same)",
			},
		},
		{
			"bad names: a.zip", string(packed(t, "../a.csv", csv, "/b.csv", csv, `c:\d.csv`, csv, "ok.csv", csv)),
			Options{},
			[]string{
				"cannot: a.zip/../a.csv: has a name that leads out of the archive, and is not read",
				"cannot: a.zip//b.csv: has a name that leads out of the archive, and is not read",
				`cannot: a.zip/c:\d.csv: has a name that leads out of the archive, and is not read`,
				"a.zip/ok.csv csv utf-8 ,", "2 Tapalpa|4", "place|dead",
			},
		},
		{
			"a shapefile: a.zip", string(packed(t, "s/a.shp", "\x00\x00\x27\x0a", "s/a.dbf", "\x03", "s/a.prj", "GEOGCS", "notes.csv", csv)),
			Options{},
			[]string{
				"cannot: a.zip/s/a.shp: is in the coordinate system \"\", which is not known; name it with --crs, such as --crs 32613, or save it as GeoPackage or GeoJSON in WGS 84",
				"a.zip/notes.csv csv utf-8 ,", "2 Tapalpa|4", "place|dead",
			},
		},
		{
			"too many members: a.zip", string(packed(t, "a.csv", csv, "b.csv", csv)),
			Options{Limits: Limits{Entries: 1}},
			[]string{"cannot: a.zip: holds more than 1 files, the limit; split it"},
		},
		{
			"too deep: a.zip", string(packed(t, "in.zip", inner)),
			Options{Limits: Limits{Archives: 1}},
			[]string{"cannot: a.zip/in.zip/in.csv: lies in more than 1 archives, the limit; unpack it first"},
		},
		{
			"too large: a.csv.gz", gzipped(t, csv),
			Options{Limits: Limits{Bytes: 10}},
			[]string{"a.csv.gz csv utf-8 ,", "broken: a.csv.gz: reading stopped after 0 records: a.csv.gz: unpacks to more than 10 bytes, the limit; split it", "place|dead"},
		},
	})
}

func TestRatio(t *testing.T) {
	bomb := gzipped(t, strings.Repeat("0", 80<<20))
	src, err := onDisk(put(t, "a.csv.gz", []byte(bomb)), Limits{}.withDefaults())
	if err != nil {
		t.Fatal(err)
	}
	r, err := src.gunzipped().open(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	n, err := io.Copy(io.Discard, r)
	if err == nil || !strings.Contains(err.Error(), "times its size") || n > ratioFrom+(1<<20) {
		t.Errorf("%d bytes of a file that unpacks to a thousand times its size: %v", n, err)
	}
}

func TestRecordsStopsAndBeginsAgain(t *testing.T) {
	files, err := open(t, put(t, "a.csv", []byte("a,b\n1,2\n3,4\n")), Options{})
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		for r, err := range files[0].Records(t.Context()) {
			if err != nil || r.Row != 2 {
				t.Fatal(r, err)
			}
			break
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for _, err := range files[0].Records(ctx) {
		if err == nil {
			t.Fatal("records were read after the reading was called off")
		}
	}
}
