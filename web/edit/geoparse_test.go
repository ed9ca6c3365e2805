package edit

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"incidentmap/geo/geoparse"
)

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
		{"too long a text", "text=" + strings.Repeat("x", maxParsed+1), 400, "in parts", nil},
		{"no UTF-8", "text=%ff", 400, "UTF-8", nil},
		{"no point", "text=x&near=Guadalajara", 400, `"near"`, nil},
		{"beyond the world", "text=x&near=91,0", 400, `"near"`, nil},
		{"no number", "text=x&near=NaN,0", 400, `"near"`, nil},
	}
	for _, c := range cases {
		var asked geoparse.Options
		d := newDesk(t)
		d.config.Geoparser = echo{&asked}
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
	d.config.Geoparser = echo{&asked}
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
