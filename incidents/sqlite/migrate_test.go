package sqlite

import (
	"io/fs"
	"path/filepath"
	"testing"
	"testing/fstest"

	"zombiezen.com/go/sqlite"

	"incidentmap/incidents"
	"incidentmap/incidents/storetest"
)

// later gives the migrations and more.
func later(t *testing.T, more ...string) fs.FS {
	t.Helper()
	steps := fstest.MapFS{}
	names, err := fs.Glob(embedded, "migrations/*.sql")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		text, err := embedded.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		steps[name] = &fstest.MapFile{Data: text}
	}
	for i, text := range more {
		steps["migrations/9"+string(rune('0'+i))+".sql"] = &fstest.MapFile{Data: []byte(text)}
	}
	return steps
}

func TestMigrateFromAnOlderVersion(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.db")
	s := open(t, path)
	if _, err := s.PutStory(t.Context(), storetest.Story("a")); err != nil {
		t.Fatal(err)
	}
	old, err := s.version()
	if err != nil || old < 1 {
		t.Fatalf("version %d, %v", old, err)
	}

	broken := later(t, `CREATE TABLE extra (id INTEGER); INSERT INTO extra VALUES (1)`, `INSERT INTO nowhere VALUES (1)`)
	if err := s.migrate(broken); err == nil {
		t.Error("a broken migration was taken")
	}
	if v, err := s.version(); err != nil || v != old {
		t.Errorf("after a broken migration the version is %d, %v", v, err)
	}
	newer := later(t, `CREATE TABLE extra (id INTEGER); INSERT INTO extra VALUES (1)`, `UPDATE extra SET id = 2`)
	for range 2 { // the second time there is nothing to do
		if err := s.migrate(newer); err != nil {
			t.Fatal(err)
		}
	}
	if extra := numberOf(t, s, `SELECT id FROM extra`); extra != 2 {
		t.Errorf("the new table holds %d", extra)
	}
	if v, err := s.version(); err != nil || v != old+2 {
		t.Errorf("the version is %d, %v", v, err)
	}
	if _, err := s.Story(t.Context(), "a"); err != nil {
		t.Errorf("the story is gone: %v", err)
	}

	_, err = Open(t.Context(), path, storetest.Encode)
	if incidents.CodeOf(err) != incidents.EUnavailable {
		t.Errorf("the older program opened it: %v", err)
	}
}

func TestSettings(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "store.db"))
	for _, tt := range []struct{ pragma, writer, reader string }{
		{"journal_mode", "wal", "wal"},
		{"synchronous", "2", "2"}, // FULL
		{"foreign_keys", "1", "1"},
		{"busy_timeout", "5000", "5000"},
		{"page_size", "16384", "16384"},
		{"query_only", "0", "1"},
	} {
		said := func(c *sqlite.Conn) (said string) {
			err := each(c, func(st *sqlite.Stmt) error {
				said = st.ColumnText(0)
				return nil
			}, "PRAGMA "+tt.pragma)
			if err != nil {
				t.Fatal(err)
			}
			return said
		}
		reader := ""
		err := s.read(t.Context(), "test", func(c *sqlite.Conn) error {
			reader = said(c)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		if writer := said(s.writer); writer != tt.writer || reader != tt.reader {
			t.Errorf("%s is %s and %s, want %s and %s", tt.pragma, writer, reader, tt.writer, tt.reader)
		}
	}
}
