package i18n

import (
	"testing"
	"time"

	"incidentmap/geo"
	"incidentmap/incidents"
)

func interfaceIn(t testing.TB, lang string) Language {
	t.Helper()
	all, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return all[lang]
}

func instant(t *testing.T, s string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, s)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func TestWhen(t *testing.T) {
	tests := []struct {
		name       string
		precision  incidents.TimePrecision
		start, end string
		zone       string
		en, es     string
		machine    string
	}{
		{
			"day", incidents.Day, "2026-02-22T06:00:00Z", "2026-02-23T05:59:59Z", "America/Mexico_City",
			"Sunday 22 February 2026", "domingo 22 de febrero de 2026", "2026-02-22",
		},
		{ // a day is that of where it was, not of where the story is told
			"day in a zone of its own", incidents.Day, "2026-02-22T08:00:00Z", "2026-02-23T07:59:59Z", "America/Tijuana",
			"Sunday 22 February 2026", "domingo 22 de febrero de 2026", "2026-02-22",
		},
		{
			"days", incidents.Day, "2026-02-22T06:00:00Z", "2026-02-24T05:59:59Z", "America/Mexico_City",
			"from Sunday 22 February 2026 to Monday 23 February 2026", "del domingo 22 de febrero de 2026 al lunes 23 de febrero de 2026", "2026-02-22",
		},
		{
			"minute", incidents.Minute, "2026-02-23T00:05:00Z", "2026-02-23T00:05:00Z", "America/Mexico_City",
			"Sunday 22 February 2026, 18:05 (UTC−6)", "domingo 22 de febrero de 2026, 18:05 (UTC−6)", "2026-02-22T18:05:00-06:00",
		},
		{
			"span of minutes", incidents.Minute, "2026-02-23T00:05:00Z", "2026-02-23T02:10:00Z", "America/Mexico_City",
			"Sunday 22 February 2026, between 18:05 and 20:10 (UTC−6)", "domingo 22 de febrero de 2026, entre las 18:05 y las 20:10 (UTC−6)", "2026-02-22T18:05:00-06:00",
		},
		{
			"hour", incidents.Hour, "2026-02-23T00:00:00Z", "2026-02-23T00:00:00Z", "America/Mexico_City",
			"Sunday 22 February 2026, about 18:00 (UTC−6)", "domingo 22 de febrero de 2026, hacia las 18:00 (UTC−6)", "2026-02-22T18:00:00-06:00",
		},
		{
			"hours over midnight", incidents.Hour, "2026-02-23T05:00:00Z", "2026-02-23T07:59:00Z", "America/Mexico_City",
			"from Sunday 22 February 2026, 23:00 (UTC−6) to Monday 23 February 2026, 01:59 (UTC−6)",
			"de domingo 22 de febrero de 2026, 23:00 (UTC−6) a lunes 23 de febrero de 2026, 01:59 (UTC−6)", "2026-02-22T23:00:00-06:00",
		},
		{
			"evening", incidents.PartOfDay, "2026-02-23T01:00:00Z", "2026-02-23T05:59:59Z", "America/Mexico_City",
			"Sunday 22 February 2026, in the evening", "domingo 22 de febrero de 2026, por la noche", "2026-02-22",
		},
		{
			"early hours", incidents.PartOfDay, "2026-02-22T06:00:00Z", "2026-02-22T11:59:59Z", "America/Mexico_City",
			"Sunday 22 February 2026, in the early hours", "domingo 22 de febrero de 2026, de madrugada", "2026-02-22",
		},
		{
			"several parts of a day", incidents.PartOfDay, "2026-02-22T18:00:00Z", "2026-02-23T05:59:59Z", "America/Mexico_City",
			"Sunday 22 February 2026, between 12:00 and 23:59 (UTC−6)", "domingo 22 de febrero de 2026, entre las 12:00 y las 23:59 (UTC−6)", "2026-02-22",
		},
		{
			"week", incidents.Week, "2026-02-16T06:00:00Z", "2026-02-23T05:59:59Z", "America/Mexico_City",
			"week of Monday 16 February 2026", "semana del lunes 16 de febrero de 2026", "2026-W08",
		},
		{
			"month", incidents.Month, "2025-03-01T06:00:00Z", "2025-04-01T05:59:59Z", "America/Mexico_City",
			"March 2025", "marzo de 2025", "2025-03",
		},
		{
			"year", incidents.Year, "2020-01-01T06:00:00Z", "2021-01-01T05:59:59Z", "America/Mexico_City",
			"in 2020", "en 2020", "2020",
		},
		{
			"years", incidents.Year, "2009-01-01T06:00:00Z", "2011-01-01T05:59:59Z", "America/Mexico_City",
			"from 2009 to 2010", "del 2009 al 2010", "2009",
		},
	}
	zone, err := time.LoadLocation("America/Mexico_City")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			when := incidents.When{
				Start: instant(t, tt.start), End: instant(t, tt.end), Zone: tt.zone, Precision: tt.precision, Basis: incidents.EventTime,
			}
			for lang, want := range map[string]string{"en": tt.en, "es": tt.es} {
				got := interfaceIn(t, lang).When(when, zone)
				if got.Text != want || got.Machine != tt.machine {
					t.Errorf("%s: %q (%s), want %q (%s)", lang, got.Text, got.Machine, want, tt.machine)
				}
			}
		})
	}
	unknown := incidents.When{Precision: incidents.TimeUnknown, Basis: incidents.EventTime}
	if got := interfaceIn(t, "en").When(unknown, zone); got != (Moment{Text: "time not known"}) {
		t.Errorf("unknown: %+v", got)
	}
	reported := incidents.When{
		Start: instant(t, "2026-02-22T06:00:00Z"), End: instant(t, "2026-02-23T05:59:59Z"), Precision: incidents.Day, Basis: incidents.ReportedTime,
	}
	if got, want := interfaceIn(t, "es").When(reported, zone).Text, "domingo 22 de febrero de 2026 (fecha del reporte)"; got != want {
		t.Errorf("reported: %q, want %q", got, want)
	}
}

func TestUTCOffset(t *testing.T) {
	for seconds, want := range map[int]string{0: "UTC", -6 * 3600: "UTC−6", 5*3600 + 1800: "UTC+5:30", -(3*3600 + 1800): "UTC−3:30"} {
		if got := utcOffset(time.Unix(0, 0).In(time.FixedZone("", seconds))); got != want {
			t.Errorf("%d s: %q, want %q", seconds, got, want)
		}
	}
}

func TestFigures(t *testing.T) {
	n := func(v int) *int { return &v }
	tests := []struct {
		low, best, high *int
		en, es          string
	}{
		{nil, n(4), nil, "4 killed", "4 muertos"},
		{nil, n(1), nil, "1 killed", "1 muerto"},
		{nil, n(0), nil, "nobody killed", "ningún muerto"},
		{n(4), n(4), n(4), "4 killed", "4 muertos"},
		{n(3), nil, nil, "at least 3 killed", "al menos 3 muertos"},
		{n(1), nil, nil, "at least 1 killed", "al menos 1 muerto"},
		{nil, nil, n(5), "up to 5 killed", "hasta 5 muertos"},
		{n(3), nil, n(5), "3 to 5 killed", "de 3 a 5 muertos"},
		{n(3), n(4), n(5), "4 (3 to 5) killed", "4 (de 3 a 5) muertos"},
		{n(3), n(4), nil, "4 (at least 3) killed", "4 (al menos 3) muertos"},
		{n(3), n(3), nil, "at least 3 killed", "al menos 3 muertos"},
		{nil, n(5), n(5), "up to 5 killed", "hasta 5 muertos"},
		{nil, n(4), n(5), "4 (up to 5) killed", "4 (hasta 5) muertos"},
		{n(1200), nil, n(3400), "1,200 to 3,400 killed", "de 1,200 a 3,400 muertos"},
	}
	for _, tt := range tests {
		c := incidents.Count{Low: tt.low, Best: tt.best, High: tt.high}
		for lang, want := range map[string]string{"en": tt.en, "es": tt.es} {
			if got := interfaceIn(t, lang).figure(incidents.Killed, c).Text; got != want {
				t.Errorf("%s: %q, want %q", lang, got, want)
			}
		}
	}
}

func TestCasualtyAgrees(t *testing.T) {
	n := func(v int) *int { return &v }
	tests := []struct {
		row    incidents.Casualty
		en, es string
	}{
		{incidents.Casualty{Group: "civilian", Outcome: incidents.Wounded, Best: n(1)}, "1 wounded (civilian)", "1 herido (civil)"},
		{incidents.Casualty{Group: "civilian", Outcome: incidents.Wounded, Best: n(2)}, "2 wounded (civilians)", "2 heridos (civiles)"},
		{incidents.Casualty{Group: "suspected_criminal", Outcome: incidents.Detained, Best: n(2)}, "2 detained (suspected criminals)", "2 detenidos (presuntos delincuentes)"},
		{incidents.Casualty{Group: "prison_staff", Outcome: incidents.Killed, Best: n(1)}, "1 killed (prison staff)", "1 muerto (personal penitenciario)"},
		{incidents.Casualty{Group: "unknown", Outcome: incidents.Missing, Low: n(3)}, "at least 3 missing", "al menos 3 desaparecidos"},
		{incidents.Casualty{Group: "military", Outcome: incidents.DiedLater, Best: n(3)}, "3 died later (military)", "3 murieron después (militares)"},
	}
	for _, tt := range tests {
		for lang, want := range map[string]string{"en": tt.en, "es": tt.es} {
			if got := interfaceIn(t, lang).Casualty(tt.row).Text; got != want {
				t.Errorf("%s: %q, want %q", lang, got, want)
			}
		}
	}
}

func TestPrecisionInWords(t *testing.T) {
	tests := []struct {
		class     incidents.Class
		precision geo.Precision
		en, es    string
	}{
		{incidents.ClassIncident, geo.Locality, "somewhere in the town", "en algún punto de la localidad"},
		{incidents.ClassIncident, geo.Admin1, "somewhere in the state", "en algún punto del estado"},
		{incidents.ClassAdvisory, geo.Admin1, "the state as a whole", "todo el estado"},
		{incidents.ClassAdvisory, geo.Locality, "the town as a whole", "toda la localidad"},
		{incidents.ClassAdvisory, geo.Exact, "at this place", "en este lugar"},
		{incidents.ClassAggregate, geo.Country, "somewhere in the country; which states is not said", "en algún punto del país; no se dice en qué estados"},
		{incidents.ClassIncident, geo.Unlocated, "where is not given", "no se indica dónde"},
	}
	for _, tt := range tests {
		p := &incidents.Public{Class: tt.class, Where: geo.Location{Precision: tt.precision}}
		for lang, want := range map[string]string{"en": tt.en, "es": tt.es} {
			if got := interfaceIn(t, lang).precision(p); got != want {
				t.Errorf("%s %s in %s: %q, want %q", tt.class, tt.precision, lang, got, want)
			}
		}
	}
}

func TestRadiusInWords(t *testing.T) {
	m := interfaceIn(t, "en")
	for metres, want := range map[float64]string{250.2: "251 m", 2500: "3 km", 20000: "20 km", 1234567: "1,235 km"} {
		if got := m.distance(metres); got != want {
			t.Errorf("%g: %q, want %q", metres, got, want)
		}
	}
	where := geo.Location{Precision: geo.Locality, RadiusM: 2500}
	got := m.Location(&incidents.Public{Class: incidents.ClassIncident, Where: where})
	if want := "The source names the town and no place in it. On the map it lies within 3 km of the symbol."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestWebAddress(t *testing.T) {
	for address, want := range map[string]string{
		"https://example.org/a": "https://example.org/a", "http://example.org": "http://example.org",
		"javascript:alert(1)": "", "data:text/html,x": "", "//example.org": "", "": "", " https://example.org": "",
	} {
		if got := WebAddress(address); got != want {
			t.Errorf("%q: %q, want %q", address, got, want)
		}
	}
}

// A source that is told as not named in its own words is not told so twice.
func TestAttributionSaysOnce(t *testing.T) {
	for _, tt := range []struct{ publisher, reason, want string }{
		{"an official", "not authorised to speak", "according to an official, not named: not authorised to speak"},
		{"an official", "", "according to an official, not named"},
		{"an official who asked not to be named", "not authorised to speak", "according to an official who asked not to be named, not authorised to speak"},
		{"an official who asked for anonymity", "", "according to an official who asked for anonymity"},
	} {
		s := incidents.Source{ID: "a", Publisher: incidents.Text{"en": tt.publisher}, Attribution: incidents.Anonymous}
		if tt.reason != "" {
			s.Reason = incidents.Text{"en": tt.reason}
		}
		if got := interfaceIn(t, "en").Attribution(s, nil, "en").Text; got != tt.want {
			t.Errorf("%q, %q: %q, want %q", tt.publisher, tt.reason, got, tt.want)
		}
	}
}

// A state is told with a place, but not where it is the place's own name in another language.
func TestPlaceIsNotDoubled(t *testing.T) {
	for _, tt := range []struct{ place, state, want string }{
		{"Tapalpa", "Jalisco", "Tapalpa, Jalisco"},
		{"Tapalpa, Jalisco", "Jalisco", "Tapalpa, Jalisco"},
		{"Ciudad de México", "Mexico City", "Ciudad de México"},
		{"Ciudad de Guatemala", "Guatemala", "Ciudad de Guatemala"},
		{"Toluca", "Estado de México", "Toluca, Estado de México"},
		{"Kansas City", "Missouri", "Kansas City, Missouri"},
		{"La Ciudad", "El Estado", "La Ciudad, El Estado"},
	} {
		pub := &incidents.Public{}
		pub.Where.Place, pub.Where.Admin.Admin1Name = map[string]string{"es": tt.place}, tt.state
		if got := interfaceIn(t, "es").Place(pub, "es").Name.Text; got != tt.want {
			t.Errorf("%q in %q: %q, want %q", tt.place, tt.state, got, tt.want)
		}
	}
}

// Texts from right to left are marked as such, and keep what is around them in its order.
func TestDirection(t *testing.T) {
	for lang, want := range map[string]bool{"he": true, "ar": true, "ar-EG": true, "fa": true, "ur": true, "yi": true, "az-Arab": true, "az": false, "en": false, "es": false, "ru": false, "": false} {
		if got := (Words{"x", lang}).RTL(); got != want {
			t.Errorf("%q runs from right to left: %t", lang, got)
		}
	}
	en := interfaceIn(t, "en")
	s := incidents.Source{ID: "a", Publisher: incidents.Text{"he": "דובר צה״ל"}}
	if got := en.Attribution(s, nil, "he").Text; got != "according to \u2068דובר צה״ל\u2069" {
		t.Errorf("%q", got)
	}
}
