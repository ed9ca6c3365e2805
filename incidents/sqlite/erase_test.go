package sqlite

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"incidentmap/incidents"
	"incidentmap/incidents/storetest"
)

// TestErasedFromTheFile looks for words that were erased in the file and its write-ahead log, while
// the store is open, while another has it open too, and after both are closed.
func TestErasedFromTheFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "store.db")
	s := open(t, path)
	other := open(t, path)
	words := storetest.Erased(t, s, func() {
		for more := true; more; {
			var err error
			if more, err = s.index(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
	})
	words = append(words, storetest.ErasedStory(t, s)...)
	look := func(when string) {
		t.Helper()
		files, err := filepath.Glob(path + "*")
		if err != nil || len(files) == 0 {
			t.Fatal(files, err)
		}
		for _, file := range files {
			all, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, word := range words {
				if bytes.Contains(all, []byte(word)) {
					t.Errorf("%s: %q is in %s", when, word, filepath.Base(file))
				}
			}
		}
	}
	look("open")
	if _, err := other.Write(t.Context(), batch(3)...); err != nil {
		t.Fatal(err)
	}
	all := incidents.Erasure{Story: "a", Reason: incidents.ForLaw, Note: incidents.Text{"en": "Erased."}}
	if err := s.Erase(t.Context(), all); err != nil {
		t.Fatal(err)
	}
	// The other remembers bases that are gone.
	if _, err := other.Write(t.Context(), batch(3)...); err != nil {
		t.Fatal(err)
	}
	if err := other.Check(t.Context()); err != nil {
		t.Error(err)
	}
	for _, c := range []*Store{other, s} {
		if err := c.Close(); err != nil {
			t.Fatal(err)
		}
	}
	look("closed")
}
