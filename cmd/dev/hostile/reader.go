package hostile

import (
	"context"
	"io"
	"net/http"
	"slices"
	"sync"
	"time"

	"incidentmap/cmd/dev/load"
)

// The reader asks at a fixed rate, whether or not the answers come: one that is slow does not
// delay the next, and counts as long as it took.
const (
	readTime   = 10 * time.Second
	readersTCP = 16 // connections
)

// reader asks for a map's page, its tiles and clusters, beside all attacks.
type reader struct {
	paths  []string
	rate   int // requests a second; none when 0
	client *http.Client

	mu      sync.Mutex
	root    string // of the server that is asked; empty while there is none
	samples []sample
	good    int // of them, those that were answered well
}

// sample is one request of the reader.
type sample struct {
	took   time.Duration
	failed string // how, if it was no success
}

func newReader(paths []string, rate int) *reader {
	return &reader{paths: paths, rate: rate, client: &http.Client{
		Timeout: readTime,
		Transport: &http.Transport{
			MaxConnsPerHost: readersTCP, MaxIdleConnsPerHost: readersTCP, DisableCompression: true,
		},
	}}
}

// run asks until the context ends.
func (r *reader) run(ctx context.Context) {
	if r.rate <= 0 {
		<-ctx.Done()
		return
	}
	tick := time.NewTicker(time.Second / time.Duration(r.rate))
	defer tick.Stop()
	var asking sync.WaitGroup
	defer asking.Wait()
	for i := 0; ; i++ {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		root := r.target()
		if root == "" {
			continue
		}
		path := r.paths[i%len(r.paths)]
		asking.Go(func() {
			s := r.ask(ctx, root+path)
			if ctx.Err() == nil && r.target() == root { // else the server was stopped
				r.add(s)
			}
		})
	}
}

func (r *reader) ask(ctx context.Context, address string) sample {
	began := time.Now()
	q, err := http.NewRequestWithContext(ctx, http.MethodGet, address, http.NoBody)
	if err != nil {
		return sample{failed: err.Error()}
	}
	q.Header.Set("Accept-Encoding", "gzip")
	response, err := r.client.Do(q)
	if err != nil {
		return sample{time.Since(began), bare(err).Error()}
	}
	defer response.Body.Close()
	_, err = io.Copy(io.Discard, response.Body)
	s := sample{took: time.Since(began)}
	switch {
	case err != nil:
		s.failed = "the answer broke off"
	case response.StatusCode != http.StatusOK:
		s.failed = response.Status
	}
	return s
}

func (r *reader) target() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.root
}

// turnTo lets the reader ask a server, or none.
func (r *reader) turnTo(root string) {
	r.mu.Lock()
	r.root = root
	r.mu.Unlock()
	r.client.CloseIdleConnections()
}

func (r *reader) add(s sample) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.samples = append(r.samples, s)
	if s.failed == "" {
		r.good++
	}
}

// mark is how many requests there were so far.
func (r *reader) mark() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.samples)
}

// served is how many requests were answered well so far, which are those that cost something.
func (r *reader) served() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.good
}

// connections is how many connections the reader may hold.
func (r *reader) connections() int { return readersTCP }

// reading is what the reader saw in a while.
type reading struct {
	latencies []time.Duration // sorted
	failed    int
	failure   string // the first
}

// since gives what the reader saw since a mark.
func (r *reader) since(mark int) reading {
	r.mu.Lock()
	defer r.mu.Unlock()
	return readingOf(r.samples[mark:])
}

func readingOf(samples []sample) reading {
	var all reading
	for _, s := range samples {
		all.latencies = append(all.latencies, s.took)
		if s.failed != "" {
			all.failed++
			if all.failure == "" {
				all.failure = s.failed
			}
		}
	}
	slices.Sort(all.latencies)
	return all
}

func (r *reading) n() int { return len(r.latencies) }

func (r *reading) p99() time.Duration { return load.Percentile(r.latencies, 0.99) }

func (r *reading) p50() time.Duration { return load.Percentile(r.latencies, 0.5) }
