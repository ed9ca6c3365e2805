package main

import (
	"context"
	"encoding/json"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/tracing"
	"github.com/chromedp/chromedp"
)

// thread is how long a page keeps the main thread of a phone that is four times slower, in milliseconds of processor time,
// which a busy machine changes less than the clock.
type thread struct {
	blocked float64 // what tasks last beyond 50 ms, added up: so long a reader's finger waits
	busy    float64 // all tasks together
}

// slower is how many times slower a phone is than the machine of the tests.
const slower = 4

// longTask is from when on a task is felt.
const longTask = 50.0

// threadBudgets are of a phone, at least twice of what was measured.
var threadBudgets = []struct {
	address string
	most    thread
}{
	{seedPage, thread{blocked: 300, busy: 2400}},
	{seedPage + "/embed", thread{blocked: 300, busy: 2000}},
	{"/stories/thousand", thread{blocked: 300, busy: 2400}},
}

// tries is how often a page is opened until it keeps to its budget: other programs make it do more, and nothing makes it do less.
const tries = 5

// pagesLeaveTheThread measures what pages do on the main thread until their map is drawn.
func pagesLeaveTheThread(t *testing.T, g public) {
	for _, b := range threadBudgets {
		t.Run(b.address, func(t *testing.T) {
			for range tries {
				got := g.thread(t, b.address)
				t.Logf("blocked for %.0f ms, busy for %.0f ms", got.blocked, got.busy)
				if got.busy > 0 && got.blocked <= b.most.blocked && got.busy <= b.most.busy {
					return
				}
			}
			t.Errorf("never blocked for at most %g ms and busy for at most %g ms, and more than nothing", b.most.blocked, b.most.busy)
		})
	}
}

// thread opens a page in a browser of its own, in which no other page's tasks are on its thread.
func (g public) thread(t *testing.T, address string) thread {
	t.Helper()
	p := open(t, g.running, screen{width: phone.width, height: phone.height, density: 3, touch: true})
	end := p.trace()
	p.visitMap(address + "?lang=en")
	const frames = `new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))`
	if _, err := chromedp.Run(p.ctx, chromedp.Evaluate[bool](frames, chromedp.EvalAwaitPromise)); err != nil {
		t.Fatalf("wait for frames: %v", err)
	}
	return tasksOf(end())
}

// traced is what is read of an event of a trace.
type traced struct {
	Name     string  `json:"name"`
	Process  int     `json:"pid"`
	Thread   int     `json:"tid"`
	Computed float64 `json:"tdur"` // microseconds of processor time
	Args     struct {
		Name string `json:"name"`
	} `json:"args"`
}

// trace begins a trace of tasks, and gives what ends it and has its events.
func (p *reader) trace() func() []traced {
	p.t.Helper()
	var mu sync.Mutex
	var events []traced
	complete := make(chan struct{})
	err := chromedp.Listen(p.ctx, func(ev any) {
		switch ev := ev.(type) {
		case *tracing.EventDataCollected:
			mu.Lock()
			defer mu.Unlock()
			for _, value := range ev.Value {
				var e traced
				if err := json.Unmarshal(value, &e); err != nil {
					p.t.Errorf("an event of the trace: %v", err)
				}
				events = append(events, e)
			}
		case *tracing.EventTracingComplete:
			close(complete)
		}
	})
	if err != nil {
		p.t.Fatal(err)
	}
	p.do("begin a trace", func(ctx context.Context, tab *chromedp.Target) (chromedp.Void, error) {
		_, err := cdp.Call(ctx, tab, tracing.Start, tracing.StartParams{TraceConfig: &tracing.TraceConfig{
			IncludedCategories: []string{"disabled-by-default-devtools.timeline"},
		}})
		return chromedp.Void{}, err
	})
	return func() []traced {
		p.t.Helper()
		p.do("end the trace", func(ctx context.Context, tab *chromedp.Target) (chromedp.Void, error) {
			_, err := cdp.Call(ctx, tab, tracing.End, cdp.Empty{})
			return chromedp.Void{}, err
		})
		select {
		case <-complete:
		case <-time.After(30 * time.Second):
			p.t.Fatal("the trace does not end")
		}
		mu.Lock()
		defer mu.Unlock()
		return events
	}
}

// tasksOf adds up the tasks of the main thread of a page: of those of the browser's pages the one that did the most, as the
// empty page that a window begins with may have another.
func tasksOf(events []traced) (most thread) {
	type id struct{ process, thread int }
	threads := map[id]*thread{}
	for _, e := range events {
		if e.Name == "thread_name" && e.Args.Name == "CrRendererMain" {
			threads[id{e.Process, e.Thread}] = &thread{}
		}
	}
	for _, e := range events {
		sum := threads[id{e.Process, e.Thread}]
		if e.Name != "RunTask" || sum == nil {
			continue
		}
		lasts := slower * e.Computed / 1000
		sum.busy += lasts
		sum.blocked += max(0, lasts-longTask)
		if sum.busy > most.busy {
			most = *sum
		}
	}
	return most
}

// The gate counts what it is to count: the tasks of the page's main thread, each beyond what is felt.
func TestTasksOf(t *testing.T) {
	event := func(name string, thread int, computed float64) traced {
		return traced{Name: name, Process: 1, Thread: thread, Computed: computed}
	}
	named := func(name string, thread int) traced {
		e := event("thread_name", thread, 0)
		e.Args.Name = name
		return e
	}
	for _, tt := range []struct {
		name   string
		events []traced
		want   thread
	}{
		{"nothing", nil, thread{}},
		{"tasks", []traced{event("RunTask", 1, 10_000), event("RunTask", 1, 20_000), named("CrRendererMain", 1), event("RunTask", 1, 30_000)}, thread{blocked: 30 + 70, busy: 40 + 80 + 120}},
		{"what is in tasks", []traced{named("CrRendererMain", 1), event("RunTask", 1, 10_000), event("Layout", 1, 10_000)}, thread{busy: 40}},
		{"other threads", []traced{named("CrRendererMain", 1), named("Compositor", 2), event("RunTask", 1, 10_000), event("RunTask", 2, 1e6)}, thread{busy: 40}},
		{"an empty page before", []traced{named("CrRendererMain", 1), named("CrRendererMain", 2), event("RunTask", 2, 10_000), event("RunTask", 1, 1000)}, thread{busy: 40}},
	} {
		if got := tasksOf(tt.events); got != tt.want {
			t.Errorf("%s: %+v, want %+v", tt.name, got, tt.want)
		}
	}
}
