package load

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// serve runs a handler until the test ends, and counts the connections on which something is
// asked: any program of a busy machine may open one.
func serve(t *testing.T, h http.HandlerFunc) (url string, connections *atomic.Int64) {
	t.Helper()
	connections = &atomic.Int64{}
	server := httptest.NewUnstartedServer(h)
	var known sync.Map
	server.Config.ConnState = func(c net.Conn, s http.ConnState) {
		if s != http.StateActive {
			return
		}
		if _, before := known.LoadOrStore(c, true); !before {
			connections.Add(1)
		}
	}
	server.Start()
	t.Cleanup(server.Close)
	return server.URL, connections
}

// Every request is sent once, over one connection for each worker, and its bytes counted.
func TestEachIsSentOnce(t *testing.T) {
	var mu sync.Mutex
	seen := map[string]int{}
	url, connections := serve(t, func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		seen[r.URL.Path]++
		if _, err := io.WriteString(w, strings.Repeat("x", 1000)); err != nil {
			t.Error(err)
		}
	})
	var all []Request
	for i := range 100 {
		all = append(all, Request{URL: url + "/" + strings.Repeat("a", i)})
	}
	r, err := Run(context.Background(), Client(4), Plan{Workers: 4, Next: Each(all)})
	if err = errors.Join(err, r.Err()); err != nil {
		t.Fatal(err)
	}
	if len(seen) != 100 || r.N() != 100 || r.Bytes != 100_000 || r.BytesEach() != 1000 {
		t.Errorf("%d addresses, %d answers, %d bytes", len(seen), r.N(), r.Bytes)
	}
	for path, n := range seen {
		if n != 1 {
			t.Errorf("%s was sent %d times", path, n)
		}
	}
	if n := connections.Load(); n > 4 {
		t.Errorf("%d connections for 4 workers", n)
	}
	if r.Percentile(0.5) <= 0 || r.Percentile(1) > r.Elapsed || r.Percentile(0.5) > r.Percentile(0.99) {
		t.Errorf("percentiles %s %s of %s", r.Percentile(0.5), r.Percentile(1), r.Elapsed)
	}
}

func TestMethodHeaderAndBodyAreSent(t *testing.T) {
	url, _ := serve(t, func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil || r.Method != http.MethodPost || r.Header.Get("Authorization") != "Bearer x" || string(body) != "hello" {
			t.Errorf("%s %v %q %v", r.Method, r.Header, body, err)
		}
		w.WriteHeader(http.StatusCreated)
	})
	request := Request{Method: http.MethodPost, URL: url, Header: http.Header{"Authorization": {"Bearer x"}}, Body: []byte("hello")}
	r, err := Run(context.Background(), Client(1), Plan{Workers: 1, Next: Each([]Request{request})})
	if err = errors.Join(err, r.Err()); err != nil || r.N() != 1 {
		t.Errorf("%d answers, %v", r.N(), err)
	}
}

// Answers that are no success are counted by what they say, and are none of the answers.
func TestFailuresAreTold(t *testing.T) {
	var n atomic.Int64
	url, _ := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		if n.Add(1)%4 == 0 {
			http.Error(w, "too much", http.StatusTooManyRequests)
		}
	})
	r, err := Run(context.Background(), Client(2), Plan{Workers: 2, Next: Each(make40(url))})
	if err != nil {
		t.Fatal(err)
	}
	if r.N() != 30 {
		t.Errorf("%d good answers, want 30", r.N())
	}
	if err := r.Err(); err == nil || !strings.Contains(err.Error(), "10 × GET /a: 429 Too Many Requests: too much") {
		t.Errorf("the failures are %v", err)
	}
	none := Result{}
	if none.Err() == nil {
		t.Error("a run without answers is no failure")
	}
}

func make40(url string) []Request {
	all := make([]Request, 40)
	for i := range all {
		all[i].URL = url + "/a"
	}
	return all
}

// answering is a server within the test, which takes its time.
type answering func(r *http.Request) error

func (a answering) RoundTrip(r *http.Request) (*http.Response, error) {
	if err := a(r); err != nil {
		return nil, err
	}
	return &http.Response{StatusCode: http.StatusOK, Body: io.NopCloser(strings.NewReader("x")), Request: r}, nil
}

// A run with a time ends by it and without an error: no request begins after it.
func TestRunEndsByItsTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client := &http.Client{Transport: answering(func(*http.Request) error {
			time.Sleep(20 * time.Millisecond)
			return nil
		})}
		r, err := Run(t.Context(), client, Plan{Workers: 2, For: 50 * time.Millisecond, Next: Repeat(Request{URL: "http://a"})})
		if err = errors.Join(err, r.Err()); err != nil || r.N() != 6 || r.Elapsed != 60*time.Millisecond {
			t.Errorf("%d answers in %s, %v", r.N(), r.Elapsed, err)
		}
	})
}

// A run whose context ends has an error.
func TestRunIsBrokenOff(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	url, _ := serve(t, func(_ http.ResponseWriter, r *http.Request) {
		stop()
		<-r.Context().Done()
	})
	if _, err := Run(ctx, Client(2), Plan{Workers: 2, Next: Repeat(Request{URL: url})}); !errors.Is(err, context.Canceled) {
		t.Errorf("the error is %v", err)
	}
}

func TestGet(t *testing.T) {
	url, _ := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/missing" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("ETag", `"1"`)
		if _, err := io.WriteString(w, "body"); err != nil {
			t.Error(err)
		}
	})
	header, body, err := Get(context.Background(), Client(1), Request{URL: url})
	if err != nil || string(body) != "body" || header.Get("ETag") != `"1"` {
		t.Errorf("%v %q %v", header, body, err)
	}
	if _, _, err := Get(context.Background(), Client(1), Request{URL: url + "/missing"}); err == nil || !strings.Contains(err.Error(), "404") {
		t.Errorf("the error is %v", err)
	}
}

func TestPercentile(t *testing.T) {
	hundred := make([]time.Duration, 100)
	for i := range hundred {
		hundred[i] = time.Duration(i + 1)
	}
	for _, c := range []struct {
		sorted []time.Duration
		share  float64
		want   time.Duration
	}{
		{nil, 0.5, 0},
		{[]time.Duration{7}, 0, 7},
		{[]time.Duration{7}, 1, 7},
		{[]time.Duration{1, 2}, 0.5, 1},
		{[]time.Duration{1, 2, 3}, 0.5, 2},
		{hundred, 0, 1},
		{hundred, 0.5, 50},
		{hundred, 0.9, 90},
		{hundred, 0.99, 99},
		{hundred, 0.991, 100},
		{hundred, 1, 100},
	} {
		if got := Percentile(c.sorted, c.share); got != c.want {
			t.Errorf("percentile %g of %d times is %d, want %d", c.share, len(c.sorted), got, c.want)
		}
	}
}
