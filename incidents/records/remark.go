package records

import "fmt"

// remark is what the sheet of a spreadsheet says of a cell, or of a whole row, besides the values in it: what a person
// sees there, and a table of values does not show.
type remark struct {
	cell int // from 0; -1 for the whole row
	what What
	text string
	lost bool
}

// remarking are rows of which a sheet may say more. remarks gives what it says of the row read last, and hidden the columns
// that it does not show, from 0 and in order, as far as it was read.
type remarking interface {
	remarks() []remark
	hidden() []columnSpan
}

// columnSpan is columns beside one another, counted from 0.
type columnSpan struct{ first, last int }

// The remarks of spreadsheets.
const (
	hiddenRow     = "the row is hidden in the sheet, by hand or by a filter, and is read as any other"
	hiddenColumn  = "the column is hidden in the sheet, and is read as any other"
	noResult      = "holds a formula whose result is not in the file; open it in a spreadsheet program, save it, and import it again"
	aShare        = "is shown as a share of a hundred"
	struckThrough = "cells of the row are struck through in the sheet, as people mark what no longer holds; they are read as any other"
	mergedRight   = "the cell is merged with those to its right, which have no value of their own"
)

// remark adds what the sheet says of a row to its record.
func (t *table) remark(rec *Record, src remarking) {
	for _, r := range src.remarks() {
		repair := Repair{What: r.what, Detail: r.text, Lost: r.lost}
		if r.cell >= 0 {
			if r.cell >= len(t.columns.names) {
				continue
			}
			repair.Column = t.columns.names[r.cell]
			if r.cell < len(rec.Values) {
				repair.Value = shorten(rec.Values[r.cell])
			}
		}
		rec.Repairs = addRepair(rec.Repairs, repair)
	}
}

// noteHidden tells which of the columns the sheet does not show.
func (t *table) noteHidden(src rows) (notes []Repair) {
	sheet, ok := src.(remarking)
	if !ok {
		return nil
	}
	for _, s := range sheet.hidden() {
		for i := s.first; i <= s.last && i < len(t.columns.names); i++ {
			notes = append(notes, Repair{What: Hidden, Column: t.columns.names[i], Detail: hiddenColumn})
		}
	}
	return notes
}

// repeatedRow tells of a row that stands more often in a sheet than it is read.
func repeatedRow(times int) string {
	return fmt.Sprintf("the sheet repeats the row %d times, of which %d are read", times, mostAgain+1)
}
