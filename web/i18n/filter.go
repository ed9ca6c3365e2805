package i18n

import (
	"strings"

	"incidentmap/incidents"
)

// Filter says a filter of a story in words, and nothing of one that wants all. The time is said as
// it was asked for. Layers are not said: what is filtered is named after its own.
func (m Language) Filter(story *incidents.Story, f incidents.Filter, datetime string) string {
	var parts []string
	part := func(name, value string) {
		if value != "" {
			parts = append(parts, m.Text("download.filter."+name, "value", value))
		}
	}
	if f.BBox != nil {
		part("bbox", f.BBox.String())
	}
	part("datetime", datetime)
	for _, ofClass := range []bool{true, false} { // the class is said before the kinds that it is of
		for _, trait := range incidents.TraitFilters() {
			if word := trait.Word(); (word == "class") == ofClass {
				part(word, said(trait.Wanted(&f), func(value string) string { return m.trait(story, word, value) }))
			}
		}
	}
	part("q", f.Query)
	for _, c := range f.Columns {
		parts = append(parts, m.Text("download.filter.column", "name", story.ColumnNamed(c.Name).Source, "value", strings.Join(c.Values, ", ")))
	}
	return strings.Join(parts, "; ")
}

// trait says a value of what filters ask for by words of a closed set.
func (m Language) trait(story *incidents.Story, word, value string) string {
	switch word {
	case "class":
		return m.in(incidents.ClassTitle(incidents.Class(value)))
	case "kind":
		info, _ := story.LookupKind(incidents.Kind(value))
		return m.in(info.Title)
	}
	return m.Text(word + "." + value)
}

// in gives a text in the language of the interface.
func (m Language) in(t incidents.Text) string {
	text, _ := t.In(m.Lang)
	return text
}

func said(list []string, say func(string) string) string {
	names := make([]string, len(list))
	for i, v := range list {
		names[i] = say(v)
	}
	return strings.Join(names, ", ")
}
