package bench

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"incidentmap/cmd/dev/load"
	"incidentmap/cmd/dev/synthetic"
)

// rounds is how often two servers are asked in turn, so that what else the machine does
// meets both.
const rounds = 3

// measureCached asks for one tile again and again, and a bare handler for the same bytes.
func (r *run) measureCached(ctx context.Context) (err error) {
	request := r.server.tile(synthetic.TileAt(8, -103.35, 20.67), nil)
	header, body, err := load.Get(ctx, r.client, request)
	if err != nil {
		return err
	}
	bare, err := r.startBare(ctx, header, body)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, bare.Stop()) }()
	other := load.Request{URL: bare.Root + "/", Header: request.Header}
	var own, floor []loaded
	for range rounds {
		for _, side := range []struct {
			pid     int
			request load.Request
			into    *[]loaded
		}{{r.server.PID(), request, &own}, {bare.PID(), other, &floor}} {
			l, err := r.load(ctx, side.pid, load.Plan{For: r.Each, Next: load.Repeat(side.request)})
			if err != nil {
				return err
			}
			*side.into = append(*side.into, l)
		}
	}
	a, b := median(own, loaded.rate), median(floor, loaded.rate)
	r.row(row{
		measure: fmt.Sprintf("cached tile, median of %d runs in turn", rounds), figure: a.String(),
		peer: "bare net/http, the same bytes and header: " + b.String(), ratio: moreIsBetter(a.PerSecond(), b.PerSecond()),
	})
	a, b = median(own, loaded.cpuSeconds), median(floor, loaded.cpuSeconds)
	r.row(row{
		measure: "cached tile, processor time of the server", figure: span(a.cpuEach()), peer: "bare net/http: " + span(b.cpuEach()),
		ratio: lessIsBetter(a.cpuSeconds(), b.cpuSeconds()),
	})
	return nil
}

// median gives the middle one of things, or the upper of the two in the middle, by a number
// of each.
func median[T any](all []T, by func(T) float64) T {
	sorted := slices.SortedFunc(slices.Values(all), func(a, b T) int { return cmp.Compare(by(a), by(b)) })
	return sorted[len(sorted)/2]
}
