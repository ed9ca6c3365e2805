package assets_test

import (
	"strings"
	"testing"

	"incidentmap/web/webtest"
)

func TestAssetAddresses(t *testing.T) {
	s := webtest.NewSite(t)
	// Of the style sheet a story's page has the text, other pages the address.
	page := s.Get(t, webtest.StoryEN).Body.String() + s.Get(t, "/stories/jalisco/corrections").Body.String()
	for _, ext := range []string{".css", ".js"} {
		start := strings.Index(page, "/assets/map.")
		for start >= 0 && !strings.Contains(page[start:start+40], ext+`"`) {
			next := strings.Index(page[start+1:], "/assets/map.")
			if next < 0 {
				t.Fatalf("the page names no %s file", ext)
			}
			start += 1 + next
		}
		address, _, _ := strings.Cut(page[start:], `"`)
		got := s.Get(t, address)
		if got.Code != 200 || got.Header().Get("Cache-Control") != "public, max-age=31536000, immutable" || got.Body.Len() == 0 {
			t.Errorf("%s: status %d, Cache-Control %q", address, got.Code, got.Header().Get("Cache-Control"))
		}
		// Another digest is another file; it must not be kept under this name.
		if other := s.Get(t, strings.Replace(address, "map.", "map.0", 1)); other.Code != 404 {
			t.Errorf("another digest: status %d", other.Code)
		}
	}
}

// A phone on a slow connection waits for every kilobyte of these, as browsers get them.
func TestBuiltFilesStaySmall(t *testing.T) {
	s := webtest.NewSite(t)
	for name, most := range map[string]int{"map.js": 52 << 10, "frame.js": 52 << 10, "map.css": 8000, "frame.css": 8000} {
		got := s.Do(t, "GET", "/assets/"+name, "Accept-Encoding", "br")
		if got.Code != 200 || got.Header().Get("Content-Encoding") != "br" {
			t.Fatalf("%s: status %d, coding %q", name, got.Code, got.Header().Get("Content-Encoding"))
		}
		if n := got.Body.Len(); n > most {
			t.Errorf("%s has %d bytes, more than %d", name, n, most)
		}
	}
}
