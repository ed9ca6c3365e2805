package respond

import (
	"bufio"
	"bytes"
	"io"
	"sync"
)

// bodyBuffer is how many bytes of a body are made before any is sent, so that an early
// fault can still be told.
const bodyBuffer = 64 << 10

// buffers are what making an answer takes, to be used again: a small answer would else make
// more memory than it has bytes many times over.
type buffers struct{ writers, copiers sync.Pool }

func newBuffers() *buffers {
	return &buffers{
		writers: sync.Pool{New: func() any { return bufio.NewWriterSize(nil, bodyBuffer) }},
		copiers: sync.Pool{New: func() any { return new(copier) }},
	}
}

func (b *buffers) writer(w io.Writer) *bufio.Writer {
	buffered, _ := b.writers.Get().(*bufio.Writer)
	buffered.Reset(w)
	return buffered
}

func (b *buffers) putWriter(w *bufio.Writer) {
	w.Reset(nil) // it holds on to no request
	b.writers.Put(w)
}

func (b *buffers) copier(w io.Writer) *copier {
	c, _ := b.copiers.Get().(*copier)
	c.w = w
	return c
}

func (b *buffers) putCopier(c *copier) {
	c.w, c.large, c.sending, c.head = nil, false, false, false
	if c.kept.Reset(); c.kept.Cap() > bodyBuffer {
		c.kept = bytes.Buffer{} // a large answer is seldom followed by another
	}
	b.copiers.Put(c)
}
