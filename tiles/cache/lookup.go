package cache

// Lookup gives the value that is kept under a key, if there is one. The key is not kept.
func (c *Cache[V]) Lookup(key []byte) (V, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.entries[string(key)] // which does not copy the key
	if !ok {
		var none V
		return none, false
	}
	c.recent.MoveToFront(e)
	return e.Value.(*entry[V]).v, true
}

// Put keeps a value that was made already, unless there is one under its key.
func (c *Cache[V]) Put(key string, v V) { c.keep(key, v) }
