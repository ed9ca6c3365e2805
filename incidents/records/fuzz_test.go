package records

import (
	"os"
	"path/filepath"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"incidentmap/geo"
)

// holds reads a file twice and checks what every reading promises.
func holds(t *testing.T, content []byte, opts Options) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	opts.Limits = Limits{Bytes: 1 << 20, Entries: 10, Depth: 20, Cell: 1000, Record: 10_000, Columns: 50}
	o := NewOpener(opts)
	defer o.Close()
	files, err := o.Open(t.Context(), path)
	if err != nil {
		return
	}
	for _, f := range files {
		var first, second []string
		for r, err := range f.Records(t.Context()) {
			if err != nil {
				break
			}
			sound(t, f, r)
			first = append(first, line(r))
		}
		for r, err := range f.Records(t.Context()) {
			if err != nil {
				break
			}
			second = append(second, line(r))
		}
		// Columns that the first reading met may stand behind shorter rows in the second.
		if len(first) != len(second) {
			t.Fatalf("read again there are other records: %s", cmp.Diff(first, second))
		}
		for _, name := range f.Columns() {
			if !utf8.ValidString(name) {
				t.Fatalf("column %q is not UTF-8", name)
			}
		}
	}
}

func sound(t *testing.T, f *File, r Record) {
	t.Helper()
	if len(r.Values) > len(f.Columns()) && r.Err == nil {
		t.Fatalf("record %d has %d values for %d columns", r.Row, len(r.Values), len(f.Columns()))
	}
	for _, v := range r.Values {
		if !utf8.ValidString(v) {
			t.Fatalf("record %d: %q is not UTF-8", r.Row, v)
		}
	}
	if r.Geometry != nil {
		if err := geo.Validate(r.Geometry); err != nil {
			t.Fatalf("record %d: %v %v", r.Row, r.Geometry, err)
		}
	}
	for _, p := range r.Repairs {
		if p.What == "" || p.Detail == "" || !utf8.ValidString(p.Value) && len(p.Value) < shownValue {
			t.Fatalf("record %d: a repair that tells nothing: %+v", r.Row, p)
		}
	}
}

func fuzzFormat(f *testing.F, format string, seeds ...string) {
	f.Helper()
	for _, s := range seeds {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) { holds(t, b, Options{Format: format}) })
}

func FuzzCSV(f *testing.F) {
	fuzzFormat(f, csvFormat, "a,b\n1,2\n", "sep=;\na;b\n\"x\"\"y\";\n", "t\n\na\tb\n1\t\"x\ny\"\n", "\xff\xfea\x00,\x00", "a,a,,\n1\n1,2,3,4,5\n", "Le\xf3n\r1\r")
}

func FuzzGeoJSON(f *testing.F) {
	fuzzFormat(
		f, geoJSON,
		`{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"EPSG:32613"}},"features":[{"type":"Feature","id":1,"properties":{"a":[1],"b":null},"geometry":{"type":"Point","coordinates":[1,2,3]}}]}`,
		`{"type":"Polygon","coordinates":[[[170,0],[-170,0],[-170,10],[170,10]],[[175,1],[176,1],[176,2],[175,1]]]}`,
		`{"type":"GeometryCollection","geometries":[{"type":"MultiPoint","coordinates":[[200,1]]},{"type":"MultiLineString","coordinates":[[[0,0],[181,1]]]}]}`,
		`{"type":"MultiPolygon","coordinates":[[[[0,89],[120,89],[-120,89],[0,89]]]]}`,
		"\x1e{\"a\":1}\n\x1e{", "{\"a\":1}\n{\"b\":2}", `[{"a":NaN,"b":1e999}]`, `{"results":[{"a":"\ud800"}]}`,
	)
}

func FuzzKML(f *testing.F) {
	fuzzFormat(
		f, kmlFormat, kmlOf(`<Folder><name>n</name><Placemark id="1"><Point><coordinates>1,2,3</coordinates></Point><ExtendedData><Data name="a"><value>1</value></Data></ExtendedData></Placemark></Folder>`),
		`<kml><Placemark><MultiGeometry><Polygon><outerBoundaryIs><LinearRing><coordinates>0,0 1,0 1,1</coordinates></LinearRing></outerBoundaryIs></Polygon></MultiGeometry></Placemark>`,
		`<Placemark><gx:Track><when>x</when><gx:coord>1 2 3</gx:coord></gx:Track><description>a<br>b</description></Placemark>`,
	)
}

func FuzzGPX(f *testing.F) {
	fuzzFormat(
		f, gpxFormat, `<gpx><wpt lat="1" lon="2"><ele>3</ele><extensions><a><b>1</b></a></extensions></wpt><rte><rtept lat="1" lon="2"/></rte></gpx>`,
		`<gpx><trk><trkseg><trkpt lat="1" lon="179"><time>t</time></trkpt><trkpt lat="1" lon="-179"/></trkseg></trk></gpx>`,
	)
}

func FuzzOpen(f *testing.F) {
	f.Add(packed(f, "a.csv", "a,b\n1,2\n", "b.kml", kmlOf("<Placemark/>")))
	f.Add([]byte(gzipped(f, `{"type":"Point","coordinates":[1,2]}`)))
	f.Add([]byte(workbookOf(f, `name="A"`, `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="2"><v>46075.5</v></c></row>`)))
	f.Add([]byte("a,b\n1,2\n"))
	f.Add([]byte("SQLite format 3\x00\x10\x00\x01\x01"))
	content, err := os.ReadFile(geoPackage(f))
	if err != nil {
		f.Fatal(err)
	}
	f.Add(content)
	f.Fuzz(func(t *testing.T, b []byte) { holds(t, b, Options{}) })
}

// FuzzSheet reads the XML of a sheet, which FuzzOpen does not find behind the packing.
func FuzzSheet(f *testing.F) {
	f.Add(`<row r="1"><c r="A1" t="s"><v>0</v></c></row><row><c t="inlineStr"><is><r><t>x_x000D_</t></r></is></c><c r="AB2" s="1"><v>46075</v></c></row>`)
	f.Add(`<row r="9"><c r="ZZZ1"><v>1e5</v></c></row></sheetData>`)
	f.Fuzz(func(t *testing.T, rows string) { holds(t, []byte(workbookOf(t, `name="A"`, rows)), Options{}) })
}

func FuzzGeoPackageGeometry(f *testing.F) {
	for _, g := range []orb.Geometry{orb.Point{1, 2}, orb.Polygon{{{170, 0}, {190, 0}, {190, 1}, {170, 0}}}, orb.Collection{orb.MultiPoint{{1, 2}}}} {
		f.Add(blob(f, g))
	}
	f.Add(append([]byte{'G', 'P', 0, 1, 0, 0, 0, 0}, pointZ(3001, 1, 2, 3, 4)...))
	f.Fuzz(func(t *testing.T, b []byte) {
		s, err := readGeoPackageGeometry(b, 20)
		if err != nil {
			return
		}
		var repairs []Repair
		if g := (mender{repairs: &repairs}).mend(s); g != nil {
			if err := geo.Validate(g); err != nil {
				t.Fatalf("%v: %v", g, err)
			}
		} else if len(repairs) == 0 {
			t.Fatalf("%v was left out without a word", s.geometry)
		}
	})
}
