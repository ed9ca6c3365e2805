package sqlite

import (
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"zombiezen.com/go/sqlite"

	"incidentmap/incidents"
	"incidentmap/incidents/storetest"
)

// unlikeSeen fills a store with a story, drafts, and incidents that readers see, saw and never saw.
func unlikeSeen(t *testing.T, s *Store) {
	t.Helper()
	if _, err := s.PutStory(t.Context(), storetest.Story("a")); err != nil {
		t.Fatal(err)
	}
	var all []incidents.Write
	for i := range 200 {
		inc := storetest.Incident("a", "Roadblock")
		if i%3 > 0 {
			inc.Workflow = incidents.DraftStage
		}
		all = append(all, incidents.Write{Incident: inc, Kind: incidents.Create})
	}
	if _, err := s.Write(t.Context(), all...); err != nil {
		t.Fatal(err)
	}
	for i := range all {
		all[i].Base, all[i].Kind = 1, incidents.Update
		all[i].Incident.Workflow = incidents.DraftStage
	}
	if _, err := s.Write(t.Context(), all[:20]...); err != nil {
		t.Fatal(err)
	}
}

// makeVersion1 makes of a file what version 1 of the schema would have in it: all that is in force
// in the feed, and all that ended in gone.
func makeVersion1(t *testing.T, s *Store) {
	t.Helper()
	err := s.change(t.Context(), "make it older", func(w *writing) error {
		var all []fedChange
		err := each(w.conn, func(st *sqlite.Stmt) error {
			row, err := w.row(w.conn, incidents.Seq(st.ColumnInt64(0)))
			if err != nil {
				return err
			}
			entry := []byte(nil)
			if row.public() {
				first, data, err := rowOf(w.conn, row.seq)
				if err != nil {
					return err
				}
				if err := fedRow(first, data, func(f fedChange) bool {
					if f.seq == row.seq {
						entry = slices.Clone(f.entry)
					}
					return true
				}); err != nil {
					return err
				}
			}
			all = append(all, fedChange{row.seq, row.story, row.incident, entry})
			for row.previous > 0 {
				until := row.seq
				if row, err = w.row(w.conn, row.previous); err != nil {
					return err
				}
				err := run(w.conn, `INSERT OR IGNORE INTO gone (until, seq, story, incident) VALUES (?, ?, ?, ?)`,
					until, row.seq, row.story, row.incident[:])
				if err != nil {
					return err
				}
			}
			return nil
		}, `SELECT change FROM incident`)
		if err != nil {
			return err
		}
		if err := run(w.conn, `DELETE FROM feed`); err != nil {
			return err
		}
		slices.SortFunc(all, func(a, b fedChange) int { return cmp.Compare(a.seq, b.seq) })
		f := feedWriter{writing: w}
		for _, c := range all {
			if err := f.add(c.seq, c.story, c.incident, c.entry); err != nil {
				return err
			}
		}
		return f.flush()
	})
	if err != nil {
		t.Fatal(err)
	}
	withoutDesk(t, s)
	execute(t, s, `DROP TABLE held; DROP TABLE run; DROP TABLE redaction; DROP TABLE erasure; DROP INDEX receipt_by_first`)
	withoutPeople(t, s)
	execute(t, s, `PRAGMA user_version = 1`)
}

// feedOf lists the feed's changes and what is gone, a line each.
func feedOf(t *testing.T, s *Store) []string {
	t.Helper()
	var lines []string
	err := s.read(t.Context(), "test", func(c *sqlite.Conn) error {
		err := each(c, func(st *sqlite.Stmt) error {
			return fedRow(incidents.Seq(st.ColumnInt64(0)), blob(st, 1), func(f fedChange) bool {
				lines = append(lines, f.String())
				return true
			})
		}, `SELECT first, data FROM feed ORDER BY first`)
		if err != nil {
			return err
		}
		return each(c, func(st *sqlite.Stmt) error {
			lines = append(lines, st.ColumnText(0))
			return nil
		}, `SELECT 'gone ' || seq || ' until ' || until FROM gone ORDER BY until`)
	})
	if err != nil {
		t.Fatal(err)
	}
	return lines
}

func TestUpgradeLeavesInTheFeedWhatReadersSaw(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.db")
	s := open(t, path)
	unlikeSeen(t, s)
	want := feedOf(t, s)
	makeVersion1(t, s)
	if older := feedOf(t, s); len(older) <= len(want) {
		t.Fatalf("the older feed has %d lines, and the newer %d", len(older), len(want))
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = open(t, path)
	if got := feedOf(t, s); !slices.Equal(got, want) {
		t.Errorf("after the upgrade:\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if err := s.Check(t.Context()); err != nil {
		t.Error(err)
	}
}

// withoutDesk takes the tables away that editors' desks ask for, and what came later.
func withoutDesk(t *testing.T, s *Store) {
	t.Helper()
	execute(t, s, `DROP TABLE queue; DROP TABLE audit; DROP TABLE withdrawn`)
}

// makeVersion3 makes of the entries of a file what version 3 of the schema would have: figures
// without their sources.
func makeVersion3(t *testing.T, s *Store) {
	t.Helper()
	err := s.change(t.Context(), "make it older", func(w *writing) error {
		rows, err := someFeedRows(w.conn, 0)
		for _, row := range rows {
			var older []byte
			var fault error
			err := fedRow(row.first, row.data, func(f fedChange) bool {
				if len(f.entry) > 0 {
					var e incidents.Entry
					fault = e.Decode(f.entry)
					e.Figures = ""
					f.entry = append(e.AppendTo(nil), 7, 0, 0, 0, 0)
					f.entry[0] = 1
				}
				older = f.append(older, row.first)
				return fault == nil
			})
			if err = errors.Join(err, fault); err != nil {
				return err
			}
			if err := run(w.conn, `UPDATE feed SET data = ? WHERE first = ?`, seal(rowKey(int64(row.first)), older), row.first); err != nil {
				return err
			}
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	withoutDesk(t, s)
	withoutPeople(t, s)
	execute(t, s, `DROP TABLE held; PRAGMA user_version = 3`)
}

// entriesOf gives the entries in force, by their numbers.
func entriesOf(t *testing.T, s *Store) (map[incidents.Seq]incidents.Entry, error) {
	t.Helper()
	all := map[incidents.Seq]incidents.Entry{}
	for c, err := range s.Changes(t.Context(), 0) {
		if err != nil {
			return nil, err
		}
		if c.Entry != nil {
			all[c.Seq] = *c.Entry
		}
	}
	return all, nil
}

func TestUpgradeMakesEntriesAnew(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.db")
	s := open(t, path)
	story := storetest.Story("a")
	if _, err := s.PutStory(t.Context(), story); err != nil {
		t.Fatal(err)
	}
	var writes []incidents.Write
	for i := range 150 {
		inc := storetest.Incident("a", "Roadblock")
		inc.Casualties = []incidents.Casualty{{ID: "c1", Group: "police", Outcome: incidents.Killed, Best: &i}}
		writes = append(writes, incidents.Write{Incident: inc, Kind: incidents.Create})
	}
	if _, err := s.Write(t.Context(), writes...); err != nil {
		t.Fatal(err)
	}
	story.Layers = story.Layers[1:]
	if _, err := s.PutStory(t.Context(), story); err != nil {
		t.Fatal(err)
	}
	want, err := entriesOf(t, s)
	if err != nil || len(want) != len(writes) {
		t.Fatalf("%d entries, %v", len(want), err)
	}
	makeVersion3(t, s)
	if _, err := entriesOf(t, s); incidents.CodeOf(err) != incidents.EDamaged {
		t.Fatalf("entries of version 1 gave %v", err)
	}
	for range 2 { // the second time it has nothing to do
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		s = open(t, path)
		if got, err := entriesOf(t, s); err != nil || !reflect.DeepEqual(got, want) {
			t.Fatalf("after the upgrade there are %d entries, %v, and they differ", len(got), err)
		}
		if err := s.Check(t.Context()); err != nil {
			t.Error(err)
		}
	}
}

// TestDraftsAreOutOfTheFeedsWay holds that what the feed steps through holds nothing that readers
// never saw, however many drafts there are and however often they change.
func TestDraftsAreOutOfTheFeedsWay(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "store.db"))
	if _, err := s.PutStory(t.Context(), storetest.Story("a")); err != nil {
		t.Fatal(err)
	}
	drafts := storetest.Small(0, 3000)
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
	for _, table := range []string{"feed", "gone"} {
		if n := numberOf(t, s, `SELECT count(*) FROM `+table); n != 0 {
			t.Errorf("%d rows of %s hold drafts", n, table)
		}
	}
	given := 0
	for _, err := range s.Changes(t.Context(), 0) {
		if err != nil {
			t.Fatal(err)
		}
		given++
	}
	if given != 2 {
		t.Errorf("%d changes were given, want the story and how far it has come", given)
	}
}

// TestPlans holds that what answers for one incident, or for what is new, looks it up.
func TestPlans(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "store.db"))
	for query, want := range map[string]string{
		`SELECT change FROM incident WHERE id = x'00'`:                              "SEARCH incident USING PRIMARY KEY (id=?)",
		`SELECT data FROM written WHERE seq = 1`:                                    "SEARCH written USING INTEGER PRIMARY KEY (rowid=?)",
		`SELECT first, data FROM feed WHERE first >= 1 ORDER BY first`:              "SEARCH feed USING INTEGER PRIMARY KEY (rowid>?)",
		`SELECT first, data FROM feed WHERE first <= 1 ORDER BY first DESC LIMIT 1`: "SEARCH feed USING INTEGER PRIMARY KEY (rowid<?)",
		`SELECT seq FROM queue WHERE story = 1 AND workflow = 'draft' AND seq < 9`:  "SEARCH queue USING PRIMARY KEY (story=? AND workflow=? AND seq<?)",
		`SELECT who FROM audit WHERE story = 1 AND seq < 9 ORDER BY seq DESC`:       "SEARCH audit USING PRIMARY KEY (story=? AND seq<?)",
		`SELECT seq, story, incident FROM gone WHERE until > 1 AND seq <= 1`:        "SEARCH gone USING PRIMARY KEY (until>?)",
	} {
		err := s.read(t.Context(), "test", func(c *sqlite.Conn) error {
			return each(c, func(st *sqlite.Stmt) error {
				if got := st.ColumnText(3); got != want {
					t.Errorf("%s:\n%s, want %s", query, got, want)
				}
				return nil
			}, `EXPLAIN QUERY PLAN `+query)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// TestTokensOfVersion1 holds that tokens that were made before they could be bound to stories are
// good as they were.
func TestTokensOfVersion1(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "store.db"))
	want := incidents.Token{
		Hash: incidents.HashToken("x"), Name: "desk", Scope: incidents.ScopeWrite, Created: time.Unix(1e9, 5).UTC(), Expires: time.Unix(2e9, 0).UTC(),
	}
	old := appendSized([]byte{1}, []byte(want.Name))
	old = appendSized(old, []byte(want.Scope))
	for _, at := range []time.Time{want.Created, want.Expires} {
		old = binary.AppendVarint(append(old, 1), at.UnixNano())
	}
	old = append(old, 0)
	execute(t, s, fmt.Sprintf(`INSERT INTO token (hash, data) VALUES (x'%x', x'%x')`, want.Hash[:], seal(want.Hash[:], old)))
	for range 2 {
		got, err := s.Token(t.Context(), want.Hash)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Fatalf("%+v, %v; want %+v", got, err, want)
		}
		want.Used = time.Unix(15e8, 0).UTC()
		if err := s.UseToken(t.Context(), want.Hash, want.Used); err != nil {
			t.Fatal(err)
		}
	}
}

// withoutPeople takes out what version 5 brought.
func withoutPeople(t *testing.T, s *Store) {
	t.Helper()
	execute(t, s, `DROP TABLE person; DROP TABLE session`)
}

// leaky encodes as storetest.Encode does, and tells a secret of each place.
func leaky(dst []byte, p *incidents.Public, lang string) []byte {
	dst = storetest.Encode(dst, p, lang)
	return append(dst[:len(dst)-1], `,"secret":"house 7"}`...)
}

func TestUpgradeEncodesHiddenPlacesAnew(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.db")
	s, err := Open(t.Context(), path, leaky)
	if err != nil {
		t.Fatal(err)
	}
	hidden, open1 := storetest.HiddenAndOpen(t, s)
	execute(t, s, `DROP TABLE held; PRAGMA user_version = 5`)
	withoutDesk(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	storetest.EncodedAnew(t, open(t, path), hidden, open1)
}

func TestUpgradeEncodesPicturesOfCoarsenedPlacesAnew(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.db")
	s, err := Open(t.Context(), path, leaky)
	if err != nil {
		t.Fatal(err)
	}
	hidden, others := storetest.PicturesHiddenAndOpen(t, s)
	execute(t, s, `PRAGMA user_version = 8`)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	storetest.PicturesEncodedAnew(t, open(t, path), hidden, others)
}
