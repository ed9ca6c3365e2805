package bench

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"time"
)

// store imports the incidents unless an earlier run has, and gives the store.
func (r *run) store(ctx context.Context) (string, error) {
	name := r.file(".db")
	info, err := os.Stat(name)
	if errors.Is(err, fs.ErrNotExist) {
		_, err = r.importInto(ctx, name)
		return name, err
	}
	if err == nil && info.ModTime().Before(r.began) {
		r.note("of the store that was imported at %s; measure import too for a new one", info.ModTime().Format(time.DateTime))
	}
	return name, err
}

// storeFiles calls do with what the names of a SQLite store's files end with, as far as they
// are there.
func storeFiles(store string, do func(suffix string) error) error {
	for _, suffix := range []string{"", "-wal", "-shm"} {
		_, err := os.Stat(store + suffix)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err == nil {
			err = do(suffix)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func removeStore(store string) error {
	return storeFiles(store, func(suffix string) error { return os.Remove(store + suffix) })
}

func renameStore(to, from string) error {
	return storeFiles(from, func(suffix string) error { return os.Rename(from+suffix, to+suffix) })
}

func copyStore(to, from string) error {
	return storeFiles(from, func(suffix string) error { return copyFile(to+suffix, from+suffix) })
}

func copyFile(to, from string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Close())
}
