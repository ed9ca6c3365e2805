package storypage_test

import (
	"regexp"
	"strings"
	"testing"

	"incidentmap/web/webtest"
)

// What a reader's address asks for shows without a script, and the rest is there and hidden.
func TestStoryIsNarrowed(t *testing.T) {
	s := webtest.NewSite(t)
	whole := shownOn(t, s, webtest.StoryEN)
	if len(whole) < 8 {
		t.Fatalf("all: %v", whole)
	}
	tests := []struct {
		name, words string
		holds       []string
		lacks       []string
	}{
		{"a kind", "&kind=security_operation", []string{"Operation in Tapalpa"}, []string{"Smoke"}},
		{"words", "&q=tapalpa", []string{"Operation in Tapalpa"}, []string{"Smoke"}},
		{"a layer", "&layers=operation", []string{"Operation in Tapalpa"}, []string{"Stay in safe places"}},
		{"no layer", "&layers=", nil, []string{"Operation in Tapalpa"}},
		{"a box", "&within=10,10,11,11", []string{"Smoke"}, []string{"Operation in Tapalpa"}},
		{"days of the story's zone", "&from=2026-02-22&to=2026-02-22", []string{"Operation in Tapalpa"}, nil},
		{"another day", "&from=2026-03-01", nil, []string{"Operation in Tapalpa"}},
		{"an interval", "&datetime=2026-03-01T00:00:00Z/..", nil, []string{"Operation in Tapalpa"}},
		{"empty words of a form", "&q=&from=&to=&kind=", whole, nil},
		{"words that cannot be read", "&kind=nothing&within=1,2&datetime=x&layers=operation,nowhere", []string{"Operation in Tapalpa"}, []string{"Stay in safe places"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			shown := strings.Join(shownOn(t, s, webtest.StoryEN+tt.words), "\n")
			for _, title := range tt.holds {
				if !strings.Contains(shown, title) {
					t.Errorf("%q does not show: %s", title, shown)
				}
			}
			for _, title := range tt.lacks {
				if strings.Contains(shown, title) {
					t.Errorf("%q shows", title)
				}
			}
		})
	}
}

// shownOn gives the titles of the incidents that a page shows.
func shownOn(t *testing.T, s *webtest.Site, address string) []string {
	t.Helper()
	got := s.Get(t, address)
	if got.Code != 200 {
		t.Fatalf("%s: status %d", address, got.Code)
	}
	var titles []string
	tags := regexp.MustCompile(`<[^>]*>`)
	for _, line := range strings.Split(got.Body.String(), `<li class="item`)[1:] {
		tag, _, _ := strings.Cut(line, ">")
		_, title, _ := strings.Cut(line, "<h3>")
		title, _, _ = strings.Cut(title, "</h3>")
		if !strings.Contains(tag, " hidden") {
			titles = append(titles, tags.ReplaceAllString(title, ""))
		}
	}
	return titles
}

// Beside each choice stands what it would find with the choices of the other groups.
func TestChoicesAreCounted(t *testing.T) {
	s := webtest.NewSite(t)
	count := func(address, choice string) string {
		t.Helper()
		_, rest, found := strings.Cut(s.Get(t, address).Body.String(), `data-of="`+choice+`"`)
		if !found {
			t.Fatalf("%s: no count of %s", address, choice)
		}
		_, rest, _ = strings.Cut(rest, ">")
		text, _, _ := strings.Cut(rest, "<")
		return text
	}
	if got := count(webtest.StoryEN, "kind security_operation"); got != "1" {
		t.Errorf("operations: %s", got)
	}
	if got := count(webtest.StoryEN+"&layers=advisories", "kind security_operation"); got != "0" {
		t.Errorf("operations among the advisories: %s", got)
	}
	before := count(webtest.StoryEN, "layers operation")
	if got := count(webtest.StoryEN+"&layers=advisories", "layers operation"); got != before {
		t.Errorf("a layer's count depends on other layers: %s, before %s", got, before)
	}
}

func TestChangedSince(t *testing.T) {
	s := webtest.NewSite(t)
	page := s.Get(t, webtest.StoryEN+"&seen=1").Body.String()
	if !strings.Contains(page, `id="changed"`) || !strings.Contains(page, `<li class="item new"`) {
		t.Error("nothing is told to have changed since the first change")
	}
	for _, seen := range []string{"&seen=999999", "&seen=x", "&seen=-1", ""} {
		if page := s.Get(t, webtest.StoryEN+seen).Body.String(); strings.Contains(page, `id="changed"`) || strings.Contains(page, `class="item new`) {
			t.Errorf("%q: something is told to have changed", seen)
		}
	}
}

// A light page runs no script, and is had by address or by what the browser says of its line.
func TestLightPage(t *testing.T) {
	s := webtest.NewSite(t)
	for _, tt := range []struct {
		name    string
		address string
		headers []string
		light   bool
	}{
		{"by address", webtest.StoryEN + "&lite=1", nil, true},
		{"by the browser", webtest.StoryEN, []string{"Save-Data", "on"}, true},
		{"the address goes before the browser", webtest.StoryEN + "&lite=0", []string{"Save-Data", "on"}, false},
		{"else not", webtest.StoryEN, nil, false},
	} {
		got := s.Do(t, "GET", tt.address, tt.headers...)
		page := got.Body.String()
		if light := !strings.Contains(page, "<script async") && !strings.Contains(page, `id="config"`); light != tt.light {
			t.Errorf("%s: light is %t", tt.name, light)
		}
		if by := strings.Contains(got.Header().Get("Vary"), "Save-Data"); by == strings.Contains(tt.address, "lite=") {
			t.Errorf("%s: Vary %q", tt.name, got.Header().Get("Vary"))
		}
		if !strings.Contains(page, `<section id="list"`) {
			t.Errorf("%s: no list", tt.name)
		}
	}
}

// The style sheet in the page is the one that the policy lets in.
func TestStyleIsAllowed(t *testing.T) {
	got := webtest.NewSite(t).Get(t, webtest.StoryEN)
	if policy := got.Header().Get("Content-Security-Policy"); !strings.Contains(policy, "style-src 'self' 'sha256-") || strings.Contains(policy, "unsafe") {
		t.Errorf("policy %q", policy)
	}
	if !strings.Contains(got.Body.String(), "<style>") {
		t.Error("no style sheet in the page")
	}
}
