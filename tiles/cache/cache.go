// Package cache keeps what was lately made, within a bound of bytes, and makes what is asked
// for by many at the same time once: work that nobody waits for any more ends.
//
// Non-goals: expiry. A key names all that its value depends on, so a kept value is never
// wrong; what is not asked for any more falls out.
package cache

import (
	"container/list"
	"context"
	"sync"
)

// entryOverhead is about what a kept value costs, in bytes, besides its size and its key.
const entryOverhead = 200

// Cache keeps values by their keys. It is safe for simultaneous use.
type Cache[V any] struct {
	size   func(V) int // bytes of a value
	flight Flight[V]

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

// Get gives the kept value or makes it afresh, once for all who ask for it at the same time (see
// Flight.Do); values are shared and must not be changed. A failure is not kept.
func (c *Cache[V]) Get(ctx context.Context, key string, fresh func(context.Context) (V, error)) (V, error) {
	if v, ok := c.lookup(key); ok {
		return v, nil
	}
	return c.flight.Do(ctx, key, func(ctx context.Context) (V, error) {
		// It may have been made between the look above and this.
		if v, ok := c.lookup(key); ok {
			return v, nil
		}
		v, err := fresh(ctx)
		if err == nil {
			c.keep(key, v)
		}
		return v, err
	})
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
