package incidents

import (
	"slices"
	"testing"
)

func TestForget(t *testing.T) {
	n := 2
	inc := Incident{
		ID: "me", Workflow: Published,
		Relations: []Relation{{PartOf, "a"}, {CausedBy, "b"}, {Supersedes, "a"}},
		Casualties: []Casualty{
			{ID: "c1", Outcome: Killed, Best: &n},
			{ID: "c2", Outcome: Killed, Best: &n, CountedIn: &CasualtyRef{"b", "c9"}},
			{ID: "c3", Outcome: Killed, Best: &n, CountedIn: &CasualtyRef{"c", "c9"}},
		},
	}
	if got, want := inc.Pointers(), []string{"a", "b", "c"}; !slices.Equal(got, want) {
		t.Errorf("it names %v, want %v", got, want)
	}
	for _, tt := range []struct {
		hidden string
		want   []Relation
		ref    CasualtyRef
	}{
		{"", inc.Relations, CasualtyRef{"b", "c9"}},
		{"a", []Relation{{CausedBy, "b"}}, CasualtyRef{"b", "c9"}},
		{"b", []Relation{{PartOf, "a"}, {Supersedes, "a"}}, CasualtyRef{}},
	} {
		p := (&Story{}).Public(&inc, Stamp{})
		p.Redact(func(id string) bool { return id == tt.hidden })
		if !slices.Equal(p.Relations, tt.want) || *p.Casualties[1].CountedIn != tt.ref || p.Casualties[2].CountedIn.Incident != "c" {
			t.Errorf("%q hidden: %v, %v", tt.hidden, p.Relations, p.Casualties[1].CountedIn)
		}
		if got := CountRows(p.Casualties)[Killed]; *got.Best != n || *p.Counts[Killed].Best != n {
			t.Errorf("%q hidden: %d were killed", tt.hidden, *got.Best)
		}
	}
	if inc.Casualties[1].CountedIn.Incident != "b" || len(inc.Relations) != 3 {
		t.Error("the incident itself was changed")
	}
}
