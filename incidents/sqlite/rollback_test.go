package sqlite

import (
	"fmt"
	"path/filepath"
	"sync"
	"testing"
	"testing/synctest"

	"incidentmap/incidents"
	"incidentmap/incidents/format"
	"incidentmap/incidents/storetest"
)

// fault makes the next transaction fail somewhere, while the test has the turn, and gives what mends it.
type fault func(t *testing.T, s *Store, step int) (mend func())

// refusedCommit puts a job among the others whose rows make the database refuse the commit.
func refusedCommit(t *testing.T, s *Store, _ int) func() {
	done := make(chan error, 1)
	go func() {
		done <- s.change(t.Context(), "spoil it", func(w *writing) error {
			if err := run(w.conn, `PRAGMA defer_foreign_keys = 1`); err != nil {
				return err
			}
			return run(w.conn, `INSERT INTO story (number, slug, seq) VALUES (99999, 'spoilt', 99999999)`)
		})
	}()
	return func() {
		if err := <-done; err == nil {
			t.Error("the commit was not refused")
		}
	}
}

// fullDisk lets the file grow by some pages and no more.
func fullDisk(t *testing.T, s *Store, step int) func() {
	pages := numberOf(t, s, `PRAGMA page_count`)
	if err := script(s.writer, fmt.Sprintf(`PRAGMA max_page_count = %d`, pages+int64(step%6))); err != nil {
		t.Fatal(err)
	}
	return func() { execute(t, s, `PRAGMA max_page_count = 1000000`) }
}

// TestRolledBack writes stories and incidents of two writers that share a transaction, makes it fail
// at one step after another, and writes others under the same numbers. Nothing of what was
// rolled back may be in what is written and read after.
func TestRolledBack(t *testing.T) {
	rounds := 500
	if testing.Short() {
		rounds = 40
	}
	for name, fails := range map[string]fault{"a refused commit": refusedCommit, "a full disk": fullDisk} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) { testRolledBack(t, fails, rounds) })
		})
	}
}

func testRolledBack(t *testing.T, fault fault, rounds int) {
	path := filepath.Join(t.TempDir(), "store.db")
	s, err := Open(t.Context(), path, format.AppendFeature, WithoutIndexing())
	if err != nil {
		t.Fatal(err)
	}
	for step := range rounds {
		slug := fmt.Sprint("s", step)
		s.turn <- struct{}{} // so that all that follows shares a transaction
		var group sync.WaitGroup
		story := storetest.Story(slug)
		group.Go(func() { _, _ = s.PutStory(t.Context(), story) }) // may fail, as may the others
		synctest.Wait()
		for writer := range 2 {
			group.Go(func() {
				_, _ = s.Write(t.Context(), inStory(slug, fmt.Sprint("Writer ", writer), 20)...)
			})
		}
		synctest.Wait()
		mend := fault(t, s, step)
		synctest.Wait()
		<-s.turn
		group.Wait()
		mend()
		// Another story under the same number, in whose layers the incidents are not.
		story.Layers = nil
		if _, err := s.PutStory(t.Context(), story); err != nil {
			t.Fatal(err)
		}
		writes := inStory(slug, "After", 20)
		if _, err := s.Write(t.Context(), writes...); err != nil {
			t.Fatal(err)
		}
		p, err := s.Public(t.Context(), slug, writes[0].Incident.ID)
		if err != nil || len(p.Layers) > 0 {
			t.Fatalf("step %d: %v in the layers %v", step, err, p)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = open(t, path) // which remembers nothing
	if err := s.Check(t.Context()); err != nil {
		t.Error(err)
	}
}

func inStory(slug, title string, n int) []incidents.Write {
	writes := batch(n)
	for i := range writes {
		writes[i].Incident.Story, writes[i].Incident.Title = slug, incidents.Text{"es": title, "en": title}
	}
	return writes
}
