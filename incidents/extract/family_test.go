package extract

import (
	"testing"

	"incidentmap/incidents"
)

// TestKindsHaveTheirTraits holds that a new kind is not left out: what is told of it would stand apart from its dead.
func TestKindsHaveTheirTraits(t *testing.T) {
	rows := map[incidents.Kind]int{}
	for _, row := range kindTable {
		rows[row.kind]++
	}
	for _, info := range incidents.Kinds() {
		want := 0
		if info.Class == incidents.ClassIncident {
			want = 1
		}
		if rows[info.Kind] != want {
			t.Errorf("%s, of class %s, has %d rows, want %d", info.Kind, info.Class, rows[info.Kind], want)
		}
		delete(rows, info.Kind)
	}
	for kind := range rows {
		t.Errorf("%s is no kind", kind)
	}
}
