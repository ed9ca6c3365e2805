package i18n

import (
	"strings"

	"incidentmap/incidents/imports"
)

// atDesk says a sentence of a report as the desk does: where it names an option of an import, it names the field or the box of
// the desk's page by its label. The labels stand in desk.json as desk.import.option.NAME; an option without one has no field.
func (m Language) atDesk(sentence string) string { return imports.Retell(sentence, m.importOption) }

// importOption names the desk's field of an option, with the value that it is to have, if any.
func (m Language) importOption(o imports.Option, value string) string {
	label := m.Text(optionKey(o))
	switch {
	case o.Name == imports.Map:
		of, _, _ := strings.Cut(value, "=")
		if title := m.Optional(columnKey(of)); title != "" {
			return m.Text("desk.import.in_column", "label", title)
		}
		return m.Text("desk.import.in_columns")
	case o.Box:
		return m.Text("desk.import.in_box", "label", label)
	case value == "":
		return m.Text("desk.import.in_field", "label", label)
	}
	if title := m.Optional(optionKey(o) + "." + value); title != "" {
		value = title
	}
	return m.Text("desk.import.in_field_value", "label", label, "value", value)
}

// columnKey is the key of what the desk calls a field that columns may be matched to.
func columnKey(field string) string {
	if field == "extra" {
		return "desk.import.kept"
	}
	return "desk.column." + field
}

func optionKey(o imports.Option) string { return "desk.import.option." + o.Name }

// ImportOptions are the options of imports that the desk has a field for, with its label.
func (m Language) ImportOptions() []LabelledOption {
	var all []LabelledOption
	for _, o := range imports.Options() {
		label := m.Optional(optionKey(o))
		if label == "" {
			continue
		}
		field := LabelledOption{Option: o, Label: label}
		for _, value := range o.Values {
			field.Titles = append(field.Titles, Label{value, m.Text(optionKey(o) + "." + value)})
		}
		all = append(all, field)
	}
	return all
}

// LabelledOption is an option of imports as the desk names it, and its values where they are few.
type LabelledOption struct {
	imports.Option
	Label  string
	Titles []Label
}
