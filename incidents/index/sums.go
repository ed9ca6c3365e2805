package index

import (
	"math"

	"github.com/paulmach/orb"
)

// span is the known times of rows; last is before first when there is none.
type span struct{ first, last int64 }

var noSpan = span{math.MaxInt64, math.MinInt64}

func (a span) join(b span) span { return span{min(a.first, b.first), max(a.last, b.last)} }

// spanTree holds the span of every block, of every 16 blocks, of every 16 of these, and so on.
type spanTree struct{ levels [][]span }

const spanFan = 16

func newSpanTree(s *segment) spanTree {
	level := make([]span, (s.size()+blockRows-1)/blockRows)
	for b := range level {
		level[b] = noSpan
		for i := b * blockRows; i < min(s.size(), (b+1)*blockRows); i++ {
			first, last := s.timeShapes[s.time.at(i)].known(s.second[i])
			level[b] = level[b].join(span{first, last})
		}
	}
	t := spanTree{levels: [][]span{level}}
	for len(level) > spanFan {
		up := make([]span, (len(level)+spanFan-1)/spanFan)
		for i := range up {
			up[i] = joined(level[i*spanFan : min(len(level), (i+1)*spanFan)])
		}
		t.levels = append(t.levels, up)
		level = up
	}
	return t
}

func joined(spans []span) span {
	all := noSpan
	for _, s := range spans {
		all = all.join(s)
	}
	return all
}

// over gives the span of the blocks from lo up to hi.
func (t *spanTree) over(lo, hi int) span {
	all := noSpan
	for _, level := range t.levels {
		if hi-lo <= 2*spanFan {
			return all.join(joined(level[lo:hi]))
		}
		up, down := (lo+spanFan-1)/spanFan, hi/spanFan
		all = all.join(joined(level[lo : up*spanFan])).join(joined(level[down*spanFan : hi]))
		lo, hi = up, down
	}
	return all
}

// set puts a block's span in its place.
func (t *spanTree) set(block int, s span) {
	t.levels[0][block] = s
	for l := 1; l < len(t.levels); l++ {
		below := t.levels[l-1]
		block /= spanFan
		t.levels[l][block] = joined(below[block*spanFan : min(len(below), (block+1)*spanFan)])
	}
}

func (t *spanTree) bytes() int {
	n := 0
	for _, l := range t.levels {
		n += sliceBytes(l)
	}
	return n
}

// acc is what rows come to so far.
type acc struct {
	totals
	span
	n       int
	figures Figures
	// The first row that came, and the bits in which the cells of others differ from its own.
	part      *part
	row       int
	differing uint32
}

func (a *acc) meet(p *part, i int) {
	if a.part == nil {
		a.part, a.row = p, i
		return
	}
	a.differing |= (p.x[i] ^ a.part.x[a.row]) | (p.y[i] ^ a.part.y[a.row])
}

// add takes in rows that lie in Z-order.
func (a *acc) add(p *part, rows []uint32) {
	if len(rows) == 0 {
		return
	}
	if a.part == nil {
		a.span = noSpan
	}
	a.meet(p, int(rows[0]))
	a.meet(p, int(rows[len(rows)-1]))
	a.n += len(rows)
	var x, y uint64
	s, all, kinds := p.segment, a.span, p.kinds
	for _, r := range rows {
		i := int(r)
		x += uint64(s.x[i])
		y += uint64(s.y[i])
		a.kinds[kinds[s.trait.at(i)]&(kindSlots-1)]++
		first, last := s.timeShapes[s.time.at(i)].known(s.second[i])
		all.first, all.last = min(all.first, first), max(all.last, last)
	}
	a.figures.addRows(s, rows)
	a.x += x
	a.y += y
	a.span = all
}

// addAll takes in the rows from lo up to hi that are alive, without a visit of those in whole
// blocks but the dead.
func (a *acc) addAll(p *part, lo, hi int) {
	a.figures.foresee(p, lo, hi)
	up, down := (lo+blockRows-1)/blockRows, hi/blockRows
	if down <= up {
		a.addSome(p, lo, hi)
		return
	}
	a.addSome(p, lo, up*blockRows)
	dead := p.deadIn(up*blockRows, down*blockRows)
	if n := (down-up)*blockRows - len(dead); n > 0 {
		if a.part == nil {
			a.span = noSpan
		}
		a.n += n
		a.meet(p, p.alive(up*blockRows, 1))
		a.meet(p, p.alive(down*blockRows-1, -1))
		a.within(&p.before, up, down)
		a.figures.addBlocks(p, up, down, dead)
		for _, i := range dead {
			a.minus(p.segment, int(i))
		}
		a.span = a.join(p.spans.over(up, down))
	}
	a.addSome(p, down*blockRows, hi)
}

// addRun takes in all rows from lo up to hi, of which there is one.
func (a *acc) addRun(p *part, lo, hi int) {
	if a.part == nil {
		a.span = noSpan
	}
	a.meet(p, lo)
	a.meet(p, hi-1)
	a.n += hi - lo
	s, all := p.segment, a.span
	for _, x := range s.x[lo:hi] {
		a.x += uint64(x)
	}
	for _, y := range s.y[lo:hi] {
		a.y += uint64(y)
	}
	times, traits, timeShapes := s.time, s.trait, s.timeShapes
	for i, second := range s.second[lo:hi] {
		first, last := timeShapes[times.at(lo+i)].known(second)
		all.first, all.last = min(all.first, first), max(all.last, last)
		a.kinds[s.kinds[traits.at(lo+i)]&(kindSlots-1)]++
	}
	a.span = all
	a.figures.addRun(s, lo, hi)
}

// addSome takes in the living among few rows.
func (a *acc) addSome(p *part, lo, hi int) {
	if lo < hi && len(p.deadIn(lo, hi)) == 0 {
		a.addRun(p, lo, hi)
		return
	}
	var few [2 * blockRows]uint32
	for lo < hi {
		rows := few[:0]
		for ; lo < hi && len(rows) < len(few); lo++ {
			if !p.isDead(lo) {
				rows = append(rows, uint32(lo))
			}
		}
		a.add(p, rows)
	}
}

// merge takes in what other rows come to.
func (a *acc) merge(b *acc) {
	switch {
	case b.n == 0:
		return
	case a.n == 0:
		*a = *b
		return
	}
	a.plus(&b.totals)
	a.figures.join(&b.figures)
	a.span = a.join(b.span)
	a.meet(b.part, b.row)
	a.differing |= b.differing
	a.n += b.n
}

// middle gives the mean place of the rows, which are at points.
func (a *acc) middle() orb.Point {
	n := float64(a.n)
	return pointAt(float64(a.x)/n+0.5, float64(a.y)/n+0.5)
}

// middleCell gives the finest cell that holds it.
func (a *acc) middleCell() (x, y uint32) {
	n := uint64(a.n)
	return uint32((2*a.x + n) / (2 * n)), uint32((2*a.y + n) / (2 * n))
}
