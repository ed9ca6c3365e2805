package web_test

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// Each coding gives the same body under a tag of its own, and images are not coded.
func TestCodingsOfAnswers(t *testing.T) {
	s := newSite(t)
	decoders := map[string]func(io.Reader) (io.Reader, error){
		"br":   func(r io.Reader) (io.Reader, error) { return brotli.NewReader(r), nil },
		"gzip": func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) },
		"zstd": func(r io.Reader) (io.Reader, error) { return zstd.NewReader(r) },
	}
	for _, address := range []string{storyEN, incidentEN(leaderID), "/stories/jalisco/layers", allJSON, "/basemap/0/0/0.mvt", "/assets/map.css", "/assets/map.js"} {
		plain := s.get(t, address)
		tags := map[string]bool{plain.Header().Get("ETag"): true}
		for name, decoder := range decoders {
			got := s.get(t, address, "Accept-Encoding", name)
			if got.Header().Get("Content-Encoding") != name || !strings.Contains(got.Header().Get("Vary"), "Accept-Encoding") {
				t.Errorf("%s as %s: Content-Encoding %q, Vary %q", address, name, got.Header().Get("Content-Encoding"), got.Header().Get("Vary"))
				continue
			}
			if tag := got.Header().Get("ETag"); tags[tag] || strings.HasPrefix(tag, "W/") {
				t.Errorf("%s as %s: tag %s is another coding's, or weak", address, name, tag)
			} else {
				tags[tag] = true
			}
			r, err := decoder(got.Body)
			if err != nil {
				t.Fatal(err)
			}
			if body, err := io.ReadAll(r); err != nil || !bytes.Equal(body, plain.Body.Bytes()) {
				t.Errorf("%s as %s: another body, error %v", address, name, err)
			}
		}
	}
	if got := s.get(t, "/assets/layers.png", "Accept-Encoding", "gzip"); got.Code != 200 || got.Header().Get("Content-Encoding") != "" || got.Header().Get("Content-Type") != "image/png" {
		t.Errorf("image: status %d, headers %v", got.Code, got.Header())
	}
}

func TestAssetAddresses(t *testing.T) {
	s := newSite(t)
	page := s.get(t, storyEN).Body.String()
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
		got := s.get(t, address)
		if got.Code != 200 || got.Header().Get("Cache-Control") != "public, max-age=31536000, immutable" || got.Body.Len() == 0 {
			t.Errorf("%s: status %d, Cache-Control %q", address, got.Code, got.Header().Get("Cache-Control"))
		}
		// Another digest is another file; it must not be kept under this name.
		if other := s.get(t, strings.Replace(address, "map.", "map.0", 1)); other.Code != 404 {
			t.Errorf("another digest: status %d", other.Code)
		}
	}
}
