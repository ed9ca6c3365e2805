package storetest

import (
	"slices"
	"testing"

	"incidentmap/incidents"
)

// testStoryKinds holds that incidents are of no kind that their story does not declare, in force, in drafts and in the
// feed, and that none is taken out that some are of.
func testStoryKinds(t *testing.T, s incidents.Store) {
	story := Story("a")
	own := incidents.KindInfo{Kind: "x_toll_booth", Title: incidents.Text{"en": "Toll booth taken"}, Class: incidents.ClassIncident, Shape: incidents.Square}
	other := incidents.KindInfo{Kind: "x_ban", Title: incidents.Text{"en": "Ban"}, Class: incidents.ClassAdvisory, Shape: incidents.Wedge}
	put(t, s, story)
	inc := Incident("a", "Booth")
	inc.Kind = own.Kind
	_, err := s.Write(t.Context(), create(inc))
	isCode(t, "a kind that is not declared", err, incidents.EInvalid)
	imported, err := s.Import(t.Context(), "run", create(inc))
	if err != nil || len(imported) != 1 || incidents.CodeOf(imported[0].Err) != incidents.EInvalid {
		t.Errorf("an import of a kind that is not declared: %+v, %v", imported, err)
	}

	story.Kinds = []incidents.KindInfo{own, other}
	put(t, s, story)
	if read, err := s.Story(t.Context(), "a"); err != nil || len(read.Kinds) != 2 || read.Kinds[0].Title["en"] != "Toll booth taken" {
		t.Fatalf("%+v, %v", read.Kinds, err)
	}
	write(t, s, create(inc))
	for id, e := range entries(t, s) {
		if e.Kind() != own.Kind {
			t.Errorf("the entry of %s is of kind %s", id, e.Kind())
		}
	}
	if p := public(t, s, inc); p.Kind != own.Kind {
		t.Errorf("readers see the kind %s", p.Kind)
	}
	queued, err := s.Queue(t.Context(), incidents.QueueQuery{Story: "a", Kinds: []incidents.Kind{own.Kind}, Limit: 10})
	if err != nil || len(queued) != 1 {
		t.Errorf("%d are queued, %v", len(queued), err)
	}

	before := newest(t, s)
	story.Kinds = []incidents.KindInfo{other}
	_, err = s.PutStory(t.Context(), story)
	isCode(t, "a kind taken out that an incident is of", err, incidents.EInvalid)
	if after := newest(t, s); after != before {
		t.Errorf("a story that was refused took a number: %d, %d", before, after)
	}
	story.Kinds = []incidents.KindInfo{other, own} // in another order
	put(t, s, story)
	waiting := draft("a", "Draft")
	waiting.Kind = other.Kind
	write(t, s, create(waiting))
	story.Kinds = slices.Clone(story.Kinds[1:])
	_, err = s.PutStory(t.Context(), story)
	isCode(t, "a kind taken out that a draft is of", err, incidents.EInvalid)

	waiting.Kind = "roadblock"
	write(t, s, update(waiting, 1))
	put(t, s, story)
	waiting.Kind = other.Kind
	_, err = s.Write(t.Context(), update(waiting, 2))
	isCode(t, "a kind that is no longer declared", err, incidents.EInvalid)
	if err := s.Check(t.Context()); err != nil {
		t.Errorf("Check: %v", err)
	}
}
