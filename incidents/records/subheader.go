package records

import (
	"fmt"
	"regexp"
	"strings"
)

// mostSubheaders is how many rows below the header may describe its columns.
const mostSubheaders = 3

// hashtag is one of the Humanitarian Exchange Language: "#affected+killed", "#date +occurred".
var hashtag = regexp.MustCompile(`^#[A-Za-z][A-Za-z0-9_]*(?: ?\+ ?[A-Za-z0-9_]+)*$`)

// subheaders finds the rows below the header that describe the columns and are no records: hashtags,
// which are given by column, and codes, units or longer names of the columns. It tells how many.
func (t *table) subheaders(below []sampled) (rows int, tags map[string]string, notes []Repair) {
	for rows < min(mostSubheaders, len(below)) {
		row := below[rows]
		switch {
		case isHashtags(row.cells):
			tags = map[string]string{}
			for i, c := range row.cells {
				if c = strings.TrimSpace(c); c != "" && i < len(t.columns.names) {
					tags[t.columns.names[i]] = strings.ReplaceAll(c, " ", "")
				}
			}
			notes = append(notes, Repair{What: TitleRows, Value: shorten(joined(row.cells)), Detail: fmt.Sprintf("row %d holds hashtags of the Humanitarian Exchange Language: they say what the columns are, and it is no record", row.number)})
		case isSubheader(row.cells, below[rows+1:]):
			notes = append(notes, Repair{What: TitleRows, Value: shorten(joined(row.cells)), Detail: fmt.Sprintf("row %d describes the columns, in which all rows below it have numbers or dates; it is no record", row.number)})
		default:
			return rows, tags, notes
		}
		rows++
	}
	return rows, tags, notes
}

func joined(cells []string) string { return strings.TrimSpace(strings.Join(cells, " ")) }

func isHashtags(cells []string) bool {
	n := 0
	for _, c := range cells {
		if c = strings.TrimSpace(c); c == "" {
			continue
		}
		if !hashtag.MatchString(c) {
			return false
		}
		n++
	}
	return n > 0
}

// isSubheader tells a row of text alone where the rows below it have figures in two columns or more,
// all of which it has a text in. A text that comes again below is a value.
func isSubheader(cells []string, below []sampled) bool {
	if len(below) < 2 {
		return false
	}
	typed := 0
	for i, cell := range cells {
		cell = strings.TrimSpace(cell)
		if cell != "" && isFigure(cell) {
			return false
		}
		values, figures := 0, 0
		for _, b := range below {
			if i >= len(b.cells) || strings.TrimSpace(b.cells[i]) == "" {
				continue
			}
			values++
			if isFigure(b.cells[i]) {
				figures++
			}
			if cell != "" && strings.TrimSpace(b.cells[i]) == cell {
				return false
			}
		}
		if values < 2 || figures*10 < values*9 {
			continue
		}
		if cell == "" || isNothing(cell) {
			return false
		}
		typed++
	}
	return typed >= 2
}

// isNothing tells what people write where a number is not known.
func isNothing(cell string) bool {
	switch strings.ToLower(strings.Trim(cell, " .-–—?")) {
	case "", "n/a", "na", "n.a", "n/d", "nd", "s/d", "sd", "null", "none", "nan", "unknown", "desconocido", "sin dato", "sin datos", "no data", "no disponible", "not available", "missing", "tbd", "unk", "<null>", "no aplica", "ninguno", "ninguna", "zero", "cero", "several", "varios":
		return true
	}
	return false
}
