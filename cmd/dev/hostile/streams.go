package hostile

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"
)

const eventStreams = "event streams"

func streamAttacks() []attack {
	own := func(t *target) func(int) string { return func(int) string { return t.addr } }
	return []attack{
		{name: "thousand", why: "1,000 event streams, and a write that all of them tell of", gate: eventStreams, want: []int{200, 429}, send: func(ctx context.Context, t *target) tally {
			return t.streams(ctx, 1000, own(t), "", 1)
		}},
		{name: "hosts", why: "200 event streams, each by another name of the server, and a write", gate: eventStreams, want: []int{200, 421, 429}, send: func(ctx context.Context, t *target) tally {
			return t.streams(ctx, 200, func(i int) string { return fmt.Sprintf("host-%d.example", i) }, "", 1)
		}},
		{name: "drafts", why: "200 event streams while 2,000 drafts are written, which nobody may see", gate: eventStreams, want: []int{200, 429}, send: func(ctx context.Context, t *target) tally {
			return t.streams(ctx, 200, own(t), "", 2000)
		}},
		{name: "from-the-start", why: "100 event streams that want all that ever happened", gate: eventStreams, want: []int{200, 429}, large: true, send: func(ctx context.Context, t *target) tally {
			return t.streams(ctx, 100, own(t), "0", 0)
		}},
		{name: "languages", why: "200 event streams in other languages", gate: eventStreams, want: []int{200, 400, 429}, send: func(ctx context.Context, t *target) tally {
			return t.streams(ctx, 200, own(t), "lang", 1)
		}},
	}
}

// Times of streams.
const (
	streamsOpen  = 4 * time.Second // in which they are opened
	streamsAfter = 8 * time.Second // in which a write is to be received of
)

// streams opens so many event streams and holds them, writes some incidents, the last of them
// published, and looks whether every stream received of that.
func (t *target) streams(ctx context.Context, n int, host func(i int) string, from string, writes int) tally {
	sum := tally{together: true}
	ctx, leave := context.WithCancel(ctx)
	defer leave()
	var mu sync.Mutex
	var opened, ended sync.WaitGroup
	received := make(chan struct{}, n)
	mark := fmt.Sprintf("stream-mark-%d", time.Now().UnixNano())
	for i := range n {
		opened.Add(1)
		ended.Go(func() {
			once := sync.OnceFunc(opened.Done)
			defer once()
			a := t.follow(ctx, i, host(i), from, mark, once, received)
			mu.Lock()
			defer mu.Unlock()
			sum.add(a)
		})
	}
	awaitFor(ctx, streamsOpen, func() { opened.Wait() })
	if writes > 0 {
		if err := t.writeMany(ctx, writes, mark); err != nil {
			sum.fault("the write: %v", err)
		}
	}
	heard := 0
	after := time.NewTimer(streamsAfter)
	defer after.Stop()
	for waiting := true; waiting && (heard < n || writes == 0); {
		select {
		case <-received:
			heard++
		case <-after.C:
			waiting = false
		case <-ctx.Done():
			waiting = false
		}
		mu.Lock()
		waiting = waiting && (writes == 0 || heard+sum.n < n) // those that were refused have been added
		mu.Unlock()
	}
	leave()
	ended.Wait()
	if writes > 0 {
		sum.said = fmt.Sprintf("%d received of the write", heard)
		if open := sum.statuses[http.StatusOK]; heard < open {
			sum.fault("%d of %d open streams did not tell of a write in %.0f s", open-heard, open, streamsAfter.Seconds())
		}
	}
	sum.left = 0 // leaving is how a stream ends
	return sum
}

// awaitFor waits for something, but no longer than a time.
func awaitFor(ctx context.Context, most time.Duration, what func()) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		what()
	}()
	select {
	case <-done:
	case <-time.After(most):
	case <-ctx.Done():
	}
}

// follow reads one event stream until the context ends, and tells once when it has the mark.
func (t *target) follow(ctx context.Context, i int, host, from, mark string, opened func(), received chan<- struct{}) answer {
	path := base + "/events"
	if from == "lang" {
		path = withQuery(path, "lang", []string{"es", "en", "fr", "de", "x-" + fmt.Sprint(i)}[i%5])
	}
	q, err := http.NewRequestWithContext(ctx, http.MethodGet, t.root+path, http.NoBody)
	if err != nil {
		return answer{err: err}
	}
	q.Host = host
	if from == "0" {
		q.Header.Set("Last-Event-ID", "0")
	}
	response, err := t.client.Do(q)
	if err != nil {
		return answer{err: err}
	}
	defer response.Body.Close()
	opened()
	a := answer{status: response.StatusCode, header: response.Header}
	lines := bufio.NewReaderSize(response.Body, 4096)
	tell := sync.OnceFunc(func() { received <- struct{}{} })
	for {
		line, err := lines.ReadSlice('\n')
		a.bytes += int64(len(line))
		if bytes.Contains(line, []byte(mark)) {
			tell()
		}
		if err != nil && err != bufio.ErrBufferFull { //nolint:errorlint // never wrapped
			return a
		}
	}
}

// writeMany writes drafts, and then one published incident whose title is the mark.
func (t *target) writeMany(ctx context.Context, n int, mark string) error {
	const most = 1000
	for left := n - 1; left > 0; left -= most {
		batch := make([]string, min(left, most))
		for i := range batch {
			batch[i] = incidentJSON("draft", false)
		}
		if err := t.write(ctx, `{"incidents":[`+strings.Join(batch, ",")+`]}`); err != nil {
			return err
		}
	}
	return t.write(ctx, incidentJSON(mark, true))
}

// incidentJSON is what an editor sends of an incident.
func incidentJSON(title string, publish bool) string {
	text, _ := json.Marshal(map[string]any{ // which never fails on such values
		"kind": "roadblock", "title": title, "start": "2026-02-22T10:00:00-06:00", "publish": publish,
		"geometry": map[string]any{"type": "Point", "coordinates": []float64{-103.35, 20.67}},
	})
	return string(text)
}

// write writes to the story as an editor does.
func (t *target) write(ctx context.Context, body string) error {
	a := t.send(ctx, t.editor(http.MethodPost, "/incidents", body), time.Minute)
	if a.status != http.StatusCreated {
		return fmt.Errorf("status %d, %w: %.200s", a.status, a.err, a.text)
	}
	return nil
}

// editor is a request of an editor, below the story.
func (t *target) editor(method, path, body string) request {
	r := request{method: method, path: "/api/v1" + base + path, body: []byte(body)}
	return r.with("Authorization", "Bearer "+t.token).with("Content-Type", "application/json")
}
