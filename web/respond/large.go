package respond

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/klauspost/compress/gzip"

	"incidentmap/web/limit"
	"incidentmap/web/spool"
)

// Large makes a body that may have megabytes. It is not remembered, and takes a turn at a
// gate; HEAD makes nothing of it.
type Large struct {
	// Write makes the body. It ends with the context, which may go on after the request's where
	// others have asked for the same.
	Write func(context.Context, io.Writer) error
	// Costly says that making takes much more of a processor than sending: it is then made in a
	// temporary file, once for all who ask for it at the same time.
	Costly bool
}

// Bounds of large answers.
const (
	largeAtOnce = 64 // sent at the same time
	madeQueue   = 32 // works that wait for a processor
	madeBytes   = 4 << 30
)

// large bounds what large answers cost together.
type large struct {
	sending *limit.Gate
	turns   *limit.Gate // of those that are made while they are sent
	making  *spool.Spool
}

func newLarge() large {
	return large{
		sending: limit.NewGate("sending large files", largeAtOnce, 0),
		turns:   limit.NewGate("making large files", limit.Processors(), largeAtOnce),
		making:  spool.New(limit.NewGate("making files", limit.Processors(), madeQueue), madeBytes),
	}
}

func (s *Sender) sendLarge(w http.ResponseWriter, r *http.Request, tag string, c coding, body *Large) error {
	if r.Method == http.MethodHead {
		w.WriteHeader(http.StatusOK)
		return nil
	}
	leave, err := s.large.sending.Enter(r.Context())
	if err != nil {
		return err
	}
	defer leave()
	client := &hurried{ResponseWriter: w, begun: time.Now(), now: time.Now}
	if !body.Costly {
		paced := &taking{ctx: r.Context(), w: client, turns: s.large.turns}
		if err := paced.begin(); err != nil {
			return err
		}
		defer paced.end()
		return s.writeLarge(r.Context(), paced, c, body)
	}
	return s.large.making.Copy(r.Context(), tag, client, func(ctx context.Context, w io.Writer) error {
		kept := &copier{w: w, sending: true, most: rememberedMade} // to a file, where nothing is held back
		if err := s.writeLarge(ctx, kept, c, body); err != nil {
			return err
		}
		if !kept.large {
			s.remembered.Put(tag, bytes.Clone(kept.kept.Bytes()))
		}
		return nil
	})
}

// taking is a client that is sent what is made meanwhile. Making takes turns with that for other
// clients, a piece each, so that a crowd of them leaves a processor to maps; no turn is held while
// the client reads.
type taking struct {
	ctx   context.Context
	w     io.Writer
	turns *limit.Gate
	leave func()
}

func (t *taking) begin() (err error) {
	t.leave, err = t.turns.Enter(t.ctx)
	return err
}

func (t *taking) end() {
	if t.leave != nil {
		t.leave()
	}
}

// Write sends a piece between two turns.
func (t *taking) Write(b []byte) (int, error) {
	t.end()
	t.leave = nil
	n, err := t.w.Write(b)
	if err != nil {
		return n, err
	}
	return n, t.begin()
}

// A client may be as slow as a piece allows for leastAfter; from then on, what it has taken since the
// beginning must come to leastPace, so that a place among those who are sent large files is free again.
const (
	leastAfter = time.Hour
	leastPace  = 4 << 10 // bytes a second
)

// hurried is a client whose large file may not take for ever.
type hurried struct {
	http.ResponseWriter
	begun time.Time
	now   func() time.Time
	sent  int64
}

// Write sends b, unless the client is too slow on the whole.
func (h *hurried) Write(b []byte) (int, error) {
	if taken := h.now().Sub(h.begun); taken > leastAfter && h.sent < int64(taken.Seconds())*leastPace {
		return 0, fmt.Errorf("%d bytes were taken in %s, which is less than %d a second", h.sent, taken, leastPace)
	}
	n, err := h.ResponseWriter.Write(b)
	h.sent += int64(n)
	return n, err
}

func (s *Sender) writeLarge(ctx context.Context, w io.Writer, c coding, body *Large) error {
	end := func() error { return nil }
	if c == gzipC {
		pieces := newGzipPieces(w)
		w, end = pieces, pieces.close
	}
	buffered := s.buffers.writer(w)
	defer s.buffers.putWriter(buffered)
	if err := body.Write(ctx, buffered); err != nil {
		return err
	}
	if err := buffered.Flush(); err != nil {
		return err
	}
	return end()
}

// gzipPieces codes each piece by itself, and lets go of what that takes before it sends it: while
// a slow client reads, it holds no more than the coded piece.
type gzipPieces struct {
	w     io.Writer
	coder *gzip.Writer
	coded bytes.Buffer
}

func newGzipPieces(w io.Writer) *gzipPieces {
	p := &gzipPieces{w: w}
	coder, err := gzip.NewWriterLevel(&p.coded, gzip.StatelessCompression)
	if err != nil {
		panic(err) // the level is a constant
	}
	p.coder = coder
	return p
}

// Write codes b and sends it on.
func (p *gzipPieces) Write(b []byte) (int, error) {
	if _, err := p.coder.Write(b); err != nil {
		return 0, err
	}
	return len(b), p.send()
}

func (p *gzipPieces) close() error {
	if err := p.coder.Close(); err != nil {
		return err
	}
	return p.send()
}

func (p *gzipPieces) send() error {
	defer p.coded.Reset()
	_, err := p.w.Write(p.coded.Bytes())
	return err
}
