package format

import (
	"math"
	"slices"
	"strconv"
	"time"

	"incidentmap/incidents"
)

// columns are those of a file under this heading: the table of properties, and the story's own columns
// behind it.
func (h *Heading) columns() []column[localized] {
	return slices.Concat(flat, table(storyColumns(h.Story.Columns)...))
}

// storyColumns are the rows of the table for the columns of a story that readers may know of.
func storyColumns(all []incidents.Column) []column[localized] {
	var columns []column[localized]
	for i, c := range all {
		if !c.IsPublic() {
			continue
		}
		value := func(v localized) string { return attributeOf(v.Attributes, i, c.Name) }
		own := column[localized]{
			name: c.Name, title: say(c.Source, c.Source), getter: getter[localized]{valueType: attributeTypes[c.Type], text: value},
			about: say("The file's own column: "+c.Source+".", "Columna propia del archivo: "+c.Source+"."),
		}
		if c.Type == incidents.IntegerColumn {
			own.getter = number(func(v localized) (int, bool) {
				n, err := strconv.Atoi(value(v))
				return n, err == nil
			})
		}
		columns = append(columns, own)
	}
	return columns
}

var attributeTypes = map[incidents.ColumnType]ValueType{
	incidents.TextColumn: Text, incidents.IntegerColumn: Integer, incidents.NumberColumn: Number, incidents.BooleanColumn: Boolean, incidents.DateColumn: Day,
}

// attributeOf finds the value of a column; they stand in the columns' order.
func attributeOf(all []incidents.Attribute, at int, name string) string {
	i, found := slices.BinarySearchFunc(all, at, func(a incidents.Attribute, at int) int { return a.Column - at })
	if found && all[i].Name == name {
		return all[i].Value
	}
	return ""
}

// appendAttributes writes the values of the story's columns as further members of a JSON object that
// has some.
func appendAttributes(dst []byte, all []incidents.Attribute) []byte {
	for i := range all {
		a := &all[i]
		dst = append(appendString(append(dst, ','), a.Name), ':')
		switch a.Type {
		case incidents.IntegerColumn, incidents.NumberColumn, incidents.BooleanColumn:
			dst = append(dst, a.Value...)
		default:
			dst = appendString(dst, a.Value)
		}
	}
	return dst
}

// float gives the number of a column of numbers.
func (g *getter[T]) float(v T) (float64, bool) {
	n, err := strconv.ParseFloat(g.text(v), 64)
	return n, err == nil && !math.IsInf(n, 0)
}

// day gives the days since 1970-01-01 of a column of days.
func (g *getter[T]) day(v T) (int32, bool) {
	t, err := time.Parse(time.DateOnly, g.text(v))
	return int32(t.Unix() / 86400), err == nil
}
