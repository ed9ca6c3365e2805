package intake

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"incidentmap/incidents"
)

// event is an incident that is known before it is written to a file.
type event struct {
	id, title, kindWord    string
	kind                   incidents.Kind
	when                   time.Time
	lat, lon               float64
	killed, wounded        int
	hasKilled, hasWounded  bool
	placed, dated, clocked bool
}

// heads are the names of columns by language.
var heads = []map[string][]string{
	{"id": {"id", "Event ID", "incident_id"}, "title": {"Title", "headline"}, "kind": {"Event Type", "Category", "incident_type"}, "date": {"Date", "event_date", "Date of incident"}, "time": {"Time"}, "lat": {"Latitude", "lat"}, "lon": {"Longitude", "lng"}, "killed": {"Killed", "Total deaths", "fatality_count", "Number of dead"}, "wounded": {"Injured", "wounded", "injury_count"}, "year": {"Year"}, "month": {"Month"}, "day": {"Day"}, "hour": {"Hour"}, "minute": {"Minute"}},
	{"id": {"Folio", "ID incidente"}, "title": {"Título", "Encabezado"}, "kind": {"Tipo de incidente", "Delito"}, "date": {"Fecha", "Fecha de los hechos", "Fecha_evento"}, "time": {"Hora"}, "lat": {"Latitud"}, "lon": {"Longitud"}, "killed": {"Muertos", "Personas fallecidas", "No. de muertos"}, "wounded": {"Heridos", "Lesionados", "Personas heridas"}, "year": {"Año"}, "month": {"Mes"}, "day": {"Día"}, "hour": {"Hora"}, "minute": {"Minuto"}},
	{"id": {"id"}, "title": {"Título"}, "kind": {"Tipo de evento"}, "date": {"Data do fato"}, "time": {"Horário"}, "lat": {"Latitude"}, "lon": {"Longitude"}, "killed": {"Mortos", "Óbitos"}, "wounded": {"Feridos"}, "year": {"Ano"}, "month": {"Mês"}, "day": {"Dia"}, "hour": {"Hora"}, "minute": {"Minuto"}},
	{"id": {"id"}, "title": {"Titre"}, "kind": {"Catégorie"}, "date": {"Date"}, "time": {"Heure"}, "lat": {"Latitude"}, "lon": {"Longitude"}, "killed": {"Morts", "Tués", "Nombre de morts"}, "wounded": {"Blessés"}, "year": {"Année"}, "month": {"Mois"}, "day": {"Jour"}, "hour": {"Heure"}, "minute": {"Minute"}},
}

var kindWords = []struct {
	word string
	kind incidents.Kind
}{
	{"Homicide", "killing"}, {"Robo", "robbery"}, {"Bombing", "explosion"}, {"Bloqueo", "roadblock"}, {"Armed clash", "armed_clash"}, {"Kidnapping", "abduction"}, {"Flood", "flood"}, {"Protesta", "protest"}, {"Bombing, Arson", "explosion"}, {"Burglary", "burglary"}, {"zzz unknown zzz", "other_incident"}, {"", ""},
}

// file is a way of writing events.
type file struct {
	*rand.Rand
	names     map[string]string
	order     []string // the columns
	dates     string   // iso, dmy, mdy, words, parts, midnight, epoch
	separator rune
	decimal   string
	totals    bool
	tags      bool
	sides     bool   // hemispheres have columns of their own, and coordinates no signs
	pages     bool   // the header comes again
	noFigure  string // what stands where no figure is known
	noDay     string // and where no day is
	noPlace   string // and where no coordinates are
}

func newFile(r *rand.Rand) *file {
	f := &file{Rand: r, names: map[string]string{}, separator: []rune{',', ';', '\t', '|'}[r.IntN(4)], decimal: "."}
	f.dates = []string{"iso", "dmy", "mdy", "words", "parts", "midnight", "epoch", "local"}[r.IntN(8)]
	head := heads[r.IntN(len(heads))]
	f.order = []string{"id", "title", "kind", "lat", "lon", "killed", "wounded"}
	switch f.dates {
	case "parts":
		f.order = append(f.order, "year", "month", "day", "hour", "minute")
	case "epoch", "midnight", "local":
		f.order = append(f.order, "date")
	default:
		f.order = append(f.order, "date", "time")
	}
	for _, c := range f.order {
		f.names[c] = head[c][r.IntN(len(head[c]))]
	}
	for i, noise := range []string{"notes on weather", "deaths_civilians", "grid ref", "men killed", "reviewer"} {
		if r.IntN(3) == 0 {
			key := "noise" + strconv.Itoa(i)
			f.order, f.names[key] = append(f.order, key), noise
		}
	}
	if f.separator == ';' && r.IntN(2) == 0 {
		f.decimal = ","
	}
	f.totals, f.tags, f.pages = r.IntN(3) == 0, r.IntN(4) == 0, r.IntN(4) == 0
	f.noFigure = []string{"", "", "n/a", "-9", "9999", "?"}[r.IntN(6)]
	f.noPlace = []string{"", "", "0", "-99", "n/a"}[r.IntN(5)]
	if f.dates == "iso" || f.dates == "dmy" {
		f.noDay = []string{"", "9999-12-31", "1900-01-01", "n/a"}[r.IntN(4)]
	}
	if f.sides = r.IntN(4) == 0; f.sides {
		f.order, f.names["ns"], f.names["ew"] = append(f.order, "ns", "ew"), []string{"NS", "Lat dir"}[r.IntN(2)], []string{"EW", "Lon dir"}[r.IntN(2)]
	}
	r.Shuffle(len(f.order), func(i, j int) { f.order[i], f.order[j] = f.order[j], f.order[i] })
	return f
}

func (f *file) event(i int) event {
	k := kindWords[f.IntN(len(kindWords))]
	e := event{
		id: fmt.Sprintf("E-%04d", i), title: fmt.Sprintf("Report number %d of the desk", i), kindWord: k.word, kind: k.kind,
		when: time.Date(2015+f.IntN(10), time.Month(1+f.IntN(12)), 1+f.IntN(28), f.IntN(24), f.IntN(60), 0, 0, time.UTC),
		lat:  float64(f.IntN(600_000))/10_000 - 30, lon: float64(f.IntN(800_000))/10_000 - 40.5,
		killed: f.IntN(30), wounded: f.IntN(300), hasKilled: f.IntN(5) > 0, hasWounded: f.IntN(3) > 0, placed: f.IntN(8) > 0, dated: f.IntN(10) > 0, clocked: f.IntN(2) == 0,
	}
	if e.lat == 0 && e.lon == 0 {
		e.lat = 1.5
	}
	switch f.dates {
	case "midnight", "local":
		e.clocked = false
	case "epoch":
		e.clocked = true
	}
	return e
}

// cell writes what a column says of an event.
func (f *file) cell(column string, e *event) string {
	number := func(v float64) string {
		return strings.Replace(strconv.FormatFloat(v, 'f', 4, 64), ".", f.decimal, 1)
	}
	if !e.dated && column == "date" {
		return f.noDay
	}
	if !e.dated && strings.Contains(" time year month day hour minute ", " "+column+" ") {
		return ""
	}
	switch column {
	case "id":
		return e.id
	case "title":
		return e.title
	case "kind":
		return e.kindWord
	case "lat", "lon":
		if !e.placed {
			return f.noPlace
		}
		at := map[string]float64{"lat": e.lat, "lon": e.lon}[column]
		if f.sides {
			at = math.Abs(at)
		}
		return number(at)
	case "ns":
		return figureText([]string{"N", "S"}[bit(e.lat < 0)], e.placed)
	case "ew":
		return figureText([]string{"E", "W"}[bit(e.lon < 0)], e.placed)
	case "killed", "wounded":
		n, has := e.killed, e.hasKilled
		if column == "wounded" {
			n, has = e.wounded, e.hasWounded
		}
		if !has {
			return f.noFigure
		}
		return strconv.Itoa(n)
	case "date":
		return f.date(e.when)
	case "time":
		return figureText(e.when.Format("15:04"), e.clocked)
	case "year":
		return strconv.Itoa(e.when.Year())
	case "month":
		return strconv.Itoa(int(e.when.Month()))
	case "day":
		return strconv.Itoa(e.when.Day())
	case "hour":
		return figureText(strconv.Itoa(e.when.Hour()), e.clocked)
	case "minute":
		return figureText(strconv.Itoa(e.when.Minute()), e.clocked)
	case "noise1", "noise3":
		return strconv.Itoa(min(e.killed, f.IntN(4)))
	}
	return []string{"calm", "rain", "", "A1", "B2"}[f.IntN(5)]
}

func bit(is bool) int {
	if is {
		return 1
	}
	return 0
}

func figureText(s string, has bool) string {
	if !has {
		return ""
	}
	return s
}

func (f *file) date(t time.Time) string {
	switch f.dates {
	case "dmy":
		return t.Format("02/01/2006")
	case "mdy":
		return t.Format("01/02/2006")
	case "words":
		return t.Format("2 January 2006")
	case "midnight":
		return t.Format("2006-01-02T00:00:00.000Z")
	case "local": // midnight in Mexico City, written by a program in UTC
		zone, _ := time.LoadLocation("America/Mexico_City")
		return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, zone).UTC().Format("2006-01-02T15:04:05Z")
	case "epoch":
		return strconv.FormatInt(t.UnixMilli(), 10)
	}
	return t.Format("2006-01-02")
}

// write writes events to a table, or as JSON.
func (f *file) write(events []event) (name string, content []byte) {
	if f.decimal == "." && !f.totals && !f.tags && !f.pages && f.IntN(3) == 0 {
		var list []map[string]string
		for i := range events {
			row := map[string]string{}
			for _, c := range f.order {
				if v := f.cell(c, &events[i]); v != "" {
					row[f.names[c]] = v
				}
			}
			list = append(list, row)
		}
		text, _ := json.Marshal(map[string]any{"status": "ok", "result": map[string]any{"records": list}})
		return "events.json", text
	}
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.Comma = f.separator
	row := func(cell func(column string) string) {
		var cells []string
		for _, c := range f.order {
			cells = append(cells, cell(c))
		}
		_ = w.Write(cells)
	}
	row(func(c string) string { return f.names[c] })
	if f.tags {
		row(func(c string) string {
			return map[string]string{"id": "#event+id", "killed": "#affected+killed", "lat": "#geo+lat", "lon": "#geo+lon"}[c] + figureText("#x", map[string]string{"id": "1", "killed": "1", "lat": "1", "lon": "1"}[c] == "")
		})
	}
	for i := range events {
		if f.pages && i > 0 && i%30 == 0 {
			row(func(c string) string { return f.names[c] })
		}
		row(func(c string) string { return f.cell(c, &events[i]) })
	}
	if f.totals {
		row(func(c string) string {
			switch c {
			case "id":
				return "Total"
			case "killed", "wounded":
				return "99999"
			}
			return ""
		})
	}
	w.Flush()
	return "events.csv", b.Bytes()
}

// Whatever files known incidents are written to, each value that comes out is the one that is known, or
// the report names it.
func TestKnownIncidentsComeOut(t *testing.T) {
	files := 100
	if testing.Short() {
		files = 15
	}
	const rows = 100
	silent, said, compared := 0, 0, 0
	for seed := range files {
		f := newFile(rand.New(rand.NewPCG(7, uint64(seed))))
		var events []event
		for i := range rows {
			events = append(events, f.event(i))
		}
		name, content := f.write(events)
		report, drafts, err := takeFile(t, name, string(content), nil)
		if err != nil {
			t.Fatalf("file %d (%s): %v\n%.500s", seed, f.dates, err, content)
		}
		byTitle := map[string]*Draft{}
		for i := range drafts {
			if title, _ := drafts[i].Incident.Title.In(); byTitle[title] == nil {
				byTitle[title] = &drafts[i]
			}
		}
		if len(drafts) != rows {
			silent++
			t.Errorf("file %d: %d incidents of %d\n%.500s", seed, len(drafts), rows, content)
		}
		for i := range events {
			e := &events[i]
			d := byTitle[e.title]
			if d == nil {
				silent++
				t.Errorf("file %d: %q is lost\n%.300s", seed, e.title, content)
				continue
			}
			for field, fault := range faults(f, e, &d.Incident) {
				compared++
				switch {
				case fault == "":
				case names(report.Files[0], f, field, d.Incident.Origin.Row):
					said++
				default:
					if silent++; silent < 10 {
						t.Errorf("file %d (%s), row %d: %s: %s\n%.400s\n%v", seed, f.dates, d.Incident.Origin.Row, field, fault, content, report.Files[0].Columns)
					}
				}
			}
		}
	}
	t.Logf("%d values of %d rows compared: %d differ and are named in the report, %d are silent errors", compared, files*rows, said, silent)
}

// faults tells for each field how an incident differs from what is known, or nothing.
func faults(f *file, e *event, inc *incidents.Incident) map[string]string {
	out := map[string]string{"kind": "", "date": "", "place": "", "killed": "", "wounded": "", "id": ""}
	kind := e.kind
	if kind == "" {
		kind = otherKind
		if e.hasKilled && e.killed > 0 {
			kind = "deaths"
		}
	}
	if inc.Kind != kind {
		out["kind"] = fmt.Sprintf("%s, want %s of %q", inc.Kind, kind, e.kindWord)
	}
	if !strings.HasSuffix(inc.Origin.Key, ":"+e.id) {
		out["id"] = inc.Origin.Key
	}
	p, isPoint := inc.Where.Geometry.(orb.Point)
	switch {
	case isPoint != e.placed:
		out["place"] = fmt.Sprintf("%v, want %v", inc.Where.Geometry, e.placed)
	case isPoint && (max(p[0]-e.lon, e.lon-p[0]) > 1e-6 || max(p[1]-e.lat, e.lat-p[1]) > 1e-6):
		out["place"] = fmt.Sprintf("%v, want %v %v", p, e.lon, e.lat)
	}
	for outcome, want := range map[incidents.Outcome]struct {
		n   int
		has bool
	}{incidents.Killed: {e.killed, e.hasKilled}, incidents.Wounded: {e.wounded, e.hasWounded}} {
		var got *int
		for _, c := range inc.Casualties {
			if c.Outcome == outcome {
				got = c.Best
			}
		}
		if (got != nil) != want.has || got != nil && *got != want.n {
			out[string(outcome)] = fmt.Sprintf("%s, want %d %v", shownCount(got), want.n, want.has)
		}
	}
	out["date"] = dateFault(f, e, inc.When)
	return out
}

func dateFault(f *file, e *event, w incidents.When) string {
	if !e.dated {
		if w.Precision != incidents.TimeUnknown {
			return "a time where none is"
		}
		return ""
	}
	at := w.Start
	if f.dates == "epoch" {
		at = at.UTC()
	}
	form, precision := time.DateOnly, incidents.Day
	if e.clocked {
		form, precision = "2006-01-02 15:04", incidents.Minute
	}
	if at.Format(form) != e.when.Format(form) || w.Precision != precision {
		return fmt.Sprintf("%s (%s), want %s (%s)", at.Format(time.RFC3339), w.Precision, e.when.Format(form), precision)
	}
	return ""
}

// names tells that the report speaks of the column of a field, or of the row.
func names(r FileReport, f *file, field string, row int) bool {
	columns := map[string][]string{"kind": {"kind"}, "date": {"date", "time", "year", "month", "day", "hour", "minute"}, "place": {"lat", "lon"}, "killed": {"killed"}, "wounded": {"wounded"}, "id": {"id"}}[field]
	for _, m := range r.Messages {
		for _, c := range columns {
			if m.Column != "" && m.Column == f.names[c] {
				return true
			}
		}
		if m.Lost && (m.Row == row || m.Count > 1) {
			return true
		}
	}
	return false
}
