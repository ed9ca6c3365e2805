package edit

import (
	"net/http"
	"strings"
	"testing"

	"incidentmap/web/edit/call"
	"incidentmap/web/edit/edittest"
)

// BenchmarkCreate takes one incident in, from the request to the answer, over a store that
// takes no time.
func BenchmarkCreate(b *testing.B) {
	d := newDesk(b)
	for b.Loop() {
		if w := d.ask("POST", all, edittest.Shortest, nil); w.Code != http.StatusCreated {
			b.Fatal(w.Body)
		}
	}
}

// BenchmarkBatch takes the largest batch in.
func BenchmarkBatch(b *testing.B) {
	d := newDesk(b)
	form := strings.TrimSuffix(edittest.Shortest, "}") + `,"killed":4,"source":"https://example.org/a","summary":"` + strings.Repeat("x", 500) + `"}`
	batch := `{"incidents":[` + strings.Repeat(form+",", 999) + form + `]}`
	for b.Loop() {
		if w := d.ask("POST", all, batch, nil); w.Code != http.StatusCreated {
			b.Fatal(w.Body)
		}
	}
}

// BenchmarkHostile refuses the largest body of nothing but names that are no fields.
func BenchmarkHostile(b *testing.B) {
	d := newDesk(b)
	var body strings.Builder
	body.WriteString(`{"kind":"attack"`)
	for i := 0; body.Len() < 8<<20-100; i++ {
		body.WriteString(`,"titel` + strings.Repeat("x", i%20) + string(rune('a'+i%26)) + call.ETag(i)[1:] + `:1`)
	}
	body.WriteString("}")
	for b.Loop() {
		if w := d.ask("POST", all, body.String(), nil); w.Code != http.StatusUnprocessableEntity {
			b.Fatal(w.Code)
		}
	}
}
