package storypage_test

import (
	"net/http"
	"strings"
	"testing"

	"incidentmap/incidents"
	"incidentmap/web/webtest"
)

// A list by ids holds these alone, as the story's page lists them, and what else that page
// says of all.
func TestListByIDs(t *testing.T) {
	s := webtest.NewSite(t)
	list := "/stories/jalisco/list?lang=en&ids="
	line := func(page, id string) string {
		_, after, found := strings.Cut(page, `<li class="item" data-id="`+id+`"`)
		text, _, ended := strings.Cut(after, `<p class="verification`)
		if !found || !ended {
			t.Fatalf("%s is not listed in %s", id, page)
		}
		return text
	}
	story := s.Get(t, webtest.StoryEN).Body.String()
	got := s.Get(t, list+webtest.OperationID+","+webtest.AdvisoryID+","+webtest.DraftID).Body.String()
	for _, id := range []string{webtest.OperationID, webtest.AdvisoryID} {
		if line(got, id) != line(story, id) {
			t.Errorf("%s is listed otherwise than in the story's page:\n%s\n%s", id, line(got, id), line(story, id))
		}
	}
	if n := strings.Count(got, `<li class="item`); n != 2 {
		t.Errorf("%d incidents, want 2", n)
	}
	for _, part := range []string{`<section id="ledger">`, `<section id="unplaced">`, `<form id="filters"`, `<p class="asof">`} {
		_, want, inStory := strings.Cut(story, part)
		_, have, inList := strings.Cut(got, part)
		end := "\n</"
		if strings.HasPrefix(part, "<p ") {
			end = "</p>"
		}
		want, _, _ = strings.Cut(want, end)
		have, _, _ = strings.Cut(have, end)
		if !inStory || !inList || want != have {
			t.Errorf("%s: %q, want %q", part, have, want)
		}
	}
	var many strings.Builder
	for seq := range incidents.Seq(51) {
		many.WriteString(webtest.InventedID(seq) + ",")
	}
	many.WriteString(webtest.SmokeID)
	for _, r := range []webtest.Request{
		{Name: "one alone", Address: list + webtest.SmokeID, Status: 200, MustHave: []string{webtest.SmokeID, `data-class="incident"`}, MustLack: []string{"UNPUBLISHED"}},
		{Name: "one that is not there", Address: list + "01KJ000000000000000000000Z", Status: 200, MustLack: []string{`<li class="item`}},
		{Name: "a draft", Address: list + webtest.DraftID, Status: 200, MustLack: []string{`<li class="item`, "UNPUBLISHED"}},
		{Name: "of a class", Address: list + webtest.OperationID + "," + webtest.AdvisoryID + "&class=advisory", Status: 200, MustHave: []string{`<li class="item" data-id="` + webtest.AdvisoryID}, MustLack: []string{`<li class="item" data-id="` + webtest.OperationID}},
		{Name: "no id", Address: list + "x", Status: 400},
		{Name: "too many", Address: list + many.String(), Status: 400},
		{Name: "one again and again", Address: list + strings.Repeat(webtest.SmokeID+",", 100) + webtest.SmokeID, Status: 200, MustHave: []string{webtest.SmokeID}},
		{Name: "with a text", Address: list + webtest.SmokeID + "&q=smoke", Status: 400},
	} {
		t.Run(r.Name, func(t *testing.T) { s.Check(t, r) })
	}
	// An answer is named by the change it is of.
	address := list + webtest.OperationID
	tag := s.Get(t, address).Header().Get("ETag")
	if again := s.Get(t, address, "If-None-Match", tag); again.Code != http.StatusNotModified {
		t.Errorf("status %d for a known tag", again.Code)
	}
	changed := webtest.Incidents()[0]
	changed.Title = incidents.Text{"en": "Corrected", "es": "Corregido"}
	s.Store.Write(changed, incidents.Correction, nil)
	if err := s.Index.Sync(t.Context(), s.Store); err != nil {
		t.Fatal(err)
	}
	if again := s.Get(t, address, "If-None-Match", tag); again.Code != 200 || !strings.Contains(again.Body.String(), "Corrected") {
		t.Errorf("status %d after a correction", again.Code)
	}
}
