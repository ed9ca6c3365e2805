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
