package crash

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
)

// diskSize is how much a disk that is to be filled holds, in bytes.
const diskSize = 96 << 20

// disk is the folder of a store. One that can be filled is a file system in memory of its own.
type disk struct {
	dir     string
	mounted bool
}

// mountDisk makes a folder, and if it is to be filled mounts a file system there, for which one
// must be root.
func mountDisk(dir string, fillable bool) (*disk, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	if fillable {
		if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, fmt.Sprintf("size=%d", diskSize)); err != nil {
			return nil, fmt.Errorf("cannot mount a disk that is to be filled; be root, or ask for no full disks by --fulls 0: %w", err)
		}
	}
	return &disk{dir: dir, mounted: fillable}, nil
}

func (d *disk) ballast() string { return filepath.Join(d.dir, "ballast") }

// fill takes all room but so many bytes.
func (d *disk) fill(left int64) error {
	var state syscall.Statfs_t
	if err := syscall.Statfs(d.dir, &state); err != nil {
		return err
	}
	f, err := os.Create(d.ballast())
	if err != nil {
		return err
	}
	free := int64(state.Bavail) * state.Bsize                                              //nolint:gosec // far below 2⁶³
	return errors.Join(syscall.Fallocate(int(f.Fd()), 0, 0, max(1, free-left)), f.Close()) //nolint:gosec // a number of a file
}

// clear gives the room back.
func (d *disk) clear() error { return os.Remove(d.ballast()) }

func (d *disk) remove() error {
	var err error
	if d.mounted {
		err = syscall.Unmount(d.dir, syscall.MNT_DETACH)
	}
	return errors.Join(err, os.RemoveAll(d.dir))
}
