package postgis

import (
	"context"
	"errors"
	"fmt"
	"net"
	"slices"
	"syscall"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"incidentmap/incidents"
)

// fault gives an error of the driver its class and says what to do about it, without its address. Errors that
// have a class stay as they are. It goes by SQLSTATE
// (https://www.postgresql.org/docs/15/errcodes-appendix.html), never by the text.
func (s *Store) fault(ctx context.Context, doing string, err error) error {
	var known *incidents.Error
	if errors.As(err, &known) {
		return err
	}
	// A statement that the server cancelled does not say that it was the context that ended it.
	if given := ctx.Err(); given != nil && !errors.Is(err, given) {
		err = errors.Join(given, err)
	}
	code, advice := s.classify(err)
	return &incidents.Error{
		Code:    code,
		Message: fmt.Sprintf("store: cannot %s: %s", doing, advice),
		Err:     cause(err),
	}
}

// cause is the error as logs may have it: without the hosts, users and databases that the driver and
// the server name.
func cause(err error) error {
	if err == nil {
		return nil
	}
	return incidents.Because(err, causeText(err))
}

// revealing are the classes of errors in whose words the server names hosts, users, databases and files.
var revealing = []string{"08", "28", "3D", "53", "57", "58"}

func causeText(err error) string {
	var refused *pgconn.PgError
	var scan pgx.ScanArgError
	var number syscall.Errno
	var network net.Error
	switch {
	case errors.As(err, &refused) && slices.Contains(revealing, refused.Code[:min(2, len(refused.Code))]):
		return "SQLSTATE " + refused.Code
	case errors.As(err, &refused):
		return refused.Message + " (SQLSTATE " + refused.Code + ")"
	case errors.As(err, &scan), none(err):
		return err.Error()
	case errors.As(err, &number):
		return number.Error()
	case errors.As(err, &network) && network.Timeout(), errors.Is(err, context.DeadlineExceeded):
		return "the time was over"
	case errors.Is(err, context.Canceled):
		return context.Canceled.Error()
	}
	for inner := errors.Unwrap(err); inner != nil; inner = errors.Unwrap(err) {
		err = inner
	}
	return fmt.Sprintf("an error of the kind %T", err)
}

// orFault is fault where there is an error.
func (s *Store) orFault(ctx context.Context, doing string, err error) error {
	if err == nil {
		return nil
	}
	return s.fault(ctx, doing, err)
}

func (s *Store) classify(err error) (incidents.Code, string) {
	var refused *pgconn.PgError
	var scan pgx.ScanArgError
	switch {
	case s.closed.Load():
		return incidents.EUnavailable, "the store is closed"
	case errors.Is(err, context.Canceled):
		return incidents.EUnavailable, "the request was given up"
	case errors.Is(err, context.DeadlineExceeded):
		return incidents.EUnavailable, "it took too long; try again later"
	case errors.As(err, &refused):
		return classifyState(refused.Code)
	case errors.As(err, &scan), none(err):
		return incidents.EInternal, "what the database gave is not what was asked for"
	}
	return incidents.EUnavailable, "the server cannot be reached; see that it runs and that its address is right"
}

// states says what the exact codes mean, where that is more than what their class means.
var states = map[string]struct {
	code   incidents.Code
	advice string
}{
	"25006":        {incidents.EUnavailable, "the server takes no writes; name the primary and not a replica"},
	"28P01":        {incidents.EUnavailable, "the server refuses the password; see the user and the password of the address"},
	"28000":        {incidents.EUnavailable, "the server refuses the user; see the user of the address and the server's pg_hba.conf"},
	"3D000":        {incidents.EUnavailable, "there is no such database; make it with createdb"},
	"42501":        {incidents.EUnavailable, "the user may not; let it own the database"},
	undefinedTable: {incidents.EUnavailable, "its tables are not there; see that the address names the right database, and start again"},
	"55P03":        {incidents.EUnavailable, "another program writes for too long; try again later"},
	"57014":        {incidents.EUnavailable, "it took too long; try again later"},
	"53100":        {incidents.EUnavailable, "there is no room left on the server's disk; make some"},
	"53300":        {incidents.EUnavailable, "the server has no connections left; raise its max_connections or lower pool_max_conns in the address"},
}

const (
	undefinedTable  = "42P01"
	uniqueViolation = "23505"
)

// classes goes by the first two characters of a code.
var classes = map[string]struct {
	code   incidents.Code
	advice string
}{
	"08": {incidents.EUnavailable, "the connection to the server broke; try again"},
	"25": {incidents.EUnavailable, "the transaction was ended; try again"},
	"28": {incidents.EUnavailable, "the server refuses the user; see the address"},
	"40": {incidents.EUnavailable, "another program was quicker; try again"},
	"53": {incidents.EUnavailable, "the server lacks room; see its log"},
	"54": {incidents.ETooLarge, "it is larger than the database takes"},
	"57": {incidents.EUnavailable, "the server stops or starts; try again"},
	"58": {incidents.EUnavailable, "the server's disk failed to read or write; see its log"},
	"XX": {incidents.EDamaged, adviceDamaged},
}

const adviceDamaged = "the database is damaged; keep a copy of it and restore a backup"

func classifyState(state string) (incidents.Code, string) {
	if known, ok := states[state]; ok {
		return known.code, known.advice
	}
	if known, ok := classes[state[:min(2, len(state))]]; ok {
		return known.code, known.advice
	}
	return incidents.EInternal, "the database refused"
}

// damaged says that stored data failed a check.
func (s *Store) damaged(what string, err error) error {
	return &incidents.Error{
		Code:    incidents.EDamaged,
		Message: fmt.Sprintf("store: %s: %s", what, adviceDamaged),
		Err:     err,
	}
}

func none(err error) bool { return errors.Is(err, pgx.ErrNoRows) }

func isState(err error, states ...string) bool {
	var refused *pgconn.PgError
	if errors.As(err, &refused) {
		for _, state := range states {
			if refused.Code == state {
				return true
			}
		}
	}
	return false
}
