package program

import (
	"errors"
	"io"
	"io/fs"
	"os"
)

// storeFiles calls do with what the names of a SQLite store's files end with, as far as they
// are there.
func storeFiles(store string, do func(suffix string) error) error {
	for _, suffix := range []string{"", "-wal", "-shm", "-index"} {
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

// RemoveStore removes a SQLite store's files, of which there may be none.
func RemoveStore(store string) error {
	return storeFiles(store, func(suffix string) error { return os.Remove(store + suffix) })
}

// RemoveSavedIndex removes the index that a server has saved beside a SQLite store, if it has.
func RemoveSavedIndex(store string) error {
	if err := os.Remove(store + "-index"); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// RenameStore gives a SQLite store that no program has open another name.
func RenameStore(to, from string) error {
	return storeFiles(from, func(suffix string) error { return os.Rename(from+suffix, to+suffix) })
}

// CopyStore copies a SQLite store that no program has open.
func CopyStore(to, from string) error {
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
