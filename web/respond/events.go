package respond

import (
	"context"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"golang.org/x/time/rate"

	"incidentmap/incidents"
	"incidentmap/web/origin"
)

// Security events are noted at the default level of the log: who wrote what, and what was refused
// to whom it should not be given. They name no reader's address. A flood of refusals is noted by its
// first few a second and the number of the rest.

// refusalsASecond is how many refusals of one kind are noted in a second.
const refusalsASecond = 5

// maxPathNoted is how much of a path is noted, in bytes.
const maxPathNoted = 200

// Writer is who wrote what.
type Writer struct {
	Token    string // the token's name; "" for a person
	Person   string // the person's name; "" for a token
	Story    string
	Incident string // "" for a story; of several incidents the first
	Several  int    // how many incidents, where they are more than one
}

// events notes security events. It is safe for use by many goroutines.
type events struct {
	log *slog.Logger
	now func() time.Time

	mu    sync.Mutex
	kinds map[incidents.Code]*refusals // there are as many as codes that refuse
}

type refusals struct {
	noted *rate.Limiter
	left  int // since one was noted
}

func newEvents(log *slog.Logger, now func() time.Time) *events {
	return &events{log: log, now: now, kinds: map[incidents.Code]*refusals{}}
}

// refused notes a problem that tells of an attack, of a client that does not know its bounds, or of
// a server that is at its own.
func (e *events) refused(r *http.Request, p Problem) {
	if !isSecurity(p) {
		return
	}
	left, noted := e.count(p.Code)
	if !noted {
		return
	}
	attributes := []slog.Attr{
		slog.Int("status", p.Status), slog.String("code", string(p.Code)), slog.String("method", beginning(r.Method)),
		slog.String("path", beginning(r.URL.Path)), slog.String("reason", p.Detail),
	}
	if left > 0 {
		attributes = append(attributes, slog.Int("not_noted_before", left))
	}
	e.log.LogAttrs(r.Context(), slog.LevelWarn, "refused", attributes...)
}

func isSecurity(p Problem) bool {
	switch p.Status {
	case http.StatusUnauthorized, http.StatusForbidden, http.StatusMisdirectedRequest, http.StatusTooManyRequests, http.StatusServiceUnavailable:
		return true
	}
	return p.Code == origin.CodeMalformed
}

// count reports whether a refusal is to be noted, and how many of its kind were not since the last.
func (e *events) count(code incidents.Code) (left int, noted bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	kind := e.kinds[code]
	if kind == nil {
		kind = &refusals{noted: rate.NewLimiter(refusalsASecond, refusalsASecond)}
		e.kinds[code] = kind
	}
	if !kind.noted.AllowN(e.now(), 1) {
		kind.left++
		return 0, false
	}
	left, kind.left = kind.left, 0
	return left, true
}

// end notes what was not noted yet.
func (e *events) end() {
	e.mu.Lock()
	defer e.mu.Unlock()
	for code, kind := range e.kinds {
		if kind.left > 0 {
			e.log.LogAttrs(context.Background(), slog.LevelWarn, "refused", slog.String("code", string(code)), slog.Int("not_noted_before", kind.left))
			kind.left = 0
		}
	}
}

// wrote notes a request that was made with a token or by a person in order to write, whether it was done or not.
func (e *events) wrote(r *http.Request, rec *recorder) {
	by := rec.writer
	if by.Token == "" && by.Person == "" || r.Method == http.MethodGet || r.Method == http.MethodHead {
		return
	}
	who := slog.String("token", by.Token)
	if by.Person != "" {
		who = slog.String("person", by.Person)
	}
	attributes := []slog.Attr{
		who, slog.String("method", beginning(r.Method)), slog.Int("status", rec.status), slog.String("story", by.Story),
	}
	if by.Incident != "" {
		attributes = append(attributes, slog.String("incident", by.Incident))
	}
	if by.Several > 1 {
		attributes = append(attributes, slog.Int("incidents", by.Several))
	}
	e.log.LogAttrs(r.Context(), slog.LevelInfo, "write", attributes...)
}

// beginning cuts what a stranger chose; the log's form makes what is in it harmless.
func beginning(text string) string {
	if len(text) > maxPathNoted {
		return text[:maxPathNoted] + "…"
	}
	return text
}

// Wrote notes what a request made, which its address does not name: an incident, or the first of several.
func Wrote(w http.ResponseWriter, incident string, several int) {
	if rec, ok := w.(*recorder); ok {
		rec.writer.Incident, rec.writer.Several = incident, several
	}
}

// Unnoted keeps a request out of the log of who wrote that leaves nothing written.
func Unnoted(w http.ResponseWriter) {
	if rec, ok := w.(*recorder); ok {
		rec.writer = Writer{}
	}
}

// Refused notes a problem that is told on a page of its own, as Problem notes those that it sends.
func (s *Sender) Refused(r *http.Request, p Problem) { s.events.refused(r, p) }

// Close notes what the log was spared so far.
func (s *Sender) Close() { s.events.end() }
