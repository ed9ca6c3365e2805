package program

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// playVariable makes the test binary play the program: it serves, or fails.
const playVariable = "INCIDENTMAP_PROGRAM_PLAYS"

func TestMain(m *testing.M) {
	if part := os.Getenv(playVariable); part != "" {
		os.Exit(play(part, os.Args[1:]))
	}
	os.Exit(m.Run())
}

// asksUntilReady is how often the played server is asked before it is ready.
const asksUntilReady = 5

// play answers like "serve --addr ADDR": not ready at first.
func play(part string, args []string) int {
	if part == "grows" {
		return grow(args)
	}
	if part == "fails" {
		fmt.Fprintln(os.Stderr, "the store is of another version")
		return 1
	}
	var asked atomic.Int64
	handler := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		if n := asked.Add(1); n < asksUntilReady {
			w.WriteHeader(http.StatusServiceUnavailable)
		} else {
			fmt.Fprint(w, n)
		}
	})
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	server := &http.Server{Addr: args[2], Handler: handler, ReadHeaderTimeout: time.Minute}
	go func() { _ = server.ListenAndServe() }()
	<-ctx.Done()
	return 0
}

// grow takes a piece of memory for each of its arguments and stays, or ends at once without any.
func grow(pieces []string) int {
	var all [][]byte
	for range pieces {
		all = append(all, bytes.Repeat([]byte{1}, 64<<20))
	}
	if len(all) > 0 {
		ended := make(chan os.Signal, 1)
		signal.Notify(ended, os.Interrupt)
		<-ended // or it is killed
	}
	return 0
}

func playing(t *testing.T, part string) (log string) {
	t.Helper()
	t.Setenv(playVariable, part)
	return filepath.Join(t.TempDir(), "server.log")
}

// A server is started once it says so, and ends without an error when it is stopped.
func TestServe(t *testing.T) {
	s, err := Serve(t.Context(), playing(t, "serves"), os.Args[0], "sqlite:x.db")
	if err != nil {
		t.Fatal(err)
	}
	client := &http.Client{}
	if !ready(t.Context(), client, s.Root) {
		t.Error("it is started and not ready")
	}
	if over, err := s.Ended(); over || s.Ready <= 0 {
		t.Errorf("ended %t, %v, ready after %s", over, err, s.Ready)
	}
	if err := s.Stop(); err != nil {
		t.Error(err)
	}
	client.CloseIdleConnections()
	if ready(t.Context(), client, s.Root) {
		t.Error("it still answers")
	}
}

// A server that ends at once is told of with what it said.
func TestServeFails(t *testing.T) {
	_, err := Serve(t.Context(), playing(t, "fails"), os.Args[0], "sqlite:x.db")
	if err == nil || !strings.Contains(err.Error(), "the store is of another version") {
		t.Errorf("the error is %v", err)
	}
}

// A program that fails is told of with what it said, and so is one that ends well with what
// it took.
func TestFinish(t *testing.T) {
	log := playing(t, "fails")
	if _, err := Finish(t.Context(), log, os.Args[0]); err == nil || !strings.Contains(err.Error(), "another version") {
		t.Errorf("the error is %v", err)
	}
	used, err := Finish(t.Context(), log, "go", "version")
	if err != nil || used.Wall <= 0 || used.CPU <= 0 {
		t.Errorf("%+v, %v", used, err)
	}
}

// A program that takes more memory than it is given is killed, and one that does not goes on to its
// end.
func TestFinishBelow(t *testing.T) {
	log := playing(t, "grows")
	used, err := FinishBelow(t.Context(), 100<<20, log, os.Args[0], "1", "2", "3", "4")
	if !errors.Is(err, ErrMemory) || used.Peak < 100<<20 {
		t.Errorf("%+v, %v", used, err)
	}
	if used, err := FinishBelow(t.Context(), 100<<20, log, os.Args[0]); err != nil || used.Peak > 100<<20 {
		t.Errorf("%+v, %v", used, err)
	}
}

// The end of the context ends the server.
func TestServeIsInterrupted(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	s, err := Serve(ctx, playing(t, "serves"), os.Args[0], "sqlite:x.db")
	if err != nil {
		t.Fatal(err)
	}
	stop()
	err = <-s.ended // a process that goes on fails the test by the test's own time
	s.ended <- err
	if over, _ := s.Ended(); !over {
		t.Error("it is over and says that it goes on")
	}
	if err := s.Stop(); err != nil {
		t.Error(err)
	}
}
