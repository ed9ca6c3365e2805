package sqlite

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"

	sqlite3 "modernc.org/sqlite/lib"

	"incidentmap/incidents"
)

// busyMillis is how long a statement waits for another program's lock.
const busyMillis = "5000"

// quickCheckBytes is the size up to which opening a file checks all of it, about
// 3 ms for each MiB. Beyond it, damage shows when the damaged page is read, or by Check.
const quickCheckBytes = 32 << 20

// bulk are settings for transactions of many rows: 32 MiB of pages stay in memory until the
// commit, and the write-ahead log is emptied at 16 MiB and cut to 64 MiB after it has been larger.
var bulk = []string{"cache_size(-32768)", "wal_autocheckpoint(4096)", "journal_size_limit(67108864)"}

type purpose int

const (
	forReading purpose = iota
	forWriting
)

// dsn names the file and how to open it. WAL itself is a property of the file: see migrate.
func dsn(path string, p purpose, immutable bool) string {
	q := url.Values{"_busy_timeout": {busyMillis}, "_foreign_keys": {"1"}, "_error_rc": {"1"}, "_dqs": {"0"}}
	if p == forWriting {
		q.Set("_synchronous", "FULL")
		q["_pragma"] = bulk
		q.Set("_txlock", "immediate")
	} else {
		q.Set("_query_only", "1")
	}
	if immutable {
		q.Set("immutable", "1")
	}
	// "file:" makes SQLite decode the path and read its own parameters.
	return "file:" + (&url.URL{Path: path}).EscapedPath() + "?" + q.Encode()
}

// A SQLite file begins with a header of 100 bytes: magic, then the page size in two
// bytes (https://www.sqlite.org/fileformat.html, section 1.3).
const (
	magic      = "SQLite format 3\x00"
	headerSize = 100
)

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
			Message: fmt.Sprintf("store %s: the file is not a SQLite database; name another file, or restore a backup", s.path),
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
		Message: fmt.Sprintf("store %s: the file cannot be read; let this program read it, or name another", s.path),
		Err:     err,
	}
}

// mayBeImmutable reports whether the file could not be opened only because its folder
// may not be written, where the write-ahead log's own index would have to be. Without
// a log the file is all there is, and can be read as it stands.
func (s *Store) mayBeImmutable(err error) bool {
	if !isPrimary(err, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY) {
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
	var last, newest incidents.Seq
	err := s.reader.QueryRowContext(ctx, `SELECT last, max(
		(SELECT coalesce(max(seq), 0) FROM revision),
		(SELECT coalesce(max(seq), 0) FROM story_revision),
		(SELECT coalesce(max(id) >> 16, 0) FROM feature)) FROM sequence`).Scan(&last, &newest)
	if err != nil {
		return s.fault("read the newest rows", err)
	}
	if newest > last {
		return s.damaged(fmt.Sprintf("row %d is newer than the newest sequence number %d", newest, last), nil)
	}
	if info, err := os.Stat(s.path); err != nil || info.Size() > quickCheckBytes {
		return nil //nolint:nilerr // the rows have just been read from it
	}
	var verdict string
	if err := s.reader.QueryRowContext(ctx, `PRAGMA quick_check(1)`).Scan(&verdict); err != nil {
		return s.fault("check it", err)
	}
	if verdict != "ok" {
		return s.damaged("the quick check failed", errors.New(verdict))
	}
	return nil
}
