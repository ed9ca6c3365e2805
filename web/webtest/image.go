package webtest

import (
	"maps"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"
)

// image is a store as a file has it. Tests open copies of it, as making a store and writing into it take longer.
type image struct {
	file     []byte
	revision map[string]int
	clock    time.Time
}

// imageOf keeps the image of a store that fill has filled, which is made once.
type imageOf struct {
	fill func(s *Store)
	mu   sync.Mutex
	made *image
}

// open gives a copy of the store, which is closed when the test ends.
func (i *imageOf) open(t testing.TB) *Store {
	t.Helper()
	made := i.image(t)
	file := filepath.Join(t.TempDir(), "test.db")
	if err := os.WriteFile(file, made.file, 0o600); err != nil {
		t.Fatal(err)
	}
	s := openStore(t, file, made.clock)
	s.revision = maps.Clone(made.revision)
	return s
}

func (i *imageOf) image(t testing.TB) *image {
	t.Helper()
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.made != nil {
		return i.made
	}
	file := filepath.Join(t.TempDir(), "image.db")
	s := openStore(t, file, time.Date(2026, 2, 23, 2, 0, 0, 0, time.UTC))
	i.fill(s)
	if err := s.store.Close(); err != nil { // which brings all into the file
		t.Fatal(err)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	i.made = &image{text, s.revision, s.Clock}
	return i.made
}
