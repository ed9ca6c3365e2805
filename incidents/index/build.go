package index

import (
	"runtime"
	"slices"
	"sync"

	"github.com/paulmach/orb"

	"incidentmap/incidents"
)

// A segment has at most so many rows: more are more segments, so that neither a build nor a
// merge needs room or time beyond a bound.
const maxRows = 1 << 21

// builder makes a segment of rows in any order.
type builder struct {
	chunks     [][]staged // all but the last are full
	n          int
	timeShapes dict[timeShape]
	traits     dict[traitKey]
	figures    figureDict
	kinds      *slots
	shapes     dict[incidents.ShapeID]
	odd        []orb.Point
	keys       []sortKey // room that is used again
	room       []sortKey
}

type traitKey struct {
	incidents.Traits
	layers uint64
}

const chunkRows = 1 << 14

// staged is a row that waits for its place.
type staged struct {
	id                  incidents.ULID
	seq                 incidents.Seq
	x, y                uint32
	second              int32
	time, trait, figure uint32
	odd                 uint32 // 1 and up: one behind its place in odd
	group               uint8
}

const (
	atPoint = iota
	ofShape
	nowhere
)

func newBuilder(kinds *slots) *builder {
	b := &builder{kinds: kinds}
	b.reset()
	return b
}

// reset makes the builder ready for another segment, with the room that it has.
func (b *builder) reset() {
	for i := range b.chunks {
		b.chunks[i] = b.chunks[i][:0]
	}
	b.n, b.odd = 0, nil
	b.timeShapes, b.traits, b.shapes = dict[timeShape]{}, dict[traitKey]{}, dict[incidents.ShapeID]{}
	b.figures = figureDict{}
	b.figures.add("")
}

func (b *builder) stage() *staged {
	c := b.n / chunkRows
	if c == len(b.chunks) {
		room := 0 // a few changes need little
		if c > 0 {
			room = chunkRows
		}
		b.chunks = append(b.chunks, make([]staged, 0, room))
	}
	b.chunks[c] = append(b.chunks[c], staged{})
	b.n++
	return &b.chunks[c][len(b.chunks[c])-1]
}

func (b *builder) at(i uint32) *staged { return &b.chunks[i/chunkRows][i%chunkRows] }

// add takes in an entry.
func (b *builder) add(e *incidents.Entry) {
	r := b.stage()
	r.id, r.seq = e.ID, e.Seq
	var s timeShape
	r.second, s = newTimeShape(e.Start, e.End)
	r.time = b.timeShapes.add(s)
	r.trait = b.traits.add(traitKey{e.Traits, e.Layers})
	if e.Figures != "" {
		r.figure = b.figures.add(e.Figures)
	}
	switch {
	case !e.Located:
		r.group = nowhere
	case e.Shape != incidents.ShapeID{}:
		r.group, r.x = ofShape, b.shapes.add(e.Shape)
	default:
		r.x, r.y = cellOf(e.Point)
		if !knownByCell(e.Point) {
			b.odd = append(b.odd, e.Point)
			r.odd = uint32(len(b.odd))
		}
	}
}

// addPart takes in the rows of a part that are alive.
func (b *builder) addPart(p *part) {
	s := p.segment
	timeShapes, traits := make([]uint32, len(s.timeShapes)), make([]uint32, len(s.traits))
	figures, shapes := make([]uint32, s.figures.texts.size()), make([]uint32, len(s.shapeIDs))
	odd := 0
	for i := range s.size() {
		for odd < len(s.oddRows) && int(s.oddRows[odd]) < i {
			odd++
		}
		if p.isDead(i) {
			continue
		}
		r := b.stage()
		r.id, r.seq, r.x, r.y, r.second = s.id[i], s.seqs.at(i), s.x[i], s.y[i], s.second[i]
		r.time = again(&b.timeShapes, timeShapes, s.time.at(i), s.timeShapes)
		f := s.figure.at(i)
		if figures[f] == 0 {
			figures[f] = b.figures.add(s.figures.texts.at(f)) + 1
		}
		r.figure = figures[f] - 1
		t := s.trait.at(i)
		if traits[t] == 0 {
			traits[t] = b.traits.add(traitKey{s.traits[t].Traits, s.traits[t].layers}) + 1
		}
		r.trait = traits[t] - 1
		switch {
		case i >= s.shaped:
			r.group = nowhere
		case i >= s.points:
			r.group, r.x = ofShape, again(&b.shapes, shapes, s.x[i], s.shapeIDs)
		case odd < len(s.oddRows) && int(s.oddRows[odd]) == i:
			b.odd = append(b.odd, s.odd[odd])
			r.odd = uint32(len(b.odd))
		}
	}
}

// again gives the number in d of the value that has number n in a list; numbers that were
// asked before are in known, one up.
func again[K comparable](d *dict[K], known []uint32, n uint32, list []K) uint32 {
	if known[n] == 0 {
		known[n] = d.add(list[n]) + 1
	}
	return known[n] - 1
}

// build gives the segment; the builder is then to be reset. Its shapes are still to be bound.
func (b *builder) build() *segment {
	s := &segment{
		timeShapes: slices.Clip(b.timeShapes.list),
		shapeIDs:   slices.Clip(b.shapes.list), traits: make([]trait, len(b.traits.list)),
		kinds: make([]uint8, len(b.traits.list)), areas: new(areaColumns),
	}
	for i, t := range b.traits.list {
		s.traits[i] = newTrait(t.Traits, t.layers, b.kinds)
		s.kinds[i] = s.traits[i].kind
	}
	b.sort(s)
	texts := b.orderFigures()
	var figures sync.WaitGroup
	figures.Go(func() { s.figures = newFigureValues(texts) })
	b.fill(s, texts.size())
	for i := range b.keys {
		if odd := b.at(b.keys[i].row).odd; odd > 0 {
			s.oddRows, s.odd = append(s.oddRows, uint32(i)), append(s.odd, b.odd[odd-1])
		}
	}
	s.oddRows, s.odd = slices.Clip(s.oddRows), slices.Clip(s.odd)
	var sums sync.WaitGroup
	sums.Go(func() { s.derive(figures.Wait) })
	b.order(s)
	sums.Wait()
	return s
}

// derive makes what follows from the columns and the figures in one pass: where each shape begins, and the sums, times,
// keys and bitmaps of blocks. The figures are there when a function has run.
func (s *segment) derive(figures func()) {
	s.shapeStart = make([]int, len(s.shapeIDs)+1)
	for i := s.points; i < s.shaped; i++ {
		s.shapeStart[s.shapeOf(i)+1]++
	}
	s.shapeStart[0] = s.points
	for i := range s.shapeIDs {
		s.shapeStart[i+1] += s.shapeStart[i]
	}
	var others sync.WaitGroup
	others.Go(func() { s.spans, s.heads, s.bits = newSpanTree(s), newHeads(s), newBitmaps(s) })
	s.timeOrder = sync.OnceValue(func() *timeOrder { return newTimeOrder(s) })
	figures()
	s.before = newPrefixes(s)
	others.Wait()
}

// sort leaves in keys the rows by group, those at points in Z-order and others by shape.
func (b *builder) sort(s *segment) {
	if cap(b.keys) < b.n {
		b.keys, b.room = make([]sortKey, b.n), make([]sortKey, b.n)
	}
	b.keys, b.room = b.keys[:b.n], b.room[:b.n]
	var count [3]int
	for _, c := range b.chunks {
		for i := range c {
			count[c[i].group]++
		}
	}
	s.points, s.shaped = count[atPoint], count[atPoint]+count[ofShape]
	next := [3]int{0, s.points, s.shaped}
	for c, chunk := range b.chunks {
		for i := range chunk {
			r := &chunk[i]
			b.keys[next[r.group]] = sortKey{interleave(r.x, r.y), uint32(c*chunkRows + i)}
			next[r.group]++
		}
	}
	for _, g := range [][2]int{{0, s.points}, {s.points, s.shaped}} {
		sorted, _ := radixSort(b.keys[g[0]:g[1]], b.room[g[0]:g[1]])
		copy(b.keys[g[0]:g[1]], sorted)
	}
}

// orderFigures gives the texts of figures; where there are many, in the order of the rows, so that those of
// neighbours lie together.
func (b *builder) orderFigures() figureTexts {
	texts := b.figures.texts()
	if texts.size() <= maxColumns {
		return texts
	}
	ordered := figureDict{text: make([]byte, 0, len(texts.text)), ends: make([]uint32, 1, texts.size())}
	numbers := make([]uint32, texts.size()) // by those that there were; 0 is of nothing said, and stays
	for i := range b.keys {
		r := b.at(b.keys[i].row)
		if f := r.figure; f > 0 && numbers[f] == 0 {
			numbers[f] = ordered.append(texts.at(f))
		}
		r.figure = numbers[r.figure]
	}
	return ordered.texts()
}

// fill makes the columns from the rows in the order of keys, on all cores when there are many. There are so many
// texts of figures.
func (b *builder) fill(s *segment, texts int) {
	n := b.n
	s.x, s.y, s.second, s.id = make([]uint32, n), make([]uint32, n), make([]int32, n), make([]incidents.ULID, n)
	s.time, s.trait = newColumn(n, len(s.timeShapes)), newColumn(n, len(s.traits))
	s.figure = newColumn(n, texts)
	var first, last incidents.Seq
	for i, c := range b.chunks {
		for j := range c {
			if i+j == 0 {
				first, last = c[j].seq, c[j].seq
			}
			first, last = min(first, c[j].seq), max(last, c[j].seq)
		}
	}
	s.seqs = newSeqColumn(n, first, last)
	step := max(1<<15, (n+runtime.GOMAXPROCS(0)-1)/runtime.GOMAXPROCS(0))
	var all sync.WaitGroup
	for lo := 0; lo < n; lo += step {
		all.Go(func() {
			for i := lo; i < min(n, lo+step); i++ {
				r := b.at(b.keys[i].row)
				s.x[i], s.y[i], s.second[i], s.id[i] = r.x, r.y, r.second, r.id
				s.seqs.set(i, r.seq)
				s.time.set(i, r.time)
				s.trait.set(i, r.trait)
				s.figure.set(i, r.figure)
			}
		})
	}
	all.Wait()
}
