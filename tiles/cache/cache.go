// Package cache keeps what was lately made, within a bound of bytes, and makes what is asked
// for by many at the same time once.
//
// Non-goals: expiry. A key names all that its value depends on, so a kept value is never
// wrong; what is not asked for any more falls out.
package cache

import (
	"container/list"
	"context"
	"fmt"
	"runtime/debug"
	"sync"

	"golang.org/x/sync/singleflight"
)

// entryOverhead is about what a kept value costs, in bytes, besides its size and its key.
const entryOverhead = 200

// Cache keeps values by their keys. It is safe for simultaneous use.
type Cache[V any] struct {
	size   func(V) int // bytes of a value
	flight singleflight.Group

	bytes int

	mu      sync.Mutex
	room    int // bytes left
	entries map[string]*list.Element
	recent  list.List // of *entry[V], the latest in front
}

type entry[V any] struct {
	key string
	v   V
}

// New makes a cache that holds so many bytes, of values whose bytes size tells.
func New[V any](bytes int, size func(V) int) *Cache[V] {
	return &Cache[V]{size: size, bytes: bytes, room: bytes, entries: map[string]*list.Element{}}
}

// Get gives the kept value or makes it afresh; values are shared and must not be changed. A caller
// whose context ends no longer waits; the value is made nevertheless, for the others and the
// next. A failure is not kept. A panic in fresh is a failure of that value: it happens where no
// caller could recover it, and must not end the program.
func (c *Cache[V]) Get(ctx context.Context, key string, fresh func() (V, error)) (V, error) {
	if v, ok := c.lookup(key); ok {
		return v, nil
	}
	made := c.flight.DoChan(key, func() (made any, err error) {
		defer func() {
			if p := recover(); p != nil {
				err = fmt.Errorf("make %.100q: panic: %v\n%s", key, p, debug.Stack())
			}
		}()
		// It may have been made between the look above and this.
		if v, ok := c.lookup(key); ok {
			return v, nil
		}
		v, err := fresh()
		if err == nil {
			c.keep(key, v)
		}
		return v, err
	})
	select {
	case r := <-made:
		v, _ := r.Val.(V)
		return v, r.Err
	case <-ctx.Done():
		var none V
		return none, fmt.Errorf("wait for %.100q: %w", key, ctx.Err())
	}
}

func (c *Cache[V]) lookup(key string) (V, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.entries[key]
	if !ok {
		var none V
		return none, false
	}
	c.recent.MoveToFront(e)
	return e.Value.(*entry[V]).v, true
}

func (c *Cache[V]) keep(key string, v V) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, ok := c.entries[key]; ok {
		return
	}
	kept := &entry[V]{key, v}
	if c.cost(kept) > c.bytes {
		return // all others would have to go, and it would go next
	}
	c.entries[key] = c.recent.PushFront(kept)
	c.room -= c.cost(kept)
	for c.room < 0 {
		oldest := c.recent.Remove(c.recent.Back()).(*entry[V])
		delete(c.entries, oldest.key)
		c.room += c.cost(oldest)
	}
}

func (c *Cache[V]) cost(e *entry[V]) int { return c.size(e.v) + len(e.key) + entryOverhead }
