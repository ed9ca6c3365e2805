package program

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// A store is all of its files: what is not yet in the first of them is in the second.
func TestStoreFiles(t *testing.T) {
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	for name, text := range map[string]string{"a": "pages", "a-wal": "log"} {
		if err := os.WriteFile(at(name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(RenameStore(at("b"), at("a")), CopyStore(at("c"), at("b")), RemoveStore(at("b")), RemoveStore(at("none"))); err != nil {
		t.Fatal(err)
	}
	left, err := filepath.Glob(at("*"))
	if err != nil || !slices.Equal(left, []string{at("c"), at("c-wal")}) {
		t.Errorf("left are %v, %v", left, err)
	}
	if text, err := os.ReadFile(at("c-wal")); err != nil || string(text) != "log" {
		t.Errorf("the copied log is %q, %v", text, err)
	}
}
