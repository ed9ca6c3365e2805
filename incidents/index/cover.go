package index

// cover gives the rows at points that may be in a zone, in order, and which of them surely
// are. It goes down the quadtree of cells, each of which is a range of rows, and stops where
// few rows are left.
func (s *segment) cover(z *zone, few int) []rowRange {
	c := coverer{segment: s, zone: z, few: few}
	n := node{hi: s.points}
	if len(z.near) == 1 {
		n = s.around(z.near[0])
	}
	c.visit(n)
	return c.found
}

// node is a cell of the quadtree, by its level and the first of its finest cells, and its rows.
type node struct {
	level  uint
	x, y   uint32
	lo, hi int
}

func (n *node) rect() rect {
	last := int64(1)<<(maxLevel-n.level) - 1
	return rect{int64(n.x), int64(n.y), int64(n.x) + last, int64(n.y) + last}
}

// around gives the smallest cell that holds a rectangle.
func (s *segment) around(r rect) node {
	const edge = 1<<maxLevel - 1
	x0, y0 := uint32(min(max(r.x0, 0), edge)), uint32(min(max(r.y0, 0), edge))
	x1, y1 := uint32(min(max(r.x1, 0), edge)), uint32(min(max(r.y1, 0), edge))
	level := uint(maxLevel)
	if split := splitLevel((x0 ^ x1) | (y0 ^ y1)); split > 0 {
		level = uint(split - 1)
	}
	mask := uint32(uint64(edge) << (maxLevel - level))
	n := node{level: level, x: x0 & mask, y: y0 & mask, hi: s.points}
	n.lo = s.search(0, s.points, interleave(n.x, n.y))
	if end := interleave(n.x, n.y) + 1<<(2*(maxLevel-level)); end > 0 { // else it reaches to the last cell
		n.hi = s.search(n.lo, s.points, end)
	}
	return n
}

type coverer struct {
	*segment
	zone  *zone
	few   int
	found []rowRange
}

func (c *coverer) visit(n node) {
	if n.lo >= n.hi {
		return
	}
	r := n.rect()
	switch {
	case !c.zone.maybe(r):
		return
	case c.zone.surely(r):
		c.add(n.lo, n.hi, true)
		return
	case n.hi-n.lo <= c.few || n.level == maxLevel:
		c.add(n.lo, n.hi, false)
		return
	}
	half := uint32(1) << (maxLevel - n.level - 1)
	child := node{level: n.level + 1, lo: n.lo}
	for q := range uint32(4) { // in Z-order
		child.x, child.y = n.x+(q&1)*half, n.y+(q>>1)*half
		child.hi = n.hi
		if q < 3 {
			next := q + 1
			child.hi = c.search(child.lo, n.hi, interleave(n.x+(next&1)*half, n.y+(next>>1)*half))
		}
		c.visit(child)
		child.lo = child.hi
	}
}

func (c *coverer) add(lo, hi int, sure bool) {
	if n := len(c.found); n > 0 && c.found[n-1].hi == lo && c.found[n-1].sure == sure {
		c.found[n-1].hi = hi
		return
	}
	c.found = append(c.found, rowRange{lo, hi, sure})
}

// both gives what two lists of ranges in order have in common, as sure as the first is.
func both(a, b []rowRange) []rowRange {
	var out []rowRange
	for len(a) > 0 && len(b) > 0 {
		out = appendRange(out, rowRange{max(a[0].lo, b[0].lo), min(a[0].hi, b[0].hi), a[0].sure})
		if a[0].hi < b[0].hi {
			a = a[1:]
		} else {
			b = b[1:]
		}
	}
	return out
}
