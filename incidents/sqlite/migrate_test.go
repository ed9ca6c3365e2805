package sqlite

import (
	"io/fs"
	"path/filepath"
	"testing"
	"testing/fstest"

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
	old, err := s.version(t.Context())
	if err != nil || old < 1 {
		t.Fatalf("version %d, %v", old, err)
	}

	broken := later(t, `CREATE TABLE extra (id INTEGER); INSERT INTO extra VALUES (1)`, `INSERT INTO nowhere VALUES (1)`)
	if err := s.migrate(t.Context(), broken); err == nil {
		t.Error("a broken migration was taken")
	}
	if v, err := s.version(t.Context()); err != nil || v != old {
		t.Errorf("after a broken migration the version is %d, %v", v, err)
	}
	newer := later(t, `CREATE TABLE extra (id INTEGER); INSERT INTO extra VALUES (1)`, `UPDATE extra SET id = 2`)
	for range 2 { // the second time there is nothing to do
		if err := s.migrate(t.Context(), newer); err != nil {
			t.Fatal(err)
		}
	}
	var extra int
	if err := s.reader.QueryRowContext(t.Context(), `SELECT id FROM extra`).Scan(&extra); err != nil || extra != 2 {
		t.Errorf("the new table holds %d, %v", extra, err)
	}
	if v, err := s.version(t.Context()); err != nil || v != old+2 {
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
		{"busy_timeout", busyMillis, busyMillis},
		{"query_only", "0", "1"},
	} {
		var writer, reader string
		if err := s.writer.QueryRowContext(t.Context(), "PRAGMA "+tt.pragma).Scan(&writer); err != nil {
			t.Fatal(err)
		}
		if err := s.reader.QueryRowContext(t.Context(), "PRAGMA "+tt.pragma).Scan(&reader); err != nil {
			t.Fatal(err)
		}
		if writer != tt.writer || reader != tt.reader {
			t.Errorf("%s is %s and %s, want %s and %s", tt.pragma, writer, reader, tt.writer, tt.reader)
		}
	}
}
