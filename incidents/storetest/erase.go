package storetest

import (
	"strings"
	"testing"

	"incidentmap/incidents"
)

// Erased writes incidents with planted words, erases them, and gives the words, none of which may be
// anywhere then: not in what the store gives, which it looks through itself, nor on the disk, which is the
// caller's to look through. Index brings the words that can be searched up before they are erased.
func Erased(t *testing.T, s incidents.Store, index func()) []string {
	story := Story("a")
	put(t, s, story)
	inc := Incident("a", "plantedtitle")
	for name, what := range planted() {
		if name != "title" && name != "when" {
			what.plant(&inc)
		}
	}
	inc.Origin = incidents.Origin{Key: "id:plantedkey", Hash: "plantedhash", File: "plantedfile.csv"}
	first := create(inc)
	first.Note, first.Author = incidents.Text{"en": "plantednote"}, "plantedauthor"
	writeOnce(t, s, receipt("plantedreceipt"), first) // of which others are kept as differences
	like := make([]incidents.Incident, 5)
	for i := range like {
		like[i] = Incident("a", "A neighbour")
		write(t, s, create(like[i]))
	}
	write(t, s, update(inc, 1))
	story.Layers = nil
	put(t, s, story)
	if found, err := s.Search(t.Context(), "a", "plantedtitle"); err != nil || len(found) != 1 {
		t.Fatalf("found %v, %v", found, err)
	}
	index()
	e := incidents.Erasure{
		Story: "a", Incident: inc.ID, Source: "witness", Reason: incidents.ForSafety, Note: incidents.Text{"en": "Erased."}, Author: "ana",
	}
	erase(t, s, e)
	if all := readers(t, s, inc.ID); strings.Contains(all, "plantedwitness") || !strings.Contains(all, "plantedtitle") {
		t.Error("other than a source's words were erased")
	}
	e.Source = ""
	erase(t, s, e)
	words := []string{
		"plantedtitle", "plantedsummary", "plantedplace", "plantedcolumn", "plantedclaim", "plantedaddress", "plantedother",
		"plantedone", "plantedwitness", "plantedsaid", "plantedextra", "plantedkey", "plantedhash", "plantedfile", "plantednote", "plantedauthor",
	}
	after := readers(t, s, inc.ID)
	for _, word := range words {
		if strings.Contains(after, word) {
			t.Errorf("%q is still read", word)
		}
		if found, err := s.Search(t.Context(), "a", word); err != nil || len(found) > 0 {
			t.Errorf("%q is found at %v, %v", word, found, err)
		}
	}
	if p := public(t, s, inc); p.Disposition != incidents.Retracted || p.Title["en"] != incidents.RedactedText || p.Note["en"] != "Erased." {
		t.Errorf("the tombstone is %+v", p)
	}
	for i := range like {
		same(t, "a neighbour", newestOf(t, s, like[i].ID).Incident, like[i])
	}
	if known, err := s.Known(t.Context(), "a", []string{"id:plantedkey"}); err != nil || len(known) > 0 {
		t.Errorf("its record is known as %v, %v", known, err)
	}
	write(t, s, create(Incident("a", "After")), update(like[0], 1))
	if err := s.Check(t.Context()); err != nil {
		t.Errorf("Check: %v", err)
	}
	return append(words, "plantedreceipt")
}

func erase(t *testing.T, s incidents.Store, e incidents.Erasure) {
	t.Helper()
	if err := s.Erase(t.Context(), e); err != nil {
		t.Fatalf("Erase: %v", err)
	}
}

func testErase(t *testing.T, s incidents.Store) {
	Erased(t, s, func() {})
	ErasedStory(t, s)
	for name, e := range map[string]incidents.Erasure{
		"a story":     {Story: "nowhere"},
		"an incident": {Story: "a", Incident: "01ARZ3NDEKTSV4RRFFQ69G5FAV"},
		"no id":       {Story: "a", Incident: "x"},
	} {
		e.Reason, e.Note = incidents.ForLaw, incidents.Text{"en": "Erased."}
		isCode(t, name+" that is not there", s.Erase(t.Context(), e), incidents.ENotFound)
	}
	isCode(t, "no reason", s.Erase(t.Context(), incidents.Erasure{Story: "a"}), incidents.EInvalid)
	all := incidents.Erasure{Story: "a", Reason: incidents.ForLaw, Note: incidents.Text{"en": "Erased."}}
	erase(t, s, all)
	for _, p := range shown(t, s) {
		if p.Disposition != incidents.Retracted || p.Title["en"] != incidents.RedactedText {
			t.Errorf("of a story that was erased there is %+v", p)
		}
	}
	if err := s.Check(t.Context()); err != nil {
		t.Errorf("Check: %v", err)
	}
}

// ErasedStory writes a story that says planted words itself, in a version before the newest, too, erases them, and then all of
// the story, and gives the words: see Erased.
func ErasedStory(t *testing.T, s incidents.Store) []string {
	story := Story("b")
	story.Title, story.Summary = incidents.Text{"en": "plantedoldname"}, incidents.Text{"en": "plantedoldlead"}
	put(t, s, story)
	story.Title, story.Summary = incidents.Text{"en": "plantedname", "es": "plantednombre"}, incidents.Text{"en": "plantedlead"}
	story.Credit = incidents.Text{"en": "plantedcredit"}
	story.Layers[0].Title = incidents.Text{"en": "plantedlayer"}
	story.Columns = []incidents.Column{{Name: "x_plantedname", Source: "plantedheader", Type: incidents.TextColumn}}
	put(t, s, story)
	inc := Incident("b", "Roadblock of the story")
	write(t, s, create(inc))
	before := newest(t, s)
	e := incidents.Erasure{Story: "b", Own: true, Reason: incidents.ForLaw, Note: incidents.Text{"en": "Erased."}, Author: "ana"}
	erase(t, s, e)
	got, err := s.Story(t.Context(), "b")
	if err != nil || newest(t, s) == before || strings.Contains(asJSON(got), "plantedlead") || got.Title["es"] != incidents.RedactedText || len(got.Layers) != len(story.Layers) {
		t.Errorf("after its own words were erased the story is %s, %v", asJSON(got), err)
	}
	if p := public(t, s, inc); p.Title["en"] != "Roadblock of the story" {
		t.Errorf("its incident is %+v", p)
	}
	isCode(t, "its own words and an incident", s.Erase(t.Context(), incidents.Erasure{
		Story: "b", Incident: inc.ID, Own: true, Reason: incidents.ForLaw, Note: e.Note,
	}), incidents.EInvalid)
	e.Own = false
	erase(t, s, e)
	if got, err = s.Story(t.Context(), "b"); err != nil || len(got.Columns) > 0 || got.View.BBox != incidents.World {
		t.Errorf("after it was erased the story is %s, %v", asJSON(got), err)
	}
	if p := public(t, s, inc); p.Disposition != incidents.Retracted || p.Title["en"] != incidents.RedactedText {
		t.Errorf("its incident is %+v", p)
	}
	log, err := s.Audit(t.Context(), incidents.AuditQuery{Story: "b", Actions: []incidents.AuditAction{incidents.AuditErase}, Limit: 10})
	if err != nil || len(log) != 3 {
		t.Errorf("the log has %+v, %v", log, err)
	}
	got.Title = incidents.Text{"en": "Another name"}
	put(t, s, got)
	if err := s.Check(t.Context()); err != nil {
		t.Errorf("Check: %v", err)
	}
	return []string{
		"plantedoldname", "plantedoldlead", "plantedname", "plantednombre", "plantedlead", "plantedcredit", "plantedlayer", "plantedheader", "Roadblock of the story",
	}
}
