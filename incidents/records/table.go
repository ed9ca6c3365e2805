package records

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"incidentmap/incidents/records/charset"
	"incidentmap/incidents/records/delimited"
)

// rows is a table being read.
type rows interface {
	Read() (*delimited.Row, error)
	Close() error
}

// table is a file of rows and cells.
type table struct {
	open    func(context.Context) (rows, error)
	first   int  // number of the first row that is data
	header  int  // number of cells that the header names; 0 without one
	ragged  bool // short rows are as they should be
	columns *columns
	tags    map[string]string // hashtags below the header, by column
	heads   []string          // the last row of the header, as it stands in the file
}

// newTable finds the header and names the columns.
func newTable(ctx context.Context, limits Limits, header *bool, open func(context.Context) (rows, error)) (*table, []Repair, error) {
	t := &table{open: open, first: 1, columns: newColumns(limits.Columns)}
	src, err := open(ctx)
	if err != nil {
		return nil, nil, err
	}
	defer src.Close()
	beginning, err := firstRows(src, layoutRows)
	if err != nil && len(beginning) == 0 {
		return nil, nil, err
	}
	var notes []Repair
	at := findHeader(beginning, header)
	if names, note := knownLayout(beginning); at < 0 && header == nil && names != nil {
		for _, name := range names {
			t.columns.add(name)
		}
		return t, []Repair{note}, nil
	}
	if at < 0 {
		for range width(beginning) {
			t.columns.add("")
		}
		notes = []Repair{{What: ColumnNamed, Detail: "there is no header; columns are named by their place"}}
		return t, append(notes, t.noteHidden(src)...), nil
	}
	names, at, last := headerNames(beginning, at)
	for _, above := range beginning[:at] {
		notes = append(notes, Repair{
			What: TitleRows, Value: shorten(strings.TrimSpace(strings.Join(above.cells, " "))),
			Detail: fmt.Sprintf("row %d stands above the header and is not a record", above.number),
		})
	}
	if last > at {
		notes = append(notes, Repair{
			What: ColumnNamed, Value: shorten(joined(beginning[last].cells)),
			Detail: fmt.Sprintf("rows %d and %d are one header; each column is called by both", beginning[at].number, beginning[last].number),
		})
	}
	t.first, t.heads = beginning[last].number+1, beginning[last].cells
	for _, name := range names {
		if once, found := charset.Once(name); found {
			notes = append(notes, encodedTwice(once, name))
			name = once
		}
		if note, ok := t.columns.add(name); ok {
			notes = append(notes, note)
		}
	}
	t.header = len(t.columns.names)
	below := beginning[last+1:]
	rows, tags, more := t.subheaders(below)
	if rows > 0 {
		t.first, t.tags = below[rows-1].number+1, tags
	}
	return t, append(append(notes, more...), t.noteHidden(src)...), nil
}

// headerNames gives the names of the columns, and the first and last row of the header, which may be
// two rows.
func headerNames(beginning []sampled, at int) (names []string, first, last int) {
	if at+2 < len(beginning) && beginning[at+1].number == beginning[at].number+1 {
		if names := twoLines(beginning[at].cells, beginning[at+1].cells, beginning[at+2:]); names != nil {
			return names, at, at + 1
		}
	}
	if at > 0 && filled(beginning[at-1].cells) > 1 && beginning[at-1].number == beginning[at].number-1 {
		if names := twoLines(beginning[at-1].cells, beginning[at].cells, beginning[at+1:]); names != nil {
			return names, at - 1, at
		}
	}
	return withoutEmptyEnd(beginning[at].cells), at, at
}

func (t *table) read(ctx context.Context, yield func(*Record) bool) error {
	src, err := t.open(ctx)
	if err != nil {
		return err
	}
	defer src.Close()
	var (
		rec  Record
		down filler
	)
	spans, _ := src.(merging)
	sheet, _ := src.(remarking)
	for {
		row, err := src.Read()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if row.Number < t.first || row.Err == nil && isBlank(row.Cells) {
			continue
		}
		var filled []int
		if spans != nil {
			filled = down.fill(row, spans.begins())
		}
		t.record(&rec, row)
		t.noteFilled(&rec, filled)
		if sheet != nil {
			t.remark(&rec, sheet)
		}
		if !yield(&rec) {
			return nil
		}
	}
}

// isBlank tells a blank line from a row of cells that are all empty.
func isBlank(cells []string) bool {
	return len(cells) == 0 || len(cells) == 1 && strings.TrimSpace(cells[0]) == ""
}

// record makes a record of a row.
func (t *table) record(rec *Record, row *delimited.Row) {
	rec.Row, rec.Values, rec.Repairs, rec.Err = row.Number, row.Cells, rec.Repairs[:0], nil
	switch {
	case row.Err != nil:
		rec.Err = fmt.Errorf("row %d %w", row.Number, row.Err)
		return
	case len(row.Cells) > 0 && len(t.heads) > 0 && row.Cells[0] == t.heads[0] && isAgain(row.Cells, t.heads):
		rec.Err = fmt.Errorf("row %d repeats the header", row.Number)
		return
	}
	for extra := withoutEmptyEnd(row.Cells); len(t.columns.names) < len(extra); {
		t.columns.add("")
	}
	rec.Values = row.Cells[:min(len(row.Cells), len(t.columns.names))]
	for i, v := range rec.Values {
		if once, found := charset.Once(v); found {
			rec.Values[i] = once
			rec.Repairs = addRepair(rec.Repairs, encodedTwice(t.columns.names[i], v))
		}
	}
	if t.header > 0 {
		t.checkLength(rec, row.Cells)
	}
	for _, f := range row.Flaws {
		rec.Repairs = addRepair(rec.Repairs, t.flaw(f, row.Cells))
	}
}

func encodedTwice(column, value string) Repair {
	return Repair{What: EncodedTwice, Column: column, Value: shorten(value), Detail: "was encoded twice, and its letters are mended"}
}

func (t *table) checkLength(rec *Record, cells []string) {
	switch extra := withoutEmptyEnd(cells); {
	case len(cells) < t.header && !t.ragged:
		rec.Repairs = addRepair(rec.Repairs, Repair{
			What:   CellsMissing,
			Detail: fmt.Sprintf("the row has %d cells of %d; the others are taken as empty", len(cells), t.header),
		})
	case len(extra) > t.header:
		rec.Repairs = addRepair(rec.Repairs, Repair{
			What: CellsExtra, Column: t.columns.names[t.header], Value: shorten(extra[t.header]),
			Detail: fmt.Sprintf("the row has %d cells, the header %d; the others are in columns of their own, and a separator in a cell without quotes may have moved those before them", len(extra), t.header),
		})
	}
}

func (t *table) flaw(f delimited.Flaw, cells []string) Repair {
	r := Repair{What: WrongBytes, Detail: f.Kind.String()}
	switch f.Kind {
	case delimited.StrayQuote, delimited.UnclosedQuote:
		r.What = Quotes
	case delimited.CellTooLong:
		r.What, r.Lost = ValueRefused, true
	}
	if f.Cell < len(t.columns.names) {
		r.Column = t.columns.names[f.Cell]
	}
	if f.Cell < len(cells) {
		r.Value = shorten(cells[f.Cell])
	}
	return r
}

func withoutEmptyEnd(cells []string) []string {
	for len(cells) > 0 && strings.TrimSpace(cells[len(cells)-1]) == "" {
		cells = cells[:len(cells)-1]
	}
	return cells
}
