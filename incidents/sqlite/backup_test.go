package sqlite

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"incidentmap/incidents"
	"incidentmap/incidents/storetest"
)

// A backup that is made while eight write is a store, whole, of one state: all that was acknowledged before it began is
// in it, and those who write are held up by no error.
func TestBackupWhileOthersWrite(t *testing.T) {
	dir := t.TempDir()
	s := open(t, filepath.Join(dir, "store.db"))
	if _, err := s.PutStory(t.Context(), storetest.Story("a")); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Write(t.Context(), batch(200)...); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	var writers sync.WaitGroup
	wrote := make(chan struct{}, 8)
	for range 8 {
		writers.Go(func() {
			for ctx.Err() == nil {
				if _, err := s.Write(t.Context(), batch(3)...); err != nil {
					t.Error(err)
					return
				}
				select {
				case wrote <- struct{}{}:
				default:
				}
			}
		})
	}
	for _, name := range []string{"first.db", "second.db"} {
		for range 8 {
			<-wrote
		}
		before, err := s.Seq(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(dir, name)
		if err := s.Backup(t.Context(), file); err != nil {
			t.Fatal(err)
		}
		if info, err := os.Stat(file); err != nil || info.Mode().Perm() != ownersMode {
			t.Errorf("%v, %v", info, err)
		}
		if err := s.Backup(t.Context(), file); incidents.CodeOf(err) != incidents.EConflict {
			t.Errorf("over a file that is there: %v", err)
		}
		restored := open(t, file)
		after, err := restored.Seq(t.Context())
		if err != nil || after < before {
			t.Errorf("the backup ends at %d, and %d was acknowledged before it: %v", after, before, err)
		}
		if _, err := restored.Write(t.Context(), batch(3)...); err != nil {
			t.Error(err)
		}
		if err := restored.Check(t.Context()); err != nil {
			t.Error(err)
		}
	}
	stop()
	writers.Wait()
	left, err := filepath.Glob(filepath.Join(dir, "*.part*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %q, %v", left, err)
	}
}

func TestBackupHasNothingOfWhatWasErased(t *testing.T) {
	dir := t.TempDir()
	s := open(t, filepath.Join(dir, "store.db"))
	words := storetest.Erased(t, s, func() {})
	file := filepath.Join(dir, "backup.db")
	if err := s.Backup(t.Context(), file); err != nil {
		t.Fatal(err)
	}
	all, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, word := range words {
		if bytes.Contains(all, []byte(word)) {
			t.Errorf("%q is in the backup", word)
		}
	}
}

func TestBackupThatFailsLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	s := open(t, filepath.Join(dir, "store.db"))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Backup(ctx, filepath.Join(dir, "backup.db")); err == nil {
		t.Error("a backup that was given up")
	}
	if err := s.Backup(t.Context(), filepath.Join(dir, "none", "backup.db")); err == nil {
		t.Error("a backup into a folder that is not there")
	}
	if left, err := filepath.Glob(filepath.Join(dir, "backup*")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %q, %v", left, err)
	}
}
