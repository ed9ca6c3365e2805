package ogc_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"

	"incidentmap/web/webtest"
)

// BenchmarkItems answers pages of boxes of a story of a million incidents, each box a new one
// to whatever is kept.
func BenchmarkItems(b *testing.B) {
	s := webtest.ServeStore(b, webtest.NewInvented(1_000_001))
	for _, bb := range []struct {
		name, more string
		width      float64
	}{
		{"box of 0.2 degrees", "", 0.2},
		{"box of 2 degrees", "", 2},
		{"box and day", "&datetime=2026-02-25", 0.2},
	} {
		b.Run(bb.name, func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				west := -106 + float64(i%60000)*1e-4
				address := fmt.Sprintf("%s?bbox=%.4f,20,%.4f,%g&limit=10%s", itemsDocument, west, west+bb.width, 20+bb.width, bb.more)
				r := httptest.NewRequestWithContext(b.Context(), http.MethodGet, address, nil)
				w := httptest.NewRecorder()
				s.ServeHTTP(w, r)
				if w.Code != http.StatusOK {
					b.Fatal(w.Code, w.Body)
				}
			}
		})
	}
}
