//go:build !linux

package crash

import (
	"errors"
	"os"
)

// disk is the folder of a store.
type disk struct{ dir string }

var errNoDisk = errors.New("a disk that can be filled is made on Linux alone; ask for none by --fulls 0")

func mountDisk(dir string, fillable bool) (*disk, error) {
	if fillable {
		return nil, errNoDisk
	}
	return &disk{dir}, os.MkdirAll(dir, 0o700)
}

func (d *disk) fill(int64) error { return errNoDisk }

func (d *disk) clear() error { return errNoDisk }

func (d *disk) remove() error { return os.RemoveAll(d.dir) }
