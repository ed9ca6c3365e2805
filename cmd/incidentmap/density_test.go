package main

import (
	"encoding/json"
	"net/http"
	"path/filepath"
	"testing"
)

// TestDensityAgreesWithCountsByArea holds that a map is shaded by the same counts that are downloaded by state and by municipality,
// background aside, which is on no map.
func TestDensityAgreesWithCountsByArea(t *testing.T) {
	s := startOn(t, filepath.Join(t.TempDir(), "seed.db"))
	type counts struct {
		Count, Elsewhere int
		Features         []struct {
			ID         string
			Properties struct {
				Area            string
				Count           int
				ClassBackground int `json:"class_background"`
			}
		}
	}
	ask := func(address string) (c counts) {
		status, b := get(t, s.root+seedPage+address)
		if status != http.StatusOK {
			t.Fatalf("%s: %d %.200s", address, status, b)
		}
		if err := json.Unmarshal(b, &c); err != nil {
			t.Fatalf("%s: %v", address, err)
		}
		return c
	}
	for _, level := range []string{"adm1", "adm2"} {
		want := map[string]int{}
		for _, f := range ask("/layers/all.geojson?by=" + level).Features {
			if n := f.Properties.Count - f.Properties.ClassBackground; n > 0 && f.Properties.Area != "unassigned" {
				want[f.Properties.Area] = n
			}
		}
		shown := ask("/density?zoom=6&by=" + level)
		sum := shown.Elsewhere
		for _, f := range shown.Features {
			sum += f.Properties.Count
			if f.Properties.Count != want[f.ID] {
				t.Errorf("%s: %s is shaded by %d, and counted %d", level, f.ID, f.Properties.Count, want[f.ID])
			}
			delete(want, f.ID)
		}
		if len(want) > 0 || sum != shown.Count {
			t.Errorf("%s: not shown %v; %d shown and elsewhere of %d", level, want, sum, shown.Count)
		}
	}
}
