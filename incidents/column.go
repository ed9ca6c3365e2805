package incidents

import (
	"encoding/json"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Column is a column of imported files that is none of an incident's own fields. The story keeps
// it under a name of its own, and its values travel with the incidents in every format.
type Column struct {
	// Name is what the column is called in addresses, files and schemas: "x_" and words of a-z, 0-9 and _.
	Name string `json:"name"`
	// Source is the file's own name for it, which is the key of its value in Incident.Extra.
	Source string     `json:"source"`
	Type   ColumnType `json:"type"`
	// Shown tells that readers see it on the incident's card.
	Shown bool `json:"shown,omitempty"`
	// Private keeps it from readers.
	Private bool `json:"private,omitempty"`
	// Unpublished tells that no public incident has had a value of it yet. Readers do not learn that the column is
	// there, since its name alone may tell what only drafts say. A store ends it: see Store.PutStory.
	Unpublished bool `json:"unpublished,omitempty"`
}

// IsPublic reports whether readers may know of the column.
func (c *Column) IsPublic() bool { return c.Name != "" && !c.Private && !c.Unpublished }

// ColumnType is the type of a column's values.
type ColumnType string

// The types of columns. Of all but texts a value that is not of the type is none.
const (
	TextColumn    ColumnType = "text"
	IntegerColumn ColumnType = "integer" // of at most 15 digits, which every program holds exactly
	NumberColumn  ColumnType = "number"
	BooleanColumn ColumnType = "boolean"
	DateColumn    ColumnType = "date" // 2006-01-02
)

// ColumnTypes lists the types.
func ColumnTypes() []ColumnType {
	return []ColumnType{TextColumn, IntegerColumn, NumberColumn, BooleanColumn, DateColumn}
}

// Limits of a story's columns, and of a value in bytes: what is longer is cut for readers, and whole
// for editors.
const (
	MaxColumns   = 400
	MaxAttribute = 4000
	// MaxShown is how many columns an import lets the cards of a story show; its editors may choose others.
	MaxShown = 12
)

// Attribute is the value that an incident has in one of its story's columns.
type Attribute struct {
	Column int // its place in Story.Columns
	Name   string
	Type   ColumnType
	// Value is the value as its type is written: 12, 3.5, true, 2026-02-22.
	Value string
}

var columnForm = regexp.MustCompile(`^x_[a-z0-9]+(_[a-z0-9]+)*$`)

const maxColumnName = 63 // what PostgreSQL and shapefiles' successors take as a name

// ColumnName gives the name of a column that a file calls source, whose words are given in small
// letters without accents: "cause of death" is x_cause_of_death.
func ColumnName(words string) string {
	var b strings.Builder
	b.WriteString("x")
	for _, w := range strings.FieldsFunc(words, func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') }) {
		if b.Len()+1+len(w) > maxColumnName {
			break
		}
		b.WriteByte('_')
		b.WriteString(w)
	}
	if b.Len() == 1 {
		b.WriteString("_column")
	}
	return b.String()
}

// AddColumn adds a column that a file calls source, or finds the one that is there. A type that
// differs from the one before becomes text, which holds both. A new column is unpublished. It gives
// false where the story has MaxColumns already.
func (s *Story) AddColumn(source, words string, t ColumnType) bool {
	for i := range s.Columns {
		if c := &s.Columns[i]; c.Source == source {
			c.Type = widerType(c.Type, t)
			return true
		}
	}
	if len(s.Columns) >= MaxColumns {
		return false
	}
	name := ColumnName(words)
	for n := 2; s.hasColumn(name); n++ {
		suffix := "_" + strconv.Itoa(n)
		name = strings.TrimRight(ColumnName(words)[:min(len(ColumnName(words)), maxColumnName-len(suffix))], "_") + suffix
	}
	s.Columns = append(s.Columns, Column{Name: name, Source: source, Type: t, Unpublished: true})
	return true
}

// ColumnOf gives the column that a file calls source, the zero Column when there is none.
func (s *Story) ColumnOf(source string) Column {
	for _, c := range s.Columns {
		if c.Source == source {
			return c
		}
	}
	return Column{}
}

// ColumnNamed gives the column of a name, the zero Column when there is none.
func (s *Story) ColumnNamed(name string) Column {
	for _, c := range s.Columns {
		if c.Name == name {
			return c
		}
	}
	return Column{}
}

func (s *Story) hasColumn(name string) bool { return s.ColumnNamed(name).Name != "" }

// widerType is the type that holds the values of both.
func widerType(a, b ColumnType) ColumnType {
	switch {
	case a == b:
		return a
	case a == IntegerColumn && b == NumberColumn, a == NumberColumn && b == IntegerColumn:
		return NumberColumn
	}
	return TextColumn
}

// PublicColumns lists the columns that readers may know of.
func (s *Story) PublicColumns() []Column {
	return slices.DeleteFunc(slices.Clone(s.Columns), func(c Column) bool { return !c.IsPublic() })
}

// Unpublished lists the columns whose values readers would see first with an incident, as the names that addresses
// and files have for them.
func (s *Story) Unpublished(inc *Incident) (names []string) {
	some := func(c Column) bool { return c.Unpublished && !c.Private && inc.Extra[c.Source] != "" }
	if !inc.IsPublic() || !slices.ContainsFunc(s.Columns, some) {
		return nil
	}
	for _, a := range s.attributes(inc) {
		if s.Columns[a.Column].Unpublished {
			names = append(names, a.Name)
		}
	}
	return names
}

// SameButPublished reports whether two versions of a story say the same but for which of their columns are unpublished.
func (s *Story) SameButPublished(other *Story) bool {
	told := func(of Story) string {
		of.Columns = slices.Clone(of.Columns)
		for i := range of.Columns {
			of.Columns[i].Unpublished = false
		}
		text, err := json.Marshal(of)
		if err != nil { // of a story that no store has
			return err.Error()
		}
		return string(text)
	}
	return told(*s) == told(*other)
}

// attributes gives the values of the incident that readers may see. Any of them may tell where it
// was, so that there are none where the place is not open.
func (s *Story) attributes(inc *Incident) []Attribute {
	if len(inc.Extra) == 0 || len(s.Columns) == 0 || inc.Disposition == Retracted || s.Policy.of(inc.Kind).rule(inc.Disclosure) != Open {
		return nil
	}
	var all []Attribute
	for i := range s.Columns {
		c := &s.Columns[i]
		raw, has := inc.Extra[c.Source]
		if !has || c.Private {
			continue
		}
		if v, ok := c.Type.Read(raw); ok {
			if all == nil {
				all = make([]Attribute, 0, min(len(inc.Extra), len(s.Columns)))
			}
			all = append(all, Attribute{i, c.Name, c.Type, v})
		}
	}
	return all
}

// Read gives a value as its type is written, and false for what is none of the type.
func (t ColumnType) Read(raw string) (string, bool) {
	v := strings.TrimSpace(raw)
	if v == "" || v == "[]" || v == "{}" {
		return "", false
	}
	switch t {
	case IntegerColumn:
		return v, isInteger(v)
	case NumberColumn:
		return v, isInteger(v) || isDecimal(v)
	case BooleanColumn:
		switch v {
		case "true", "True", "TRUE":
			return "true", true
		case "false", "False", "FALSE":
			return "false", true
		}
		return "", false
	case DateColumn:
		return v, isDate(v)
	}
	if len(v) > MaxAttribute {
		end := MaxAttribute - len("…")
		for end > 0 && !utf8.RuneStart(v[end]) {
			end--
		}
		v = v[:end] + "…"
	}
	return v, true
}

// isInteger tells a whole number as JSON writes it. Zeros before it belong to a code, which is text.
func isInteger(s string) bool {
	digits := strings.TrimPrefix(s, "-")
	if digits == "" || len(digits) > 15 || digits[0] == '0' && s != "0" {
		return false
	}
	return strings.Trim(digits, "0123456789") == ""
}

// isDecimal tells a number with a decimal point as JSON writes it.
func isDecimal(s string) bool {
	whole, fraction, ok := strings.Cut(s, ".")
	if !ok || fraction == "" || len(fraction) > 20 || strings.Trim(fraction, "0123456789") != "" {
		return false
	}
	return isInteger(whole) || whole == "-0"
}

func isDate(s string) bool {
	if len(s) != 10 || s[4] != '-' || s[7] != '-' {
		return false
	}
	year, err1 := strconv.Atoi(s[:4])
	month, err2 := strconv.Atoi(s[5:7])
	day, err3 := strconv.Atoi(s[8:])
	return err1 == nil && err2 == nil && err3 == nil && year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month)
}

func daysIn(year, month int) int {
	switch {
	case month == 2 && year%4 == 0 && (year%100 != 0 || year%400 == 0):
		return 29
	case month == 2:
		return 28
	case month == 4 || month == 6 || month == 9 || month == 11:
		return 30
	}
	return 31
}

// TypeOf tells which types a value of a file may have, the narrowest that holds it alone.
func TypeOf(raw string) ColumnType {
	for _, t := range []ColumnType{IntegerColumn, NumberColumn, BooleanColumn, DateColumn} {
		if _, ok := t.Read(raw); ok {
			return t
		}
	}
	return TextColumn
}

// Widen gives the type that holds values of both, of which t may be empty for none yet.
func (t ColumnType) Widen(of ColumnType) ColumnType {
	if t == "" {
		return of
	}
	return widerType(t, of)
}

func (s *Story) validateColumns(p *Problems) {
	if len(s.Columns) > MaxColumns {
		p.Add("columns", "has %d entries; the limit is %d", len(s.Columns), MaxColumns)
		return
	}
	names, sources := map[string]bool{}, map[string]bool{}
	for i, c := range s.Columns {
		at := "columns[" + strconv.Itoa(i) + "]"
		if !columnForm.MatchString(c.Name) || len(c.Name) > maxColumnName || names[c.Name] {
			p.Add(at+".name", "%q is not a new name of at most %d characters such as x_cause_of_death", c.Name, maxColumnName)
		}
		if c.Source == "" || len(c.Source) > 1000 || sources[c.Source] {
			p.Add(at+".source", "%q is not a new name of a file's column", c.Source)
		}
		oneOf(p, at+".type", c.Type, ColumnTypes())
		names[c.Name], sources[c.Source] = true, true
	}
}
