package sqlite

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"zombiezen.com/go/sqlite"

	"incidentmap/incidents"
	"incidentmap/incidents/storetest"
)

func TestStore(t *testing.T) {
	storetest.Run(t, storetest.Harness{
		Open: func(t *testing.T) incidents.Store { return open(t, filepath.Join(t.TempDir(), "a store?#%.db")) },
		Reopen: func(t *testing.T, s incidents.Store) incidents.Store {
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			return open(t, s.(*Store).path)
		},
		Again: func(t *testing.T, s incidents.Store) incidents.Store { return open(t, s.(*Store).path) },
	})
}

// open opens a store that is closed when the test ends.
func open(t testing.TB, path string, options ...Option) *Store {
	t.Helper()
	s, err := Open(t.Context(), path, storetest.Encode, options...)
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

// execute runs a statement as nobody but the tests does.
func execute(t testing.TB, s *Store, text string) {
	t.Helper()
	s.turn <- struct{}{}
	defer func() { <-s.turn }()
	if err := script(s.writer, text); err != nil {
		t.Fatal(err)
	}
}

// numberOf gives the number that a query gives.
func numberOf(t testing.TB, s *Store, query string) (n int64) {
	t.Helper()
	err := s.read(t.Context(), "test", func(c *sqlite.Conn) (err error) {
		n, _, err = number(c, query)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func sizeOf(t testing.TB, path string) int64 {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	return info.Size()
}

// TestClockGoesBack holds that the times of changes grow with their numbers whatever the
// clock says.
func TestClockGoesBack(t *testing.T) {
	now := time.Date(2026, 2, 22, 12, 0, 0, 0, time.UTC)
	s := open(t, filepath.Join(t.TempDir(), "store.db"), WithClock(func() time.Time { return now }))
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

func TestReceiptsEnd(t *testing.T) {
	now := time.Date(2026, 2, 22, 12, 0, 0, 0, time.UTC)
	clock := func() time.Time { return now }
	storetest.ReceiptsEnd(t, open(t, filepath.Join(t.TempDir(), "store.db"), WithClock(clock)), func(d time.Duration) { now = now.Add(d) })
}

func TestPublishedLater(t *testing.T) {
	storetest.PublishedLater(t, func(t *testing.T) (incidents.Store, func(time.Duration)) {
		now := time.Date(2026, 2, 22, 12, 0, 0, 0, time.UTC)
		s := open(t, filepath.Join(t.TempDir(), "store.db"), WithClock(func() time.Time { return now }))
		return s, func(d time.Duration) { now = now.Add(d) }
	})
}

func TestPublishedOnceByMany(t *testing.T) {
	now := time.Date(2026, 2, 22, 12, 0, 0, 0, time.UTC)
	clock, where := WithClock(func() time.Time { return now }), filepath.Join(t.TempDir(), "store.db")
	storetest.PublishedOnce(t, []incidents.Store{open(t, where, clock), open(t, where, clock)}, func(d time.Duration) { now = now.Add(d) })
}
