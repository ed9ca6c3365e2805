package records

import (
	"slices"
	"strings"
)

const (
	layoutRows = 200 // rows that are looked at to find the header
	headerRows = 20  // rows within which the header is
)

// sampled is a row of a table's beginning.
type sampled struct {
	number int
	cells  []string
}

// firstRows reads the first rows that are not blank.
func firstRows(src rows, most int) ([]sampled, error) {
	var all []sampled
	for size := 0; len(all) < most && size < layoutBytes; {
		row, err := src.Read()
		if err != nil {
			return all, err
		}
		if row.Err == nil && !isBlank(row.Cells) {
			all = append(all, sampled{row.Number, slices.Clone(row.Cells)})
			for _, c := range row.Cells {
				size += 16 + len(c)
			}
		}
	}
	return all, nil
}

// findHeader gives the index of the header in a table's first rows, or -1 when there is
// none. The header is the first row with most of its cells filled, all with text, where
// rows below it have numbers or dates in some columns; rows above it are titles.
func findHeader(beginning []sampled, wanted *bool) int {
	if wanted != nil && !*wanted {
		return -1
	}
	full := usualFilled(beginning)/2 + 1
	for i, row := range beginning[:min(len(beginning), headerRows)] {
		if filled(row.cells) < full {
			continue
		}
		if wanted != nil || isHeader(row.cells, withoutRow(beginning[i+1:], row.cells)) {
			return i
		}
		break
	}
	if wanted != nil && len(beginning) > 0 {
		return 0
	}
	return -1
}

// withoutRow leaves out the rows that say the same as a header, as tables repeat theirs on each page.
func withoutRow(rows []sampled, cells []string) []sampled {
	return slices.DeleteFunc(slices.Clone(rows), func(r sampled) bool { return isAgain(r.cells, cells) })
}

// isAgain tells a row that repeats the header.
func isAgain(row, header []string) bool {
	return len(header) > 1 && slices.Equal(withoutEmptyEnd(row), withoutEmptyEnd(header))
}

// isHeader weighs a row against those below it, column by column: text above numbers
// speaks for a header, a number above numbers and a text that comes again against it.
func isHeader(row []string, below []sampled) bool {
	speaksFor, against := 0, 0
	years := areYears(row)
	for i, cell := range row {
		if cell = strings.TrimSpace(cell); cell == "" {
			continue
		}
		values, figures, again := 0, 0, false
		for _, b := range below {
			if i >= len(b.cells) || strings.TrimSpace(b.cells[i]) == "" {
				continue
			}
			values++
			if isFigure(b.cells[i]) {
				figures++
			}
			again = again || strings.TrimSpace(b.cells[i]) == cell
		}
		switch typed := values > 0 && figures*5 >= values*4; {
		case years && isYear(cell):
		case again, typed && isFigure(cell):
			against++
		case typed:
			speaksFor++
		case values == 0 && isFigure(cell):
			against++
		}
	}
	return against == 0 || speaksFor > against
}

// areYears tells a row of names and of years that follow one another, as a table by years has it.
func areYears(row []string) bool {
	n, last, others := 0, 0, 0
	for _, cell := range row {
		cell = strings.TrimSpace(cell)
		switch {
		case cell == "":
		case !isYear(cell):
			others++
			if isFigure(cell) {
				return false
			}
		default:
			year := int(cell[0]-'0')*1000 + int(cell[1]-'0')*100 + int(cell[2]-'0')*10 + int(cell[3]-'0')
			if n > 0 && year != last+1 && year != last-1 {
				return false
			}
			n, last = n+1, year
		}
	}
	return n >= 3 && others > 0
}

func isYear(cell string) bool {
	cell = strings.TrimSpace(cell)
	return len(cell) == 4 && (cell[:2] == "19" || cell[:2] == "20") && strings.Trim(cell, "0123456789") == ""
}

// isFigure tells a number, a date or a time, by how it begins.
func isFigure(s string) bool {
	s = strings.TrimLeft(strings.TrimSpace(s), "-+.,$€(")
	return s != "" && s[0] >= '0' && s[0] <= '9'
}

func filled(cells []string) int {
	n := 0
	for _, c := range cells {
		if strings.TrimSpace(c) != "" {
			n++
		}
	}
	return n
}

// usualFilled is the number of filled cells that most rows have.
func usualFilled(beginning []sampled) int {
	counts, best := map[int]int{}, 0
	for _, row := range beginning {
		n := filled(row.cells)
		counts[n]++
		if counts[n] > counts[best] || counts[n] == counts[best] && n > best {
			best = n
		}
	}
	return best
}

func width(beginning []sampled) int {
	most := 0
	for _, row := range beginning {
		most = max(most, len(row.cells))
	}
	return most
}
