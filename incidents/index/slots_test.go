package index

import (
	"fmt"
	"testing"

	"incidentmap/incidents"
)

// TestDeclaredKindsComeAndGo lets the kinds that a story declares change more often than there is room for all of them at a
// time: each count stays that of its kind.
func TestDeclaredKindsComeAndGo(t *testing.T) {
	m, x, r := newModel(), New(), newSource(7)
	m.tell("a")
	for round := range 5 {
		for i := range 2 * incidents.MaxKinds {
			f := r.fact("a", i)
			p := incidents.Public{Kind: incidents.Kind(fmt.Sprintf("x_round%d_%d", round, i%incidents.MaxKinds)), Class: incidents.ClassIncident, Verification: incidents.Confirmed, Disposition: incidents.Active}
			f.entry.Traits = incidents.NewTraits(&p)
			m.put(f)
		}
		if err := x.Sync(t.Context(), m); err != nil {
			t.Fatal(err)
		}
		kinds := x.Story("a").Summary(Query{}).Kinds
		if len(kinds) != incidents.MaxKinds {
			t.Fatalf("round %d: %d kinds: %v", round, len(kinds), kinds)
		}
		for i, k := range kinds {
			if k.Count != 2 || i > 0 && kinds[i-1].Kind >= k.Kind {
				t.Errorf("round %d: %v", round, kinds)
			}
			if n := x.Story("a").Count(Query{Filter: incidents.Filter{Kinds: []incidents.Kind{k.Kind}}}); n != 2 {
				t.Errorf("%d are of kind %s", n, k.Kind)
			}
		}
	}
}
