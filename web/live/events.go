package live

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"strconv"
	"time"

	"github.com/gorilla/mux"

	"incidentmap/incidents"
	"incidentmap/web/i18n"
	"incidentmap/web/respond"
)

// A client whose stream broke comes again after a time between these, so that not all come at
// once when a server has started anew.
const (
	retryLeast  = 2 * time.Second
	retrySpread = 3 * time.Second
)

// nowhere is before every change: who is there is sent a reset.
const nowhere incidents.Seq = -1

// events tells what changes after the client's last event, or after now, for as long as the
// client stays.
func (a *API) events(w http.ResponseWriter, r *http.Request) error {
	words, err := respond.Parameters(r, "since", "lang")
	if err != nil {
		return err
	}
	since, given, err := lastEvent(r, words["since"])
	if err != nil {
		return err
	}
	snap, err := a.stories.Of(r.Context(), mux.Vars(r)["story"])
	if err != nil {
		return err
	}
	if r.Method == http.MethodHead {
		setHeaders(w.Header())
		return nil
	}
	leave, err := a.streams.Enter(r.Context())
	if err != nil {
		return err
	}
	defer leave()
	f, err := a.hub.join(topic{snap.Story.Slug, i18n.Choose(r, &snap.Story).Lang})
	if err != nil {
		return err
	}
	defer a.hub.leave(f)
	told := since
	if !given {
		since = f.now.Load().upTo
		told = f.shown(since)
	} else if since, err = a.place(r.Context(), f, since); err != nil {
		return err
	}
	setHeaders(w.Header())
	c := newConnection(w, a.patience, a.answers.BaseURL(r))
	if since == nowhere {
		told = nowhere
	}
	if err := c.open(told); err != nil {
		return nil //nolint:nilerr // the client has gone, which is no fault
	}
	a.tell(r.Context(), f, since, c)
	return nil
}

func setHeaders(h http.Header) {
	h.Set("Content-Type", "text/event-stream")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no") // or nginx would hold events back
}

// lastEvent reads the number after which a client wants to be told: that of its last event,
// else since=.
func lastEvent(r *http.Request, since []string) (seq incidents.Seq, given bool, err error) {
	name, values := "since", since
	if header := r.Header.Values("Last-Event-ID"); len(header) > 0 && header[0] != "" {
		name, values = "Last-Event-ID", header
	}
	if len(values) == 0 {
		return 0, false, nil
	}
	n, err := strconv.ParseInt(values[0], 10, 64)
	if err != nil || n < 0 || n > mostSeq || len(values) > 1 {
		return 0, false, incidents.Errorf(incidents.EInvalid, name, "%s is not one whole number from 0 to %d", incidents.Quote(values[0]), int64(mostSeq))
	}
	return incidents.Seq(n), true, nil
}

// place gives where in the feed a client stands that comes again.
func (a *API) place(ctx context.Context, f *feed, since incidents.Seq) (incidents.Seq, error) {
	if since <= f.now.Load().upTo {
		return since, f.reach(ctx, since)
	}
	newest, err := a.store.Seq(ctx)
	if err != nil {
		return 0, err
	}
	if since > newest {
		return nowhere, nil // it was told by another store
	}
	return since, nil // this server's index is behind another's
}

// tell sends what changes after a number until the client goes or the hub ends. It holds one
// event at a time, whatever the client takes to read it.
func (a *API) tell(ctx context.Context, f *feed, at incidents.Seq, c *connection) {
	beat := time.NewTimer(a.heartbeat)
	defer beat.Stop()
	// An error of the connection is that the client has gone, or does not read.
	for err := error(nil); err == nil; {
		now := f.now.Load()
		if at < now.after {
			at = now.upTo
			told := f.shown(at)
			err = c.write(appendEvent(nil, "reset", told, fmt.Appendf(nil, `{"seq":%d}`, told)))
			continue
		}
		if e := now.next(at); e != nil {
			at = e.seq
			err = c.tell(&e.text)
			continue
		}
		at = max(at, now.upTo)
		if err = c.flush(); err != nil {
			return
		}
		beat.Reset(a.heartbeat)
		select {
		case <-now.past:
		case <-beat.C:
			err = c.write([]byte(":\n\n"))
		case <-ctx.Done():
			return
		case <-a.hub.ended:
			_ = c.wait() // the end of the answer has its time as well
			return
		}
	}
}

// retry says when to come again.
func retry() int64 {
	return (retryLeast + rand.N(retrySpread)).Milliseconds() //nolint:gosec // spreads clients, guards nothing
}
