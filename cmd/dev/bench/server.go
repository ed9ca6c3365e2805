package bench

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"incidentmap/cmd/dev/load"
)

// story is that of the incidents.
const story = "bench"

// server is the program, serving.
type server struct {
	*running
	root  string        // "http://127.0.0.1:41234"
	ready time.Duration // from its start
}

// startServer serves the incidents.
func (r *run) startServer(ctx context.Context) (*server, error) {
	store, err := r.store(ctx)
	if err != nil {
		return nil, err
	}
	return r.serve(ctx, "sqlite:"+store)
}

// longestStart is how long a server may take to be ready.
const longestStart = 5 * time.Minute

// serve starts the program on a store and waits until it is ready.
func (r *run) serve(ctx context.Context, store string) (*server, error) {
	addr, err := freeAddress(ctx)
	if err != nil {
		return nil, err
	}
	cmd := child(ctx, r.program, "serve", "--addr", addr, "--store", store)
	log, err := os.Create(filepath.Join(r.Dir, "server.log"))
	if err != nil {
		return nil, err
	}
	defer log.Close()
	cmd.Stdout, cmd.Stderr = log, log
	began := time.Now()
	process, err := launch(cmd)
	if err != nil {
		return nil, err
	}
	s := &server{running: process, root: "http://" + addr}
	if err := s.awaitReady(ctx, r.client, log.Name()); err != nil {
		return nil, err
	}
	s.ready = time.Since(began)
	return s, nil
}

// awaitReady asks until the server says that it is ready.
func (s *server) awaitReady(ctx context.Context, client *http.Client, log string) error {
	ctx, enough := context.WithTimeoutCause(ctx, longestStart, fmt.Errorf("the server was not ready in %s", longestStart))
	defer enough()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case err := <-s.ended:
			s.ended <- err // for whoever stops it
			return fmt.Errorf("the server ended before it was ready: %w\n%s", err, tail(log))
		case <-ctx.Done():
			return errors.Join(context.Cause(ctx), s.stop())
		case <-tick.C:
		}
		if _, _, err := load.Get(ctx, client, load.Request{URL: s.root + "/readyz"}); err == nil {
			return nil
		}
	}
}

// stopServer stops the server of the run, if there is one.
func (r *run) stopServer() error {
	if r.server == nil {
		return nil
	}
	s := r.server
	r.server = nil
	r.client.CloseIdleConnections()
	return s.stop()
}

// freeAddress finds a port that nobody listens on.
func freeAddress(ctx context.Context) (string, error) {
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return l.Addr().String(), l.Close()
}
