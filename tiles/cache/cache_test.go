package cache

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
)

func bytesOf(b []byte) int { return len(b) }

func TestSimultaneousRequestsDrawOnce(t *testing.T) {
	c := New(1<<20, bytesOf)
	var drawn atomic.Int32
	release := make(chan struct{})
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			b, err := c.Get(context.Background(), "3/1/2", func(context.Context) ([]byte, error) {
				drawn.Add(1)
				<-release
				return []byte("tile"), nil
			})
			if err != nil || string(b) != "tile" {
				t.Errorf("%q, %v", b, err)
			}
		})
	}
	close(release)
	all.Wait()
	if n := drawn.Load(); n != 1 {
		t.Errorf("drawn %d times", n)
	}
}

func TestOldTilesMakeRoom(t *testing.T) {
	c := New(3*(100+1+entryOverhead), bytesOf)
	drawn := 0
	get := func(x rune) {
		if _, err := c.Get(context.Background(), string(x), func(context.Context) ([]byte, error) {
			drawn++
			return make([]byte, 100), nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	for _, step := range []struct {
		x    rune
		want int // tiles drawn so far
	}{{'1', 1}, {'2', 2}, {'3', 3}, {'1', 3}, {'4', 4}, {'1', 4}, {'2', 5}} {
		if get(step.x); drawn != step.want {
			t.Fatalf("after tile %c, %d tiles were drawn; want %d", step.x, drawn, step.want)
		}
	}
	if c.kept.Len() != 3 || c.room != 0 {
		t.Errorf("%d entries, room for %d bytes", c.kept.Len(), c.room)
	}
}

func TestFailuresAreNotKept(t *testing.T) {
	c := New(1<<20, bytesOf)
	broken := errors.New("broken")
	for _, want := range []error{broken, nil} {
		if _, err := c.Get(context.Background(), "0/0/0", func(context.Context) ([]byte, error) { return nil, want }); !errors.Is(err, want) {
			t.Errorf("%v, want %v", err, want)
		}
	}
}

func TestGivingUpIsNoFailureForOthers(t *testing.T) {
	c := New(1<<20, bytesOf)
	ctx, cancel := context.WithCancel(context.Background())
	begun, release, done := make(chan struct{}), make(chan struct{}), make(chan error)
	go func() {
		_, err := c.Get(ctx, "0/0/0", func(context.Context) ([]byte, error) {
			close(begun)
			<-release
			return []byte("tile"), nil
		})
		done <- err
	}()
	<-begun
	cancel()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Errorf("the one who gave up got %v", err)
	}
	close(release)
	b, err := c.Get(context.Background(), "0/0/0", func(context.Context) ([]byte, error) { return []byte("tile"), nil })
	if err != nil || string(b) != "tile" {
		t.Errorf("%q, %v", b, err)
	}
}

func TestPanicsAreFailuresOfOneValue(t *testing.T) {
	c := New(1<<20, bytesOf)
	_, err := c.Get(context.Background(), "a", func(context.Context) ([]byte, error) { panic("no such ring") })
	if err == nil || !strings.Contains(err.Error(), "no such ring") {
		t.Errorf("%v", err)
	}
	if b, err := c.Get(context.Background(), "a", func(context.Context) ([]byte, error) { return []byte("tile"), nil }); err != nil || string(b) != "tile" {
		t.Errorf("%q, %v", b, err)
	}
}

// A flood of values that hold nothing is kept within the bound: keys and entries count.
func TestEmptyValuesTakeRoom(t *testing.T) {
	const bytes = 1 << 20
	c := New(bytes, bytesOf)
	for i := range 20_000 {
		c.Put(strconv.Itoa(i), nil)
	}
	if c.kept.Len() > bytes/entryOverhead || c.kept.Len() < bytes/entryOverhead/2 {
		t.Errorf("%d values of nothing are kept in %d bytes", c.kept.Len(), bytes)
	}
	c.Put("large", make([]byte, bytes))
	if _, kept := c.Lookup([]byte("large")); kept || c.kept.Len() < bytes/entryOverhead/2 {
		t.Errorf("what is larger than all room was kept: %t; of the others %d are", kept, c.kept.Len())
	}
}
