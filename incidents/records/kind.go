package records

import (
	"bytes"
	"path"
	"strings"
	"unicode/utf8"

	"incidentmap/incidents"
	"incidentmap/incidents/records/xmlscan"
)

// The formats.
const (
	csvFormat   = "csv"
	tsvFormat   = "tsv"
	xlsxFormat  = "xlsx"
	jsonFormat  = "json"
	geoJSON     = "geojson"
	geoJSONSeq  = "geojsonseq"
	topoJSON    = "topojson"
	shpFormat   = "shapefile"
	odsFormat   = "ods"
	kmlFormat   = "kml"
	gpxFormat   = "gpx"
	gpkgFormat  = "gpkg"
	parquetFile = "parquet"
	fgbFormat   = "fgb"
	zipFormat   = "zip"
	gzFormat    = "gz"
	kmzFormat   = "kmz"
	knownFormat = "csv, tsv, xlsx, json, geojson, geojsonseq, kml, kmz, gpx, gpkg, parquet, fgb, zip or gz"
)

// signatures are the first bytes of binary formats: those that are read by their name,
// the others with what to do instead.
var signatures = []struct {
	magic, format, instead string
}{
	{"PK\x03\x04", zipFormat, ""},
	{"PK\x05\x06", zipFormat, ""},
	{"\x1f\x8b", gzFormat, ""},
	{"SQLite format 3\x00", gpkgFormat, ""},
	{"\xd0\xcf\x11\xe0", "", "is an old Excel or Word file; save it as .xlsx or CSV"},
	{"\x00\x00\x27\x0a", "", shapefilePart},
	{"%PDF", "", "is a PDF; ask for the table behind it, as a spreadsheet or CSV"},
	{"{\\rtf", "", "is a word processor's file; save the table as CSV"},
	{"PAR1", parquetFile, ""},
	{"PARE", "", "is an encrypted Parquet file; save it without encryption"},
	{fgbMagic, fgbFormat, ""},
	{"fgb", "", "is a FlatGeobuf file of a version that is not read; save it as GeoJSON or GeoPackage"},
	{"BZh", "", "is packed with bzip2; unpack it, or pack it with zip or gzip"},
	{"\xfd7zXZ", "", "is packed with xz; unpack it, or pack it with zip or gzip"},
	{"(\xb5/\xfd", "", "is packed with zstd; unpack it, or pack it with zip or gzip"},
	{"7z\xbc\xaf", "", "is a 7z archive; unpack it, or pack it with zip"},
	{"Rar!", "", "is a RAR archive; unpack it, or pack it with zip"},
	{"\x89PNG", "", "is an image"},
	{"\xff\xd8\xff", "", "is an image"},
	{"GIF8", "", "is an image"},
}

const shapefilePart = "is one part of a shapefile; pack all of its parts (.shp, .dbf, .prj, .cpg) in a zip, or save it as GeoPackage or GeoJSON"

// binaryKind tells a binary format by the file's first bytes; empty for text.
func binaryKind(name string, beginning []byte) (string, error) {
	for _, s := range signatures {
		if !bytes.HasPrefix(beginning, []byte(s.magic)) {
			continue
		}
		if s.instead != "" {
			return "", incidents.Errorf(incidents.EInvalid, name, "%s", s.instead)
		}
		return s.format, nil
	}
	return "", nil
}

// zipKind tells what an archive is by the names of its members: a workbook, or empty for
// an archive of files.
func zipKind(name string, all []member) (string, error) {
	for _, m := range all {
		switch {
		case m.entry == "xl/workbook.xml" || m.entry == "xl/workbook.bin":
			return xlsxFormat, nil
		case strings.HasPrefix(m.entry, "word/") || strings.HasPrefix(m.entry, "ppt/"):
			return "", incidents.Errorf(incidents.EInvalid, name, "is a Word or PowerPoint file; save its table as .xlsx or CSV")
		case m.entry == "content.xml":
			return odsFormat, nil
		case strings.EqualFold(path.Ext(m.entry), ".gdbtable"):
			return "", incidents.Errorf(incidents.EInvalid, name, "is a file geodatabase; save it as GeoPackage or GeoJSON")
		}
	}
	return "", nil
}

// textKind tells the format of a text, given in UTF-8, by how it begins.
func textKind(name string, text []byte) (string, error) {
	text = bytes.TrimLeft(text, " \t\r\n\uFEFF")
	switch {
	case len(text) == 0:
		return csvFormat, nil
	case text[0] == 0x1E:
		return geoJSONSeq, nil
	case text[0] == '<':
		return xmlKind(name, text)
	case looksJSON(text):
		return jsonFormat, nil
	case isBinary(text):
		return "", incidents.Errorf(incidents.EInvalid, name, "is neither text nor a format that is known; save it as CSV, .xlsx or GeoJSON")
	}
	return csvFormat, nil
}

// looksJSON tells an object or a list of JSON from a table whose first cell begins so.
func looksJSON(text []byte) bool {
	rest := bytes.TrimLeft(text[1:], " \t\r\n")
	if text[0] == '{' {
		return len(rest) == 0 || rest[0] == '"' || rest[0] == '}'
	}
	return text[0] == '[' && (len(rest) == 0 || strings.IndexByte(`{["]`, rest[0]) >= 0)
}

// isBinary tells what is no text by its control characters.
func isBinary(text []byte) bool {
	text = text[:min(len(text), 64<<10)]
	controls, bad := 0, 0
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRune(text[i:])
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' && r != '\f' {
			controls++
		}
		if r == utf8.RuneError && n == 1 {
			bad++
		}
		i += n
	}
	return controls*20 > len(text) || bad*3 > len(text)
}

// xmlKind tells a format by the document's first element.
func xmlKind(name string, text []byte) (string, error) {
	s := xmlscan.NewScanner(bytes.NewReader(text), len(text))
	for {
		t, err := s.Next()
		if err != nil {
			return "", &incidents.Error{Code: incidents.EInvalid, Field: name, Message: "is XML that cannot be read", Err: err}
		}
		if t.Kind != xmlscan.Start {
			continue
		}
		switch strings.ToLower(string(t.Name)) {
		case "kml", "document", "folder", "placemark":
			return kmlFormat, nil
		case "gpx":
			return gpxFormat, nil
		case "html":
			return "", incidents.Errorf(incidents.EInvalid, name, "is a web page, perhaps a sign-in or error page saved in place of the data")
		}
		return "", incidents.Errorf(incidents.EInvalid, name, "is XML of a kind that is not read (%s); save it as KML, GPX or GeoJSON", shorten(string(t.Name)))
	}
}
