package hostile

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// fakeMeter says what a test wants of a server.
type fakeMeter struct {
	mu         sync.Mutex
	used       time.Duration
	busy       time.Duration // what each look adds: a server that never rests
	now, most  int64
	open       int
	forgotten  int
	notCounted error
}

func (f *fakeMeter) cpu() (time.Duration, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.used += f.busy
	return f.used, f.notCounted
}

func (f *fakeMeter) memory() (now, most int64, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.now, f.most, nil
}

func (f *fakeMeter) forgetPeak() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.forgotten++
	f.most = f.now
	return nil
}

func (f *fakeMeter) connections() (int, error) { return f.open, nil }

func (f *fakeMeter) change(change func(f *fakeMeter)) {
	f.mu.Lock()
	defer f.mu.Unlock()
	change(f)
}

// fakeProcess is a server that ends when a test wants it.
type fakeProcess struct{ ended bool }

func (p *fakeProcess) Ended() (bool, error) { return p.ended, nil }
func (p *fakeProcess) Kill() error          { return nil }
func (p *fakeProcess) Stop() error          { return nil }

// fake is a server that breaks rules, and what is known of it.
type fake struct {
	meter   *fakeMeter
	process *fakeProcess
	reader  *reader
}

func (f *fake) attacked(t *testing.T, a *attack, handle func(f *fake, w http.ResponseWriter, r *http.Request)) (measured, []string) {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { handle(f, w, r) }))
	defer server.Close()
	target := &target{
		root: server.URL, addr: strings.TrimPrefix(server.URL, "http://"), client: newClient(), meter: f.meter, reader: f.reader,
		atRest: f.meter.now, server: f.process,
	}
	if a.send == nil {
		a.send = ask(get("/a"), get("/b"))
	}
	m := target.measure(t.Context(), a)
	return m, judge(a, &m)
}

func newFake() *fake {
	return &fake{meter: &fakeMeter{now: 100 << 20, most: 900 << 20}, process: &fakeProcess{}, reader: newReader(nil, 0)}
}

// A server that breaks a rule is caught by that rule and by no other; one that breaks none is not.
func TestEachRuleIsJudged(t *testing.T) {
	write := func(w http.ResponseWriter, n int) { _, _ = w.Write(bytes.Repeat([]byte("x"), n)) }
	slow := func(n int, s sample) func(*fake) {
		return func(f *fake) {
			for range n {
				f.reader.add(s)
			}
		}
	}
	for _, c := range []struct {
		name   string
		attack attack
		handle func(f *fake, w http.ResponseWriter, r *http.Request)
		want   string // of the verdict; none when empty
	}{
		{"well", attack{}, func(_ *fake, w http.ResponseWriter, _ *http.Request) { write(w, 1000) }, ""},
		{"refused", attack{}, func(_ *fake, w http.ResponseWriter, _ *http.Request) { w.WriteHeader(400) }, ""},
		{"processor", attack{}, func(f *fake, _ http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/b" {
				f.meter.change(func(m *fakeMeter) { m.used += 3 * time.Second })
			}
		}, "3.0 CPU-s for a request outside a gate"},
		{"processor of two", attack{}, func(f *fake, _ http.ResponseWriter, _ *http.Request) {
			f.meter.change(func(m *fakeMeter) { m.used += 900 * time.Millisecond })
		}, ""},
		{"processor in a gate", attack{gate: "files"}, func(f *fake, _ http.ResponseWriter, _ *http.Request) {
			f.meter.change(func(m *fakeMeter) { m.used += 3 * time.Second })
		}, ""},
		{"long", attack{}, func(_ *fake, w http.ResponseWriter, _ *http.Request) { write(w, 2<<20) }, "an answer of more than 1 MB"},
		{"long and asked for", attack{large: true}, func(_ *fake, w http.ResponseWriter, _ *http.Request) { write(w, 2<<20) }, ""},
		{"memory", attack{}, func(f *fake, _ http.ResponseWriter, _ *http.Request) {
			f.meter.change(func(m *fakeMeter) { m.most = m.now + 300<<20 })
		}, "300 MB over rest"},
		{"failed", attack{gate: "files"}, func(_ *fake, w http.ResponseWriter, _ *http.Request) { w.WriteHeader(500) }, "2 × status 500"},
		{"long refusal", attack{}, func(_ *fake, w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(404)
			write(w, 100_000)
		}, "100.0 kB to refuse a request"},
		{"not wanted", attack{want: []int{421}}, func(_ *fake, w http.ResponseWriter, _ *http.Request) { write(w, 1) }, "2 × status 200"},
		{"busy outside a gate", attack{}, busyAnswer("3"), "2 × status 503"},
		{"busy", attack{gate: "files"}, busyAnswer("3"), ""},
		{"busy without a word", attack{gate: "files"}, busyAnswer(""), "2 busy answers without Retry-After"},
		{"broken off", attack{send: ask(get("/a"))}, func(*fake, http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, "no answer to /a"},
		{"dead", attack{}, func(f *fake, _ http.ResponseWriter, _ *http.Request) { f.process.ended = true }, "the server is dead"},
		{"never at rest", attack{}, func(f *fake, _ http.ResponseWriter, _ *http.Request) {
			f.meter.change(func(m *fakeMeter) { m.busy = 100 * time.Millisecond })
		}, "not at rest"},
		{"connections", attack{}, func(f *fake, _ http.ResponseWriter, _ *http.Request) {
			f.meter.change(func(m *fakeMeter) { m.open = 100 })
		}, "not at rest"},
		{"reader refused", attack{}, func(f *fake, _ http.ResponseWriter, _ *http.Request) {
			slow(1, sample{failed: "503 Service Unavailable"})(f)
		}, "the reader got 2 of 2 requests refused or broken: 503"},
		{"reader slow", attack{}, func(f *fake, _ http.ResponseWriter, _ *http.Request) {
			slow(90, sample{took: time.Millisecond})(f)
			slow(2, sample{took: time.Second})(f)
		}, "the reader's p99 was 1000 ms"},
		{"own fault", attack{send: func(context.Context, *target) tally {
			var sum tally
			sum.fault("HEAD is not GET")
			return sum
		}}, nil, "HEAD is not GET"},
	} {
		t.Run(c.name, func(t *testing.T) {
			m, broken := newFake().attacked(t, &c.attack, c.handle)
			got := strings.Join(broken, "; ")
			if len(broken) > 1 || !strings.Contains(got, c.want) || c.want == "" && got != "" {
				t.Errorf("%+v: the verdict is %q, want %q", m, got, c.want)
			}
		})
	}
}

func busyAnswer(retry string) func(f *fake, w http.ResponseWriter, r *http.Request) {
	return func(_ *fake, w http.ResponseWriter, _ *http.Request) {
		if retry != "" {
			w.Header().Set("Retry-After", retry)
		}
		w.WriteHeader(http.StatusServiceUnavailable)
	}
}

// What the reader costs is not the attack's, and the peak of what was before it neither.
func TestMeasuresTheAttackAlone(t *testing.T) {
	f := newFake()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		f.meter.change(func(m *fakeMeter) {
			m.used += 700 * time.Millisecond // of which the reader has 200
			m.most = m.now + 5<<20
		})
		f.reader.add(sample{took: time.Millisecond})
		f.reader.add(sample{took: time.Millisecond})
		_, _ = io.WriteString(w, "hello")
	}))
	defer server.Close()
	target := &target{
		root: server.URL, client: newClient(), meter: f.meter, reader: f.reader, atRest: 90 << 20, server: f.process,
		readCost: 100 * time.Millisecond,
	}
	m := target.measure(t.Context(), &attack{send: ask(get("/"))})
	if m.n != 1 || m.statuses[200] != 1 || m.most != 5 || m.cpu != 500*time.Millisecond || m.cpuEach() != m.cpu {
		t.Errorf("%d requests, %v, %d bytes, %s in all, %s each", m.n, m.statuses, m.most, m.cpu, m.cpuEach())
	}
	if m.memory != 15<<20 || m.grown != 5<<20 || f.meter.forgotten != 1 || m.reader.n() != 2 || !m.rested {
		t.Errorf("%d over rest, %d over before, %d times forgotten, %d reads, at rest %t", m.memory, m.grown, f.meter.forgotten, m.reader.n(), m.rested)
	}
}

// Requests that are sent together have the mean as their cost; of those one by one the costliest
// counts.
func TestCostOfOne(t *testing.T) {
	for _, c := range []struct {
		m    measured
		want time.Duration
	}{
		{measured{cpu: time.Second}, time.Second},
		{measured{cpu: 4 * time.Second, tally: tally{n: 1, costly: time.Second}}, 4 * time.Second}, // what it leaves behind is its own
		{measured{cpu: 4 * time.Second, tally: tally{n: 8, together: true}}, time.Second / 2},
		{measured{cpu: 4 * time.Second, tally: tally{n: 8, costly: 3 * time.Second}}, 3 * time.Second},
	} {
		if got := c.m.cpuEach(); got != c.want {
			t.Errorf("%+v: %s, want %s", c.m, got, c.want)
		}
	}
}

// When a rule is broken for sure, no more of the same is sent: the run is to end.
func TestEnoughIsSent(t *testing.T) {
	var asked atomic.Int64
	f := newFake()
	many := make([]request, 50)
	for i := range many {
		many[i] = get("/")
	}
	handle := func(f *fake, _ http.ResponseWriter, _ *http.Request) {
		asked.Add(1)
		f.meter.change(func(m *fakeMeter) { m.used += 2 * time.Second })
	}
	if _, broken := f.attacked(t, &attack{send: ask(many...)}, handle); asked.Load() != enoughBroken || len(broken) != 1 {
		t.Errorf("%d requests, %v", asked.Load(), broken)
	}
	asked.Store(0)
	if _, broken := f.attacked(t, &attack{gate: "files", send: ask(many...)}, handle); asked.Load() != 50 || len(broken) != 0 {
		t.Errorf("%d requests, %v", asked.Load(), broken)
	}
}

func TestReaderIsJudged(t *testing.T) {
	samples := func(fast, slow int, failed string) *reading {
		all := make([]sample, fast, fast+slow)
		for range slow {
			all = append(all, sample{took: time.Second, failed: failed})
		}
		r := readingOf(all)
		return &r
	}
	for _, c := range []struct {
		r    *reading
		want string
	}{
		{samples(0, 0, ""), ""},
		{samples(990, 10, ""), ""},
		{samples(989, 11, ""), "p99 of 1000 ms is over 250 ms"},
		{samples(10, 20, ""), ""}, // too few to tell
		{samples(990, 1, "404 Not Found"), "1 of 991 requests failed: 404 Not Found"},
	} {
		if got := judgeReader(c.r); got != c.want {
			t.Errorf("%d requests: %q, want %q", c.r.n(), got, c.want)
		}
	}
}
