package cache

import (
	"context"
	"errors"
	"fmt"
	"runtime/debug"
	"sync"
)

// Flight makes what is asked for by many at the same time once. The zero Flight is ready for
// use, by many goroutines.
type Flight[V any] struct {
	mu    sync.Mutex
	calls map[string]*call[V]
}

// call is one piece of work under way.
type call[V any] struct {
	cancel  context.CancelFunc
	waiting int           // callers; under the flight's mu
	done    chan struct{} // closed when v and err are there
	v       V
	err     error
}

// Do gives what fresh makes for the key, which all callers share that ask for it meanwhile. A
// caller whose context ends no longer waits. The work goes on for the others; with the last of
// them its own context ends, and who comes after that begins it anew. That context has the
// values of the first caller's, and no deadline.
//
// A panic in fresh is a failure of that value: it happens where no caller could recover it, and
// must not end the program.
func (f *Flight[V]) Do(ctx context.Context, key string, fresh func(context.Context) (V, error)) (V, error) {
	if err := ctx.Err(); err != nil {
		var none V
		return none, fmt.Errorf("wait for %.100q: %w", key, err)
	}
	c, working := f.join(ctx, key)
	if working != nil {
		go f.work(working, key, c, fresh)
	}
	return f.wait(ctx, key, c)
}

// DoHere does the same in the goroutine of the first caller, which a short piece of work gains from: a change of
// goroutines takes as long as a tenth of a tile. That caller waits for the work's end while others want it, even if its
// own context has ended.
func (f *Flight[V]) DoHere(ctx context.Context, key string, fresh func(context.Context) (V, error)) (V, error) {
	if err := ctx.Err(); err != nil {
		var none V
		return none, fmt.Errorf("wait for %.100q: %w", key, err)
	}
	c, working := f.join(ctx, key)
	if working == nil {
		return f.wait(ctx, key, c)
	}
	stop := context.AfterFunc(ctx, func() { f.leave(key, c) })
	defer stop()
	f.work(working, key, c, fresh)
	return c.v, c.err
}

// wait waits for a piece of work as long as the caller's context goes on.
func (f *Flight[V]) wait(ctx context.Context, key string, c *call[V]) (V, error) {
	select {
	case <-c.done:
		return c.v, c.err
	case <-ctx.Done():
		f.leave(key, c)
		var none V
		return none, fmt.Errorf("wait for %.100q: %w", key, ctx.Err())
	}
}

// join gives the work of a key to one more caller, and to the first the context to do it in.
func (f *Flight[V]) join(ctx context.Context, key string) (c *call[V], working context.Context) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if c := f.calls[key]; c != nil {
		c.waiting++
		return c, nil
	}
	if f.calls == nil {
		f.calls = map[string]*call[V]{}
	}
	working, cancel := context.WithCancel(context.WithoutCancel(ctx))
	c = &call[V]{cancel: cancel, waiting: 1, done: make(chan struct{}), err: errEnded}
	f.calls[key] = c
	return c, working
}

// errEnded is of work that ended its goroutine and gave nothing.
var errEnded = errors.New("the work ended without a value")

func (f *Flight[V]) work(ctx context.Context, key string, c *call[V], fresh func(context.Context) (V, error)) {
	defer func() {
		if p := recover(); p != nil {
			c.err = fmt.Errorf("make %.100q: panic: %v\n%s", key, p, debug.Stack())
		}
		f.forget(key, c)
		close(c.done)
		c.cancel()
	}()
	c.v, c.err = fresh(ctx)
}

// leave lets go of the work for one caller, and ends it with the last.
func (f *Flight[V]) leave(key string, c *call[V]) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if c.waiting--; c.waiting == 0 {
		c.cancel()
		if f.calls[key] == c {
			delete(f.calls, key)
		}
	}
}

func (f *Flight[V]) forget(key string, c *call[V]) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.calls[key] == c {
		delete(f.calls, key)
	}
}
