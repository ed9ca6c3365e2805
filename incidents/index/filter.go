package index

import (
	"slices"

	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/incidents"
)

// match is a query in the terms of a part. What is nil asks nothing.
type match struct {
	*part
	ranges  []rowRange // where rows can match, in order
	mask    *mask      // nil when every row is asked
	traits  []uint8    // by trait: 1 when it is wanted
	windows []window   // by time shape
	among   *seqSet
	box     *geo.BBox
	bounds  []orb.Bound // of the box
	zone    zone        // of the box
	shapes  []bool      // by shape: whether it is of the dimensions and meets the box
	dims    Dimensions
}

// rowRange is rows from lo up to hi. Sure ones need not be asked whether they are in the box.
type rowRange struct {
	lo, hi int
	sure   bool
}

// compile gives the matches of the parts in which there may be any.
func (snap *Snapshot) compile(q Query) []match {
	var among *seqSet
	if q.Narrowed {
		among = newSeqSet(q.Among)
	}
	var all []match
	test := q.TraitTest()
	for _, p := range snap.parts {
		m := match{part: p, among: among, box: q.BBox, dims: q.Dimensions}
		some := m.compileTraits(&q.Filter, test, snap.layers)
		if some && q.Time != nil {
			some = m.compileTime(q.Time)
		}
		if !some {
			continue
		}
		m.compilePlace()
		m.mask = m.compileMask()
		all = append(all, m)
	}
	return all
}

// anywhere reports whether all rows are in the ranges.
func (m *match) anywhere() bool { return m.box == nil && m.dims == 0 }

// free reports whether nothing is asked of a row but that it is alive and in a range.
func (m *match) free() bool { return m.traits == nil && m.windows == nil && m.among == nil }

// compileTraits reports whether there is a trait that is wanted.
func (m *match) compileTraits(f *incidents.Filter, test incidents.TraitTest, layers []string) bool {
	all, want := f.AllLayers(), layerBits(f, layers)
	if !all && want == 0 {
		return false
	}
	if all && test == nil {
		return true
	}
	table, wanted := make([]uint8, len(m.segment.traits)), 0
	for i := range m.segment.traits {
		t := &m.segment.traits[i]
		if (all || t.layers&want != 0) && test.Wants(&t.Traits) {
			table[i] = 1
			wanted++
		}
	}
	if wanted < len(table) {
		m.traits = table
	}
	return wanted > 0
}

// layerBits gives the bits of the layers, of those of a story, that a filter names.
func layerBits(f *incidents.Filter, layers []string) uint64 {
	var bits uint64
	for i, id := range layers[:min(len(layers), incidents.MaxLayers)] {
		if slices.Contains(f.Layers, id) {
			bits |= 1 << i
		}
	}
	return bits
}

// compileTime reports whether there is a time shape that may meet the interval.
func (m *match) compileTime(iv *incidents.Interval) bool {
	from, to := int64(incidents.UnknownStart), int64(incidents.UnknownEnd)
	if !iv.From.IsZero() {
		from = iv.From.UnixMicro()
	}
	if !iv.To.IsZero() {
		to = iv.To.UnixMicro()
	}
	m.windows = make([]window, len(m.timeShapes))
	some, asks := false, false
	for i := range m.timeShapes {
		w := m.timeShapes[i].window(from, to)
		m.windows[i] = w
		some, asks = some || w.from <= w.to, asks || w != always
	}
	if !asks {
		m.windows = nil
	}
	return some
}

// fewRows is how many are rather asked one by one than divided further.
const fewRows = 192

// compilePlace finds where rows of the box and the dimensions can be: what has no place is in every box.
func (m *match) compilePlace() {
	if m.anywhere() {
		m.ranges = m.whole()
		return
	}
	if m.box != nil {
		m.zone, m.bounds = boxZone(m.box), m.box.Bounds()
	}
	switch {
	case !m.dims.have(0):
	case m.box != nil:
		m.ranges = m.cover(&m.zone, fewRows)
	default:
		m.ranges = appendRange(m.ranges, rowRange{0, m.points, true})
	}
	m.shapes = make([]bool, len(m.segment.shapes))
	for i, s := range m.segment.shapes {
		m.shapes[i] = m.dims.have(s.geometry.Dimensions()) && (m.box == nil || s.meets(m.box, m.bounds))
		if m.shapes[i] {
			m.ranges = appendRange(m.ranges, rowRange{m.shapeStart[i], m.shapeStart[i+1], true})
		}
	}
	if m.dims.unlocated() {
		m.ranges = appendRange(m.ranges, rowRange{m.shaped, m.size(), true})
	}
}

// whole gives all rows of a part: those at points, the shaped, and those without a place.
func (p *part) whole() []rowRange {
	var all []rowRange
	all = appendRange(all, rowRange{0, p.points, true})
	all = appendRange(all, rowRange{p.points, p.shaped, true})
	return appendRange(all, rowRange{p.shaped, p.size(), true})
}

// appendRange leaves out ranges of no rows.
func appendRange(list []rowRange, r rowRange) []rowRange {
	if r.lo >= r.hi {
		return list
	}
	return append(list, r)
}

// meets looks at the geometry itself only where its envelope cannot tell.
func (s *shape) meets(box *geo.BBox, bounds []orb.Bound) bool {
	asks := false
	for _, b := range bounds {
		if !b.Intersects(s.bound) {
			continue
		}
		if b.Contains(s.bound.Min) && b.Contains(s.bound.Max) {
			return true
		}
		asks = true
	}
	return asks && s.prepared.Intersects(*box)
}

// inBox asks a row at a point.
func (m *match) inBox(i int) bool {
	x, y := m.x[i], m.y[i]
	for _, s := range m.zone.sure {
		if s.has(x, y) {
			return true
		}
	}
	for n, near := range m.zone.near {
		if near.has(x, y) && m.bounds[n].Contains(m.point(i)) {
			return true
		}
	}
	return false
}

// wants asks a row of any place in the part.
func (m *match) wants(i int) bool {
	if m.isDead(i) || m.traits != nil && m.traits[m.trait.at(i)] == 0 ||
		m.windows != nil && !m.windows[m.time.at(i)].has(m.second[i]) ||
		m.among != nil && !m.among.has(m.seqs.at(i)) {
		return false
	}
	switch {
	case i >= m.shaped:
		return m.dims.unlocated()
	case i >= m.points:
		return m.shapes == nil || m.shapes[m.shapeOf(i)]
	}
	return m.dims.have(0) && (m.box == nil || m.inBox(i))
}

func (w window) has(second int32) bool { return w.from <= second && second <= w.to }
