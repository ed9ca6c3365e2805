package imports

import (
	"regexp"
	"strings"
)

// Option is a choice of how a file is read. Reports advise them, and each medium has its own word for one: the command import
// has a flag, the API a parameter, the desk a field. Its name is the parameter's, "keep_equal_rows"; in the English of a report,
// which is its record, it stands as the flag, "--keep-equal-rows".
type Option struct {
	Name string
	Box  bool // it is there or not, and has no value
	// Values are all that it may have, where they are few.
	Values []string
}

// Options are all that an upload takes. Which column is of which field is Map.
func Options() []Option {
	return []Option{
		{Name: Map},
		{Name: "dates", Values: []string{"dmy", "mdy"}},
		{Name: "lang"},
		{Name: "zone"},
		{Name: "today"},
		{Name: "country"},
		{Name: "kind"},
		{Name: "namespace"},
		{Name: "unpivot", Box: true},
		{Name: "keep_equal_rows", Box: true},
		{Name: "all_or_nothing", Box: true},
		{Name: "add_kinds", Box: true},
		{Name: "format"},
		{Name: "encoding"},
		{Name: "separator"},
		{Name: "header"},
		{Name: "sheet"},
		{Name: "crs"},
	}
}

// Map is the option that takes a column for a field. Its value is FIELD=COLUMN.
const Map = "map"

// Flag is what the command import calls the option.
func (o Option) Flag() string { return "--" + strings.ReplaceAll(o.Name, "_", "-") }

// Parameter is the option as a parameter of the API, with a value or, for none, with dots in its place.
func (o Option) Parameter(value string) string {
	switch {
	case o.Box:
		value = "1"
	case value == "":
		value = "…"
	}
	return o.Name + "=" + value
}

// flagForm is what a report quotes, which is a file's own, or an option, with the value that it is to have: a column of a field,
// a number, a day or a word that is a value of that option alone.
var flagForm = regexp.MustCompile(`"(?:[^"\\]|\\.)*"|--([a-z]+(?:-[a-z]+)*)((?: [a-zA-Z_0-9]+=[A-Z]+| \d{4}-\d\d-\d\d| \d{4,6}| dmy| mdy| csv)\b)?`)

// Retell says a sentence of a report in the words of a medium: each option that it names outside of quotes is what say makes
// of it and of its value, which may be empty.
func Retell(sentence string, say func(o Option, value string) string) string {
	if !strings.Contains(sentence, "--") {
		return sentence
	}
	known := map[string]Option{}
	for _, o := range Options() {
		known[o.Flag()] = o
	}
	return flagForm.ReplaceAllStringFunc(sentence, func(found string) string {
		flag, value, _ := strings.Cut(found, " ")
		if o, isOption := known[flag]; isOption {
			return say(o, value)
		}
		return found
	})
}

// InParameters says a sentence of a report as the API does.
func InParameters(sentence string) string { return Retell(sentence, Option.Parameter) }
