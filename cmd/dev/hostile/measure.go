package hostile

import (
	"context"
	"time"

	"incidentmap/cmd/dev/program"
)

// meter reads what a server takes of the machine.
type meter interface {
	cpu() (time.Duration, error)
	memory() (now, most int64, err error)
	forgetPeak() error
	connections() (int, error)
}

// processMeter reads it of a process and the port it listens on.
type processMeter struct{ pid, port int }

func (p processMeter) cpu() (time.Duration, error)          { return program.CPU(p.pid) }
func (p processMeter) memory() (now, most int64, err error) { return program.Memory(p.pid) }
func (p processMeter) forgetPeak() error                    { return program.ForgetPeak(p.pid) }
func (p processMeter) connections() (int, error)            { return program.Connections(p.port) }

// measured is what an attack was answered with and what it cost.
type measured struct {
	tally
	cpu     time.Duration // of all of its requests, and of what they left behind
	memory  int64         // most memory, in bytes, over that of a server at rest
	grown   int64         // most memory over that before the attack
	rest    time.Duration // from the last answer until the server was at rest
	rested  bool
	reader  reading
	died    string // why the server is no more
	skipped string // why there is nothing to judge
}

// cpuEach is the processor time of the costliest request; a request of many that were sent
// together counts as one of them.
func (m *measured) cpuEach() time.Duration {
	if m.n <= 1 {
		return m.cpu
	}
	if m.together {
		return m.cpu / time.Duration(m.n)
	}
	return m.costly
}

// moment is a moment of a server: what it has taken so far.
type moment struct {
	cpu   time.Duration
	reads int
}

// measure runs an attack against a target and gives what it cost.
func (t *target) measure(ctx context.Context, a *attack) measured {
	before, _, err := t.meter.memory()
	if err == nil {
		err = t.meter.forgetPeak()
	}
	began, err2 := t.moment()
	if err != nil || err2 != nil {
		return measured{died: "its process cannot be read"}
	}
	t.atRest = min(t.atRest, before) // what it gave back since it was started was not rest
	since := t.reader.mark()
	t.large, t.gated, t.patience = a.large, a.gate != "", patience
	if t.gated {
		t.patience = gatedPatience
	}
	m := measured{tally: a.send(ctx, t)}
	t.client.CloseIdleConnections()
	m.rest, m.rested = t.awaitRest(ctx)
	if ended, err := t.moment(); err == nil {
		m.cpu = max(t.used(began, ended), m.costly)
	}
	if _, most, err := t.meter.memory(); err == nil {
		m.memory, m.grown = most-t.atRest, most-before
	}
	m.reader = t.reader.since(since)
	m.died = t.why()
	return m
}

// moment reads the processor time so far and how many requests of the reader it has in it.
func (t *target) moment() (moment, error) {
	cpu, err := t.meter.cpu()
	return moment{cpu, t.reader.served()}, err
}

// used is the processor time from one moment to another, less that of the reader.
func (t *target) used(from, to moment) time.Duration {
	return max(to.cpu-from.cpu-t.readCost*time.Duration(to.reads-from.reads), 0)
}

// Rest is a window in which the server takes next to nothing and holds no connection but the
// reader's.
const (
	restWindow  = 250 * time.Millisecond
	restCPU     = restWindow / 20 // 5 %
	restLongest = 20 * time.Second
)

// awaitRest waits for the server to come to rest and tells how long that took.
func (t *target) awaitRest(ctx context.Context) (time.Duration, bool) {
	began := time.Now()
	for {
		window := time.Now()
		before, err := t.moment()
		if err != nil || t.over() {
			return time.Since(began), false
		}
		select {
		case <-ctx.Done():
			return time.Since(began), false
		case <-time.After(t.window):
		}
		after, err := t.moment()
		if err == nil && t.resting(before, after) {
			t.learnReadCost(before, after)
			return window.Sub(began), true
		}
		if time.Since(began) > t.longest {
			return time.Since(began), false
		}
	}
}

// learnReadCost takes what the reader's requests cost a server at rest for their cost, when that is
// less than was seen before: right after its start the server is at other work too.
func (t *target) learnReadCost(before, after moment) {
	if reads := after.reads - before.reads; reads > 0 {
		t.readCost = min(t.readCost, (after.cpu-before.cpu)/time.Duration(reads))
	}
}

// resting tells whether the server did nothing from one moment to the next, and is left alone.
func (t *target) resting(before, after moment) bool {
	open, err := t.meter.connections()
	return err == nil && t.used(before, after) <= restCPU && open <= t.reader.connections()
}
