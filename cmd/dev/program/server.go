package program

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"time"
)

// Server is the program, serving.
type Server struct {
	*Running
	Root  string        // "http://127.0.0.1:41234"
	Ready time.Duration // from its start
}

// longestStart is how long a server may take to be ready.
const longestStart = 5 * time.Minute

// Serve starts the program on a store and a free port of this machine, and waits until it is
// ready. What it says goes to a file.
func Serve(ctx context.Context, log, name, store string, more ...string) (*Server, error) {
	addr, err := freeAddress(ctx)
	if err != nil {
		return nil, err
	}
	cmd := Command(ctx, name, append([]string{"serve", "--addr", addr, "--store", store}, more...)...)
	file, err := os.Create(log)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	cmd.Stdout, cmd.Stderr = file, file
	began := time.Now()
	process, err := Launch(cmd)
	if err != nil {
		return nil, err
	}
	s := &Server{Running: process, Root: "http://" + addr}
	if err := s.awaitReady(ctx, log); err != nil {
		return nil, err
	}
	s.Ready = time.Since(began)
	return s, nil
}

// awaitReady asks until the server says that it is ready.
func (s *Server) awaitReady(ctx context.Context, log string) error {
	ctx, enough := context.WithTimeoutCause(ctx, longestStart, fmt.Errorf("the server was not ready in %s", longestStart))
	defer enough()
	client := &http.Client{Transport: &http.Transport{}}
	defer client.CloseIdleConnections()
	tick := time.NewTicker(5 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case err := <-s.ended:
			s.ended <- err // for whoever stops it
			return fmt.Errorf("the server ended before it was ready: %w\n%s", err, Tail(log))
		case <-ctx.Done():
			return errors.Join(context.Cause(ctx), s.Stop())
		case <-tick.C:
		}
		if ready(ctx, client, s.Root) {
			return nil
		}
	}
}

func ready(ctx context.Context, client *http.Client, root string) bool {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, root+"/readyz", http.NoBody)
	if err != nil {
		return false
	}
	response, err := client.Do(request)
	if err != nil {
		return false
	}
	// One that takes requests for its public name alone says that it is another's.
	return response.Body.Close() == nil && (response.StatusCode == http.StatusOK || response.StatusCode == http.StatusMisdirectedRequest)
}

// freeAddress finds a port that nobody listens on.
func freeAddress(ctx context.Context) (string, error) {
	l, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return l.Addr().String(), l.Close()
}
