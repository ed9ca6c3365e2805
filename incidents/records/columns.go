package records

import (
	"fmt"
	"strings"

	"incidentmap/incidents"
)

// columns names the columns of a file, each once.
type columns struct {
	names []string
	keys  []string       // the names in the file
	index map[string]int // by the name in the file
	taken map[string]int // names, with the number that the next of that name is tried with
	limit int
	next  int // the column that follows the one asked for last
}

func newColumns(limit int) *columns {
	return &columns{index: map[string]int{}, taken: map[string]int{}, limit: limit}
}

// at gives the column of a name in the file, which is added if it is new; false when
// there are too many, or it is too long to be one.
func (c *columns) at(name []byte) (int, bool) {
	// Features mostly have the same properties in the same order.
	if c.next < len(c.keys) && c.keys[c.next] == string(name) {
		c.next++
		return c.next - 1, true
	}
	i, ok := c.index[string(name)]
	if !ok {
		if i, ok = c.enter(string(name), string(name)); !ok {
			return 0, false
		}
	}
	c.next = i + 1
	return i, true
}

// enter adds a column that is known in the file by a key.
func (c *columns) enter(key, name string) (int, bool) {
	if len(c.names) >= c.limit || len(key) > mostColumnName {
		return 0, false
	}
	c.index[key] = len(c.names)
	c.keys = append(c.keys, key)
	c.add(name)
	return len(c.names) - 1, true
}

// add names the next column: as the file does where it can, or by its place.
func (c *columns) add(name string) (repair Repair, repaired bool) {
	clean := strings.Join(strings.FieldsFunc(cut(name, mostColumnName), invisible), " ")
	named := clean != ""
	if !named {
		clean = fmt.Sprintf("column_%d", len(c.names)+1)
	}
	unique := clean
	for n := max(c.taken[clean], 2); c.taken[unique] > 0; n++ {
		unique = fmt.Sprintf("%s_%d", clean, n)
		c.taken[clean] = n + 1
	}
	c.taken[unique] = max(c.taken[unique], 1)
	c.names = append(c.names, unique)
	repair = Repair{What: ColumnNamed, Column: unique, Value: shorten(name)}
	switch {
	case !named:
		repair.Detail = fmt.Sprintf("column %d has no name and is called by its place", len(c.names))
	case unique != clean:
		repair.Detail = fmt.Sprintf("column %d has the name of one before it and is called %s", len(c.names), incidents.Quote(unique))
	}
	return repair, repair.Detail != ""
}

// invisible characters part the words of a name or stand around it.
func invisible(r rune) bool {
	switch r {
	case ' ', '\t', '\n', '\r', '\u00a0', '\u200b', '\ufeff':
		return true
	}
	return false
}

// own gives a column that is not of the file but made of it, under a name that none of
// the file's has.
func (c *columns) own(name string) (int, bool) {
	key := "\x00" + name
	if i, ok := c.index[key]; ok {
		return i, true
	}
	return c.enter(key, name)
}
