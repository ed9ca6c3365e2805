package sqlite

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"incidentmap/incidents"
)

// Backup writes all that the store holds at one time into a new file, while others read and write, and checks what it
// wrote before the file has its name. What was erased is not in it. EConflict if there is a file of that name.
func (s *Store) Backup(ctx context.Context, file string) error {
	const doing = "back it up"
	if _, err := os.Lstat(file); err == nil {
		return incidents.Errorf(incidents.EConflict, "backup", "there is a file of that name already; name a new one")
	}
	part := file + ".part"
	if err := makeEmpty(part); err != nil {
		return s.fault(doing, err)
	}
	err := s.writeBackup(ctx, part)
	if err == nil {
		err = checkBackup(ctx, part, s.encode)
	}
	if err == nil {
		err = s.backupMedia(ctx, file)
	}
	if err == nil {
		err = settle(part, file)
	}
	if err != nil {
		_ = os.Remove(part) // what is not whole is no backup
		return s.fault(doing, err)
	}
	return nil
}

// makeEmpty makes a file that its owner alone may read, in place of what an earlier run left.
func makeEmpty(name string) error {
	if err := os.Remove(name); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, ownersMode)
	if err != nil {
		return err
	}
	return f.Close()
}

// writeBackup copies what one transaction sees, page by page without those that are free.
func (s *Store) writeBackup(ctx context.Context, part string) (err error) {
	c, err := openConn(uri(s.path, false), forBackup)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, c.Close()) }()
	c.SetInterrupt(ctx.Done())
	return run(c, `VACUUM INTO ?`, part)
}

// checkBackup opens a backup as a store, and reads all of it.
func checkBackup(ctx context.Context, part string, encode incidents.Encoder) error {
	copied, err := Open(ctx, part, encode, WithoutIndexing())
	if err != nil {
		return fmt.Errorf("the backup cannot be opened: %w", err)
	}
	if err = errors.Join(copied.Check(ctx), copied.Close()); err != nil {
		return fmt.Errorf("the backup is not whole: %w", err)
	}
	return nil
}

// settle gives a file its name once it is on the disk.
func settle(part, file string) error {
	f, err := os.OpenFile(part, os.O_RDWR, ownersMode)
	if err != nil {
		return err
	}
	if err = errors.Join(f.Sync(), f.Close()); err != nil {
		return err
	}
	if err = os.Rename(part, file); err != nil {
		return err
	}
	d, err := os.Open(filepath.Dir(file))
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
