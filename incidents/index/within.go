package index

import (
	"cmp"
	"slices"
)

// Within gives the incidents of a cluster, each by itself, by their sequence numbers. It looks at
// each row of the cluster's cell, so it is for clusters of few.
func (snap *Snapshot) Within(q Query, c *Cluster) []Cluster {
	shift := maxLevel - c.Level
	box := rect{int64(c.X) << shift, int64(c.Y) << shift, (int64(c.X)+1)<<shift - 1, (int64(c.Y)+1)<<shift - 1}
	z := zone{sure: []rect{box}, near: []rect{box}}
	ms := snap.compile(q)
	for i := range ms {
		ms[i].ranges = both(ms[i].ranges, ms[i].cover(&z, 0))
	}
	found := each(ms, true, func(f *finding, p piece) { f.takeEach(&p, c.Level) })
	var cells []cell
	for _, f := range found {
		cells = append(cells, f.cells...)
	}
	out := snap.finish(cells, c.Level, q.MostKinds)
	slices.SortFunc(out, func(a, b Cluster) int { return cmp.Compare(a.Alone.Seq, b.Alone.Seq) })
	return out
}

// takeEach takes in each row of a piece, which are at points, as a cell of its own.
func (f *finding) takeEach(p *piece, level uint32) {
	if f.room == nil {
		f.room = new(scanRoom)
	}
	for row := p.lo; row < p.hi; row++ {
		f.cells = append(f.cells, cell{key: p.key(row) >> (2 * (maxLevel - level))})
		one := piece{p.match, rowRange{row, row + 1, p.sure}}
		one.sum(&f.cells[len(f.cells)-1].acc, f.room)
		f.dropEmpty()
	}
}
