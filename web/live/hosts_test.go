package live_test

import (
	"bytes"
	"context"
	"fmt"
	"iter"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"incidentmap/incidents"
	"incidentmap/web/limit"
	"incidentmap/web/live"
	"incidentmap/web/respond"
)

// reader is a client in the same program, which takes all that it is sent.
type reader struct {
	mu     sync.Mutex
	header http.Header
	status int
	got    bytes.Buffer
	until  string
	there  chan struct{} // closed when until was sent
}

func (r *reader) Header() http.Header { return r.header }

func (r *reader) WriteHeader(status int) { r.status = status }

func (r *reader) Flush() {}

func (r *reader) Write(b []byte) (int, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.got.Write(b)
	if r.until != "" && strings.Contains(r.got.String(), r.until) {
		r.until = ""
		close(r.there)
	}
	return len(b), nil
}

// follow opens a stream and waits until it was sent a text.
func (d *desk) follow(ctx context.Context, all *sync.WaitGroup, host, until string) *reader {
	r := &reader{header: http.Header{}, until: until, there: make(chan struct{})}
	request := httptest.NewRequestWithContext(ctx, http.MethodGet, "http://"+host+eventsEN, nil)
	all.Go(func() { d.handler.ServeHTTP(r, request) })
	<-r.there
	return r
}

// await waits until the reader was sent a text.
func (r *reader) await(text string) {
	r.mu.Lock()
	if strings.Contains(r.got.String(), text) {
		r.mu.Unlock()
		return
	}
	r.until, r.there = text, make(chan struct{})
	there := r.there
	r.mu.Unlock()
	<-there
}

// hostless is a server that has no address of its own, and takes that which clients name.
func hostless(c *live.Config) {
	c.Answers = respond.New(respond.Config{
		Log: slog.New(slog.DiscardHandler), ForPeople: func(*http.Request) bool { return false }, Anywhere: func(string) bool { return true },
	})
}

// A thousand names of the server are one feed, which reads and encodes a change once, and each
// reader is told it with the name that it knows.
func TestAllHostsShareOneFeed(t *testing.T) {
	d := newDesk(t, hostless)
	ctx, leave := context.WithCancel(t.Context())
	var all sync.WaitGroup
	defer all.Wait()
	defer leave()
	readers := make([]*reader, 1000)
	for i := range readers {
		readers[i] = d.follow(ctx, &all, fmt.Sprintf("host%d.example", i), "id: ")
	}
	d.store.encoded.Store(0)
	d.write("News")
	for i, r := range readers {
		r.await("\"}}}\n\n")
		if want := fmt.Sprintf(`"url":"http://host%d.example/stories/jalisco/incidents/`, i); !strings.Contains(r.got.String(), want) {
			t.Fatalf("reader %d was sent %s", i, r.got.String())
		}
	}
	if n := d.store.encoded.Load(); n != 1 {
		t.Errorf("%d features were encoded for one change", n)
	}
}

// One client has no more than half of all streams, and who is turned away is told when to come again.
func TestOneClientLeavesStreamsToOthers(t *testing.T) {
	d := newDesk(t, func(c *live.Config) { c.Streams = 8 })
	ctx, leave := context.WithCancel(t.Context())
	var all sync.WaitGroup
	defer all.Wait()
	defer leave()
	of := func(client string) context.Context { return limit.WithClient(ctx, client) }
	refused := func(client string) {
		t.Helper()
		w := httptest.NewRecorder()
		d.handler.ServeHTTP(w, httptest.NewRequestWithContext(of(client), http.MethodGet, eventsEN, nil))
		if w.Code != http.StatusServiceUnavailable || w.Header().Get("Retry-After") == "" || !strings.Contains(w.Body.String(), `"unavailable"`) {
			t.Errorf("%s got %d, %v, %s", client, w.Code, w.Header(), w.Body)
		}
	}
	for range 4 {
		d.follow(of("192.0.2.1"), &all, "a.example", "id: ")
	}
	refused("192.0.2.1")
	for range 2 {
		d.follow(of("192.0.2.2"), &all, "a.example", "id: ")
	}
	refused("192.0.2.3") // of 8 streams one story has 6
}

// asking is a store that counts what is asked of it.
type asking struct {
	*counting
	asked atomic.Int64
}

func (a *asking) Changes(ctx context.Context, after incidents.Seq) iter.Seq2[incidents.Change, error] {
	a.asked.Add(1)
	return a.counting.Changes(ctx, after)
}

// A flood of drafts, of which readers see nothing, wakes no stream and reads nothing; what readers see after it
// comes as ever.
func TestDraftsCostStreamsNothing(t *testing.T) {
	var s *asking
	d := newDesk(t, func(c *live.Config) {
		s = &asking{counting: c.Store.(*counting)} //nolint:forcetypeassert // the desk's own
		c.Store = s
	})
	ctx, leave := context.WithCancel(t.Context())
	var all sync.WaitGroup
	defer all.Wait()
	defer leave()
	r := d.follow(ctx, &all, "a.example", "id: ")
	before := r.got.String()
	for i := range 500 {
		inc := titled("Draft")
		inc.Workflow = incidents.DraftStage
		d.store.Write(inc, incidents.Create, nil)
		if i%50 == 49 {
			d.sync()
		}
	}
	sent := strings.ReplaceAll(strings.TrimPrefix(r.got.String(), before), ":\n\n", "") // keeping the line open is no news
	if n := s.asked.Load(); n != 0 || sent != "" {
		t.Errorf("for drafts the feed was read %d times; the reader was sent %q", n, sent)
	}
	d.write("News")
	r.await("\"}}}\n\n")
	if n := s.asked.Load(); n != 1 {
		t.Errorf("one change was read %d times", n)
	}
}
