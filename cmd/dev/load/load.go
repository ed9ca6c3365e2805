// Package load sends requests to a server in a closed loop: each of its workers holds one
// connection and sends its next request when it has read the answer to the last.
//
// Goals: rates, percentiles and bytes of what a server answers, and every answer that is no
// success told of.
//
// Non-goals: a rate that the caller sets. In a closed loop a slow server is asked less, so
// percentiles say nothing of requests that would have waited in a queue.
package load

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Request is one request.
type Request struct {
	Method string // GET when empty
	URL    string
	Header http.Header
	Body   []byte
}

// Plan says what is sent, by how many, and how long.
type Plan struct {
	Workers int           // at least one
	For     time.Duration // no request begins after it; without it, all are sent
	// Next gives the i-th request, from 0, and false when there is none any more. Workers
	// call it at the same time.
	Next func(i int) (Request, bool)
}

// Each is a source of all of the requests, once.
func Each(all []Request) func(i int) (Request, bool) {
	return func(i int) (Request, bool) {
		if i >= len(all) {
			return Request{}, false
		}
		return all[i], true
	}
}

// Repeat is a source of the same request again and again.
func Repeat(one Request) func(i int) (Request, bool) {
	return func(int) (Request, bool) { return one, true }
}

// Client is a client for so many workers. It does not take compressed bodies apart.
func Client(workers int) *http.Client {
	return &http.Client{
		Timeout: 5 * time.Minute,
		Transport: &http.Transport{
			MaxConnsPerHost: workers, MaxIdleConnsPerHost: workers, DisableCompression: true,
			ReadBufferSize: 64 << 10, WriteBufferSize: 16 << 10,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
}

// Run sends what the plan says until its time is over, its requests are, or the context is,
// which is an error. An answer that is no success is none: it stands in the result.
func Run(ctx context.Context, client *http.Client, p Plan) (Result, error) {
	began := time.Now()
	var next atomic.Int64
	tallies := make([]tally, max(p.Workers, 1))
	var workers sync.WaitGroup
	for w := range tallies {
		workers.Go(func() {
			t := &tallies[w]
			for ctx.Err() == nil && (p.For == 0 || time.Since(began) < p.For) {
				request, more := p.Next(int(next.Add(1) - 1))
				if !more {
					return
				}
				t.send(ctx, client, request)
			}
		})
	}
	workers.Wait()
	r := Result{Elapsed: time.Since(began), Failed: map[string]int{}}
	for i := range tallies {
		r.add(&tallies[i])
	}
	slices.Sort(r.latencies)
	return r, ctx.Err()
}

// tally is what one worker has seen.
type tally struct {
	latencies []time.Duration
	bytes     int64
	failed    map[string]int
	room      []byte
}

// send sends a request and reads all of its answer.
func (t *tally) send(ctx context.Context, client *http.Client, request Request) {
	began := time.Now()
	n, err := t.exchange(ctx, client, request)
	if ctx.Err() != nil {
		return // it was broken off
	}
	if err != nil {
		if t.failed == nil {
			t.failed = map[string]int{}
		}
		t.failed[err.Error()]++
		return
	}
	t.latencies = append(t.latencies, time.Since(began))
	t.bytes += n
}

func (t *tally) exchange(ctx context.Context, client *http.Client, request Request) (int64, error) {
	response, err := open(ctx, client, request)
	if err != nil {
		return 0, err
	}
	defer response.Body.Close()
	if t.room == nil {
		t.room = make([]byte, 256<<10)
	}
	var n int64
	for {
		k, err := response.Body.Read(t.room)
		n += int64(k)
		switch {
		case err == io.EOF: //nolint:errorlint // what a body ends with, never wrapped
			return n, nil
		case err != nil:
			return n, fmt.Errorf("the answer broke off: %w", err)
		}
	}
}

// Get sends one request and gives its answer whole. An answer that is no success is an error.
func Get(ctx context.Context, client *http.Client, request Request) (http.Header, []byte, error) {
	response, err := open(ctx, client, request)
	if err != nil {
		return nil, nil, err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	return response.Header, body, err
}

// open sends a request; the error of an answer that is no success has the beginning of its
// body and not its address, so that many of a sort count as one.
func open(ctx context.Context, client *http.Client, request Request) (*http.Response, error) {
	method := request.Method
	if method == "" {
		method = http.MethodGet
	}
	r, err := http.NewRequestWithContext(ctx, method, request.URL, bytes.NewReader(request.Body))
	if err != nil {
		return nil, err
	}
	for name, values := range request.Header {
		r.Header[name] = values
	}
	response, err := client.Do(r)
	if err != nil {
		var failed *url.Error
		if errors.As(err, &failed) {
			err = failed.Err // without the address
		}
		return nil, fmt.Errorf("%s: %w", method, err)
	}
	if response.StatusCode >= 200 && response.StatusCode < 300 {
		return response, nil
	}
	defer response.Body.Close()
	said, _ := io.ReadAll(io.LimitReader(response.Body, 200)) // the status is the error
	path, _, _ := strings.Cut(r.URL.Path, "/tiles/")
	return nil, fmt.Errorf("%s %s: %s: %s", method, path, response.Status, bytes.TrimSpace(said))
}
