package limit

import (
	"context"
	"fmt"
	"runtime"
	"sync"

	"incidentmap/incidents"
)

// Gate lets a bounded number of pieces of work of one kind run at once. It is safe for use by
// many goroutines.
type Gate struct {
	work  string // "drawing pictures"; for the error
	slots chan struct{}
	queue int

	mu      sync.Mutex
	waiting int
	inside  map[string]int // by client: at work and waiting
}

// NewGate makes a gate for a kind of work, said as in "drawing pictures". atOnce pieces of it
// run at the same time, and queue more may wait for their turn.
func NewGate(work string, atOnce, queue int) *Gate {
	return &Gate{work: work, slots: make(chan struct{}, atOnce), queue: queue, inside: map[string]int{}}
}

// Processors is how many pieces of work that keep a processor busy may run at once, for the gate
// of a kind of work that does: one processor, where there are several, is left to all the rest.
func Processors() int { return max(1, runtime.GOMAXPROCS(0)-1) }

// share is how much of a gate one client may hold: half of what works and waits, so that
// others always find room, and at least one piece.
func (g *Gate) share() int { return max((cap(g.slots)+g.queue)/2, 1) }

// Enter waits for a turn and gives what ends it, which must be called once. The error is
// EUnavailable at once when the queue is full or the client of the context holds its share of
// the gate, and the context's own when that ends first.
func (g *Gate) Enter(ctx context.Context) (leave func(), err error) {
	client := ClientOf(ctx)
	if !g.arrive(client) {
		return nil, incidents.Errorf(incidents.EUnavailable, "", "the server is busy with %s; ask again in some seconds", g.work)
	}
	select {
	case g.slots <- struct{}{}:
		g.stopWaiting()
		return sync.OnceFunc(func() {
			<-g.slots
			g.depart(client)
		}), nil
	case <-ctx.Done():
		g.stopWaiting()
		g.depart(client)
		return nil, fmt.Errorf("wait for %s: %w", g.work, ctx.Err())
	}
}

// arrive counts a client in, unless there is no room for it.
func (g *Gate) arrive(client string) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	free := cap(g.slots) - len(g.slots)
	if g.waiting >= g.queue+free || client != "" && g.inside[client] >= g.share() {
		return false
	}
	g.waiting++
	if client != "" {
		g.inside[client]++
	}
	return true
}

func (g *Gate) stopWaiting() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.waiting--
}

func (g *Gate) depart(client string) {
	if client == "" {
		return
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.inside[client]--; g.inside[client] == 0 {
		delete(g.inside, client)
	}
}
