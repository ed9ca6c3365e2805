package bench

import (
	"context"
	"path/filepath"

	"incidentmap/cmd/dev/program"
)

// story is that of the incidents.
const story = "bench"

// server is the program, serving.
type server struct{ *program.Server }

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
	return &server{s}, nil
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
