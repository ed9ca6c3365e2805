package corrections_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"incidentmap/incidents"
	"incidentmap/web/webtest"
)

func TestCorrections(t *testing.T) {
	s := webtest.NewSite(t)
	at := func(query string) string { return "/stories/jalisco/corrections" + query }
	s.Check(t, webtest.Request{
		Address: at("?lang=en"), Status: 200,
		MustHave: []string{"The caller took it back.", "A report that was wrong", "Retracted"},
		MustLack: []string{"before it was public", "UNPUBLISHED", "secret editor", "Nothing has been corrected", "<script>alert", "Operation in Tapalpa"},
	})
	for i := range 120 {
		inc := webtest.Incidents()[0]
		s.Store.Write(inc, incidents.Clarification, incidents.Text{"en": fmt.Sprintf("Note %d.", i)})
	}
	if err := s.Index.Sync(t.Context(), s.Store); err != nil {
		t.Fatal(err)
	}
	first := s.Get(t, at("?lang=en")).Body.String()
	if strings.Index(first, "Note 119.") > strings.Index(first, "Note 118.") || strings.Contains(first, "Note 19.") || !strings.Contains(first, "page=2") {
		t.Error("the first page is not of the latest hundred, the newest first")
	}
	s.Check(t, webtest.Request{Address: at("?lang=es&page=2"), Status: 200, MustHave: []string{"Note 19.", "The caller took it back.", `rel="prev"`, "Aclarado"}, MustLack: []string{"Note 20.", `rel="next"`}})
	s.Check(t, webtest.Request{Address: at("?page=3"), Status: 404})
	s.Check(t, webtest.Request{Address: at("?page=x"), Status: 400})
	s.Check(t, webtest.Request{Address: "/stories/nowhere/corrections", Status: 404})
}

// The log tells of each correction what readers saw before and after, in the page, for programs and on the incident's page, and
// nothing that was taken away or is hidden.
func TestCorrectionsTellWhatChanged(t *testing.T) {
	s := webtest.NewSite(t)
	inc := webtest.Incidents()[0]
	inc.ID, inc.Relations, inc.Claims = "01KJ0000000000000000000301", nil, nil
	inc.Title = incidents.Text{"en": "Guards killed", "es": "Guardias muertos"}
	inc.Casualties = []incidents.Casualty{{ID: "c1", Group: "police", Outcome: incidents.Killed, Best: webtest.Count(6)}}
	s.Store.Write(inc, incidents.Create, nil)
	inc.Casualties = []incidents.Casualty{{ID: "c1", Group: "police", Outcome: incidents.Killed, Best: webtest.Count(7)}}
	inc.Verification, inc.Disposition = incidents.Confirmed, incidents.Corrected
	s.Store.Write(inc, incidents.Correction, incidents.Text{"en": "One more died.", "es": "Murió uno más."})
	hidden := inc
	hidden.ID, hidden.Disclosure = "01KJ0000000000000000000302", incidents.Withheld
	hidden.Summary = incidents.Text{"en": "hiddenly said"}
	s.Store.Write(hidden, incidents.Create, nil)
	hidden.Where.Geometry, hidden.Where.Place = orb.Point{-103.777, 20.888}, map[string]string{"en": "hiddenly"}
	hidden.Summary = incidents.Text{"en": "Told again"}
	s.Store.Write(hidden, incidents.Correction, incidents.Text{"en": "Elsewhere."})
	s.Store.Redact(incidents.Redaction{
		Story: "jalisco", Incident: hidden.ID, Fields: []string{"summary"}, Reason: incidents.ForSafety, Note: incidents.Text{"en": "For safety."},
	})
	if err := s.Index.Sync(t.Context(), s.Store); err != nil {
		t.Fatal(err)
	}
	never := []string{"hiddenly", "Told again", "103.777", "20.888", "secret editor"}
	for address, must := range map[string][]string{
		"/stories/jalisco/corrections?lang=en":           {"Killed: <del>6</del> → <ins>7</ins>", "Guards killed", "One more died."},
		"/stories/jalisco/corrections?lang=es":           {"<del>6</del> → <ins>7</ins>", "Guardias muertos", "Murió uno más."},
		"/stories/jalisco/corrections.atom?lang=en":      {"Killed: 6 → 7", "Corrected: Guards killed", "tag:incidentmap,2026:jalisco/corrections/"},
		"/stories/jalisco/corrections.json":              {`{"field":"killed","old":{"low":6,"best":6,"high":6},"new":{"low":7,"best":7,"high":7}}`, `"title":{"en":"Guards killed"`, `"kind":"correction"`},
		webtest.IncidentEN("01KJ0000000000000000000301"): {"Killed: <del>6</del> → <ins>7</ins>"},
	} {
		s.Check(t, webtest.Request{Address: address, Status: 200, MustHave: must, MustLack: never})
	}
	if frame := s.Get(t, "/stories/jalisco/embed?lang=en").Body.String(); !strings.Contains(frame, "Guards killed: For safety.") && !strings.Contains(frame, "Guards killed</") {
		t.Errorf("the embed's correction names no incident: %s", frame)
	}
}
