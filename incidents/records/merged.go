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

// mergedRun is a cell that is merged with those to its right, up to the column last; its value stands in the first of them.
type mergedRun struct{ row, column, last int }

// mergedCells are the cells of a sheet that are merged, by their first row, as far as it is still to be read.
type mergedCells struct {
	down  []verticalSpan
	right []mergedRun
}

// begin gives those merged downwards that begin in a row.
func (m *mergedCells) begin(row int) []verticalSpan {
	n := 0
	for n < len(m.down) && m.down[n].first < row {
		n++
	}
	m.down = m.down[n:]
	for n = 0; n < len(m.down) && m.down[n].first == row; {
		n++
	}
	return m.down[:n]
}

// toTheRight remarks on the cells of a row that have a value and are merged with those to their right.
func (m *mergedCells) toTheRight(row int, cells []string, said []remark) []remark {
	for len(m.right) > 0 && m.right[0].row < row {
		m.right = m.right[1:]
	}
	for _, run := range m.right {
		if run.row != row {
			break
		}
		if run.column < len(cells) && cells[run.column] != "" {
			said = append(said, remark{cell: run.column, what: MergedRight, text: mergedRight})
		}
	}
	return said
}

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

// mergedCells lists the cells of a sheet that are merged (ECMA-376, part 1, section 18.3.1.54). They stand behind all
// rows, so that the part is searched for them beforehand. What cannot be read of it is met again, and told, when the rows
// are read.
func (w *workbook) mergedCells(ctx context.Context, part string) (all mergedCells) {
	src, err := w.openPart(ctx, part)
	if err != nil {
		return all
	}
	defer src.Close()
	const sign, longest = `mergeCell ref="`, 64
	buffer, kept := make([]byte, 64<<10), 0
	for len(all.down)+len(all.right) < mostMerged {
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
				all.add(string(rest[:end]))
			}
			text = rest
		}
		if err != nil {
			break
		}
		kept = copy(buffer, text[max(0, len(text)-longest-len(sign)):])
	}
	slices.SortStableFunc(all.down, func(a, b verticalSpan) int { return a.first - b.first })
	slices.SortStableFunc(all.right, func(a, b mergedRun) int { return a.row - b.row })
	return all
}

// add takes the address of merged cells: "A5:B7".
func (m *mergedCells) add(ref string) {
	from, to, ok := strings.Cut(ref, ":")
	first, okFirst := rowOf(from)
	last, okLast := rowOf(to)
	column, lastColumn := columnOf([]byte(from)), columnOf([]byte(to))
	if !ok || !okFirst || !okLast || column < 0 || lastColumn < 0 {
		return
	}
	if last > first {
		m.down = append(m.down, verticalSpan{column, first, last})
	}
	if lastColumn > column {
		m.right = append(m.right, mergedRun{first, column, lastColumn})
	}
}

func rowOf(address string) (int, bool) {
	return whole([]byte(strings.TrimLeft(address, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")))
}
