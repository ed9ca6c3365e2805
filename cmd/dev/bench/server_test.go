package bench

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"os/signal"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"incidentmap/cmd/dev/load"
)

// playVariable makes the test binary play the program: it serves, or fails.
const playVariable = "INCIDENTMAP_BENCH_PLAYS"

func TestMain(m *testing.M) {
	if part := os.Getenv(playVariable); part != "" {
		os.Exit(play(part, os.Args[1:]))
	}
	os.Exit(m.Run())
}

// play answers like "serve --addr ADDR": not ready at first.
func play(part string, args []string) int {
	if part == "fails" {
		fmt.Fprintln(os.Stderr, "the store is of another version")
		return 1
	}
	var asked atomic.Int64
	handler := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		if asked.Add(1) < 5 {
			w.WriteHeader(http.StatusServiceUnavailable)
		}
	})
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	server := &http.Server{Addr: args[2], Handler: handler, ReadHeaderTimeout: time.Minute}
	go func() { _ = server.ListenAndServe() }()
	<-ctx.Done()
	return 0
}

func playing(t *testing.T, part string) *run {
	t.Helper()
	t.Setenv(playVariable, part)
	return &run{Options: Options{Dir: t.TempDir(), Incidents: 1}, client: load.Client(1), program: os.Args[0]}
}

// A server is started once it says so, and ends without an error when it is stopped.
func TestServe(t *testing.T) {
	r := playing(t, "serves")
	s, err := r.serve(context.Background(), "sqlite:x.db")
	if err != nil {
		t.Fatal(err)
	}
	if s.ready < 20*time.Millisecond {
		t.Errorf("ready after %s, in which it cannot have been asked five times", s.ready)
	}
	if err := s.stop(); err != nil {
		t.Error(err)
	}
	if _, _, err := load.Get(context.Background(), load.Client(1), load.Request{URL: s.root}); err == nil {
		t.Error("it still answers")
	}
}

// A server that ends at once is told of with what it said.
func TestServeFails(t *testing.T) {
	_, err := playing(t, "fails").serve(context.Background(), "sqlite:x.db")
	if err == nil || !strings.Contains(err.Error(), "the store is of another version") {
		t.Errorf("the error is %v", err)
	}
}

// A program that fails is told of with what it said, and so is one that ends well with what
// it took.
func TestFinish(t *testing.T) {
	r := playing(t, "fails")
	if _, err := r.finish(context.Background(), r.program); err == nil || !strings.Contains(err.Error(), "another version") {
		t.Errorf("the error is %v", err)
	}
	used, err := r.finish(context.Background(), "go", "version")
	if err != nil || used.wall <= 0 || used.cpu <= 0 {
		t.Errorf("%+v, %v", used, err)
	}
}

// The end of the context ends the server.
func TestServeIsInterrupted(t *testing.T) {
	r := playing(t, "serves")
	ctx, stop := context.WithCancel(context.Background())
	s, err := r.serve(ctx, "sqlite:x.db")
	if err != nil {
		t.Fatal(err)
	}
	stop()
	ended := <-s.ended
	s.ended <- ended
	if err := s.stop(); err != nil {
		t.Error(err)
	}
}
