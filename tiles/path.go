package tiles

import (
	"encoding/binary"

	"github.com/paulmach/orb"
)

// The commands of geometries (specification 2.1, section 4.3.1).
const (
	moveTo    = 1
	lineTo    = 2
	closePath = 7
)

// commands writes geometries as commands, whose positions count from the one before.
type commands struct {
	b    []byte
	x, y int32
}

// begin begins a geometry, and gives where.
func (c *commands) begin() int {
	c.x, c.y = 0, 0
	return len(c.b)
}

func (c *commands) command(id, times int) {
	c.b = binary.AppendUvarint(c.b, uint64(id|times<<3))
}

// to writes positions in whole units.
func (c *commands) to(points []orb.Point) {
	for _, p := range points {
		x, y := int32(p[0]), int32(p[1])
		c.b = binary.AppendUvarint(c.b, zigzag(x-c.x))
		c.b = binary.AppendUvarint(c.b, zigzag(y-c.y))
		c.x, c.y = x, y
	}
}

func zigzag(v int32) uint64 { return uint64(uint32(v<<1) ^ uint32(v>>31)) }

func (c *commands) points(ps []orb.Point) {
	c.command(moveTo, len(ps))
	c.to(ps)
}

func (c *commands) line(l []orb.Point) {
	c.points(l[:1])
	c.command(lineTo, len(l)-1)
	c.to(l[1:])
}

// ring writes a ring, whose last position is its first.
func (c *commands) ring(r []orb.Point) {
	c.line(r[:len(r)-1])
	c.command(closePath, 1)
}
