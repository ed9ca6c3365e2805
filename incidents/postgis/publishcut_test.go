package postgis

import (
	"fmt"
	"net"
	"net/url"
	"sync"
	"testing"
	"time"

	"incidentmap/incidents"
	"incidentmap/incidents/postgis/postgistest"
	"incidentmap/incidents/storetest"
)

// cutter is between a store and its database, and ends all connections before something is passed on to the database: then the
// store is to the database as a program that died at that step.
type cutter struct {
	listener net.Listener
	to       string // address

	mu    sync.Mutex
	left  int // how much is still passed on; negative for any
	cut   bool
	conns []net.Conn
}

// newCutter gives one, and the address of the database by way of it.
func newCutter(t *testing.T, dsn string) (*cutter, string) {
	t.Helper()
	u, err := url.Parse(dsn)
	if err != nil {
		t.Fatal(err)
	}
	if host := u.Query().Get("host"); u.Hostname() == "" || host != "" {
		t.Skip("the database is reached by a socket of the file system")
	}
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	c := &cutter{listener: listener, to: u.Host, left: -1}
	if u.Port() == "" {
		c.to = net.JoinHostPort(u.Hostname(), "5432")
	}
	u.Host = listener.Addr().String()
	t.Cleanup(func() {
		_ = listener.Close()
		c.end()
	})
	go c.serve()
	return c, u.String()
}

func (c *cutter) serve() {
	for {
		near, err := c.listener.Accept()
		if err != nil {
			return // the test is over
		}
		far, err := net.Dial("tcp", c.to) //nolint:noctx // it ends with the test
		if err != nil {
			_ = near.Close()
			continue
		}
		c.mu.Lock()
		c.conns = append(c.conns, near, far)
		c.mu.Unlock()
		go c.pass(near, far, true)
		go c.pass(far, near, false)
	}
}

// pass hands on what one says to the other.
func (c *cutter) pass(from, to net.Conn, counted bool) {
	defer from.Close() //nolint:errcheck // nothing is lost that a test wants
	defer to.Close()   //nolint:errcheck // nor here
	b := make([]byte, 1<<20)
	for {
		n, err := from.Read(b)
		if n > 0 && (!counted || c.may()) {
			if _, err := to.Write(b[:n]); err != nil {
				return
			}
		} else if n > 0 {
			return
		}
		if err != nil {
			return
		}
	}
}

// may reports whether something is still passed on, and ends all connections where it is not.
func (c *cutter) may() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case c.left < 0:
		return true
	case c.left > 0:
		c.left--
		return true
	}
	c.cut = true
	c.endLocked()
	return false
}

func (c *cutter) end() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.endLocked()
}

func (c *cutter) endLocked() {
	for _, conn := range c.conns {
		_ = conn.Close()
	}
	c.conns = nil
}

// set lets so much pass; a negative number lets all pass. It reports whether it cut since it was set last.
func (c *cutter) set(left int) (cut bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	cut, c.cut, c.left = c.cut, false, left
	return cut
}

// TestPublishCutAtEachStep ends a store's connections before each step of a publish in turn, until one needs no more steps. The
// incident is then published or it is not, in every place where the store tells so, and what was acknowledged is.
func TestPublishCutAtEachStep(t *testing.T) {
	dsn := postgistest.Setting(t)
	by, address := newCutter(t, dsn)
	clock := time.Date(2026, 2, 22, 12, 0, 0, 0, time.UTC)
	direct := open(t, dsn, WithClock(func() time.Time { return clock }))
	if _, err := direct.PutStory(t.Context(), storetest.Story("a")); err != nil {
		t.Fatal(err)
	}
	for step := 0; ; step++ {
		inc := storetest.ToPublish(t, direct, fmt.Sprint("Published at step ", step))
		by.set(-1)
		s, err := Open(t.Context(), address, storetest.Encode)
		if err != nil {
			t.Fatal(err)
		}
		by.set(step)
		err = storetest.Publish(t, s, inc)
		cut := by.set(-1)
		_ = s.Close() // its connections may be gone
		published := storetest.IsPublished(t, direct, inc)
		if err == nil && !published {
			t.Errorf("step %d: it was acknowledged and is not published", step)
		}
		if err != nil && incidents.CodeOf(err) != incidents.EUnavailable {
			t.Errorf("step %d: %v", step, err)
		}
		if !cut && published {
			if step < 4 {
				t.Errorf("a publish took %d steps; this test sees too few", step)
			}
			break
		}
		if step > 200 {
			t.Fatal("a publish takes more steps than there can be")
		}
	}
	if err := direct.Check(t.Context()); err != nil {
		t.Error(err)
	}
}
