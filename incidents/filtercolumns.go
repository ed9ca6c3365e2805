package incidents

import (
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// ColumnValues are values of a column of a story (see Column.Name), of which any is wanted. A value is
// compared as its type is written (12, 3.5, true, 2026-02-22; see Wants), and texts letter by letter.
type ColumnValues struct {
	Name   string
	Values []string
}

// AnyColumn stands for the names of all columns in a list of parameters.
const AnyColumn = "x_*"

// IsColumnName reports whether a parameter is the name of a column of a story.
func IsColumnName(word string) bool {
	return len(word) <= maxColumnName && columnForm.MatchString(word)
}

// WantsColumns reports whether an incident of those attributes has a wanted value in each column that is
// asked for.
func (f *Filter) WantsColumns(own []Attribute) bool {
	for _, c := range f.Columns {
		if !slices.ContainsFunc(own, func(a Attribute) bool { return a.Name == c.Name && c.Wants(a.Type, a.Value) }) {
			return false
		}
	}
	return true
}

// Wants reports whether a value of a column of a type is one of those that are wanted: numbers by what
// they are (3.5 is 3.50), all else by how it is written.
func (c ColumnValues) Wants(t ColumnType, value string) bool {
	if slices.Contains(c.Values, value) {
		return true
	}
	if t != NumberColumn && t != IntegerColumn {
		return false
	}
	own, err := strconv.ParseFloat(value, 64)
	return err == nil && slices.ContainsFunc(c.Values, func(wanted string) bool {
		n, err := strconv.ParseFloat(wanted, 64)
		return err == nil && n == own
	})
}

// How many columns a filter may ask for, and values of one.
const (
	mostFilterColumns = 12
	mostFilterValues  = 100
)

// parseColumns reads what is wanted of columns, in the order of their names.
func parseColumns(words url.Values, problems *Problems) []ColumnValues {
	var all []ColumnValues
	for _, name := range slices.Sorted(maps.Keys(words)) {
		if !strings.HasPrefix(name, "x_") {
			continue
		}
		values := slices.Compact(slices.Sorted(slices.Values(words[name])))
		switch {
		case !IsColumnName(name):
			problems.Add("x_", "%s is not the name of a column, such as x_cause_of_death", Quote(name))
		case len(values) > mostFilterValues:
			problems.Add(name, "is given %d values; the limit is %d", len(values), mostFilterValues)
		case slices.ContainsFunc(values, func(v string) bool { return v == "" || len(v) > MaxAttribute }):
			problems.Add(name, "has a value that is empty, or longer than %d bytes", MaxAttribute)
		default:
			all = append(all, ColumnValues{name, values})
		}
	}
	if len(all) > mostFilterColumns {
		problems.Add("x_", "columns are asked for %d times; the limit is %d", len(all), mostFilterColumns)
		return nil
	}
	return all
}
