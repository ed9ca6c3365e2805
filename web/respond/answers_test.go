package respond_test

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"incidentmap/web/webtest"
)

// Each coding gives the same body under a tag of its own, and images are not coded.
func TestCodingsOfAnswers(t *testing.T) {
	s := webtest.NewSite(t)
	decoders := map[string]func(io.Reader) (io.Reader, error){
		"br":   func(r io.Reader) (io.Reader, error) { return brotli.NewReader(r), nil },
		"gzip": func(r io.Reader) (io.Reader, error) { return gzip.NewReader(r) },
		"zstd": func(r io.Reader) (io.Reader, error) { return zstd.NewReader(r) },
	}
	for _, address := range []string{webtest.StoryEN, webtest.IncidentEN(webtest.LeaderID), "/stories/jalisco/layers", webtest.AllJSON, "/basemap/0/0/0.mvt", "/assets/map.css", "/assets/map.js"} {
		plain := s.Get(t, address)
		tags := map[string]bool{plain.Header().Get("ETag"): true}
		for name, decoder := range decoders {
			got := s.Get(t, address, "Accept-Encoding", name)
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
	if got := s.Get(t, "/stories/jalisco/image.png?width=400&height=300", "Accept-Encoding", "gzip"); got.Code != 200 || got.Header().Get("Content-Encoding") != "" || got.Header().Get("Content-Type") != "image/png" {
		t.Errorf("image: status %d, headers %v", got.Code, got.Header())
	}
}
