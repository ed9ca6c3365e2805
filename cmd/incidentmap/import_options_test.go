package main

import (
	"reflect"
	"strings"
	"testing"
	"unicode"

	"incidentmap/incidents/imports"
)

// Each option that a report may advise is a flag of the command import, by the name that the report has for it.
func TestOptionsOfImportsAreFlags(t *testing.T) {
	flags := map[string]bool{}
	for f := range reflect.TypeFor[importCmd]().Fields() {
		name := f.Tag.Get("name")
		if name == "" {
			name = kebab(f.Name)
		}
		flags["--"+name] = true
	}
	for _, o := range imports.Options() {
		if !flags[o.Flag()] {
			t.Errorf("import has no flag %s", o.Flag())
		}
	}
}

// kebab writes a field's name as the command line does: AllOrNothing is all-or-nothing.
func kebab(name string) string {
	var b strings.Builder
	for i, r := range name {
		if unicode.IsUpper(r) && i > 0 {
			b.WriteByte('-')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}
