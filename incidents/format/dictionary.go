package format

import "incidentmap/incidents"

// Property is an entry of the data dictionary.
type Property struct {
	Name   string
	Kind   Kind
	Title  incidents.Text // the head of its column, in English and Spanish; empty inside lists
	About  incidents.Text // what it says, in English and Spanish
	Values []string       // all the values there are, where the list is closed
	Items  []Property     // what the objects of a list, or the object, have; a list without is of text
}

// Dictionary describes the properties of a feature, in the order in which every format
// has them.
func Dictionary() []Property { return describe(flat) }

func describe[T any](columns []column[T]) []Property {
	list := make([]Property, len(columns))
	for i, c := range columns {
		list[i] = Property{c.name, c.kind, c.title, c.about, c.values, c.items}
	}
	return list
}
