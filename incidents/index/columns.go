package index

import (
	"maps"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/paulmach/orb"

	"incidentmap/incidents"
)

// Times are in microseconds since 1970, finer than any source tells. An unknown end of a
// time reaches as far as a number can.
const (
	unknownStart = math.MinInt64
	unknownEnd   = math.MaxInt64
)

// row is what the index knows of an incident.
type row struct {
	seq                       incidents.Seq
	id                        string
	kind, class, verification uint8 // places in the lists of the domain
	start, end                int64
	located                   bool
	bound                     orb.Bound    // of a point: the point, twice
	shape                     orb.Geometry // nil for a point
	layers                    []string     // of a new row; columns have sets instead
}

// newRow gives the row of an incident, or nil for none.
func newRow(p *incidents.Public) *row {
	if p == nil {
		return nil
	}
	r := &row{
		seq: p.Seq, id: p.ID,
		kind:         place(incidents.Kinds(), func(k incidents.KindInfo) bool { return k.Kind == p.Kind }),
		class:        place(incidents.Classes(), func(c incidents.Class) bool { return c == p.Class }),
		verification: place(incidents.Verifications(), func(v incidents.Verification) bool { return v == p.Verification }),
		start:        micros(p.When.Start, unknownStart), end: micros(p.When.End, unknownEnd),
		layers: p.Layers,
	}
	if g := p.Where.Geometry; g != nil {
		r.bound = g.Bound()
		r.located = !r.bound.IsEmpty() // a geometry of nothing is no place
		if _, isPoint := g.(orb.Point); !isPoint {
			r.shape = g
		}
	}
	return r
}

// place gives where in the list the wanted item is; no item is at the place after the last.
func place[T any](list []T, wanted func(T) bool) uint8 {
	if i := slices.IndexFunc(list, wanted); i >= 0 {
		return uint8(i)
	}
	return uint8(len(list))
}

func micros(t time.Time, unknown int64) int64 {
	if t.IsZero() {
		return unknown
	}
	return t.UnixMicro()
}

// columns are the rows of a story, in reading order, column by column: a scan touches
// only what its filter asks for.
type columns struct {
	seq                       []incidents.Seq
	id                        []string
	kind, class, verification []uint8
	start, end                []int64
	located                   []bool
	bound                     []orb.Bound
	shape                     []orb.Geometry
	// Few sets of layers are shared by many incidents: layers holds each set once, in
	// the order in which they were met, and set says which is a row's.
	set    []uint32
	layers [][]string
	known  map[string]uint32 // the sets by their names, joined
}

// newColumns gives columns with room for n rows that know the sets of layers of old.
func newColumns(n int, old *columns) *columns {
	c := &columns{
		seq: make([]incidents.Seq, 0, n), id: make([]string, 0, n),
		kind: make([]uint8, 0, n), class: make([]uint8, 0, n), verification: make([]uint8, 0, n),
		start: make([]int64, 0, n), end: make([]int64, 0, n),
		located: make([]bool, 0, n), bound: make([]orb.Bound, 0, n), shape: make([]orb.Geometry, 0, n),
		set: make([]uint32, 0, n), layers: slices.Clone(old.layers), known: maps.Clone(old.known),
	}
	if c.known == nil {
		c.known = map[string]uint32{}
	}
	return c
}

func (c *columns) append(r row, set uint32) {
	c.seq, c.id = append(c.seq, r.seq), append(c.id, r.id)
	c.kind, c.class = append(c.kind, r.kind), append(c.class, r.class)
	c.verification = append(c.verification, r.verification)
	c.start, c.end = append(c.start, r.start), append(c.end, r.end)
	c.located, c.bound, c.shape = append(c.located, r.located), append(c.bound, r.bound), append(c.shape, r.shape)
	c.set = append(c.set, set)
}

// setOf gives the place of a set of layers, which is added when it is new.
func (c *columns) setOf(layers []string) uint32 {
	name := strings.Join(layers, ",") // an id holds no comma
	set, known := c.known[name]
	if !known {
		set = uint32(len(c.layers))
		c.layers = append(c.layers, layers)
		c.known[name] = set
	}
	return set
}

func (c *columns) row(i int) row {
	return row{
		seq: c.seq[i], id: c.id[i], kind: c.kind[i], class: c.class[i], verification: c.verification[i],
		start: c.start[i], end: c.end[i], located: c.located[i], bound: c.bound[i], shape: c.shape[i],
	}
}
