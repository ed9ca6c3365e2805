// Package cache keeps what was lately made, within a bound of bytes, and makes what is asked
// for by many at the same time once: work that nobody waits for any more ends.
//
// Non-goals: expiry. A key names all that its value depends on, so a kept value is never
// wrong; what is not asked for any more falls out.
package cache

import (
	"context"
	"math"
	"sync"

	"github.com/hashicorp/golang-lru/v2/simplelru"
)

// entryOverhead is about what a kept value costs, in bytes, besides its size and its key.
const entryOverhead = 200

// Cache keeps values by their keys. It is safe for simultaneous use.
type Cache[V any] struct {
	size   func(V) int // bytes of a value
	flight Flight[V]

	bytes int

	mu   sync.Mutex
	room int // bytes left
	kept *simplelru.LRU[string, V]
}

// New makes a cache that holds so many bytes, of values whose bytes size tells.
func New[V any](bytes int, size func(V) int) *Cache[V] {
	c := &Cache[V]{size: size, bytes: bytes, room: bytes}
	var err error
	c.kept, err = simplelru.NewLRU(math.MaxInt, func(key string, v V) { c.room += c.cost(key, v) })
	if err != nil {
		panic(err) // of a bound that is not positive
	}
	return c
}

// Get gives the kept value or makes it afresh, once for all who ask for it at the same time (see
// Flight.Do); values are shared and must not be changed. A failure is not kept.
func (c *Cache[V]) Get(ctx context.Context, key string, fresh func(context.Context) (V, error)) (V, error) {
	if v, ok := c.lookup(key); ok {
		return v, nil
	}
	return c.flight.Do(ctx, key, c.making(key, fresh))
}

// GetHere does the same, and makes what is made in a moment in the caller's own goroutine (see Flight.DoHere).
func (c *Cache[V]) GetHere(ctx context.Context, key string, fresh func(context.Context) (V, error)) (V, error) {
	if v, ok := c.lookup(key); ok {
		return v, nil
	}
	return c.flight.DoHere(ctx, key, c.making(key, fresh))
}

// making gives what makes a value and keeps it, unless it was made between the look of who asks and this.
func (c *Cache[V]) making(key string, fresh func(context.Context) (V, error)) func(context.Context) (V, error) {
	return func(ctx context.Context) (V, error) {
		if v, ok := c.lookup(key); ok {
			return v, nil
		}
		v, err := fresh(ctx)
		if err == nil {
			c.keep(key, v)
		}
		return v, err
	}
}

func (c *Cache[V]) lookup(key string) (V, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.kept.Get(key)
}

func (c *Cache[V]) keep(key string, v V) {
	cost := c.cost(key, v)
	if cost > c.bytes {
		return // all others would have to go, and it would go next
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.kept.Contains(key) {
		return
	}
	c.kept.Add(key, v)
	for c.room -= cost; c.room < 0; {
		c.kept.RemoveOldest()
	}
}

func (c *Cache[V]) cost(key string, v V) int { return c.size(v) + len(key) + entryOverhead }
