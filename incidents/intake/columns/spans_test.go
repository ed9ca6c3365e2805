package columns

import "testing"

// Names of dates with a word for an end of a span are that end, in any order of the words; the day of a report has none.
func TestNamesOfSpans(t *testing.T) {
	names := newTable()
	for key, want := range map[string]Field{
		"date occurred from": Start, "date occurred to": End, "fromdate": Start, "todate": End, "incident date end": End, "incident end date": End,
		"event date start": Start, "fecha del hecho hasta": End, "fecha de inicio del evento": Start, "data do fato inicio": Start, "attack date until": End,
		"incident date": Date, "date of incident": Date, "start date": Start, "end date": End,
	} {
		if g, how := names.find(key); how != "by its name" || g.field != want {
			t.Errorf("%q is %q, %s; want %q", key, g.field, how, want)
		}
	}
	for _, key := range []string{"date reported to", "date of birth end", "report date end", "start place", "end year", "month end"} {
		if g, ok := names.bound(key); ok {
			t.Errorf("%q is %q", key, g.field)
		}
	}
}

func TestAreForeign(t *testing.T) {
	for _, tt := range []struct {
		names []string
		want  bool
	}{
		{[]string{"data", "ora", "comune"}, true},
		{[]string{"Fecha", "Lugar"}, true},
		{[]string{"Datum", "Type"}, false},
		{[]string{"date", "place", "data"}, false},
		{[]string{"Date", "Commune", "Tués"}, true},
		{[]string{"Дата", "Город"}, true},
		{nil, false},
	} {
		if got := AreForeign(tt.names); got != tt.want {
			t.Errorf("%q: %t", tt.names, got)
		}
	}
}
