package bench

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"sync/atomic"
	"time"

	"incidentmap/cmd/dev/load"
	"incidentmap/cmd/dev/program"
	"incidentmap/cmd/dev/synthetic"
)

// manyWriters is the most that write at a time.
const manyWriters = 64

// measureWrites writes incidents by 1, 8 and 64 writers, and looks how soon each is on the
// map. It serves a copy of the store, so that the next run finds the store as it was.
func (r *run) measureWrites(ctx context.Context) (err error) {
	if err := r.stopServer(); err != nil {
		return err
	}
	store, err := r.store(ctx)
	if err != nil {
		return err
	}
	copied := r.file(".written.db")
	if err := errors.Join(program.RemoveStore(copied), program.CopyStore(copied, store)); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, program.RemoveStore(copied)) }()
	token, err := program.WriteToken(ctx, r.program, "sqlite:"+copied)
	if err != nil {
		return err
	}
	s, err := r.serve(ctx, "sqlite:"+copied)
	if err != nil {
		return err
	}
	defer func() {
		r.client.CloseIdleConnections()
		err = errors.Join(err, s.Stop())
	}()
	if err := r.writeLoads(ctx, s, token); err != nil {
		return err
	}
	return r.delays(ctx, s, token)
}

// writeLoads writes by ever more writers, each incident by a request of its own.
func (r *run) writeLoads(ctx context.Context, s *server, token string) error {
	var number atomic.Int64
	for _, writers := range []int{1, 8, manyWriters} {
		next := func(int) (load.Request, bool) {
			i := int(number.Add(1))
			return s.write(token, newIncident(i, -103.35+float64(i%1000)*1e-4, 20.67+float64(i/1000%1000)*1e-4)), true
		}
		l, err := r.load(ctx, s.PID(), load.Plan{Workers: writers, For: r.Each, Next: next})
		if err != nil {
			return err
		}
		r.row(row{measure: fmt.Sprintf("writes, one incident a request, %d writing", writers), figure: l.String()})
	}
	return nil
}

// probes is how many writes are waited for.
const probes = 200

// delays writes where nothing is, and asks until an answer holds what was written.
func (r *run) delays(ctx context.Context, s *server, token string) error {
	kinds := []struct {
		name string
		ask  func(lon, lat float64) load.Request
		read func(body []byte) (string, error)
	}{
		{"tile", func(lon, lat float64) load.Request { return s.tile(synthetic.TileAt(14, lon, lat), nil) }, whole},
		{"count", func(lon, lat float64) load.Request {
			return s.items(url.Values{"bbox": {around(lon, lat)}, "limit": {"1"}})
		}, number("numberMatched")},
		{"histogram", func(lon, lat float64) load.Request {
			return s.histogram(url.Values{"bbox": {around(lon, lat)}})
		}, number("count")},
	}
	for k, kind := range kinds {
		var all []time.Duration
		for i := range probes {
			// The middle of the southern Pacific, where no invented incident is sure to be.
			lon, lat := -130+0.1*float64(i%20), -40-float64(k)-0.1*float64(i/20)
			d, err := r.delay(ctx, s.write(token, newIncident(i, lon, lat)), kind.ask(lon, lat), kind.read)
			if err != nil {
				return fmt.Errorf("delay until the %s: %w", kind.name, err)
			}
			all = append(all, d)
		}
		slices.Sort(all)
		r.row(row{
			measure: fmt.Sprintf("delay from the answer to a write until the %s has it, %d writes", kind.name, probes),
			figure:  fmt.Sprintf("50 %% in %s, all in %s", span(load.Percentile(all, 0.5)), span(load.Percentile(all, 1))),
		})
	}
	return nil
}

// longestDelay is how long a write may stay out of sight.
const longestDelay = 30 * time.Second

// delay writes, and gives the time from the answer to that until another answer is read that
// differs from before.
func (r *run) delay(ctx context.Context, write, ask load.Request, read func([]byte) (string, error)) (time.Duration, error) {
	ask.Header = nil // plain
	get := func() (string, error) {
		_, body, err := load.Get(ctx, r.client, ask)
		if err != nil {
			return "", err
		}
		return read(body)
	}
	before, err := get()
	if err != nil {
		return 0, err
	}
	if _, _, err := load.Get(ctx, r.client, write); err != nil {
		return 0, err
	}
	began := time.Now()
	for {
		now, err := get()
		switch {
		case err != nil:
			return 0, err
		case now != before:
			return time.Since(began), nil
		case time.Since(began) > longestDelay:
			return 0, fmt.Errorf("%s does not show what was written %s ago", ask.URL, longestDelay)
		}
		time.Sleep(time.Millisecond)
	}
}

// whole takes an answer that differs only when the incidents do.
func whole(body []byte) (string, error) { return string(bytes.Clone(body)), nil }

// number takes a number of an answer, where the rest also tells when it was made.
func number(name string) func(body []byte) (string, error) {
	return func(body []byte) (string, error) {
		n, err := counted(body, name)
		return strconv.Itoa(n), err
	}
}

// around is a box of a few hundred metres.
func around(lon, lat float64) string {
	return synthetic.Box{lon - 0.002, lat - 0.002, lon + 0.002, lat + 0.002}.String()
}
