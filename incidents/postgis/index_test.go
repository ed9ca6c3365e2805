package postgis

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

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
			writes := batch(n)
			for i := range writes {
				writes[i].Incident.Title = incidents.Text{"en": fmt.Sprintf("Fuego number%d", i)}
			}
			revisions, err := s.Write(t.Context(), writes...)
			if err != nil {
				t.Fatal(err)
			}
			inForce := make([]incidents.Seq, n)
			for i, rev := range revisions {
				inForce[i] = rev.Seq
			}
			revise := func(i int, title string) {
				t.Helper()
				writes[i].Base++
				writes[i].Kind, writes[i].Incident.Title = incidents.Correction, incidents.Text{"en": title}
				rev, err := s.Write(t.Context(), writes[i])
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
			if n > scanAtMost {
				// At once it is said that not all can be found, and the rest is indexed.
				_, err := s.Search(t.Context(), "a", "fuego")
				isFault(t, err, incidents.EUnavailable, "ask again")
			} else {
				check("before")
			}
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
				writes := batch(indexWithWrite + 20)
				if _, err := s.Write(t.Context(), writes...); err != nil {
					t.Error(err)
					return
				}
				for _, n := range []int{3, indexWithWrite + 2} {
					for i := range writes[:n] {
						writes[i].Base++
						writes[i].Kind, writes[i].Incident.Title = incidents.Correction, incidents.Text{"en": fmt.Sprintf("Storm %d", k)}
					}
					if _, err := s.Write(t.Context(), writes[:n]...); err != nil {
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

// TestDraftsAreOutOfTheFeedsWay holds that the feed reads by indexes that hold nothing that readers
// never saw.
func TestDraftsAreOutOfTheFeedsWay(t *testing.T) {
	s := open(t, postgistest.Setting(t))
	fill(t, s, 10)
	drafts := batch(500)
	for i := range drafts {
		drafts[i].Incident.Workflow = incidents.DraftStage
	}
	for range 2 {
		if _, err := s.Write(t.Context(), drafts...); err != nil {
			t.Fatal(err)
		}
		for i := range drafts {
			drafts[i].Base, drafts[i].Kind = 1, incidents.Update
		}
	}
	// The statistics of so small a table are for reading all of it.
	plan := func(query, args string) string {
		t.Helper()
		tx, err := s.primary.Begin(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer tx.Rollback(t.Context()) //nolint:errcheck // it wrote nothing
		if _, err := tx.Exec(t.Context(), `SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off; SET LOCAL plan_cache_mode = force_generic_plan; DEALLOCATE ALL; PREPARE q AS `+query, pgx.QueryExecModeSimpleProtocol); err != nil {
			t.Fatal(err)
		}
		rows, err := tx.Query(t.Context(), `EXPLAIN (ANALYZE, COSTS off, TIMING off, SUMMARY off) EXECUTE q `+args, pgx.QueryExecModeSimpleProtocol)
		if err != nil {
			t.Fatal(err)
		}
		lines, err := pgx.CollectRows(rows, pgx.RowTo[string])
		if err != nil {
			t.Fatal(err)
		}
		return strings.Join(lines, "\n")
	}
	if got := plan(selectChanges, `(1, 5000, 4096)`); !strings.Contains(got, "change_seen") || strings.Contains(got, "Rows Removed by Filter: 500") {
		t.Errorf("the feed is read by\n%s", got)
	}
	if got := plan(selectGone, `(300, 5000)`); !strings.Contains(got, "change_by_until") || strings.Contains(got, "Rows Removed") {
		t.Errorf("what is gone is read by\n%s", got)
	}
	if got := plan(selectOneAsOf, `('a', 0, 5000, 5000, '00000000-0000-0000-0000-000000000000')`); !strings.Contains(got, "change_by_incident") {
		t.Errorf("one incident as it stood is read by\n%s", got)
	}
}

// TestUpgradeFromVersion1 opens a database as version 1 of the schema left it.
func TestUpgradeFromVersion1(t *testing.T) {
	dsn := postgistest.Setting(t)
	first, err := embedded.ReadFile("migrations/0001_store.sql")
	if err != nil {
		t.Fatal(err)
	}
	postgistest.SQL(t, dsn, string(first)+`; CREATE TABLE incidentmap_schema (version integer NOT NULL); INSERT INTO incidentmap_schema VALUES (1)`)
	s := open(t, dsn)
	fill(t, s, 3)
	given := 0
	for _, err := range s.Changes(t.Context(), 0) {
		if err != nil {
			t.Fatal(err)
		}
		given++
	}
	if given != 4 {
		t.Errorf("the feed has %d changes", given)
	}
	if err := s.Check(t.Context()); err != nil {
		t.Error(err)
	}
}

// TestUpgradeFromEverySchema opens an empty database as each version of the schema left it, and writes to it.
func TestUpgradeFromEverySchema(t *testing.T) {
	steps, err := fs.Glob(embedded, "migrations/*.sql")
	if err != nil {
		t.Fatal(err)
	}
	older := ""
	for i, step := range steps {
		text, err := embedded.ReadFile(step)
		if err != nil {
			t.Fatal(err)
		}
		older += string(text) + ";"
		t.Run(fmt.Sprint("version ", i+1), func(t *testing.T) {
			dsn := postgistest.Setting(t)
			postgistest.SQL(t, dsn, fmt.Sprintf(`%s CREATE TABLE incidentmap_schema (version integer NOT NULL); INSERT INTO incidentmap_schema VALUES (%d)`, older, i+1))
			s := open(t, dsn)
			fill(t, s, 3)
			if all, err := s.Queue(t.Context(), incidents.QueueQuery{Story: "a", Limit: 10}); err != nil || len(all) != 3 {
				t.Errorf("editors see %d incidents, %v", len(all), err)
			}
			if err := s.Check(t.Context()); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestUpgradeQueuesWhatWaits fills the queue of editors anew, with a change that waits in it.
func TestUpgradeQueuesWhatWaits(t *testing.T) {
	s := open(t, postgistest.Setting(t))
	fill(t, s, 2)
	all, err := s.Queue(t.Context(), incidents.QueueQuery{Story: "a", Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	later := all[0].Incident
	later.Title, later.PublishAt = incidents.Text{"en": "Later"}, time.Date(2099, 1, 1, 0, 0, 0, 0, time.UTC)
	if _, err := s.Write(t.Context(), incidents.Write{Incident: later, Base: 1, Kind: incidents.Update}); err != nil {
		t.Fatal(err)
	}
	tx, err := s.primary.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer tx.Rollback(t.Context()) //nolint:errcheck // after a commit there is nothing to take back
	if _, err := tx.Exec(t.Context(), `DELETE FROM queue`); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(upgrades()["migrations/0007_desk.sql"](s, t.Context(), tx), tx.Commit(t.Context())); err != nil {
		t.Fatal(err)
	}
	if err := s.Check(t.Context()); err != nil {
		t.Error(err)
	}
	if all, err = s.Queue(t.Context(), incidents.QueueQuery{Story: "a", Limit: 10}); err != nil || len(all) != 2 || all[0].Incident.Title["en"] != "Later" {
		t.Errorf("editors see %+v, %v", all, err)
	}
}
