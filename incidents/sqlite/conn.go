package sqlite

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"runtime"
	"strings"
	"sync"
	"time"

	"zombiezen.com/go/sqlite"

	"incidentmap/incidents"
)

// busyTimeout is how long a statement waits for another program's lock.
const busyTimeout = 5 * time.Second

type purpose int

const (
	forReading purpose = iota
	forWriting
	forBackup
)

// settings are those of a connection. For transactions of many rows 64 MiB of pages stay in memory until
// the commit, and the write-ahead log is emptied at 64 MiB and cut to that after it has
// been larger. Rows of an import are small and lie side by side, so large pages hold more
// of them for each that is written. What undoes one of the jobs that share a transaction is
// kept in memory. WAL itself is a property of the file: see migrate.
//
// Why readers do not map the file: a look-up takes as long either way, what is mapped counts as
// the program's memory once for each connection, and a file that is cut beneath a reader would
// end the process.
func (p purpose) settings() string {
	switch p {
	case forReading:
		return `PRAGMA query_only = 1; PRAGMA cache_size = -8192`
	case forBackup:
		return `PRAGMA cache_size = -16384`
	}
	return `PRAGMA page_size = 16384; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536;
		PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 4096; PRAGMA journal_size_limit = 67108864`
}

// uri names the file and how to open it. "file:" makes SQLite decode the path and read
// its own parameters.
func uri(path string, immutable bool) string {
	u := "file:" + (&url.URL{Path: path}).EscapedPath()
	if immutable {
		u += "?immutable=1"
	}
	return u
}

func openConn(uri string, p purpose) (*sqlite.Conn, error) {
	c, err := sqlite.OpenConn(uri, sqlite.OpenReadWrite|sqlite.OpenCreate|sqlite.OpenURI)
	if err != nil {
		return nil, err
	}
	c.SetBusyTimeout(busyTimeout)
	if err := script(c, `PRAGMA foreign_keys = 1; `+p.settings()); err != nil {
		return nil, errors.Join(err, c.Close())
	}
	return c, nil
}

// script runs statements that give nothing, one after the other.
func script(c *sqlite.Conn, text string) error {
	for strings.TrimSpace(text) != "" {
		st, rest, err := c.PrepareTransient(text)
		if err != nil {
			return err
		}
		for more := st.ColumnCount() >= 0; more && err == nil; {
			more, err = st.Step()
		}
		if err = errors.Join(err, st.Finalize()); err != nil {
			return err
		}
		text = text[len(text)-rest:]
	}
	return nil
}

// bind gives values to a statement's parameters.
func bind(st *sqlite.Stmt, values []any) {
	for i, v := range values {
		switch v := v.(type) {
		case int:
			st.BindInt64(i+1, int64(v))
		case int64:
			st.BindInt64(i+1, v)
		case incidents.Seq:
			st.BindInt64(i+1, int64(v))
		case string:
			st.BindText(i+1, v)
		case []byte:
			st.BindBytes(i+1, v)
		case bool:
			st.BindBool(i+1, v)
		case nil:
			st.BindNull(i + 1)
		default:
			panic(fmt.Sprintf("sqlite: no column holds a %T", v)) // a fault of ours
		}
	}
}

// each hands every row of a query to do.
func each(c *sqlite.Conn, do func(*sqlite.Stmt) error, query string, values ...any) error {
	st, err := c.Prepare(query)
	if err != nil {
		return err
	}
	defer st.Reset() //nolint:errcheck // its error is that of the step before
	bind(st, values)
	for {
		more, err := st.Step()
		if err != nil || !more {
			return err
		}
		if err := do(st); err != nil {
			return err
		}
	}
}

// run runs a statement that gives nothing.
func run(c *sqlite.Conn, query string, values ...any) error {
	return each(c, func(*sqlite.Stmt) error { return nil }, query, values...)
}

// number gives the one number that a query gives, and whether there is a row.
func number(c *sqlite.Conn, query string, values ...any) (n int64, found bool, err error) {
	err = each(c, func(st *sqlite.Stmt) error {
		n, found = st.ColumnInt64(0), true
		return nil
	}, query, values...)
	return n, found, err
}

// blob copies a column.
func blob(st *sqlite.Stmt, column int) []byte {
	b := make([]byte, st.ColumnLen(column))
	return b[:st.ColumnBytes(column, b)]
}

// pool is connections that read. The one that was used last is used next: it has pages that
// are asked for again.
type pool struct {
	open  func() (*sqlite.Conn, error)
	slots chan struct{} // one for each connection that may be taken
	done  chan struct{}

	mu   sync.Mutex
	idle []*sqlite.Conn
}

var errClosed = errors.New("the connections are closed")

func newPool(open func() (*sqlite.Conn, error)) *pool {
	p := &pool{
		open: open, slots: make(chan struct{}, max(4, 2*runtime.GOMAXPROCS(0))), done: make(chan struct{}),
	}
	for range cap(p.slots) {
		p.slots <- struct{}{}
	}
	return p
}

// take gives a connection whose statements end with the context.
func (p *pool) take(ctx context.Context) (*sqlite.Conn, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	select {
	case <-p.done:
		return nil, errClosed
	default:
	}
	select {
	case <-p.slots:
		c := p.lastUsed()
		if c == nil {
			var err error
			if c, err = p.open(); err != nil {
				p.slots <- struct{}{}
				return nil, err
			}
		}
		c.SetInterrupt(ctx.Done())
		return c, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-p.done:
		return nil, errClosed
	}
}

// lastUsed takes the idle connection that was used last, nil if there is none.
func (p *pool) lastUsed() *sqlite.Conn {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.idle) == 0 {
		return nil
	}
	last := len(p.idle) - 1
	c := p.idle[last]
	p.idle = p.idle[:last]
	return c
}

func (p *pool) put(c *sqlite.Conn) {
	c.SetInterrupt(nil)
	p.mu.Lock()
	p.idle = append(p.idle, c)
	p.mu.Unlock()
	p.slots <- struct{}{}
}

// close waits for the readers and closes the connections.
func (p *pool) close() error {
	close(p.done)
	var all error
	for range cap(p.slots) {
		<-p.slots
		if c := p.lastUsed(); c != nil {
			all = errors.Join(all, c.Close())
		}
	}
	return all
}

// takeNew gives a connection that has read nothing yet. The check of a full-text index is
// of what the connection remembers of it, though another has written since.
func (p *pool) takeNew(ctx context.Context) (*sqlite.Conn, error) {
	old, err := p.take(ctx)
	if err != nil {
		return nil, err
	}
	old.SetInterrupt(nil)
	c, err := p.open()
	if err = errors.Join(err, old.Close()); err != nil {
		p.slots <- struct{}{}
		return nil, err
	}
	c.SetInterrupt(ctx.Done())
	return c, nil
}

// read runs do on a connection, in one state of the store.
func (s *Store) read(ctx context.Context, doing string, do func(*sqlite.Conn) error) error {
	return s.readWith(ctx, s.readers.take, doing, do)
}

func (s *Store) readWith(ctx context.Context, take func(context.Context) (*sqlite.Conn, error), doing string, do func(*sqlite.Conn) error) (err error) {
	c, err := take(ctx)
	if err != nil {
		return s.fault(doing, err)
	}
	defer func() {
		c.SetInterrupt(nil)
		if !c.AutocommitEnabled() {
			err = errors.Join(err, run(c, `ROLLBACK`))
		}
		s.readers.put(c)
	}()
	if err = run(c, `BEGIN`); err == nil {
		err = do(c)
	}
	switch {
	case err == nil:
		return nil
	case resultCode(err).ToPrimary() == sqlite.ResultInterrupt && ctx.Err() != nil:
		err = ctx.Err()
	}
	return s.fault(doing, err)
}
