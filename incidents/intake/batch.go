package intake

import (
	"context"
	"runtime"
	"slices"

	"github.com/paulmach/orb"
	"golang.org/x/sync/errgroup"
	"golang.org/x/sync/semaphore"

	"incidentmap/incidents"
	"incidentmap/incidents/records"
)

// batchRows is how many records are converted at a time, and batchBytes how many bytes of them.
// flyingBytes is what may be between the reading of records and the handing on of drafts: a file
// of long records takes no more memory than one of short ones, but for one record.
const (
	batchRows   = 512
	batchBytes  = 4 << 20
	flyingBytes = 64 << 20
)

// batch is a run of records on its way through a worker. It is used again when its
// drafts are handed on.
type batch struct {
	records []records.Record
	cells   []string
	again   []int // by record: how many rows directly behind it say the same
	bytes   int64 // of its records, as they were taken from the pipeline's room
	results []result
	// drafts belong to the sink once they are handed on, and are made anew for each run.
	drafts []Draft
	done   chan struct{} // gets a value when the records are converted
}

// pipeline is where the batches of a file are.
type pipeline struct {
	work, ordered, free chan *batch
	room                *semaphore.Weighted // of bytes
}

// convertAll reads the file again. One goroutine reads, several convert, and one takes
// the batches in their order.
func (pl *plan) convertAll(ctx context.Context, in *input, rows int, n *numberer) error {
	if err := pl.convertBy(ctx, in, rows, n, runtime.GOMAXPROCS(0)); err != nil {
		return err
	}
	return n.settle(ctx, true)
}

// convertBy is convertAll by a number of workers, which changes nothing but the time.
func (pl *plan) convertBy(ctx context.Context, in *input, rows int, n *numberer, workers int) error {
	group, ctx := errgroup.WithContext(ctx)
	// All batches that there are: those in the hands of the workers, as many waiting before
	// and behind them, one being filled and one being numbered.
	most := 3*workers + 2
	pipe := &pipeline{make(chan *batch, most), make(chan *batch, most), make(chan *batch, most), semaphore.NewWeighted(flyingBytes)}
	for range most {
		pipe.free <- &batch{done: make(chan struct{}, 1)}
	}
	group.Go(func() error {
		defer close(pipe.ordered)
		defer close(pipe.work)
		return pl.feed(ctx, in, rows, pipe)
	})
	known := newPlaces(pl)
	for range workers {
		group.Go(func() error {
			c := newConverter(pl, known)
			for b := range pipe.work {
				c.convertBatch(b)
				b.done <- struct{}{}
			}
			return nil
		})
	}
	group.Go(func() error {
		for b := range pipe.ordered {
			select {
			case <-b.done:
			case <-ctx.Done():
				return ctx.Err()
			}
			if err := n.take(ctx, b.results, b.drafts, b.again); err != nil {
				return err
			}
			pipe.release(b)
		}
		return nil
	})
	return group.Wait()
}

// convertBatch makes the results of a batch's records.
func (c *converter) convertBatch(b *batch) {
	b.drafts = make([]Draft, len(b.records))
	b.results = slices.Grow(b.results[:0], len(b.records))[:len(b.records)]
	for i := range b.records {
		b.results[i] = result{draft: &b.drafts[i]}
		c.convert(&b.records[i], &b.results[i])
		b.drafts[i].Bytes = sizeOf(&b.records[i])
		b.drafts[i].Incident.Origin = incidents.Origin{File: c.file, Row: b.records[i].Row}
	}
}

// feed reads records into batches. A file whose first reading ended in an error ends
// there again, which was told of.
func (pl *plan) feed(ctx context.Context, in *input, rows int, pipe *pipeline) error {
	var b *batch
	read := 0
	for rec, err := range in.records(ctx) {
		if err != nil {
			break
		}
		read++
		if pl.Progress != nil && read%4096 == 0 {
			pl.Progress(Progress{File: in.name, Rows: read, Total: rows})
		}
		if b != nil && !pl.KeepEqualRows && b.repeats(&rec) {
			continue
		}
		cost := min(int64(sizeOf(&rec)), flyingBytes)
		if b != nil && b.bytes+cost > batchBytes {
			pipe.send(b) // so that what waits for room keeps little from the others
			b = nil
		}
		if b == nil {
			select {
			case b = <-pipe.free:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		if err := pipe.room.Acquire(ctx, cost); err != nil {
			return err
		}
		b.bytes += cost
		b.add(rec)
		if len(b.records) == batchRows {
			pipe.send(b)
			b = nil
		}
	}
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if b != nil {
		pipe.send(b)
	}
	return nil
}

// send never waits: there is room for all batches.
func (p *pipeline) send(b *batch) {
	p.ordered <- b
	p.work <- b
}

// release lets a batch be used again.
func (p *pipeline) release(b *batch) {
	clear(b.records) // their strings are the file's text
	clear(b.cells)
	clear(b.results)
	bytes := b.bytes
	b.records, b.cells, b.again, b.results, b.drafts, b.bytes = b.records[:0], b.cells[:0], b.again[:0], b.results[:0], nil, 0
	p.room.Release(bytes)
	p.free <- b
}

// sizeOf is about how many bytes a record takes in memory.
func sizeOf(rec *records.Record) int {
	const each, repair, position = 16, 200, 16
	n := each*len(rec.Values) + repair*len(rec.Repairs)
	for _, v := range rec.Values {
		n += len(v)
	}
	if rec.Geometry != nil {
		n += position * positions(rec.Geometry)
	}
	return n
}

// positions counts those of a geometry.
func positions(g orb.Geometry) int {
	n := 0
	switch g := g.(type) {
	case orb.MultiPoint:
		return len(g)
	case orb.LineString:
		return len(g)
	case orb.MultiLineString:
		for _, l := range g {
			n += len(l)
		}
	case orb.Polygon:
		for _, r := range g {
			n += len(r)
		}
	case orb.MultiPolygon:
		for _, p := range g {
			n += positions(p)
		}
	case orb.Collection:
		for _, m := range g {
			n += positions(m)
		}
	}
	return max(n, 1)
}

// add keeps a record beyond the next one.
func (b *batch) add(rec records.Record) {
	from := len(b.cells)
	b.cells = append(b.cells, rec.Values...)
	rec.Values = b.cells[from:len(b.cells):len(b.cells)]
	rec.Repairs = slices.Clone(rec.Repairs)
	if rec.Geometry != nil {
		rec.Geometry = orb.Clone(rec.Geometry)
	}
	b.records, b.again = append(b.records, rec), append(b.again, 0)
}

// repeats tells a record that says the same as the one before it, in the next row, and counts it: nothing of it needs to be
// read again. Records with something of their own to be told are none.
func (b *batch) repeats(rec *records.Record) bool {
	last := len(b.records) - 1
	if last < 0 {
		return false
	}
	before := &b.records[last]
	if rec.Row != before.Row+b.again[last]+1 || !isSame(rec, before) {
		return false
	}
	b.again[last]++
	return true
}

// isSame tells two records of tables that say the same, without a word of how they were read.
func isSame(a, b *records.Record) bool {
	return a.Geometry == nil && b.Geometry == nil && a.Err == nil && b.Err == nil && len(a.Repairs)+len(b.Repairs) == 0 && a.ID == b.ID && slices.Equal(a.Values, b.Values)
}
