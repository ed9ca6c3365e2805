package intake

import (
	"testing"
	"time"
)

// Vague dates are relative to the day that was given, else to the story's, else to none: the
// report then says how to give one.
func TestToday(t *testing.T) {
	// In Mexico it is still the 22nd.
	asOf := time.Date(2026, 2, 23, 3, 0, 0, 0, time.UTC)
	table := func() *input {
		return tableOf("cuando|n", "noche del domingo|1", "2026-02-20|2", "noche del domingo|3", "20/02/2026|4", "22 de febrero|5")
	}
	for _, tt := range []struct {
		name        string
		asOf, today time.Time
		want        string
		says        []string
	}{
		{"the story's", asOf, time.Time{}, "2026-02-22", []string{"3 rows (2, 4, 6)", "as of 2026-02-22, the story's day", "--today"}},
		{"the one that was given", asOf, time.Date(2025, 6, 3, 0, 0, 0, 0, time.UTC), "2025-06-01", nil},
		{"none", time.Time{}, time.Time{}, "", []string{"3 rows (2, 4, 6)", "--today 2026-02-22", "left open"}},
	} {
		f, drafts := take(t, table(), func(o *Options) { o.Story.AsOf, o.Today = tt.asOf, tt.today })
		got := ""
		if start := drafts[0].Incident.When.Start; !start.IsZero() {
			got = start.Format(time.DateOnly)
		}
		if got != tt.want || drafts[2].Incident.When.Start != drafts[0].Incident.When.Start {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
		if drafts[0].Incident.Extra["cuando"] != "noche del domingo" {
			t.Errorf("%s: the words are not kept", tt.name)
		}
		if tt.says != nil && !says(f, tt.says...) {
			t.Errorf("%s: nothing says %q in %v", tt.name, tt.says, f.Messages)
		}
		if tt.says == nil && says(f, "relative to") {
			t.Errorf("%s: %v", tt.name, f.Messages)
		}
	}
}
