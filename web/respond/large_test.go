package respond

import (
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"incidentmap/web/limit"
)

func TestSlowestClientsMakeRoom(t *testing.T) {
	begun := time.Date(2026, 2, 22, 6, 0, 0, 0, time.UTC)
	for _, test := range []struct {
		after time.Duration
		sent  int64
		goes  bool
	}{
		{leastAfter, 0, true},
		{leastAfter + time.Minute, 61 * 60 * leastPace, true},
		{leastAfter + time.Minute, 60 * 60 * leastPace, false},
		{24 * time.Hour, 24 * 3600 * leastPace, true},
	} {
		h := &hurried{ResponseWriter: httptest.NewRecorder(), begun: begun, sent: test.sent, now: func() time.Time { return begun.Add(test.after) }}
		if _, err := h.Write([]byte("a")); (err == nil) != test.goes {
			t.Errorf("%d bytes after %s: %v", test.sent, test.after, err)
		}
	}
}

// However many clients are sent what is made meanwhile, few are at work at the same time, and none
// while its client reads.
func TestMakingTakesTurns(t *testing.T) {
	s := New(Config{})
	var working, most atomic.Int32
	piece := make([]byte, bodyBuffer)
	write := func(_ context.Context, w io.Writer) error {
		for range 20 {
			most.Store(max(most.Load(), working.Add(1)))
			runtime.Gosched()
			working.Add(-1)
			if _, err := w.Write(piece); err != nil {
				return err
			}
		}
		return nil
	}
	reading := make(chan struct{})
	stuck, all := &stuckClient{ResponseRecorder: httptest.NewRecorder(), reading: reading, began: make(chan struct{})}, sync.WaitGroup{}
	send := func(w http.ResponseWriter) {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/a", nil)
		if err := s.Send(w, r, Representation{MediaType: GeoJSONType, Cache: Live, Large: &Large{Write: write}}); err != nil {
			t.Error(err)
		}
	}
	all.Go(func() { send(stuck) })
	<-stuck.began
	var others sync.WaitGroup
	for range 20 {
		others.Go(func() { send(httptest.NewRecorder()) })
	}
	others.Wait() // though one client does not read
	close(reading)
	all.Wait()
	if n := int(most.Load()); n > limit.Processors() {
		t.Errorf("%d were at work at the same time, of at most %d", n, limit.Processors())
	}
}

// stuckClient takes its first piece when it is let.
type stuckClient struct {
	*httptest.ResponseRecorder
	began, reading chan struct{}
	once           sync.Once
}

func (c *stuckClient) Write(b []byte) (int, error) {
	c.once.Do(func() {
		close(c.began)
		<-c.reading
	})
	return c.ResponseRecorder.Write(b)
}

// TestLargeBodiesAreCodedCheaply holds that large bodies come back from each coding, in the cheapest of those that a client takes.
func TestLargeBodiesAreCodedCheaply(t *testing.T) {
	s := New(Config{})
	body := strings.Repeat("una calle, a street; ", 40_000)
	for _, costly := range []bool{false, true} {
		for accept, coded := range map[string]string{"br, zstd, gzip": "gzip", "br, zstd": "", "gzip;q=0.1, br": "gzip", "": "", "gzip;q=0": ""} {
			r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/a", nil)
			r.Header.Set("Accept-Encoding", accept)
			w := httptest.NewRecorder()
			err := s.Send(w, r, Representation{MediaType: GeoJSONType, Cache: Live, Large: &Large{Costly: costly, Write: func(_ context.Context, w io.Writer) error {
				_, err := io.WriteString(w, body)
				return err
			}}})
			if err != nil || w.Header().Get("Content-Encoding") != coded {
				t.Fatalf("%q: %v, coded %q", accept, err, w.Header().Get("Content-Encoding"))
			}
			var got io.Reader = bytes.NewReader(w.Body.Bytes())
			if coded != "" {
				if got, err = gzip.NewReader(got); err != nil {
					t.Fatal(err)
				}
			}
			if text, err := io.ReadAll(got); err != nil || string(text) != body {
				t.Errorf("%q: %d bytes come back of %d, %v", accept, len(text), len(body), err)
			}
		}
	}
}
