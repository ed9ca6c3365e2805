package bench

import (
	"context"
	"path/filepath"
	"time"

	"incidentmap/cmd/dev/program"
)

// story is that of the incidents.
const story = "bench"

// server is the program, serving.
type server struct {
	*program.Server
	settled bool // it was waited for
}

// startServer serves the incidents.
func (r *run) startServer(ctx context.Context) (*server, error) {
	store, err := r.store(ctx)
	if err != nil {
		return nil, err
	}
	return r.serve(ctx, "sqlite:"+store)
}

// serve starts the program on a store and waits until it is ready.
func (r *run) serve(ctx context.Context, store string) (*server, error) {
	s, err := program.Serve(ctx, filepath.Join(r.Dir, "server.log"), r.program, store)
	if err != nil {
		return nil, err
	}
	return &server{Server: s}, nil
}

// What a server does in the background after its start, such as the indexing of words of an import, is none
// of what a request costs: before the first, the server has to be quiet, which is less than quietShare of a
// core for a second, and is waited for at most.
const (
	quietShare   = 0.05
	longestQuiet = 4 * time.Minute
)

// settle waits until a server is quiet; one that is not in time is noted.
func (r *run) settle(ctx context.Context, s *server) error {
	for began := time.Now(); time.Since(began) < longestQuiet; {
		before, err := program.CPU(s.PID())
		if err != nil {
			r.note("nobody knows whether the server was quiet: %v", err)
			return nil
		}
		select {
		case <-ctx.Done():
			return context.Cause(ctx)
		case <-time.After(time.Second):
		}
		if after, err := program.CPU(s.PID()); err == nil && (after-before).Seconds() < quietShare {
			return nil
		}
	}
	r.note("the server was not quiet %s after its start; what it did stands in the figures", longestQuiet)
	return nil
}

// finish runs a program to its end.
func (r *run) finish(ctx context.Context, name string, args ...string) (program.Usage, error) {
	return program.Finish(ctx, filepath.Join(r.Dir, "last-output.log"), name, args...)
}

// stopServer stops the server of the run, if there is one.
func (r *run) stopServer() error {
	if r.server == nil {
		return nil
	}
	s := r.server
	r.server = nil
	r.client.CloseIdleConnections()
	return s.Stop()
}
