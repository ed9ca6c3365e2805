package edit

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/geo/geoparse"
	"incidentmap/incidents"
	"incidentmap/incidents/extract"
	"incidentmap/incidents/extract/offer"
	"incidentmap/web/edit/reading"
)

// lines is an extractor that takes every line of a text for a roadblock of a place of its own.
type lines struct{ asked *extract.Options }

func (l lines) Extract(_ context.Context, text string, o extract.Options) ([]extract.Draft, error) {
	*l.asked = o
	var all []extract.Draft
	at := 0
	for line := range strings.SplitSeq(text, "\n") {
		n := len([]rune(line))
		id := fmt.Sprintf("d%d", len(all)+1)
		all = append(all, extract.Draft{
			Incident: incidents.Incident{
				ID: id, Class: incidents.ClassIncident, Kind: "roadblock", Title: incidents.Text{"es": line},
				When:     incidents.When{Start: time.Unix(1772000000, 0), End: time.Unix(1772000000, 0), Precision: incidents.Minute, Basis: incidents.EventTime},
				Where:    geo.Location{Geometry: orb.Point{float64(len(line)), 20}, Precision: geo.Locality, RadiusM: 1000},
				Workflow: incidents.DraftStage, Verification: incidents.Unverified, Disposition: incidents.Active,
			},
			Passages: []extract.Span{{Start: at, End: at + n}},
		})
		at += n + 1
	}
	return all, nil
}

// BySlug sends a body to be read.
func (d *desk) stories(query, media, body, token string) *httptest.ResponseRecorder {
	r := httptest.NewRequestWithContext(context.Background(), http.MethodPost, "https://maps.example.org/api/v1/stories/jalisco/extract?"+query, strings.NewReader(body))
	r.Header.Set("Content-Type", media)
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	w := httptest.NewRecorder()
	d.handler.ServeHTTP(w, r)
	return w
}

func readingDesk(t *testing.T) (*desk, *extract.Options) {
	t.Helper()
	d, asked := newDesk(t), &extract.Options{}
	d.words.Reader = &offer.Reader{Extractor: lines{asked}}
	d.serve()
	return d, asked
}

func TestExtract(t *testing.T) {
	page := "<html><body><article><p>" + strings.Repeat("Bloqueo en Tonalá, dijo la policía. ", 10) + "</p></article></body></html>"
	cases := []struct {
		name, query, media, body string
		status                   int
		want                     string
	}{
		{"a text", "", "text/plain; charset=utf-8", "Bloqueo en Tonalá", 200, `"passages":[{"story":0,"start":0,"end":17,"text":"Bloqueo en Tonalá"}]`},
		{"a page", "", "text/html", page, 200, `"text":"Bloqueo en Tonalá, dijo`},
		{"several, told twice", "", "application/json", `{"stories":[{"name":"a","content":"Bloqueo"},{"name":"b","content":"Bloqueo"}]}`, 200, `"reports":[{"story":0},{"story":1`},
		{"as GeoJSON", "format=geojson", "text/plain", "Bloqueo", 200, `"type":"FeatureCollection"`},
		{"no text", "", "text/plain", " ", 422, "no text"},
		{"no stories", "", "application/json", `{}`, 422, `"stories"`},
		{"an unknown member", "", "application/json", `{"stories":[{"content":"x"}],"langs":1}`, 422, "langs"},
		{"too many stories", "", "application/json", `{"stories":[` + strings.Repeat(`{"content":"x"},`, offer.MaxStories) + `{"content":"x"}]}`, 413, "limit"},
		{"too long", "", "text/plain", strings.Repeat("x", 1<<20+1), 413, "article alone"},
		{"too long together", "", "application/json", `{"stories":[{"content":"` + strings.Repeat("x", 1<<20) + `"},{"content":"x"}]}`, 413, "in parts"},
		{"a picture", "", "image/png", "x", 415, "text/plain"},
		{"an unknown language", "lang=fr", "text/plain", "x", 400, `"lang"`},
		{"no day", "date=yesterday", "text/plain", "x", 400, `"date"`},
		{"no zone", "zone=Here", "text/plain", "x", 400, `"zone"`},
		{"no point", "near=Tonalá", "text/plain", "x", 400, `"near"`},
	}
	for _, c := range cases {
		d, _ := readingDesk(t)
		w := d.stories(c.query, c.media, c.body, d.read)
		if w.Code != c.status || !strings.Contains(w.Body.String(), c.want) {
			t.Errorf("%s: %d %.600s, want %d with %s", c.name, w.Code, w.Body, c.status, c.want)
		}
		if d.store.Writes != 0 {
			t.Errorf("%s: something was stored", c.name)
		}
	}
}

func TestExtractTakesTheStorysZone(t *testing.T) {
	d, asked := readingDesk(t)
	if w := d.stories("date=2026-02-22&lang=es&near=20.67,-103.35", "text/plain", "x", d.read); w.Code != 200 {
		t.Fatal(w.Body)
	}
	if asked.Zone.String() != "America/Mexico_City" || asked.Lang != "es" || !asked.Date.Equal(time.Date(2026, 2, 22, 0, 0, 0, 0, time.UTC)) || *asked.Near != (orb.Point{-103.35, 20.67}) {
		t.Errorf("asked with %+v", asked)
	}
}

func TestExtractStoresOnce(t *testing.T) {
	d, _ := readingDesk(t)
	const story = "Bloqueo en Tonalá\nBloqueo\nOtro bloqueo más"
	if w := d.stories("store=1", "text/plain", story, d.read); w.Code != http.StatusForbidden || d.store.Writes != 0 {
		t.Errorf("with a token that may read: %d %s", w.Code, w.Body)
	}
	stored := func(query string) []string {
		w := d.stories(query, "text/plain", story, d.write)
		var a offer.Answer
		if err := json.Unmarshal(w.Body.Bytes(), &a); err != nil || w.Code != http.StatusCreated {
			t.Fatalf("%d %s %v", w.Code, w.Body, err)
		}
		ids := make([]string, len(a.Drafts))
		for i := range a.Drafts {
			ids[i] = a.Drafts[i].Stored
		}
		return ids
	}
	some := stored("store=1&only=d1,d3")
	if some[0] == "" || some[1] != "" || some[2] == "" || len(d.store.History) != 2 {
		t.Errorf("two of three: %v", some)
	}
	all := stored("store=1")
	if all[0] != some[0] || all[1] == "" || all[2] != some[2] || len(d.store.History) != 3 {
		t.Errorf("the rest: %v after %v", all, some)
	}
	for _, revisions := range d.store.History {
		if inc := revisions[0].Incident; inc.Workflow != incidents.DraftStage || revisions[0].Author != "Mesa de redacción" {
			t.Errorf("stored as %+v", inc)
		}
	}
	if w := d.stories("store=1&only=d9", "text/plain", story, d.write); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("one that is not there: %d %s", w.Code, w.Body)
	}
}

func TestExtractWantsATokenAStoryAndAReader(t *testing.T) {
	d, _ := readingDesk(t)
	if w := d.stories("", "text/plain", "x", ""); w.Code != http.StatusUnauthorized {
		t.Errorf("without a token: %d", w.Code)
	}
	delete(d.store.BySlug, "jalisco")
	if w := d.stories("", "text/plain", "x", d.read); w.Code != http.StatusNotFound {
		t.Errorf("without a story: %d", w.Code)
	}
	d.words.Reader = nil
	d.serve()
	if w := d.stories("", "text/plain", "x", d.read); w.Code != http.StatusNotFound {
		t.Errorf("without a reader: %d", w.Code)
	}
}

var _ reading.StoryReader = (*offer.Reader)(nil)

// echo is a geoparser that finds one place and tells what it was asked.
type echo struct{ asked *geoparse.Options }

func (e echo) Parse(text string, o geoparse.Options) ([]geoparse.Toponym, error) {
	*e.asked = o
	return []geoparse.Toponym{{Span: geoparse.Span{Start: 0, End: len(text)}, Text: text, Name: text, Point: orb.Point{-103.76, 19.95}}}, nil
}

func TestGeoparse(t *testing.T) {
	cases := []struct {
		name, query string
		status      int
		want        string // in the answer
		check       func(geoparse.Options) bool
	}{
		{"a text", "text=Tapalpa", 200, `"toponyms":[{"start":0,"end":7,"text":"Tapalpa","lat":19.95,"lon":-103.76`, func(o geoparse.Options) bool { return !o.Why && !o.NoAdjectivals && o.Home == nil }},
		{"options", "text=Tapalpa&why=1&adjectivals=off&near=20.67,-103.35", 200, "Tapalpa", func(o geoparse.Options) bool {
			return o.Why && o.NoAdjectivals && *o.Home == orb.Point{-103.35, 20.67}
		}},
		{"an empty text", "text=", 200, `"toponyms"`, nil},
		{"no text", "why=1", 400, `"text"`, nil},
		{"too long a text", "text=" + strings.Repeat("x", 64<<10+1), 400, "in parts", nil},
		{"no UTF-8", "text=%ff", 400, "UTF-8", nil},
		{"no point", "text=x&near=Guadalajara", 400, `"near"`, nil},
		{"beyond the world", "text=x&near=91,0", 400, `"near"`, nil},
		{"no number", "text=x&near=NaN,0", 400, `"near"`, nil},
	}
	for _, c := range cases {
		var asked geoparse.Options
		d := newDesk(t)
		d.words.Geoparser = echo{&asked}
		d.serve()
		w := d.geoparse(c.query, d.read)
		if w.Code != c.status || !strings.Contains(w.Body.String(), c.want) {
			t.Errorf("%s: %d %s, want %d with %s", c.name, w.Code, w.Body, c.status, c.want)
		}
		if c.check != nil && !c.check(asked) {
			t.Errorf("%s: asked with %+v", c.name, asked)
		}
	}
}

func TestGeoparseWantsATokenAndAGeoparser(t *testing.T) {
	d := newDesk(t)
	if w := d.geoparse("text=x", d.read); w.Code != http.StatusNotFound {
		t.Errorf("without a geoparser: %d %s", w.Code, w.Body)
	}
	var asked geoparse.Options
	d.words.Geoparser = echo{&asked}
	d.serve()
	if w := d.geoparse("text=x", ""); w.Code != http.StatusUnauthorized {
		t.Errorf("without a token: %d %s", w.Code, w.Body)
	}
}

func (d *desk) geoparse(query, token string) *httptest.ResponseRecorder {
	u := url.URL{Scheme: "https", Host: "maps.example.org", Path: "/api/v1/geoparse", RawQuery: query}
	r := httptest.NewRequestWithContext(context.Background(), http.MethodGet, u.String(), nil)
	if token != "" {
		r.Header.Set("Authorization", "Bearer "+token)
	}
	w := httptest.NewRecorder()
	d.handler.ServeHTTP(w, r)
	return w
}
