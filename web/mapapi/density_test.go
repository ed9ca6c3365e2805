package mapapi_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
)

// TestDensity holds that counts by hexagon add up to all that is counted, at every zoom, and that the box only takes away.
func TestDensity(t *testing.T) {
	s := serve(t, newMemory("America/Mexico_City").fill(400))
	type answer struct {
		Count, Elsewhere int
		Features         []struct {
			ID         string
			Geometry   struct{ Type string }
			Properties struct{ Count int }
		}
	}
	get := func(query string) (a answer, status int, body string) {
		w := s.get(t, "/stories/many/density?"+query)
		if w.Code == http.StatusOK {
			if err := json.Unmarshal(w.Body.Bytes(), &a); err != nil {
				t.Fatalf("%s: %v", query, err)
			}
		}
		return a, w.Code, w.Body.String()
	}
	for _, zoom := range []string{"0", "3", "7.9", "12", "30"} {
		a, status, body := get("by=hexagon&zoom=" + zoom)
		if status != http.StatusOK {
			t.Fatalf("zoom %s: %d %s", zoom, status, body)
		}
		sum := a.Elsewhere
		known := map[string]bool{}
		for _, f := range a.Features {
			sum += f.Properties.Count
			if known[f.ID] || f.Geometry.Type != "Polygon" || f.Properties.Count < 1 {
				t.Fatalf("zoom %s: %+v", zoom, f)
			}
			known[f.ID] = true
		}
		if sum != a.Count || a.Count != 400 {
			t.Errorf("zoom %s: %d in hexagons and elsewhere, %d counted, of 400", zoom, sum, a.Count)
		}
		part, _, _ := get("by=hexagon&zoom=" + zoom + "&bbox=-110,-30,-60,30")
		if len(part.Features) >= len(a.Features) || part.Elsewhere != a.Elsewhere {
			t.Errorf("zoom %s: %d hexagons in a box, %d in the world", zoom, len(part.Features), len(a.Features))
		}
	}
	for query, says := range map[string]string{
		"":                      `"by"`,
		"by=county":             "is not one of hexagon",
		"by=hexagon&zoom=31":    "is not a zoom",
		"by=hexagon&zoom=NaN":   "is not a zoom",
		"by=hexagon&by=country": "2 times",
		"by=hexagon&level=3":    `"level"`,
		"by=adm1":               "knows no areas",
	} {
		if _, status, body := get(query); status == http.StatusOK || !strings.Contains(body, says) {
			t.Errorf("%s: %d %s, want %s", query, status, body, says)
		}
	}
}
