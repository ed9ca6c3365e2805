package sqlite

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"

	"zombiezen.com/go/sqlite"

	"incidentmap/incidents"
)

// quickCheckBytes is the size up to which opening a file checks all of it, about
// 3 ms for each MiB. Beyond it, damage shows when the damaged page is read, or by Check.
const quickCheckBytes = 32 << 20

// A SQLite file begins with a header of 100 bytes: magic, then the page size in two
// bytes (https://www.sqlite.org/fileformat.html, section 1.3).
const (
	magic      = "SQLite format 3\x00"
	headerSize = 100
)

// Nobody but the file's owner reads drafts, and tokens' hashes, of the file. SQLite makes what it writes
// beside it (the write-ahead log and its index) as the file is.
const (
	ownersMode = 0o600
	othersMode = 0o007
)

// makePrivate makes a file that is not there for its owner alone, whatever the umask is. A file that
// all users of the machine may read, as older versions made it, becomes its owner's; that its group
// may read one, somebody has wanted. What cannot be done, whoever opens it finds.
func (s *Store) makePrivate() {
	if f, err := os.OpenFile(s.path, os.O_RDWR|os.O_CREATE|os.O_EXCL, ownersMode); err == nil {
		_ = f.Chmod(ownersMode) // see above
		_ = f.Close()
		return
	}
	tightened := false
	for _, name := range []string{s.path, s.path + "-wal", s.path + "-shm"} {
		info, err := os.Stat(name)
		if err != nil || !info.Mode().IsRegular() || info.Mode()&othersMode == 0 {
			continue
		}
		tightened = os.Chmod(name, info.Mode().Perm()&0o700) == nil || tightened
	}
	if tightened && s.notice != nil {
		s.notice("all users of this machine could read the store's file; now its owner alone can")
	}
}

// looksLikeDatabase refuses a file that cannot be a database before SQLite touches it.
// One that is not there or is empty is a new database.
func (s *Store) looksLikeDatabase() error {
	f, err := os.Open(s.path)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return s.unreadable(err)
	}
	defer f.Close() //nolint:errcheck // nothing was written
	head := make([]byte, headerSize)
	n, err := io.ReadFull(f, head)
	switch {
	case errors.Is(err, io.EOF):
		return nil
	case err != nil && !errors.Is(err, io.ErrUnexpectedEOF):
		return s.unreadable(err)
	case !bytes.HasPrefix(head[:n], []byte(magic)):
		return &incidents.Error{
			Code:    incidents.EDamaged,
			Message: "store: the file is not a SQLite database; name another file, or restore a backup",
		}
	case n < headerSize:
		return s.damaged("the file is cut short", nil)
	}
	info, err := f.Stat()
	if err != nil {
		return s.unreadable(err)
	}
	if info.Size()%pageSize(head) != 0 && !s.hasLog() {
		return s.damaged("the file is cut short", nil)
	}
	return nil
}

// pageSize reads the page size, in which 1 stands for what two bytes cannot hold.
func pageSize(head []byte) int64 {
	if size := int64(binary.BigEndian.Uint16(head[16:])); size >= 512 {
		return size
	}
	return 65536
}

// hasLog reports whether there is a write-ahead log, which may hold what the file lacks.
func (s *Store) hasLog() bool {
	info, err := os.Stat(s.path + "-wal")
	return err == nil && info.Size() > 0
}

func (s *Store) unreadable(err error) error {
	return &incidents.Error{
		Code:    incidents.EUnavailable,
		Message: "store: the file cannot be read; let this program read it, or name another",
		Err:     s.cause(err),
	}
}

// mayBeImmutable reports whether the file could not be opened only because its folder
// may not be written, where the write-ahead log's own index would have to be. Without
// a log the file is all there is, and can be read as it stands.
func (s *Store) mayBeImmutable(err error) bool {
	if !isPrimary(err, sqlite.ResultCantOpen, sqlite.ResultReadOnly) {
		return false
	}
	if info, err := os.Stat(s.path); err != nil || info.Size() == 0 {
		return false
	}
	return !s.hasLog()
}

// quickCheck looks for damage, in all of a small file. Reading the schema and the
// newest rows of a large one finds a file that was cut short.
func (s *Store) quickCheck(ctx context.Context) error {
	return s.read(ctx, "check it", func(c *sqlite.Conn) error {
		last, err := lastSeq(c)
		if err != nil {
			return err
		}
		newest, _, err := number(c, `SELECT max(
			(SELECT coalesce(max(seq), 0) FROM written),
			(SELECT coalesce(max(seq), 0) FROM story_revision),
			(SELECT coalesce(max(first), 0) FROM feed))`)
		if err != nil {
			return err
		}
		if incidents.Seq(newest) > last {
			return s.damaged(fmt.Sprintf("row %d is newer than the newest sequence number %d", newest, last), nil)
		}
		if info, err := os.Stat(s.path); err != nil || info.Size() > quickCheckBytes {
			return nil //nolint:nilerr // the rows have just been read from it
		}
		return each(c, func(st *sqlite.Stmt) error {
			if verdict := st.ColumnText(0); verdict != "ok" {
				return s.damaged("the quick check failed", errors.New(verdict))
			}
			return nil
		}, `PRAGMA quick_check(1)`)
	})
}
