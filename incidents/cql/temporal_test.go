package cql

import (
	"testing"
	"time"
)

func TestTemporalFunctions(t *testing.T) {
	tests := []struct{ a, b, hold string }{
		{"INTERVAL('2026-01-01','2026-01-02')", "INTERVAL('2026-01-04','2026-01-05')", "T_BEFORE T_DISJOINT"},
		{"INTERVAL('2026-01-04','2026-01-05')", "INTERVAL('2026-01-01','2026-01-02')", "T_AFTER T_DISJOINT"},
		{"INTERVAL('2026-01-01T00:00:00Z','2026-01-02T00:00:00Z')", "INTERVAL('2026-01-02T00:00:00Z','2026-01-03T00:00:00Z')", "T_INTERSECTS T_MEETS"},
		{"INTERVAL('2026-01-02T00:00:00Z','2026-01-03T00:00:00Z')", "INTERVAL('2026-01-01T00:00:00Z','2026-01-02T00:00:00Z')", "T_INTERSECTS T_METBY"},
		{"INTERVAL('2026-01-01','2026-01-03')", "INTERVAL('2026-01-02','2026-01-05')", "T_INTERSECTS T_OVERLAPS"},
		{"INTERVAL('2026-01-02','2026-01-05')", "INTERVAL('2026-01-01','2026-01-03')", "T_INTERSECTS T_OVERLAPPEDBY"},
		{"INTERVAL('2026-01-01','2026-01-03')", "INTERVAL('2026-01-01','2026-01-05')", "T_INTERSECTS T_STARTS"},
		{"INTERVAL('2026-01-01','2026-01-05')", "INTERVAL('2026-01-01','2026-01-03')", "T_INTERSECTS T_STARTEDBY"},
		{"INTERVAL('2026-01-02','2026-01-03')", "INTERVAL('2026-01-01','2026-01-05')", "T_INTERSECTS T_DURING"},
		{"INTERVAL('2026-01-01','2026-01-05')", "INTERVAL('2026-01-02','2026-01-03')", "T_INTERSECTS T_CONTAINS"},
		{"INTERVAL('2026-01-02','2026-01-05')", "INTERVAL('2026-01-01','2026-01-05')", "T_INTERSECTS T_FINISHES"},
		{"INTERVAL('2026-01-01','2026-01-05')", "INTERVAL('2026-01-02','2026-01-05')", "T_INTERSECTS T_FINISHEDBY"},
		{"INTERVAL('2026-01-01','2026-01-05')", "INTERVAL('2026-01-01','2026-01-05')", "T_INTERSECTS T_EQUALS"},
		{"INTERVAL('..','2026-01-05')", "INTERVAL('2026-01-04','..')", "T_INTERSECTS T_OVERLAPS"},
		{"INTERVAL('2026-01-01','2026-01-01')", "INTERVAL('2026-01-01T00:00:00Z','2026-01-01T23:59:59Z')", "T_INTERSECTS T_EQUALS"},
	}
	order := []string{
		"T_AFTER", "T_BEFORE", "T_DISJOINT", "T_INTERSECTS", "T_EQUALS", "T_CONTAINS", "T_DURING", "T_FINISHEDBY",
		"T_FINISHES", "T_MEETS", "T_METBY", "T_OVERLAPS", "T_OVERLAPPEDBY", "T_STARTEDBY", "T_STARTS",
	}
	for _, tt := range tests {
		got := ""
		for _, name := range order {
			e, err := ParseText(name+"("+tt.a+","+tt.b+")", props, Options{})
			if err != nil {
				t.Fatal(err)
			}
			roundTrip(t, e, props)
			if match(e, house) {
				if got != "" {
					got += " "
				}
				got += name
			}
		}
		if got != tt.hold {
			t.Errorf("%s and %s: %s, want %s", tt.a, tt.b, got, tt.hold)
		}
	}
}

// TestIntervalsStandInOneWay checks that of the thirteen ways in which two intervals can stand
// to each other, one holds and no other.
func TestIntervalsStandInOneWay(t *testing.T) {
	ways := []string{
		"t_before", "t_after", "t_equals", "t_contains", "t_during", "t_finishedBy", "t_finishes", "t_meets",
		"t_metBy", "t_overlaps", "t_overlappedBy", "t_startedBy", "t_starts",
	}
	day := func(n int) time.Time { return time.Date(2026, 1, 1+n, 0, 0, 0, 0, time.UTC) }
	var all []period
	for from := range 6 {
		for to := from + 1; to < 6; to++ {
			all = append(all, period{day(from), day(to)})
		}
	}
	for _, a := range all {
		for _, b := range all {
			var found []string
			for _, w := range ways {
				if temporalRelations[w].holds(a, b) {
					found = append(found, w)
				}
			}
			if len(found) != 1 {
				t.Errorf("%v and %v: %v", a, b, found)
			}
		}
	}
}
