package sqlite

import (
	"bufio"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"zombiezen.com/go/sqlite"

	"incidentmap/incidents"
)

// A program may save in a file beside the store what its index of the feed holds, so that its next start need not read all of
// the feed. The file is never the truth: it is of one number, has a mark of what the store was at that number, and is
// removed when the store is another, when anything was redacted or erased since, and when it does not read.

// savedIndexName is the file's name, and with ".part" that of one that is being written.
func (s *Store) savedIndexName() string { return s.path + "-index" }

// SaveIndex lets write write what an index holds at the store's newest number, and keeps it for LoadIndex, for the file's
// owner alone. EConflict if somebody wrote to the store meanwhile, and the error of write: what was kept before stays then.
//
// What is erased must not be in a file that comes later: the file is made, and is given its name, while nobody can write
// and there is no newer number, and Erase removes both names after it has written.
func (s *Store) SaveIndex(ctx context.Context, write func(w io.Writer, at incidents.Seq, mark []byte) error) error {
	const doing = "save the index"
	part := s.savedIndexName() + ".part"
	var at incidents.Seq
	var mark []byte
	err := s.whileNobodyWrites(ctx, func(c *sqlite.Conn) (err error) {
		if at, err = lastSeq(c); err == nil {
			mark, err = markOf(c, at)
		}
		if err == nil {
			err = makeEmpty(part)
		}
		return err
	})
	if err != nil {
		return s.fault(doing, err)
	}
	if err = writeWhole(part, func(w io.Writer) error { return write(w, at, mark) }); err == nil {
		err = s.whileNobodyWrites(ctx, func(c *sqlite.Conn) error {
			if last, err := lastSeq(c); err != nil || last != at {
				return errors.Join(err, incidents.Errorf(incidents.EConflict, "", "store: change %d came while the index was saved", last))
			}
			return os.Rename(part, s.savedIndexName())
		})
	}
	if err != nil {
		return s.fault(doing, errors.Join(err, ignoreMissing(os.Remove(part))))
	}
	return nil
}

// writeWhole writes into a file that is there, and has it on the disk.
func writeWhole(name string, write func(io.Writer) error) (err error) {
	f, err := os.OpenFile(name, os.O_WRONLY, ownersMode)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	w := bufio.NewWriterSize(f, 1<<20)
	if err := write(w); err != nil {
		return err
	}
	return errors.Join(w.Flush(), f.Sync())
}

// LoadIndex lets read read what SaveIndex kept, if there is any: so many bytes. is gives an error where the number and mark that
// read finds in it are none of this store's past. What gives an error is removed.
func (s *Store) LoadIndex(ctx context.Context, read func(r io.Reader, size int64, is func(at incidents.Seq, mark []byte) error) error) error {
	name := s.savedIndexName()
	f, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return ignoreMissing(os.Remove(name + ".part")) // of a program that was cut short
	}
	if err != nil {
		return s.fault("read the saved index", err)
	}
	info, err := f.Stat()
	if err == nil {
		err = read(f, info.Size(), func(at incidents.Seq, mark []byte) error { return s.hasBeen(ctx, at, mark) })
	}
	if err = errors.Join(err, f.Close()); err != nil && ctx.Err() == nil {
		err = errors.Join(err, s.dropSavedIndex())
	}
	return err
}

// hasBeen gives EConflict unless the store was at a number with a mark, and nothing was taken away since.
func (s *Store) hasBeen(ctx context.Context, at incidents.Seq, mark []byte) error {
	return s.read(ctx, "look at the saved index", func(c *sqlite.Conn) error {
		own, err := markOf(c, at)
		if err == nil && string(own) != string(mark) {
			err = incidents.Errorf(incidents.EConflict, "", "store: what was saved at change %d is of another state of the store", at)
		}
		return err
	})
}

// markOf gives what tells the state of a store at a number from those of other stores, and of this one where it came about
// otherwise, as after a backup was restored: when the numbers up to it were given out, and what was written with it. With it
// stands what changes rows that were written: the schema, redactions and erasures. EConflict if no transaction ended
// with the number.
func markOf(c *sqlite.Conn, at incidents.Seq) ([]byte, error) {
	h := sha256.New()
	last := incidents.Seq(0)
	moment := func(st *sqlite.Stmt) error {
		last = incidents.Seq(st.ColumnInt64(1))
		fmt.Fprintf(h, "%d %d\n", st.ColumnInt64(0), last)
		return nil
	}
	err := each(c, moment, `SELECT time, last FROM moment ORDER BY time LIMIT 1`)
	if err == nil {
		err = each(c, moment, `SELECT time, last FROM moment WHERE last <= ? ORDER BY time DESC LIMIT 1`, at)
	}
	if err == nil && last != at {
		err = incidents.Errorf(incidents.EConflict, "", "store: no change %d was the last of a transaction", at)
	}
	for _, query := range []string{
		`SELECT user_version FROM pragma_user_version`, `SELECT count(*) FROM redaction`, `SELECT times FROM erasure`,
	} {
		if err == nil {
			var n int64
			n, _, err = number(c, query)
			fmt.Fprintln(h, n)
		}
	}
	if err == nil {
		err = each(c, func(st *sqlite.Stmt) error {
			h.Write(blob(st, 0))
			return nil
		}, `SELECT data FROM written WHERE seq = ?`, at)
	}
	return h.Sum(nil), err
}

// dropSavedIndex writes over a saved index, and over one that is being written, and removes them.
func (s *Store) dropSavedIndex() error {
	for _, name := range []string{s.savedIndexName(), s.savedIndexName() + ".part"} {
		err := ignoreMissing(overwrite(name))
		if err == nil {
			err = ignoreMissing(os.Remove(name))
		}
		if err != nil {
			return incidents.Errorf(incidents.EUnavailable, "index", "what was taken away can be read no more; "+
				"the file beside the store whose name ends in -index could not be removed: remove it by hand")
		}
	}
	return nil
}

// whileNobodyWrites does something while no program can write to the store.
func (s *Store) whileNobodyWrites(ctx context.Context, do func(c *sqlite.Conn) error) error {
	if ctx.Err() != nil {
		return ctx.Err() // select takes either of two that are ready
	}
	select {
	case s.turn <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { <-s.turn }()
	if s.closed.Load() {
		return errClosed
	}
	if err := run(s.writer, `BEGIN IMMEDIATE`); err != nil {
		return err
	}
	return errors.Join(do(s.writer), run(s.writer, `ROLLBACK`))
}

func ignoreMissing(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
