package records

import (
	"context"
	"fmt"
	"iter"

	"incidentmap/incidents"
)

// File is one table or one set of features. An archive, a workbook or a GeoPackage is
// several.
type File struct {
	// Name is the file's name, with the member of an archive, the sheet or the table
	// behind it: "week.zip/monday.csv", "week.xlsx/Sheet1".
	Name string
	// Format is csv, tsv, xlsx, ods, geojson, geojsonseq, topojson, json, kml, gpx, gpkg, parquet, fgb or shapefile.
	Format string
	// Encoding is the text's encoding (WHATWG name), empty for binary formats.
	Encoding string
	// Separator is what parts the cells of a text table: "," ";" "\t" "|".
	Separator string
	// Title is what the file calls itself, empty when it does not.
	Title string
	// Tags are the hashtags of the Humanitarian Exchange Language that stand below the header, by column.
	Tags map[string]string
	// From1904 tells that numbers that are days count from 1904, as the workbook says; else they count from 1900.
	From1904 bool
	// Notes are what was decided or repaired for the file as a whole.
	Notes []Repair
	// Err tells why nothing of this file can be read, as a member of an archive that is
	// no data or is damaged; there are then no records.
	Err error

	columns *columns
	stream  stream
}

// stream reads a file's records from the beginning. It gives each record to yield until
// that answers false; an error is the end of a broken container.
type stream interface {
	read(ctx context.Context, yield func(*Record) bool) error
}

// Columns names the columns, by which a record's Values are ordered. Where only the
// records tell the columns (the properties of features) it grows while they are read,
// at its end alone; after all have been read once it is complete.
func (f *File) Columns() []string {
	if f.columns == nil {
		return nil
	}
	return f.columns.names
}

// Records reads the file from its beginning, each time it is called. A record and all
// that it holds but its strings and its geometry is valid until the next one. An error
// is the last thing given: the file cannot be read any further, and says after how many
// records. One read at a time.
func (f *File) Records(ctx context.Context) iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		if f.Err != nil {
			yield(Record{}, f.Err)
			return
		}
		n, left := 0, false // left: the caller wants no more, and must not be given more
		err := f.stream.read(ctx, func(r *Record) bool {
			if ctx.Err() != nil {
				return false
			}
			n++
			left = !yield(*r, nil)
			return !left
		})
		if left {
			return
		}
		if ctx.Err() != nil {
			err = ctx.Err()
		}
		if err != nil {
			yield(Record{}, f.broken(n, err))
		}
	}
}

func (f *File) broken(n int, err error) error {
	code := incidents.EInvalid
	if c := incidents.CodeOf(err); c != incidents.EInternal {
		code = c
	}
	return &incidents.Error{
		Code: code, Field: f.Name,
		Message: fmt.Sprintf("reading stopped after %d records", n), Err: err,
	}
}
