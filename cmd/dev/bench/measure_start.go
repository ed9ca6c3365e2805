package bench

import (
	"context"
	"errors"
	"fmt"
	"time"

	"incidentmap/cmd/dev/program"
)

// measureStart starts the server on the store, the first time without an index that was saved, as after an import. What
// starts the second time stays for the measures that follow.
func (r *run) measureStart(ctx context.Context) error {
	store, err := r.store(ctx)
	if err != nil {
		return err
	}
	if err := errors.Join(r.stopServer(), program.RemoveSavedIndex(store)); err != nil {
		return err
	}
	var ready [2]time.Duration
	for i := range ready {
		if err := r.stopServer(); err != nil {
			return err
		}
		if r.server, err = r.startServer(ctx); err != nil {
			return err
		}
		ready[i] = r.server.Ready
	}
	r.row(row{measure: fmt.Sprintf("first start to ready after an import, %s incidents", thousands(int64(r.Incidents))), figure: span(ready[0])})
	own := row{measure: fmt.Sprintf("start to ready, %s incidents", thousands(int64(r.Incidents))), figure: span(ready[1])}
	memory := row{measure: "memory of the server once ready, and most until then"}
	now, most, err := program.Memory(r.server.PID())
	if err != nil {
		memory.figure = err.Error()
	} else {
		memory.figure = fmt.Sprintf("%s, %s; %s bytes an incident", megabytes(now), megabytes(most), significant(float64(now)/float64(r.Incidents)))
	}
	if js, ok := r.supercluster(ctx); ok {
		own.peer = fmt.Sprintf("supercluster, load of points in memory: %s", span(js.load()))
		own.ratio = lessIsBetter(r.server.Ready.Seconds(), js.load().Seconds())
		memory.peer = fmt.Sprintf("supercluster: %s, points and index", megabytes(js.Memory))
		memory.ratio = lessIsBetter(float64(now), float64(js.Memory))
	}
	r.row(own)
	r.row(memory)
	return ctx.Err()
}
