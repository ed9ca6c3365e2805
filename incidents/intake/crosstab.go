package intake

import (
	"context"
	"fmt"
	"iter"
	"strings"

	"incidentmap/incidents"
	"incidentmap/incidents/intake/columns"
	"incidentmap/incidents/intake/kinds"
	"incidentmap/incidents/records"
)

// crosstab is a table of numbers whose columns are months, years or kinds: each of its rows is many
// counts, and none is an incident.
type crosstab struct {
	cells   []int  // the columns that hold the numbers
	periods bool   // they are months or years; else kinds
	year    int    // the column of the year beside months; -1 for none
	what    string // what the columns are, for people
}

// leastCells is how many such columns make a table one.
const leastCells = 3

// crosstabOf finds out whether a table is one; nil for others.
func crosstabOf(names []string, p *profile) *crosstab {
	var periods, named []int
	for i, n := range names {
		if i >= len(p.samples) || !p.samples[i].Counts() {
			continue
		}
		switch kind, isKind := kinds.Find(n); {
		case columns.IsPeriod(n):
			periods = append(periods, i)
		case isKind && kind != otherKind && columns.IsKindName(n):
			named = append(named, i)
		}
	}
	t := &crosstab{cells: periods, periods: true, year: -1, what: "months or years"}
	if len(periods) < leastCells {
		t = &crosstab{cells: named, year: -1, what: "kinds of incidents"}
	}
	if len(t.cells) < leastCells {
		return nil
	}
	for i, d := range p.decided {
		switch d.Field {
		case columns.YearPart:
			t.year = i
		case columns.Lat, columns.LatLon:
			if !t.periods {
				return nil // incidents with their kinds marked
			}
		}
	}
	return t
}

// refuse says what the table is, and how to read it.
func (t *crosstab) refuse(name string, names []string) error {
	first := make([]string, 0, leastCells)
	for _, i := range t.cells[:leastCells] {
		first = append(first, names[i])
	}
	return incidents.Errorf(incidents.EInvalid, name, "is a table of counts whose columns are %s (%s … %d of them), and holds no single incidents; --unpivot makes a summary of each count that is not zero",
		t.what, quoted(first), len(t.cells))
}

// The columns of a table that was unpivoted, besides those that stay.
const (
	periodColumn = "period"
	kindColumn   = "kind"
	countColumn  = "count"
)

// unpivot gives the table with a row for each of its numbers that is not zero.
func (t *crosstab) unpivot(in *input) *input {
	out := *in
	var stay []int
	isCell := map[int]bool{}
	for _, i := range t.cells {
		isCell[i] = true
	}
	source := in.columns()
	var names []string
	for i, n := range source {
		if !isCell[i] && (!t.periods || i != t.year) {
			stay, names = append(stay, i), append(names, n)
		}
	}
	second := kindColumn
	if t.periods {
		second = periodColumn
	}
	names = append(names, second, countColumn)
	out.columns = func() []string { return names }
	out.notes = append(out.notes[:len(out.notes):len(out.notes)], records.Repair{Detail: fmt.Sprintf("the table's columns were %s: each number of it that is not zero is a row of its own, a summary and no single incident", t.what)})
	out.records = func(ctx context.Context) iter.Seq2[records.Record, error] {
		return func(yield func(records.Record, error) bool) {
			var values []string
			for rec, err := range in.records(ctx) {
				if err != nil || rec.Err != nil {
					if !yield(rec, err) {
						return
					}
					continue
				}
				for _, i := range t.cells {
					count := strings.TrimSpace(cell(rec.Values, i))
					if count == "" || strings.Trim(count, "0.,-") == "" {
						continue
					}
					values = values[:0]
					for _, s := range stay {
						values = append(values, cell(rec.Values, s))
					}
					label := source[i]
					if t.periods && t.year >= 0 {
						label += " " + cell(rec.Values, t.year)
					}
					one := rec
					one.Values, one.ID, one.Repairs = append(values, label, count), "", nil
					if !yield(one, nil) {
						return
					}
				}
			}
		}
	}
	return &out
}
