package columns

import (
	"strings"
	"testing"
)

// tableOf is a header and its rows, with cells parted by bars.
func tableOf(lines ...string) []Column {
	var all []Column
	for i, name := range strings.Split(lines[0], "|") {
		s := &Sample{}
		for _, row := range lines[1:] {
			if cells := strings.Split(row, "|"); i < len(cells) {
				s.Add(cells[i])
			}
		}
		all = append(all, Column{name, s})
	}
	return all
}

func TestAssign(t *testing.T) {
	for _, tt := range []struct {
		name  string
		table []Column
		given map[Field]string
		want  string // the fields of the columns
	}{
		{
			"Spanish", tableOf("Folio|Fecha|Latitud|Longitud|Municipio|Estado|Delito|Muertos|Heridos|Fuente", "1|2026-02-22|20.6|-103.3|Zapopan|Jalisco|Homicidio|1|0|El Diario", "2|2026-02-23|20.7|-103.4|Tonalá|Jalisco|Robo|0|2|El Diario"),
			nil, "id|date|lat|lon|county|state|kind|killed|wounded|source",
		},
		{"English", tableOf("Event ID|Event Date|Headline|Lat|Lng|Fatalities|Source URL", "a1|13-Jan-20|Clash|1.5|2.5|3|https://example.org/1"), nil, "id|date|title|lat|lon|killed|url"},
		{"two languages", tableOf("title_es|title_en|lat|lon", "a|b|1.5|2.5"), nil, "title|title|lat|lon"},
		{"longitude first", tableOf("long|lat|x|y", "-103.3|20.7|672382.3|2296059.5"), nil, "lon|lat|x|y"},
		{"by content", tableOf("a|b|c|d", "2026-02-22|20.6597, -103.3496|https://example.org|POINT(1 2)", "2026-02-23|20.6597, -103.3496|https://example.org|POINT(1 2)"), nil, "date|latlon|url|geometry"},
		{"epochs called time", tableOf("id|time|updated", "a|1517966773840|1517966996303", "b|1517966773841|1517966996303"), nil, "id|date|"},
		{"times called time", tableOf("date|time", "2019/10/13|1025"), nil, "date|time"},
		{"a sum is no figure", tableOf("Number Dead|Total Dead and Missing", "1|3"), nil, "killed|"},
		{"offsets are no zone", tableOf("time|tz", "1517966773840|-480"), nil, "date|"},
		{"asked for", tableOf("what|when|type", "x|2026-02-22|y"), map[Field]string{Kind: "what"}, "kind|date|"},
		{"the same number is no id", tableOf("id|name", "1|a", "1|b", "1|c", "1|d"), nil, "|name"},
		{"an empty column", tableOf("lat|lon|notes", "1.5|2.5|"), nil, "lat|lon|summary"},
	} {
		var got []string
		for _, d := range Assign(tt.table, tt.given) {
			got = append(got, string(d.Field))
		}
		if s := strings.Join(got, "|"); s != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, s, tt.want)
		}
	}
}

// Each name means one field, however it is written.
func TestNames(t *testing.T) {
	names := newTable()
	for field := range synonyms {
		if g, _ := names.find(strings.ReplaceAll(string(field), "_", " ")); g.field == "" {
			t.Errorf("%s has no name of its own", field)
		}
	}
	for name, want := range map[string]Field{
		"FireDiscoveryDateTime": Date, "InitialLatitude": Lat, "Minimum Estimated Number of Missing": MissingLow, "Location Coordinates": LatLon,
		"coordinates x": X, "Fecha de la nota": Date, "No. de muertos": Killed, "LATITUD (WGS84)": Lat,
	} {
		all := Assign([]Column{{Name: name}}, nil)
		if all[0].Field != want {
			t.Errorf("%q is %q, want %q", name, all[0].Field, want)
		}
	}
}
