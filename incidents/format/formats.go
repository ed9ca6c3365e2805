package format

import (
	"context"
	"io"
	"iter"
	"strings"

	"incidentmap/incidents"
)

// Format is a file format that incidents leave in.
type Format struct {
	Ext       string // without the dot
	MediaType string
	Title     string
	// Streams reports whether bytes leave while incidents come in. Of the others a beginning
	// leaves soon, and the rest is made in a temporary file first, which is removed
	// whatever happens.
	Streams bool
	// Seekable reports whether readers of the format ask for parts of a file, as GDAL and flatgeobuf's do for
	// a box.
	Seekable bool
	// Delimited reports whether the file is rows of comma-separated values, for which a byte-order mark can be asked.
	Delimited bool
	// Frame is how features that are encoded already are put together; nil for a format that is not of GeoJSON features.
	Frame *Frame
	// Write writes the incidents to w. It stops at the first error of the incidents, of w or of
	// the context, and gives it; what has been written by then is not a whole file.
	Write Writer
}

// Writer writes incidents, in their order, under a heading.
type Writer func(ctx context.Context, w io.Writer, h Heading, all Incidents) error

// Incidents is a pass over public incidents. Each is only looked at before the next is
// asked for.
type Incidents = iter.Seq2[*incidents.Public, error]

// Formats lists the formats, those that readers know best first.
func Formats() []Format {
	return []Format{
		framed("geojson", geojsonType, "GeoJSON", &collectionFrame),
		framed("geojsonl", "application/x-ndjson", "GeoJSON lines", &lineFrame),
		framed("geojsons", "application/geo+json-seq", "GeoJSON text sequence", &sequenceFrame),
		{Ext: "kml", MediaType: "application/vnd.google-earth.kml+xml", Title: "KML", Streams: true, Write: writeKML},
		{Ext: "kmz", MediaType: "application/vnd.google-earth.kmz", Title: "KMZ", Streams: true, Write: writeKMZ},
		{Ext: "xlsx", MediaType: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Title: "Excel", Streams: true, Write: writeXLSX},
		{Ext: "csv", MediaType: csvType, Title: "CSV", Streams: true, Delimited: true, Write: writeCSV},
		{Ext: "gpkg", MediaType: "application/geopackage+sqlite3", Title: "GeoPackage", Seekable: true, Write: writeGeoPackage},
		{Ext: "fgb", MediaType: "application/flatgeobuf", Title: "FlatGeobuf", Seekable: true, Write: writeFlatGeobuf},
		{Ext: "parquet", MediaType: "application/vnd.apache.parquet", Title: "GeoParquet", Streams: true, Seekable: true, Write: writeParquet},
	}
}

const csvType = "text/csv; charset=utf-8"

// framed gives a format of GeoJSON features.
func framed(ext, mediaType, title string, frame *Frame) Format {
	return Format{Ext: ext, MediaType: mediaType, Title: title, Streams: true, Frame: frame, Write: frame.write}
}

// figuresExt is the extension of the long table of figures.
const figuresExt = "figures.csv"

// Figures is the long table of figures: one row for each casualty row of the incidents, with its source.
// It is no format of incidents, which Formats lists: an incident without figures is not in it.
func Figures() Format {
	return Format{Ext: figuresExt, MediaType: csvType, Title: "CSV", Streams: true, Delimited: true, Write: writeFigures}
}

// Extensions lists the formats by their file name extensions, without the dot.
func Extensions() []string {
	var all []string
	for _, f := range Formats() {
		all = append(all, f.Ext)
	}
	return append(all, figuresExt)
}

// SplitExt splits a file's name at the dot before the extension by which it tells its format: the longest that is known,
// or else the shortest.
func SplitExt(name string) (base, ext string) {
	if base, is := strings.CutSuffix(name, "."+figuresExt); is {
		return base, figuresExt
	}
	dot := strings.LastIndexByte(name, '.')
	if dot < 0 {
		return name, ""
	}
	return name[:dot], name[dot+1:]
}

// ByExt finds a format, or the table of figures, by its file name extension, without the dot.
func ByExt(ext string) (Format, bool) {
	for _, f := range append(Formats(), Figures()) {
		if f.Ext == ext {
			return f, true
		}
	}
	return Format{}, false
}

// tableName names the table of incidents in the formats whose tables have names.
const tableName = "incidents"

// contextEvery is how many incidents pass between two looks at the context.
const contextEvery = 64

// each calls write for every incident, in the heading's language, until something fails.
func each(ctx context.Context, h *Heading, all Incidents, write func(localized) error) error {
	n := 0
	for p, err := range all {
		if err != nil {
			return err
		}
		if n%contextEvery == 0 && ctx.Err() != nil {
			return context.Cause(ctx)
		}
		n++
		if err := write(h.localize(p)); err != nil {
			return err
		}
	}
	return context.Cause(ctx) // nil while it goes on
}
