package incidentform

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"incidentmap/geo/geocode"
	"incidentmap/incidents"
	"incidentmap/web/edit/edittest"
	"incidentmap/web/edit/jsonform"
)

// write makes a write of a form over the least that an incident needs.
func write(t testing.TB, form string) (incidents.Write, error) {
	t.Helper()
	v, err := jsonform.Parse([]byte(form))
	if err != nil {
		t.Fatalf("%s: %v", form, err)
	}
	members := v.(map[string]any)
	for name, least := range map[string]string{"kind": "roadblock", "title": "Bloqueo"} {
		if _, given := members[name]; !given {
			members[name] = least
		}
	}
	story := edittest.Jalisco()
	return New(&story, &incidents.Actor{Name: "Mesa"}, edittest.Places()).create(members)
}

func TestWhen(t *testing.T) {
	for _, tt := range []struct {
		form string
		want string // start end precision, or what the error says
	}{
		{`{}`, "- - unknown"},
		{`{"time_precision":"unknown"}`, "- - unknown"},
		{`{"start":"2026-02-22"}`, "2026-02-22T00:00:00-06:00 2026-02-22T23:59:59-06:00 day"},
		{`{"start":"2026-02"}`, "2026-02-01T00:00:00-06:00 2026-02-28T23:59:59-06:00 month"},
		{`{"start":"2024"}`, "2024-01-01T00:00:00-06:00 2024-12-31T23:59:59-06:00 year"},
		{`{"start":"2026-02-22T14:30:00Z"}`, "2026-02-22T08:30:00-06:00 2026-02-22T08:30:00-06:00 minute"},
		{`{"start":"2026-02-22T14:30-06:00"}`, "2026-02-22T14:30:00-06:00 2026-02-22T14:30:00-06:00 minute"},
		{`{"start":"2026-02-22T14:30"}`, "2026-02-22T14:30:00-06:00 2026-02-22T14:30:00-06:00 minute"},
		{`{"start":"2026-02-22T14:30:05.25"}`, "2026-02-22T14:30:05.25-06:00 2026-02-22T14:30:05.25-06:00 minute"},
		{`{"start":"2026-02-22T14:30","zone":"Europe/Madrid"}`, "2026-02-22T14:30:00+01:00 2026-02-22T14:30:00+01:00 minute"},
		{`{"start":"2026-02-22T14:30","end":"2026-02-22T15:10"}`, "2026-02-22T14:30:00-06:00 2026-02-22T15:10:00-06:00 hour"},
		{`{"start":"2026-02-22T14:30","end":"2026-02-22T20:00"}`, "2026-02-22T14:30:00-06:00 2026-02-22T20:00:00-06:00 part_of_day"},
		{`{"start":"2026-02-22","end":"2026-02-24"}`, "2026-02-22T00:00:00-06:00 2026-02-24T23:59:59-06:00 week"},
		{`{"start":"2026-02-22","end":"2026-02-22"}`, "2026-02-22T00:00:00-06:00 2026-02-22T23:59:59-06:00 day"},
		{`{"start":"2026-02","end":"2026-02"}`, "2026-02-01T00:00:00-06:00 2026-02-28T23:59:59-06:00 month"},
		{`{"start":"2026-02","end":"2026-05"}`, "2026-02-01T00:00:00-06:00 2026-05-31T23:59:59-06:00 year"},
		{`{"start":"2026-02-22T14:30","time_precision":"hour"}`, "2026-02-22T14:30:00-06:00 2026-02-22T15:29:59-06:00 hour"},
		{`{"start":"2026-02-22T14:30","time_precision":"day"}`, "2026-02-22T14:30:00-06:00 2026-02-22T23:59:59-06:00 day"},
		{`{"start":"2026-02-22","time_precision":"week"}`, "2026-02-22T00:00:00-06:00 2026-02-28T23:59:59-06:00 week"},
		{`{"start":"2026-02-22","time_precision":"month"}`, "2026-02-22T00:00:00-06:00 2026-02-28T23:59:59-06:00 month"},
		{`{"start":"2026-02-22","time_precision":"year"}`, "2026-02-22T00:00:00-06:00 2026-12-31T23:59:59-06:00 year"},
		{`{"start":"2026-02-22T18:00","end":"2026-02-23T06:00","time_precision":"part_of_day"}`, "2026-02-22T18:00:00-06:00 2026-02-23T06:00:00-06:00 part_of_day"},
		// Days of 23 and of 25 hours, and one that begins at one o'clock.
		{`{"start":"2026-03-08","zone":"America/New_York"}`, "2026-03-08T00:00:00-05:00 2026-03-08T23:59:59-04:00 day"},
		{`{"start":"2026-11-01","zone":"America/New_York"}`, "2026-11-01T00:00:00-04:00 2026-11-01T23:59:59-05:00 day"},
		{`{"start":"2018-11-04","zone":"America/Sao_Paulo"}`, "2018-11-04T01:00:00-02:00 2018-11-04T23:59:59-02:00 day"},
		{`{"start":"2026-11-01T01:30:00-05:00","zone":"America/New_York"}`, "2026-11-01T01:30:00-05:00 2026-11-01T01:30:00-05:00 minute"},

		{`{"start":"2026-03-08T02:30","zone":"America/New_York"}`, "start: the clocks of America/New_York went forward"},
		{`{"start":"2026-11-01T01:30","zone":"America/New_York"}`, "start: the clocks of America/New_York went back"},
		{`{"start":"22/02/2026"}`, "start: \"22/02/2026\" is not an instant"},
		{`{"start":"yesterday"}`, "start: "},
		{`{"start":"2026-02-30"}`, "start: \"2026-02-30\" names a day that does not exist"},
		{`{"start":"2026-13"}`, "start: "},
		{`{"start":2026}`, "start: is a number and not a text"},
		{`{"start":"2026-02-22T25:00:00Z"}`, "start: "},
		{`{"end":"2026-02-22"}`, "start: is missing"},
		{`{"start":"2026-02-22","end":"2026-02-21"}`, "end: 2026-02-21T23:59:59-06:00 is before the start"},
		{`{"start":"2026-02-22","end":"x"}`, "end: "},
		{`{"start":"2026-02-22","zone":"Mexico"}`, "zone: "},
		{`{"start":"2026-02-22","zone":"Local"}`, "zone: "},
		{`{"start":"2026-02-22","time_precision":"minute"}`, "time_precision: minute is more exact than the start, which names a day"},
		{`{"start":"2026-02-22T10:00","end":"2026-02-23","time_precision":"hour"}`, "time_precision: hour is more exact than the end"},
		{`{"start":"2026-02-22T10:00","time_precision":"part_of_day"}`, "end: is missing"},
		{`{"start":"2026-02-22","time_precision":"unknown"}`, "time_precision: is unknown although"},
		{`{"start":"2026-02-22","time_precision":"soon"}`, "time_precision: "},
		{`{"time_precision":"day"}`, "start: needs both start and end"},
		{`{"start":"2026-02-22","basis":"rumour"}`, "basis: "},
	} {
		w, err := write(t, tt.form)
		if err != nil {
			if !strings.Contains(err.Error(), tt.want) || len(strings.Split(err.Error(), "\n")) > 1 {
				t.Errorf("%s: %v; want %s", tt.form, err, tt.want)
			}
			continue
		}
		when := w.Incident.When
		text := func(s string) string {
			if s == "" {
				return "-"
			}
			return s
		}
		got := fmt.Sprintf("%s %s %s", text(clockText(when.Start, zoneOf(when))), text(clockText(when.End, zoneOf(when))), when.Precision)
		if got != tt.want {
			t.Errorf("%s: %s, want %s", tt.form, got, tt.want)
		}
	}
}

func TestOldOffsetsKeepTheirInstant(t *testing.T) {
	w, err := write(t, `{"start":"1850-05-01T12:00"}`)
	if err != nil {
		t.Fatal(err)
	}
	back, err := write(t, `{"start":"`+clockText(w.Incident.When.Start, zoneOf(w.Incident.When))+`"}`)
	if err != nil || !back.Incident.When.Start.Equal(w.Incident.When.Start) {
		t.Errorf("%v, want %v (%v)", back.Incident.When.Start, w.Incident.When.Start, err)
	}
}

func TestWhere(t *testing.T) {
	point := `"geometry":{"type":"Point","coordinates":[-103.35,20.67]}`
	for _, tt := range []struct{ form, want string }{
		{`{}`, `{"geometry":null,"precision":"unlocated"}`},
		{`{` + point + `}`, `{"geometry":{"type":"Point","coordinates":[-103.35,20.67]},"precision":"as_given","method":{"by":"editor"}}`},
		{`{"geometry":{"type":"Point","coordinates":[-103.35,20.67,1500]}}`, `"coordinates":[-103.35,20.67]}`},
		{`{` + point + `,"radius_m":500}`, `"precision":"near","radius_m":500`},
		{`{` + point + `,"precision":"locality","place":"Guadalajara"}`, `"precision":"locality","place":{"es":"Guadalajara"}`},
		{`{` + point + `,"method":{"by":"source"}}`, `"method":{"by":"source"}`},
		{`{"place":"Tapalpa, Jalisco"}`, `"precision":"locality","radius_m":2000,"place":{"en":"Tapalpa","es":"Tapalpa"},"gazetteer_id":"geonames:3981941","admin":{"country":"MX","admin1":"MX.14","admin1_name":"Jalisco"},"method":{"by":"geocoder","query":"Tapalpa, Jalisco","score":0.93,"reasons":["it lies in Jalisco, as the words say"]}`},
		{`{"place":"Tapalpa, Jalisco","precision":"adm2"}`, `"precision":"adm2","radius_m":2000`},
		{`{"place":"Tapalpa, Jalisco","radius_m":5000}`, `"precision":"locality","radius_m":5000`},
		{`{"place":"a road","precision":"unlocated"}`, `{"geometry":null,"precision":"unlocated","place":{"es":"a road"}}`},
		{`{"place":{"en":"a road"}}`, `{"geometry":null,"precision":"unlocated","place":{"en":"a road"}}`},
		{`{"geometry":{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,2]},{"type":"LineString","coordinates":[[1,2],[3,4]]}]}}`, `"type":"LineString"`},
		{`{"geometry":{"type":"MultiPolygon","coordinates":[[[[0,0],[1,0],[1,1],[0,0]]]]},"precision":"adm1"}`, `[[[[0,0],[1,0],[1,1],[0,0]]]]`},

		{`{"place":"Atlantis"}`, `place: no place is known by the words "Atlantis"`},
		{`{"place":"Guadalupe"}`, `place: "Guadalupe" may be Guadalupe, Nuevo León, Mexico or Guadalupe, Zacatecas, Mexico`},
		{`{"place":"Tapalpo"}`, `place: "Tapalpo" is most like Tapalpa, Jalisco, Mexico`},
		{`{"place":" "}`, `place: is empty`},
		{`{"place":7}`, `place: is a number`},
		{`{"place":"Tapalpa, Jalisco","precision":"exact"}`, `precision: exact is more exact than the words`},
		{`{"place":"Tapalpa, Jalisco","radius_m":10}`, `radius_m: 10 is less than the 2000 metres`},
		{`{"place":"Tapalpa, Jalisco","gazetteer_id":"x"}`, `gazetteer_id: follows from place`},
		{`{"precision":"exact"}`, `geometry: is missing`},
		{`{` + point + `,"precision":"about"}`, `precision: "about" is not known`},
		{`{` + point + `,"precision":"unlocated"}`, `geometry: must be null`},
		{`{` + point + `,"precision":"adm1"}`, `radius_m: is needed`},
		{`{` + point + `,"radius_m":-1}`, `radius_m: -1 is not a distance`},
		{`{` + point + `,"radius_m":"1 km"}`, `radius_m: is a text`},
		{`{` + point + `,"radius_m":1e999}`, `radius_m: 1e999 is beyond`},
		{`{` + point + `,"method":{"by":"me"}}`, `method.by: "me" is not known`},
		{`{` + point + `,"admin":{"state":"Jalisco"}}`, `admin.state: is not a field`},
		{`{"geometry":[-103.35,20.67]}`, `geometry: is a list and not an object`},
		{`{"geometry":"POINT(1 2)"}`, `geometry: is a text`},
		{`{"geometry":{"type":"Circle","coordinates":[1,2]}}`, `geometry.type: "Circle" is not`},
		{`{"geometry":{"type":"Point"}}`, `geometry.coordinates: is not a position`},
		{`{"geometry":{"type":"Point","coordinates":[1]}}`, `geometry.coordinates: is not a position`},
		{`{"geometry":{"type":"Point","coordinates":[1,2,3,4]}}`, `geometry.coordinates: is not a position`},
		{`{"geometry":{"type":"Point","coordinates":["1",2]}}`, `geometry.coordinates[0]: is a text`},
		{`{"geometry":{"type":"Point","coordinates":[20.67,-103.35]}}`, `geometry: latitude -103.35`},
		{`{"geometry":{"type":"LineString","coordinates":[[1,2]]}}`, `geometry: a line has 1 positions`},
		{`{"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1]]]}}`, `geometry: ring 1: a ring must end`},
		{`{"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,null],[1,1],[0,0]]]}}`, `geometry.coordinates[0][1][1]: is null`},
		{`{"geometry":{"type":"MultiPoint","coordinates":[]}}`, `geometry: has no position`},
		{`{"geometry":{"type":"Point","coordinates":[1,2],"crs":{}}}`, `geometry.crs: is not a field`},
		{`{"lat":20.67,"lon":-103.35}`, `lat: is not a field; "geometry" may be meant`},
	} {
		w, err := write(t, tt.form)
		got := fmt.Sprint(err)
		if err == nil {
			b, err := json.Marshal(w.Incident.Where)
			if err != nil {
				t.Fatal(err)
			}
			got = string(b)
		}
		if !strings.Contains(got, tt.want) {
			t.Errorf("%s: %s; want %s", tt.form, got, tt.want)
		}
	}
}

// noting is a geocoder that keeps what it was told besides the words.
type noting struct{ asked []geocode.Context }

func (n *noting) Geocode(_ string, ctx geocode.Context) geocode.Result {
	n.asked = append(n.asked, ctx)
	return geocode.Result{}
}

func (n *noting) Holding(orb.Point, geocode.Context) []geocode.Candidate { return nil }

func TestSurroundings(t *testing.T) {
	for _, tt := range []struct {
		name string
		view [4]float64
		near *orb.Point
	}{
		{"a state", [4]float64{-107, 18, -101, 23}, &orb.Point{-104, 20.5}},
		{"the world", incidents.World, nil},
		{"over the antimeridian", [4]float64{170, -20, -170, 0}, nil},
	} {
		story, n := edittest.Jalisco(), &noting{}
		story.View.BBox = tt.view
		d := New(&story, &incidents.Actor{Name: "Mesa"}, n)
		// The same words are looked up once in a request.
		_, err := d.CreateAll([]map[string]any{{"place": "Ciudad"}, {"place": "Ciudad"}}, true)
		if err == nil || len(n.asked) != 1 {
			t.Fatalf("%s: %v, asked %d times", tt.name, err, len(n.asked))
		}
		if diff := cmp.Diff(geocode.Context{Lang: "es", Near: tt.near}, n.asked[0]); diff != "" {
			t.Errorf("%s: %s", tt.name, diff)
		}
	}
}

func TestNoGeocoder(t *testing.T) {
	story := edittest.Jalisco()
	_, err := New(&story, &incidents.Actor{Name: "Mesa"}, nil).create(map[string]any{"kind": "attack", "title": "x", "place": "Tapalpa"})
	if err == nil || !strings.Contains(err.Error(), "place: cannot be looked up by this server") {
		t.Errorf("%v", err)
	}
}

func TestFigures(t *testing.T) {
	two := `"sources":[{"id":"a","publisher":"AP"},{"id":"d","publisher":{"es":"Defensa","en":"Defense"}}]`
	for _, tt := range []struct{ form, want string }{
		{`{"killed":4,"source":"AP"}`, "unknown killed 4 by AP: killed 4"},
		{`{"killed":4}`, "unknown killed 4"},
		{`{"killed":4.0}`, "unknown killed 4"},
		{`{"killed":0,"wounded":2}`, "unknown killed 0; unknown wounded 2"},
		{`{"killed":4,"source":"https://www.example.org/a?b"}`, "unknown killed 4 by example.org: killed 4"},
		{`{` + two + `,"killed":4,"source":"d"}`, "unknown killed 4 by Defensa: killed 4"},
		{`{` + two + `,"killed":4,"source":"Defense"}`, "unknown killed 4 by Defensa: killed 4"},
		{`{` + two + `,"killed":4,"source":"Reuters"}`, "unknown killed 4 by Reuters: killed 4"},
		{`{` + two + `,"casualties":[{"group":"police","outcome":"killed","low":1,"best":2,"high":3,"source":"a"},{"outcome":"killed","best":4,"source":"Defensa"}]}`, "police killed 1/2/3 by AP: killed 2; unknown killed 4 by Defensa: killed 4"},
		{`{"casualties":[{"outcome":"killed","low":3,"source":"AP"}]}`, "unknown killed 3/-/- by AP: killed at least 3"},
		{`{"sources":["AP"],"claims":[{"field":"casualties","value":"three","source":"AP"}],"casualties":[{"outcome":"killed","best":3,"claim":"k1"}]}`, "unknown killed 3 by AP: three"},
		{`{"casualties":[{"outcome":"killed","best":3,"source":"AP"},{"outcome":"killed","best":5,"source":"Defensa"}]}`, "unknown killed 3 by AP: killed 3; unknown killed 5 by Defensa: killed 5"},
		{`{"sources":["AP"],"casualties":[{"outcome":"killed","best":3,"counted_in":{"incident":"` + edittest.FreeULID + `","casualty":"c1"}}]}`, "unknown killed 3 by AP: killed 3"},

		{`{` + two + `,"killed":4}`, "killed: must say whose figure it is"},
		{`{` + two + `,"casualties":[{"outcome":"killed","best":4}]}`, "casualties[0].source: must say whose"},
		{`{` + two + `,"casualties":[{"outcome":"killed","best":4,"source":"Reuters"}]}`, `casualties[0].source: "Reuters" is no source of this incident; its sources are [a, d]`},
		{`{"killed":4,"casualties":[{"outcome":"killed","best":4}]}`, "killed: stands beside casualties"},
		{`{"killed":-1}`, "killed: -1 is not a whole number"},
		{`{"killed":1.5}`, "killed: 1.5 is not a whole number"},
		{`{"killed":99999999999}`, "killed: 99999999999 is not"},
		{`{"killed":"4"}`, "killed: is a text and not a number"},
		{`{"casualties":[{"outcome":"hurt","best":1}]}`, `casualties[0].outcome: "hurt" is not known`},
		{`{"casualties":[{"outcome":"killed","best":1,"group":"cops"}]}`, `casualties[0].group: "cops" is not known`},
		{`{"casualties":[{"outcome":"killed"}]}`, "casualties[0]: gives no number"},
		{`{"casualties":[{"outcome":"killed","low":3,"best":2}]}`, "casualties[0].best: 2 is less than 3"},
		{`{"casualties":[{"outcome":"killed","best":2,"claim":"k9"}]}`, `casualties[0].claim: "k9" is not a claim`},
		{`{"casualties":[{"outcome":"killed","best":2,"counted_in":{"incident":"x"}}]}`, `casualties[0].counted_in: does not name`},
		{`{"casualties":[3,{"outcome":"hurt","best":1}]}`, `casualties[1].outcome: "hurt"`},
		{`{"casualties":{}}`, `casualties: is an object and not a list`},
	} {
		w, err := write(t, tt.form)
		got := fmt.Sprint(err)
		if err == nil {
			got = figures(&w.Incident)
		}
		if err == nil && got != tt.want || !strings.Contains(got, tt.want) {
			t.Errorf("%s: %s; want %s", tt.form, got, tt.want)
		}
	}
}

// figures tells an incident's casualties, and who says each.
func figures(inc *incidents.Incident) string {
	var all []string
	number := func(n *int) string {
		if n == nil {
			return "-"
		}
		return fmt.Sprint(*n)
	}
	for _, c := range inc.Casualties {
		n := number(c.Best)
		if c.Low != nil || c.High != nil {
			n = number(c.Low) + "/" + n + "/" + number(c.High)
		}
		row := fmt.Sprintf("%s %s %s", c.Group, c.Outcome, n)
		for _, k := range inc.Claims {
			for _, s := range inc.Sources {
				if k.ID == c.Claim && s.ID == k.Source {
					name, _ := s.Publisher.In("es")
					row += " by " + name + ": " + k.Value
				}
			}
		}
		all = append(all, row)
	}
	return strings.Join(all, "; ")
}

// TestRefusals holds that every field refuses what it cannot be, by its name.
func TestRefusals(t *testing.T) {
	for _, tt := range []struct{ form, want string }{
		{`{"kind":null}`, `kind: "" is not known`},
		{`{"kind":"picnic"}`, `kind: "picnic" is not known`},
		{`{"kind":"x_picnic"}`, `kind: "x_picnic" is not among the kinds that the story "jalisco" declares`},
		{`{"kind":7}`, `kind: is a number`},
		{`{"class":"rumour"}`, `class: "rumour" is not known`},
		{`{"title":""}`, `title: is empty`},
		{`{"title":7}`, `title: is a number`},
		{`{"title":{"es":7}}`, `title.es: is a number`},
		{`{"title":{"Spanish":"x"}}`, `title: "Spanish" is not a language tag`},
		{`{"title":"` + strings.Repeat("x", 501) + `"}`, `title.es: has 501 bytes; the limit is 500`},
		{`{"summary":["x"]}`, `summary: is a list`},
		{`{"titel":"x"}`, `titel: is not a field; "title" may be meant`},
		{`{"Kind":"attack"}`, `Kind: is not a field; "kind" may be meant`},
		{`{"time-precision":"day"}`, `time-precision: is not a field; "time_precision" may be meant`},
		{`{"date":"2026-02-22"}`, `date: is not a field; "start" may be meant`},
		{`{"description":"x"}`, `description: is not a field; "summary" may be meant`},
		{`{"quantum":"x"}`, `quantum: is not a field; the fields are `},
		{`{"layers":[]}`, `layers: is not a field`},
		{`{"revision_kind":"update"}`, `revision_kind: is not a field`},
		{`{"id":"x"}`, `id: "x" is not a ULID`},
		{`{"id":""}`, `id: "" is not a ULID`},
		{`{"story":"other"}`, `story: is told by the server`},
		{`{"url":"https://example.org"}`, `url: is told by the server`},
		{`{"revision":1}`, `revision: is told by the server`},
		{`{"seq":1}`, `seq: is told by the server`},
		{`{"updated":"2026-02-22T00:00:00Z"}`, `updated: is told by the server`},
		{`{"author":"me"}`, `author: is told by the server`},
		{`{"origin":{"key":"id:1"}}`, `origin: is told by the server`},
		{`{"disposition":"retracted"}`, `disposition: is told by the server`},
		{`{"workflow":"live"}`, `workflow: "live" is not known`},
		{`{"publish":"yes"}`, `publish: is a text and not true or false`},
		{`{"publish":false,"workflow":"published"}`, `publish: is false, although workflow is published`},
		{`{"verification":"sure"}`, `verification: "sure" is not known`},
		{`{"disclosure":"secret"}`, `disclosure: "secret" is not known`},
		{`{"note":7}`, `note: is a number`},
		{`{"note":"` + strings.Repeat("x", 20001) + `"}`, `note.es: has 20001 bytes`},
		{`{"extra":"x"}`, `extra: is a text and not an object`},
		{`{"extra":{"a":[1]}}`, `extra.a: is a list; give a text`},
		{`{"sources":"AP"}`, `sources: is a text and not a list`},
		{`{"sources":[7]}`, `sources[0]: is a number`},
		{`{"source":7}`, `source: is a number`},
		{`{"sources":[{"publisher":""}]}`, `sources[0].publisher: is empty`},
		{`{"sources":[{"publisher":"x","url":"ftp://x"}]}`, `sources[0].url: "ftp://x" is not an http`},
		{`{"sources":[{"publisher":"x","archive":"javascript:alert(1)"}]}`, `sources[0].archive: `},
		{`{"sources":[{"publisher":"x","published":"2026-02-22"}]}`, `sources[0].published: "2026-02-22" is not an instant`},
		{`{"sources":[{"publisher":"x","kind":"blog"}]}`, `sources[0].kind: "blog" is not known`},
		{`{"sources":[{"publisher":"x","attribution":"x"}]}`, `sources[0].attribution: `},
		{`{"sources":[{"publisher":"x","via":"y"}]}`, `sources[0].via: `},
		{`{"sources":[{"publisher":"x","name":"y"}]}`, `sources[0].name: is not a field`},
		{`{"sources":["AP","AP"]}`, `is used twice`},
		{`{"claims":[{"field":"when","value":"x"}]}`, `claims[0].source: "" is not a source`},
		{`{"sources":["AP"],"claims":[{"value":"x","source":"AP"}]}`, `claims[0].field: is empty`},
		{`{"sources":["AP"],"claims":[{"field":"when","source":"AP","stance":"perhaps"}]}`, `claims[0].stance: `},
		{`{"sources":["AP"],"claims":[{"field":"when","source":"AP","start":5,"end":2}]}`, `claims[0].start: `},
		{`{"sources":["AP"],"claims":[{"field":"when","source":"AP","pasage":"x"}]}`, `claims[0].pasage: is not a field; "passage" may be meant`},
		{`{"relations":[{"type":"part_of","incident":"x"}]}`, `relations[0].incident: "x" is not the id`},
		{`{"relations":[{"type":"near","incident":"` + edittest.FreeULID + `"}]}`, `relations[0].type: "near" is not known`},
		{`{"relations":[{"type":"part_of","to":"` + edittest.FreeULID + `"}]}`, `relations[0].to: is not a field`},
	} {
		_, err := write(t, tt.form)
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%.80s: %v; want %s", tt.form, err, tt.want)
		}
		if incidents.CodeOf(err) != incidents.EInvalid {
			t.Errorf("%.80s: the class is %s", tt.form, incidents.CodeOf(err))
		}
	}
}

func TestAllProblemsAtOnce(t *testing.T) {
	_, err := write(t, `{"kind":"picnic","titel":"x","start":"soon","radius_m":"x","killed":-1}`)
	var all incidents.Problems
	if !errors.As(err, &all) || len(all) != 5 {
		t.Errorf("%v", err)
	}
}

func TestClassFollowsKind(t *testing.T) {
	for form, want := range map[string]incidents.Class{
		`{"kind":"curfew"}`: incidents.ClassAdvisory, `{"kind":"curfew","class":"background"}`: incidents.ClassBackground,
		`{"kind":"school_closure"}`: incidents.ClassDisruption,
	} {
		if w, err := write(t, form); err != nil || w.Incident.Class != want {
			t.Errorf("%s: %s, %v", form, w.Incident.Class, err)
		}
	}
}

// FuzzForm holds that no body makes the reader fall, that what it refuses is refused as the
// sender's fault, and that what it takes is told as it would be read again.
func FuzzForm(f *testing.F) {
	for _, seed := range []string{
		edittest.Shortest, `{"kind":"roadblock","title":{"es":"x","en":"y"},"start":"2026-02","place":"Tapalpa, Jalisco","killed":4,"source":"AP"}`,
		`{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,0]]]},"properties":{"kind":"attack","title":"x"}}`,
		`{"incidents":[{"kind":"attack","title":"x","casualties":[{"outcome":"killed","best":3,"source":"AP"}],"extra":{"a":1}}]}`,
		`{"kind":"attack","title":"x","start":"2026-02-22T14:30","end":"2026-02-23","claims":[{"field":"when","source":"x"}],"sources":["x"]}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		v, err := jsonform.Parse(body)
		tree, isObject := v.(map[string]any)
		if err != nil || !isObject {
			return
		}
		forms, batch, err := FormsOf(tree)
		if err != nil {
			return
		}
		story := edittest.Jalisco()
		d := New(&story, &incidents.Actor{Name: "Mesa"}, edittest.Places())
		writes, err := d.CreateAll(forms, batch)
		if err != nil {
			if code := incidents.CodeOf(err); code != incidents.EInvalid {
				t.Fatalf("%s: %v", code, err)
			}
			return
		}
		for _, w := range writes {
			if err := w.Validate(); err != nil {
				t.Fatalf("what was taken breaks the rules: %v", err)
			}
			rev := incidents.Revision{Number: 1, Seq: 1, Incident: w.Incident}
			shown, err := jsonform.TreeOf(FullOf(&rev, "x"))
			if err != nil {
				t.Fatalf("what was taken cannot be told: %v", err)
			}
			form := shown.(map[string]any)
			back, err := d.Change(&rev, form, Patched(d.Story, form, form), form)
			if err != nil {
				t.Fatalf("what was told is refused: %v", err)
			}
			was, _ := json.Marshal(w.Incident)
			is, _ := json.Marshal(back.Incident)
			if string(was) != string(is) {
				t.Fatalf("was %s\n is %s", was, is)
			}
		}
	})
}
