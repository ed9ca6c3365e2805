package postgis

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"incidentmap/incidents"
	"incidentmap/incidents/postgis/postgistest"
	"incidentmap/incidents/storetest"
)

// open opens a store that is closed when the test ends.
func open(t testing.TB, dsn string, options ...Option) *Store {
	t.Helper()
	s, err := Open(t.Context(), dsn, storetest.Encode, options...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("Close: %v", err)
		}
	})
	return s
}

// reopened gives what a store was opened with.
func reopened(s *Store) string { return s.primary.Config().ConnString() }

func TestStore(t *testing.T) {
	postgistest.Server(t)
	storetest.Run(t, storetest.Harness{
		Open: func(t *testing.T) incidents.Store { return open(t, postgistest.Setting(t)) },
		Reopen: func(t *testing.T, s incidents.Store) incidents.Store {
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			return open(t, reopened(s.(*Store)))
		},
		Again: func(t *testing.T, s incidents.Store) incidents.Store { return open(t, reopened(s.(*Store))) },
	})
}

// TestClockGoesBack holds that the times of changes grow with their numbers whatever the
// clock says.
func TestClockGoesBack(t *testing.T) {
	now := time.Date(2026, 2, 22, 12, 0, 0, 0, time.UTC)
	s := open(t, postgistest.Setting(t), WithClock(func() time.Time { return now }))
	fill(t, s, 1)
	now = now.Add(-time.Hour)
	rev, err := s.Write(t.Context(), batch(1)...)
	if err != nil {
		t.Fatal(err)
	}
	if want := now.Add(time.Hour); !rev[0].Time.Equal(want) {
		t.Errorf("the revision after is of %v, want %v", rev[0].Time, want)
	}
	for when, want := range map[time.Time]incidents.Seq{now: 0, now.Add(time.Hour): rev[0].Seq} {
		if seq, err := s.SeqAt(t.Context(), when); err != nil || seq != want {
			t.Errorf("at %v the number was %d, %v; want %d", when, seq, err, want)
		}
	}
	if err := s.Check(t.Context()); err != nil {
		t.Error(err)
	}
}

// fill writes a story and n public incidents, and gives their numbers.
func fill(t testing.TB, s *Store, n int) []incidents.Seq {
	t.Helper()
	if _, err := s.PutStory(t.Context(), storetest.Story("a")); err != nil {
		t.Fatal(err)
	}
	var seqs []incidents.Seq
	for len(seqs) < n {
		revisions, err := s.Write(t.Context(), batch(min(1000, n-len(seqs)))...)
		if err != nil {
			t.Fatal(err)
		}
		for _, rev := range revisions {
			seqs = append(seqs, rev.Seq)
		}
	}
	return seqs
}

func batch(n int) []incidents.Write {
	writes := make([]incidents.Write, n)
	for i := range writes {
		writes[i] = incidents.Write{Incident: storetest.Incident("a", fmt.Sprint("Roadblock ", i)), Kind: incidents.Create}
	}
	return writes
}

// isFault errs the test unless the error has the class and holds the words.
func isFault(t *testing.T, err error, code incidents.Code, words ...string) {
	t.Helper()
	if err == nil || incidents.CodeOf(err) != code {
		t.Errorf("got error %v of class %q, want class %q", err, incidents.CodeOf(err), code)
		return
	}
	for _, w := range words {
		if !strings.Contains(err.Error(), w) {
			t.Errorf("the error %q lacks %q", err, w)
		}
	}
}

func TestReceiptsEnd(t *testing.T) {
	now := time.Date(2026, 2, 22, 12, 0, 0, 0, time.UTC)
	clock := func() time.Time { return now }
	storetest.ReceiptsEnd(t, open(t, postgistest.Setting(t), WithClock(clock)), func(d time.Duration) { now = now.Add(d) })
}

func TestPublishedLater(t *testing.T) {
	storetest.PublishedLater(t, func(t *testing.T) (incidents.Store, func(time.Duration)) {
		now := time.Date(2026, 2, 22, 12, 0, 0, 0, time.UTC)
		s := open(t, postgistest.Setting(t), WithClock(func() time.Time { return now }))
		return s, func(d time.Duration) { now = now.Add(d) }
	})
}

func TestPublishedOnceByMany(t *testing.T) {
	now := time.Date(2026, 2, 22, 12, 0, 0, 0, time.UTC)
	clock, where := WithClock(func() time.Time { return now }), postgistest.Setting(t)
	storetest.PublishedOnce(t, []incidents.Store{open(t, where, clock), open(t, where, clock)}, func(d time.Duration) { now = now.Add(d) })
}
