package intake

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"

	"incidentmap/incidents"
	"incidentmap/incidents/intake/columns"
	"incidentmap/incidents/records"
)

// tableFormats are the formats of tables that people draw, of which one may stand below another.
var tableFormats = []string{"csv", "tsv", "xlsx", "ods"}

// ruled says why such a row is left out, as Markdown and printed tables have them.
const ruled = "the row is a line of dashes between others"

// oneTable gives a file's records without those of another table below the first one, and without lines that are
// drawn: they are told of, each with its error. A second table begins with a header of its own.
func (in *input) oneTable() *input {
	if !slices.Contains(tableFormats, in.format) {
		return in
	}
	one, headers := *in, columns.NewHeaders()
	one.records = func(ctx context.Context) iter.Seq2[records.Record, error] {
		return func(yield func(records.Record, error) bool) {
			second, above := 0, numericColumns{}
			for rec, err := range in.records(ctx) {
				switch {
				case err != nil || rec.Err != nil || rec.Geometry != nil:
				case second > 0:
					rec.Err = aside(fmt.Sprintf("the row is of another table, whose header is row %d", second))
				case isRule(rec.Values):
					rec.Err = aside(ruled)
				case headers.IsHeader(rec.Values, above.isNumeric):
					second = rec.Row
					rec.Err = aside("the row is the header of another table, which is not read")
				default:
					above.add(rec.Values)
				}
				if !yield(rec, err) {
					return
				}
			}
		}
	}
	return &one
}

// numericColumns counts, in the first rows of a table, the cells of each column and those of them with a digit.
type numericColumns struct {
	rows          int
	cells, digits []int
}

// numericRows is how many rows are counted.
const numericRows = 50

func (n *numericColumns) add(cells []string) {
	if n.rows >= numericRows {
		return
	}
	n.rows++
	for i, c := range cells {
		if i >= len(n.cells) {
			n.cells, n.digits = append(n.cells, 0), append(n.digits, 0)
		}
		if strings.TrimSpace(c) == "" {
			continue
		}
		n.cells[i]++
		if strings.ContainsAny(c, "0123456789") {
			n.digits[i]++
		}
	}
}

// isNumeric tells a column of numbers or dates: two cells or more, and a digit in each.
func (n *numericColumns) isNumeric(column int) bool {
	return column < len(n.cells) && n.cells[column] >= 2 && n.digits[column] == n.cells[column]
}

// aside is the error of a row that is no record of the table.
func aside(why string) error { return incidents.Errorf(incidents.EInvalid, "", "%s", why) }

// isRule tells a row whose cells are lines of dashes and the like alone.
func isRule(cells []string) bool {
	long := false
	for _, c := range cells {
		if c == "" {
			continue
		}
		if strings.Trim(c, " :-–—=_+|") != "" {
			return false
		}
		long = long || len(c) >= 3
	}
	return long
}
