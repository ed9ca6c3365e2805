package index

// dict numbers values in the order in which they are met.
type dict[K comparable] struct {
	list  []K
	known map[K]uint32
}

func (d *dict[K]) add(k K) uint32 {
	n, known := d.known[k]
	if !known {
		if d.known == nil {
			d.known = map[K]uint32{}
		}
		n = uint32(len(d.list))
		d.list = append(d.list, k)
		d.known[k] = n
	}
	return n
}

// column holds numbers of values, in two bytes each while there are few values, and in none while there is one.
type column struct{ low, high []uint16 }

func newColumn(n, values int) column {
	if values <= 1 {
		return column{}
	}
	c := column{low: make([]uint16, n)}
	if values > 1<<16 {
		c.high = make([]uint16, n)
	}
	return c
}

func (c *column) set(i int, v uint32) {
	if c.low == nil {
		return
	}
	c.low[i] = uint16(v)
	if c.high != nil {
		c.high[i] = uint16(v >> 16)
	}
}

func (c *column) at(i int) uint32 {
	switch {
	case c.low == nil:
		return 0
	case c.high == nil:
		return uint32(c.low[i])
	}
	return uint32(c.low[i]) | uint32(c.high[i])<<16
}

func (c *column) bytes() int { return 2 * (cap(c.low) + cap(c.high)) }
