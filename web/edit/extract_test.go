package edit

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/incidents"
	"incidentmap/incidents/extract"
	"incidentmap/incidents/extract/offer"
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

// stories sends a body to be read.
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

func reading(t *testing.T) (*desk, *extract.Options) {
	t.Helper()
	d, asked := newDesk(t), &extract.Options{}
	d.config.Reader = &offer.Reader{Extractor: lines{asked}}
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
		{"too long", "", "text/plain", strings.Repeat("x", maxExtracted+1), 413, "article alone"},
		{"too long together", "", "application/json", `{"stories":[{"content":"` + strings.Repeat("x", maxExtracted) + `"},{"content":"x"}]}`, 413, "in parts"},
		{"a picture", "", "image/png", "x", 415, "text/plain"},
		{"an unknown language", "lang=fr", "text/plain", "x", 400, `"lang"`},
		{"no day", "date=yesterday", "text/plain", "x", 400, `"date"`},
		{"no zone", "zone=Here", "text/plain", "x", 400, `"zone"`},
		{"no point", "near=Tonalá", "text/plain", "x", 400, `"near"`},
	}
	for _, c := range cases {
		d, _ := reading(t)
		w := d.stories(c.query, c.media, c.body, d.read)
		if w.Code != c.status || !strings.Contains(w.Body.String(), c.want) {
			t.Errorf("%s: %d %.600s, want %d with %s", c.name, w.Code, w.Body, c.status, c.want)
		}
		if d.store.writes != 0 {
			t.Errorf("%s: something was stored", c.name)
		}
	}
}

func TestExtractTakesTheStorysZone(t *testing.T) {
	d, asked := reading(t)
	if w := d.stories("date=2026-02-22&lang=es&near=20.67,-103.35", "text/plain", "x", d.read); w.Code != 200 {
		t.Fatal(w.Body)
	}
	if asked.Zone.String() != "America/Mexico_City" || asked.Lang != "es" || !asked.Date.Equal(time.Date(2026, 2, 22, 0, 0, 0, 0, time.UTC)) || *asked.Near != (orb.Point{-103.35, 20.67}) {
		t.Errorf("asked with %+v", asked)
	}
}

func TestExtractStoresOnce(t *testing.T) {
	d, _ := reading(t)
	const story = "Bloqueo en Tonalá\nBloqueo\nOtro bloqueo más"
	if w := d.stories("store=1", "text/plain", story, d.read); w.Code != http.StatusForbidden || d.store.writes != 0 {
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
	if some[0] == "" || some[1] != "" || some[2] == "" || len(d.store.history) != 2 {
		t.Errorf("two of three: %v", some)
	}
	all := stored("store=1")
	if all[0] != some[0] || all[1] == "" || all[2] != some[2] || len(d.store.history) != 3 {
		t.Errorf("the rest: %v after %v", all, some)
	}
	for _, revisions := range d.store.history {
		if inc := revisions[0].Incident; inc.Workflow != incidents.DraftStage || revisions[0].Author != "Mesa de redacción" {
			t.Errorf("stored as %+v", inc)
		}
	}
	if w := d.stories("store=1&only=d9", "text/plain", story, d.write); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("one that is not there: %d %s", w.Code, w.Body)
	}
}

func TestExtractWantsATokenAStoryAndAReader(t *testing.T) {
	d, _ := reading(t)
	if w := d.stories("", "text/plain", "x", ""); w.Code != http.StatusUnauthorized {
		t.Errorf("without a token: %d", w.Code)
	}
	delete(d.store.stories, "jalisco")
	if w := d.stories("", "text/plain", "x", d.read); w.Code != http.StatusNotFound {
		t.Errorf("without a story: %d", w.Code)
	}
	d.config.Reader = nil
	d.serve()
	if w := d.stories("", "text/plain", "x", d.read); w.Code != http.StatusNotFound {
		t.Errorf("without a reader: %d", w.Code)
	}
}

var _ StoryReader = (*offer.Reader)(nil)
