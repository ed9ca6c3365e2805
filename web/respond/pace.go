package respond

import (
	"errors"
	"io"
	"net"
	"net/http"
	"syscall"
	"time"
)

// writeInTime writes b piece by piece and gives the client some time for each.
func writeInTime(w http.ResponseWriter, b []byte, patience time.Duration, conn net.Conn) (int, error) {
	control := http.NewResponseController(w)
	written := 0
	for {
		piece := b[written:min(written+pieceBytes, len(b))]
		// A writer without deadlines, as in tests, has none to move.
		if err := control.SetWriteDeadline(time.Now().Add(patience)); err != nil && !errors.Is(err, http.ErrNotSupported) {
			return written, err
		}
		watch := watchMoving(conn, patience)
		n, err := w.Write(piece)
		watch.stop()
		written += n
		if err != nil || written == len(b) {
			return written, err
		}
	}
}

// watching extends the time of a write for as long as the client takes what is on its way to it.
// The kernel lets a writer go on only when a third of its buffer is free: of a slow line that is more than
// a piece, and without this a client that moves would pass for one that does not.
type watching struct{ timer *time.Timer }

// watchMoving begins to watch a connection before a write, whose deadline is patience from now.
func watchMoving(conn net.Conn, patience time.Duration) watching {
	raw, ok := conn.(syscall.Conn)
	if !ok {
		return watching{}
	}
	before, known := 0, false
	var w watching
	w.timer = time.AfterFunc(patience, func() {
		waiting, ok := unsent(raw)
		switch {
		case !ok:
			return
		case !known:
			before, known = waiting, true
			w.timer.Reset(patience * 8 / 10)
		case moved(before, waiting):
			if conn.SetWriteDeadline(time.Now().Add(patience)) == nil {
				before = waiting
				w.timer.Reset(patience * 8 / 10)
			}
		}
	})
	w.timer.Reset(patience / 10)
	return w
}

// moved reports whether a client has taken about a piece of what waits for it.
func moved(before, now int) bool { return before-now >= pieceBytes/2 }

func (w watching) stop() {
	if w.timer != nil {
		w.timer.Stop()
	}
}

// pacedBody gives a client some time for each piece of a body, and for all of it. A body that
// is not read to its end is discarded by net/http within the time that is left.
type pacedBody struct {
	io.ReadCloser
	control  *http.ResponseController
	patience time.Duration
	end      time.Time // by when all must be there; zero until it is read
	piece    int       // bytes since the deadline was moved
}

// Read reads, and moves the deadline on when a piece has come.
func (b *pacedBody) Read(p []byte) (int, error) {
	if b.end.IsZero() {
		now := time.Now()
		b.end = now.Add(bodyTime)
		b.extend(now)
	}
	n, err := b.ReadCloser.Read(p)
	if b.piece += n; b.piece >= pieceBytes {
		b.piece = 0
		b.extend(time.Now())
	}
	return n, err
}

// extend lets the client have the time for another piece.
func (b *pacedBody) extend(now time.Time) {
	deadline := now.Add(b.patience)
	if deadline.After(b.end) {
		deadline = b.end
	}
	_ = b.control.SetReadDeadline(deadline) // a request without deadlines, as in tests, has none to move
}

// paced gives a request whose body is read within bounds of time.
func paced(w http.ResponseWriter, r *http.Request, patience time.Duration) *http.Request {
	if r.Body == nil || r.Body == http.NoBody {
		return r
	}
	own := *r // net/http goes by the body that it gave
	own.Body = &pacedBody{ReadCloser: r.Body, control: http.NewResponseController(w), patience: patience}
	return &own
}
