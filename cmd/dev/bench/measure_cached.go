package bench

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

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
	defer func() { err = errors.Join(err, bare.stop()) }()
	other := load.Request{URL: bare.root + "/", Header: request.Header}
	var own, floor []loaded
	for range rounds {
		for _, side := range []struct {
			pid     int
			request load.Request
			into    *[]loaded
		}{{r.server.pid(), request, &own}, {bare.pid(), other, &floor}} {
			l, err := r.load(ctx, side.pid, load.Plan{For: r.Each, Next: load.Repeat(side.request)})
			if err != nil {
				return err
			}
			*side.into = append(*side.into, l)
		}
	}
	a, b := middle(own), middle(floor)
	r.row(row{
		measure: fmt.Sprintf("cached tile, median of %d runs in turn", rounds), figure: a.String(),
		peer: "bare net/http, the same bytes and header: " + b.String(), ratio: moreIsBetter(a.PerSecond(), b.PerSecond()),
	})
	x, y := middleCPU(own), middleCPU(floor)
	r.row(row{
		measure: "cached tile, processor time of the server", figure: span(x), peer: "bare net/http: " + span(y),
		ratio: lessIsBetter(x.Seconds(), y.Seconds()),
	})
	return nil
}

// middle gives the run of the median rate.
func middle(all []loaded) loaded {
	sorted := slices.SortedFunc(slices.Values(all), func(a, b loaded) int {
		if a.PerSecond() < b.PerSecond() {
			return -1
		}
		return 1
	})
	return sorted[len(sorted)/2]
}

// middleCPU gives the median processor time of a request.
func middleCPU(all []loaded) time.Duration {
	var each []time.Duration
	for _, l := range all {
		each = append(each, l.cpuEach())
	}
	slices.Sort(each)
	return each[len(each)/2]
}
