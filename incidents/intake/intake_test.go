package intake

import (
	"context"
	"fmt"
	"iter"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/geo/gazetteer"
	"incidentmap/geo/geocode"
	"incidentmap/incidents"
	"incidentmap/incidents/records"
)

// tableOf is a file of a header and rows, with cells parted by bars.
func tableOf(lines ...string) *input {
	names := strings.Split(lines[0], "|")
	return &input{
		name: "table.csv", format: "csv", encoding: "utf-8", separator: ",",
		columns: func() []string { return names },
		records: func(context.Context) iter.Seq2[records.Record, error] {
			return func(yield func(records.Record, error) bool) {
				cells := make([]string, 0, len(names))
				for i, line := range lines[1:] {
					cells = append(cells[:0], strings.Split(line, "|")...)
					if !yield(records.Record{Row: i + 2, Values: cells}, nil) {
						return
					}
				}
			}
		},
	}
}

// draftSink is a sink that keeps what it gets.
type draftSink struct{ drafts []Draft }

func (s *draftSink) Take(_ context.Context, drafts []Draft) error {
	s.drafts = append(s.drafts, drafts...)
	return nil
}

// known is what a store that took the drafts would know.
func (s *draftSink) known(_ context.Context, keys []string) (map[string]incidents.Known, error) {
	all := map[string]incidents.Known{}
	for _, d := range s.drafts {
		all[d.Incident.Origin.Key] = incidents.Known{Incident: d.Incident.ID, Revision: d.Base + 1, Hash: d.Incident.Origin.Hash}
	}
	found := map[string]incidents.Known{}
	for _, k := range keys {
		if v, ok := all[k]; ok {
			found[k] = v
		}
	}
	return found, nil
}

var story = incidents.Story{Slug: "try", Languages: []string{"es", "en"}, Zone: "America/Mexico_City"}

// take imports a table and checks what holds for every import.
func take(t *testing.T, in *input, change func(*Options)) (FileReport, []Draft) {
	t.Helper()
	opts := Options{Story: story, Today: time.Date(2026, 2, 24, 12, 0, 0, 0, time.UTC)}
	if change != nil {
		change(&opts)
	}
	var s draftSink
	report, err := read(context.Background(), []*input{in}, opts, &s)
	if err != nil {
		t.Fatal(err)
	}
	f := report.Files[0]
	if f.Accepted+f.Refused+f.Duplicates != f.Rows {
		t.Errorf("the counts do not add up: %s", f.Counts)
	}
	for _, d := range s.drafts {
		if err := d.Incident.Validate(); err != nil {
			t.Errorf("row %d: %v", d.Incident.Origin.Row, err)
		}
	}
	return f, s.drafts
}

// says tells whether some message has all the parts.
func says(f FileReport, parts ...string) bool {
	for _, m := range f.Messages {
		line, all := m.String(), true
		for _, p := range parts {
			all = all && strings.Contains(line, p)
		}
		if all {
			return true
		}
	}
	return false
}

func TestTakeTable(t *testing.T) {
	f, drafts := take(t, tableOf(
		"Folio|Fecha|Lat|Lon|Municipio|Estado|Delito|Muertos|Heridos|Fuente|Liga|Otra",
		"a1|22/02/2026|20.6597|-103.3496|Guadalajara|Jalisco|Homicidio|3|al menos 2|El Diario|https://example.org/1|x",
	), nil)
	if f.Counts != (Counts{Rows: 1, Accepted: 1, Created: 1}) {
		t.Errorf("counts: %+v", f.Counts)
	}
	inc := drafts[0].Incident
	if inc.Kind != "killing" || inc.Class != incidents.ClassIncident || inc.Title["es"] != "Homicidio, Guadalajara, 2026-02-22" {
		t.Errorf("kind %s, class %s, title %q", inc.Kind, inc.Class, inc.Title)
	}
	if inc.Where.Geometry != (orb.Point{-103.3496, 20.6597}) || inc.Where.Precision != geo.AsGiven || inc.Where.Admin.Admin1Name != "Jalisco" || inc.Where.Method.By != geo.BySource {
		t.Errorf("where: %+v", inc.Where)
	}
	if got := inc.When.Start.Format(time.RFC3339) + " " + inc.When.End.Format(time.RFC3339); got != "2026-02-22T00:00:00-06:00 2026-02-22T23:59:59-06:00" || inc.When.Precision != incidents.Day {
		t.Errorf("when: %s %s", got, inc.When.Precision)
	}
	if len(inc.Casualties) != 2 || *inc.Casualties[0].Best != 3 || *inc.Casualties[1].Low != 2 || inc.Casualties[1].Best != nil || inc.Casualties[0].Claim != "k1" {
		t.Errorf("casualties: %+v", inc.Casualties)
	}
	if len(inc.Sources) != 1 || inc.Sources[0].URL != "https://example.org/1" || inc.Sources[0].Publisher["es"] != "El Diario" || inc.Claims[0].Source != inc.Sources[0].ID {
		t.Errorf("sources: %+v, claims: %+v", inc.Sources, inc.Claims)
	}
	if inc.Extra["Otra"] != "x" || inc.Extra["Heridos"] != "al menos 2" || inc.Extra["Folio"] != "a1" || len(inc.Extra) != 4 {
		t.Errorf("extra: %q", inc.Extra)
	}
	if inc.Origin.Key != "id:a1" || inc.Origin.Row != 2 || inc.Origin.File != "table.csv" || !strings.HasPrefix(inc.Origin.Hash, "sha256:") {
		t.Errorf("origin: %+v", inc.Origin)
	}
}

// Coordinates, row by row: what is located, and what is said of what is not.
func TestCoordinates(t *testing.T) {
	for _, tt := range []struct {
		name, header, row string
		want              orb.Point // zero for none
		says              string
	}{
		{"two columns", "lat|lon|a", "20.5|-103.5|x", orb.Point{-103.5, 20.5}, ""},
		{"the other way round", "lon|lat|a", "-103.5|20.5|x", orb.Point{-103.5, 20.5}, ""},
		{"decimal commas", "latitud|longitud|a", "20,5|-103,5|x", orb.Point{-103.5, 20.5}, ""},
		{"letters", "lat|lon|a", "20.5 N|103.5 O|x", orb.Point{-103.5, 20.5}, ""},
		{"degrees and minutes", "lat|lon|a", "20°30'00\" N|103°30'00\" W|x", orb.Point{-103.5, 20.5}, ""},
		{"one cell", "coordenadas|a", "20.5, -103.5|x", orb.Point{-103.5, 20.5}, ""},
		{"one cell with letters", "coordenadas|a", "103°30'W 20°30'N|x", orb.Point{-103.5, 20.5}, ""},
		{"Well-Known Text", "wkt|a", "POINT(-103.5 20.5)|x", orb.Point{-103.5, 20.5}, ""},
		{"a system in the name", "x_32613|y_32613|a", "672382.3944|2296059.548|x", orb.Point{-103.3441885, 20.75629595}, "EPSG:32613"},
		{"a column of zones", "utm_x|utm_y|zona utm", "672382.3944|2296059.548|13N", orb.Point{-103.3441885, 20.75629595}, "EPSG:32613"},
		{"Web Mercator", "x|y|a", "-11504022.3|2362165.1|x", orb.Point{-103.34314, 20.748}, "EPSG:3857"},
		{"no system", "x|y|a", "672382.3944|2296059.548|x", orb.Point{}, "nothing says in which system"},
		{"null island", "lat|lon|a", "0|0|x", orb.Point{}, "Gulf of Guinea"},
		{"half given", "lat|lon|a", "20.5||x", orb.Point{}, "only one"},
		{"half unknown", "lat|lon|a", "20.5|n/a|x", orb.Point{}, "only one"},
		{"none", "lat|lon|a", "||x", orb.Point{}, "neither coordinates"},
		{"out of range", "lat|lon|a", "95|200|x", orb.Point{}, "not between -90 and 90"},
		{"exchanged", "lat|lon|a", "-103.5|20.5|x", orb.Point{}, "seem to be exchanged"},
		{"not finite", "lat|lon|a", "1e400|20.5|x", orb.Point{}, "the latitude is not a finite number"},
		{"not a number", "lat|lon|a", "NaN|NaN|x", orb.Point{}, "latitude"},
		{"letters exchanged", "lat|lon|a", "103.5 W|20.5 N|x", orb.Point{}, "exchanged"},
	} {
		f, drafts := take(t, tableOf(tt.header, tt.row), func(o *Options) {
			o.Map = map[string]string{}
			for _, n := range []string{"lat", "lon"} {
				if strings.Contains("|"+tt.header+"|", "|"+n+"|") {
					o.Map[n] = n
				}
			}
		})
		if len(drafts) != 1 {
			t.Errorf("%s: the row is lost", tt.name)
			continue
		}
		got, isPoint := drafts[0].Incident.Where.Geometry.(orb.Point)
		if isPoint != (tt.want != orb.Point{}) || isPoint && !near(got, tt.want) || (f.Unlocated == 0) != isPoint {
			t.Errorf("%s: %v, unlocated %d; want %v", tt.name, got, f.Unlocated, tt.want)
		}
		if tt.says != "" && !says(f, tt.says) {
			t.Errorf("%s: nothing says %q in %v", tt.name, tt.says, f.Messages)
		}
	}
}

func near(a, b orb.Point) bool {
	return max(a[0]-b[0], b[0]-a[0], a[1]-b[1], b[1]-a[1]) < 0.01
}

// grid is rows of positions in a region, with some of another making between them.
func grid(header string, extra ...string) *input {
	lines := []string{header}
	for i := range 40 {
		lines = append(lines, fmt.Sprintf("%.3f|%.3f|%d", 20.5+float64(i%7)/50, -103.5+float64(i%5)/50, i))
	}
	return tableOf(append(lines, extra...)...)
}

func TestExchangedRows(t *testing.T) {
	f, drafts := take(t, grid("lat|lon|n", "-103.45|20.55|97", "20.55|103.45|98", "20.55|-103.45|99"), nil)
	if f.Partial != 2 || f.Unlocated != 2 || !says(f, "exchanged", "row 42") || !says(f, "sign of the longitude", "row 43") {
		t.Errorf("%s %v", f.Counts, f.Messages)
	}
	if extra := drafts[41].Incident.Extra; extra["lon"] != "103.45" || extra["lat"] != "20.55" {
		t.Errorf("what was not used is not kept: %q", extra)
	}
	f, drafts = take(t, grid("lon|lat|n"), nil)
	if f.Unlocated != 0 || !says(f, "exchanged", "none of its") || drafts[0].Incident.Where.Geometry.Bound().Min[0] > -100 {
		t.Errorf("%s %v", f.Counts, f.Messages)
	}
}

// world is the geocoder of the embedded gazetteer, without outlines.
var world = sync.OnceValue(func() Geocoder {
	b, err := os.ReadFile("../../data/places.gaz")
	if err != nil {
		panic(err)
	}
	g, err := gazetteer.Open(b)
	if err != nil {
		panic(err)
	}
	return geocode.New(g, nil)
})

func TestPlaces(t *testing.T) {
	with := func(o *Options) { o.Geocoder = world() }
	f, drafts := take(t, tableOf("id|lat|lon|ciudad|estado",
		"1|||Tapalpa|Jalisco", "2|||San Juan Bautista|Oaxaca", "3|||San Juan|", "4|||Qwzxtown|", "5|19.95|103.75|Tapalpa|Jalisco", "6|19.9512|-103.7534|Tapalpa|Jalisco"), with)
	for i, want := range []geo.Precision{geo.Locality, geo.Admin1, geo.Unlocated, geo.Unlocated, geo.Locality, geo.AsGiven} {
		if got := drafts[i].Incident.Where; got.Precision != want {
			t.Errorf("row %d: %s, want %s", i+2, got.Precision, want)
		}
	}
	if reasons := drafts[1].Incident.Where.Method.Reasons; len(reasons) == 0 || !strings.Contains(reasons[0], "it stands for \"San Juan Bautista\"") {
		t.Errorf("the state does not say what it stands for: %q", reasons)
	}
	if !says(f, "San Juan", "may") || !says(f, "Qwzxtown", "no place is known") || !says(f, "row 6", "sign of the longitude") {
		t.Errorf("messages: %v", f.Messages)
	}
	if admin := drafts[5].Incident.Where.Admin; admin.Admin1 != "MX.14" {
		t.Errorf("the areas of the row's place are not its: %+v", admin)
	}
}

// A precision that is stated is taken, and widens the radius around a position that stays.
func TestPrecision(t *testing.T) {
	rows := []struct {
		header, row string
		precision   geo.Precision
		least, most float64 // of the radius, in km
	}{
		{"precision", "exact", geo.Exact, 0, 0},
		{"precision", "street", geo.Near, 0, 0},
		{"precision", "city", geo.Locality, 2, 50},
		{"precision", "state", geo.Admin1, 100, 1000},
		{"precision", "country", geo.Country, 1000, 2500},
		{"precision", "qwerty", geo.AsGiven, 0, 0},
		{"precision", "", geo.AsGiven, 0, 0},
		{"location_accuracy", "25km", geo.Near, 25, 25},
		{"location_accuracy", "250 km", geo.Near, 250, 250},
		{"location_accuracy", "1,5 km", geo.Near, 1.5, 1.5},
		{"accuracy (m)", "30", geo.Exact, 0.03, 0.03},
		{"accuracy (m)", "2500", geo.Near, 2.5, 2.5},
		{"horizontal accuracy", "4.25", geo.Exact, 0.00425, 0.00425},
		{"geo_precision", "1", geo.Locality, 2, 50},
		{"geo_precision", "2", geo.Admin2, 5, 150},
		{"geo_precision", "3", geo.Admin1, 100, 1000},
		{"where_prec", "1", geo.Exact, 0, 0},
		{"where_prec", "2", geo.Near, 25, 25},
		{"where_prec", "6", geo.Country, 1000, 2500},
		{"geo_precision", "9", geo.AsGiven, 0, 0},
	}
	for _, tt := range rows {
		_, drafts := take(t, tableOf("id|lat|lon|estado|pais|"+tt.header, "1|20.51234|-103.51234|Jalisco|MX|"+tt.row), func(o *Options) {
			o.Geocoder = world()
			o.Map = map[string]string{"precision": tt.header}
		})
		got := drafts[0].Incident.Where
		if got.Precision != tt.precision || got.RadiusM < 1000*tt.least || got.RadiusM > 1000*tt.most {
			t.Errorf("%s %s: %s within %.2f km, want %s within %v to %v", tt.header, tt.row, got.Precision, got.RadiusM/1000, tt.precision, tt.least, tt.most)
		}
		if got.Geometry != (orb.Point{-103.51234, 20.51234}) {
			t.Errorf("%s %s: the position is moved to %v", tt.header, tt.row, got.Geometry)
		}
	}
}

// Few digits and words for a place that is not the very spot make a position less exact.
func TestVagueness(t *testing.T) {
	for _, tt := range []struct {
		lat, lon, place string
		precision       geo.Precision
		radius          float64
	}{
		{"20.51234", "-103.51234", "Plaza", geo.AsGiven, 0},
		{"20.512", "-103.512", "Plaza", geo.AsGiven, 0},
		{"20.5", "-103.512", "Plaza", geo.AsGiven, 0},
		{"20.51", "-103.5", "Plaza", geo.Near, 800},
		{"20.5", "-103.5", "Plaza", geo.Near, 7700},
		{"20", "-103", "", geo.Near, 76_300},
		{"20°30'00\" N", "103°30'00\" W", "", geo.AsGiven, 0},
		{"20°30' N", "103°30' W", "", geo.Near, 1300},
		{"33.51234", "12.51234", "Off the coast of Libya", geo.Near, 50_000},
		{"33.51234", "12.51234", "frente a las costas de Libia", geo.Near, 50_000},
		{"33.51234", "12.51234", "Unspecified location on the border", geo.Near, 50_000},
		{"20.51234", "-103.51234", "cerca de Tapalpa", geo.Near, 25_000},
		{"20.51234", "-103.51234", "Nearwood", geo.AsGiven, 0},
	} {
		_, drafts := take(t, tableOf("id|lat|lon|lugar", "1|"+tt.lat+"|"+tt.lon+"|"+tt.place), nil)
		if got := drafts[0].Incident.Where; got.Precision != tt.precision || got.RadiusM != tt.radius {
			t.Errorf("%s %s %q: %s within %.0f m, want %s within %.0f", tt.lat, tt.lon, tt.place, got.Precision, got.RadiusM, tt.precision, tt.radius)
		}
	}
}

func TestTimes(t *testing.T) {
	for _, tt := range []struct{ header, row, start, end, says string }{
		{"fecha|hora|n", "2026-02-22|1025|1", "2026-02-22T10:25:00-06:00", "2026-02-22T10:25:00-06:00", ""},
		{"fecha|hora|n", "2026-02-22|noche|1", "2026-02-22T18:00:00-06:00", "2026-02-22T23:59:59-06:00", ""},
		{"fecha|hora|zona horaria", "2026-02-22|10:25|UTC", "2026-02-22T10:25:00Z", "2026-02-22T10:25:00Z", ""},
		{"fecha|hora|zona horaria", "2026-02-22|10:25|America/New_York", "2026-02-22T10:25:00-05:00", "2026-02-22T10:25:00-05:00", ""},
		{"start|end|n", "2026-02-22 10:00|2026-02-22 12:00|1", "2026-02-22T10:00:00-06:00", "2026-02-22T12:00:00-06:00", ""},
		{"start|end|n", "2026-02-22 12:00|2026-02-22 10:00|1", "2026-02-22T12:00:00-06:00", "2026-02-22T12:00:00-06:00", "end before the start"},
		{"fecha|hora|n", "2022-10-30|01:30|1", "2022-10-30T01:30:00-05:00", "2022-10-30T01:30:00-06:00", "clocks went back"},
		{"fecha|hora|n", "2022-04-03|02:30|1", "2022-04-03T03:30:00-05:00", "2022-04-03T03:30:00-05:00", "clocks went forward"},
		{"fecha|hora|n", "2026-02-22|99:99|1\n2026-02-22|10:25|2\n2026-02-22|10:25|3", "2026-02-22T00:00:00-06:00", "2026-02-22T23:59:59-06:00", "not a time of day"},
		{"fecha|m|n", "31/02/2026|1|1", "0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "does not exist"},
		{"acq_date|acq_time|n", "2019/10/13|18|1\n2019/10/13|1025|2", "2019-10-13T00:18:00Z", "2019-10-13T00:18:00Z", "in UTC"},
		{"Time (UTC)|m|n", "2019-10-13 10:25|1|1", "2019-10-13T10:25:00Z", "2019-10-13T10:25:00Z", "in UTC"},
		{"start|end_|n", "2026211 1200|2026211 1500|1", "2026-07-30T06:00:00-06:00", "2026-07-30T09:00:00-06:00", ""},
		{"cuando|m|n", "noche del domingo|1|1", "2026-02-22T18:00:00-06:00", "2026-02-22T23:59:59-06:00", ""},
	} {
		f, drafts := take(t, tableOf(append([]string{tt.header}, strings.Split(tt.row, "\n")...)...), nil)
		w := drafts[0].Incident.When
		if got := w.Start.Format(time.RFC3339); got != tt.start {
			t.Errorf("%s: starts %s, want %s", tt.row, got, tt.start)
		}
		if got := w.End.Format(time.RFC3339); got != tt.end {
			t.Errorf("%s: ends %s, want %s", tt.row, got, tt.end)
		}
		if tt.says != "" && !says(f, tt.says) {
			t.Errorf("%s: nothing says %q in %v", tt.row, tt.says, f.Messages)
		}
	}
}
