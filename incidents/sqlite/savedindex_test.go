package sqlite

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"

	"incidentmap/incidents"
	"incidentmap/incidents/storetest"
)

// saveText saves a text in place of an index.
func saveText(t *testing.T, s *Store, text string) (at incidents.Seq, err error) {
	t.Helper()
	err = s.SaveIndex(t.Context(), func(w io.Writer, now incidents.Seq, mark []byte) error {
		at = now
		_, err := w.Write(append([]byte{byte(len(mark)), byte(now)}, append(bytes.Clone(mark), text...)...))
		return err
	})
	return at, err
}

// loadText gives the text that was saved, and "" for none.
func loadText(t *testing.T, s *Store) (text string, err error) {
	t.Helper()
	err = s.LoadIndex(t.Context(), func(r io.Reader, size int64, is func(incidents.Seq, []byte) error) error {
		b, err := io.ReadAll(r)
		if err != nil || int64(len(b)) != size {
			t.Fatalf("%d bytes of %d, %v", len(b), size, err)
		}
		mark := b[2 : 2+b[0]]
		text = string(b[2+b[0]:])
		return is(incidents.Seq(b[1]), mark)
	})
	return text, err
}

// TestSavedIndexIsOfTheStore holds in which states of the store a saved index is read, and in which it is noticed that it is of
// another, and removed.
func TestSavedIndexIsOfTheStore(t *testing.T) {
	note := incidents.Text{"en": "Taken away."}
	for _, tt := range []struct {
		name  string
		then  func(t *testing.T, s *Store, id string, older func() *Store) *Store
		kept  bool // the file is read
		there bool // the file is there until it is looked at
	}{
		{"as it was", func(_ *testing.T, s *Store, _ string, _ func() *Store) *Store { return s }, true, true},
		{"more was written", func(t *testing.T, s *Store, _ string, _ func() *Store) *Store {
			return oneMore(t, s)
		}, true, true},
		{"a redaction", func(t *testing.T, s *Store, id string, _ func() *Store) *Store {
			_, err := s.Redact(t.Context(), incidents.Redaction{Story: "a", Incident: id, Fields: []string{"title"}, Reason: incidents.ForSafety, Note: note})
			if err != nil {
				t.Fatal(err)
			}
			return s
		}, false, false},
		{"an erasure", func(t *testing.T, s *Store, id string, _ func() *Store) *Store {
			if err := s.Erase(t.Context(), incidents.Erasure{Story: "a", Incident: id, Reason: incidents.ForLaw, Note: note}); err != nil {
				t.Fatal(err)
			}
			return s
		}, false, false},
		{"an older backup", func(_ *testing.T, _ *Store, _ string, older func() *Store) *Store { return older() }, false, true},
		{"an older backup, written up to the same number", func(t *testing.T, s *Store, _ string, older func() *Store) *Store {
			last, err := s.Seq(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			s = older()
			for at := incidents.Seq(0); at < last; {
				s = oneMore(t, s)
				if at, err = s.Seq(t.Context()); err != nil {
					t.Fatal(err)
				}
			}
			return s
		}, false, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := t.TempDir()
			s := open(t, filepath.Join(dir, "store.db"))
			begin(t, s)
			first, err := s.Write(t.Context(), batch(2)...)
			if err != nil {
				t.Fatal(err)
			}
			backup := filepath.Join(dir, "backup.db")
			if err := s.Backup(t.Context(), backup); err != nil {
				t.Fatal(err)
			}
			s = oneMore(t, s)
			if _, err := saveText(t, s, "of now"); err != nil {
				t.Fatal(err)
			}
			info, err := os.Stat(s.savedIndexName())
			if err != nil || info.Mode().Perm() != ownersMode {
				t.Fatalf("the file has mode %v, %v", info.Mode(), err)
			}
			s = tt.then(t, s, first[0].Incident.ID, func() *Store {
				if err := os.Rename(s.savedIndexName(), backup+"-index"); err != nil {
					t.Fatal(err)
				}
				return open(t, backup)
			})
			if _, err := os.Stat(s.savedIndexName()); (err == nil) != tt.there {
				t.Errorf("before it is looked at: %v", err)
			}
			text, err := loadText(t, s)
			if tt.kept && (err != nil || text != "of now") || !tt.kept && tt.there && incidents.CodeOf(err) != incidents.EConflict {
				t.Errorf("it is read as %q, %v", text, err)
			}
			if _, err := os.Stat(s.savedIndexName()); (err == nil) != tt.kept {
				t.Errorf("after it was looked at: %v", err)
			}
		})
	}
}

// oneMore gives the store with one more incident.
func oneMore(t *testing.T, s *Store) *Store {
	t.Helper()
	if _, err := s.Write(t.Context(), batch(1)...); err != nil {
		t.Fatal(err)
	}
	return s
}

// TestSavedIndexMeetsWriters holds that what is written, or erased by another program, while an index is saved leaves no file of
// what was there before.
func TestSavedIndexMeetsWriters(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.db")
	s, other := open(t, path), open(t, path)
	begin(t, s)
	first, err := s.Write(t.Context(), batch(2)...)
	if err != nil {
		t.Fatal(err)
	}
	none := func(when string, err error) {
		t.Helper()
		if err == nil {
			t.Errorf("%s: it is saved", when)
		}
		if left, globErr := filepath.Glob(path + "-index*"); globErr != nil || len(left) > 0 {
			t.Errorf("%s: %v are there, %v", when, left, globErr)
		}
	}
	none("a write", s.SaveIndex(t.Context(), func(io.Writer, incidents.Seq, []byte) error {
		oneMore(t, other)
		return nil
	}))
	none("an erasure", s.SaveIndex(t.Context(), func(w io.Writer, _ incidents.Seq, _ []byte) error {
		_, writeErr := w.Write([]byte("what is erased"))
		e := incidents.Erasure{Story: "a", Incident: first[0].Incident.ID, Reason: incidents.ForLaw, Note: incidents.Text{"en": "Erased."}}
		return errors.Join(writeErr, other.Erase(t.Context(), e))
	}))
	failed := errors.New("the disk is full")
	none("a fault", s.SaveIndex(t.Context(), func(io.Writer, incidents.Seq, []byte) error { return failed }))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	none("nobody waits", s.SaveIndex(ctx, func(io.Writer, incidents.Seq, []byte) error { return nil }))
	if text, err := loadText(t, s); text != "" || err != nil {
		t.Errorf("%q is read, %v", text, err)
	}
	if err := os.WriteFile(path+"-index.part", nil, ownersMode); err != nil {
		t.Fatal(err)
	}
	if _, err := loadText(t, s); err != nil {
		t.Error(err)
	}
	none("one that was cut short", failed)
}

func begin(t *testing.T, s *Store) {
	t.Helper()
	if _, err := s.PutStory(t.Context(), storetest.Story("a")); err != nil {
		t.Fatal(err)
	}
}
