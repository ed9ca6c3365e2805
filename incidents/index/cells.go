package index

import (
	"cmp"
	"slices"
	"sync"

	"incidentmap/geo"
)

// MaxCells bounds what one answer has of cells. Clusters goes up to a level at which the box
// meets no more, and a tile is divided no finer.
const MaxCells = 1 << 14

// maxDeeper is how many levels below a tile its cells may be: 4^7 are MaxCells.
const maxDeeper = 7

// Clusters gives, in Z-order, the clusters of all cells of a level that meet the box, or of
// the world when it is nil; when west > east the box crosses the antimeridian. If more than
// MaxCells cells of the grid meet it, the level is the finest at which no more do: no count is
// ever lost. Incidents that are not at points are in Areas.
func (snap *Snapshot) Clusters(q Query, level uint32, box *geo.BBox) []Cluster {
	rects := []rect{{0, 0, 1<<maxLevel - 1, 1<<maxLevel - 1}}
	if box != nil {
		rects = nil
		for _, b := range box.Bounds() {
			rects = append(rects, boundRect(b))
		}
	}
	level = min(level, maxLevel)
	for cellsOf(rects, level) > MaxCells {
		level--
	}
	return snap.clusters(q, level, rects)
}

// cellsOf tells how many cells of a level the rectangles meet; of a world at the finest level
// there are more than an integer holds.
func cellsOf(rects []rect, level uint32) float64 {
	cells, shift := 0.0, maxLevel-level
	for _, r := range rects {
		cells += float64(r.x1>>shift-r.x0>>shift+1) * float64(r.y1>>shift-r.y0>>shift+1)
	}
	return cells
}

// Tile gives, in Z-order, the clusters of the cells of a level in a tile of the scheme XYZ; where the tile holds no
// more than apart incidents, each of them by itself, those of a cell by their sequence numbers. The level is held to that
// of the tile and to 7 below it; a tile that is not there has none.
func (snap *Snapshot) Tile(q Query, z, x, y, level uint32, apart int) []Cluster {
	if z > maxLevel || uint64(x)>>z > 0 || uint64(y)>>z > 0 {
		return nil
	}
	level = min(max(level, z), z+maxDeeper, maxLevel)
	shift := maxLevel - z
	tile := rect{int64(x) << shift, int64(y) << shift, (int64(x)+1)<<shift - 1, (int64(y)+1)<<shift - 1}
	ms := snap.compileIn(q, []rect{tile})
	if asked(ms) <= fewAsked {
		if list, few := snap.apart(ms, level, apart); few {
			return list
		}
	}
	list := snap.gather(ms, level, q.MostKinds)
	n := 0
	for i := range list {
		n += list[i].Count
	}
	if n <= apart && n > len(list) {
		list, _ = snap.apart(ms, level, apart)
	}
	return list
}

// cell is what the rows in one cell come to.
type cell struct {
	key uint64 // of its level, in Z-order
	acc
}

// clusters gives those of all cells of the level that a rectangle meets.
func (snap *Snapshot) clusters(q Query, level uint32, rects []rect) []Cluster {
	shift := maxLevel - level
	whole := make([]rect, len(rects))
	for i, r := range rects {
		whole[i] = rect{r.x0 >> shift << shift, r.y0 >> shift << shift, (r.x1>>shift+1)<<shift - 1, (r.y1>>shift+1)<<shift - 1}
	}
	return snap.gather(snap.compileIn(q, whole), level, q.MostKinds)
}

// compileIn gives the matches of what is at points in rectangles.
func (snap *Snapshot) compileIn(q Query, rects []rect) []match {
	z := zone{sure: rects, near: rects}
	ms := snap.compile(q)
	for i := range ms {
		ms[i].ranges = both(ms[i].ranges, ms[i].cover(&z, 0))
	}
	return ms
}

// gather gives the clusters of the cells of a level in which there is what matches.
func (snap *Snapshot) gather(ms []match, level uint32, mostKinds int) []Cluster {
	found := each(ms, false, func(f *finding, p piece) {
		if f.cells == nil {
			f.cells = snap.cells.get()
		}
		f.take(&p, level)
	})
	cells := found[0].cells
	for _, f := range found[1:] {
		cells = append(cells, f.cells...)
		snap.cells.put(f.cells)
	}
	if len(found) > 1 || len(ms) > 1 {
		merged := mergeCells(cells)
		snap.cells.put(cells)
		cells = merged
	}
	out := snap.finish(cells, level, mostKinds)
	snap.cells.put(cells)
	return out
}

// cellBuffers keeps room for cells, which is more than what their clusters need, from one
// question to the next.
type cellBuffers struct{ pool sync.Pool }

// fewCells is how many a tile mostly has, and mostCells more than a screen has. Room for more is not kept.
const (
	fewCells  = 64
	mostCells = 512
)

func newCellBuffers() *cellBuffers {
	return &cellBuffers{sync.Pool{New: func() any {
		room := make([]cell, 0, fewCells)
		return &room
	}}}
}

func (r *cellBuffers) get() []cell {
	if room, ok := r.pool.Get().(*[]cell); ok {
		return *room
	}
	return nil
}

func (r *cellBuffers) put(cells []cell) {
	if 0 < cap(cells) && cap(cells) <= mostCells {
		clear(cells) // they may hold much that nobody needs any more
		cells = cells[:0]
		r.pool.Put(&cells)
	}
}

// finding is cells under way.
type finding struct {
	cells   []cell
	room    *scanBuffer // when something has to be asked
	columns lentBuffer[columnSum]
	texts   lentBuffer[plainText]
}

// take takes in the cells that the rows of a piece, which are at points, are in.
func (f *finding) take(p *piece, level uint32) {
	if f.room == nil && (!p.free() || !p.sure) {
		f.room = new(scanBuffer)
	}
	shift := 2 * (maxLevel - level)
	for lo := p.lo; lo < p.hi; {
		key := p.key(lo) >> shift
		end := p.hi
		if p.key(p.hi-1)>>shift != key {
			end = p.gallop(lo, p.hi, (key+1)<<shift)
		}
		fresh := len(f.cells) == 0 || f.cells[len(f.cells)-1].key != key
		if fresh {
			f.dropEmpty()
			f.cells = append(f.cells, cell{key: key})
		}
		into := &f.cells[len(f.cells)-1].acc
		some := piece{p.match, rowRange{lo, end, p.sure}}
		if fresh && end-lo > 1 {
			f.sumLending(&some, into)
		} else {
			some.sum(into, f.room)
		}
		lo = end
	}
	f.dropEmpty()
}

// sumLending sums up the first piece of a cell, in lent room where rows may speak of many sources.
func (f *finding) sumLending(p *piece, into *acc) {
	figures := &into.figures
	switch v := &p.figures; {
	case v.columns == nil && v.leads != nil:
		figures.texts = f.texts.lend()
		p.sum(into, f.room)
		figures.texts = f.texts.settle(figures.texts)
	case len(v.columns) > 1:
		figures.more = f.columns.lend()
		p.sum(into, f.room)
		figures.more = f.columns.settle(figures.more)
	default:
		p.sum(into, f.room)
	}
}

// dropEmpty leaves the last cell out when no row of it matched.
func (f *finding) dropEmpty() {
	if n := len(f.cells); n > 0 && f.cells[n-1].n == 0 {
		f.cells = f.cells[:n-1]
	}
}

// mergeCells sorts cells and makes one of those that are the same.
func mergeCells(cells []cell) []cell {
	order := make([]int, len(cells))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(cells[a].key, cells[b].key) })
	var out []cell
	for _, i := range order {
		if n := len(out); n > 0 && out[n-1].key == cells[i].key {
			out[n-1].merge(&cells[i].acc)
		} else {
			out = append(out, cells[i])
		}
	}
	return out
}

func (snap *Snapshot) finish(cells []cell, level uint32, mostKinds int) []Cluster {
	kinds, alone := 0, 0
	for i := range cells {
		kinds += cells[i].kindsUpTo(mostKinds)
		if cells[i].n == 1 {
			alone++
		}
	}
	room, places := make([]KindCount, 0, kinds), make([]Place, 0, alone)
	out := make([]Cluster, len(cells))
	for i := range cells {
		c := &cells[i]
		out[i] = Cluster{
			Sums: c.sums(snap.kinds, mostKinds, &room), Level: level, Point: c.middle(), Splits: splitLevel(c.differing),
			X: squeeze(c.key), Y: squeeze(c.key >> 1),
		}
		out[i].MeanX, out[i].MeanY = c.middleCell()
		if c.n == 1 {
			places = append(places, c.part.place(c.row, snap.layers))
			out[i].Alone = &places[len(places)-1]
		}
	}
	return out
}

// squeeze is what spread undoes.
func squeeze(w uint64) uint32 {
	w &= 0x5555555555555555
	w = (w | w>>1) & 0x3333333333333333
	w = (w | w>>2) & 0x0f0f0f0f0f0f0f0f
	w = (w | w>>4) & 0x00ff00ff00ff00ff
	w = (w | w>>8) & 0x0000ffff0000ffff
	return uint32(w | w>>16)
}
