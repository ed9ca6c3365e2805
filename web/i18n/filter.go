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
	part("class", said(f.Classes, func(c incidents.Class) string { return m.in(incidents.ClassTitle(c)) }))
	part("kind", said(f.Kinds, func(k incidents.Kind) string {
		info, _ := story.LookupKind(k)
		return m.in(info.Title)
	}))
	part("verification", said(f.Verifications, func(v incidents.Verification) string { return m.Text("verification." + string(v)) }))
	part("q", f.Query)
	for _, c := range f.Columns {
		parts = append(parts, m.Text("download.filter.column", "name", story.ColumnNamed(c.Name).Source, "value", strings.Join(c.Values, ", ")))
	}
	return strings.Join(parts, "; ")
}

// in gives a text in the language of the interface.
func (m Language) in(t incidents.Text) string {
	text, _ := t.In(m.Lang)
	return text
}

func said[T any](list []T, say func(T) string) string {
	names := make([]string, len(list))
	for i, v := range list {
		names[i] = say(v)
	}
	return strings.Join(names, ", ")
}
