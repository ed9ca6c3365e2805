package sqlite

import (
	"os"
	"path/filepath"
	"testing"

	"incidentmap/incidents"
	"incidentmap/incidents/storetest"
)

func TestStore(t *testing.T) {
	storetest.Run(t, storetest.Harness{
		Open: func(t *testing.T) incidents.Store { return open(t, filepath.Join(t.TempDir(), "a store?#%.db")) },
		Reopen: func(t *testing.T, s incidents.Store) incidents.Store {
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
			return open(t, s.(*Store).path)
		},
	})
}

// open opens a store that is closed when the test ends.
func open(t testing.TB, path string, options ...Option) *Store {
	t.Helper()
	s, err := Open(t.Context(), path, storetest.Encode, options...)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Errorf("Close: %v", err)
		}
	})
	return s
}

func sizeOf(t testing.TB, path string) int64 {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	return info.Size()
}
