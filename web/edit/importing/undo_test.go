package importing

import (
	"testing"
	"time"

	"incidentmap/incidents"
)

// TestFileOf holds that an import keeps the name of its file, whatever was written since.
func TestFileOf(t *testing.T) {
	at := func(minute int, file string) incidents.Revision {
		rev := incidents.Revision{Time: time.Date(2026, 2, 22, 6, minute, 0, 0, time.UTC)}
		rev.Incident.Origin.File = file
		return rev
	}
	all := []incidents.Revision{at(1, "a.csv"), at(2, "a.csv"), at(3, "b.csv"), at(4, ""), at(5, "c.csv")}
	for minute, want := range map[int]string{0: "", 1: "a.csv", 2: "a.csv", 3: "b.csv", 4: "b.csv", 5: "c.csv"} {
		run := &incidents.ImportRun{Time: time.Date(2026, 2, 22, 6, minute, 0, 0, time.UTC)}
		if got := fileOf(run, all); got != want {
			t.Errorf("minute %d: %q, want %q", minute, got, want)
		}
	}
	if got := fileOf(&incidents.ImportRun{}, nil); got != "" {
		t.Errorf("of no history: %q", got)
	}
}
