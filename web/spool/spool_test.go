package spool

import (
	"bytes"
	"context"
	"errors"
	"io"
	"math/rand/v2"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"incidentmap/incidents"
	"incidentmap/web/limit"
)

// inFolder makes a spool whose files are in a folder of the test.
func inFolder(t *testing.T, atOnce, queue int, most int64) *Spool {
	t.Helper()
	t.Setenv("TMPDIR", t.TempDir())
	return New(limit.NewGate("making files", atOnce, queue), most)
}

// checkEmpty holds a spool that nobody uses to having nothing.
func checkEmpty(t *testing.T, s *Spool) {
	t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	left, err := os.ReadDir(os.TempDir())
	if s.used != 0 || len(s.works) != 0 || len(left) != 0 || err != nil {
		t.Errorf("%d bytes, %d works, files %v left; %v", s.used, len(s.works), left, err)
	}
}

func TestEqualRequestsShareOneWork(t *testing.T) {
	s := inFolder(t, 1, 1, 1<<30)
	body := make([]byte, 300_000)
	for i := range body {
		body[i] = byte(rand.Uint32())
	}
	var made atomic.Int32
	joined := make(chan struct{})
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			var got bytes.Buffer
			err := s.Copy(t.Context(), "a", &got, func(_ context.Context, w io.Writer) error {
				made.Add(1)
				for rest := body; len(rest) > 0; {
					n := min(len(rest), 1+rand.IntN(5_000))
					if _, err := w.Write(rest[:n]); err != nil {
						return err
					}
					if rest = rest[n:]; len(rest) < len(body)/2 {
						<-joined
					}
				}
				return nil
			})
			if err != nil || !bytes.Equal(got.Bytes(), body) {
				t.Errorf("%d bytes, %v", got.Len(), err)
			}
		})
	}
	for n := 0; n < 8; {
		s.mu.Lock()
		if k := s.works["a"]; k != nil {
			n = k.clients
		}
		s.mu.Unlock()
	}
	close(joined)
	all.Wait()
	if made.Load() != 1 {
		t.Errorf("made %d times", made.Load())
	}
	checkEmpty(t, s)
}

// blocked is a client that takes nothing until it is let go.
type blocked struct{ begun, release chan struct{} }

func (b blocked) Write(p []byte) (int, error) {
	select {
	case b.begun <- struct{}{}:
	default:
	}
	<-b.release
	return len(p), nil
}

// A client that does not read holds no turn: another file is made beside it.
func TestSlowClientsHoldNoTurn(t *testing.T) {
	s := inFolder(t, 1, 0, 1<<30)
	write := func(_ context.Context, w io.Writer) error {
		_, err := io.WriteString(w, strings.Repeat("a", 4*pieceBytes))
		return err
	}
	slow := blocked{make(chan struct{}, 1), make(chan struct{})}
	ended := make(chan error)
	go func() { ended <- s.Copy(t.Context(), "slow", slow, write) }()
	<-slow.begun
	s.mu.Lock()
	k := s.works["slow"]
	s.mu.Unlock()
	<-k.ended
	var got bytes.Buffer
	if err := s.Copy(t.Context(), "other", &got, write); err != nil || got.Len() != 4*pieceBytes {
		t.Errorf("beside a slow client: %d bytes, %v", got.Len(), err)
	}
	close(slow.release)
	if err := <-ended; err != nil {
		t.Error(err)
	}
	checkEmpty(t, s)
}

// The work ends when the last client has left, and not before; its file is gone then.
func TestWorkEndsWithTheLastClient(t *testing.T) {
	s := inFolder(t, 1, 0, 1<<30)
	begun := make(chan struct{})
	var endedBy error
	write := func(ctx context.Context, w io.Writer) error {
		_, _ = io.WriteString(w, "a beginning")
		close(begun)
		<-ctx.Done()
		endedBy = ctx.Err()
		return ctx.Err()
	}
	one, leaveOne := context.WithCancel(t.Context())
	other, leaveOther := context.WithCancel(t.Context())
	results := make(chan error, 2)
	go func() { results <- s.Copy(one, "a", io.Discard, write) }()
	<-begun
	k := s.works["a"]
	go func() { results <- s.Copy(other, "a", io.Discard, write) }()
	for n := 1; n < 2; {
		s.mu.Lock()
		n = k.clients
		s.mu.Unlock()
	}
	leaveOne()
	if err := <-results; !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	select {
	case <-k.ended:
		t.Error("the work ended with the first of two clients")
	default:
	}
	leaveOther()
	if err := <-results; !errors.Is(err, context.Canceled) || !errors.Is(endedBy, context.Canceled) {
		t.Errorf("%v, %v", err, endedBy)
	}
	checkEmpty(t, s)
}

func TestFilesHaveABoundTogether(t *testing.T) {
	s := inFolder(t, 2, 0, 100_000)
	write := func(_ context.Context, w io.Writer) error {
		for range 30 {
			if _, err := w.Write(make([]byte, 5_000)); err != nil {
				return err
			}
		}
		return nil
	}
	if err := s.Copy(t.Context(), "a", io.Discard, write); incidents.CodeOf(err) != incidents.EUnavailable {
		t.Errorf("a file beyond the bound: %v", err)
	}
	checkEmpty(t, s)
}

func TestFailuresAreOfThoseWhoAsked(t *testing.T) {
	s := inFolder(t, 1, 0, 1<<20)
	broken := errors.New("broken")
	if err := s.Copy(t.Context(), "a", io.Discard, func(context.Context, io.Writer) error { return broken }); !errors.Is(err, broken) {
		t.Error(err)
	}
	if err := s.Copy(t.Context(), "a", io.Discard, func(context.Context, io.Writer) error { panic("no ring") }); err == nil || !strings.Contains(err.Error(), "no ring") {
		t.Error(err)
	}
	var got bytes.Buffer
	err := s.Copy(t.Context(), "a", &got, func(_ context.Context, w io.Writer) error {
		_, err := io.WriteString(w, "whole")
		return err
	})
	if err != nil || got.String() != "whole" {
		t.Errorf("%q, %v", got.String(), err)
	}
	checkEmpty(t, s)
}
