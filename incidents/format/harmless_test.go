package format

import (
	"bytes"
	"database/sql"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"html"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"
	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/incidents"
)

// payloads are texts that some program would take for more than text, and numbers, which
// must stay numbers.
var payloads = []string{
	"=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", "＝1+1", "-12", "-12.5",
	`=HYPERLINK("javascript:alert(1)","x")`, `=cmd|' /C calc'!A0`,
	`<script>alert(1)</script>`, `<img src=x onerror=alert(1)>`, `"><svg/onload=alert(1)>`, `]]><script>alert(1)</script><![CDATA[`,
	`</description><Style><BalloonStyle><text>x</text></BalloonStyle></Style>`, `&lt;b&gt;`, `javascript:alert(1)`,
	"\u202egnp.exe", "\u202dabc", "\u2067open", "$[title]",
}

// laden are incidents that have a payload each, wherever there is text.
func laden() []*incidents.Public {
	var list []*incidents.Public
	for _, s := range payloads {
		p := located(orb.Point{1, 2}, geo.Exact)
		all := incidents.Text{"en": s}
		p.Title, p.Summary, p.Note, p.Where.Place = all, all, all, all
		p.Where.Admin = geo.Admin{Country: "MX", Admin1Name: s, Admin2Name: s}
		p.Layers = []string{"riot"}
		p.Sources = []incidents.Source{{ID: "s1", Publisher: all, URL: "javascript:alert(1)", Reason: all}}
		p.Claims = []incidents.Claim{{ID: "k1", Field: "title", Value: s, Source: "s1", Passage: s}}
		list = append(list, p)
	}
	return list
}

func ladenIn(t *testing.T, ext string) []byte {
	t.Helper()
	f, _ := ByExt(ext)
	h := heading()
	if ext != "fgb" { // whose reader knows the heading
		h.Filter = payloads[0] + payloads[11] + payloads[18]
	}
	var b bytes.Buffer
	if err := f.Write(t.Context(), &b, h, those(laden())); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// GeoJSON has every text as it is; what is dangerous on a page is the page's to escape.
func TestPayloadsInGeoJSONAreAsTheyAre(t *testing.T) {
	for ext, read := range map[string]func(*testing.T, []byte) []read{"geojson": readGeoJSON, "geojsonl": readLines, "geojsons": readSequence} {
		for i, r := range read(t, ladenIn(t, ext)) {
			for _, name := range []string{"title", "summary", "place", "note", "admin1"} {
				if r.properties[name] != payloads[i] {
					t.Errorf("%s: %s is %q, want %q", ext, name, r.properties[name], payloads[i])
				}
			}
		}
	}
}

func TestPayloadsInCSV(t *testing.T) {
	rows, err := csv.NewReader(bytes.NewReader(ladenIn(t, "csv"))).ReadAll()
	if err != nil || len(rows) != 1+len(payloads) {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	title := slices.Index(rows[0], "title")
	for i, row := range rows[1:] {
		for j, cell := range row {
			if isFormula([]byte(cell)) || strings.ContainsAny(cell, "\u202d\u202e") {
				t.Errorf("%s of %q is %q", rows[0][j], payloads[i], cell)
			}
		}
		if isNumber(payloads[i]) && row[title] != payloads[i] {
			t.Errorf("the number %s is %q", payloads[i], row[title])
		}
	}
}

// A workbook has no formulas and no links; what looks like one is text.
func TestPayloadsInWorkbooks(t *testing.T) {
	book := ladenIn(t, "xlsx")
	for _, part := range []string{"xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "docProps/core.xml"} {
		content := unzip(t, book, part)
		for _, name := range elements(t, content) {
			if name == "f" || name == "hyperlink" || name == "script" || name == "img" || name == "svg" {
				t.Errorf("%s has an element %s", part, name)
			}
		}
		if bytes.ContainsAny(content, "\u202d\u202e") {
			t.Errorf("%s turns text around", part)
		}
	}
	rows := readSheet(t, unzip(t, book, "xl/worksheets/sheet1.xml"))
	title := slices.Index(rows[0], "title")
	for i, row := range rows[1:] {
		if row[title] != Plain(payloads[i]) {
			t.Errorf("%q is %q", payloads[i], row[title])
		}
	}
	// Numbers are in columns of numbers alone: the text "-12" is no number.
	if sheet := string(unzip(t, book, "xl/worksheets/sheet1.xml")); strings.Contains(sheet, "<v>-12") {
		t.Error("a text has become a number")
	}
}

func elements(t *testing.T, document []byte) []string {
	t.Helper()
	var names []string
	d := xml.NewDecoder(bytes.NewReader(document))
	for {
		token, err := d.Token()
		if err == io.EOF { //nolint:errorlint // the decoder gives it as it is
			return names
		}
		if err != nil {
			t.Fatal(err)
		}
		if start, is := token.(xml.StartElement); is {
			names = append(names, start.Name.Local)
		}
	}
}

// A placemark's balloon has our elements, and links to our page, and no others.
func TestPayloadsInKML(t *testing.T) {
	tag := regexp.MustCompile(`<[^>]*>`)
	ours := regexp.MustCompile(`^</?(h3|p)>$|^</a>$|^<a href="https://maps\.example\.org/stories/invented/incidents/[0-9A-Z]{26}">$`)
	known := []string{
		"kml", "Document", "name", "link", "description", "Style", "IconStyle", "color", "LineStyle", "width", "PolyStyle", "BalloonStyle", "text",
		"ExtendedData", "Data", "displayName", "value", "Schema", "SimpleField", "Placemark", "styleUrl", "SchemaData", "SimpleData", "Point", "coordinates",
	}
	for ext, document := range map[string][]byte{"kml": ladenIn(t, "kml"), "kmz": unzip(t, ladenIn(t, "kmz"), "doc.kml")} {
		styles := 0
		for _, name := range elements(t, document) {
			if !slices.Contains(known, name) {
				t.Errorf("%s has an element %s", ext, name)
			}
			if name == "Style" {
				styles++
			}
		}
		if styles != 1+len(new(heading()).Story.Layers) || bytes.Contains(document, []byte("<![CDATA[")) {
			t.Errorf("%s has %d styles", ext, styles)
		}
		if bytes.ContainsAny(document, "\u202d\u202e") {
			t.Errorf("%s turns text around", ext)
		}
		var doc struct {
			Balloons []string `xml:"Document>Placemark>description"`
		}
		if err := xml.Unmarshal(document, &doc); err != nil || len(doc.Balloons) != len(payloads) {
			t.Fatalf("%d balloons, %v", len(doc.Balloons), err)
		}
		for i, balloon := range doc.Balloons {
			for _, found := range tag.FindAllString(balloon, -1) {
				if !ours.MatchString(found) {
					t.Errorf("%s: the balloon of %q has %s", ext, payloads[i], found)
				}
			}
			if !strings.Contains(balloon, html.EscapeString(Plain(payloads[i]))) {
				t.Errorf("%s: the balloon of %q is %s", ext, payloads[i], balloon)
			}
		}
	}
}

func TestPayloadsInTables(t *testing.T) {
	path := filepath.Join(t.TempDir(), "laden.gpkg")
	if err := os.WriteFile(path, ladenIn(t, "gpkg"), 0o600); err != nil {
		t.Fatal(err)
	}
	db, err := sql.Open("sqlite", "file:"+path+"?mode=ro")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for i, want := range payloads {
		var title, kind string
		var sources []byte
		err := db.QueryRowContext(t.Context(), `SELECT title, typeof(title), sources FROM incidents WHERE fid = ?`, i+1).Scan(&title, &kind, &sources)
		if err != nil || title != Plain(want) || kind != "text" || !json.Valid(sources) || bytes.ContainsAny(sources, "\u202d\u202e") {
			t.Errorf("gpkg: %q is %q, %s, %s (%v)", want, title, kind, sources, err)
		}
	}
	for i, r := range readFlatGeobufLaden(t) {
		if r != Plain(payloads[i]) {
			t.Errorf("fgb: %q is %q", payloads[i], r)
		}
	}
	b := ladenIn(t, "parquet")
	file, err := parquet.OpenFile(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	rows := file.RowGroups()[0].Rows()
	defer rows.Close()
	buffer := make([]parquet.Row, len(payloads))
	if n, err := rows.ReadRows(buffer); n != len(payloads) {
		t.Fatalf("parquet: %d rows, %v", n, err)
	}
	title := slices.Index(flatNames(), "title")
	for i, row := range buffer {
		for j, v := range row {
			if v.Kind() == parquet.ByteArray && j < len(flat) && bytes.ContainsAny(v.ByteArray(), "\u202d\u202e") {
				t.Errorf("parquet: %s of %q is %q", flat[j].name, payloads[i], v.ByteArray())
			}
		}
		if got := string(row[title].ByteArray()); got != Plain(payloads[i]) {
			t.Errorf("parquet: %q is %q", payloads[i], got)
		}
	}
}

// readFlatGeobufLaden gives the titles.
func readFlatGeobufLaden(t *testing.T) []string {
	var titles []string
	for _, r := range readFlatGeobuf(t, ladenIn(t, "fgb")) {
		titles = append(titles, r.properties["title"])
		for name, s := range r.properties {
			if strings.ContainsAny(s, "\u202d\u202e") {
				t.Errorf("fgb: %s is %q", name, s)
			}
		}
	}
	return titles
}
