package storypage_test

import (
	"encoding/json"
	"strings"
	"testing"

	"incidentmap/web/webtest"
)

// What links to pages show is there, absolute, and harmless.
func TestCards(t *testing.T) {
	s := webtest.NewSite(t)
	const base = "https://maps.example.org/stories/jalisco"
	for _, want := range []webtest.Request{
		{
			Name: "story", Address: webtest.StoryEN + "&layers=operation", Status: 200,
			MustHave: []string{
				`<link rel="canonical" href="` + base + `?lang=en">`, `hreflang="es" href="` + base + `?lang=es"`, `hreflang="x-default" href="` + base + `?lang=es"`,
				`<meta property="og:image" content="` + base + `/image.png?lang=en&amp;v=`, `name="description" content="Solo en español."`,
				`href="/stories/jalisco/feed.atom?lang=en"`, `href="/stories/jalisco/corrections?lang=en"`, `<img class="still" src="data:image/svg+xml,`,
			},
			MustLack: []string{"UNPUBLISHED", webtest.Hostile},
		},
		{
			Name: "incident", Address: webtest.IncidentEN(webtest.OperationID), Status: 200,
			MustHave: []string{`og:image" content="` + base + `/image.png?bbox=-104.158%2C19.545%2C-103.358%2C20.345&amp;lang=en`, `og:title" content="Operation in Tapalpa"`},
		},
		{Name: "hostile", Address: webtest.IncidentEN(webtest.AttackID), Status: 200, MustLack: []string{"<script>alert", "<img src=x"}},
		{Name: "retracted", Address: webtest.IncidentEN(webtest.RetractedID), Status: 200, MustHave: []string{`name="description" content="This report was retracted. The caller took it back."`}},
	} {
		t.Run(want.Name, func(t *testing.T) {
			s.Check(t, want)
			_, text, _ := strings.Cut(s.Get(t, want.Address).Body.String(), `<script type="application/ld+json">`)
			text, _, _ = strings.Cut(text, "</script>")
			var data struct {
				Context   string `json:"@context"`
				Type      string `json:"@type"`
				Headline  string
				Publisher struct{ CorrectionsPolicy string }
			}
			if err := json.Unmarshal([]byte(text), &data); err != nil {
				t.Fatalf("%v in %s", err, text)
			}
			if data.Context != "https://schema.org" || data.Type != "NewsArticle" || data.Headline == "" || data.Publisher.CorrectionsPolicy != base+"/corrections?lang=en" {
				t.Errorf("data %+v", data)
			}
		})
	}
}
