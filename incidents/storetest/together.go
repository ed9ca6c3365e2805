package storetest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"incidentmap/incidents"
)

func testManyWriters(t *testing.T, s incidents.Store) {
	put(t, s, Story("a"))
	const writers, each = 8, 12
	var mu sync.Mutex
	given := map[incidents.Seq]string{}
	var group sync.WaitGroup
	for w := range writers {
		group.Go(func() {
			last := incidents.Seq(0)
			for i := range each {
				revisions, err := s.Write(t.Context(),
					create(Incident("a", fmt.Sprint("Writer ", w, " number ", i))), create(Incident("a", "A second")))
				if err != nil {
					t.Errorf("Write: %v", err)
					return
				}
				mu.Lock()
				for _, rev := range revisions {
					if given[rev.Seq] != "" {
						t.Errorf("number %d was given twice", rev.Seq)
					}
					given[rev.Seq] = rev.Incident.ID
				}
				mu.Unlock()
				if revisions[0].Seq <= last || revisions[1].Seq != revisions[0].Seq+1 {
					t.Errorf("numbers %d and %d after %d", revisions[0].Seq, revisions[1].Seq, last)
				}
				last = revisions[1].Seq
			}
		})
	}
	group.Wait()
	all := changes(t, s, 1)
	if len(all) != 2*writers*each {
		t.Errorf("%d changes for %d writes", len(all), 2*writers*each)
	}
	for _, c := range all {
		if given[c.Seq] != c.Incident.String() {
			t.Errorf("change %d is of %s; %s was told so", c.Seq, c.Incident, given[c.Seq])
		}
	}
}

func testOneWins(t *testing.T, s incidents.Store) {
	put(t, s, Story("a"))
	inc := Incident("a", "Contested")
	write(t, s, create(inc))
	var won atomic.Int32
	var group sync.WaitGroup
	for range 10 {
		group.Go(func() {
			_, err := s.Write(t.Context(), update(inc, 1))
			if err == nil {
				won.Add(1)
				return
			}
			isCode(t, "the others", err, incidents.EConflict)
		})
	}
	group.Wait()
	if won.Load() != 1 {
		t.Errorf("%d of ten writers won", won.Load())
	}
}

// testReadersWhileWriting holds that what a reader is told of is there: a change it has seen
// has its features, and numbers only grow.
func testReadersWhileWriting(t *testing.T, s incidents.Store) {
	put(t, s, Story("a"))
	ctx, stop := context.WithCancel(t.Context())
	var readers sync.WaitGroup
	for range 4 {
		readers.Go(func() {
			after := incidents.Seq(0)
			for ctx.Err() == nil {
				after = followOnce(t, s, after)
			}
		})
	}
	inc := Incident("a", "Busy")
	write(t, s, create(inc))
	for i := range 15 {
		write(t, s, update(inc, i+1), create(Incident("a", fmt.Sprint("New ", i))))
	}
	story := Story("a")
	story.Layers = nil
	put(t, s, story)
	stop()
	readers.Wait()
}

func followOnce(t *testing.T, s incidents.Store, after incidents.Seq) incidents.Seq {
	for c, err := range s.Changes(t.Context(), after) {
		if err != nil {
			t.Errorf("Changes: %v", err)
			return after
		}
		if c.Gone != (c.Seq <= after) {
			t.Errorf("change %d after %d, gone %t", c.Seq, after, c.Gone)
		}
		after = max(after, c.Seq)
		if c.Entry == nil {
			continue
		}
		for f, err := range s.Features(t.Context(), []incidents.Seq{c.Seq}, "en") {
			if err != nil || f.ID != c.Incident.String() {
				t.Errorf("the feature of change %d is of %s, %v", c.Seq, f.ID, err)
			}
		}
	}
	if seq, err := s.Seq(t.Context()); err != nil || seq < after {
		t.Errorf("the newest number is %d after change %d, %v", seq, after, err)
	}
	return after
}

// calls are all methods that can fail, by name.
func calls(s incidents.Store, inc incidents.Incident) map[string]func(context.Context) error {
	return map[string]func(context.Context) error{
		"Stories":   func(ctx context.Context) error { _, err := s.Stories(ctx); return err },
		"Story":     func(ctx context.Context) error { _, err := s.Story(ctx, "a"); return err },
		"PutStory":  func(ctx context.Context) error { _, err := s.PutStory(ctx, Story("a")); return err },
		"Write":     func(ctx context.Context) error { _, err := s.Write(ctx, create(Incident("a", "New"))); return err },
		"Incident":  func(ctx context.Context) error { _, err := s.Incident(ctx, "a", inc.ID); return err },
		"Public":    func(ctx context.Context) error { _, err := s.Public(ctx, "a", inc.ID); return err },
		"Revisions": func(ctx context.Context) error { _, err := s.Revisions(ctx, "a", inc.ID); return err },
		"Search":    func(ctx context.Context) error { _, err := s.Search(ctx, "a", "one"); return err },
		"Seq":       func(ctx context.Context) error { _, err := s.Seq(ctx); return err },
		"Check":     s.Check,
		"WriteOnce": func(ctx context.Context) error {
			_, _, err := s.WriteOnce(ctx, receipt("a call"), create(Incident("a", "New")))
			return err
		},
		"Shapes": func(ctx context.Context) error {
			_, err := s.Shapes(ctx, []incidents.ShapeID{shapeID(inc.Where.Geometry)})
			return err
		},
		"Wait":     func(ctx context.Context) error { _, err := s.Wait(ctx, 0); return err },
		"PutToken": func(ctx context.Context) error { return s.PutToken(ctx, token("called", 2)) },
		"Token":    func(ctx context.Context) error { _, err := s.Token(ctx, token("known", 1).Hash); return err },
		"Tokens":   func(ctx context.Context) error { _, err := s.Tokens(ctx); return err },
		"Changes": func(ctx context.Context) error {
			for _, err := range s.Changes(ctx, 0) {
				return err
			}
			return nil
		},
		"SeqAt": func(ctx context.Context) error { _, err := s.SeqAt(ctx, time.Now()); return err },
		"Known": func(ctx context.Context) error { _, err := s.Known(ctx, "a", []string{"id:1"}); return err },
		"Publics": func(ctx context.Context) error {
			for _, err := range s.Publics(ctx, []incidents.Seq{2}) {
				return err
			}
			return nil
		},
		"AsOf": func(ctx context.Context) error {
			for _, err := range s.AsOf(ctx, "a", 2) {
				return err
			}
			return nil
		},
		"Features": func(ctx context.Context) error {
			for _, err := range s.Features(ctx, []incidents.Seq{2}, "en") {
				return err
			}
			return nil
		},
	}
}

// beforeCalls writes what the calls ask for.
func beforeCalls(t *testing.T, s incidents.Store) incidents.Incident {
	t.Helper()
	put(t, s, Story("a"))
	inc := Incident("a", "One")
	inc.Where.Geometry = orb.LineString{{-103, 20}, {-104, 21}}
	write(t, s, create(inc))
	putToken(t, s, token("known", 1))
	return inc
}

func testGivenUp(t *testing.T, s incidents.Store) {
	inc := beforeCalls(t, s)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	for name, call := range calls(s, inc) {
		err := call(ctx)
		isCode(t, name, err, incidents.EUnavailable)
		if !errors.Is(err, context.Canceled) {
			t.Errorf("%s: the error %v does not hold the context's", name, err)
		}
	}
	if got := len(changes(t, s, 0)); got != 2 {
		t.Errorf("%d changes: what was given up was written", got)
	}
	for name, call := range calls(s, inc) {
		if err := call(t.Context()); err != nil {
			t.Errorf("%s afterwards: %v", name, err)
		}
	}
}

func testClosed(t *testing.T, s incidents.Store) {
	inc := beforeCalls(t, s)
	for range 2 { // closing twice is no error
		if err := s.Close(); err != nil {
			t.Fatalf("Close: %v", err)
		}
	}
	for name, call := range calls(s, inc) {
		isCode(t, name, call(t.Context()), incidents.EUnavailable)
	}
}

// testReopen holds what a store is after it was closed against what it was before.
func testReopen(t *testing.T, h Harness) {
	s := h.Open(t)
	put(t, s, Story("a"))
	inc, hidden := Incident("a", "One"), draft("a", "Hidden")
	write(t, s, create(inc), create(hidden))
	inc.Title["en"] = "Two"
	write(t, s, update(inc, 1))
	gone := Incident("a", "Gone")
	first, _ := writeOnce(t, s, receipt("gone"), create(gone))
	putToken(t, s, token("one", 1))
	gone.Workflow = incidents.DraftStage
	last := write(t, s, update(gone, 1))[0].Seq

	state := func(s incidents.Store) string {
		revisions, err := s.Revisions(t.Context(), "a", inc.ID)
		if err != nil {
			t.Fatal(err)
		}
		found, err := s.Search(t.Context(), "a", "two")
		if err != nil {
			t.Fatal(err)
		}
		return asJSON([]any{tale(changes(t, s, 0)), tokens(t, s), publics(t, s, public(t, s, inc).Seq), revisions, found, features(t, s, "en", public(t, s, inc).Seq), newest(t, s)})
	}
	before := state(s)
	for range 2 {
		s = h.Reopen(t, s)
		if after := state(s); after != before {
			t.Errorf("it was\n%s and is\n%s", before, after)
		}
		if err := s.Check(t.Context()); err != nil {
			t.Errorf("Check: %v", err)
		}
	}
	again, known := writeOnce(t, s, receipt("gone"), create(gone))
	if !known {
		t.Error("what was written once is written again")
	}
	same(t, "what a receipt gives", again, first)
	if next := write(t, s, create(Incident("a", "Next")))[0].Seq; next != last+1 {
		t.Errorf("number %d came after %d", next, last)
	}
}
