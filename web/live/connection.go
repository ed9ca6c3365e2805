package live

import (
	"errors"
	"fmt"
	"net/http"
	"time"

	"incidentmap/incidents"
	"incidentmap/incidents/format"
)

// connection is one client's. What it is sent leaves with flush, or when it fills the buffer.
type connection struct {
	w        http.ResponseWriter
	control  *http.ResponseController
	patience time.Duration // how long the client may take
	base     string        // the address by which the client knows the server
	pending  bool
}

func newConnection(w http.ResponseWriter, patience time.Duration, base string) *connection {
	return &connection{w, http.NewResponseController(w), patience, base, false}
}

// open begins the answer, with the number after which it tells.
func (c *connection) open(at incidents.Seq) error {
	// Else the time for reading the request would end the stream.
	if err := supported(c.control.SetReadDeadline(time.Time{})); err != nil {
		return err
	}
	head := fmt.Appendf(nil, "retry: %d\n", retry())
	if at != nowhere {
		head = fmt.Appendf(head, "id: %d\n", at)
	}
	if err := c.write(append(head, '\n')); err != nil {
		return err
	}
	return c.flush()
}

func (c *connection) write(b []byte) error {
	if err := c.wait(); err != nil {
		return err
	}
	c.pending = true
	_, err := c.w.Write(b)
	return err
}

// tell writes an event with the client's own address of the server.
func (c *connection) tell(event *format.Template) error {
	for part := range event.Parts(c.base) {
		if err := c.write(part); err != nil {
			return err
		}
	}
	return nil
}

func (c *connection) flush() error {
	if !c.pending {
		return nil
	}
	c.pending = false
	if err := c.wait(); err != nil {
		return err
	}
	return supported(c.control.Flush())
}

// wait gives the client its time from now on.
func (c *connection) wait() error {
	return supported(c.control.SetWriteDeadline(time.Now().Add(c.patience)))
}

// supported passes over that a writer, as in tests, has no such thing.
func supported(err error) error {
	if errors.Is(err, http.ErrNotSupported) {
		return nil
	}
	return err
}
