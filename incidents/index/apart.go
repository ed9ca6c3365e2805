package index

import (
	"cmp"
	"slices"

	"incidentmap/incidents"
)

// fewAsked is of how many rows it is asked one by one which match, before it is known whether these are few.
const fewAsked = 4 * scanRows

// asked tells how many rows of the matches have to be asked.
func asked(ms []match) int {
	n := 0
	for i := range ms {
		for _, r := range ms[i].ranges {
			if !ms[i].free() || !r.sure {
				n += r.hi - r.lo
			}
		}
	}
	return n
}

// lone is a row that stands by itself in its cell.
type lone struct {
	part *part
	row  int
	cell uint64
	seq  incidents.Seq
}

// apart gives what matches, each row by itself: in Z-order of the cells of a level, those of a cell by their sequence
// numbers. It gives false, and stops looking, when there are more than most.
func (snap *Snapshot) apart(ms []match, level uint32, most int) (list []Cluster, few bool) {
	var rows []lone
	for i := range ms {
		for _, r := range ms[i].ranges {
			p := piece{&ms[i], r}
			if rows, few = p.appendLone(rows, most, 2*(maxLevel-level)); !few {
				return nil, false
			}
		}
	}
	slices.SortFunc(rows, func(a, b lone) int { return cmp.Or(cmp.Compare(a.cell, b.cell), cmp.Compare(a.seq, b.seq)) })
	list, places, kinds := make([]Cluster, len(rows)), make([]Place, len(rows)), make([]KindCount, len(rows))
	for i := range rows {
		r := &rows[i]
		kinds[i] = KindCount{snap.kinds.of(r.part.kinds[r.part.trait.at(r.row)]), 1}
		places[i] = r.part.place(r.row, snap.layers)
		c := &list[i]
		c.Level, c.X, c.Y = level, squeeze(r.cell), squeeze(r.cell>>1)
		c.Alone, c.Count, c.Kinds = &places[i], 1, kinds[i:i+1:i+1]
		r.part.describe(r.row, c)
	}
	return list, true
}

// appendLone appends the rows of a piece that match, by the cells of a level, unless there are more than most with those
// before them.
func (p *piece) appendLone(rows []lone, most int, shift uint32) ([]lone, bool) {
	add := func(i int) { rows = append(rows, lone{p.part, i, p.key(i) >> shift, p.seqs.at(i)}) }
	if p.free() && p.sure {
		n := p.hi - p.lo - len(p.deadIn(p.lo, p.hi))
		if len(rows)+n > most {
			return rows, false
		}
		rows = slices.Grow(rows, n)
		for i := p.lo; n > 0 && i < p.hi; i++ {
			if !p.isDead(i) {
				add(i)
			}
		}
		return rows, true
	}
	var room scanBuffer
	for lo := p.lo; lo < p.hi; lo += scanRows {
		some := p.rows(lo, min(p.hi, lo+scanRows), p.sure, &room)
		if len(rows)+len(some) > most {
			return rows, false
		}
		for _, i := range some {
			add(int(i))
		}
	}
	return rows, true
}

// describe says of a cluster of one row at a point where it is, when, and of whom.
func (p *part) describe(row int, c *Cluster) {
	c.MeanX, c.MeanY = p.x[row], p.y[row]
	c.Point = pointAt(float64(c.MeanX)+0.5, float64(c.MeanY)+0.5)
	if first, last := p.timeShapes[p.time.at(row)].known(p.second[row]); first <= last {
		c.Start, c.End = instant(first, incidents.UnknownStart), instant(last, incidents.UnknownEnd)
	}
	c.Figures.addRun(p.segment, row, row+1)
}
