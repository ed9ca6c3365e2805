package intake

import (
	"context"
	"runtime"
	"slices"

	"github.com/paulmach/orb"
	"golang.org/x/sync/errgroup"

	"incidentmap/incidents"
	"incidentmap/incidents/records"
)

// batchRows is how many records are converted at a time.
const batchRows = 512

// batch is a run of records on its way through a worker. It is used again when its
// drafts are handed on.
type batch struct {
	records []records.Record
	cells   []string
	results []result
	// drafts belong to the sink once they are handed on, and are made anew for each run.
	drafts []Draft
	done   chan struct{} // gets a value when the records are converted
}

// pipeline is where the batches of a file are.
type pipeline struct {
	work, ordered, free chan *batch
}

// convertAll reads the file again. One goroutine reads, several convert, and one takes
// the batches in their order.
func (pl *plan) convertAll(ctx context.Context, in *input, rows int, n *numberer) error {
	return pl.convertBy(ctx, in, rows, n, runtime.GOMAXPROCS(0))
}

// convertBy is convertAll by a number of workers, which changes nothing but the time.
func (pl *plan) convertBy(ctx context.Context, in *input, rows int, n *numberer, workers int) error {
	group, ctx := errgroup.WithContext(ctx)
	// All batches that there are: those in the hands of the workers, as many waiting before
	// and behind them, one being filled and one being numbered.
	most := 3*workers + 2
	pipe := &pipeline{make(chan *batch, most), make(chan *batch, most), make(chan *batch, most)}
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
			if err := n.take(ctx, b.results, b.drafts); err != nil {
				return err
			}
			pipe.free <- b
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
			pl.Progress(rows + read)
		}
		if b == nil {
			select {
			case b = <-pipe.free:
				b.begin()
			case <-ctx.Done():
				return ctx.Err()
			}
		}
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

func (b *batch) begin() {
	clear(b.records) // their strings are the file's text
	b.records, b.cells, b.drafts = b.records[:0], b.cells[:0], nil
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
	b.records = append(b.records, rec)
}
