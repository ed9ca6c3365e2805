package web_test

import (
	"fmt"
	"net/http"
	"testing"

	"incidentmap/incidents"
	"incidentmap/web/webtest"
)

// largeSite is a story of n incidents.
func largeSite(b *testing.B, n int) *webtest.Site {
	m := webtest.NewStore(b)
	m.PutStory(webtest.Story())
	for i := range n {
		inc := webtest.Incidents()[i%5]
		inc.ID = incidents.NewID(m.Clock.AddDate(0, 0, i))
		inc.Title = incidents.Text{"en": fmt.Sprint("Incident ", i)}
		m.Write(inc, incidents.Create, nil)
	}
	return webtest.Serve(b, m)
}

func BenchmarkStoryPage(b *testing.B) {
	for _, n := range []int{30, 3000} {
		s := largeSite(b, n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				s.Get(b, webtest.StoryEN)
			}
		})
	}
}

func BenchmarkLayer(b *testing.B) {
	s := largeSite(b, 3000)
	for _, coding := range []string{"identity", "gzip", "br", "zstd"} {
		b.Run(coding, func(b *testing.B) {
			for b.Loop() {
				s.Get(b, webtest.AllJSON, "Accept-Encoding", coding)
			}
		})
	}
}

func BenchmarkNotModified(b *testing.B) {
	s := largeSite(b, 3000)
	tag := s.Get(b, webtest.AllJSON).Header().Get("ETag")
	for b.Loop() {
		if s.Get(b, webtest.AllJSON, "If-None-Match", tag).Code != http.StatusNotModified {
			b.Fatal("sent again")
		}
	}
}

func BenchmarkNew(b *testing.B) {
	m := webtest.NewStore(b)
	for b.Loop() {
		webtest.Serve(b, m)
	}
}

func BenchmarkFirstAsset(b *testing.B) {
	m := webtest.NewStore(b)
	for _, coding := range []string{"gzip", "br", "zstd"} {
		b.Run(coding, func(b *testing.B) {
			for b.Loop() {
				s := webtest.Serve(b, m)
				b.ReportMetric(float64(s.Get(b, "/assets/map.js", "Accept-Encoding", coding).Body.Len()), "bytes")
			}
		})
	}
}
