package storypage_test

import (
	"strings"
	"testing"

	"incidentmap/web/webtest"
)

func TestConfig(t *testing.T) {
	c := webtest.NewSite(t).Config(t, webtest.StoryES)
	if c.Story != "jalisco" || c.Lang != "es" || c.Seq != 13 || len(c.BBox) != 4 || c.BBox[0] != -108 {
		t.Errorf("story %q, lang %q, seq %d, bbox %v", c.Story, c.Lang, c.Seq, c.BBox)
	}
	if len(c.Layers) != 2 || c.Layers[0].Title != "Operativo" || c.Layers[0].Shape != "star" || c.Layers[0].Color != "#b2182b" {
		t.Errorf("layers %+v", c.Layers)
	}
	if c.Kinds["prison_riot"].Title != "Motín en prisión" || c.Precisions["locality"] != "en algún punto de la localidad" {
		t.Errorf("kinds %v, precisions %v", c.Kinds, c.Precisions)
	}
	if c.Basemap.MaxZoom != 14 || c.Basemap.Attribution != "GeoNames" || !strings.HasPrefix(c.Basemap.URL, "/basemap/{z}/{x}/{y}.mvt") {
		t.Errorf("basemap %+v", c.Basemap)
	}
	if c.Live == nil || c.Live.Events != "/stories/jalisco/events?lang=es" || c.Live.Changes != "/stories/jalisco/changes?lang=es" || c.Live.List != "/stories/jalisco/list?lang=es" {
		t.Errorf("live %+v", c.Live)
	}
	if c.Messages["zoom_in"] != "Acercar" {
		t.Errorf("messages %v", c.Messages)
	}
}

// A story that is finished is not followed.
func TestConfigOfAFinishedStory(t *testing.T) {
	m := webtest.NewStore(t)
	story := webtest.Story()
	story.AsOf = m.Clock
	m.PutStory(story)
	s := webtest.Serve(t, m)
	if c := s.Config(t, webtest.StoryEN); c.Live != nil {
		t.Errorf("live %+v", c.Live)
	}
	if page := s.Get(t, webtest.StoryEN).Body.String(); strings.Contains(page, `id="live"`) {
		t.Error("the page has a button to pause what does not go on")
	}
}
