package live_test

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gorilla/mux"

	"incidentmap/incidents"
	"incidentmap/incidents/index"
	"incidentmap/web/live"
	"incidentmap/web/respond"
	"incidentmap/web/stories"
	"incidentmap/web/webtest"
)

const eventsEN = "/stories/jalisco/events?lang=en"

// counting is a store that counts the features it encodes.
type counting struct {
	*webtest.Store
	encoded atomic.Int64
}

func (c *counting) Features(ctx context.Context, seqs []incidents.Seq, lang string) iter.Seq2[incidents.Feature, error] {
	c.encoded.Add(int64(len(seqs)))
	return c.Store.Features(ctx, seqs, lang)
}

// desk is a server of live answers, with its store and index.
type desk struct {
	*live.API
	t       *testing.T
	store   *counting
	index   *index.Index
	handler http.Handler
	root    string
}

// newDesk serves the fixture's story and incidents, of which the newest is change 9.
func newDesk(t *testing.T, change ...func(*live.Config)) *desk {
	t.Helper()
	d := &desk{t: t, store: &counting{Store: webtest.NewStore(t)}, index: index.New()}
	d.store.PutStory(webtest.Story())
	for _, inc := range webtest.Incidents() {
		d.store.Write(inc, incidents.Create, nil)
	}
	d.sync()
	log := slog.New(slog.DiscardHandler)
	c := live.Config{
		Store: d.store, Index: d.index, Stories: stories.New(d.store, d.index), Log: log,
		Answers: respond.New(respond.Config{
			Base: "https://maps.example.org", Log: log,
			ForPeople: func(*http.Request) bool { return false }, Anywhere: func(string) bool { return true },
		}),
	}
	for _, f := range change {
		f(&c)
	}
	d.API = live.New(c)
	r := mux.NewRouter()
	d.Register(r)
	d.handler = c.Answers.Logged(c.Answers.Recovered(r))
	server := httptest.NewServer(d.handler)
	d.root = server.URL
	t.Cleanup(func() {
		d.Close()
		server.Close()
	})
	return d
}

func (d *desk) sync() {
	d.t.Helper()
	if err := d.index.Sync(d.t.Context(), d.store); err != nil {
		d.t.Fatal(err)
	}
}

// write writes a new incident of a title and brings it to the index.
func (d *desk) write(title string) incidents.Seq {
	d.t.Helper()
	seq := d.store.Write(titled(title), incidents.Create, nil)
	d.sync()
	return seq
}

func titled(title string) incidents.Incident {
	inc := webtest.Incidents()[4]
	inc.ID, inc.Title = incidents.NewID(time.Now()), incidents.Text{"en": title}
	return inc
}

// message is an event as a client gets it; a comment has no name.
type message struct{ name, id, data, retry string }

// stream is a client that reads events.
type stream struct {
	t    *testing.T
	body io.Closer
	got  chan message // closed when the stream ends
}

// open opens a stream, and reads what it begins with.
func (d *desk) open(address string, headers ...string) *stream {
	d.t.Helper()
	r, err := http.NewRequestWithContext(d.t.Context(), http.MethodGet, d.root+address, nil)
	if err != nil {
		d.t.Fatal(err)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		d.t.Fatal(err)
	}
	d.t.Cleanup(func() { _ = resp.Body.Close() })
	for name, want := range map[string]string{
		"Content-Type": "text/event-stream", "Cache-Control": "no-store", "Content-Encoding": "", "X-Accel-Buffering": "no", "ETag": "",
	} {
		if got := resp.Header.Get(name); got != want || resp.StatusCode != http.StatusOK {
			d.t.Fatalf("status %d, %s %q, want %q", resp.StatusCode, name, got, want)
		}
	}
	s := &stream{d.t, resp.Body, make(chan message, 2000)}
	go func() {
		defer close(s.got)
		read(resp.Body, s.got)
	}()
	if m := s.next(); m.retry == "" {
		d.t.Fatalf("a stream begins with %+v, and no time to come again after", m)
	}
	return s
}

// read reads the messages of a stream to its end.
func read(r io.Reader, to chan<- message) {
	var m message
	for lines := bufio.NewScanner(r); lines.Scan(); {
		name, value, _ := strings.Cut(lines.Text(), ":")
		value = strings.TrimPrefix(value, " ")
		switch {
		case lines.Text() == "":
			to <- m
			m = message{}
		case name == "event":
			m.name = value
		case name == "id":
			m.id = value
		case name == "data":
			m.data = value
		case name == "retry":
			m.retry = value
		}
	}
}

func (s *stream) next() message {
	s.t.Helper()
	m, more := <-s.got
	if !more {
		s.t.Fatal("the stream ended")
	}
	return m
}

// want reads a change and holds it against a number and a title.
func (s *stream) want(seq incidents.Seq, title string) {
	s.t.Helper()
	m := s.next()
	if m.name != "change" || m.id != fmt.Sprint(seq) || !strings.Contains(m.data, title) {
		s.t.Errorf("%+v, want change %d of %q", m, seq, title)
	}
}

func TestEvents(t *testing.T) {
	d := newDesk(t)
	s := d.open(eventsEN)
	seq := d.write("A new roadblock")
	m := s.next()
	// What is told is what is told to those who ask.
	w := httptest.NewRecorder()
	d.handler.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/stories/jalisco/changes?lang=en&since=9", nil))
	var doc struct{ Changes []json.RawMessage }
	if err := json.Unmarshal(w.Body.Bytes(), &doc); err != nil || len(doc.Changes) != 1 || m.data != string(doc.Changes[0]) || m.id != fmt.Sprint(seq) || m.name != "change" {
		t.Errorf("%v: event %+v, changes %s", err, m, w.Body)
	}
	if !strings.Contains(m.data, `"url":"https://maps.example.org/stories/jalisco/incidents/`) {
		t.Errorf("no address in %s", m.data)
	}
	// What is withdrawn is gone; a draft is not told of, whatever happens to it.
	gone := webtest.Incidents()[0]
	gone.Workflow = incidents.Review
	withdrawn := d.store.Write(gone, incidents.Update, nil)
	d.sync()
	if m := s.next(); m.name != "change" || m.id != fmt.Sprint(withdrawn) || m.data != fmt.Sprintf(`{"seq":%d,"id":%q,"gone":true}`, withdrawn, webtest.OperationID) {
		t.Errorf("%+v", m)
	}
	if m := s.next(); m.id != fmt.Sprint(withdrawn+1) || !strings.Contains(m.data, webtest.LeaderID) || strings.Contains(m.data, webtest.OperationID) {
		t.Errorf("who named it is not told anew without it: %+v", m)
	}
	draft := webtest.Incidents()[6]
	d.store.Write(draft, incidents.Update, nil)
	d.sync()
	s.want(d.write("After the draft"), "After the draft")
}

func TestEventsAreResumed(t *testing.T) {
	d := newDesk(t)
	first := d.write("First")
	s := d.open(eventsEN)
	s.want(d.write("Second"), "Second")
	_ = s.body.Close()
	third, fourth := d.write("Third"), d.write("Fourth")
	for _, tt := range []struct {
		name, address string
		headers       []string
	}{
		{"by header", eventsEN, []string{"Last-Event-ID", fmt.Sprint(first + 1)}},
		{"by parameter", eventsEN + "&since=" + fmt.Sprint(first+1), nil},
		{"the header is the newer", eventsEN + "&since=1", []string{"Last-Event-ID", fmt.Sprint(first + 1)}},
		{"an empty header is none", eventsEN + "&since=" + fmt.Sprint(first+1), []string{"Last-Event-ID", ""}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := d.open(tt.address, tt.headers...)
			s.t = t
			s.want(third, "Third")
			s.want(fourth, "Fourth")
		})
	}
	// A feed that others are told of as well begins as early as the one that comes again needs.
	both := d.open(eventsEN)
	early := d.open(eventsEN, "Last-Event-ID", fmt.Sprint(first))
	early.want(first+1, "Second")
	early.want(third, "Third")
	early.want(fourth, "Fourth")
	fifth := d.write("Fifth")
	both.want(fifth, "Fifth")
	early.want(fifth, "Fifth")
	// Of what changed twice only the newest is told, so that nothing withdrawn is shown again.
	twice := titled("Shown by mistake")
	d.store.Write(twice, incidents.Create, nil)
	d.sync()
	if m := both.next(); !strings.Contains(m.data, "Shown by mistake") {
		t.Errorf("%+v", m)
	}
	twice.Workflow = incidents.Review
	d.store.Write(twice, incidents.Update, nil)
	d.sync()
	if m := both.next(); !strings.Contains(m.data, `"gone":true`) {
		t.Errorf("%+v", m)
	}
	if m := d.open(eventsEN, "Last-Event-ID", fmt.Sprint(fifth)).next(); !strings.Contains(m.data, `"gone":true`) {
		t.Errorf("after it was withdrawn: %+v", m)
	}
}

// Who missed more than is kept, or was told by another store, is to load the story anew.
func TestEventsReset(t *testing.T) {
	d := newDesk(t)
	ahead := d.open(eventsEN, "Last-Event-ID", "5000")
	if m := ahead.next(); m.name != "reset" || m.id != "9" || m.data != `{"seq":9}` {
		t.Errorf("a client that is ahead: %+v", m)
	}
	for i := range 501 {
		d.store.Write(titled(fmt.Sprint("Report ", i)), incidents.Create, nil)
	}
	d.sync()
	if m := ahead.next(); m.name != "reset" || m.id != "510" {
		t.Errorf("501 changes at once: %+v", m)
	}
	before := d.store.encoded.Load()
	for range 3 {
		if m := d.open(eventsEN, "Last-Event-ID", "9").next(); m.name != "reset" || m.id != "510" {
			t.Errorf("501 changes later: %+v", m)
		}
	}
	if n := d.store.encoded.Load() - before; n > 501 {
		t.Errorf("%d features were encoded to find, each time, that there are too many", n)
	}
	within := d.open(eventsEN, "Last-Event-ID", "10")
	for seq := incidents.Seq(11); seq <= 510; seq++ {
		within.want(seq, "Report")
	}
}

// A silent stream is kept awake.
func TestHeartbeat(t *testing.T) {
	d := newDesk(t, func(c *live.Config) { c.Heartbeat = 10 * time.Millisecond })
	s := d.open(eventsEN)
	for range 3 {
		if m := s.next(); m != (message{}) {
			t.Errorf("%+v, want a comment", m)
		}
	}
}

func TestEventsEnd(t *testing.T) {
	d := newDesk(t)
	open := []*stream{d.open(eventsEN), d.open("/stories/jalisco/events?lang=es")}
	d.Close()
	for _, s := range append(open, d.open(eventsEN)) { // one that comes too late ends as well
		if m, more := <-s.got; more {
			t.Errorf("%+v after the end", m)
		}
	}
}

// However many are told, what is told is read and encoded once for each language.
func TestStreamsShareWhatTheyAreTold(t *testing.T) {
	d := newDesk(t)
	const clients = 50
	var open []*stream
	for i := range clients {
		open = append(open, d.open("/stories/jalisco/events?lang="+[]string{"en", "es"}[i%2]))
	}
	before := d.store.encoded.Load()
	for range 3 {
		seq := d.write("For all")
		for _, s := range open {
			s.want(seq, "For all")
		}
	}
	if n := d.store.encoded.Load() - before; n != 3*2 {
		t.Errorf("%d features were encoded for 3 changes in 2 languages", n)
	}
}

// stuck is a client that does not read until it is let.
type stuck struct {
	*httptest.ResponseRecorder
	mu    sync.Mutex
	read  chan struct{}
	until string        // what it waits for
	found chan struct{} // closed when it has that
}

func (s *stuck) Write(b []byte) (int, error) {
	<-s.read
	s.mu.Lock()
	defer s.mu.Unlock()
	n, err := s.ResponseRecorder.Write(b)
	if s.until != "" && strings.Contains(s.Body.String(), s.until) {
		close(s.found)
		s.until = ""
	}
	return n, err
}

func (s *stuck) text() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.Body.String()
}

// A client that does not read holds up nobody, and what waits for it does not grow.
func TestSlowClient(t *testing.T) {
	d := newDesk(t)
	slow := &stuck{ResponseRecorder: httptest.NewRecorder(), read: make(chan struct{}), found: make(chan struct{})}
	ctx, leave := context.WithCancel(t.Context())
	var served sync.WaitGroup
	served.Go(func() {
		d.handler.ServeHTTP(slow, httptest.NewRequestWithContext(ctx, http.MethodGet, eventsEN+"&since=9", nil))
	})
	quick := d.open(eventsEN)
	var last incidents.Seq
	for i := range 600 {
		last = d.write(fmt.Sprint("Report ", i))
		quick.want(last, "Report")
	}
	slow.until = fmt.Sprintf("event: reset\nid: %d\n", last)
	close(slow.read)
	<-slow.found
	if n := strings.Count(slow.text(), "event: change"); n > 1 {
		t.Errorf("%d changes were kept for a client that did not read", n)
	}
	leave()
	served.Wait()
}

// A client whose connection takes nothing is let go.
func TestStuckConnection(t *testing.T) {
	d := newDesk(t, func(c *live.Config) { c.Heartbeat, c.Patience = time.Millisecond, 50*time.Millisecond })
	pipe := &timingOut{ResponseRecorder: httptest.NewRecorder()}
	d.handler.ServeHTTP(pipe, httptest.NewRequestWithContext(t.Context(), http.MethodGet, eventsEN, nil))
	if !pipe.unread {
		t.Error("the time for reading the request ends the stream")
	}
	if most := time.Now().Add(50 * time.Millisecond); pipe.deadline.IsZero() || pipe.deadline.After(most) {
		t.Errorf("the client has until %s, later than %s", pipe.deadline, most)
	}
}

// timingOut is a connection on which the third flush takes longer than it may.
type timingOut struct {
	*httptest.ResponseRecorder
	deadline time.Time
	unread   bool // whether it may be silent for ever
	flushes  int
}

func (w *timingOut) SetReadDeadline(t time.Time) error { w.unread = t.IsZero(); return nil }

func (w *timingOut) SetWriteDeadline(t time.Time) error { w.deadline = t; return nil }

func (w *timingOut) FlushError() error {
	if w.flushes++; w.flushes < 3 {
		return nil
	}
	return fmt.Errorf("write: %w", context.DeadlineExceeded)
}

func TestEventsRequests(t *testing.T) {
	s := webtest.NewSite(t)
	t.Cleanup(s.Close)
	for _, tt := range []webtest.Request{
		{Name: "no such story", Address: "/stories/none/events", Status: 404, Header: map[string]string{"Content-Type": webtest.Problem, "Access-Control-Allow-Origin": "*"}},
		{Name: "no number", Address: eventsEN + "&since=x", Status: 400, MustHave: []string{"since"}},
		{Name: "two numbers", Address: eventsEN + "&since=1&since=2", Status: 400},
		{Name: "below zero", Address: eventsEN + "&since=-1", Status: 400},
		{Name: "no event's id", Address: eventsEN, Headers: []string{"Last-Event-ID", "abc"}, Status: 400, MustHave: []string{"Last-Event-ID"}},
		{Name: "a filter", Address: eventsEN + "&kind=attack", Status: 400, MustHave: []string{"kind"}},
		{Name: "writing", Method: "POST", Address: eventsEN, Status: 405, Header: map[string]string{"Allow": "GET, HEAD, OPTIONS"}},
		{Name: "the head alone", Method: "HEAD", Address: eventsEN, Status: 200, Header: map[string]string{"Content-Type": "text/event-stream", "Cache-Control": "no-store", "Access-Control-Allow-Origin": "*"}},
	} {
		t.Run(tt.Name, func(t *testing.T) { s.Check(t, tt) })
	}
}
