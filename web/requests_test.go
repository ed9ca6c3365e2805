package web_test

import (
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"incidentmap/incidents"
	"incidentmap/web"
)

func TestRequests(t *testing.T) {
	tests := []request{
		{name: "the only story", address: "/", status: 302, header: map[string]string{"Location": "/stories/jalisco"}},
		{name: "the only story keeps the language", address: "/?lang=en", status: 302, header: map[string]string{"Location": storyEN}},
		{
			name: "story in English", address: storyEN, status: 200,
			mustHave: []string{
				`<html lang="en"`, "A day in Jalisco", `<span lang="es">Solo en español.</span>`,
				"Tapalpa, Jalisco — somewhere in the town", "Zapopan — somewhere in the municipality",
				"Jalisco — the state as a whole", "Mexico — somewhere in the country; which states is not said", "somewhere on the way",
				"Sunday 22 February 2026", "time not known", "in 2020",
				"4 killed (suspected criminals)", "at least 3 wounded (military)", "6 killed (National Guard)",
				"1 died later (suspected criminal) — already counted in: Operation in Tapalpa",
				"according to Defense Department, through The wire report",
				"according to a state official, not named: not allowed to speak publicly, through The wire report",
				"A report that was wrong", "Retracted",
			},
		},
		{
			name: "story in Spanish", address: storyES, status: 200,
			mustHave: []string{
				`<html lang="es"`, "Un día en Jalisco", "Tapalpa, Jalisco — en algún punto de la localidad",
				"Jalisco — todo el estado", "México — en algún punto del país; no se dice en qué estados",
				"domingo 22 de febrero de 2026", "no se sabe cuándo", "en 2020", "en algún punto del trayecto",
				"4 muertos (presuntos delincuentes)", "al menos 3 heridos (militares)", "6 muertos (Guardia Nacional)",
				"1 murió después (presunto delincuente) — ya contado en: Operativo en Tapalpa",
				"según Secretaría de la Defensa", "sin nombre público: sin permiso para hablar en público",
			},
		},
		{
			name: "language by preference", address: "/stories/jalisco", headers: []string{"Accept-Language", "fr, en-GB;q=0.9"}, status: 200,
			mustHave: []string{`<html lang="en"`}, header: map[string]string{"Vary": "Accept-Language, Accept-Encoding"},
		},
		{name: "the story's own language else", address: "/stories/jalisco", headers: []string{"Accept-Language", "fr"}, status: 200, mustHave: []string{`<html lang="es"`}},
		{name: "an unknown language of a page is ignored", address: "/stories/jalisco?lang=xx&unknown=1", status: 200, mustHave: []string{`<html lang="es"`}},
		{
			name: "the language switch keeps the view", address: "/stories/jalisco?lang=en&layers=operation&utm_source=x", status: 200,
			mustHave: []string{`href="/stories/jalisco?lang=es&amp;layers=operation"`}, mustLack: []string{"utm_source"},
		},
		{name: "unknown story", address: "/stories/nowhere", status: 404, mustHave: []string{"<h1>There is no such page"}, header: map[string]string{"Content-Type": "text/html; charset=utf-8"}},
		{name: "unknown story in Spanish", address: "/stories/nowhere?lang=es", status: 404, mustHave: []string{"No existe esa página"}},
		{name: "unknown story as JSON", address: "/stories/nowhere", headers: []string{"Accept", "application/json"}, status: 404, header: map[string]string{"Content-Type": problem}},
		{name: "no such address", address: "/wp-login.php", status: 404},

		{
			name: "incident", address: incidentEN(leaderID), status: 200,
			mustHave: []string{"The leader dies", "Part of", "Operation in Tapalpa", "Already counted in", "Published", "It rests on one source.", "is not the route taken"},
			// The relation to an unpublished incident stays untold, and so does who edits.
			mustLack: []string{"Caused by", draftID, "secret editor"},
		},
		{
			name: "retracted incident", address: incidentEN(retractedID), status: 200,
			mustHave: []string{"A report that was wrong", "This report was retracted.", "The caller took it back."},
			mustLack: []string{"a note from before it was public", "4 killed", "secret editor"},
		},
		{name: "unpublished incident", address: incidentEN(draftID), status: 404, mustLack: []string{"rumour"}},
		{name: "unknown incident", address: incidentEN("01KJ000000000000000000000Z"), status: 404},
		{name: "not an incident's id", address: incidentEN("' OR 1=1"[:1]), status: 404},

		{name: "layers", address: "/stories/jalisco/layers?lang=en", status: 200, mustHave: []string{`"id":"all","title":"All","count":9`, `"id":"operation","title":"Operation"`, `"extent":[-105,19,-102,22]`}, mustLack: []string{"UNPUBLISHED"}},
		{name: "layers of an unknown story", address: "/stories/nowhere/layers", status: 404, header: map[string]string{"Content-Type": problem}},
		{name: "layers with a parameter it does not take", address: "/stories/jalisco/layers?bbox=1,2,3,4", status: 400, mustHave: []string{`"parameter":"bbox"`}},

		{name: "layer", address: allJSON, status: 200, mustHave: []string{"Operativo en Tapalpa"}, mustLack: []string{"INÉDITO", "UNPUBLISHED"}, header: map[string]string{
			"Content-Type": "application/geo+json", "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Credentials": "", "Vary": "Accept-Language, Accept-Encoding",
			"Content-Disposition": `inline; filename="jalisco-all-es-13.geojson"`,
		}},
		{name: "layer in English", address: allJSON + "?lang=en", status: 200, mustHave: []string{`"lang":"en"`, `"title":"Operation in Tapalpa"`}, header: map[string]string{"Vary": "Accept-Encoding"}},
		{name: "unknown layer", address: "/stories/jalisco/layers/none.geojson", status: 404, mustHave: []string{"none", "/stories/jalisco/layers"}, header: map[string]string{"Content-Type": problem, "Access-Control-Allow-Origin": "*"}},
		{name: "layer of an unknown story", address: "/stories/nowhere/layers/all.geojson", status: 404, mustHave: []string{`"code":"not_found"`}},
		{name: "unknown format", address: "/stories/jalisco/layers/all.pdf", status: 404, header: map[string]string{"Content-Type": problem}},
		{name: "bad bbox", address: allJSON + "?bbox=1,2,3", status: 400, mustHave: []string{`"parameter":"bbox"`, `"code":"invalid"`}, header: map[string]string{"Content-Type": problem, "ETag": ""}},
		{name: "bbox of no numbers", address: allJSON + "?bbox=a,b,c,d", status: 400, mustHave: []string{`"parameter":"bbox"`}},
		{name: "empty bbox", address: allJSON + "?bbox=", status: 400, mustHave: []string{`"parameter":"bbox"`}},
		{name: "bad datetime", address: allJSON + "?datetime=yesterday", status: 400, mustHave: []string{`"parameter":"datetime"`}},
		{name: "bad kind and class", address: allJSON + "?kind=riots&class=event", status: 400, mustHave: []string{`"parameter":"kind"`, `"parameter":"class"`}},
		{name: "bad verification", address: allJSON + "?verification=true", status: 400, mustHave: []string{`"parameter":"verification"`}},
		{name: "bad lang", address: allJSON + "?lang=%21%21", status: 400, mustHave: []string{`"parameter":"lang"`}},
		{name: "mistyped parameter", address: allJSON + "?bbbox=1,2,3,4", status: 400, mustHave: []string{`"parameter":"bbbox"`, "bbox, datetime"}},
		{name: "layer is in the address", address: allJSON + "?layer=operation", status: 400, mustHave: []string{`"parameter":"layer"`}},
		{name: "broken escape", address: allJSON + "?q=%zz", status: 400, mustHave: []string{`"parameter":"query"`}},
		{name: "q that is not text", address: allJSON + "?q=%ff", status: 400, mustHave: []string{`"parameter":"q"`}},
		{name: "q with a zero byte", address: allJSON + "?q=a%00", status: 400, mustHave: []string{`"parameter":"q"`}},
		{name: "q too long", address: allJSON + "?q=" + strings.Repeat("a", 201), status: 400, mustHave: []string{`"parameter":"q"`}},

		{name: "basemap tile", address: "/basemap/0/0/0.mvt", status: 200, mustHave: []string{"land"}, header: map[string]string{"Content-Type": "application/vnd.mapbox-vector-tile", "Access-Control-Allow-Origin": "*"}},
		{name: "empty tile", address: "/basemap/3/1/1.mvt", status: 200},
		{name: "tile outside the world", address: "/basemap/2/4/0.mvt", status: 404, header: map[string]string{"Content-Type": problem, "Access-Control-Allow-Origin": "*"}},
		{name: "tile beyond the last zoom", address: "/basemap/15/0/0.mvt", status: 400, mustHave: []string{`"zoom"`}},
		{name: "tile of a huge number", address: "/basemap/2/99999999999999999999/0.mvt", status: 404},
		{name: "tile that is not numeric", address: "/basemap/a/0/0.mvt", status: 400, header: map[string]string{"Content-Type": problem}},
		{name: "tile of a negative number", address: "/basemap/2/-1/0.mvt", status: 404},

		{name: "no such asset", address: "/assets/none.js", status: 404},
		{name: "asset outside the folder", address: "/assets/..%2fembed.go", status: 404},
		{name: "healthy", address: "/healthz", status: 200, mustHave: []string{"ok"}},
		{name: "ready", address: "/readyz", status: 200, mustHave: []string{"ready"}},

		{name: "page that cannot be written", method: "POST", address: "/stories/jalisco", status: 405, header: map[string]string{"Allow": "GET, HEAD"}},
		{name: "layer that cannot be written", method: "DELETE", address: allJSON, status: 405, mustHave: []string{`"code":"method_not_allowed"`}, header: map[string]string{"Content-Type": problem, "Allow": "GET, HEAD, OPTIONS"}},
		{name: "preflight", method: "OPTIONS", address: allJSON, headers: []string{"Origin", "https://newsroom.example", "Access-Control-Request-Method", "GET"}, status: 204, header: map[string]string{
			"Access-Control-Allow-Origin": "*", "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
		}},
		{name: "preflight of a tile", method: "OPTIONS", address: "/basemap/0/0/0.mvt", status: 204, header: map[string]string{"Access-Control-Allow-Origin": "*"}},
		{name: "pages are for their own origin", address: storyEN, headers: []string{"Origin", "https://newsroom.example"}, status: 200, header: map[string]string{"Access-Control-Allow-Origin": ""}},
	}
	s := newSite(t)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) { s.check(t, tt) })
	}
}

func TestLayerFilters(t *testing.T) {
	all := []string{operationID, leaderID, retractedID, attackID, deathsID, smokeID, advisoryID, aggregateID, pastID}
	tests := []struct {
		query string
		want  []string
	}{
		{"", all},
		// Incidents without a geometry are in every box, those without a time in every interval.
		{"bbox=-103.8,19.9,-103.7,20.0", []string{operationID, leaderID, retractedID, smokeID, advisoryID, aggregateID, pastID}},
		{"bbox=10,10,11,11", []string{smokeID, pastID}},
		{"datetime=2020-06-01", []string{smokeID, pastID}},
		{"kind=fire_or_smoke,attack", []string{smokeID, pastID}},
		{"class=advisory&class=aggregate", []string{advisoryID, aggregateID}},
		{"verification=unverified", []string{attackID}},
		{"q=tapalpa", []string{operationID}},
		{"q=nothing+like+it", nil},
	}
	s := newSite(t)
	for _, tt := range tests {
		t.Run(tt.query, func(t *testing.T) {
			c := s.collection(t, allJSON+"?"+tt.query)
			var got []string
			for _, f := range c.Features {
				got = append(got, f.ID)
				if want := "https://maps.example.org/stories/jalisco/incidents/" + f.ID; f.Properties.URL != want {
					t.Errorf("url %q, want %q", f.Properties.URL, want)
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
	if c := s.collection(t, "/stories/jalisco/layers/advisories.geojson"); len(c.Features) != 1 || c.Seq == 0 || c.AsOf != "2026-02-23T02:12:00Z" {
		t.Errorf("advisories: %+v", c)
	}
}

func TestHostileTextIsHarmless(t *testing.T) {
	s := newSite(t)
	for _, address := range []string{storyEN, incidentEN(attackID), incidentEN(leaderID), storyEN + "&layers=" + "%3C/script%3E%3Cscript%3Ealert(1)"} {
		body := s.get(t, address).Body.String()
		for _, sign := range []string{"<script>alert", "<img src=x", "javascript:alert", "data:text/html", `onerror=alert(2)>"`} {
			if strings.Contains(body, sign) {
				t.Errorf("%s holds %q", address, sign)
			}
		}
		for _, tag := range strings.SplitAfter(body, "<")[1:] {
			name, _, _ := strings.Cut(tag, ">")
			for _, word := range []string{" style=", " onclick=", " onload=", " onerror="} {
				if strings.Contains(name, word) && !strings.Contains(name, "&") {
					t.Errorf("%s has an inline %s in <%s>", address, word, name)
				}
			}
		}
	}
}

func TestHostileTextInTheConfiguration(t *testing.T) {
	m := newMemory()
	story := jaliscoStory()
	story.Title = incidents.Text{"es": hostile, "en": hostile}
	story.Layers[0].Title = incidents.Text{"en": hostile}
	m.putStory(story)
	s := serve(t, m)
	if body := s.get(t, storyEN).Body.String(); strings.Contains(body, "<script>alert") {
		t.Error("the configuration ends its own script element")
	}
	if got := s.config(t, storyEN).Layers[0].Title; got != hostile {
		t.Errorf("layer title %q, want it unharmed: %q", got, hostile)
	}
	if c := s.collection(t, allJSON); len(c.Features) != 0 {
		t.Errorf("an empty story has %d features", len(c.Features))
	}
}

func TestListOfStories(t *testing.T) {
	m := newMemory()
	s := serve(t, m)
	s.check(t, request{address: "/?lang=en", status: 200, mustHave: []string{"There are no stories yet."}})
	m.putStory(jaliscoStory())
	other := jaliscoStory()
	other.Slug, other.Title = "fr", incidents.Text{"fr": "Une journée"}
	other.Languages = []string{"fr"}
	m.putStory(other)
	if err := s.index.Sync(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	s.check(t, request{address: "/?lang=es", status: 200, mustHave: []string{
		"Un día en Jalisco", `<span lang="fr">Une journée</span>`, `href="/stories/jalisco?lang=es"`, `href="/stories/fr?lang=fr"`,
	}})
	// A story in a language that the interface does not have gets English around it.
	s.check(t, request{address: "/stories/fr", headers: []string{"Accept-Language", "es"}, status: 200, mustHave: []string{
		`<html lang="en"`, `<span lang="fr">Une journée</span>`, "Nothing has been published in this story yet.",
	}})
}

func TestFaultsOfTheStore(t *testing.T) {
	tests := []struct {
		name   string
		fault  error
		status int
		code   string
	}{
		{"unavailable", &incidents.Error{Code: incidents.EUnavailable, Message: "the store is busy", Err: errors.New("secret cause")}, 503, "unavailable"},
		{"damaged", incidents.Errorf(incidents.EDamaged, "", "the file is damaged"), 500, "damaged"},
		{"unknown", errors.New("secret cause"), 500, "internal"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s := newSite(t)
			s.store.fault = tt.fault
			s.check(t, request{address: allJSON, status: tt.status, mustHave: []string{`"code":"` + tt.code + `"`}, mustLack: []string{"secret cause"}})
			s.check(t, request{address: storyEN, status: tt.status, mustHave: []string{"Try again in a while."}, mustLack: []string{"secret cause"}})
			s.check(t, request{address: "/readyz", status: 503, mustHave: []string{"the store cannot be read"}, mustLack: []string{"secret cause"}})
			s.check(t, request{address: "/healthz", status: 200})
		})
	}
}

func TestReadyOnceTheIndexHasLoaded(t *testing.T) {
	m := newMemory()
	s := serve(t, m)
	m.putStory(jaliscoStory())
	s.check(t, request{address: "/readyz", status: 503, mustHave: []string{"the index is loading: change 0 of 1"}})
	if err := s.index.Sync(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	s.check(t, request{address: "/readyz", status: 200})
	// From then on it may be a little behind.
	m.write(fixtureIncidents()[0], incidents.Create, nil)
	s.check(t, request{address: "/readyz", status: 200})
}

// A fault after a part of the answer is sent must not look like its end.
func TestAnswerBrokenOff(t *testing.T) {
	m := newMemory()
	m.putStory(jaliscoStory())
	for i := range 200 {
		inc := fixtureIncidents()[0]
		inc.ID = incidents.NewID(m.clock.AddDate(0, 0, i))
		m.write(inc, incidents.Create, nil)
	}
	s := serve(t, m)
	m.cutAfter = 199
	defer func() {
		fault, _ := recover().(error)
		if !errors.Is(fault, http.ErrAbortHandler) {
			t.Errorf("recovered %v, want the connection broken off", fault)
		}
	}()
	got := s.get(t, allJSON)
	t.Errorf("status %d with %d bytes, as if whole", got.Code, got.Body.Len())
}

func TestEarlyFaultIsToldInFull(t *testing.T) {
	s := newSite(t)
	s.store.cutAfter = 2
	for _, coding := range []string{"identity", "gzip", "br", "zstd"} {
		s.check(t, request{address: allJSON, headers: []string{"Accept-Encoding", coding}, status: 500, mustHave: []string{`"code":"damaged"`}, header: map[string]string{
			"Content-Encoding": "", "ETag": "", "Cache-Control": "no-store", "Content-Disposition": "",
		}})
	}
}

func TestPublicURL(t *testing.T) {
	s := newSite(t, func(c *web.Config) { c.PublicURL = "" })
	c := s.collection(t, "http://192.0.2.7:8080"+allJSON)
	if want := "http://192.0.2.7:8080/stories/jalisco/incidents/" + operationID; c.Features[0].Properties.URL != want {
		t.Errorf("url %q, want %q", c.Features[0].Properties.URL, want)
	}
	for _, bad := range []string{"maps.example.org", "ftp://maps.example.org", "https://maps.example.org/below", "https://", "https://a/?b", "%"} {
		if _, err := web.New(web.Config{PublicURL: bad}); err == nil || !strings.Contains(err.Error(), "public URL") {
			t.Errorf("public URL %q: error %v", bad, err)
		}
	}
}

func TestLedgerNeverAddsSources(t *testing.T) {
	body := newSite(t).get(t, storyEN).Body.String()
	_, ledger, _ := strings.Cut(body, `<section id="ledger">`)
	ledger, _, _ = strings.Cut(ledger, "</section>")
	var numbers []string
	for _, part := range strings.Split(ledger, "<b>")[1:] {
		number, _, _ := strings.Cut(part, "</b>")
		numbers = append(numbers, number)
	}
	// Defense: killed, died later (the leader is among the three), wounded; the official: killed.
	if want := []string{"4", "3", "at least 3", "6"}; !slices.Equal(numbers, want) {
		t.Errorf("figures %q, want %q", numbers, want)
	}
}
