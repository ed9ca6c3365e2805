package web_test

import (
	"errors"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"incidentmap/incidents"
	"incidentmap/web"
	"incidentmap/web/webtest"
)

func TestRequests(t *testing.T) {
	tests := []webtest.Request{
		{Name: "the only story", Address: "/", Status: 302, Header: map[string]string{"Location": "/stories/jalisco"}},
		{Name: "the only story keeps the language", Address: "/?lang=en", Status: 302, Header: map[string]string{"Location": webtest.StoryEN}},
		{
			Name: "story in English", Address: webtest.StoryEN, Status: 200,
			MustHave: []string{
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
			Name: "story in Spanish", Address: webtest.StoryES, Status: 200,
			MustHave: []string{
				`<html lang="es"`, "Un día en Jalisco", "Tapalpa, Jalisco — en algún punto de la localidad",
				"Jalisco — todo el estado", "México — en algún punto del país; no se dice en qué estados",
				"domingo 22 de febrero de 2026", "no se sabe cuándo", "en 2020", "en algún punto del trayecto",
				"4 muertos (presuntos delincuentes)", "al menos 3 heridos (militares)", "6 muertos (Guardia Nacional)",
				"1 murió después (presunto delincuente) — ya contado en: Operativo en Tapalpa",
				"según Secretaría de la Defensa", "sin nombre público: sin permiso para hablar en público",
			},
		},
		{
			Name: "language by preference", Address: "/stories/jalisco", Headers: []string{"Accept-Language", "fr, en-GB;q=0.9"}, Status: 200,
			MustHave: []string{`<html lang="en"`}, Header: map[string]string{"Vary": "Accept-Language, Save-Data, Accept-Encoding"},
		},
		{Name: "the story's own language else", Address: "/stories/jalisco", Headers: []string{"Accept-Language", "fr"}, Status: 200, MustHave: []string{`<html lang="es"`}},
		{Name: "an unknown language of a page is ignored", Address: "/stories/jalisco?lang=xx&unknown=1", Status: 200, MustHave: []string{`<html lang="es"`}},
		{
			Name: "the language switch keeps the view", Address: "/stories/jalisco?lang=en&layers=operation&utm_source=x", Status: 200,
			MustHave: []string{`href="/stories/jalisco?lang=es&amp;layers=operation"`}, MustLack: []string{"utm_source"},
		},
		{Name: "unknown story", Address: "/stories/nowhere", Status: 404, MustHave: []string{"<h1>There is no such page"}, Header: map[string]string{"Content-Type": "text/html; charset=utf-8"}},
		{Name: "unknown story in Spanish", Address: "/stories/nowhere?lang=es", Status: 404, MustHave: []string{"No existe esa página"}},
		{Name: "unknown story as JSON", Address: "/stories/nowhere", Headers: []string{"Accept", "application/json"}, Status: 404, Header: map[string]string{"Content-Type": webtest.Problem}},
		{Name: "no such address", Address: "/wp-login.php", Status: 404},

		{
			Name: "incident", Address: webtest.IncidentEN(webtest.LeaderID), Status: 200,
			MustHave: []string{"The leader dies", "Part of", "Operation in Tapalpa", "Already counted in", "Published", "It rests on one source.", "is not the route taken"},
			// The relation to an unpublished incident stays untold, and so does who edits.
			MustLack: []string{"Caused by", webtest.DraftID, "secret editor"},
		},
		{
			Name: "retracted incident", Address: webtest.IncidentEN(webtest.RetractedID), Status: 200,
			MustHave: []string{"A report that was wrong", "This report was retracted.", "The caller took it back."},
			MustLack: []string{"a note from before it was public", "4 killed", "secret editor"},
		},
		{Name: "unpublished incident", Address: webtest.IncidentEN(webtest.DraftID), Status: 404, MustLack: []string{"rumour"}},
		{Name: "unknown incident", Address: webtest.IncidentEN("01KJ000000000000000000000Z"), Status: 404},
		{Name: "not an incident's id", Address: webtest.IncidentEN("' OR 1=1"[:1]), Status: 404},

		{Name: "layers", Address: "/stories/jalisco/layers?lang=en", Status: 200, MustHave: []string{`"id":"all","title":"All","count":9`, `"id":"operation","title":"Operation"`, `"extent":[-105,19,-102,22]`}, MustLack: []string{"UNPUBLISHED"}},
		{Name: "layers of an unknown story", Address: "/stories/nowhere/layers", Status: 404, Header: map[string]string{"Content-Type": webtest.Problem}},
		{Name: "layers with a parameter it does not take", Address: "/stories/jalisco/layers?bbox=1,2,3,4", Status: 400, MustHave: []string{`"parameter":"bbox"`}},

		{Name: "layer", Address: webtest.AllJSON, Status: 200, MustHave: []string{"Operativo en Tapalpa"}, MustLack: []string{"INÉDITO", "UNPUBLISHED"}, Header: map[string]string{
			"Content-Type": "application/geo+json", "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Credentials": "", "Vary": "Accept-Language, Accept-Encoding",
			"Content-Disposition": `inline; filename="jalisco-all-es-13.geojson"`,
		}},
		{Name: "layer in English", Address: webtest.AllJSON + "?lang=en", Status: 200, MustHave: []string{`"lang":"en"`, `"title":"Operation in Tapalpa"`}, Header: map[string]string{"Vary": "Accept-Encoding"}},
		{Name: "unknown layer", Address: "/stories/jalisco/layers/none.geojson", Status: 404, MustHave: []string{"none", "/stories/jalisco/layers"}, Header: map[string]string{"Content-Type": webtest.Problem, "Access-Control-Allow-Origin": "*"}},
		{Name: "layer of an unknown story", Address: "/stories/nowhere/layers/all.geojson", Status: 404, MustHave: []string{`"code":"not_found"`}},
		{Name: "unknown format", Address: "/stories/jalisco/layers/all.pdf", Status: 404, Header: map[string]string{"Content-Type": webtest.Problem}},
		{Name: "bad bbox", Address: webtest.AllJSON + "?bbox=1,2,3", Status: 400, MustHave: []string{`"parameter":"bbox"`, `"code":"invalid"`}, Header: map[string]string{"Content-Type": webtest.Problem, "ETag": ""}},
		{Name: "bbox of no numbers", Address: webtest.AllJSON + "?bbox=a,b,c,d", Status: 400, MustHave: []string{`"parameter":"bbox"`}},
		{Name: "empty bbox", Address: webtest.AllJSON + "?bbox=", Status: 400, MustHave: []string{`"parameter":"bbox"`}},
		{Name: "bad datetime", Address: webtest.AllJSON + "?datetime=yesterday", Status: 400, MustHave: []string{`"parameter":"datetime"`}},
		{Name: "bad kind and class", Address: webtest.AllJSON + "?kind=riots&class=event", Status: 400, MustHave: []string{`"parameter":"kind"`, `"parameter":"class"`}},
		{Name: "bad verification", Address: webtest.AllJSON + "?verification=true", Status: 400, MustHave: []string{`"parameter":"verification"`}},
		{Name: "bad lang", Address: webtest.AllJSON + "?lang=%21%21", Status: 400, MustHave: []string{`"parameter":"lang"`}},
		{Name: "mistyped parameter", Address: webtest.AllJSON + "?bbbox=1,2,3,4", Status: 400, MustHave: []string{`"parameter":"bbbox"`, "bbox, datetime"}},
		{Name: "layer is in the address", Address: webtest.AllJSON + "?layer=operation", Status: 400, MustHave: []string{`"parameter":"layer"`}},
		{Name: "broken escape", Address: webtest.AllJSON + "?q=%zz", Status: 400, MustHave: []string{`"parameter":"query"`}},
		{Name: "q that is not text", Address: webtest.AllJSON + "?q=%ff", Status: 400, MustHave: []string{`"parameter":"q"`}},
		{Name: "q with a zero byte", Address: webtest.AllJSON + "?q=a%00", Status: 400, MustHave: []string{`"parameter":"q"`}},
		{Name: "q too long", Address: webtest.AllJSON + "?q=" + strings.Repeat("a", 201), Status: 400, MustHave: []string{`"parameter":"q"`}},

		{Name: "basemap tile", Address: "/basemap/0/0/0.mvt", Status: 200, MustHave: []string{"land"}, Header: map[string]string{"Content-Type": "application/vnd.mapbox-vector-tile", "Access-Control-Allow-Origin": "*"}},
		{Name: "empty tile", Address: "/basemap/3/1/1.mvt", Status: 200},
		{Name: "tile outside the world", Address: "/basemap/2/4/0.mvt", Status: 404, Header: map[string]string{"Content-Type": webtest.Problem, "Access-Control-Allow-Origin": "*"}},
		{Name: "tile beyond the last zoom", Address: "/basemap/15/0/0.mvt", Status: 400, MustHave: []string{`"zoom"`}},
		{Name: "tile of a huge number", Address: "/basemap/2/99999999999999999999/0.mvt", Status: 404},
		{Name: "tile that is not numeric", Address: "/basemap/a/0/0.mvt", Status: 400, Header: map[string]string{"Content-Type": webtest.Problem}},
		{Name: "tile of a negative number", Address: "/basemap/2/-1/0.mvt", Status: 404},

		{Name: "no such asset", Address: "/assets/none.js", Status: 404},
		{Name: "asset outside the folder", Address: "/assets/..%2fembed.go", Status: 404},
		{Name: "robots", Address: "/robots.txt", Status: 200, MustHave: []string{"User-agent: *"}, MustLack: []string{"Disallow: /\n", "Disallow: /stories"}},
		{Name: "healthy", Address: "/healthz", Status: 200, MustHave: []string{"ok"}},
		{Name: "ready", Address: "/readyz", Status: 200, MustHave: []string{"ready"}},

		{Name: "page that cannot be written", Method: "POST", Address: "/stories/jalisco", Status: 405, Header: map[string]string{"Allow": "GET, HEAD"}},
		{Name: "layer that cannot be written", Method: "DELETE", Address: webtest.AllJSON, Status: 405, MustHave: []string{`"code":"method_not_allowed"`}, Header: map[string]string{"Content-Type": webtest.Problem, "Allow": "GET, HEAD, OPTIONS"}},
		{Name: "preflight", Method: "OPTIONS", Address: webtest.AllJSON, Headers: []string{"Origin", "https://newsroom.example", "Access-Control-Request-Method", "GET"}, Status: 204, Header: map[string]string{
			"Access-Control-Allow-Origin": "*", "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
		}},
		{Name: "preflight of a tile", Method: "OPTIONS", Address: "/basemap/0/0/0.mvt", Status: 204, Header: map[string]string{"Access-Control-Allow-Origin": "*"}},
		{Name: "pages are for their own origin", Address: webtest.StoryEN, Headers: []string{"Origin", "https://newsroom.example"}, Status: 200, Header: map[string]string{"Access-Control-Allow-Origin": ""}},
	}
	s := webtest.NewSite(t)
	for _, tt := range tests {
		t.Run(tt.Name, func(t *testing.T) { s.Check(t, tt) })
	}
}

func TestLayerFilters(t *testing.T) {
	all := []string{webtest.OperationID, webtest.LeaderID, webtest.RetractedID, webtest.AttackID, webtest.DeathsID, webtest.SmokeID, webtest.AdvisoryID, webtest.AggregateID, webtest.PastID}
	tests := []struct {
		query string
		want  []string
	}{
		{"", all},
		// Incidents without a geometry are in every box, those without a time in every interval.
		{"bbox=-103.8,19.9,-103.7,20.0", []string{webtest.OperationID, webtest.LeaderID, webtest.RetractedID, webtest.SmokeID, webtest.AdvisoryID, webtest.AggregateID, webtest.PastID}},
		{"bbox=10,10,11,11", []string{webtest.SmokeID, webtest.PastID}},
		{"datetime=2020-06-01", []string{webtest.SmokeID, webtest.PastID}},
		{"kind=fire_or_smoke,attack", []string{webtest.SmokeID, webtest.PastID}},
		{"class=advisory&class=aggregate", []string{webtest.AdvisoryID, webtest.AggregateID}},
		{"verification=unverified", []string{webtest.AttackID}},
		{"q=tapalpa", []string{webtest.OperationID, webtest.RetractedID}},
		{"q=nothing+like+it", nil},
	}
	s := webtest.NewSite(t)
	for _, tt := range tests {
		t.Run(tt.query, func(t *testing.T) {
			c := s.Collection(t, webtest.AllJSON+"?"+tt.query)
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
	if c := s.Collection(t, "/stories/jalisco/layers/advisories.geojson"); len(c.Features) != 1 || c.Seq == 0 || c.AsOf != "2026-02-23T02:12:00Z" {
		t.Errorf("advisories: %+v", c)
	}
}

func TestHostileTextIsHarmless(t *testing.T) {
	picture := regexp.MustCompile(`src="data:image/svg\+xml,[^"<>]*"`)
	s := webtest.NewSite(t)
	for _, address := range []string{webtest.StoryEN, webtest.IncidentEN(webtest.AttackID), webtest.IncidentEN(webtest.LeaderID), webtest.StoryEN + "&layers=" + "%3C/script%3E%3Cscript%3Ealert(1)"} {
		body := s.Get(t, address).Body.String()
		for _, sign := range []string{"<script>alert", "<img src=x", "javascript:alert", "data:text/html", `onerror=alert(2)>"`} {
			if strings.Contains(body, sign) {
				t.Errorf("%s holds %q", address, sign)
			}
		}
		for _, tag := range strings.SplitAfter(body, "<")[1:] {
			name, _, _ := strings.Cut(tag, ">")
			for _, word := range []string{" style=", " onclick=", " onload=", " onerror="} {
				name := picture.ReplaceAllString(name, "") // which has styles of its own, and no script runs in an image
				if strings.Contains(name, word) && !strings.Contains(name, "&") {
					t.Errorf("%s has an inline %s in <%s>", address, word, name)
				}
			}
		}
	}
}

func TestHostileTextInTheConfiguration(t *testing.T) {
	m := webtest.NewStore(t)
	story := webtest.Story()
	story.Title = incidents.Text{"es": webtest.Hostile, "en": webtest.Hostile}
	story.Layers[0].Title = incidents.Text{"en": webtest.Hostile}
	m.PutStory(story)
	s := webtest.Serve(t, m)
	if body := s.Get(t, webtest.StoryEN).Body.String(); strings.Contains(body, "<script>alert") {
		t.Error("the configuration ends its own script element")
	}
	if got := s.Config(t, webtest.StoryEN).Layers[0].Title; got != webtest.Hostile {
		t.Errorf("layer title %q, want it unharmed: %q", got, webtest.Hostile)
	}
	if c := s.Collection(t, webtest.AllJSON); len(c.Features) != 0 {
		t.Errorf("an empty story has %d features", len(c.Features))
	}
}

func TestListOfStories(t *testing.T) {
	m := webtest.NewStore(t)
	s := webtest.Serve(t, m)
	s.Check(t, webtest.Request{Address: "/?lang=en", Status: 200, MustHave: []string{"There are no stories yet."}})
	m.PutStory(webtest.Story())
	other := webtest.Story()
	other.Slug, other.Title = "fr", incidents.Text{"fr": "Une journée"}
	other.Languages = []string{"fr"}
	m.PutStory(other)
	if err := s.Index.Sync(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	s.Check(t, webtest.Request{Address: "/?lang=es", Status: 200, MustHave: []string{
		"Un día en Jalisco", `<span lang="fr">Une journée</span>`, `href="/stories/jalisco?lang=es"`, `href="/stories/fr?lang=fr"`,
	}})
	// A story in a language that the interface does not have gets English around it.
	s.Check(t, webtest.Request{Address: "/stories/fr", Headers: []string{"Accept-Language", "es"}, Status: 200, MustHave: []string{
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
			s := webtest.NewSite(t)
			s.Store.Fault = tt.fault
			s.Check(t, webtest.Request{Address: webtest.AllJSON, Status: tt.status, MustHave: []string{`"code":"` + tt.code + `"`}, MustLack: []string{"secret cause"}})
			s.Check(t, webtest.Request{Address: webtest.StoryEN, Status: tt.status, MustHave: []string{"Try again in a while."}, MustLack: []string{"secret cause"}})
			s.Check(t, webtest.Request{Address: "/readyz", Status: 503, MustHave: []string{"the store cannot be read"}, MustLack: []string{"secret cause"}})
			s.Check(t, webtest.Request{Address: "/healthz", Status: 200})
		})
	}
}

func TestReadyOnceTheIndexHasLoaded(t *testing.T) {
	m := webtest.NewStore(t)
	s := webtest.Serve(t, m)
	m.PutStory(webtest.Story())
	s.Check(t, webtest.Request{Address: "/readyz", Status: 503, MustHave: []string{"the index is loading: change 0 of 1"}})
	if err := s.Index.Sync(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	s.Check(t, webtest.Request{Address: "/readyz", Status: 200})
	// From then on it may be a little behind.
	m.Write(webtest.Incidents()[0], incidents.Create, nil)
	s.Check(t, webtest.Request{Address: "/readyz", Status: 200})
}

// A fault after a part of the answer is sent must not look like its end.
func TestAnswerBrokenOff(t *testing.T) {
	m := webtest.NewStore(t)
	m.PutStory(webtest.Story())
	for i := range 200 {
		inc := webtest.Incidents()[0]
		inc.ID = incidents.NewID(m.Clock.AddDate(0, 0, i))
		m.Write(inc, incidents.Create, nil)
	}
	s := webtest.Serve(t, m)
	m.CutAfter = 199
	defer func() {
		fault, _ := recover().(error)
		if !errors.Is(fault, http.ErrAbortHandler) {
			t.Errorf("recovered %v, want the connection broken off", fault)
		}
	}()
	got := s.Get(t, webtest.AllJSON)
	t.Errorf("status %d with %d bytes, as if whole", got.Code, got.Body.Len())
}

func TestEarlyFaultIsToldInFull(t *testing.T) {
	s := webtest.NewSite(t)
	s.Store.CutAfter = 2
	for _, coding := range []string{"identity", "gzip", "br", "zstd"} {
		s.Check(t, webtest.Request{Address: webtest.AllJSON, Headers: []string{"Accept-Encoding", coding}, Status: 500, MustHave: []string{`"code":"damaged"`}, Header: map[string]string{
			"Content-Encoding": "", "ETag": "", "Cache-Control": "no-store", "Content-Disposition": "",
		}})
	}
}

func TestPublicURL(t *testing.T) {
	s := webtest.NewSite(t, func(c *web.Config) { c.PublicURL = "" })
	c := s.Collection(t, "http://192.0.2.7:8080"+webtest.AllJSON)
	if want := "http://192.0.2.7:8080/stories/jalisco/incidents/" + webtest.OperationID; c.Features[0].Properties.URL != want {
		t.Errorf("url %q, want %q", c.Features[0].Properties.URL, want)
	}
	for _, bad := range []string{"maps.example.org", "ftp://maps.example.org", "https://maps.example.org/stories/x", "https://maps.example.org/a b", "https://maps.example.org/../x", "https://u:p@maps.example.org", "https://", "https://a/?b", "%"} {
		if _, err := web.New(web.Config{PublicURL: bad}); err == nil || !strings.Contains(err.Error(), "public-url") {
			t.Errorf("public URL %q: error %v", bad, err)
		}
	}
}

func TestLedgerNeverAddsSources(t *testing.T) {
	body := webtest.NewSite(t).Get(t, webtest.StoryEN).Body.String()
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
