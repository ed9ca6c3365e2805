package storetest

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"incidentmap/incidents"
)

func testEmpty(t *testing.T, s incidents.Store) {
	ctx := t.Context()
	if seq := newest(t, s); seq != 0 {
		t.Errorf("an empty store is at %d", seq)
	}
	if all, err := s.Stories(ctx); err != nil || len(all) != 0 {
		t.Errorf("Stories gave %v, %v", all, err)
	}
	if all := changes(t, s, 0); len(all) != 0 {
		t.Errorf("Changes gave %v", all)
	}
	if all := features(t, s, "en"); len(all) != 0 {
		t.Errorf("Features gave %v", all)
	}
	if revisions, err := s.Write(ctx); err != nil || len(revisions) != 0 {
		t.Errorf("Write of nothing gave %v, %v", revisions, err)
	}
	if err := s.Check(ctx); err != nil {
		t.Errorf("Check: %v", err)
	}
}

func testStories(t *testing.T, s incidents.Store) {
	b, a := Story("b"), Story("a")
	first, second := put(t, s, b), put(t, s, a)
	b.Title = incidents.Text{"es": "Otra"}
	third := put(t, s, b)
	if first != 1 || second != 2 || third != 3 || newest(t, s) != 3 {
		t.Errorf("numbers %d, %d, %d, then %d", first, second, third, newest(t, s))
	}
	all, err := s.Stories(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	same(t, "Stories", all, []incidents.Story{a, b})
	got, err := s.Story(t.Context(), "b")
	if err != nil {
		t.Fatal(err)
	}
	same(t, "Story", got, b)
}

func testInvalidStory(t *testing.T, s incidents.Store) {
	bad := Story("a")
	bad.Zone = "Nowhere"
	seq, err := s.PutStory(t.Context(), bad)
	isCode(t, "PutStory", err, incidents.EInvalid)
	if seq != 0 || newest(t, s) != 0 {
		t.Errorf("it was given number %d", seq)
	}
	var e *incidents.Error
	if !errors.As(err, &e) || e.Field != "zone" {
		t.Errorf("the error %v does not name the field", err)
	}
}

func testRevisions(t *testing.T, s incidents.Store) {
	put(t, s, Story("a"))
	inc := draft("a", "One")
	first := write(t, s, create(inc))[0]
	inc.Title["en"] = "Two"
	change := update(inc, 1)
	change.Kind, change.Author, change.AuthorID, change.Note = incidents.Correction, "luis", incidents.NewID(joined), incidents.Text{"en": "It was two."}
	second := write(t, s, change)[0]
	// The same incident may be written twice in one go.
	third := write(t, s, update(inc, 2), update(inc, 3))

	for i, rev := range append([]incidents.Revision{first, second}, third...) {
		if rev.Number != i+1 || rev.Seq != incidents.Seq(i+2) {
			t.Errorf("revision %d has number %d and sequence number %d", i+1, rev.Number, rev.Seq)
		}
		if rev.Time.IsZero() || rev.Time.Location().String() != "UTC" {
			t.Errorf("revision %d has time %v", i+1, rev.Time)
		}
	}
	if second.Kind != incidents.Correction || second.Author != "luis" || second.AuthorID != change.AuthorID || second.Note["en"] != "It was two." {
		t.Errorf("the second revision reads %+v", second)
	}
	all, err := s.Revisions(t.Context(), "a", inc.ID)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "Revisions", all, append([]incidents.Revision{first, second}, third...))
	now, err := s.Incident(t.Context(), "a", inc.ID)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "Incident", now, third[1])
	if err := s.Check(t.Context()); err != nil {
		t.Errorf("Check: %v", err)
	}
}

func testCopies(t *testing.T, s incidents.Store) {
	put(t, s, Story("a"))
	inc := Incident("a", "One")
	inc.Where.Geometry = orb.LineString{{1, 2}, {3, 4}}
	want := asJSON(inc)
	rev := write(t, s, create(inc))[0]
	spoil := func(inc *incidents.Incident) {
		inc.Title["en"], inc.Sources[0].ID = "spoiled", "spoiled"
		inc.Where.Geometry.(orb.LineString)[0] = orb.Point{9, 9}
	}
	spoil(&inc)
	spoil(&rev.Incident)
	read, err := s.Incident(t.Context(), "a", inc.ID)
	if err != nil {
		t.Fatal(err)
	}
	if got := asJSON(read.Incident); got != want {
		t.Errorf("the incident reads\n%s and was\n%s", got, want)
	}
	public(t, s, inc).Title["en"] = "spoiled"
	if got := public(t, s, inc).Title["en"]; got != "One" {
		t.Errorf("the title reads %q", got)
	}
}

func testAllOrNone(t *testing.T, s incidents.Store) {
	put(t, s, Story("a"))
	stands := Incident("a", "Stands")
	write(t, s, create(stands))
	before := asJSON(changes(t, s, 0))

	untitled, lost := Incident("a", ""), Incident("nowhere", "Lost")
	untitled.Title = nil
	for _, tt := range []struct {
		name  string
		last  incidents.Write
		code  incidents.Code
		field string
	}{
		{"a broken rule", create(untitled), incidents.EInvalid, "[2].title"},
		{"an unknown kind of revision", incidents.Write{Incident: Incident("a", "x"), Kind: "whim"}, incidents.EInvalid, "[2].revision.kind"},
		{"an unknown story", create(lost), incidents.ENotFound, "[2].story"},
		{"a conflict", update(stands, 7), incidents.EConflict, "[2].base"},
		{"an incident that is there", create(stands), incidents.EConflict, "[2].base"},
	} {
		good, other := Incident("a", "Good"), Incident("a", "Other")
		revisions, err := s.Write(t.Context(), create(good), create(other), tt.last)
		isCode(t, tt.name, err, tt.code)
		var e *incidents.Error
		if !errors.As(err, &e) || e.Field != tt.field {
			t.Errorf("%s: error %v does not name %s", tt.name, err, tt.field)
		}
		if len(revisions) != 0 {
			t.Errorf("%s: gave %d revisions", tt.name, len(revisions))
		}
		_, err = s.Incident(t.Context(), "a", good.ID)
		isCode(t, tt.name+", the first write", err, incidents.ENotFound)
		if after := asJSON(changes(t, s, 0)); after != before {
			t.Errorf("%s: changes were %s and are %s", tt.name, before, after)
		}
	}
	_, err := s.Write(t.Context(), create(untitled))
	var e *incidents.Error
	if !errors.As(err, &e) || e.Field != "title" {
		t.Errorf("a single write's error %v does not name the title", err)
	}
	if err := s.Check(t.Context()); err != nil {
		t.Errorf("Check: %v", err)
	}
}

func testConflicts(t *testing.T, s incidents.Store) {
	put(t, s, Story("a"))
	put(t, s, Story("b"))
	inc := Incident("a", "One")
	write(t, s, create(inc))
	write(t, s, update(inc, 1))
	for _, base := range []int{0, 1, 3} {
		_, err := s.Write(t.Context(), update(inc, base))
		isCode(t, "a wrong base", err, incidents.EConflict)
	}
	_, err := s.Write(t.Context(), update(inc, -1))
	isCode(t, "a negative base", err, incidents.EInvalid)
	_, err = s.Write(t.Context(), update(Incident("a", "New"), 1))
	isCode(t, "a base of an incident that is not there", err, incidents.EConflict)

	moved := inc
	moved.Story = "b"
	_, err = s.Write(t.Context(), update(moved, 2))
	isCode(t, "a move to another story", err, incidents.EInvalid)
	if !strings.Contains(err.Error(), "story") {
		t.Errorf("the error %v does not name the story", err)
	}
	write(t, s, update(inc, 2))
}

func testNotFound(t *testing.T, s incidents.Store) {
	put(t, s, Story("a"))
	put(t, s, Story("b"))
	inc := Incident("a", "One")
	write(t, s, create(inc))
	for _, tt := range []struct{ story, id string }{
		{"b", inc.ID}, {"nowhere", inc.ID}, {"a", Incident("a", "x").ID}, {"a", ""}, {"", inc.ID}, {"a", "'; --"},
	} {
		_, err := s.Incident(t.Context(), tt.story, tt.id)
		isCode(t, "Incident", err, incidents.ENotFound)
		_, err = s.Public(t.Context(), tt.story, tt.id)
		isCode(t, "Public", err, incidents.ENotFound)
		_, err = s.Revisions(t.Context(), tt.story, tt.id)
		isCode(t, "Revisions", err, incidents.ENotFound)
	}
	_, err := s.Story(t.Context(), "nowhere")
	isCode(t, "Story", err, incidents.ENotFound)
	_, err = s.Search(t.Context(), "nowhere", "one")
	isCode(t, "Search", err, incidents.ENotFound)
}

// testTextsThatAreNone holds that no text is kept that does what its readers cannot see.
func testTextsThatAreNone(t *testing.T, s incidents.Store) {
	put(t, s, Story("a"))
	for _, bad := range []string{"a\x00b", "a\xffb", "a\xed\xa0\x80b", "a\x1b[2Jb", "a\u202eb"} {
		_, err := s.Write(t.Context(), create(Incident("a", bad)))
		isCode(t, fmt.Sprintf("an incident called %q", bad), err, incidents.EInvalid)
		story := Story("a")
		story.Credit = incidents.Text{"en": bad}
		_, err = s.PutStory(t.Context(), story)
		isCode(t, fmt.Sprintf("a story by %q", bad), err, incidents.EInvalid)
	}
	if n := newest(t, s); n != 1 {
		t.Errorf("%d changes were written", n)
	}
}
