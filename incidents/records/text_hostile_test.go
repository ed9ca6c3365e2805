package records

import (
	"archive/zip"
	"fmt"
	"strings"
	"testing"
)

// as is a file of the given text.
func as(text func() string) func(*testing.T) []byte {
	return func(*testing.T) []byte { return []byte(text()) }
}

// shared is a workbook of one cell, with these shared strings.
func shared(t *testing.T, strings string) []byte {
	parts := []string{
		"xl/workbook.xml", `<workbook><sheets><sheet name="A" r:id="r1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/1.xml"/><Relationship Id="r2" Type="x/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
		"xl/worksheets/1.xml", `<worksheet><sheetData><row><c t="s"><v>0</v></c><c t="s"><v>1</v></c></row><row><c><v>1</v></c><c><v>2</v></c></row></sheetData></worksheet>`,
		"xl/sharedStrings.xml", strings,
	}
	return packed(t, parts...)
}

// The formats of text. The limits are small where a test of the usual ones would only take
// longer; what is allocated is some times the longest record, and does not grow with the file.
func TestHostileTexts(t *testing.T) {
	small := Options{Limits: Limits{Record: 1 << 20, Cell: 100_000, Columns: 500}}
	repeat := strings.Repeat
	const laughs = `<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>`
	for _, tt := range []hostile{
		{name: "a line without an end: a.csv", opts: small, file: as(func() string { return "a,b\n1,2\n" + repeat("x", 30<<20) + "\n3,4\n" }), want: []string{"3 error: row 3 is longer than 1048576 bytes and was skipped\n4 3|4"}},
		{name: "a cell without an end: a.csv", opts: small, file: as(func() string { return "a,b\n1,2\n\"" + repeat("x\n", 100_000) }), most: 300 << 20, want: []string{"2 1|2"}},
		{name: "a million columns: a.csv", opts: small, file: as(func() string { return "a,b\n1,2\n" + repeat(",", 1_000_000) + "\n3,4\n" }), most: 300 << 20, want: []string{"has more than 500 cells and was skipped"}},
		{name: "a header of a million columns: a.csv", opts: small, file: as(func() string { return repeat("a,", 600_000) + "\n1,2\n" }), most: 150 << 20, want: []string{"1 error: row 1 is longer than 1048576 bytes and was skipped\n2 1|2"}},
		{name: "a header of too many columns: a.csv", opts: small, file: as(func() string { return repeat("a,", 400_000) + "\n1,2\n" }), most: 150 << 20, want: []string{"1 error: row 1 has more than 500 cells and was skipped\n2 1|2"}},
		{name: "controls in names of columns: a.csv", file: as(func() string { return "a\x1b[2J,b\u202e,c\n1,2,3\n" + repeat("1,2,3\n", 50) }), want: []string{"note column_named a\x1b[2J\nnote column_named b\u202e\n2 1|2|3"}},
		{name: "names of columns that are one: a.csv", file: as(func() string { return repeat("a,", 4000) + "a\n" + repeat("1,", 4000) + "1\n" }), most: 40 << 20, want: []string{"a_4001"}},
		{name: "quotes without an end: a.csv", opts: small, file: as(func() string { return "a,b\n" + repeat("\"x,1\n", 200_000) }), most: 400 << 20, want: []string{"quotes"}},

		{name: "a million lists: a.json", opts: small, file: as(func() string {
			return `[{"a":` + repeat("[", 1_000_000) + repeat("]", 1_000_000) + `},{"a":1}]`
		}), want: []string{"1 error: feature 1 is longer than 1048576 bytes and was skipped\n2 1"}},
		{name: "lists in a value: a.json", opts: small, file: as(func() string { return `[{"a":` + repeat("[", 40_000) + repeat("]", 40_000) + `}]` }), want: []string{"1 [[[["}},
		{name: "a deep geometry: a.geojson", opts: small, file: as(func() string {
			return `{"type":"Feature","properties":{"a":1},"geometry":{"type":"Polygon","coordinates":` + repeat("[", 40_000) + repeat("]", 40_000) + `}}`
		}), want: []string{"1 1 geometry_refused!"}},
		{name: "collections in one another: a.geojson", opts: small, file: as(func() string {
			return `{"type":"Feature","properties":{"a":1},"geometry":` + repeat(`{"type":"GeometryCollection","geometries":[`, 5000) + repeat("]}", 5000) + `}`
		}), want: []string{"1 1 geometry_refused!"}},
		{name: "a million members: a.json", file: as(func() string {
			var b strings.Builder
			for i := range 1_000_000 {
				fmt.Fprintf(&b, `"%d":1,`, i)
			}
			return `[{` + b.String() + `"a":1},{"b":2}]`
		}), most: 150 << 20, want: []string{"it has more than 4096 members, the limit"}},
		{name: "a million properties: a.geojson", file: as(func() string {
			var b strings.Builder
			for i := range 1_000_000 {
				fmt.Fprintf(&b, `"%d":1,`, i)
			}
			return `{"type":"Feature","geometry":null,"properties":{` + b.String() + `"a":1}}`
		}), most: 600 << 20, want: []string{" more!"}},
		{name: "long numbers: a.json", opts: small, file: as(func() string {
			return `[{"a":` + repeat("9", 50_000) + `,"b":1e400,"c":-1e-400,"d":` + repeat("9", 200_000) + `}]`
		}), want: []string{"value_refused:b!"}},
		{name: "a long id: a.geojson", opts: small, file: as(func() string {
			return `{"type":"Feature","id":` + repeat("x", 900_000) + `,"properties":{"a":1},"geometry":null}`
		}), want: []string{`its id is "` + repeat("x", 40) + `"…, which is neither`}},
		{name: "halves of characters: a.geojson", file: as(func() string {
			return `{"type":"FeatureCollection","features":[` +
				`{"type":"Feature","geometry":null,"properties":{"a":"x\ud800y","b":"good"}},` +
				`{"type":"Feature","geometry":null,"properties":{"a":["\udfff"],"b":"\ud83d\ude00"}},` +
				`{"type":"Feature","geometry":null,"properties":{"a\ud800":"x"}},` +
				`{"type":"Feature","id":"\ud800","geometry":null,"properties":{"a":"x"}}]}`
		}), want: []string{"1 |good value_refused:a!\n2 |😀 value_refused:a!\n3 error: feature 3 cannot be read: holds an escape such as \\ud800"}},
		{name: "replacements: a.geojson", file: as(func() string { return `{"type":"Feature","geometry":null,"properties":{"a":"x\ufffdy"}}` }), want: []string{"1 x\uFFFDy wrong_bytes:a"}},

		{name: "a billion laughs: a.kml", file: as(func() string { return laughs + kmlOf(`<Placemark><name>&c;</name></Placemark>`) }), want: []string{"defines entities, which are not expanded"}},
		{name: "deep elements: a.kml", file: as(func() string { return kmlOf(repeat("<Folder>", 100_000)) }), want: []string{"elements lie in one another deeper than 64 levels, the limit"}},
		{name: "elements without an end: a.kml", opts: small, file: as(func() string { return kmlOf("<Placemark>" + repeat("<a/>", 2_000_000)) }), most: 60 << 20, want: []string{"longer than the limit"}},
		{name: "attributes without an end: a.kml", opts: small, file: as(func() string { return kmlOf("<Placemark " + repeat(`a="b" `, 2_000_000) + "/>") }), most: 60 << 20, want: []string{"longer than the limit"}},
		{name: "a text without an end: a.kml", opts: small, file: as(func() string { return kmlOf("<Placemark><name>" + repeat("x", 10<<20)) }), most: 60 << 20, want: []string{"longer than the limit"}},
		{name: "a comment without an end: a.kml", opts: small, file: as(func() string { return kmlOf("<!--" + repeat("x", 10<<20)) }), most: 60 << 20, want: []string{"longer than the limit"}},
		{name: "a document type without an end: a.gpx", opts: small, file: as(func() string { return "<gpx><!DOCTYPE " + repeat("[", 5<<20) }), most: 60 << 20, want: []string{"longer than the limit"}},
		{name: "a track without an end: a.gpx", opts: small, file: as(func() string { return `<gpx><trk><trkseg>` + repeat(`<trkpt lat="1" lon="2"/>`, 300_000) }), most: 400 << 20, want: []string{"it was cut"}},
		{name: "extensions without an end: a.gpx", opts: small, file: as(func() string { return `<gpx><wpt lat="1" lon="2"><extensions>` + repeat(`<a>1</a>`, 500_000) }), most: 60 << 20, want: []string{"longer than the limit"}},

		{name: "entities in shared strings: a.xlsx", file: func(t *testing.T) []byte { return shared(t, laughs+`<sst><si><t>&c;</t></si></sst>`) }, want: []string{"defines entities, which are not expanded"}},
		{name: "long shared strings: a.xlsx", opts: Options{Limits: Limits{Texts: 1 << 20}}, file: func(t *testing.T) []byte {
			return shared(t, "<sst>"+repeat("<si><t>"+repeat("x", 1000)+"</t></si>", 3000)+"</sst>")
		}, want: []string{"has more than 1048576 bytes of text, the limit; save it as CSV"}},
		{name: "shared strings in one another: a.xlsx", file: func(t *testing.T) []byte { return shared(t, "<sst>"+repeat("<si>", 100_000)) }, want: []string{"deeper than 64 levels"}},
		{name: "empty shared strings: a.xlsx", file: func(t *testing.T) []byte { return shared(t, "<sst>"+repeat("<si/>", 4<<20+10)+"</sst>") }, most: 1400 << 20, want: []string{"has more than 4194304 texts, the limit; save it as CSV"}},
		{name: "a sparse sheet: a.xlsx", opts: small, file: func(t *testing.T) []byte {
			return []byte(workbookOf(t, `name="A"`, `<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row><row r="1048577"><c r="B1048577"><v>2</v></c></row>`))
		}, want: []string{"1048576 error: row 1048576 has more than 500 cells and was skipped\n1048577 |2"}},
		{name: "a row of no cells: a.xlsx", opts: small, file: func(t *testing.T) []byte {
			return []byte(workbookOf(t, `name="A"`, `<row r="1"><c r="A1"><v>1</v></c></row><row>`+repeat("<c/>", 500_000)+`</row>`))
		}, most: 60 << 20, want: []string{"longer than the limit"}},
		{name: "a sheet of a long name: a.xlsx", file: func(t *testing.T) []byte {
			return []byte(workbookOf(t, `name="`+repeat("n", 100_000)+`"`, `<row><c><v>1</v></c></row>`))
		}, want: []string{"a.xlsx/" + repeat("n", 80) + "…"}},
		{name: "parts that are twice: a.xlsx", file: func(t *testing.T) []byte {
			return zipped(t, func(z *zip.Writer) {
				for range 100 {
					w, err := z.CreateHeader(&zip.FileHeader{Name: "xl/workbook.xml"})
					if err != nil {
						t.Fatal(err)
					}
					if _, err := w.Write([]byte("<workbook/>")); err != nil {
						t.Fatal(err)
					}
				}
			})
		}, want: []string{"is a workbook that cannot be read"}},
	} {
		what, file, _ := strings.Cut(tt.name, ": ")
		t.Run(what, func(t *testing.T) { checkHostile(t, tt, file, !testing.Short()) })
	}
}
