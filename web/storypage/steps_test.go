package storypage_test

import (
	"strings"
	"testing"
	"time"

	"incidentmap/incidents"
	"incidentmap/web/webtest"
)

// An editor's scenes stand in the page and in embeds, each with a link that shows its view.
func TestSteps(t *testing.T) {
	s := webtest.NewSite(t)
	if page := s.Get(t, webtest.StoryEN).Body.String(); strings.Contains(page, `id="steps"`) {
		t.Error("a story without steps has some")
	}
	zoom, draft := 9.5, webtest.Incidents()[0]
	draft.ID, draft.Workflow = "01KJ0000000000000000000999", incidents.Review
	s.Store.Write(draft, incidents.Create, nil)
	story := webtest.Story()
	story.Steps = []incidents.Step{
		{Title: incidents.Text{"en": "The operation", "es": "El operativo"}, Text: incidents.Text{"es": "Al alba."}, Incident: webtest.OperationID},
		{Title: incidents.Text{"en": "The coast"}, View: incidents.StepViewport{Center: &[2]float64{-105, 20.5}, Zoom: &zoom}, Filter: incidents.StepFilter{
			Layers: []string{"advisories"}, From: time.Date(2026, 2, 22, 6, 0, 0, 0, time.UTC),
		}},
		{Title: incidents.Text{"en": "What nobody sees"}, Incident: draft.ID},
	}
	s.Store.PutStory(story)
	if err := s.Index.Sync(t.Context(), s.Store); err != nil {
		t.Fatal(err)
	}
	for _, address := range []string{webtest.StoryEN, "/stories/jalisco/embed?lang=en"} {
		page := s.Get(t, address).Body.String()
		for _, want := range []string{
			`data-id="` + webtest.OperationID + `">The operation</a></h3>`, `<p><span lang="es">Al alba.</span></p>`, "Operation in Tapalpa",
			`href="/stories/jalisco?center=-105%2C20.5&amp;datetime=2026-02-22T06%3A00%3A00Z%2F..&amp;lang=en&amp;layers=advisories&amp;zoom=9.5">The coast</a>`,
			`href="/stories/jalisco?bbox=-108%2C17%2C-96%2C27&amp;lang=en">What nobody sees</a>`,
		} {
			if !strings.Contains(page, want) {
				t.Errorf("%s: no %s", address, want)
			}
		}
		if strings.Contains(page, draft.ID) {
			t.Errorf("%s names an incident that readers do not see", address)
		}
	}
	for _, address := range []string{"/stories/jalisco/embed?lang=en&ui=map", "/stories/jalisco/embed?lang=en&as_of=13"} {
		if strings.Contains(s.Get(t, address).Body.String(), `id="steps"`) {
			t.Errorf("%s has steps", address)
		}
	}
}
