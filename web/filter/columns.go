package filter

import (
	"cmp"
	"context"
	"maps"
	"slices"

	"incidentmap/incidents"
	"incidentmap/incidents/index"
	"incidentmap/web/page"
	"incidentmap/web/stories"
)

// ColumnChoice is the choices of a column that the story shows: its values where they are few, or a text
// that is to be its value.
type ColumnChoice struct {
	ID, Title string
	Options   []Option
	Value     string // of the text
	Open      bool   // something is chosen
}

const (
	// mostValues is how many values of a column are listed.
	mostValues = 30
	// mostCounted is how many incidents a story may have whose values are counted for its page.
	mostCounted = 20_000
)

// columns makes the choices of the columns that the story shows, and what is kept of others.
func (v *Form) columns(ctx context.Context, found stories.Selection, w *Criteria, c *Counter) error {
	for _, column := range found.Snapshot.Story.PublicColumns() {
		chosen := w.Words[column.Name]
		if !column.Shown {
			for _, value := range chosen {
				v.Kept = append(v.Kept, page.Field{Name: column.Name, Value: value})
			}
			continue
		}
		choice := ColumnChoice{ID: column.Name, Title: column.Source, Open: len(chosen) > 0}
		values, err := w.valuesBeside(ctx, found, column, c)
		if err != nil {
			return err
		}
		if len(values) == 0 || len(values) > mostValues {
			choice.Value = cmp.Or(append(slices.Clone(chosen), "")...)
			v.Columns = append(v.Columns, choice)
			continue
		}
		for _, value := range chosen {
			values[value] += 0 // what is chosen is there to be taken back
		}
		for value, n := range values {
			choice.Options = append(choice.Options, Option{ID: value, Text: value, Count: n, Checked: slices.Contains(chosen, value)})
		}
		slices.SortFunc(choice.Options, func(a, b Option) int { return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.ID, b.ID)) })
		v.Columns = append(v.Columns, choice)
	}
	return nil
}

// valuesBeside counts the values of a column, of all incidents, among those that the other choices find;
// nil of a story too large for it.
func (w *Criteria) valuesBeside(ctx context.Context, found stories.Selection, column incidents.Column, c *Counter) (map[string]int, error) {
	snap := found.Snapshot
	if snap.Count(index.Query{}) > mostCounted {
		return nil, nil
	}
	f := w.Filter
	f.Layers = w.Visible
	f.Columns = slices.DeleteFunc(slices.Clone(f.Columns), func(c incidents.ColumnValues) bool { return c.Name == column.Name })
	beside, err := snap.Select(ctx, f)
	if err != nil {
		return nil, err
	}
	if w.Visible != nil && len(w.Visible) == 0 {
		beside.Query.Narrowed, beside.Query.Among = true, nil
	}
	all, err := snap.ColumnValues(ctx, []incidents.Column{column}, c.seqs(index.Query{}))
	if err != nil {
		return nil, err
	}
	some, err := snap.ColumnValues(ctx, []incidents.Column{column}, c.seqs(beside.Query))
	if err != nil {
		return nil, err
	}
	counts := all[0].Counts
	for value := range counts {
		counts[value] = 0
	}
	maps.Copy(counts, some[0].Counts)
	return counts, nil
}

// seqs are the changes that Of counts, in order.
func (c *Counter) seqs(q index.Query) []incidents.Seq {
	if len(q.Classes) == 0 {
		q.Classes = incidents.ClassesOfTheDay()
	}
	seqs := c.Snapshot.Snapshot.Select(q)
	slices.Sort(seqs)
	if c.Whole == nil {
		return seqs
	}
	counted := map[incidents.Seq]bool{}
	for _, p := range c.Whole {
		counted[p.Seq] = p.Counted()
	}
	return slices.DeleteFunc(seqs, func(seq incidents.Seq) bool { return !counted[seq] })
}
