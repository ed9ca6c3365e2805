package sqlite

import (
	"path/filepath"
	"testing"

	"incidentmap/incidents"
	"incidentmap/incidents/storetest"
)

// TestBackupHasPictures holds that a backup is a store with the pictures that were in the other, and no other's.
func TestBackupHasPictures(t *testing.T) {
	dir := t.TempDir()
	s := open(t, filepath.Join(dir, "store.db"))
	if _, err := s.PutStory(t.Context(), storetest.Story("a")); err != nil {
		t.Fatal(err)
	}
	inc := storetest.Incident("a", "Shown")
	u := storetest.Picture("a", inc.ID, "kept", 900)
	if err := s.PutMedia(t.Context(), u); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "copy.db")
	if err := s.Backup(t.Context(), file); err != nil {
		t.Fatal(err)
	}
	copied := open(t, file)
	for _, f := range u.Files {
		if data, err := copied.MediaFile(t.Context(), u.Key(), f.Width); err != nil || string(data) != string(f.Data) {
			t.Errorf("%d wide: %d bytes, %v", f.Width, len(data), err)
		}
	}
	usage, err := copied.MediaUsage(t.Context(), "a")
	if want := (incidents.MediaUsage{Pictures: 1, Bytes: u.Bytes()}); err != nil || usage != want {
		t.Errorf("%+v, %v", usage, err)
	}
}
