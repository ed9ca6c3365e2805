package format

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"incidentmap/incidents"
)

// flowing is n incidents as a store gives them, each in the memory of the one before, so that
// what is measured is the writer's own: a title, a summary, a place, a figure, a source and
// a claim each, at points over Mexico.
func flowing(n int) Incidents {
	p := full()
	p.Casualties, p.Relations = p.Casualties[:1], nil
	id, title, summary := []byte(p.ID), []byte(nil), []byte(nil)
	p.Title, p.Summary, p.Note = incidents.Text{}, incidents.Text{}, nil
	return func(yield func(*incidents.Public, error) bool) {
		kinds := incidents.Kinds()
		day := p.When.Start
		for i := range n {
			id = fmt.Appendf(id[:0], "01KJ43K480%016d", i)
			title = strconv.AppendInt(append(title[:0], "Vehicle set alight on road "...), int64(i), 10)
			summary = strconv.AppendInt(append(summary[:0], "A bus and two lorries were burnt near kilometre "...), int64(i%800), 10)
			p.ID, p.Kind, p.Seq = string(id), kinds[i%len(kinds)].Kind, incidents.Seq(i+1)
			p.Title["en"], p.Summary["en"] = string(title), string(append(summary, "; nobody was hurt, said an officer."...))
			p.When.Start = day.Add(time.Duration(i%40_000) * time.Minute)
			p.When.End = p.When.Start.Add(24*time.Hour - time.Second)
			p.Where.Geometry = orb.Point{-117 + float64(i%3001)/100.1, 14 + float64(i*7%1801)/100.1}
			if !yield(p, nil) {
				return
			}
		}
	}
}

// counter takes what is written and keeps none of it.
type counter struct {
	began time.Time
	first time.Duration // to the first byte
	bytes int64
}

// Write takes b.
func (c *counter) Write(b []byte) (int, error) {
	if c.bytes == 0 && len(b) > 0 {
		c.first = time.Since(c.began)
	}
	c.bytes += int64(len(b))
	return len(b), nil
}

// watch gives the most memory that the process holds until stop, in bytes over what it held
// at the beginning: its resident set where /proc tells it, else what Go has of the system.
func watch() (stop func() int64) {
	debug.FreeOSMemory()
	before := resident()
	var peak atomic.Int64
	done := make(chan struct{})
	var wg sync.WaitGroup
	wg.Go(func() {
		tick := time.NewTicker(2 * time.Millisecond)
		defer tick.Stop()
		for {
			select {
			case <-done:
				return
			case <-tick.C:
				peak.Store(max(peak.Load(), resident()))
			}
		}
	})
	return func() int64 {
		close(done)
		wg.Wait()
		return max(0, max(peak.Load(), resident())-before)
	}
}

// resident is the memory of the process, in bytes.
func resident() int64 {
	// Linux, proc_pid_statm(5): the second field, in pages.
	if b, err := os.ReadFile("/proc/self/statm"); err == nil {
		if fields := strings.Fields(string(b)); len(fields) > 1 {
			pages, _ := strconv.ParseInt(fields[1], 10, 64)
			return pages * int64(os.Getpagesize())
		}
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.Sys - m.HeapReleased)
}

// BenchmarkFlow writes many incidents and says what a server would feel: the time to the
// first byte, the memory on top, the bytes, and, after the reader has left in the
// middle, the time until the writer stops.
//
//	go test ./incidents/format -run '^$' -bench 'Flow/^1000000$/' -benchtime 1x
func BenchmarkFlow(b *testing.B) {
	for _, n := range []int{100, 10_000, 100_000, 1_000_000} {
		for _, f := range Formats() {
			b.Run(fmt.Sprint(n, "/", f.Ext), func(b *testing.B) {
				for b.Loop() {
					stop := watch()
					c := counter{began: time.Now()}
					if err := f.Write(b.Context(), &c, heading(), flowing(n)); err != nil {
						b.Fatal(err)
					}
					took := time.Since(c.began)
					b.ReportMetric(float64(stop())/(1<<20), "MB-more")
					b.ReportMetric(float64(c.first.Microseconds())/1000, "ms-to-first-byte")
					b.ReportMetric(float64(took.Nanoseconds())/float64(n), "ns/incident")
					b.ReportMetric(float64(c.bytes)/float64(n), "B/incident")
				}
				b.ReportMetric(float64(timeToStop(b, f, n).Microseconds())/1000, "ms-to-stop")
			})
		}
	}
}

// timeToStop is how long a writer of n incidents goes on after its context has ended, which
// is when half of them have been given.
func timeToStop(t testing.TB, f Format, n int) time.Duration {
	t.Helper()
	left := errors.New("the reader left")
	ctx, cancel := context.WithCancelCause(t.Context())
	defer cancel(nil)
	given := 0
	var at time.Time
	err := f.Write(ctx, io.Discard, heading(), func(yield func(*incidents.Public, error) bool) {
		for p, err := range flowing(n) {
			if given++; given == n/2 {
				at = time.Now()
				cancel(left)
			}
			if !yield(p, err) {
				return
			}
		}
	})
	if !errors.Is(err, left) {
		t.Errorf("after its reader has left it gives %v", err)
	}
	return time.Since(at)
}
