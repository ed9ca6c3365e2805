//go:build unix

package sqlite

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"incidentmap/incidents"
	"incidentmap/incidents/storetest"
)

// modes gives the modes of all files beside the store.
func modes(t *testing.T, s *Store) map[string]os.FileMode {
	t.Helper()
	all := map[string]os.FileMode{}
	entries, err := os.ReadDir(filepath.Dir(s.path))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		info, err := e.Info()
		if err != nil {
			t.Fatal(err)
		}
		all[e.Name()] = info.Mode().Perm()
	}
	return all
}

// TestFilesAreTheOwners holds that what the store writes is its owner's alone, whatever the umask
// is and whoever made the file.
func TestFilesAreTheOwners(t *testing.T) {
	defer syscall.Umask(syscall.Umask(0))
	for _, tt := range []struct {
		name         string
		before, want os.FileMode // of a file that was there; zero for none
	}{
		{"new", 0, 0o600},
		{"as older versions made it", 0o644, 0o600},
		{"for all to write", 0o666, 0o600},
		{"for a group to read", 0o640, 0o640},
		{"the owner's", 0o600, 0o600},
	} {
		path := filepath.Join(t.TempDir(), "store.db")
		said := ""
		if tt.before != 0 {
			s := open(t, path)
			fill(t, s, 3)
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			if err := os.Chmod(path, tt.before); err != nil {
				t.Fatal(err)
			}
		}
		s := open(t, path, WithNotice(func(text string) { said = text }))
		fill(t, s, 3)
		all := modes(t, s)
		if len(all) != 3 {
			t.Errorf("%s: there are the files %v", tt.name, all)
		}
		for name, mode := range all {
			if mode != tt.want {
				t.Errorf("%s: %s has the mode %o", tt.name, name, mode)
			}
		}
		if (said != "") != (tt.before&othersMode != 0) || strings.Contains(said, path) {
			t.Errorf("%s: it said %q", tt.name, said)
		}
	}
}

// TestErrorsDoNotNameTheFile opens what cannot be opened, and holds that neither the errors nor
// their causes tell where it is.
func TestErrorsDoNotNameTheFile(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "hidden away")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	write := func(name, content string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	good := open(t, filepath.Join(dir, "good.db"))
	fill(t, good, 3)
	if err := good.Close(); err != nil {
		t.Fatal(err)
	}
	whole, err := os.ReadFile(good.path)
	if err != nil {
		t.Fatal(err)
	}
	foreign := open(t, filepath.Join(dir, "foreign.db"))
	execute(t, foreign, `PRAGMA application_id = 7`)
	newer := open(t, filepath.Join(dir, "newer.db"))
	execute(t, newer, `PRAGMA user_version = 99`)
	for name, path := range map[string]string{
		"a folder":              dir,
		"no folder":             filepath.Join(dir, "nowhere", "store.db"),
		"below a file":          filepath.Join(good.path, "store.db"),
		"no database":           write("text.db", strings.Repeat("news ", 100)),
		"cut short":             write("short.db", string(whole[:50])),
		"cut in a page":         write("cut.db", string(whole[:len(whole)-1000])),
		"cut in the middle":     write("half.db", string(whole[:page])),
		"damaged":               write("damaged.db", string(whole[:100])+strings.Repeat("x", len(whole)-100)),
		"another program's":     foreign.path,
		"a newer program's":     newer.path,
		"a name with a zero in": filepath.Join(dir, "a\x00b"),
	} {
		s, err := Open(t.Context(), path, storetest.Encode)
		if err == nil {
			if err = s.Check(t.Context()); err == nil {
				t.Errorf("%s: it was opened", name)
			}
			_ = s.Close() // it is damaged
		}
		for _, part := range []string{dir, "hidden away", "hidden%20away", filepath.Base(path)} {
			if err != nil && strings.Contains(err.Error(), part) {
				t.Errorf("%s: %q is told: %v", name, part, err)
			}
		}
		if code := incidents.CodeOf(err); code == incidents.EInternal {
			t.Errorf("%s: %v is of the class %s", name, err, code)
		}
	}
}
