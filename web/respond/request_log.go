package respond

import (
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"runtime/debug"
	"time"

	"incidentmap/incidents"
)

// recorder notes what was sent, for the log and for those who must know whether an
// error can still be told.
type recorder struct {
	http.ResponseWriter
	patience time.Duration // how long the client may take for each piece
	conn     net.Conn      // nil where it is not known
	status   int
	bytes    int64
	writer   Writer // who wrote what; the zero value for who only reads
}

// Unwrap lets http.ResponseController reach the connection.
func (w *recorder) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// WriteHeader notes the status.
func (w *recorder) WriteHeader(status int) {
	if w.status == 0 {
		w.status = status
	}
	w.ResponseWriter.WriteHeader(status)
}

// Write sends in pieces, each of which has its own time to be taken.
func (w *recorder) Write(b []byte) (int, error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	conn := w.conn
	if w.bytes+int64(len(b)) <= socketBuffer {
		conn = nil // the kernel takes that at once
	}
	n, err := writeInTime(w.ResponseWriter, b, w.patience, conn)
	w.bytes += int64(n)
	return n, err
}

// isUnderWay reports whether a part of the answer was sent.
func isUnderWay(w http.ResponseWriter) bool {
	rec, ok := w.(*recorder)
	return ok && rec.status != 0
}

// Logged notes every request when it is done, and those that write where security events are
// noted. What the client says of itself is not
// noted, nor where it is.
func (s *Sender) Logged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		begun := time.Now()
		rec := &recorder{ResponseWriter: w, patience: stallTime}
		rec.conn, _ = r.Context().Value(connKey{}).(net.Conn)
		defer func() {
			s.events.wrote(r, rec)
			if !s.config.Log.Enabled(r.Context(), slog.LevelDebug) {
				return // what it would say costs room, too
			}
			s.config.Log.DebugContext(r.Context(), "request", "method", r.Method, "path", r.URL.Path,
				"status", rec.status, "bytes", rec.bytes, "duration", time.Since(begun))
		}()
		next.ServeHTTP(rec, paced(w, r, stallTime))
	})
}

// Recovered turns a panic of a handler into an error answer.
func (s *Sender) Recovered(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			switch fault := recover(); fault {
			case nil:
			case http.ErrAbortHandler:
				panic(fault)
			default:
				s.config.Log.ErrorContext(r.Context(), "panic", "fault", fault, "stack", string(debug.Stack()))
				s.failed(w, r, &incidents.Error{
					Code: incidents.EInternal, Message: "a handler panicked", Err: fmt.Errorf("%v", fault),
				})
			}
		}()
		next.ServeHTTP(w, r)
	})
}
