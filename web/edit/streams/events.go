package streams

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"incidentmap/incidents"
	"incidentmap/web/edit/call"
	"incidentmap/web/edit/presence"
	"incidentmap/web/respond"
)

// Bounds of a desk's stream.
const (
	deskStreams  = 1000
	deskPatience = 10 * time.Second // for what a client is sent
	deskBeat     = 20 * time.Second // how long it is silent at most
	deskRetry    = 2 * time.Second
	// deskBurst is how many changes are told one by one; of more, as after an import, that there were.
	deskBurst = 200
)

// changeEvent tells that an incident was written, to editors alone.
type changeEvent struct {
	ID          string                `json:"id"`
	Revision    int                   `json:"revision"`
	Workflow    incidents.Workflow    `json:"workflow"`
	Disposition incidents.Disposition `json:"disposition"`
	Author      string                `json:"author"`
}

// deskEvents tells editors what is written in a story, drafts too, and who is at work, for as long as they stay:
//
//	event: change    id: its number; data: changeEvent. Of an incident that was written several times the newest.
//	event: presence  data: {"people": […]}, at the beginning and when it changes
//	event: reset     more was written than is told one by one: read the list again
//
// It goes on behind Last-Event-ID or since=, or else with what comes now.
func (a *API) deskEvents(w http.ResponseWriter, c *call.Call) error {
	since, given, err := lastEvent(c.Request)
	if err != nil {
		return err
	}
	story := c.Story()
	if _, err := a.store.Story(c.Context(), story); err != nil {
		return err
	}
	newest, err := a.store.Seq(c.Context())
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("X-Accel-Buffering", "no") // or nginx would hold events back
	if c.Method == http.MethodHead {
		return nil
	}
	leave, err := a.streams.Enter(c.Context())
	if err != nil {
		w.Header().Del("Content-Type")
		return err
	}
	defer leave()
	ctx, cancel := context.WithCancel(c.Context())
	defer cancel()
	s := &deskStream{api: a, call: c, story: story, out: w, control: http.NewResponseController(w), at: since}
	if !given || since > newest { // what another store told is of no use here
		s.at = newest
	}
	s.heard = a.hear(ctx, s.at)
	err = s.open(given && since > newest)
	for err == nil {
		err = s.tell(ctx)
	}
	return nil // the client has gone or may not listen any more, which is no fault
}

// lastEvent reads the number after which a client wants to be told.
func lastEvent(r *http.Request) (incidents.Seq, bool, error) {
	asked, err := respond.Parameters(r, "since")
	if err != nil {
		return 0, false, call.BadQuery(err)
	}
	name, word := "since", asked.Get("since")
	if header := r.Header.Get("Last-Event-ID"); header != "" {
		name, word = "Last-Event-ID", header
	}
	if word == "" {
		return 0, false, nil
	}
	n, err := strconv.ParseInt(word, 10, 62)
	if err != nil || n < 0 {
		return 0, false, call.BadQuery(incidents.Errorf(incidents.EInvalid, name, "%s is not the id of an event", incidents.Quote(word)))
	}
	return incidents.Seq(n), true, nil
}

// hear gives what is sent to whenever the store has changed, until the context ends; nothing more where it cannot
// be read.
func (a *API) hear(ctx context.Context, at incidents.Seq) <-chan struct{} {
	heard := make(chan struct{}, 1)
	go func() {
		for {
			newest, err := a.store.Wait(ctx, at)
			if err != nil {
				close(heard)
				return
			}
			at = newest
			select {
			case heard <- struct{}{}:
			default: // it is told already
			}
		}
	}()
	return heard
}

// deskStream is the stream of one editor.
type deskStream struct {
	api     *API
	call    *call.Call
	story   string
	out     http.ResponseWriter
	control *http.ResponseController
	at      incidents.Seq // all before it was told
	heard   <-chan struct{}
	people  string    // as they were told last
	spoke   time.Time // when something was written last
}

func (s *deskStream) open(reset bool) error {
	if err := supported(s.control.SetReadDeadline(time.Time{})); err != nil { // or the time for reading the request ends it
		return err
	}
	head := fmt.Sprintf("retry: %d\nid: %d\n\n", deskRetry.Milliseconds(), s.at)
	if reset {
		head += fmt.Sprintf("event: reset\ndata: {\"seq\":%d}\n\n", s.at)
	}
	return s.write(head)
}

// write sends text and gives the client its time.
func (s *deskStream) write(text string) error {
	s.spoke = time.Now()
	err := supported(s.control.SetWriteDeadline(time.Now().Add(deskPatience)))
	if err == nil {
		_, err = s.out.Write([]byte(text))
	}
	if err == nil {
		err = supported(s.control.Flush())
	}
	return err
}

// supported passes over that a writer, as in tests, has no such thing.
func supported(err error) error {
	if errors.Is(err, http.ErrNotSupported) {
		return nil
	}
	return err
}

// tell tells what was written, and then who is at work until there is more. An error ends the stream.
func (s *deskStream) tell(ctx context.Context) error {
	if err := s.tellChanges(ctx); err != nil {
		return err
	}
	for {
		if more, err := s.await(ctx); more || err != nil {
			return err
		}
	}
}

// await tells who is at work and waits for a while. It reports whether something was written.
func (s *deskStream) await(ctx context.Context) (more bool, err error) {
	people, moved := s.api.present.People(ctx, s.story)
	if err := s.tellPeople(people); err != nil {
		return false, err
	}
	beat := time.NewTimer(deskBeat - time.Since(s.spoke))
	defer beat.Stop()
	var others <-chan time.Time
	if s.api.present.Shared() {
		again := time.NewTimer(presence.Lag)
		defer again.Stop()
		others = again.C
	}
	select {
	case _, more := <-s.heard:
		if !more {
			return false, errEnded
		}
		return true, nil
	case <-moved:
		return false, nil
	case <-others:
		return false, nil // who is at work through other servers is looked up again
	case <-beat.C:
		return false, s.beat()
	case <-s.api.ended:
		return false, errEnded
	case <-ctx.Done():
		return false, ctx.Err()
	}
}

// beat says that the stream goes on, to who may still read the story.
func (s *deskStream) beat() error {
	if _, _, err := s.api.guard.Admitted(nowhere{}, s.call.Request, incidents.ActRead); err != nil {
		return err
	}
	return s.write(":\n\n")
}

// errEnded ends a stream.
var errEnded = errors.New("the stream has ended")

func (s *deskStream) tellChanges(ctx context.Context) error {
	newest, err := s.api.store.Seq(ctx) // before what is listed, so that nothing is passed over
	if err != nil {
		return err
	}
	all, err := s.api.store.Queue(ctx, incidents.QueueQuery{Story: s.story, From: s.at, OldestFirst: true, Limit: deskBurst + 1})
	if err != nil || len(all) == 0 {
		return err
	}
	if len(all) > deskBurst {
		s.at = max(newest, all[len(all)-1].Seq)
		return s.write(fmt.Sprintf("event: reset\nid: %d\ndata: {\"seq\":%d}\n\n", s.at, s.at))
	}
	for i := range all {
		rev := &all[i]
		data, err := json.Marshal(changeEvent{rev.Incident.ID, rev.Number, rev.Incident.Workflow, rev.Incident.Disposition, rev.Author})
		if err != nil {
			return err
		}
		if err := s.write(fmt.Sprintf("event: change\nid: %d\ndata: %s\n\n", rev.Seq, data)); err != nil {
			return err
		}
		s.at = rev.Seq
	}
	return nil
}

func (s *deskStream) tellPeople(people []presence.Person) error {
	data, err := json.Marshal(people)
	if err != nil || string(data) == s.people {
		return err
	}
	s.people = string(data)
	return s.write("event: presence\ndata: {\"people\":" + s.people + "}\n\n")
}
