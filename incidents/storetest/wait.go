package storetest

import (
	"context"
	"errors"
	"testing"
	"time"

	"incidentmap/incidents"
)

// patience is how long a test waits for what comes within a second, on a machine that
// is busy.
const patience = 30 * time.Second

// told is what a call of Wait came to.
type told struct {
	seq incidents.Seq
	err error
}

func waiting(ctx context.Context, s incidents.Store, after incidents.Seq) <-chan told {
	done := make(chan told, 1)
	go func() {
		seq, err := s.Wait(ctx, after)
		done <- told{seq, err}
	}()
	return done
}

// isTold errs the test unless the call ends, in time, with the number.
func isTold(t *testing.T, what string, done <-chan told, want incidents.Seq) {
	t.Helper()
	select {
	case got := <-done:
		if got.err != nil || got.seq != want {
			t.Errorf("%s: told of %d, %v; want %d", what, got.seq, got.err, want)
		}
	case <-time.After(patience):
		t.Errorf("%s: told of nothing", what)
	}
}

// isStill errs the test if the call ends.
func isStill(t *testing.T, what string, done <-chan told) {
	t.Helper()
	select {
	case got := <-done:
		t.Errorf("%s: told of %d, %v", what, got.seq, got.err)
	case <-time.After(60 * time.Millisecond):
	}
}

func testWait(t *testing.T, s incidents.Store) {
	first := waiting(t.Context(), s, 0)
	isStill(t, "an empty store", first)
	put(t, s, Story("a"))
	isTold(t, "a story", first, 1)
	isTold(t, "what is there already", waiting(t.Context(), s, 0), 1)
	isTold(t, "anything", waiting(t.Context(), s, -1), 1)

	many := make([]<-chan told, 5)
	for i := range many {
		many[i] = waiting(t.Context(), s, 1)
	}
	far := waiting(t.Context(), s, 3)
	isStill(t, "nothing new", many[0])
	putToken(t, s, token("one", 1))
	isStill(t, "a token", many[1])
	write(t, s, create(draft("a", "One")), create(Incident("a", "Two")))
	for _, done := range many {
		isTold(t, "two incidents", done, 3)
	}
	isStill(t, "the number that is there", far)
	writeOnce(t, s, receipt("one"), create(Incident("a", "Three")))
	isTold(t, "one more", far, 4)
}

func testWaitEnds(t *testing.T, s incidents.Store) {
	ends := func(what string, done <-chan told, want error) {
		t.Helper()
		select {
		case got := <-done:
			isCode(t, what, got.err, incidents.EUnavailable)
			if want != nil && !errors.Is(got.err, want) {
				t.Errorf("%s: the error %v does not hold the context's", what, got.err)
			}
		case <-time.After(patience):
			t.Errorf("%s: still waiting", what)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	done := waiting(ctx, s, 0)
	isStill(t, "before", done)
	cancel()
	ends("given up", done, context.Canceled)
	short, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	ends("too long", waiting(short, s, 0), context.DeadlineExceeded)
	done = waiting(t.Context(), s, 0)
	isStill(t, "open", done)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	ends("closed", done, nil)
}

// testTwoPrograms writes by one handle what is seen by the other.
func testTwoPrograms(t *testing.T, h Harness) {
	one := h.Open(t)
	two := h.Again(t, one)
	done := waiting(t.Context(), two, 0)
	isStill(t, "before", done)
	put(t, one, Story("a"))
	isTold(t, "another's story", done, 1)
	inc := Incident("a", "One")
	for i, s := range []incidents.Store{one, two, one, two} {
		other := []incidents.Store{two, one}[i%2]
		done := waiting(t.Context(), other, newest(t, other))
		isStill(t, "before", done)
		change := update(inc, i)
		if i == 0 {
			change = create(inc)
		}
		rev := write(t, s, change)[0]
		isTold(t, "another's revision", done, rev.Seq)
		same(t, "what both read", tale(changes(t, other, 0)), tale(changes(t, s, 0)))
		if found, err := other.Search(t.Context(), "a", "one"); err != nil || len(found) != 1 || found[0] != rev.Seq {
			t.Errorf("the other finds %v, %v; want %d", found, err, rev.Seq)
		}
	}
	first, _ := writeOnce(t, one, receipt("one"), create(Incident("a", "Two")))
	again, known := writeOnce(t, two, receipt("one"), create(Incident("a", "Two")))
	if !known {
		t.Error("the other's receipt is not known")
	}
	same(t, "what the other wrote", again, first)
	putToken(t, one, token("one", 1))
	if _, err := two.Token(t.Context(), token("one", 1).Hash); err != nil {
		t.Errorf("the other's token: %v", err)
	}
}
