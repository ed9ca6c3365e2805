package sqlite

import (
	"context"
	"fmt"
	"path/filepath"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"incidentmap/incidents"
	"incidentmap/incidents/format"
	"incidentmap/incidents/storetest"
)

// TestOneOfAGroupFails lets many writes wait for one turn, so that they share a transaction,
// and holds that those that fail fail alone and leave nothing.
func TestOneOfAGroupFails(t *testing.T) { synctest.Test(t, testOneOfAGroupFails) }

func testOneOfAGroupFails(t *testing.T) {
	s, _ := filled(t, 1)
	s.turn <- struct{}{}
	const n = 30
	errs := make([]error, n)
	gone, cancel := context.WithCancel(t.Context())
	incs := make([]incidents.Incident, n)
	var group sync.WaitGroup
	for i := range n {
		incs[i] = storetest.Incident("a", fmt.Sprint("Number ", i))
		write := incidents.Write{Incident: incs[i], Kind: incidents.Create}
		ctx := t.Context()
		switch i % 5 {
		case 1:
			write.Base = 7
		case 2:
			ctx = gone
		case 3:
			write.Incident.Story = "nowhere"
		}
		group.Go(func() {
			// The second write is good, and must go with the first.
			_, errs[i] = s.Write(ctx, batch(1)[0], write)
		})
	}
	synctest.Wait()
	if got := len(queued(s)); got != n {
		t.Errorf("%d writes wait, want %d", got, n)
	}
	cancel()
	synctest.Wait() // those given up leave
	if got := len(queued(s)); got != n-n/5 {
		t.Errorf("%d writes still wait, want %d", got, n-n/5)
	}
	<-s.turn
	group.Wait()
	for i, err := range errs {
		want := []incidents.Code{"", incidents.EConflict, incidents.EUnavailable, incidents.ENotFound, ""}[i%5]
		if (err == nil) != (want == "") || err != nil && incidents.CodeOf(err) != want {
			t.Errorf("write %d: %v, want class %q", i, err, want)
		}
		if _, read := s.Incident(t.Context(), "a", incs[i].ID); (read == nil) != (want == "") {
			t.Errorf("write %d is read with %v", i, read)
		}
	}
	if got := numberOf(t, s, `SELECT count(*) FROM incident`); got != 1+2*2*n/5 {
		t.Errorf("%d incidents are there", got)
	}
	if got, want := numberOf(t, s, `SELECT last FROM sequence`), int64(2+2*2*n/5); got != want {
		t.Errorf("the newest number is %d, want %d: those that failed keep none", got, want)
	}
	if err := s.Check(t.Context()); err != nil {
		t.Error(err)
	}
}

func queued(s *Store) []*job {
	s.queue.mu.Lock()
	defer s.queue.mu.Unlock()
	return s.queue.waiting
}

// TestSearchWhileIndexing holds that a search finds the same however far the index has come,
// over changes that ended before, between and after.
func TestSearchWhileIndexing(t *testing.T) { synctest.Test(t, testSearchWhileIndexing) }

func testSearchWhileIndexing(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "store.db"))
	s.search.stop()
	s.search.start(s) // as a store does that is opened again
	fill(t, s, scanGladly+100)
	writes := batch(40)
	write := func(base int, title string) []incidents.Revision {
		for i := range writes {
			writes[i].Base, writes[i].Incident.Title = base, incidents.Text{"en": title}
		}
		revisions, err := s.Write(t.Context(), writes...)
		if err != nil {
			t.Fatal(err)
		}
		return revisions
	}
	found := func(q string, want int) {
		t.Helper()
		got, err := s.Search(t.Context(), "a", q)
		if err != nil || len(got) != want {
			t.Errorf("%s: found %d, %v; want %d", q, len(got), err, want)
		}
	}
	write(0, "Alpha")
	found("alpha", 40) // by looking through, which asks for the index
	synctest.Wait()
	if upto, last := numberOf(t, s, `SELECT upto FROM indexed`), numberOf(t, s, `SELECT last FROM sequence`); upto != last {
		t.Fatalf("the index is brought up to %d of %d", upto, last)
	}
	found("alpha", 40) // by the index
	write(1, "Beta")
	found("alpha", 0)
	found("beta", 40) // by looking through
	if _, err := s.index(t.Context()); err != nil {
		t.Fatal(err)
	}
	found("alpha", 0)
	found("beta", 40)
	if n := numberOf(t, s, `SELECT count(*) FROM search`); n != scanGladly+100+40 {
		t.Errorf("%d rows in the index", n)
	}
	writes[0].Incident.Workflow = incidents.DraftStage
	write(2, "Gamma")
	write(3, "Delta")
	found("gamma", 0)
	found("delta", 39)
	if _, err := s.index(t.Context()); err != nil {
		t.Fatal(err)
	}
	found("beta", 0)
	found("gamma", 0)
	found("delta", 39)
	if err := s.Check(t.Context()); err != nil {
		t.Error(err)
	}
}

// TestSearchSaysWhatItCannot holds that a search of more than it looks through itself is refused,
// and not answered with less, that the index is wanted, and that drafts and other stories do not count.
func TestSearchSaysWhatItCannot(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "store.db"))
	s.search.stop()
	fill(t, s, scanAtMost)
	if _, err := s.PutStory(t.Context(), storetest.Story("b")); err != nil {
		t.Fatal(err)
	}
	other, hidden := batch(1), batch(1)
	other[0].Incident.Story = "b"
	hidden[0].Incident.Workflow = incidents.DraftStage
	if _, err := s.Write(t.Context(), other[0], hidden[0]); err != nil {
		t.Fatal(err)
	}
	if found, err := s.Search(t.Context(), "a", "roadblock"); err != nil || len(found) != scanAtMost {
		t.Errorf("found %d, %v", len(found), err)
	}
	<-s.search.wanted
	if _, err := s.Write(t.Context(), batch(1)...); err != nil {
		t.Fatal(err)
	}
	found, err := s.Search(t.Context(), "a", "roadblock")
	if incidents.CodeOf(err) != incidents.EUnavailable || len(found) > 0 {
		t.Errorf("found %d, %v", len(found), err)
	}
	<-s.search.wanted
	if found, err := s.Search(t.Context(), "b", "roadblock"); err != nil || len(found) != 1 {
		t.Errorf("in the other story: found %d, %v", len(found), err)
	}
	for more := true; more; {
		if more, err = s.index(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if found, err := s.Search(t.Context(), "a", "roadblock"); err != nil || len(found) != scanAtMost+1 {
		t.Errorf("found %d, %v", len(found), err)
	}
}

// TestIndexWhileIdle holds that the index comes up by itself.
func TestIndexWhileIdle(t *testing.T) { synctest.Test(t, testIndexWhileIdle) }

func testIndexWhileIdle(t *testing.T) {
	s, _ := filled(t, scanGladly)
	time.Sleep(2 * indexAfter)
	synctest.Wait()
	if numberOf(t, s, `SELECT upto FROM indexed`) == 0 {
		t.Error("nothing was indexed")
	}
}

// TestWithoutIndexing holds that a store that leaves the index behind finds all the same, and
// that the next one brings it up.
func TestWithoutIndexing(t *testing.T) { synctest.Test(t, testWithoutIndexing) }

func testWithoutIndexing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.db")
	s, err := Open(t.Context(), path, format.AppendFeature, WithoutIndexing())
	if err != nil {
		t.Fatal(err)
	}
	fill(t, s, scanGladly+100)
	writes := batch(1)
	writes[0].Incident.Title = incidents.Text{"en": "Alpha"}
	if _, err := s.Write(t.Context(), writes...); err != nil {
		t.Fatal(err)
	}
	if found, err := s.Search(t.Context(), "a", "alpha"); err != nil || len(found) != 1 {
		t.Errorf("found %v, %v", found, err)
	}
	time.Sleep(2 * indexAfter)
	synctest.Wait()
	if n := numberOf(t, s, `SELECT upto FROM indexed`); n != 0 {
		t.Errorf("the index has come to %d", n)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = open(t, path)
	time.Sleep(2 * indexAfter)
	synctest.Wait()
	if numberOf(t, s, `SELECT upto FROM indexed`) == 0 {
		t.Error("nothing was indexed")
	}
	if found, err := s.Search(t.Context(), "a", "alpha"); err != nil || len(found) != 1 {
		t.Errorf("found %v, %v", found, err)
	}
}
