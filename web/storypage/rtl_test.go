package storypage_test

import (
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/incidents"
	"incidentmap/web/webtest"
)

// Stories in Hebrew and Arabic are marked with their language and direction wherever a text of theirs stands.
func TestOtherScripts(t *testing.T) {
	for _, tt := range []struct{ lang, story, title, summary, place, publisher string }{
		{"he", "יום בצפון", "ירי לעבר קריית שמונה", "בשעות הבוקר.", "קריית שמונה", "דובר צה״ל"},
		{"ar", "يوم في الجنوب", "قصف على صور", "في ساعات الصباح.", "صور", "الوكالة الوطنية للإعلام"},
	} {
		t.Run(tt.lang, func(t *testing.T) {
			s := webtest.NewSite(t)
			s.Store.PutStory(incidents.Story{
				Slug: "day", Title: incidents.Text{tt.lang: tt.story}, Summary: incidents.Text{tt.lang: tt.summary}, Languages: []string{tt.lang},
				Zone: "Asia/Jerusalem", View: incidents.Viewport{BBox: [4]float64{34, 32, 37, 34}},
				Layers: []incidents.Layer{{ID: "all-of-it", Title: incidents.Text{tt.lang: tt.story}, Symbol: incidents.Symbol{Shape: incidents.Star, Color: "#b2182b"}}},
				Steps:  []incidents.Step{{Title: incidents.Text{tt.lang: tt.title}, Text: incidents.Text{tt.lang: tt.summary}}},
			})
			at := time.Date(2026, 2, 22, 6, 0, 0, 0, time.UTC)
			inc := incidents.Incident{
				ID: "01KJ0000000000000000000777", Story: "day", Class: incidents.ClassIncident, Kind: "attack", Title: incidents.Text{tt.lang: tt.title},
				Summary: incidents.Text{tt.lang: tt.summary}, When: incidents.When{Start: at, End: at, Zone: "Asia/Jerusalem", Precision: incidents.Minute, Basis: incidents.EventTime},
				Where:    geo.Location{Geometry: orb.Point{35.57, 33.2}, Precision: geo.Exact, Place: map[string]string{tt.lang: tt.place}},
				Sources:  []incidents.Source{{ID: "s", Publisher: incidents.Text{tt.lang: tt.publisher}, Kind: incidents.Official, Attribution: incidents.Institution}},
				Workflow: incidents.Published, Verification: incidents.SingleSource, Disposition: incidents.Active,
			}
			s.Store.Write(inc, incidents.Create, nil)
			if err := s.Index.Sync(t.Context(), s.Store); err != nil {
				t.Fatal(err)
			}
			said := func(text string) string { return `<bdi lang="` + tt.lang + `" dir="rtl">` + text + `</bdi>` }
			for address, wants := range map[string][]string{
				"/stories/day?lang=" + tt.lang:                          {"<h1>" + said(tt.story) + "</h1>", said(tt.title) + "</a></h3>", said(tt.summary), "\u2068" + tt.publisher + "\u2069"},
				"/stories/day/embed?lang=" + tt.lang:                    {"<h1>" + said(tt.story) + "</h1>", said(tt.title)},
				"/stories/day/incidents/" + inc.ID + "?lang=" + tt.lang: {"<h1>" + said(tt.title) + "</h1>", said(tt.summary), said(tt.publisher)},
				"/stories/day/list?lang=" + tt.lang:                     {said(tt.title) + "</a></h3>"},
				"/stories/day/feed.atom?lang=" + tt.lang:                {`xml:lang="` + tt.lang + `"`, tt.title},
				"/stories/day/feed.json?lang=" + tt.lang:                {`"language":"` + tt.lang + `"`, tt.title},
				"/stories/day/share?lang=" + tt.lang:                    {said(tt.story)},
			} {
				page := s.Get(t, address)
				if page.Code != 200 {
					t.Fatalf("%s: %d", address, page.Code)
				}
				body := strings.ReplaceAll(page.Body.String(), `": "`, `":"`)
				for _, want := range wants {
					if !strings.Contains(body, want) {
						t.Errorf("%s: no %s", address, want)
					}
				}
			}
			if still := s.Get(t, "/stories/day/image.png?lang="+tt.lang); still.Code != 200 {
				t.Errorf("the picture: %d", still.Code)
			}
		})
	}
}
