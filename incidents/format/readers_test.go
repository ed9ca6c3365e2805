package format

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"io"
	"strconv"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/wkt"
	"github.com/paulmach/orb/geojson"
)

// read is an incident as a reader of a format finds it: its properties as text, without
// those that are empty, and its geometry.
type read struct {
	properties map[string]string
	geometry   orb.Geometry
}

// formatReader is how a format is read in tests, by a reader that is not its writer's.
type formatReader struct {
	read            func(*testing.T, []byte) []read
	sorts           bool     // incidents are in another order than they were written in
	anyText         bool     // text may hold any character
	escapesFormulas bool     // an apostrophe stands before what a spreadsheet would compute
	collects        bool     // multi-geometries are collections
	part            string   // the file with the incidents, of a format that is a zip archive
	columns         []string // what stands in a file of the incident of columned
}

var readers = map[string]formatReader{
	"geojson": {read: readGeoJSON, anyText: true, columns: []string{
		`"x_cause_of_death":"Drowning, \"cold\"","x_age":31,"x_acres":-0.5,"x_armed":true,"x_seen":"2026-02-22","kind_title":"Killing","url":`,
	}},
	"geojsonl": {read: readLines, anyText: true, columns: []string{`"x_age":31`}},
	"geojsons": {read: readSequence, anyText: true, columns: []string{`"x_age":31`}},
	"csv": {read: readCSV, escapesFormulas: true, columns: []string{
		"url,x_cause_of_death,x_age,x_acres,x_armed,x_seen,lat,lon,wkt", `"Drowning, ""cold""",31,-0.5,true,2026-02-22,,,`,
	}},
	"xlsx": {read: readXLSX, part: "xl/worksheets/sheet1.xml", columns: []string{"x_cause_of_death", "x_acres", "Drowning"}},
	"kml": {read: readKML, collects: true, columns: []string{
		`<SimpleField name="x_age" type="int">`, `<SimpleField name="x_acres" type="double">`, `<SimpleData name="x_armed">true</SimpleData>`,
	}},
	"kmz": {read: readKMZ, collects: true, part: "doc.kml", columns: []string{
		`<SimpleField name="x_age" type="int">`, `<SimpleData name="x_armed">true</SimpleData>`,
	}},
	"gpkg":    {read: readGeoPackage, columns: []string{"x_cause_of_death", `"x_acres" REAL`, `"x_armed" BOOLEAN`, `"x_seen" DATE`}},
	"fgb":     {read: readFlatGeobuf, sorts: true, columns: []string{"x_cause_of_death", "x_seen", "Drowning"}},
	"parquet": {read: readParquet, columns: []string{"x_cause_of_death", "x_acres"}},
}

// readerOf gives the reader of a format; one that nothing reads, or of which nothing is asked, is not tested.
func readerOf(t *testing.T, f Format) formatReader {
	t.Helper()
	reader := readers[f.Ext]
	if reader.read == nil || len(reader.columns) == 0 {
		t.Fatalf("%s has no reader, or nothing is asked of its columns", f.Ext)
	}
	return reader
}

func readGeoJSON(t *testing.T, b []byte) []read {
	c, err := geojson.UnmarshalFeatureCollection(b)
	if err != nil {
		t.Fatal(err)
	}
	if c.ExtraMembers["credit"] != "The <desk> & others" || c.ExtraMembers["numberReturned"] != float64(len(c.Features)) {
		t.Errorf("the collection says %v", c.ExtraMembers)
	}
	var list []read
	for _, f := range c.Features {
		list = append(list, readFeature(t, f))
	}
	return list
}

func readFeature(t *testing.T, f *geojson.Feature) read {
	r := read{map[string]string{}, f.Geometry}
	for name, v := range f.Properties {
		r.properties[name] = asText(t, v)
	}
	return r
}

func readLines(t *testing.T, b []byte) []read {
	var list []read
	for line := range strings.Lines(string(b)) {
		f, err := geojson.UnmarshalFeature([]byte(line))
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, readFeature(t, f))
	}
	return list
}

func readSequence(t *testing.T, b []byte) []read {
	texts := strings.Split(string(b), "\x1e")
	if texts[0] != "" {
		t.Error("it does not begin with a record separator")
	}
	return readLines(t, []byte(strings.Join(texts[1:], "")))
}

func readCSV(t *testing.T, b []byte) []read {
	rows, err := csv.NewReader(bytes.NewReader(bytes.ReplaceAll(b, []byte("two\r\n"), []byte("two\v")))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		for i := range row { // encoding/csv changes line ends in cells
			row[i] = strings.ReplaceAll(row[i], "two\v", "two\r\n")
		}
	}
	return readTable(t, rows)
}

// readTable reads rows under a head that ends with lat, lon and wkt.
func readTable(t *testing.T, rows [][]string) []read {
	var list []read
	names := rows[0]
	n := len(names) - len(spatial)
	if got := strings.Join(names, ","); got != strings.Join(append(flatNames(), spatial...), ",") {
		t.Errorf("the columns are %s", got)
	}
	for _, row := range rows[1:] {
		r := read{properties: map[string]string{}}
		for i, cell := range row[:n] {
			if cell != "" {
				r.properties[names[i]] = cell
			}
		}
		if text := row[n+2]; text != "" {
			g, err := wkt.Unmarshal(text)
			if err != nil {
				t.Fatal(err)
			}
			r.geometry = g
		}
		if p, isPoint := r.geometry.(orb.Point); isPoint {
			if row[n] != strconv.FormatFloat(p[1], 'f', -1, 64) || row[n+1] != strconv.FormatFloat(p[0], 'f', -1, 64) {
				t.Errorf("%v is at %v", p, row[n:n+2])
			}
		} else if row[n]+row[n+1] != "" {
			t.Errorf("%v has a latitude", r.geometry)
		}
		list = append(list, r)
	}
	return list
}

func flatNames() []string {
	var names []string
	for _, p := range Dictionary(nil) {
		names = append(names, p.Name)
	}
	return names
}

// unzip gives a file of an archive.
func unzip(t *testing.T, b []byte, name string) []byte {
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	content, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

func readXLSX(t *testing.T, b []byte) []read {
	return readTable(t, readSheet(t, unzip(t, b, "xl/worksheets/sheet1.xml")))
}

// readSheet gives the cells of a sheet by their addresses.
func readSheet(t *testing.T, b []byte) [][]string {
	var sheet struct {
		Rows []struct {
			Cells []struct {
				Ref  string `xml:"r,attr"`
				Type string `xml:"t,attr"`
				V    string `xml:"v"`
				Text string `xml:"is>t"`
			} `xml:"c"`
		} `xml:"sheetData>row"`
	}
	if err := xml.Unmarshal(b, &sheet); err != nil {
		t.Fatal(err)
	}
	var rows [][]string
	for i, r := range sheet.Rows {
		row := make([]string, len(flat)+len(spatial))
		for _, c := range r.Cells {
			letters := strings.TrimRight(c.Ref, "0123456789")
			if c.Ref[len(letters):] != strconv.Itoa(i+1) {
				t.Errorf("cell %s is in row %d", c.Ref, i+1)
			}
			at := 0
			for _, l := range letters {
				at = at*26 + int(l-'A'+1)
			}
			row[at-1] = c.V
			if c.Type == "inlineStr" {
				row[at-1] = strings.ReplaceAll(c.Text, "_x005F_", "_")
			}
		}
		rows = append(rows, row)
	}
	return rows
}

// kmlGeometries are the geometries in an element of KML.
type kmlGeometries struct {
	Points []string   `xml:"Point>coordinates"`
	Lines  []string   `xml:"LineString>coordinates"`
	Areas  []kmlAreas `xml:"Polygon"`
}

type kmlAreas struct {
	Outer string   `xml:"outerBoundaryIs>LinearRing>coordinates"`
	Inner []string `xml:"innerBoundaryIs>LinearRing>coordinates"`
}

func readKML(t *testing.T, b []byte) []read {
	var doc struct {
		Name  string `xml:"Document>name"`
		Cited []struct {
			Value string `xml:"value"`
		} `xml:"Document>ExtendedData>Data"`
		Placemarks []struct {
			kmlGeometries
			Multi *kmlGeometries `xml:"MultiGeometry"`
			Data  []struct {
				Name  string `xml:"name,attr"`
				Value string `xml:",chardata"`
			} `xml:"ExtendedData>SchemaData>SimpleData"`
		} `xml:"Document>Placemark"`
	}
	if err := xml.Unmarshal(b, &doc); err != nil {
		t.Fatal(err)
	}
	if doc.Name != "An invented story" || len(doc.Cited) != len(new(heading()).citations()) {
		t.Errorf("the document is %q and cites %v", doc.Name, doc.Cited)
	}
	var list []read
	for _, p := range doc.Placemarks {
		r := read{properties: map[string]string{}}
		for _, d := range p.Data {
			r.properties[d.Name] = d.Value
		}
		if p.Multi != nil {
			r.geometry = p.Multi.all(t)
		} else if all := p.all(t); len(all) == 1 {
			r.geometry = all[0]
		}
		list = append(list, r)
	}
	return list
}

func (k *kmlGeometries) all(t *testing.T) orb.Collection {
	var all orb.Collection
	for _, p := range k.Points {
		all = append(all, coordinates(t, p)[0])
	}
	for _, l := range k.Lines {
		all = append(all, orb.LineString(coordinates(t, l)))
	}
	for _, a := range k.Areas {
		p := orb.Polygon{orb.Ring(coordinates(t, a.Outer))}
		for _, r := range a.Inner {
			p = append(p, orb.Ring(coordinates(t, r)))
		}
		all = append(all, p)
	}
	return all
}

func coordinates(t *testing.T, text string) []orb.Point {
	var list []orb.Point
	for _, tuple := range strings.Fields(text) {
		var p orb.Point
		if err := json.Unmarshal([]byte("["+tuple+"]"), &p); err != nil {
			t.Fatal(err)
		}
		list = append(list, p)
	}
	return list
}

func readKMZ(t *testing.T, b []byte) []read { return readKML(t, unzip(t, b, "doc.kml")) }
