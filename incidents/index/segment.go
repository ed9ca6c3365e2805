package index

import (
	"math"
	"slices"
	"time"
	"unsafe"

	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/incidents"
)

// segment is rows as columns, never changed once it is made: first those at points, in
// Z-order, then those of other shapes, shape by shape, then those without a place.
type segment struct {
	points, shaped int // rows before points are at points, rows before shaped have a place
	x, y           []uint32
	second         []int32
	id             []incidents.ULID
	seqs           seqColumn
	// Numbers of values in the lists below.
	time, trait, figure column
	timeShapes          []timeShape
	traits              []trait
	kinds               []uint8 // of the traits, close together
	figures             figureValues
	// order is the rows in reading order.
	order []uint32
	// byID is the rows in the order of their ids.
	byID []uint32
	// Shape i is that of the rows from shapeStart[i] up to shapeStart[i+1].
	shapeIDs   []incidents.ShapeID
	shapeStart []int
	shapes     []*shape
	// The places that their cells do not tell, and their rows, in order.
	oddRows []uint32
	odd     []orb.Point
	// By blocks of rows: the sums over the rows before each, its times, and the key of its
	// first row, of those that begin at points.
	before prefixes
	spans  spanTree
	heads  []uint64
	bits   *bitmaps // nil where there are few rows
	// timeOrder gives the starts in order; nil where these do not tell.
	timeOrder func() *timeOrder
	// areas is in which administrative areas the rows lie, once that is asked for.
	areas *areaColumns
}

// shape is a geometry that many rows and stories share.
type shape struct {
	id       incidents.ShapeID
	geometry orb.Geometry
	prepared *geo.Prepared // to be held against boxes
	drawn    orb.Geometry  // on maps
	bound    orb.Bound
}

func newShape(id incidents.ShapeID, g orb.Geometry) *shape {
	s := &shape{id: id, geometry: g, prepared: geo.Prepare(g), drawn: g, bound: g.Bound()}
	if geo.SizeOf(g).Positions > geo.MaxMapPositions {
		s.drawn = geo.Thin(g, 0, geo.MaxMapPositions)
	}
	return s
}

// trait is all that a filter may ask of a row but its place and time. Numbers are indices of
// the lists of the domain.
type trait struct {
	incidents.Traits
	layers      uint64
	kind, class uint8
}

func newTrait(t incidents.Traits, layers uint64, kinds *slots) trait {
	class := slices.Index(incidents.Classes(), t.Class())
	if class < 0 {
		class = len(incidents.Classes()) // read last
	}
	return trait{t, layers, kinds.of(t.Kind()), uint8(class)}
}

// seqColumn holds sequence numbers in four bytes, or six when they are far apart.
type seqColumn struct {
	first, last incidents.Seq
	low         []uint32
	high        []uint16
}

func newSeqColumn(n int, first, last incidents.Seq) seqColumn {
	c := seqColumn{first: first, last: last, low: make([]uint32, n)}
	if last-first > math.MaxUint32 {
		c.high = make([]uint16, n)
	}
	return c
}

func (c *seqColumn) set(i int, s incidents.Seq) {
	c.low[i] = uint32(s - c.first)
	if c.high != nil {
		c.high[i] = uint16((s - c.first) >> 32)
	}
}

func (c *seqColumn) at(i int) incidents.Seq {
	d := incidents.Seq(c.low[i])
	if c.high != nil {
		d |= incidents.Seq(c.high[i]) << 32
	}
	return c.first + d
}

func (s *segment) size() int { return len(s.x) }

// times gives a row's start and end.
func (s *segment) times(i int) (start, end int64) { return s.timeShapes[s.time.at(i)].at(s.second[i]) }

// point gives the true place of a row at a point.
func (s *segment) point(i int) orb.Point {
	if n, is := slices.BinarySearch(s.oddRows, uint32(i)); is {
		return s.odd[n]
	}
	middle := pointAt(float64(s.x[i])+0.5, float64(s.y[i])+0.5)
	return orb.Point{nearestDecimal(middle[0]), nearestDecimal(middle[1])}
}

// shapeOf gives the number of a shaped row's shape, which x holds.
func (s *segment) shapeOf(i int) int { return int(s.x[i]) }

// key gives where a row at a point is in Z-order.
func (s *segment) key(i int) uint64 { return interleave(s.x[i], s.y[i]) }

func (s *segment) place(i int, layers []string) Place {
	t := &s.traits[s.trait.at(i)]
	start, end := s.times(i)
	p := Place{
		Seq: s.seqs.at(i), ID: s.id[i], Traits: t.Traits,
		Start: instant(start, incidents.UnknownStart), End: instant(end, incidents.UnknownEnd),
	}
	for b, name := range layers[:min(len(layers), incidents.MaxLayers)] {
		if t.layers>>b&1 != 0 {
			p.Layers = append(p.Layers, name)
		}
	}
	return p
}

func instant(micros, unknown int64) time.Time {
	if micros == unknown {
		return time.Time{}
	}
	return time.UnixMicro(micros).UTC()
}

// bytes is the room of all columns and lists; shapes are shared and not counted.
func (s *segment) bytes() int {
	n := 4*(cap(s.x)+cap(s.y)+cap(s.second)+cap(s.order)+cap(s.byID)+cap(s.oddRows)+cap(s.seqs.low)) + 2*cap(s.seqs.high) +
		s.time.bytes() + s.trait.bytes() + s.figure.bytes()
	return n + sliceBytes(s.id) + sliceBytes(s.timeShapes) + sliceBytes(s.traits) + sliceBytes(s.kinds) + s.figures.bytes() + sliceBytes(s.shapeIDs) +
		sliceBytes(s.shapeStart) + sliceBytes(s.shapes) + sliceBytes(s.odd) + s.before.bytes() + s.spans.bytes() + sliceBytes(s.heads) + s.bits.bytes()
}

func sliceBytes[T any](s []T) int {
	var t T
	return cap(s) * int(unsafe.Sizeof(t))
}
