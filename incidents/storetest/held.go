package storetest

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"incidentmap/incidents"
)

// Clocked opens an empty store whose clock is moved by hand.
type Clocked func(t *testing.T) (s incidents.Store, pass func(time.Duration))

// PublishedLater holds a store to what it promises of what readers are not to see yet.
func PublishedLater(t *testing.T, open Clocked) {
	for name, test := range map[string]func(*testing.T, incidents.Store, func(time.Duration)){
		"a new incident waits":                  testNewWaits,
		"a change waits":                        testChangeWaits,
		"what waits is changed":                 testWaitingIsChanged,
		"what is taken away waits for nothing":  testSafetyDoesNotWait,
		"a place that is told less exactly":     testCloserDoesNotWait,
		"the times of a story are moved":        testTimesMoved,
		"written once, and put in force since":  testWaitingReceipt,
		"an import waits":                       testImportWaits,
		"what is withdrawn comes back later":    testWithdrawnWaits,
		"a second person approves":              testSecondApprover,
		"many writes, each not before its time": testWaitingModel,
	} {
		t.Run(name, func(t *testing.T) {
			s, pass := open(t)
			test(t, s, pass)
			if err := s.Check(t.Context()); err != nil {
				t.Errorf("Check: %v", err)
			}
		})
	}
}

// delayed gives the story "a" with a delay of half an hour.
func delayed() incidents.Story {
	story := Story("a")
	story.Policy.DelayMinutes = 30
	return story
}

// publishDue puts in force what is due, and gives when the next is.
func publishDue(t *testing.T, s incidents.Store) time.Time {
	t.Helper()
	next, err := s.PublishDue(t.Context())
	if err != nil {
		t.Fatalf("PublishDue: %v", err)
	}
	return next
}

// seenByReaders gives all that readers could get of the story "a": what is in force with its features, what was as of each
// number up to one, and what a search finds.
func seenByReaders(t *testing.T, s incidents.Store, upTo incidents.Seq) string {
	t.Helper()
	var b strings.Builder
	var seqs []incidents.Seq
	for c, err := range s.Changes(t.Context(), 0) {
		if err != nil {
			t.Fatal(err)
		}
		if c.Entry != nil {
			seqs = append(seqs, c.Seq)
			fmt.Fprintln(&b, c.Seq, c.Incident, asJSON(c.Entry))
		}
	}
	for _, lang := range []string{"en", "es"} {
		for f, err := range s.Features(t.Context(), seqs, lang) {
			if err != nil {
				t.Fatal(err)
			}
			fmt.Fprintln(&b, f.Seq, string(f.JSON))
		}
	}
	for p, err := range s.Publics(t.Context(), seqs) {
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintln(&b, asJSON(p))
	}
	for at := incidents.Seq(1); at <= upTo; at++ {
		all := asOf(t, s, at)
		for _, id := range sortedKeys(all) {
			fmt.Fprintln(&b, "as of", at, asJSON(all[id]))
		}
	}
	return b.String()
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// titled gives a write of a change with another title, of a revision.
func titled(rev incidents.Revision, title string) incidents.Write {
	inc := rev.Incident
	inc.Title = incidents.Text{"en": title}
	w := update(inc, rev.Number)
	w.Kind, w.Note = incidents.Correction, incidents.Text{"en": "Why " + title}
	return w
}

func testNewWaits(t *testing.T, s incidents.Store, pass func(time.Duration)) {
	put(t, s, delayed())
	before := seenByReaders(t, s, newest(t, s))
	rev := write(t, s, create(Incident("a", "Waiting")))[0]
	if rev.Incident.Workflow != incidents.Approved || rev.Due.IsZero() || !rev.Due.Equal(rev.Time.Add(30*time.Minute)) {
		t.Fatalf("the revision is %s and due %v, written %v", rev.Incident.Workflow, rev.Due, rev.Time)
	}
	pass(30*time.Minute - time.Millisecond)
	if next := publishDue(t, s); !next.Equal(rev.Due) {
		t.Errorf("the next is due at %v, want %v", next, rev.Due)
	}
	if now := seenByReaders(t, s, newest(t, s)); now != before {
		t.Fatalf("readers see it before its time:\n%s", now)
	}
	if _, err := s.Public(t.Context(), "a", rev.Incident.ID); incidents.CodeOf(err) != incidents.ENotFound {
		t.Errorf("Public gives %v", err)
	}
	pass(time.Millisecond)
	if next := publishDue(t, s); !next.IsZero() {
		t.Errorf("another is due at %v", next)
	}
	p, err := s.Public(t.Context(), "a", rev.Incident.ID)
	if err != nil {
		t.Fatal(err)
	}
	if !p.Published.Equal(rev.Due) || !p.Updated.Equal(rev.Due) || p.Title["en"] != "Waiting" {
		t.Errorf("it was published at %v and updated at %v, want %v: %v", p.Published, p.Updated, rev.Due, p.Title)
	}
	last := newest(t, s)
	if publishDue(t, s); newest(t, s) != last {
		t.Error("it was put in force twice")
	}
	now, err := s.Incident(t.Context(), "a", rev.Incident.ID)
	if err != nil || now.Author != "ana" || !now.Due.IsZero() || now.Incident.Workflow != incidents.Published || !now.Incident.PublishAt.IsZero() {
		t.Errorf("the newest revision is %+v, %v", now, err)
	}
}

// published writes an incident that readers see, and then gives the story a delay.
func published(t *testing.T, s incidents.Store) incidents.Revision {
	t.Helper()
	put(t, s, Story("a"))
	rev := write(t, s, create(Incident("a", "Standing")))[0]
	put(t, s, delayed())
	return rev
}

func testChangeWaits(t *testing.T, s incidents.Store, pass func(time.Duration)) {
	first := published(t, s)
	upTo := newest(t, s)
	before := seenByReaders(t, s, upTo)
	held := write(t, s, titled(first, "Changed"))[0]
	if held.Number != 2 || held.Due.IsZero() || held.Incident.IsPublic() {
		t.Fatalf("the change is revision %d, %s, due %v", held.Number, held.Incident.Workflow, held.Due)
	}
	if now := seenByReaders(t, s, upTo); now != before {
		t.Fatalf("readers see a change before its time:\n%s\nwas\n%s", now, before)
	}
	if got, err := s.Incident(t.Context(), "a", first.Incident.ID); err != nil || got.Incident.Title["en"] != "Changed" || !got.Due.Equal(held.Due) {
		t.Errorf("editors see %+v, %v", got, err)
	}
	if _, err := s.Write(t.Context(), titled(first, "Too late")); incidents.CodeOf(err) != incidents.EConflict {
		t.Errorf("a change of the revision before: %v", err)
	}
	pass(30 * time.Minute)
	publishDue(t, s)
	p, err := s.Public(t.Context(), "a", first.Incident.ID)
	if err != nil || p.Title["en"] != "Changed" || p.Revision != 2 || p.Note["en"] != "Why Changed" || !p.Updated.Equal(held.Due) || !p.Published.Equal(first.Time) {
		t.Errorf("readers see %+v, %v", p, err)
	}
	all, err := s.Revisions(t.Context(), "a", first.Incident.ID)
	if err != nil || len(all) != 2 || all[1].Kind != incidents.Correction || all[1].Incident.Workflow != incidents.Published {
		t.Fatalf("the revisions are %+v, %v", all, err)
	}
	if p := asOf(t, s, held.Seq)[first.Incident.ID]; p == nil || p.Title["en"] != "Standing" {
		t.Errorf("as of when it was written, readers see %+v", p)
	}
	if next := write(t, s, titled(all[1], "Next"))[0]; next.Number != 3 {
		t.Errorf("the next revision is %d", next.Number)
	}
}

func testWaitingIsChanged(t *testing.T, s incidents.Store, pass func(time.Duration)) {
	first := published(t, s)
	held := write(t, s, titled(first, "Wrong"))[0]
	pass(20 * time.Minute)
	again := titled(held, "Right")
	again.Kind, again.Note = incidents.Update, incidents.Text{"en": "And more"}
	write(t, s, again)
	pass(20 * time.Minute)
	publishDue(t, s)
	if p, err := s.Public(t.Context(), "a", first.Incident.ID); err != nil || p.Title["en"] != "Standing" {
		t.Fatalf("after the first time readers see %+v, %v", p, err)
	}
	pass(10 * time.Minute)
	publishDue(t, s)
	all, err := s.Revisions(t.Context(), "a", first.Incident.ID)
	if err != nil || len(all) != 3 || all[1].Incident.IsPublic() {
		t.Fatalf("the revisions are %+v, %v", all, err)
	}
	if now := all[2]; now.Kind != incidents.Correction || now.Note["en"] != "Why Wrong\nAnd more" || now.Incident.Title["en"] != "Right" {
		t.Errorf("readers are told %s, %q of %q", now.Kind, now.Note["en"], now.Incident.Title["en"])
	}
	// Given up: what stood is written again, which says nothing new.
	held = write(t, s, titled(all[2], "Never"))[0]
	back := update(all[2].Incident, held.Number)
	if rev := write(t, s, back)[0]; !rev.Due.IsZero() || rev.Incident.Workflow != incidents.Published {
		t.Errorf("what stands waits: %+v", rev)
	}
	if next := publishDue(t, s); !next.IsZero() {
		t.Errorf("what was given up is due at %v", next)
	}
	// A draft takes all of it from readers at once.
	held = write(t, s, titled(write(t, s, update(all[2].Incident, held.Number+1))[0], "Draft"))[0]
	hidden := held.Incident
	hidden.Workflow, hidden.PublishAt = incidents.DraftStage, time.Time{}
	write(t, s, update(hidden, held.Number))
	if _, err := s.Public(t.Context(), "a", first.Incident.ID); incidents.CodeOf(err) != incidents.ENotFound {
		t.Errorf("a draft is public: %v", err)
	}
	if next := publishDue(t, s); !next.IsZero() {
		t.Errorf("a draft is due at %v", next)
	}
}

func testSafetyDoesNotWait(t *testing.T, s incidents.Store, pass func(time.Duration)) {
	first := published(t, s)
	secret := titled(first, "Plan-at-dawn")
	secret.Incident.Sources[0].Publisher = incidents.Text{"en": "Witness-of-all"}
	held := write(t, s, secret)[0]
	_, err := s.Redact(t.Context(), incidents.Redaction{
		Story: "a", Incident: first.Incident.ID, Fields: []string{"sources"}, Reason: incidents.ForSafety, Note: incidents.Text{"en": "For safety"},
	})
	if err != nil {
		t.Fatal(err)
	}
	p, err := s.Public(t.Context(), "a", first.Incident.ID)
	if err != nil || p.Title["en"] != "Standing" || len(p.Sources) > 0 || p.Note["en"] != "For safety" {
		t.Fatalf("after the redaction readers see %+v, %v", p, err)
	}
	now, err := s.Incident(t.Context(), "a", first.Incident.ID)
	if err != nil || now.Incident.Title["en"] != "Plan-at-dawn" || len(now.Incident.Sources) > 0 || now.Number != 4 || !now.Due.Equal(held.Due) {
		t.Fatalf("what waits is %+v, %v", now, err)
	}
	if all, err := s.Revisions(t.Context(), "a", first.Incident.ID); err != nil || strings.Contains(asJSON(all), "Witness-of-all") {
		t.Errorf("the words are in a revision: %s, %v", asJSON(all), err)
	}
	retracted := now.Incident
	retracted.Disposition = incidents.Retracted
	w := update(retracted, now.Number)
	w.Kind, w.Note = incidents.Retraction, incidents.Text{"en": "Never happened"}
	write(t, s, w)
	p, err = s.Public(t.Context(), "a", first.Incident.ID)
	if err != nil || p.Disposition != incidents.Retracted || p.Title["en"] != "Standing" {
		t.Errorf("after the retraction readers see %+v, %v", p, err)
	}
	pass(time.Hour)
	publishDue(t, s)
	if all := seenByReaders(t, s, newest(t, s)); strings.Contains(all, "Plan-at-dawn") || strings.Contains(all, "Witness-of-all") {
		t.Errorf("readers see what never was to be seen:\n%s", all)
	}
}

func testCloserDoesNotWait(t *testing.T, s incidents.Store, pass func(time.Duration)) {
	first := published(t, s)
	held := write(t, s, titled(first, "Later"))[0]
	both := titled(held, "Both")
	both.Incident.Disclosure = incidents.Withheld
	if _, err := s.Write(t.Context(), both); incidents.CodeOf(err) != incidents.EConflict {
		t.Errorf("a place and a title: %v", err)
	}
	closer := held.Incident
	closer.Disclosure = incidents.Withheld
	write(t, s, update(closer, held.Number))
	p, err := s.Public(t.Context(), "a", first.Incident.ID)
	if err != nil || p.Where.Geometry != nil || p.Title["en"] != "Standing" {
		t.Fatalf("readers see %+v, %v", p, err)
	}
	pass(31 * time.Minute)
	publishDue(t, s)
	if p, err = s.Public(t.Context(), "a", first.Incident.ID); err != nil || p.Where.Geometry != nil || p.Title["en"] != "Later" {
		t.Errorf("readers see %+v, %v", p, err)
	}
	open := write(t, s, titled(newestOf(t, s, first.Incident.ID), "Open again"))[0].Incident
	open.Disclosure = incidents.Open
	if rev := write(t, s, update(open, newestOf(t, s, first.Incident.ID).Number))[0]; rev.Due.IsZero() {
		t.Error("a place that is opened does not wait")
	}
}

func testTimesMoved(t *testing.T, s incidents.Store, pass func(time.Duration)) {
	story := delayed()
	story.Policy.DelayKinds = map[incidents.Kind]int{"killing": 0}
	put(t, s, story)
	slow, soon, asked := Incident("a", "Slow"), Incident("a", "Soon"), Incident("a", "Asked")
	soon.Kind = "killing"
	revs := write(t, s, create(slow), create(soon))
	if revs[0].Due.IsZero() || !revs[1].Due.IsZero() || revs[1].Incident.Workflow != incidents.Published {
		t.Fatalf("due are %v and %v", revs[0].Due, revs[1].Due)
	}
	asked.Workflow, asked.PublishAt = incidents.Approved, revs[0].Time.Add(48*time.Hour)
	late := write(t, s, create(asked))[0]
	if !late.Due.Equal(asked.PublishAt) {
		t.Errorf("what was asked for later is due at %v", late.Due)
	}
	story.Policy.EmbargoUntil = revs[0].Time.Add(24 * time.Hour)
	put(t, s, story)
	pass(2 * time.Hour)
	if next := publishDue(t, s); !next.Equal(story.Policy.EmbargoUntil) {
		t.Errorf("under an embargo the next is due at %v", next)
	}
	story.Policy.EmbargoUntil = time.Time{}
	put(t, s, story)
	if next := publishDue(t, s); !next.Equal(late.Due) {
		t.Errorf("without it the next is due at %v", next)
	}
	if _, err := s.Public(t.Context(), "a", slow.ID); err != nil {
		t.Errorf("the embargo is over: %v", err)
	}
	pass(46 * time.Hour)
	publishDue(t, s)
	if _, err := s.Public(t.Context(), "a", asked.ID); err != nil {
		t.Errorf("what was asked for at its time: %v", err)
	}
}

func testWaitingReceipt(t *testing.T, s incidents.Store, pass func(time.Duration)) {
	first := published(t, s)
	receipt := incidents.Receipt{Key: "k", Request: [32]byte{1}}
	writes := []incidents.Write{create(Incident("a", "New")), titled(first, "Changed")}
	given, _, err := s.WriteOnce(t.Context(), receipt, writes...)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		again, before, err := s.WriteOnce(t.Context(), receipt, writes...)
		if err != nil || !before || len(again) != 2 || again[0].Seq != given[0].Seq || again[1].Seq != given[1].Seq {
			t.Errorf("again it gives %+v, %t, %v", again, before, err)
		}
		pass(time.Hour)
		publishDue(t, s)
	}
}

func testImportWaits(t *testing.T, s incidents.Store, pass func(time.Duration)) {
	put(t, s, delayed())
	record := func(title string) incidents.Write {
		inc := Incident("a", title)
		inc.ID, inc.Origin = "01KJ2JMA00000000000000000A", incidents.Origin{Key: "id:1", Hash: title}
		return incidents.Write{Incident: inc, Kind: incidents.Create, Author: "import"}
	}
	imported := func(run, title string) incidents.Imported {
		t.Helper()
		all, err := s.Import(t.Context(), run, record(title))
		if err != nil || all[0].Err != nil {
			t.Fatalf("Import: %+v, %v", all, err)
		}
		return all[0]
	}
	imported("first", "One")
	pass(time.Hour)
	publishDue(t, s)
	if got := imported("second", "Two"); got.Revision.Due.IsZero() {
		t.Errorf("the second does not wait: %+v", got)
	}
	if got := imported("second", "Two"); got.Revision.Number != 0 {
		t.Errorf("the same again is revision %d", got.Revision.Number)
	}
	pass(time.Hour)
	publishDue(t, s)
	if p, err := s.Public(t.Context(), "a", "01KJ2JMA00000000000000000A"); err != nil || p.Title["en"] != "Two" {
		t.Fatalf("readers see %+v, %v", p, err)
	}
	if got := imported("third", "Three"); len(got.Kept) > 0 || got.Revision.Number == 0 {
		t.Errorf("what was put in force is taken for an editor's: %+v", got)
	}
	undone, err := s.UndoImport(t.Context(), "third", "ana", incidents.Text{"en": "Undone"})
	if err != nil || len(undone) != 1 || undone[0].Err != nil {
		t.Fatalf("UndoImport: %+v, %v", undone, err)
	}
	if next := publishDue(t, s); !next.IsZero() {
		t.Errorf("the undone import is due at %v", next)
	}
	if p, err := s.Public(t.Context(), "a", "01KJ2JMA00000000000000000A"); err != nil || p.Title["en"] != "Two" {
		t.Errorf("after the undoing readers see %+v, %v", p, err)
	}
}

// PublishedOnce holds that what is due is put in force once, though several programs on one store do it at the same time.
func PublishedOnce(t *testing.T, stores []incidents.Store, pass func(time.Duration)) {
	s := stores[0]
	story := delayed()
	put(t, s, story)
	var writes []incidents.Write
	for i := range 300 {
		writes = append(writes, create(Incident("a", fmt.Sprint("Waiting ", i))))
	}
	write(t, s, writes...)
	pass(time.Hour)
	var done sync.WaitGroup
	for _, s := range append(stores, stores...) {
		done.Go(func() {
			if _, err := s.PublishDue(t.Context()); err != nil {
				t.Errorf("PublishDue: %v", err)
			}
		})
	}
	done.Wait()
	if seen, last := len(shown(t, s)), newest(t, s); seen != 300 || last != 601 {
		t.Errorf("readers see %d of 300, and the newest number is %d and not 601", seen, last)
	}
	if err := s.Check(t.Context()); err != nil {
		t.Errorf("Check: %v", err)
	}
}
