package respond

import (
	"bytes"
	"cmp"
	"errors"
	"io"

	"incidentmap/tiles/cache"
)

// Limits of the answers that are remembered, in bytes.
const (
	rememberedTotal = 8 << 20
	rememberedEach  = 1 << 20
	rememberedMade  = 256 << 10 // of those made in a file
)

// newRemembered makes what keeps the bodies that were lately sent, by their ETags. A strong tag names
// the very bytes, with their coding, so an entry is never wrong and needs no invalidation.
func newRemembered() *cache.Cache[[]byte] {
	return cache.New(rememberedTotal, func(body []byte) int { return cap(body) })
}

// copier holds a body back until it is known to be whole or to be no small one, sends it on, and keeps
// a copy unless it grows too large to be kept.
type copier struct {
	w       io.Writer
	most    int  // bytes that are kept; rememberedEach when zero
	head    bool // nothing is sent: what would be is a failure, so that no more is made
	kept    bytes.Buffer
	sending bool
	large   bool // nothing is kept any more
}

// errHeaders ends the making of a body of which only the headers are wanted.
var errHeaders = errors.New("only the headers are wanted")

// Write takes b.
func (c *copier) Write(b []byte) (int, error) {
	switch {
	case c.large:
	case c.kept.Len()+len(b) > cmp.Or(c.most, rememberedEach):
		if err := c.send(); err != nil {
			return 0, err
		}
		c.large, c.kept = true, bytes.Buffer{}
	default:
		c.kept.Write(b)
		if !c.sending && c.kept.Len() > bodyBuffer {
			return len(b), c.send()
		}
	}
	if !c.sending {
		return len(b), nil
	}
	return c.w.Write(b)
}

// send begins to send, with what was held back.
func (c *copier) send() error {
	if c.sending {
		return nil
	}
	c.sending = true
	if c.head {
		return errHeaders
	}
	_, err := c.w.Write(c.kept.Bytes())
	return err
}
