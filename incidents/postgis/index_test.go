package postgis

import (
	"fmt"
	"slices"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"

	"incidentmap/incidents"
	"incidentmap/incidents/postgis/postgistest"
)

// indexed gives how far the index of a store's database has come.
func indexed(t testing.TB, s *Store) (upto, last incidents.Seq) {
	t.Helper()
	if err := s.primary.QueryRow(t.Context(), `SELECT upto, last FROM indexed, sequence`).Scan(&upto, &last); err != nil {
		t.Fatal(err)
	}
	return upto, last
}

// settle indexes all, and ends the indexing of this store while nobody writes, which would come
// between what a test does at a time that nobody knows.
func settle(t testing.TB, s *Store) {
	t.Helper()
	s.stop()
	s.done.Wait()
	if err := s.indexAll(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// TestIndexWhileIdle holds that the index comes up by itself.
func TestIndexWhileIdle(t *testing.T) {
	s := open(t, postgistest.Setting(t))
	fill(t, s, indexWithWrite+1)
	postgistest.Until(t, func() bool {
		upto, last := indexed(t, s)
		return upto == last
	})
}

// TestEditorsIndex holds that a small write leaves nothing to index, and a large one does.
func TestEditorsIndex(t *testing.T) {
	s := open(t, postgistest.Setting(t))
	fill(t, s, 0)
	settle(t, s)
	if _, err := s.Write(t.Context(), batch(indexWithWrite)...); err != nil {
		t.Fatal(err)
	}
	if upto, last := indexed(t, s); upto != last {
		t.Errorf("a small write is indexed up to %d of %d", upto, last)
	}
	if _, err := s.Write(t.Context(), batch(indexWithWrite+1)...); err != nil {
		t.Fatal(err)
	}
	if upto, last := indexed(t, s); upto == last {
		t.Error("a large write was indexed with it")
	}
	settle(t, s)
	if err := s.Check(t.Context()); err != nil {
		t.Error(err)
	}
}

// TestSearchBeforeIndexing finds what is indexed, what is not, and what was revised before and
// after it was: alike whichever it is, and in the view too.
func TestSearchBeforeIndexing(t *testing.T) {
	for _, n := range []int{indexWithWrite + 1, scanAtMost + 100} {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			dsn := postgistest.Setting(t)
			s := open(t, dsn)
			fill(t, s, 3)
			wishes := batch(n)
			for i := range wishes {
				wishes[i].Incident.Title = incidents.Text{"en": fmt.Sprintf("Fuego number%d", i)}
			}
			revisions, err := s.Write(t.Context(), wishes...)
			if err != nil {
				t.Fatal(err)
			}
			inForce := make([]incidents.Seq, n)
			for i, rev := range revisions {
				inForce[i] = rev.Seq
			}
			revise := func(i int, title string) {
				t.Helper()
				wishes[i].Base++
				wishes[i].Kind, wishes[i].Incident.Title = incidents.Correction, incidents.Text{"en": title}
				rev, err := s.Write(t.Context(), wishes[i])
				if err != nil {
					t.Fatal(err)
				}
				inForce[i] = rev[0].Seq
			}
			revise(7, "Fuego revised")
			check := func(when string) {
				t.Helper()
				want := slices.Sorted(slices.Values(inForce))
				for q, want := range map[string][]incidents.Seq{
					"fuego": want, "FUEGO num": without(want, inForce[7]), "number11 fuego": inForce[11:12], "revised": inForce[7:8], "number7 fuego": nil,
				} {
					if found, err := s.Search(t.Context(), "a", q); err != nil || !slices.Equal(found, want) {
						t.Errorf("%s: %q finds %d changes, %v; want %d", when, q, len(found), err, len(want))
					}
				}
			}
			check("before")
			settle(t, s)
			check("after")
			revise(7, "Fuego revised again")
			check("after another revision")
			if err := s.Check(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
}

func without(all []incidents.Seq, one incidents.Seq) []incidents.Seq {
	return slices.DeleteFunc(slices.Clone(all), func(seq incidents.Seq) bool { return seq == one })
}

// TestViewBeforeIndexing has the same rows before and after.
func TestViewBeforeIndexing(t *testing.T) {
	s := open(t, postgistest.Setting(t))
	fill(t, s, 2)
	settle(t, s)
	if _, err := s.Write(t.Context(), batch(indexWithWrite+1)...); err != nil {
		t.Fatal(err)
	}
	rows := func() []string {
		rows, err := s.primary.Query(t.Context(), `SELECT id || seq || ST_AsText(geom) || properties FROM public_incidents ORDER BY seq`)
		if err != nil {
			t.Fatal(err)
		}
		all, err := pgx.CollectRows(rows, pgx.RowTo[string])
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	before := rows()
	if upto, last := indexed(t, s); upto == last {
		t.Fatal("there is nothing left to index")
	}
	settle(t, s)
	if after := rows(); len(before) != indexWithWrite+3 || !slices.Equal(before, after) {
		t.Errorf("there are %d rows before and %d after, want the same %d", len(before), len(after), indexWithWrite+3)
	}
}

// TestIndexWhileWriting has programs index and search while others write large and small.
func TestIndexWhileWriting(t *testing.T) {
	dsn := postgistest.Setting(t)
	stores := []*Store{open(t, dsn), open(t, dsn)}
	fill(t, stores[0], 1)
	var group sync.WaitGroup
	for k, s := range stores {
		group.Go(func() { // writes, and revises some of it at once
			for range 6 {
				wishes := batch(indexWithWrite + 20)
				if _, err := s.Write(t.Context(), wishes...); err != nil {
					t.Error(err)
					return
				}
				for _, n := range []int{3, indexWithWrite + 2} {
					for i := range wishes[:n] {
						wishes[i].Base++
						wishes[i].Kind, wishes[i].Incident.Title = incidents.Correction, incidents.Text{"en": fmt.Sprintf("Storm %d", k)}
					}
					if _, err := s.Write(t.Context(), wishes[:n]...); err != nil {
						t.Error(err)
						return
					}
				}
			}
		})
		group.Go(func() {
			for range 40 {
				if err := s.indexAll(t.Context()); err != nil {
					t.Error(err)
				}
				if _, err := s.Search(t.Context(), "a", "storm"); err != nil {
					t.Error(err)
				}
			}
		})
	}
	group.Wait()
	for range 2 {
		found, err := stores[1].Search(t.Context(), "a", "storm")
		if want := 2 * 6 * (indexWithWrite + 2); err != nil || len(found) != want {
			t.Errorf("%d are found, %v; want %d", len(found), err, want)
		}
		settle(t, stores[0])
	}
	if err := stores[0].Check(t.Context()); err != nil {
		t.Error(err)
	}
}
