package hostile

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"
)

// request is one request.
type request struct {
	method string // GET when empty
	path   string // with its query, as it goes into the request line
	host   string // the server's own when empty
	header http.Header
	body   []byte
	raw    string // in place of all: bytes that go onto the connection as they are
}

// get is a request of a path and a query of pairs.
func get(path string, pairs ...string) request { return request{path: withQuery(path, pairs...)} }

// with adds a header.
func (r request) with(name, value string) request {
	header := r.header.Clone()
	if header == nil {
		header = http.Header{}
	}
	header.Add(name, value)
	r.header = header
	return r
}

// unescaped are what a query may hold as it is: coding them would make a long value three times as long.
var unescaped = strings.NewReplacer("%2C", ",", "%28", "(", "%29", ")", "%3A", ":", "%2F", "/", "%3D", "=", "%21", "!", "%2A", "*", "%27", "'")

// withQuery adds names and values to a path.
func withQuery(path string, pairs ...string) string {
	var b strings.Builder
	b.WriteString(path)
	for i := 0; i+1 < len(pairs); i += 2 {
		b.WriteByte("?&"[min(i, 1)])
		b.WriteString(pairs[i])
		b.WriteByte('=')
		b.WriteString(unescaped.Replace(url.QueryEscape(pairs[i+1])))
	}
	return b.String()
}

// answer is what came back.
type answer struct {
	status int // 0 when nothing did
	header http.Header
	bytes  int64
	sum    [sha256.Size]byte // of the body, as far as it was read
	text   []byte            // its beginning
	left   bool              // the client left before the end
	err    error
}

// textKept is how much of a body is kept.
const textKept = 64 << 10

// send sends a request and reads its answer: all of it when it may be large, else no more than
// shows that it is.
func (t *target) send(ctx context.Context, r request, leave time.Duration) answer {
	ctx, end := context.WithTimeout(ctx, leave)
	defer end()
	var a answer
	if r.raw != "" {
		a = t.sendRaw(ctx, r.raw)
	} else {
		a = t.sendHTTP(ctx, r)
	}
	a.left = errors.Is(ctx.Err(), context.DeadlineExceeded)
	return a
}

func (t *target) sendHTTP(ctx context.Context, r request) answer {
	method := r.method
	if method == "" {
		method = http.MethodGet
	}
	q, err := http.NewRequestWithContext(ctx, method, t.root+r.path, bytes.NewReader(r.body))
	if err != nil {
		return answer{err: err}
	}
	q.Host = r.host
	for name, values := range r.header {
		q.Header[name] = values
	}
	response, err := t.client.Do(q)
	if err != nil {
		return answer{err: err}
	}
	return read(response, t.large)
}

// sendRaw sends bytes over a connection of their own.
func (t *target) sendRaw(ctx context.Context, text string) answer {
	conn, err := (&net.Dialer{}).DialContext(ctx, "tcp", t.addr)
	if err != nil {
		return answer{err: err}
	}
	defer conn.Close()
	defer context.AfterFunc(ctx, func() { _ = conn.Close() })() // which ends what waits on it
	if _, err := io.WriteString(conn, text); err != nil {
		return answer{err: err}
	}
	response, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		return answer{err: err}
	}
	return read(response, false)
}

func read(response *http.Response, large bool) answer {
	defer response.Body.Close()
	a := answer{status: response.StatusCode, header: response.Header}
	var body io.Reader = response.Body
	if !large {
		body = io.LimitReader(body, readLimit+1)
	}
	sum := sha256.New()
	room := make([]byte, 64<<10)
	for {
		n, err := body.Read(room)
		a.bytes += int64(n)
		sum.Write(room[:n])
		a.text = append(a.text, room[:min(n, textKept-len(a.text))]...)
		if err != nil {
			if err != io.EOF { //nolint:errorlint // what a body ends with, never wrapped
				a.err = err
			}
			break
		}
	}
	copy(a.sum[:], sum.Sum(nil))
	return a
}

// tally is what the requests of an attack brought.
type tally struct {
	n        int
	statuses map[int]int
	most     int64         // bytes of the longest answer
	refusal  int64         // bytes of the longest answer that refused a request
	left     int           // requests whose client left before the end of the answer
	noRetry  int           // refusals of a busy server that do not say when to come again
	costly   time.Duration // processor time of the costliest of requests that were sent one by one
	together bool          // they were sent at the same time, so that none has a time of its own
	faults   []string      // what else was wrong; the first few
	said     string        // figures to stand in the table
}

// fault notes what was wrong.
func (t *tally) fault(format string, args ...any) {
	const most = 3
	if len(t.faults) < most {
		t.faults = append(t.faults, fmt.Sprintf(format, args...))
	}
}

// add counts an answer.
func (t *tally) add(a answer) {
	if t.statuses == nil {
		t.statuses = map[int]int{}
	}
	t.n++
	t.statuses[a.status]++
	t.most = max(t.most, a.bytes)
	if a.status >= http.StatusBadRequest {
		t.refusal = max(t.refusal, a.bytes)
	}
	if a.left {
		t.left++
	}
	if busy(a.status) && a.header.Get("Retry-After") == "" {
		t.noRetry++
	}
}

// enoughBroken is after how many requests that break a rule for sure no more are sent.
const enoughBroken = 2

// each sends requests one by one, and is over early when the server is, or the verdict is clear.
func (t *target) each(ctx context.Context, requests ...request) (sum tally, answers []answer) {
	broken := 0
	for _, r := range requests {
		if ctx.Err() != nil || t.over() || broken == enoughBroken {
			break
		}
		before, err := t.moment()
		a := t.send(ctx, r, t.patience)
		if after, err2 := t.moment(); err == nil && err2 == nil {
			used := t.used(before, after)
			sum.costly = max(sum.costly, used)
			if !t.gated && (used > mostCPU || a.left) {
				broken++
			}
		}
		if a.status == 0 && !a.left && r.raw == "" {
			sum.fault("no answer to %s: %v", brief(r.path), bare(a.err))
		}
		if t.store != "" && bytes.Contains(a.text, []byte(t.store)) {
			sum.fault("%s tells where the store is", brief(r.path))
		}
		sum.add(a)
		answers = append(answers, a)
	}
	return sum, answers
}

// crowd sends requests, so many at the same time, and leaves after a while.
func (t *target) crowd(ctx context.Context, atOnce int, leave time.Duration, requests []request) tally {
	next := make(chan request)
	go func() {
		defer close(next)
		for _, r := range requests {
			select {
			case next <- r:
			case <-ctx.Done():
				return
			}
		}
	}()
	sum := tally{together: true}
	var mu sync.Mutex
	var workers sync.WaitGroup
	for range atOnce {
		workers.Go(func() {
			for r := range next {
				if t.over() {
					continue
				}
				a := t.send(ctx, r, leave)
				mu.Lock()
				sum.add(a)
				mu.Unlock()
			}
		})
	}
	workers.Wait()
	return sum
}

// brief shortens an address for a message.
func brief(path string) string {
	const most = 80
	if len(path) > most {
		return fmt.Sprintf("%s… (%d bytes)", path[:most], len(path))
	}
	return path
}

// bare gives an error of a request without its address.
func bare(err error) error {
	var failed *url.Error
	if errors.As(err, &failed) {
		return failed.Err
	}
	return err
}
