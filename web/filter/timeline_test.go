package filter

import (
	"testing"
	"time"

	"incidentmap/incidents"
	"incidentmap/web/i18n"
)

// The client's timeline.test.ts has the same figures.
func TestBars(t *testing.T) {
	for _, tt := range []struct {
		counts   []int
		from, to int
		want     string
	}{
		{[]int{4, 0, 1, 1000}, 0, 4, "M0 100v-4h.85v4zM2 100v-4h.85v4zM3 100v-100h.85v100z"},
		{[]int{1, 2}, 1, 2, "M1 100v-100h.85v100z"},
		{[]int{0, 0}, 0, 2, ""},
	} {
		if got := bars(tt.counts, tt.from, tt.to); got != tt.want {
			t.Errorf("%v from %d to %d: %s, want %s", tt.counts, tt.from, tt.to, got, tt.want)
		}
	}
}

func TestChoose(t *testing.T) {
	at := func(seconds int64) time.Time { return time.Unix(seconds, 0) }
	for _, tt := range []struct {
		name     string
		span     incidents.Interval
		from, to int
	}{
		{"open", incidents.Interval{}, 0, 3},
		{"from the second", incidents.Interval{From: at(10)}, 1, 3},
		{"within the first", incidents.Interval{From: at(2), To: at(5)}, 0, 1},
		{"up to a second before the third", incidents.Interval{To: at(19)}, 0, 2},
		{"before all", incidents.Interval{To: at(-5)}, 0, 1},
		{"after all", incidents.Interval{From: at(99)}, 2, 3},
	} {
		line := &Timeline{Edges: []int64{0, 10, 20, 30}, To: 3}
		if line.choose(tt.span); line.From != tt.from || line.To != tt.to {
			t.Errorf("%s: %d to %d, want %d to %d", tt.name, line.From, line.To, tt.from, tt.to)
		}
	}
}

// The ends are what the handles say to those who do not see them, until they are moved; the part between is told with them.
func TestEnds(t *testing.T) {
	messages, err := i18n.Load()
	if err != nil {
		t.Fatal(err)
	}
	const day, hour = 24 * 60 * 60, 60 * 60
	for _, tt := range []struct {
		name       string
		edges      []int64
		from, to   int
		first, end string
		said       string
	}{
		{"days", []int64{0, day, 2 * day, 3 * day}, 0, 3, "Thursday 1 January 1970", "Saturday 3 January 1970", "Thursday 1 January 1970 – Saturday 3 January 1970"},
		{"one day", []int64{0, day, 2 * day, 3 * day}, 1, 2, "Friday 2 January 1970", "Friday 2 January 1970", "Friday 2 January 1970"},
		{"hours", []int64{0, hour, 2 * hour}, 0, 2, "Thursday 1 January 1970, 00:00 (UTC)", "Thursday 1 January 1970, 01:59 (UTC)", "Thursday 1 January 1970, 00:00 (UTC) – Thursday 1 January 1970, 01:59 (UTC)"},
	} {
		line := &Timeline{Edges: tt.edges, From: tt.from, To: tt.to}
		line.Ends = line.ends(messages.Nearest("en"), time.UTC)
		if got := line.said(); line.Ends != [2]string{tt.first, tt.end} || got != tt.said {
			t.Errorf("%s: %q, said %q", tt.name, line.Ends, got)
		}
	}
}
