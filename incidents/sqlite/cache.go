package sqlite

import "sync"

// A cache keeps cacheLimit things of cacheBytes together, about, before it starts anew; one that is
// larger than a quarter of that is not kept.
const (
	cacheLimit = 1000
	cacheBytes = 32 << 20
)

// cache keeps what never changes by its key. What a transaction that is open has read may be its own,
// and gone with its rollback: that is apart until the commit, and seen by its writer alone.
type cache[K comparable, V any] struct {
	mu    sync.RWMutex
	all   map[K]V
	bytes int

	uncommitted map[K]sized[V] // of whoever has the turn
}

type sized[V any] struct {
	value V
	bytes int
}

// get gives what is kept, for a writer that of its own transaction too.
func (c *cache[K, V]) get(key K, writer bool) (V, bool) {
	if writer {
		if v, ok := c.uncommitted[key]; ok {
			return v.value, true
		}
	}
	c.mu.RLock()
	defer c.mu.RUnlock()
	v, ok := c.all[key]
	return v, ok
}

// put keeps a thing of a size in bytes; one that a writer read, once its transaction is on disk.
func (c *cache[K, V]) put(key K, v V, size int, writer bool) {
	if size > cacheBytes/4 {
		return
	}
	if writer {
		if c.uncommitted == nil || len(c.uncommitted) >= cacheLimit {
			c.uncommitted = map[K]sized[V]{}
		}
		c.uncommitted[key] = sized[V]{v, size}
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.add(key, v, size)
}

func (c *cache[K, V]) add(key K, v V, size int) {
	if _, known := c.all[key]; known {
		return
	}
	if c.all == nil || len(c.all) >= cacheLimit || c.bytes+size > cacheBytes {
		c.all, c.bytes = map[K]V{}, 0
	}
	c.all[key] = v
	c.bytes += size
}

// forget lets go of all that is kept, where what never changes was changed all the same.
func (c *cache[K, V]) forget() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.all, c.bytes = nil, 0
}

// end keeps what the writer's transaction has read if it is on disk, and forgets it if not.
func (c *cache[K, V]) end(committed bool) {
	if committed && len(c.uncommitted) > 0 {
		c.mu.Lock()
		defer c.mu.Unlock()
		for key, v := range c.uncommitted {
			c.add(key, v.value, v.bytes)
		}
	}
	clear(c.uncommitted)
}
