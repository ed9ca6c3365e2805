package storetest

import (
	"fmt"
	"strings"
	"testing"

	"incidentmap/incidents"
)

// pointing gives an incident that names another.
func pointing(story, title string, at incidents.Incident) incidents.Incident {
	inc, two := Incident(story, title), 2
	inc.Relations = []incidents.Relation{{Type: incidents.PartOf, Incident: at.ID}}
	inc.Casualties = []incidents.Casualty{{
		ID: "c1", Group: "police", Outcome: incidents.Killed, Best: &two,
		CountedIn: &incidents.CasualtyRef{Incident: at.ID, Casualty: "c1"},
	}}
	return inc
}

// namesIt errs the test unless what readers see of the incident names the other, or does not,
// wherever they look.
func namesIt(t *testing.T, s incidents.Store, what string, inc, other incidents.Incident, want bool) *incidents.Public {
	t.Helper()
	p := public(t, s, inc)
	for where, told := range map[string]string{
		"Public":  asJSON(p),
		"Publics": asJSON(publics(t, s, p.Seq)),
		"AsOf":    asJSON(asOf(t, s, p.Seq)[inc.ID]),
		"feature": strings.Join(features(t, s, "en", p.Seq), ""),
	} {
		if got := strings.Contains(told, other.ID); got != want {
			t.Errorf("%s: %s names the other %t, want %t: %s", what, where, got, want, told)
		}
	}
	if p.Casualties[0].CountedIn == nil || p.Counts[incidents.Killed].Best != nil {
		t.Errorf("%s: a row that is counted elsewhere is counted: %s", what, asJSON(p))
	}
	return p
}

// testPointers hides and shows an incident that others name, from its story and from
// another.
func testPointers(t *testing.T, s incidents.Store) {
	put(t, s, Story("a"))
	put(t, s, Story("b"))
	other := draft("b", "Other")
	inc, unseen := pointing("a", "Pointing", other), pointing("a", "Hidden and pointing", other)
	unseen.Workflow = incidents.DraftStage
	write(t, s, create(inc), create(unseen), create(Incident("a", "Bystander")))
	namesIt(t, s, "before the other is there", inc, other, false)
	write(t, s, create(other))
	p := namesIt(t, s, "a draft", inc, other, false)

	shownAt := func(stage incidents.Workflow, base int, want bool) {
		t.Helper()
		other.Workflow = stage
		before := newest(t, s)
		write(t, s, update(other, base))
		what := fmt.Sprint(stage, " at revision ", base+1)
		now := namesIt(t, s, what, inc, other, want)
		switch moved := now.Seq != p.Seq; {
		case moved && (now.Seq != before+2 || now.Revision != 1 || newest(t, s) != before+2):
			t.Errorf("%s: it is shown anew as %d, revision %d, after %d; the newest is %d", what, now.Seq, now.Revision, before, newest(t, s))
		case !moved && newest(t, s) != before+1:
			t.Errorf("%s: the newest number is %d after %d", what, newest(t, s), before)
		}
		old := asJSON(publics(t, s, p.Seq))
		if was := strings.Contains(asJSON(p), other.ID); strings.Contains(old, other.ID) != was {
			t.Errorf("%s: what stood before reads %s", what, old)
		}
		p = now
		if err := s.Check(t.Context()); err != nil {
			t.Errorf("%s: Check: %v", what, err)
		}
	}
	first := p.Seq
	shownAt(incidents.Review, 1, false)
	if p.Seq != first {
		t.Error("it is shown anew although readers see the same")
	}
	shownAt(incidents.Published, 2, true)
	shownAt(incidents.Archived, 3, true)
	shownAt(incidents.DraftStage, 4, false)
	for at := first; at <= newest(t, s); at++ {
		if told := asJSON(asOf(t, s, at)); strings.Contains(told, other.ID) {
			t.Errorf("as of %d it is told of what is hidden now: %s", at, told)
		}
	}
	read, err := s.Incident(t.Context(), "a", inc.ID)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "what editors read", read.Incident, inc)
}

// testPointersTogether writes an incident and one that names it at once, and lets the one
// name no other any more.
func testPointersTogether(t *testing.T, s incidents.Store) {
	put(t, s, Story("a"))
	other := Incident("a", "Other")
	inc := pointing("a", "Pointing", other)
	write(t, s, create(inc), create(other))
	namesIt(t, s, "both at once", inc, other, true)
	if newest(t, s) != 3 {
		t.Errorf("two incidents and a story took %d numbers", newest(t, s))
	}
	other.Workflow = incidents.DraftStage
	first, _ := writeOnce(t, s, receipt("hide"), update(other, 1))
	again, known := writeOnce(t, s, receipt("hide"), update(other, 1))
	if !known {
		t.Error("the receipt is lost")
	}
	same(t, "what the receipt gives", again, first)
	namesIt(t, s, "hidden", inc, other, false)
	story := Story("a")
	story.Layers = nil
	put(t, s, story)
	namesIt(t, s, "told anew", inc, other, false)

	bare := inc
	bare.Relations, bare.Casualties = nil, nil
	write(t, s, update(bare, 1))
	before := newest(t, s)
	other.Workflow = incidents.Published
	write(t, s, update(other, 2))
	if newest(t, s) != before+1 {
		t.Errorf("number %d after %d: what names no other is shown anew", newest(t, s), before)
	}
	if err := s.Check(t.Context()); err != nil {
		t.Errorf("Check: %v", err)
	}
}
