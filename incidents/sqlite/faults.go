package sqlite

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"zombiezen.com/go/sqlite"

	"incidentmap/incidents"
)

// fault gives an error of the driver its class and says what to do about it, without the file's name. Errors that
// have a class stay as they are. It goes by SQLite's result codes
// (https://www.sqlite.org/rescode.html), never by the text.
func (s *Store) fault(doing string, err error) error {
	var known *incidents.Error
	if errors.As(err, &known) {
		return err
	}
	code, advice := s.classify(err)
	return &incidents.Error{
		Code:    code,
		Message: fmt.Sprintf("store: cannot %s: %s", doing, advice),
		Err:     s.cause(err),
	}
}

// cause is the error as logs may have it: where the file is, is nobody's business but its owner's,
// who has named it.
func (s *Store) cause(err error) error {
	if err == nil {
		return nil
	}
	text := err.Error()
	for _, name := range []string{uri(s.path, true), uri(s.path, false), s.path, filepath.Dir(s.path)} {
		if name != "." && name != "/" {
			text = strings.ReplaceAll(text, name, "the file")
		}
	}
	return incidents.Because(err, text)
}

func (s *Store) classify(err error) (incidents.Code, string) {
	switch {
	case s.closed.Load(), errors.Is(err, errClosed):
		return incidents.EUnavailable, "the store is closed"
	case errors.Is(err, context.Canceled):
		return incidents.EUnavailable, "the request was given up"
	case errors.Is(err, context.DeadlineExceeded):
		return incidents.EUnavailable, "it took too long; try again later"
	}
	switch code := resultCode(err); code {
	case resultCorruptFS:
		return incidents.EDamaged, adviceDamaged
	case sqlite.ResultReadOnlyDBMoved:
		return incidents.EUnavailable, "the file was moved or removed; put it back and start again"
	default:
		return classifyPrimary(code.ToPrimary())
	}
}

// resultCorruptFS is SQLITE_IOERR_CORRUPTFS.
const resultCorruptFS = sqlite.ResultIOErr | 33<<8

const adviceDamaged = "the file is damaged; keep a copy of it and restore a backup"

// classifyPrimary goes by the low byte of a result code, which the more exact codes share.
func classifyPrimary(code sqlite.ResultCode) (incidents.Code, string) {
	switch code {
	case sqlite.ResultCorrupt, sqlite.ResultNotADB:
		return incidents.EDamaged, adviceDamaged
	case sqlite.ResultReadOnly, sqlite.ResultPerm, sqlite.ResultAuth:
		return incidents.EUnavailable, "it may only be read; let this program write the file and its folder"
	case sqlite.ResultCantOpen:
		return incidents.EUnavailable, "the file cannot be opened; see that its folder is there and that this program may write in it"
	case sqlite.ResultFull:
		return incidents.EUnavailable, "there is no room left on the disk; make some"
	case sqlite.ResultIOErr:
		return incidents.EUnavailable, "the disk failed to read or write; see the system's log"
	case sqlite.ResultBusy, sqlite.ResultLocked, sqlite.ResultProtocol:
		return incidents.EUnavailable, "another program holds the file; try again when it is done"
	case sqlite.ResultInterrupt, sqlite.ResultAbort:
		return incidents.EUnavailable, "the request was given up"
	case sqlite.ResultNoMem:
		return incidents.EUnavailable, "there is no memory left"
	case sqlite.ResultTooBig:
		return incidents.ETooLarge, "it is larger than a row may be"
	}
	return incidents.EInternal, "the database refused"
}

// resultCode gives SQLite's extended result code; that of an error that is not SQLite's is
// the code of no error class.
func resultCode(err error) sqlite.ResultCode { return sqlite.ErrCode(err) }

func isPrimary(err error, codes ...sqlite.ResultCode) bool {
	return slices.Contains(codes, resultCode(err).ToPrimary())
}

// damaged says that stored data failed a check.
func (s *Store) damaged(what string, err error) error {
	return &incidents.Error{
		Code:    incidents.EDamaged,
		Message: fmt.Sprintf("store: %s: %s", what, adviceDamaged),
		Err:     s.cause(err),
	}
}
