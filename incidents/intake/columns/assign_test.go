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
		all = append(all, Column{Name: name, Sample: s})
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
		if g, _ := names.find(strings.ReplaceAll(string(field), "_", " ")); g.field == "" && !isFigure(field) && !isPart(field) {
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

// Figures: the column that counts all is taken, in any language; others are told of.
func TestFigures(t *testing.T) {
	for _, tt := range []struct{ header, row, want, left string }{
		{"id|deaths_a|deaths_b|deaths_civilians|deaths_unknown|best|high|low", "1|2|5|1|0|8|10|6", "id|||||killed|killed_high|killed_low", "deaths_a deaths_b deaths_civilians deaths_unknown"},
		{"id|mortos|feridos_leves|feridos_graves|feridos|ilesos", "1|2|5|1|6|0", "id|killed|||wounded|", "feridos_leves feridos_graves ilesos"},
		{"id|Tués|Blessés|Disparus", "1|2|5|1", "id|killed|wounded|missing", ""},
		{"id|morts|ferits|desapareguts", "1|2|5|1", "id|killed|wounded|missing", ""},
		{"id|morti|feriti|dispersi", "1|2|5|1", "id|killed|wounded|missing", ""},
		{"id|F_MORTS|F_FERITS_GREUS|F_FERITS_LLEUS|F_VICTIMES", "1|2|5|1|8", "id|killed|||", "F_FERITS_GREUS F_FERITS_LLEUS F_VICTIMES"},
		{"id|fatality_count|injury_count", "1|2|3", "id|killed|wounded", ""},
		{"id|Total Deaths|No. Injured|No. Affected|No. Homeless|Total Affected", "1|2|3|4|5|6", "id|killed|wounded|||", "No. Affected No. Homeless Total Affected"},
		{"id|n_killed|n_injured|n_arrested", "1|2|3|4", "id|killed|wounded|detained", ""},
		{"id|men killed|women killed|killed", "1|2|3|5", "id|||killed", "men killed women killed"},
		{"id|Total Dead and Missing|Number Dead", "1|3|2", "id||killed", "Total Dead and Missing"},
		{"id|Hombres muertos|Número total de muertos", "1|3|4", "id||killed", "Hombres muertos"},
		{"id|¿Cuántas personas murieron?|¿Cuántas resultaron heridas?", "1|3|4", "id|killed|wounded", ""},
		{"id|high|temp", "1|30|4", "id||", "high"},
		{"id|death_date|age at death", "1|2020-01-02|33", "id|date|", ""},
		{"id|deaths|killed", "1|2|2", "id|killed|", "killed"},
	} {
		table := tableOf(tt.header, tt.row)
		var got, left []string
		for i, d := range Assign(table, nil) {
			got = append(got, string(d.Field))
			if d.Figure != "" {
				left = append(left, table[i].Name)
			}
		}
		if s := strings.Join(got, "|"); s != tt.want {
			t.Errorf("%s: %s, want %s", tt.header, s, tt.want)
		}
		if s := strings.Join(left, " "); s != tt.left {
			t.Errorf("%s: says of %q, want of %q", tt.header, s, tt.left)
		}
	}
}

// Parts of a date, columns that surveys write, tags, and what only looks like a field.
func TestColumnsByCompany(t *testing.T) {
	for _, tt := range []struct{ name, header, row, want string }{
		{"parts", "id|YEAR|MONTH|DAY|HOUR|MINUTE", "1|2015|2|23|14|30", "id|year|month|day|hour|minute"},
		{"GTD", "eventid|iyear|imonth|iday|attacktype1_txt", "1|2015|2|0|Bombing/Explosion", "id|year|month|day|kind"},
		{"Spanish", "id|Año|Mes|Día|Hora", "1|2015|Febrero|23|14", "id|year|month|day|hour"},
		{"Unfallatlas", "OBJECTID|UJAHR|UMONAT|USTUNDE|XGCSWGS84|YGCSWGS84", "1|2018|05|17|9,919|53,56", "id|year|month|hour|lon|lat"},
		{"a date in full beside its year", "Reported Date|Reported Year|Reported Month", "13-Jan-20|2020|Jan", "date||"},
		{"a day that is a date", "id|dia|hora", "1|2026-02-22|10:25", "id|date|time"},
		{"months", "Crime ID|Month|Crime type", "a1|2024-01|Burglary", "id|date|kind"},
		{
			"a survey", "start|end|Fecha del incidente|Tipo de incidente|Ubicación|_Ubicación_latitude|_Ubicación_longitude|_id|_submission_time",
			"2026-02-22T13:04:25.582-06:00|2026-02-22T13:05:43.668-06:00|2026-02-20|Bloqueo|21.1139 -101.6729 1797.5 35|21.1139|-101.6729|1|2026-02-22T19:05:54", "||date|kind|latlon|lat|lon|id|",
		},
		{"a survey without a date", "start|end|what|_uuid|_submission_time", "2026-02-22T13:04:25.582-06:00|2026-02-22T13:05:43.668-06:00|x|1|2026-02-22T19:05:54", "date||title|id|"},
		{"pictures are no sources", "id|photo_url|image|link", "1|https://example.org/a.jpg|https://example.org/b|https://example.org/c", "id|||url"},
		{"classes of places are no names", "id|place|name", "1|town|A", "id||name"},
		{"two kinds", "event_id_cnty|event_date|event_type|sub_event_type", "A1|2024-01-02|Battles|Armed clash", "id|date|kind|kind"},
	} {
		var got []string
		for _, d := range Assign(tableOf(tt.header, tt.row), nil) {
			got = append(got, string(d.Field))
		}
		if s := strings.Join(got, "|"); s != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, s, tt.want)
		}
	}
	tagged := []Column{{Name: "a", Tag: "#date+occurred"}, {Name: "b", Tag: "#affected+killed"}, {Name: "c", Tag: "#affected+f+killed"}, {Name: "d", Tag: "#adm1+name"}, {Name: "e", Tag: "#adm1+code"}, {Name: "f", Tag: "#geo+lat"}}
	var got []string
	for _, d := range Assign(tagged, nil) {
		got = append(got, string(d.Field))
	}
	if s := strings.Join(got, "|"); s != "date|killed||state||lat" {
		t.Errorf("by tags: %s", s)
	}
}

// A column that is nearly empty stands behind one that is full.
func TestHardlyFilled(t *testing.T) {
	table := tableOf("ref|Geocode|", "1|18.79, 80.81|", "2|26.11, 91.98|", "3|15|", "4|24.63, 93.76|", "5|28.00, 77.00|37.98, 23.73")
	d := Assign(table, nil)
	if d[1].Field != LatLon || d[2].Field != "" {
		t.Errorf("%+v", d)
	}
}
