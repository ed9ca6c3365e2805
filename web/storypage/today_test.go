package storypage_test

import (
	"strings"
	"testing"

	"incidentmap/web/webtest"
)

// A page that shows what stands now says so where another state is asked for, and what cannot be read is told.
func TestAsOfIsTold(t *testing.T) {
	s := webtest.NewSite(t)
	incident := webtest.IncidentEN(webtest.OperationID)
	for _, tt := range []struct {
		address, want string
		lacks         string
	}{
		{webtest.StoryEN, "", "as it stands now"},
		{webtest.StoryEN + "&as_of=3", "as it stands now, and not as of 3.", "names no state"},
		{webtest.StoryEN + "&as_of=3", `href="/stories/jalisco/embed?as_of=3&amp;lang=en">The map as it stood then`, ""},
		{webtest.StoryEN + "&as_of=banana", "“banana” names no state", "stood then"},
		{webtest.StoryEN + "&as_of=9999", "“9999” names no state", "stood then"},
		{"/stories/jalisco?lang=es&as_of=banana", "«banana» no nombra ningún estado", ""},
		{"/stories/jalisco/embed?lang=en&as_of=banana", "“banana” names no state", ""},
		{incident + "&as_of=banana", "“banana” names no state", ""},
		{incident + "&as_of=3", "", "names no state"},
		{incident, "", "names no state"},
	} {
		got := s.Get(t, tt.address)
		body := got.Body.String()
		if got.Code != 200 || !strings.Contains(body, tt.want) || tt.lacks != "" && strings.Contains(body, tt.lacks) {
			t.Errorf("%s: status %d; it lacks %q or has %q", tt.address, got.Code, tt.want, tt.lacks)
		}
	}
}
