package records

import (
	"strings"
	"unicode/utf8"

	"github.com/paulmach/orb"

	"incidentmap/incidents"
)

// Record is one row of a table or one feature.
type Record struct {
	// Row is the number by which a person finds the record: of a table the row as a
	// spreadsheet shows it, where titles, the header and blank rows count from 1; of
	// other formats the feature, from 1, where those that could not be read count.
	Row int
	// ID is the feature's own identifier, where the format has a place for one.
	ID string
	// Values are texts by column, as the file gives them; those that are missing at the
	// end are empty. JSON's null is empty, its lists and objects are JSON.
	Values []string
	// Geometry is in degrees of WGS 84, longitude first, as RFC 7946 has it; nil for none.
	Geometry orb.Geometry
	Repairs  []Repair
	// Err tells why nothing of this record could be read. Others are not touched.
	Err error
}

// Repair is something that was not right in a record or a file, and what was made of it.
type Repair struct {
	What   What
	Column string // where a column is concerned
	Value  string // what the file has, shortened
	Detail string // what was wrong and what was done, for people
	// Lost tells that something of the file is not in the record.
	Lost bool
}

// What is a kind of repair.
type What string

// The kinds of repairs.
const (
	CellsMissing    What = "cells_missing"    // a row is shorter than the header; what is missing is empty
	CellsExtra      What = "cells_extra"      // a row is longer than the header; the rest is in columns of its own
	Quotes          What = "quotes"           // quotes stand alone or are never closed; they were kept as text
	WrongBytes      What = "wrong_bytes"      // bytes that are not of the encoding were replaced
	EncodedTwice    What = "encoded_twice"    // UTF-8 that was taken for Windows-1252 and encoded again was mended
	ValueRefused    What = "value_refused"    // a value was left out: too long, or not a number that can be kept
	GeometryRefused What = "geometry_refused" // a geometry cannot be one; the record has none
	GeometryMended  What = "geometry_mended"  // a geometry was thinned, or rings that cross were divided
	GeometryEmpty   What = "geometry_empty"   // a geometry without positions became none
	PartsRefused    What = "parts_refused"    // parts of a geometry cannot be; the others were kept
	RingOrder       What = "ring_order"       // rings were turned: outer counterclockwise, holes clockwise
	RingClosed      What = "ring_closed"      // a ring was closed
	Antimeridian    What = "antimeridian"     // a geometry was cut at longitude 180
	Wrapped         What = "wrapped"          // longitudes beyond 180 were turned back into the world
	Projected       What = "projected"        // coordinates were turned into degrees
	ThirdNumber     What = "third_number"     // heights or measures were taken out of the geometry
	Collection      What = "collection"       // a geometry collection was made simpler
	Merged          What = "merged"           // a cell has the value of the one above that it is merged with
	Hidden          What = "hidden"           // a row or a column is not shown in the sheet that it is read of
	Share           What = "share"            // a number is shown as a share of a hundred
	Struck          What = "struck"           // cells are struck through
	MergedRight     What = "merged_right"     // a cell is merged with those to its right, which are empty
	Coded           What = "coded"            // codes are written as what the file says that they stand for
	Twice           What = "twice"            // a record gives a column two values
	TitleRows       What = "title_rows"       // rows above the header were passed over
	ColumnNamed     What = "column_named"     // a column was given a name, or a name of its own
	Skipped         What = "skipped"          // something in the file is not read
	More            What = "more"             // stands for further repairs of the record
)

// String gives the repair as one line.
func (r Repair) String() string {
	s := string(r.What) + ": "
	if r.Column != "" {
		s += "column " + r.Column + ": "
	}
	if r.Value != "" {
		s += incidents.Quote(r.Value) + ": "
	}
	return s + r.Detail
}

// addRepair appends a repair. Of a record with very many only the first are told, and one more
// says that there are others.
func addRepair(to []Repair, r Repair) []Repair {
	switch {
	case len(to) < mostRepairs:
		return append(to, r)
	case len(to) == mostRepairs:
		return append(to, Repair{What: More, Detail: "there was more to mend in this record than is told", Lost: r.Lost})
	}
	to[mostRepairs].Lost = to[mostRepairs].Lost || r.Lost
	return to
}

// shownValue is how many bytes of a value a message shows.
const shownValue = 80

// shorten cuts a text for a message.
func shorten(s string) string {
	if len(s) > shownValue {
		return cut(s, shownValue) + "…"
	}
	return cut(s, shownValue)
}

// cut gives the first bytes of a text, up to most, as whole characters.
func cut(s string, most int) string {
	if len(s) > most {
		for most > 0 && !utf8.RuneStart(s[most]) {
			most--
		}
		s = s[:most]
	}
	return strings.ToValidUTF8(s, "\uFFFD")
}
