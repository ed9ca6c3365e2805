package format

import (
	"time"

	"incidentmap/incidents"
)

// ValueType is the type of a property's value.
type ValueType string

// The types of values. In flat formats, lists and objects are JSON as text.
const (
	Text    ValueType = "text"
	Integer ValueType = "integer"
	Number  ValueType = "number"
	Boolean ValueType = "boolean"
	Day     ValueType = "date" // 2006-01-02
	Moment  ValueType = "time" // an instant with its offset from UTC, RFC 3339, to the second
	List    ValueType = "list"
	Object  ValueType = "object"
)

// column is a row of a table of properties of a T. A property without a value is left out
// of JSON and empty in flat formats.
type column[T any] struct {
	name   string
	title  incidents.Text
	about  incidents.Text
	values []string // all the values there are, where the list is closed
	always bool     // every v has a value
	// derived tells that no source says it: it follows from other properties.
	derived bool

	getter[T]
	key string // the name as it begins a member of a JSON object
}

// getter takes a value out of a T. Its type says which of the functions is there.
type getter[T any] struct {
	valueType ValueType
	text      func(T) string
	number    func(T) (int, bool)
	moment    func(T) time.Time
	// json appends a list or an object as JSON, or nothing.
	json  func(dst []byte, v T) []byte
	items []Property // what the objects in it have
}

func text[T any](of func(T) string) getter[T] { return getter[T]{valueType: Text, text: of} }

func number[T any](of func(T) (int, bool)) getter[T] {
	return getter[T]{valueType: Integer, number: of}
}

func moment[T any](of func(T) time.Time) getter[T] { return getter[T]{valueType: Moment, moment: of} }

// objects is a list of objects, size of them in a v, of which at gives the i-th.
func objects[T, E any](columns []column[E], size func(v T) int, at func(v T, i int) E) getter[T] {
	return getter[T]{
		valueType: List, items: describe(columns),
		json: func(dst []byte, v T) []byte {
			n := size(v)
			for i := range n {
				dst = append(dst, "[,"[min(i, 1)])
				dst = appendObject(dst, columns, at(v, i))
			}
			if n > 0 {
				dst = append(dst, ']')
			}
			return dst
		},
	}
}

// table finishes the rows of a table.
func table[T any](columns ...column[T]) []column[T] {
	for i := range columns {
		columns[i].key = string(appendString(nil, columns[i].name)) + ":"
	}
	return columns
}

// say is a text in the two languages of the project.
func say(en, es string) incidents.Text { return incidents.Text{"en": en, "es": es} }

// sayDerived is what is said of a column that no source says.
func sayDerived(en, es string) incidents.Text {
	return say(en+" Derived: no source says it; it follows from other columns.", es+" Derivado: no lo dice ninguna fuente; se sigue de otras columnas.")
}

// words lists a closed set as plain strings.
func words[W ~string](set []W) []string {
	list := make([]string, len(set))
	for i, w := range set {
		list[i] = string(w)
	}
	return list
}

// appendObject writes v as a JSON object of those of its columns that have a value.
func appendObject[T any](dst []byte, columns []column[T], v T) []byte {
	dst = append(dst, '{')
	start := len(dst)
	for i := range columns {
		c := &columns[i]
		before := len(dst)
		if before > start {
			dst = append(dst, ',')
		}
		dst = append(dst, c.key...)
		value := len(dst)
		if dst = c.appendJSON(dst, v); len(dst) == value {
			dst = dst[:before]
		}
	}
	return append(dst, '}')
}

// appendJSON writes the column's value, or nothing where there is none.
func (g *getter[T]) appendJSON(dst []byte, v T) []byte {
	switch g.valueType {
	case Text:
		if s := g.text(v); s != "" {
			return appendString(dst, s)
		}
	case Integer:
		if n, has := g.number(v); has {
			return appendInt(dst, n)
		}
	case Number, Boolean:
		return append(dst, g.text(v)...)
	case Day:
		if s := g.text(v); s != "" {
			return appendString(dst, s)
		}
	case Moment:
		if t := g.moment(v); !t.IsZero() {
			return appendTime(dst, t)
		}
	default:
		return g.json(dst, v)
	}
	return dst
}
