package records

import (
	"bytes"
	"context"
	"slices"
	"strings"

	"incidentmap/incidents/records/delimited"
)

// verticalSpan is a cell that is merged with those below it, in rows that are counted from 1. Its value
// stands in the first of them alone, and is that of all.
type verticalSpan struct{ column, first, last int }

// merging are rows with merged cells. begins gives those that begin in the row read last.
type merging interface{ begins() []verticalSpan }

// heldCell is the value of a merged cell for the rows below.
type heldCell struct {
	verticalSpan
	value string
}

// filler puts the values of merged cells into the rows that they reach down to.
type filler struct{ held []heldCell }

// fill fills the empty cells of a row that are merged with one above, and tells which. A row without a
// cell of its own stays empty.
func (f *filler) fill(row *delimited.Row, begin []verticalSpan) (filled []int) {
	f.held = slices.DeleteFunc(f.held, func(h heldCell) bool { return h.last < row.Number })
	if len(f.held) > 0 && len(withoutEmptyEnd(row.Cells)) > 0 {
		for _, h := range f.held {
			for len(row.Cells) <= h.column {
				row.Cells = append(row.Cells, "")
			}
			if row.Cells[h.column] == "" && h.value != "" {
				row.Cells[h.column] = h.value
				filled = append(filled, h.column)
			}
		}
	}
	for _, s := range begin {
		if s.column < len(row.Cells) {
			f.held = append(f.held, heldCell{s, row.Cells[s.column]})
		}
	}
	return filled
}

// noteFilled tells of cells that have the value of one above.
func (t *table) noteFilled(rec *Record, filled []int) {
	for _, i := range filled {
		if i < len(rec.Values) {
			rec.Repairs = addRepair(rec.Repairs, Repair{
				What: Merged, Column: t.columns.names[i], Value: shorten(rec.Values[i]), Detail: "the cell is merged with the one above it, and has its value",
			})
		}
	}
}

// mostMerged is how many merged cells of a sheet are known.
const mostMerged = 100_000

// mergedCells lists the cells of a sheet that are merged downwards (ECMA-376, part 1, section 18.3.1.54),
// by their first row. They stand behind all rows, so that the part is searched for them beforehand. What cannot
// be read of it is met again, and told, when the rows are read.
func (w *workbook) mergedCells(ctx context.Context, part string) []verticalSpan {
	src, err := w.openPart(ctx, part)
	if err != nil {
		return nil
	}
	defer src.Close()
	const sign, longest = `mergeCell ref="`, 64
	var spans []verticalSpan
	buffer, kept := make([]byte, 64<<10), 0
	for len(spans) < mostMerged {
		n, err := src.Read(buffer[kept:])
		text := buffer[:kept+n]
		for {
			at := bytes.Index(text, []byte(sign))
			if at < 0 {
				break
			}
			rest := text[at+len(sign):]
			end := bytes.IndexByte(rest, '"')
			if end < 0 && len(rest) < longest && err == nil {
				text = text[at:]
				break // its end is still to be read
			}
			if end > 0 {
				if s, ok := spanOf(string(rest[:end])); ok {
					spans = append(spans, s)
				}
			}
			text = rest
		}
		if err != nil {
			break
		}
		kept = copy(buffer, text[max(0, len(text)-longest-len(sign)):])
	}
	slices.SortStableFunc(spans, func(a, b verticalSpan) int { return a.first - b.first })
	return spans
}

// spanOf reads "A5:A7"; false for cells that are merged with none below.
func spanOf(ref string) (verticalSpan, bool) {
	from, to, ok := strings.Cut(ref, ":")
	first, okFirst := rowOf(from)
	last, okLast := rowOf(to)
	column := columnOf([]byte(from))
	return verticalSpan{column, first, last}, ok && okFirst && okLast && column >= 0 && last > first
}

func rowOf(address string) (int, bool) {
	return whole([]byte(strings.TrimLeft(address, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")))
}
