package corrections_test

import (
	"fmt"
	"strings"
	"testing"

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
