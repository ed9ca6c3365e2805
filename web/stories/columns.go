package stories

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"

	"incidentmap/incidents"
	"incidentmap/incidents/index"
	"incidentmap/tiles/cache"
)

// columnTable is the values of some columns of a story, by the changes that wrote its incidents. A
// change says the same for ever, so that of a story that goes on only the new ones are read.
type columnTable struct {
	of      []incidents.Column
	changed incidents.Seq
	seqs    []incidents.Seq // in order
	ids     [][]uint32      // by column and incident: a place in values, 0 for none
	values  [][]string      // by column; the first is none
}

// columnBytes is how much memory the tables of all stories may take.
const columnBytes = 32 << 20

// columnCache keeps the tables of stories.
type columnCache struct {
	once   sync.Once
	kept   *cache.Cache[*columnTable]
	flight cache.Flight[*columnTable]
}

func (c *columnCache) cache() *cache.Cache[*columnTable] {
	c.once.Do(func() { c.kept = cache.New(columnBytes, (*columnTable).size) })
	return c.kept
}

func (t *columnTable) size() int {
	n := 8 * len(t.seqs)
	for i := range t.of {
		n += 4 * len(t.ids[i])
		for _, v := range t.values[i] {
			n += 48 + len(v)
		}
	}
	return n
}

// column gives the place of a column; -1 for one that the table does not have, or not as it is now.
func (t *columnTable) column(c incidents.Column) int {
	if t == nil {
		return -1
	}
	return slices.Index(t.of, c)
}

// having finds the incidents of the snapshot that have the values in their columns, once for each state of
// the story and for all who ask meanwhile.
func (snap *Snapshot) having(ctx context.Context, wanted []incidents.ColumnValues) (List, error) {
	key := fmt.Sprintf("%s %d columns %q", snap.Story.Slug, snap.Changed(), wanted)
	if found, known := snap.snapshots.found.Get(key); known {
		return found, nil
	}
	names := make([]string, len(wanted))
	for i, c := range wanted {
		names[i] = c.Name
	}
	table, err := snap.columnTable(ctx, names)
	if err != nil {
		return List{}, err
	}
	var seqs []incidents.Seq
	tests := make([][]bool, len(wanted)) // by the place of a value
	for i, c := range wanted {
		at := table.column(snap.Story.ColumnNamed(c.Name))
		tests[i] = make([]bool, len(table.values[at]))
		for place, value := range table.values[at] {
			tests[i][place] = place > 0 && c.Wants(table.of[at].Type, value)
		}
	}
	for row, seq := range table.seqs {
		has := true
		for i, c := range wanted {
			has = has && tests[i][table.ids[table.column(snap.Story.ColumnNamed(c.Name))][row]]
		}
		if has {
			seqs = append(seqs, seq)
		}
	}
	found := newList(key, seqs)
	snap.snapshots.found.Put(found)
	return found, nil
}

// columnTable gives the values of columns of all incidents of the snapshot, and of those that are kept
// besides.
func (snap *Snapshot) columnTable(ctx context.Context, names []string) (*columnTable, error) {
	slug := snap.Story.Slug
	known, _ := snap.snapshots.columns.cache().Lookup([]byte(slug))
	var of []incidents.Column
	isWhole := known != nil && known.changed == snap.Changed()
	for _, c := range snap.Story.PublicColumns() {
		asked := slices.Contains(names, c.Name)
		if asked || known.column(c) >= 0 {
			of = append(of, c)
		}
		isWhole = isWhole && (!asked || known.column(c) >= 0)
	}
	if isWhole {
		return known, nil
	}
	key := fmt.Sprintf("%s %d %s", slug, snap.Changed(), strings.Join(names, " "))
	return snap.snapshots.columns.flight.Do(ctx, key, func(ctx context.Context) (*columnTable, error) {
		leave, err := snap.snapshots.searching.Enter(ctx)
		if err != nil {
			return nil, err
		}
		defer leave()
		table, err := snap.readColumns(ctx, known, of)
		if err == nil {
			snap.snapshots.columns.cache().Put(slug, table)
		}
		return table, err
	})
}

// readColumns makes a table, of which what a table before it has is not read again.
func (snap *Snapshot) readColumns(ctx context.Context, before *columnTable, of []incidents.Column) (*columnTable, error) {
	t := &columnTable{of: of, changed: snap.Changed(), seqs: snap.Snapshot.Select(index.Query{})}
	slices.Sort(t.seqs)
	from := make([]int, len(of)) // the columns in the table before
	for i, c := range of {
		from[i] = before.column(c)
		t.ids, t.values = append(t.ids, make([]uint32, len(t.seqs))), append(t.values, []string{""})
	}
	places := make([]map[string]uint32, len(of))
	for i := range places {
		places[i] = map[string]uint32{}
	}
	set := func(column, row int, value string) {
		place, known := places[column][value]
		if !known {
			place = uint32(len(t.values[column]))
			places[column][value] = place
			t.values[column] = append(t.values[column], value)
		}
		t.ids[column][row] = place
	}
	usable := before != nil && !slices.Contains(from, -1)
	var missing []incidents.Seq
	var rows []int
	for row, seq := range t.seqs {
		old, known := 0, false
		if usable {
			old, known = slices.BinarySearch(before.seqs, seq)
		}
		if !known {
			missing, rows = append(missing, seq), append(rows, row)
			continue
		}
		for i := range of {
			if place := before.ids[from[i]][old]; place > 0 {
				set(i, row, before.values[from[i]][place])
			}
		}
	}
	n := 0
	for p, err := range snap.snapshots.store.Publics(ctx, missing) {
		if err != nil {
			return nil, snap.Moved(ctx, err)
		}
		for _, a := range p.Attributes {
			if i := slices.IndexFunc(of, func(c incidents.Column) bool { return c.Name == a.Name }); i >= 0 {
				set(i, rows[n], a.Value)
			}
		}
		n++
	}
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case n < len(missing):
		return nil, incidents.ErrMoved
	}
	return t, nil
}

// Values are how often the values of a column come.
type Values struct {
	Column incidents.Column
	Counts map[string]int
}

// ColumnValues counts the values of columns among some changes, which are in order.
func (snap *Snapshot) ColumnValues(ctx context.Context, columns []incidents.Column, among []incidents.Seq) ([]Values, error) {
	names := make([]string, len(columns))
	for i, c := range columns {
		names[i] = c.Name
	}
	table, err := snap.columnTable(ctx, names)
	if err != nil {
		return nil, err
	}
	all := make([]Values, len(columns))
	for i, c := range columns {
		at := table.column(c)
		counts := make([]int, len(table.values[at]))
		for _, seq := range among {
			if row, known := slices.BinarySearch(table.seqs, seq); known {
				counts[table.ids[at][row]]++
			}
		}
		all[i] = Values{c, map[string]int{}}
		for place, n := range counts {
			if place > 0 {
				all[i].Counts[table.values[at][place]] = n
			}
		}
	}
	return all, nil
}
