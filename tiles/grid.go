package tiles

import (
	"errors"
	"fmt"
	"math"
	"strconv"

	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/geo/mercator"
	"incidentmap/incidents/index"
)

// MaxZoom is the greatest zoom of a tile: that of the finest cells whose feature ids are
// still exact in JavaScript.
const MaxZoom = 22

const (
	fineZoom = 17 // the first zoom with fine cells
	maxLevel = 25
)

// Extent is the side of a tile in units. Areas reach areaBuffer units beyond it.
const (
	Extent     = 4096
	areaBuffer = 64
	pixel      = 8 // units, where tiles are drawn 512 pixels wide
)

// ErrNoTile is the error for a tile outside the world or beyond [MaxZoom].
var ErrNoTile = errors.New("no such tile")

// address names a tile: column x from the west, row y from the north.
type address struct{ z, x, y uint32 }

func newAddress(z, x, y int) (address, error) {
	if z < 0 || z > MaxZoom || x < 0 || y < 0 || x >= 1<<z || y >= 1<<z {
		return address{}, fmt.Errorf("%d/%d/%d: %w: zooms are 0 to %d, columns and rows 0 to 2^zoom-1", z, x, y, ErrNoTile, MaxZoom)
	}
	return address{uint32(z), uint32(x), uint32(y)}, nil
}

func (a address) String() string { return string(a.append(nil)) }

func (a address) append(b []byte) []byte {
	b = append(strconv.AppendUint(b, uint64(a.z), 10), '/')
	b = append(strconv.AppendUint(b, uint64(a.x), 10), '/')
	return strconv.AppendUint(b, uint64(a.y), 10)
}

// levelOf gives the level of the grid whose cells a zoom's tiles show.
func levelOf(z uint32) uint32 {
	if z < fineZoom {
		return z + 3
	}
	return min(z+6, maxLevel)
}

// splitsAt gives the first zoom at which a cluster is in more than one cell, and false when
// no zoom parts it.
func splitsAt(splits uint32) (zoom uint32, parts bool) {
	if splits == 0 || splits > levelOf(MaxZoom) {
		return 0, false
	}
	for levelOf(zoom) < splits {
		zoom++
	}
	return zoom, true
}

// grouped is the first feature id of what is not a single incident.
const grouped = 1 << 52

// cellID numbers the cells of all levels: those of a level follow on those of the level
// before, which are (4^level - 1) / 3, in Morton order. Below 2^53 for levels to 25.
func cellID(level, x, y uint32) uint64 {
	return grouped + (1<<(2*level)-1)/3 + spread(x) + spread(y)<<1
}

// spread puts a zero after each bit.
func spread(v uint32) uint64 {
	w := uint64(v)
	w = (w | w<<16) & 0x0000ffff0000ffff
	w = (w | w<<8) & 0x00ff00ff00ff00ff
	w = (w | w<<4) & 0x0f0f0f0f0f0f0f0f
	w = (w | w<<2) & 0x3333333333333333
	return (w | w<<1) & 0x5555555555555555
}

// worldSide is the side of the world in units at a zoom.
func worldSide(z uint32) float64 { return math.Ldexp(Extent, int(z)) }

// corner is the tile's north-west corner in units of the world.
func (a address) corner() orb.Point { return orb.Point{float64(a.x) * Extent, float64(a.y) * Extent} }

// unit gives the unit of the tile that a cell of level 32 is in, or begins in where units are
// smaller than it.
func (a address) unit(x, y uint32) (ux, uy uint32) {
	in := func(cell, tile uint32) uint32 { return uint32(uint64(cell)*Extent>>(32-a.z) - uint64(tile)*Extent) }
	return in(x, a.x), in(y, a.y)
}

// box is the tile and its buffer in degrees. It reaches to the poles in the outermost rows,
// because what lies there is drawn on the edge.
func (a address) box() *geo.BBox {
	tiles := math.Ldexp(1, int(a.z))
	const beyond = float64(areaBuffer) / Extent
	lon := func(x float64) float64 { return mercator.Lon(x / tiles) }
	lat := func(y float64) float64 {
		switch {
		case y <= 0:
			return 90
		case y >= tiles:
			return -90
		}
		return mercator.Lat(y / tiles)
	}
	x, y := float64(a.x), float64(a.y)
	b := geo.BBox{West: lon(x - beyond), East: lon(x + 1 + beyond), North: lat(y - beyond), South: lat(y + 1 + beyond)}
	if b.East-b.West >= 360 {
		b.West, b.East = -180, 180
	}
	if b.West < -180 {
		b.West += 360
	}
	if b.East > 180 {
		b.East -= 360
	}
	return &b
}

// maxApart is how many points a tile may hold and still show each by itself: as many as a tile
// of a low zoom has cells.
const maxApart = 64

// clusters asks for the cells of a tile, with as much of them as features say, and where the
// tile holds few points for each of these.
func (a address) clusters(src Source, q index.Query) []index.Cluster {
	q.MostKinds = topKinds
	return src.Tile(q, a.z, a.x, a.y, levelOf(a.z), maxApart)
}
