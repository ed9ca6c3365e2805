package web_test

import (
	"fmt"
	"net/http"
	"testing"

	"incidentmap/incidents"
)

// largeSite is a story of n incidents.
func largeSite(b *testing.B, n int) *site {
	m := newMemory()
	m.putStory(jaliscoStory())
	for i := range n {
		inc := fixtureIncidents()[i%5]
		inc.ID = incidents.NewID(m.clock.AddDate(0, 0, i))
		inc.Title = incidents.Text{"en": fmt.Sprint("Incident ", i)}
		m.write(inc, incidents.Create, nil)
	}
	return serve(b, m)
}

func BenchmarkStoryPage(b *testing.B) {
	for _, n := range []int{30, 3000} {
		s := largeSite(b, n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				s.get(b, storyEN)
			}
		})
	}
}

func BenchmarkLayer(b *testing.B) {
	s := largeSite(b, 3000)
	for _, coding := range []string{"identity", "gzip", "br", "zstd"} {
		b.Run(coding, func(b *testing.B) {
			for b.Loop() {
				s.get(b, allJSON, "Accept-Encoding", coding)
			}
		})
	}
}

func BenchmarkNotModified(b *testing.B) {
	s := largeSite(b, 3000)
	tag := s.get(b, allJSON).Header().Get("ETag")
	for b.Loop() {
		if s.get(b, allJSON, "If-None-Match", tag).Code != http.StatusNotModified {
			b.Fatal("sent again")
		}
	}
}

func BenchmarkNew(b *testing.B) {
	m := newMemory()
	for b.Loop() {
		serve(b, m)
	}
}

func BenchmarkFirstAsset(b *testing.B) {
	m := newMemory()
	for _, coding := range []string{"gzip", "br", "zstd"} {
		b.Run(coding, func(b *testing.B) {
			for b.Loop() {
				s := serve(b, m)
				b.ReportMetric(float64(s.get(b, "/assets/map.js", "Accept-Encoding", coding).Body.Len()), "bytes")
			}
		})
	}
}
