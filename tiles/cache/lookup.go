package cache

// Lookup gives the value that is kept under a key, if there is one. The key is not kept.
func (c *Cache[V]) Lookup(key []byte) (V, bool) { return c.lookup(string(key)) }

// Put keeps a value that was made already, unless there is one under its key.
func (c *Cache[V]) Put(key string, v V) { c.keep(key, v) }
