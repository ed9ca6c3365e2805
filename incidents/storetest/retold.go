package storetest

import (
	"fmt"
	"strings"
	"testing"

	"incidentmap/geo"
	"incidentmap/incidents"
)

// retell writes two public incidents and a draft of a story, then the story as edit
// leaves it, and gives the incidents with the numbers before and after.
func retell(t *testing.T, s incidents.Store, edit func(*incidents.Story)) (all []incidents.Incident, before, after incidents.Seq) {
	t.Helper()
	story := Story("a")
	put(t, s, story)
	put(t, s, Story("b"))
	all = []incidents.Incident{Incident("a", "One"), Incident("a", "Two"), draft("a", "Hidden"), Incident("b", "Elsewhere")}
	for _, inc := range all {
		write(t, s, create(inc))
	}
	before = newest(t, s)
	edit(&story)
	after = put(t, s, story)
	if after != newest(t, s) {
		t.Errorf("PutStory gave %d, the newest number is %d", after, newest(t, s))
	}
	read, err := s.Story(t.Context(), "a")
	if err != nil {
		t.Fatal(err)
	}
	same(t, "the story", read, story)
	if err := s.Check(t.Context()); err != nil {
		t.Errorf("Check: %v", err)
	}
	return all, before, after
}

// isEncodedAgain checks that the public incidents of the story, and no others, have a new
// change, and none a new revision.
func isEncodedAgain(t *testing.T, s incidents.Store, all []incidents.Incident, before, after incidents.Seq) {
	t.Helper()
	if after != before+3 {
		t.Errorf("a story and two incidents took the numbers %d to %d", before+1, after)
	}
	for i, inc := range all[:2] {
		p := public(t, s, inc)
		if p.Seq <= before+1 || p.Seq > after || p.Revision != 1 {
			t.Errorf("incident %d is at number %d, revision %d", i, p.Seq, p.Revision)
		}
	}
	same(t, "the changes", tale(changes(t, s, before)), []string{
		fmt.Sprint(before-3, " gone"), fmt.Sprint(before-2, " gone"),
		fmt.Sprint(before+1, " a"), fmt.Sprint(before+2, " a public"), fmt.Sprint(before+3, " a public"),
	})
	for _, inc := range all {
		revisions, err := s.Revisions(t.Context(), inc.Story, inc.ID)
		if err != nil || len(revisions) != 1 {
			t.Errorf("%s has %d revisions, %v", inc.Title["en"], len(revisions), err)
		}
	}
}

func testNewLayers(t *testing.T, s incidents.Store) {
	all, before, after := retell(t, s, func(story *incidents.Story) {
		story.Layers = append(story.Layers, layer("everything", incidents.LayerFilter{}))
	})
	isEncodedAgain(t, s, all, before, after)
	p := public(t, s, all[0])
	same(t, "the layers", p.Layers, []string{"roads", "everything"})
	if got := features(t, s, "en", p.Seq)[0]; !strings.Contains(got, `"layers":["roads","everything"]`) {
		t.Errorf("the feature is %s", got)
	}
}

func testNewTitle(t *testing.T, s incidents.Store) {
	_, before, after := retell(t, s, func(story *incidents.Story) {
		story.Title, story.Layers[0].Title = incidents.Text{"en": "New"}, incidents.Text{"en": "New too"}
	})
	if after != before+1 {
		t.Errorf("a title that no feature holds took the numbers %d to %d", before+1, after)
	}
}

func testNewLanguages(t *testing.T, s incidents.Store) {
	all, before, after := retell(t, s, func(story *incidents.Story) {
		story.Languages = []string{"en", "es"}
	})
	isEncodedAgain(t, s, all, before, after)
	if got := features(t, s, "fr", public(t, s, all[0]).Seq)[0]; !strings.Contains(got, `"lang":"en"`) {
		t.Errorf("the story's new first language does not stand in: %s", got)
	}
}

func testNewPolicy(t *testing.T, s incidents.Store) {
	all, before, after := retell(t, s, func(story *incidents.Story) {
		story.Policy.Disclosure = incidents.Withheld
	})
	isEncodedAgain(t, s, all, before, after)
	p := public(t, s, all[0])
	if p.Where.Geometry != nil || p.Where.Precision != geo.Unlocated {
		t.Errorf("the place is still told: %s", asJSON(p.Where))
	}
	if got := features(t, s, "en", p.Seq)[0]; !strings.Contains(got, `"geometry":null`) {
		t.Errorf("the feature is %s", got)
	}
	if found, err := s.Search(t.Context(), "a", "Guadalajara"); err != nil || len(found) != 0 {
		t.Errorf("found by the place: %v, %v", found, err)
	}
}
