package sqlite

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"incidentmap/incidents"
)

// cannotWrite errs the test unless a write fails as unavailable with the advice, without the file's
// name, and nothing of it is kept.
func cannotWrite(t *testing.T, s *Store, advice string) {
	t.Helper()
	before, err := state(t, s)
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.Write(t.Context(), batch(150)...)
	if incidents.CodeOf(err) != incidents.EUnavailable || strings.Contains(fmt.Sprint(err), s.path) || !strings.Contains(fmt.Sprint(err), advice) {
		t.Errorf("got %v of class %s, want %q", err, incidents.CodeOf(err), advice)
	}
	if after, err := state(t, s); err != nil || after != before {
		t.Errorf("the store says something else now: %v", err)
	}
}

func TestDiskFull(t *testing.T) {
	s, _ := filled(t, 20)
	// To SQLite a full disk and a file at its limit are the same.
	limit := func(pages int) {
		execute(t, s, fmt.Sprintf(`PRAGMA max_page_count = %d`, pages))
	}
	limit(int(numberOf(t, s, `SELECT page_count + 1 FROM pragma_page_count`)))
	cannotWrite(t, s, "no room left")
	limit(1 << 30)
	if _, err := s.Write(t.Context(), batch(150)...); err != nil {
		t.Errorf("with room again: %v", err)
	}
	if err := s.Check(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestHeldByAnother(t *testing.T) {
	s, _ := filled(t, 5)
	other := open(t, s.path)
	execute(t, other, `BEGIN IMMEDIATE`)
	defer execute(t, other, `ROLLBACK`)
	execute(t, s, `PRAGMA busy_timeout = 10`)
	cannotWrite(t, s, "another program holds the file")
}

// TestTwoProcesses holds that two stores of one file draw from one sequence.
func TestTwoProcesses(t *testing.T) {
	s, _ := filled(t, 3)
	other := open(t, s.path)
	last := incidents.Seq(4)
	for i := range 6 {
		revisions, err := []*Store{s, other}[i%2].Write(t.Context(), batch(1)...)
		if err != nil || revisions[0].Seq != last+1 {
			t.Fatalf("got %v, %v after %d", revisions, err, last)
		}
		last++
	}
}

func TestCloseWaitsForTheWriter(t *testing.T) { synctest.Test(t, testCloseWaitsForTheWriter) }

func testCloseWaitsForTheWriter(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.db")
	s := open(t, path)
	entered, leave, closed := make(chan struct{}), make(chan struct{}), make(chan error, 1)
	written := make(chan error)
	go func() {
		written <- s.change(context.Background(), "test", func(w *writing) error {
			close(entered)
			<-leave
			return run(w.conn, `UPDATE sequence SET last = 7`)
		})
	}()
	<-entered
	go func() { closed <- s.Close() }()
	synctest.Wait() // until it goes no further
	select {
	case err := <-closed:
		t.Fatalf("closed over a write: %v", err)
	default:
	}
	close(leave)
	if err := <-written; err != nil {
		t.Errorf("the write: %v", err)
	}
	if err := <-closed; err != nil {
		t.Errorf("Close: %v", err)
	}
	if seq, err := open(t, path).Seq(t.Context()); err != nil || seq != 7 {
		t.Errorf("the number is %d, %v", seq, err)
	}
}

func TestClock(t *testing.T) {
	now := time.Date(2026, 2, 22, 18, 4, 5, 678_912_345, time.FixedZone("", -6*3600))
	s := open(t, filepath.Join(t.TempDir(), "store.db"), WithClock(func() time.Time { return now }))
	fill(t, s, 1)
	want := time.Date(2026, 2, 23, 0, 4, 5, 678_000_000, time.UTC)
	for c, err := range s.Changes(t.Context(), 1) {
		if err != nil {
			t.Fatal(err)
		}
		p, err := s.Public(t.Context(), c.Story, c.Incident.String())
		if err != nil || !p.Updated.Equal(want) || !p.Published.Equal(want) {
			t.Errorf("got %+v, %v, want %v", p, err, want)
		}
	}
}
