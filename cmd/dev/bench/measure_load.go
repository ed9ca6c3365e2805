package bench

import (
	"context"
	"fmt"
	"time"

	"incidentmap/cmd/dev/load"
	"incidentmap/cmd/dev/program"
)

// loaded is what a run of requests took.
type loaded struct {
	load.Result
	cpu    time.Duration // of the server
	cpuErr error         // why it is not known
}

// load sends requests to a process and counts its processor time.
func (r *run) load(ctx context.Context, pid int, p load.Plan) (loaded, error) {
	if p.Workers == 0 {
		p.Workers = workers()
	}
	before, err := program.CPU(pid)
	result, runErr := load.Run(ctx, r.client, p)
	if runErr != nil {
		return loaded{}, runErr
	}
	l := loaded{Result: result, cpuErr: err}
	if err == nil {
		after, err := program.CPU(pid)
		l.cpu, l.cpuErr = after-before, err
	}
	return l, l.Err()
}

// cpuEach is the server's processor time for a request; zero when it is not known.
func (l *loaded) cpuEach() time.Duration {
	if l.cpuErr != nil || l.N() == 0 {
		return 0
	}
	return l.cpu / time.Duration(l.N())
}

// rate and cpuSeconds are what runs are compared by.
func (l loaded) rate() float64       { return l.PerSecond() }
func (l loaded) cpuSeconds() float64 { return l.cpuEach().Seconds() }

// String says rate, percentiles, processor time and size.
func (l *loaded) String() string {
	cpu := span(l.cpuEach()) + " of processor each"
	if l.cpuErr != nil {
		cpu = l.cpuErr.Error()
	}
	return fmt.Sprintf("%s/s; 50 %% in %s, 99 %% in %s; %s; %s bytes", significant(l.PerSecond()),
		span(l.Percentile(0.5)), span(l.Percentile(0.99)), cpu, significant(l.BytesEach()))
}

// measureTiles asks for tiles that nobody has asked for.
func (r *run) measureTiles(ctx context.Context) error {
	own, err := r.load(ctx, r.server.PID(), load.Plan{Next: load.Each(r.server.coldTiles())})
	if err != nil {
		return err
	}
	row := row{measure: fmt.Sprintf("cold tiles, z0–14, %d different, areas in the layer, gzip", own.N()), figure: own.String()}
	if js, ok := r.supercluster(ctx); ok {
		row.peer = fmt.Sprintf("supercluster + vt-pbf + gzip as a function, points alone: %s of processor each; %s bytes", span(js.tileCPU()), significant(js.TileBytes))
		row.ratio = lessIsBetter(own.cpuEach().Seconds(), js.tileCPU().Seconds())
		served := row
		served.measure += ", both over HTTP"
		served.peer = fmt.Sprintf("the same behind node's http: %s", &js.served)
		served.ratio = lessIsBetter(own.cpuEach().Seconds(), js.served.cpuSeconds())
		r.row(row)
		row = served
	}
	r.row(row)
	if r.Postgres != "" {
		return r.tilesOfPostGIS(ctx, own)
	}
	return ctx.Err()
}

// measureFiltered asks for tiles of times and kinds, each for the first time.
func (r *run) measureFiltered(ctx context.Context) error {
	for _, m := range []struct {
		what string
		asks []load.Request
	}{
		{"cold tiles, each with its own time and kinds, gzip", r.server.filteredTiles()},
		{"cold tiles, 3 kinds and a year, gzip", r.server.yearTiles(asked, false)},
		{"the tile of the whole world, 3 kinds and a year, gzip", r.server.yearTiles(worldwide, true)},
	} {
		if err := r.simple(ctx, m.what, load.Plan{Next: load.Each(m.asks)}); err != nil {
			return err
		}
	}
	return nil
}

// measureClusters asks for the clusters of screens.
func (r *run) measureClusters(ctx context.Context) error {
	return r.simple(ctx, "clusters of a screen, each another, GeoJSON, gzip", load.Plan{Next: load.Each(r.server.clusters())})
}

// measureHistogram asks for histograms of random times and kinds.
func (r *run) measureHistogram(ctx context.Context) error {
	return r.simple(ctx, "histogram of 100 buckets, each with its own time and kinds, gzip", load.Plan{Next: load.Each(r.server.histograms())})
}

// simple is a measure of one load and no peer.
func (r *run) simple(ctx context.Context, what string, p load.Plan) error {
	l, err := r.load(ctx, r.server.PID(), p)
	if err != nil {
		return err
	}
	r.row(row{measure: what, figure: l.String()})
	return nil
}
