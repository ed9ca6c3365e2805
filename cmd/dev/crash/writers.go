package crash

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"sync"
	"sync/atomic"
	"time"
)

// stories are written to by half of the writers each.
var stories = []string{"north", "south"}

const writerCount = 8

// dueAfter is when an incident that waits for its time is published.
const dueAfter = time.Second

// record is an incident as its writer knows it.
type record struct {
	mark  string // its title, and with what is written to it its key
	story string
	id    string // empty until a write was acknowledged
	tag   string // of its newest revision
	due   time.Time
	dead  int // as acknowledged
	doubt *pending
}

// pending is a write without an answer, or one that was refused for a fault of the server.
type pending struct {
	method, path, key, tag string
	body                   []byte
	dead                   int
}

// writers are those who write, with all that they have written.
type writers struct {
	mu      sync.Mutex
	records []*record
	seqs    map[int64]string // of acknowledged writes, each with its key
	twice   []string         // numbers that were given to two writes
	acks    int
}

func (w *writers) acknowledged() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.acks
}

// write lets all write until so many writes are acknowledged, then does what is to be done while
// they go on, and returns when none goes on any more: each stops at its first failure.
func (w *writers) write(ctx context.Context, r *run, acks int, then func() error) {
	var left atomic.Int64
	left.Store(int64(acks))
	w.each(func(n int) {
		for ctx.Err() == nil {
			if !w.step(ctx, r, n) {
				return
			}
			if left.Add(-1) == 0 {
				_ = then() // a server that has ended ends the writers too
			}
		}
	})
}

// mostUntilFull is how often one writes to a disk that is full until it must have been refused.
const mostUntilFull = 5000

// writeUntilRefused lets each write until it was refused.
func (w *writers) writeUntilRefused(ctx context.Context, r *run) {
	w.each(func(n int) {
		for range mostUntilFull {
			if ctx.Err() != nil || !w.step(ctx, r, n) {
				return
			}
		}
	})
}

func (w *writers) each(do func(n int)) {
	var group sync.WaitGroup
	for n := range writerCount {
		group.Go(func() { do(n) })
	}
	group.Wait()
}

// step writes an incident, or changes the one before, and tells whether it was acknowledged.
func (w *writers) step(ctx context.Context, r *run, n int) bool {
	rec := w.last(n)
	if rec != nil && rec.due.IsZero() && rec.dead == 0 {
		body := fmt.Appendf(nil, `{"killed":%d}`, 1+n)
		return w.send(ctx, r, rec, &pending{http.MethodPatch, incidentPath(rec), rec.mark + "-dead", rec.tag, body, 1 + n})
	}
	rec = w.add(n)
	return w.send(ctx, r, rec, &pending{http.MethodPost, storyPath(rec.story) + "/incidents", rec.mark, "", rec.form(), 0})
}

// last gives the newest incident of a writer whose last write was acknowledged.
func (w *writers) last(n int) *record {
	w.mu.Lock()
	defer w.mu.Unlock()
	for i := len(w.records) - 1; i >= 0; i-- {
		if rec := w.records[i]; rec.of(n) {
			if rec.doubt != nil {
				return nil
			}
			return rec
		}
	}
	return nil
}

func (w *writers) add(n int) *record {
	w.mu.Lock()
	defer w.mu.Unlock()
	rec := &record{mark: fmt.Sprintf("w%d-%d", n, len(w.records)), story: stories[n%len(stories)]}
	if len(w.records)%3 == 0 { //nolint:mnd // one in three waits for its time
		rec.due = time.Now().Add(dueAfter)
	}
	w.records = append(w.records, rec)
	return rec
}

func (r *record) of(n int) bool {
	return len(r.mark) > 1 && r.mark[1] == byte('0'+n) //nolint:mnd // "w3-17" is of writer 3
}

// form is the incident as it is sent.
func (r *record) form() []byte {
	fields := map[string]any{
		"kind": "roadblock", "title": r.mark, "start": "2026-02-22T10:00:00Z",
		"geometry": map[string]any{"type": "Point", "coordinates": []float64{-103.35, 20.67}},
	}
	if r.due.IsZero() {
		fields["publish"] = true
	} else {
		fields["workflow"], fields["publish_at"] = "approved", r.due.UTC().Format(time.RFC3339Nano)
	}
	text, _ := json.Marshal(fields) // which never fails on such values
	return text
}

// send makes a write and keeps what is known of it afterwards.
func (w *writers) send(ctx context.Context, r *run, rec *record, p *pending) bool {
	answer, err := r.send(ctx, p.method, p.path, p.body, "Idempotency-Key", p.key, "If-Match", p.tag)
	w.mu.Lock()
	defer w.mu.Unlock()
	if err != nil {
		rec.doubt = p
		return false
	}
	if before, there := w.seqs[answer.Seq]; there && before != p.key {
		w.twice = append(w.twice, fmt.Sprintf("number %d was given to %s and to %s", answer.Seq, before, p.key))
	}
	if w.seqs == nil {
		w.seqs = map[int64]string{}
	}
	w.seqs[answer.Seq] = p.key
	w.acks++
	rec.doubt, rec.id, rec.dead = nil, answer.ID, p.dead
	rec.tag = strconv.Quote(strconv.Itoa(answer.Revision))
	return true
}

// retry sends again what has no answer. That it fails again is a fault.
func (w *writers) retry(ctx context.Context, r *run) (problems []string) {
	for _, rec := range w.records {
		if rec.doubt != nil && !w.send(ctx, r, rec, rec.doubt) {
			problems = append(problems, fmt.Sprintf("%s: was not taken when it was sent again under its key", rec.doubt.key))
		}
	}
	return problems
}

func storyPath(story string) string { return "/api/v1/stories/" + story }

func incidentPath(rec *record) string { return storyPath(rec.story) + "/incidents/" + rec.id }

// written is what is answered to a write.
type written struct {
	ID       string `json:"id"`
	Seq      int64  `json:"seq"`
	Revision int    `json:"revision"`
}

// longestAnswer is how much of an answer is read, in bytes.
const longestAnswer = 32 << 20

// client has no connections of a server that is gone.
var client = &http.Client{Timeout: time.Minute, Transport: &http.Transport{MaxIdleConnsPerHost: writerCount}}

// send sends JSON with some headers, those without a value left out.
func (r *run) send(ctx context.Context, method, path string, body []byte, headers ...string) (written, error) {
	var answer written
	text, err := r.ask(ctx, method, path, body, headers...)
	if err != nil {
		return answer, err
	}
	return answer, json.Unmarshal(text, &answer)
}

// ask gives the body of an answer; one that tells of a failure is an error.
func (r *run) ask(ctx context.Context, method, path string, body []byte, headers ...string) ([]byte, error) {
	request, err := http.NewRequestWithContext(ctx, method, r.server.Root+path, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Authorization", "Bearer "+r.token)
	request.Header.Set("Content-Type", "application/json")
	if method == http.MethodPatch {
		request.Header.Set("Content-Type", "application/merge-patch+json")
	}
	for i := 0; i+1 < len(headers); i += 2 {
		if headers[i+1] != "" {
			request.Header.Set(headers[i], headers[i+1])
		}
	}
	response, err := client.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(io.LimitReader(response.Body, longestAnswer))
	if err == nil && response.StatusCode/100 != 2 { //nolint:mnd // the successful ones
		err = fmt.Errorf("status %d: %.200s", response.StatusCode, text)
	}
	return text, err
}
