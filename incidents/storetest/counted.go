package storetest

import (
	"fmt"
	"testing"

	"incidentmap/incidents"
)

// counted gives an incident with one row of casualties, counted in that of another if there is one.
func counted(title string, in *incidents.Incident) incidents.Incident {
	inc, two := Incident("a", title), 2
	inc.Casualties = []incidents.Casualty{{ID: "c1", Group: "civilian", Outcome: incidents.Killed, Best: &two}}
	if in != nil {
		inc.Casualties[0].CountedIn = &incidents.CasualtyRef{Incident: in.ID, Casualty: "c1"}
	}
	return inc
}

// testCountedInCircles refuses rows that are counted in themselves, directly or by way of others
// that were written before or are written with them.
func testCountedInCircles(t *testing.T, s incidents.Store) {
	put(t, s, Story("a"))
	self := counted("Self", nil)
	self.Casualties[0].CountedIn = &incidents.CasualtyRef{Incident: self.ID, Casualty: "c1"}
	_, err := s.Write(t.Context(), create(self))
	isCode(t, "itself", err, incidents.EInvalid)
	for n := 2; n <= 5; n++ {
		for _, together := range []bool{false, true} {
			what := fmt.Sprintf("a circle of %d, written together: %t", n, together)
			ring := make([]incidents.Incident, n)
			writes := make([]incidents.Write, n)
			for i := range ring {
				ring[i] = counted(what, nil)
			}
			for i := range ring {
				ring[i].Casualties[0].CountedIn = &incidents.CasualtyRef{Incident: ring[(i+1)%n].ID, Casualty: "c1"}
				writes[i] = create(ring[i])
			}
			if !together {
				write(t, s, writes[:n-1]...)
				writes = writes[n-1:]
			}
			_, err := s.Write(t.Context(), writes...)
			isCode(t, what, err, incidents.EInvalid)
			if err := s.Check(t.Context()); err != nil {
				t.Errorf("%s: what was refused left something: %v", what, err)
			}
			// The same without the last pointer is a chain, and so is one to another row.
			last := &writes[len(writes)-1].Incident
			last.Casualties[0].CountedIn.Casualty = "c2"
			write(t, s, writes...)
			if got := public(t, s, *last).Counts[incidents.Killed].Best; got != nil {
				t.Errorf("%s: %d are counted twice", what, *got)
			}
		}
	}
}
