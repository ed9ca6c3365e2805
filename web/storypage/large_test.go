package storypage_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"incidentmap/web/webtest"
)

// A story too large for one page is listed part by part, and its map asks for what is in view.
func TestLargeStory(t *testing.T) {
	const n = 2501 // the story and 2,500 incidents
	store := webtest.NewInvented(n)
	s := webtest.ServeStore(t, store)
	given := store.Given.Load()
	page := s.Get(t, webtest.StoryEN).Body.String()
	if read := store.Given.Load() - given; read > 2500 {
		t.Errorf("the page read %d incidents", read)
	}
	for _, text := range []string{"1–50 of 2,500", `rel="next"`, "page=2", `data-of="layers operation">2,500 entries<`, "too many entries"} {
		if !strings.Contains(page, text) {
			t.Errorf("no %q in the page", text)
		}
	}
	if items := strings.Count(page, `<li class="item"`); items != 50 {
		t.Errorf("%d items", items)
	}
	if len(page) > 400<<10 {
		t.Errorf("the page has %d bytes", len(page))
	}
	if strings.Contains(page, `rel="prev"`) || strings.Contains(page, `"features":"`) {
		t.Error("the first page has one before it, or the map all of the story")
	}
	var config struct {
		Features *string
		Views    struct {
			URL, List string
			First     struct {
				Type     string
				Level    int
				BBox     [4]float64
				Count    int
				Features []json.RawMessage
			}
		}
	}
	_, text, _ := strings.Cut(page, `id="config">`)
	text, _, _ = strings.Cut(text, "</script>")
	if err := json.Unmarshal([]byte(text), &config); err != nil {
		t.Fatal(err)
	}
	first := config.Views.First
	// The story's view is 12 degrees wide: cells are at least 1.5.
	if first.Type != "FeatureCollection" || first.Level != 7 || first.Count != n-1 || len(first.Features) == 0 ||
		first.BBox != [4]float64{-114, 12, -90, 32} {
		t.Errorf("first view: %.200s", text)
	}
	if config.Features != nil {
		t.Errorf("features at %s", *config.Features)
	}
	// What is in the page is what its address gives.
	asked := s.Get(t, config.Views.URL+"&zoom=5&bbox=-114,12,-90,32")
	var again struct{ Features []json.RawMessage }
	if err := json.Unmarshal(asked.Body.Bytes(), &again); err != nil || len(again.Features) != len(first.Features) {
		t.Errorf("%d features in the page, %d at %s: %v", len(first.Features), len(again.Features), config.Views.URL, err)
	}
	s.Check(t, webtest.Request{Address: config.Views.List, Status: 200, MustHave: []string{`<section id="list"`, "1–50 of 2,500", "data-id="}})
}

// The card of an incident opens on the map of a large story, whatever part of the list is there.
func TestLargeStoryOpensACard(t *testing.T) {
	s := webtest.ServeStore(t, webtest.NewInvented(2501))
	listed := s.Get(t, webtest.StoryEN+"&page=40").Body.String()
	_, rest, _ := strings.Cut(listed, `<li class="item" data-id="`)
	id, _, _ := strings.Cut(rest, `"`)
	line := `data-id="` + id + `"`
	if first := s.Get(t, webtest.StoryEN).Body.String(); strings.Contains(first, line) {
		t.Fatalf("%s is in the first part", id)
	}
	if page := s.Get(t, webtest.StoryEN+"&incident="+id).Body.String(); !strings.Contains(page, line) {
		t.Error("the page does not have the line of the incident whose card it opens")
	}
	for _, none := range []string{"01J8ZQ6Y8Q4Y6W1QZJ5Y2C3D4E", "x", "%00"} {
		if got := s.Get(t, webtest.StoryEN+"&incident="+none); got.Code != 200 {
			t.Errorf("%s: status %d", none, got.Code)
		}
	}
	if page := s.Get(t, webtest.IncidentEN(id)).Body.String(); !strings.Contains(page, "bbox=") || !strings.Contains(page, "incident="+id) {
		t.Error("the incident's page does not lead to the map around it")
	}
}

func TestParts(t *testing.T) {
	s := webtest.ServeStore(t, webtest.NewInvented(2501))
	// All parts together are all incidents, each once.
	seen := map[string]bool{}
	address, pages := webtest.StoryEN, 0
	for address != "" {
		body := s.Get(t, address).Body.String()
		for _, part := range strings.Split(body, `<li class="item" data-id="`)[1:] {
			id, _, _ := strings.Cut(part, `"`)
			if seen[id] {
				t.Errorf("%s is listed twice", id)
			}
			seen[id] = true
		}
		pages++
		before, _, more := strings.Cut(body, `" rel="next"`)
		address = ""
		if more {
			address = strings.ReplaceAll(before[strings.LastIndex(before, `href="`)+len(`href="`):], "&amp;", "&")
		}
	}
	if len(seen) != 2500 || pages != 50 {
		t.Errorf("%d incidents on %d pages", len(seen), pages)
	}
	tests := []webtest.Request{
		{Name: "the last", Address: webtest.StoryEN + "&page=50", Status: 200, MustHave: []string{"2,451–2,500 of 2,500", `rel="prev"`}, MustLack: []string{`rel="next"`}},
		{Name: "beyond the last", Address: webtest.StoryEN + "&page=51", Status: 404},
		{Name: "no number", Address: webtest.StoryEN + "&page=x", Status: 400},
		{Name: "before the first", Address: webtest.StoryEN + "&page=0", Status: 400},
		{Name: "a huge number", Address: webtest.StoryEN + "&page=99999999999999999999", Status: 400},
		{Name: "of a layer", Address: webtest.StoryEN + "&layers=operation", Status: 200, MustHave: []string{"1–50 of 2,500", "layers=operation"}},
		{Name: "of a layer with nothing in it", Address: webtest.StoryEN + "&layers=advisories", Status: 200, MustHave: []string{"0–0 of 0", "Nothing here."}},
		{Name: "in Spanish", Address: webtest.StoryES, Status: 200, MustHave: []string{"1–50 de 2,500", "Página siguiente", "demasiadas entradas"}},
	}
	for _, tt := range tests {
		t.Run(tt.Name, func(t *testing.T) { s.Check(t, tt) })
	}
}

func TestList(t *testing.T) {
	s := webtest.NewSite(t)
	const list = "/stories/jalisco/list?lang=en"
	tests := []webtest.Request{
		{Name: "all", Address: list, Status: 200, MustHave: []string{"1–9 of 9", "An attack in 2020", `href="` + webtest.StoryEN + `"`}, MustLack: []string{"UNPUBLISHED", `rel="next"`}},
		{Name: "of a box", Address: list + "&bbox=10,10,11,11", Status: 200, MustHave: []string{"1–2 of 2", "Smoke", "An attack in 2020"}, MustLack: []string{"Operation in Tapalpa</a>"}},
		{Name: "of layers", Address: list + "&layer=operation,advisories", Status: 200, MustHave: []string{"1–3 of 3", "Stay in safe places"}, MustLack: []string{"Smoke"}},
		{Name: "of a text", Address: list + "&q=tapalpa", Status: 200, MustHave: []string{"1–2 of 2", "Operation in Tapalpa", "A report that was wrong"}},
		{Name: "of nothing", Address: list + "&kind=arrest", Status: 200, MustHave: []string{"Nothing here."}},
		{Name: "of an unknown layer", Address: list + "&layer=none", Status: 400},
		{Name: "of an unknown story", Address: "/stories/nowhere/list", Status: 404},
		{Name: "of a box that is none", Address: list + "&bbox=1", Status: 400},
		{Name: "with a word of somebody's", Address: list + "&hello=1", Status: 200},
		{Name: "beyond the last", Address: list + "&page=2", Status: 404},
	}
	for _, tt := range tests {
		t.Run(tt.Name, func(t *testing.T) { s.Check(t, tt) })
	}
	got := s.Get(t, list)
	if again := s.Get(t, list, "If-None-Match", got.Header().Get("ETag")); again.Code != http.StatusNotModified {
		t.Errorf("status %d for a known tag", again.Code)
	}
}

// BenchmarkLargeStory answers what does not grow with a story.
func BenchmarkLargeStory(b *testing.B) {
	s := webtest.ServeStore(b, webtest.NewInvented(1_000_001))
	for name, address := range map[string]string{
		"page": webtest.StoryEN + "&n=", "list": "/stories/jalisco/list?lang=en&bbox=-104,20,-103,21&v=", "layers": "/stories/jalisco/layers?v=",
		"incident": webtest.IncidentEN(webtest.InventedID(7)) + "&n=",
	} {
		b.Run(name, func(b *testing.B) {
			for i := 0; b.Loop(); i++ { // each address is a new one to the cache of answers
				if got := s.Get(b, fmt.Sprint(address, i)); got.Code != http.StatusOK {
					b.Fatal(got.Code)
				}
			}
		})
	}
}
