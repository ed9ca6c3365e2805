package dates

import (
	"strings"
	"testing"
	"time"
)

// Among dates that have the year first, one that can be read both ways is not read by the habit of a language; what
// the column or its editor says is followed.
func TestAmongDatesWithTheYearFirst(t *testing.T) {
	iso := []string{"2026-02-01", "2026-02-02", "2026-02-03"}
	for _, tt := range []struct {
		name   string
		cells  []string
		wanted Order
		of     string
		want   string // empty for none
	}{
		{"one among three", append(iso, "03/04/2026"), Undecided, "03/04/2026", ""},
		{"one that can be read in one way alone", append(iso, "03/04/2026", "13/04/2026"), Undecided, "03/04/2026", "2026-04-03"},
		{"the order is given", append(iso, "03/04/2026"), MDY, "03/04/2026", "2026-03-04"},
		{"the same number twice", append(iso, "04/04/2026"), Undecided, "04/04/2026", "2026-04-04"},
		{"the year first", append(iso, "03/04/2026"), Undecided, "2026-02-03", "2026-02-03"},
		{"no others", []string{"03/04/2026"}, Undecided, "03/04/2026", "2026-04-03"},
	} {
		d := column(tt.cells...).Decide(tt.wanted, DMY, time.Date(2026, 5, 1, 0, 0, 0, 0, time.UTC))
		r, err := d.Format.Parse(tt.of)
		got := ""
		if err == nil {
			w, _ := r.Times(time.UTC, "UTC")
			got = w.Start.Format(time.DateOnly)
		}
		if got != tt.want || tt.want == "" && (!d.Doubtful || !strings.HasSuffix(d.Reason, "these are not read")) {
			t.Errorf("%s: %q is read as %q, want %q: %s", tt.name, tt.of, got, tt.want, d.Reason)
		}
	}
}
