package storetest

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"incidentmap/incidents"
)

// planted are words put into an incident, by the field whose redaction takes them away. Digits stand for
// a place and a time.
func planted() map[string]struct {
	words []string
	plant func(*incidents.Incident)
} {
	type field = struct {
		words []string
		plant func(*incidents.Incident)
	}
	claim := func(id, of, word string) incidents.Claim {
		return incidents.Claim{ID: id, Field: of, Value: word, Source: "wire", Stance: incidents.Supports, Passage: word + " passage"}
	}
	return map[string]field{
		"title":   {[]string{"plantedtitle"}, func(inc *incidents.Incident) { inc.Title = incidents.Text{"en": "plantedtitle", "es": "plantedtitle"} }},
		"summary": {[]string{"plantedsummary"}, func(inc *incidents.Incident) { inc.Summary = incidents.Text{"en": "plantedsummary"} }},
		"when": {[]string{"1987-03-04"}, func(inc *incidents.Incident) {
			inc.When.Start = time.Date(1987, 3, 4, 12, 0, 0, 0, time.UTC)
		}},
		"where": {[]string{"12.345678", "plantedplace", "plantedcolumn", "plantedclaim", "plantedaddress"}, func(inc *incidents.Incident) {
			inc.Where.Geometry, inc.Where.Place = orb.Point{-103.5, 12.345678}, map[string]string{"es": "plantedplace"}
			inc.Extra = map[string]string{"calle": "plantedcolumn"}
			inc.Claims = append(inc.Claims, claim("p1", "Where", "plantedclaim"), claim("p2", "address.street", "plantedaddress"))
		}},
		"casualties": {[]string{"4711"}, func(inc *incidents.Incident) {
			n := 4711
			inc.Casualties = append(inc.Casualties, incidents.Casualty{ID: "c9", Group: "civilian", Outcome: incidents.Killed, Best: &n})
		}},
		"claims":    {[]string{"plantedother"}, func(inc *incidents.Incident) { inc.Claims = append(inc.Claims, claim("o1", "kind", "plantedother")) }},
		"claims.o2": {[]string{"plantedone"}, func(inc *incidents.Incident) { inc.Claims = append(inc.Claims, claim("o2", "kind", "plantedone")) }},
		"sources.witness": {[]string{"plantedwitness", "plantedsaid"}, func(inc *incidents.Incident) {
			inc.Sources = append(inc.Sources, incidents.Source{ID: "witness", Publisher: incidents.Text{"en": "plantedwitness"}, Kind: incidents.Witness, Attribution: incidents.Named})
			c := claim("w1", "kind", "plantedsaid")
			c.Source = "witness"
			inc.Claims = append(inc.Claims, c)
		}},
		"media": {[]string{"plantedalt"}, func(inc *incidents.Incident) {
			m := Shown("m1", Picture("a", inc.ID, "x", 10))
			m.Alt = incidents.Text{"en": "plantedalt"}
			inc.Media = []incidents.Media{m}
		}},
		"extra": {[]string{"plantedextra"}, func(inc *incidents.Incident) { inc.Extra = map[string]string{"x": "plantedextra"} }},
	}
}

// readers gives all that anybody can read of a story and an incident, of every number.
func readers(t *testing.T, s incidents.Store, id string) string {
	t.Helper()
	var b strings.Builder
	all, err := s.Revisions(t.Context(), "a", id)
	if err != nil {
		t.Fatal(err)
	}
	b.WriteString(asJSON(all) + asJSON(newestOf(t, s, id)))
	for seq := incidents.Seq(1); seq <= newest(t, s); seq++ {
		for p, err := range s.Publics(t.Context(), []incidents.Seq{seq}) {
			if err == nil {
				b.WriteString(asJSON(p))
			}
		}
		for _, lang := range []string{"en", "es"} {
			for f, err := range s.Features(t.Context(), []incidents.Seq{seq}, lang) {
				if err == nil {
					b.Write(f.JSON)
				}
			}
		}
		b.WriteString(asJSON(asOf(t, s, seq)))
		if p, err := s.PublicAt(t.Context(), "a", id, seq); err == nil {
			b.WriteString(asJSON(p))
		}
	}
	return b.String()
}

// testRedact plants words in every field that can be redacted, in drafts, public revisions and
// incidents that were encoded again, and looks for them everywhere after the redaction.
func testRedact(t *testing.T, s incidents.Store) {
	story := Story("a")
	put(t, s, story)
	for _, field := range slices.Sorted(maps.Keys(planted())) {
		what := planted()[field]
		inc, hidden := Incident("a", "Redacted "+field), incidents.Workflow(incidents.DraftStage)
		what.plant(&inc)
		stage := inc.Workflow
		inc.Workflow = hidden
		first := create(inc)
		first.Note, first.Author, first.AuthorID = incidents.Text{"en": "plantednote"}, "plantedauthor", "01KJPTANTEDAVTH0R000000000"
		write(t, s, first, create(Incident("a", "Bystander")))
		inc.Workflow = stage
		write(t, s, update(inc, 1))
		if story.Policy.GridM += 1000; story.Policy.GridM > 0 {
			put(t, s, story) // all are encoded again
		}
		write(t, s, update(inc, 2))
		before := readers(t, s, inc.ID)
		for _, word := range append([]string{"plantednote", "plantedauthor", "01KJPTANTEDAVTH0R000000000"}, what.words...) {
			if !strings.Contains(before, word) {
				t.Fatalf("%s: %q was not planted", field, word)
			}
		}
		note := incidents.Text{"en": "Taken away for safety."}
		rev, err := s.Redact(t.Context(), incidents.Redaction{
			Story: "a", Incident: inc.ID, Fields: []string{field, "note", "author"}, Reason: incidents.ForSafety, Note: note, Author: "ana",
		})
		if err != nil || rev.Number != 4 || rev.Kind != incidents.Correction || rev.Note["en"] != note["en"] {
			t.Fatalf("%s: Redact gave %+v, %v", field, rev, err)
		}
		after := readers(t, s, inc.ID)
		for _, word := range append([]string{"plantednote", "plantedauthor", "01KJPTANTEDAVTH0R000000000"}, what.words...) {
			if i := strings.Index(after, word); i >= 0 {
				t.Errorf("%s: %q is still read: …%s…", field, word, after[max(0, i-200):i])
			}
			if found, err := s.Search(t.Context(), "a", word); err != nil || len(found) > 0 {
				t.Errorf("%s: %q is found at %v, %v", field, word, found, err)
			}
		}
		if p := public(t, s, inc); p.Seq != rev.Seq || p.Note["en"] != note["en"] {
			t.Errorf("%s: readers see change %d with the note %v", field, p.Seq, p.Note)
		}
		kept, err := s.Redactions(t.Context(), "a", inc.ID)
		if err != nil || len(kept) != 1 || kept[0].Reason != incidents.ForSafety || kept[0].Seq != rev.Seq || !slices.Contains(kept[0].Fields, field) {
			t.Errorf("%s: that it was redacted is kept as %+v, %v", field, kept, err)
		}
		if err := s.Check(t.Context()); err != nil {
			t.Fatalf("%s: Check: %v", field, err)
		}
	}
}

// testRedactRevisions takes whole revisions away, and leaves what an editor wrote since.
func testRedactRevisions(t *testing.T, s incidents.Store) {
	put(t, s, Story("a"))
	other := Incident("a", "Other")
	inc := pointing("a", "plantedold", other)
	write(t, s, create(other), create(inc))
	inc.Title = incidents.Text{"en": "New"}
	write(t, s, update(inc, 1))
	note := incidents.Text{"en": "It named somebody."}
	for name, r := range map[string]incidents.Redaction{
		"nothing":              {Reason: incidents.ForPrivacy, Note: note},
		"no reason":            {Revisions: []int{1}, Note: note},
		"no note":              {Revisions: []int{1}, Reason: incidents.ForPrivacy},
		"an unknown field":     {Fields: []string{"whatever"}, Reason: incidents.ForPrivacy, Note: note},
		"a revision to come":   {Revisions: []int{3}, Reason: incidents.ForPrivacy, Note: note},
		"a part of the place":  {Fields: []string{"where.place"}, Reason: incidents.ForPrivacy, Note: note},
		"a source without id ": {Fields: []string{"sources."}, Reason: incidents.ForPrivacy, Note: note},
	} {
		r.Story, r.Incident = "a", inc.ID
		_, err := s.Redact(t.Context(), r)
		isCode(t, name, err, incidents.EInvalid)
	}
	r := incidents.Redaction{Story: "a", Incident: inc.ID, Revisions: []int{1}, Reason: incidents.ForPrivacy, Note: note}
	if _, err := s.Redact(t.Context(), r); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(readers(t, s, inc.ID), "plantedold") {
		t.Error("the revision is still read")
	}
	now := newestOf(t, s, inc.ID)
	same(t, "what was written since", now.Incident, inc)
	namesIt(t, s, "what it names", inc, other, true)
	r.Fields, r.Revisions = []string{"relations", "casualties"}, nil
	if _, err := s.Redact(t.Context(), r); err != nil {
		t.Fatal(err)
	}
	all, err := s.Revisions(t.Context(), "a", inc.ID)
	if err != nil || strings.Contains(asJSON(all)+asJSON(public(t, s, inc)), other.ID) {
		t.Errorf("the other incident is still named, %v", err)
	}
	if err := s.Check(t.Context()); err != nil {
		t.Errorf("Check: %v", err)
	}
	r.Incident = incidents.NewID(now.Time)
	_, err = s.Redact(t.Context(), r)
	isCode(t, "an incident that is not there", err, incidents.ENotFound)
	_, err = s.Redactions(t.Context(), "a", r.Incident)
	isCode(t, "the redactions of none", err, incidents.ENotFound)
}

// testRedactedRecord holds that no record brings back what was redacted, though it comes again.
func testRedactedRecord(t *testing.T, s incidents.Store) {
	put(t, s, Story("a"))
	inc := Incident("a", "Row")
	inc.Where.Place = map[string]string{"es": "plantedplace"}
	importAll(t, s, "first", record(inc, "1", "1"))
	r := incidents.Redaction{
		Story: "a", Incident: inc.ID, Fields: []string{"where"}, Reason: incidents.ForSafety, Note: incidents.Text{"en": "For safety."},
	}
	if _, err := s.Redact(t.Context(), r); err != nil {
		t.Fatal(err)
	}
	inc.Summary = incidents.Text{"en": "New"}
	got := importAll(t, s, "second", record(inc, "1", "2"))[0]
	now := newestOf(t, s, inc.ID).Incident
	if now.Summary["en"] != "New" || now.Where.Geometry != nil || !slices.Contains(got.Kept, "where") {
		t.Errorf("the record left %+v, kept %v", now, got.Kept)
	}
	if strings.Contains(readers(t, s, inc.ID), "plantedplace") {
		t.Error("the record brought the place back")
	}
}
