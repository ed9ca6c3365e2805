package main

import (
	"context"
	"math"
	"runtime/debug"
	"runtime/metrics"
	"sync"
	"time"
)

// servingGCPercent is by how much of what is in use memory may grow before what is not is freed. What
// is in use is mostly the index, which holds no pointers and costs the collector nothing to pass
// over, so a smaller figure than Go's 100 keeps the server small and hardly slower.
const servingGCPercent = 25

// requestMemory is what requests together may take, in bytes, before memory is freed sooner.
const requestMemory = 96 << 20

// memoryLimit keeps a server within twice what its index and caches take and what requests may:
// beyond it the collector works harder and gives back what a crowd has left behind. It is no hard
// limit: what is in use stays. It may be followed by several at once.
type memoryLimit struct {
	mu    sync.Mutex
	bytes int64
}

// begin sets the limit of a server that has answered nothing yet.
func (l *memoryLimit) begin() {
	debug.SetGCPercent(servingGCPercent)
	debug.FreeOSMemory() // what reading took is many times what is kept
	l.bytes = 2*liveBytes() + requestMemory
	debug.SetMemoryLimit(l.bytes)
}

// follow raises the limit where what is in use has grown, as with an import, or as caches fill: a limit
// that is hardly more than that would have the collector work all the time.
func (l *memoryLimit) follow() {
	live := liveBytes()
	l.mu.Lock()
	defer l.mu.Unlock()
	if live > l.bytes/2 {
		l.bytes = 2*live + requestMemory
		debug.SetMemoryLimit(l.bytes)
	}
}

// followUntil follows what is in use as long as the context goes on.
func (l *memoryLimit) followUntil(ctx context.Context) {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			l.follow()
		}
	}
}

// end takes the limit away.
func (l *memoryLimit) end() { debug.SetMemoryLimit(math.MaxInt64) }

// An import's memory is collected when it has grown by importGCPercent, or beyond importHeap bytes: it
// leaves much behind, and holds little.
const (
	importGCPercent = 400
	importHeap      = 160 << 20
)

// importMemory lets memory that an import does not use any more lie for longer, as it leaves much of it
// behind, within a limit that grows with what it holds: of each row of a file its key, by which rows
// that come again are known. A limit that is hardly more than what is in use would have the
// collector work all the time.
type importMemory struct{ limit, percent, before int64 }

func (m *importMemory) begin() {
	m.percent, m.limit = int64(debug.SetGCPercent(importGCPercent)), importHeap
	m.before = debug.SetMemoryLimit(m.limit)
}

// follow raises the limit where less than a third of it is left.
func (m *importMemory) follow() {
	if live := liveBytes(); live > m.limit/3*2 {
		m.limit = live / 4 * 7
		debug.SetMemoryLimit(m.limit)
	}
}

func (m *importMemory) end() {
	debug.SetGCPercent(int(m.percent))
	debug.SetMemoryLimit(m.before)
}

// liveBytes is what was in use at the last collection.
func liveBytes() int64 {
	sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(sample)
	if sample[0].Value.Kind() != metrics.KindUint64 {
		return 0
	}
	return int64(sample[0].Value.Uint64())
}
