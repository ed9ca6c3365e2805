package index

import (
	"math"
	"math/bits"
	"slices"
)

// bitmaps tell of 64 rows at a time which may match: by kind, and by whether they start before some times, between
// which about as many rows start. Asking each row by itself takes ten times as long, and most of what a filter of the
// whole world takes.
type bitmaps struct {
	kinds  [kindSlots][]uint64 // nil for kinds that no row is of
	before [][]uint64          // rows whose second is before that of edges
	edges  []int32             // in order
}

const (
	// bitmapRows is of how many rows a segment has bitmaps at least; fewer are soon asked.
	bitmapRows = 1 << 13
	mostEdges  = 32
	wordRows   = 64
)

func newBitmaps(s *segment) *bitmaps {
	if s.size() < bitmapRows {
		return nil
	}
	words := (s.size() + wordRows - 1) / wordRows
	b := &bitmaps{edges: edgesOf(s.second)}
	for _, k := range s.kinds {
		if b.kinds[k] == nil {
			b.kinds[k] = make([]uint64, words)
		}
	}
	for range b.edges {
		b.before = append(b.before, make([]uint64, words))
	}
	edges := [mostEdges]int32(slices.Repeat([]int32{math.MaxInt32}, mostEdges))
	copy(edges[:], b.edges)
	for w := range words {
		var begins [mostEdges + 1]uint64
		for i := w * wordRows; i < min(s.size(), (w+1)*wordRows); i++ {
			bit := uint64(1) << (i % wordRows)
			b.kinds[s.kinds[s.trait.at(i)]][w] |= bit
			begins[edgesUpTo(&edges, s.second[i])] |= bit
		}
		var sum uint64
		for e := range b.edges {
			sum |= begins[e]
			b.before[e][w] = sum
		}
	}
	return b
}

// edgesUpTo tells how many edges, of those in order, are not after a second: one that starts at an edge does not start before
// it. It takes steps without branches, which a processor could not foretell.
func edgesUpTo(edges *[mostEdges]int32, second int32) int {
	n := 0
	for step := mostEdges / 2; step > 0; step /= 2 {
		isAfter := int(uint64(int64(second)-int64(edges[n+step-1])) >> 63)
		n += step * (1 - isAfter)
	}
	return n + 1 - int(uint64(int64(second)-int64(edges[n]))>>63)
}

// edgesOf gives different seconds between which about as many rows start, as far as a sample of them tells.
func edgesOf(seconds []int32) []int32 {
	const samples = 64 * mostEdges
	var some []int32
	for i := range samples {
		some = append(some, seconds[i*len(seconds)/samples])
	}
	slices.Sort(some)
	var edges []int32
	for i := range mostEdges {
		edges = append(edges, some[i*samples/mostEdges])
	}
	return slices.Compact(edges)
}

func (b *bitmaps) bytes() int {
	if b == nil {
		return 0
	}
	n := sliceBytes(b.edges) + sliceBytes(b.before)
	for _, words := range slices.Concat(b.kinds[:], b.before) {
		n += sliceBytes(words)
	}
	return n
}

// mask says by bitmaps which rows of a segment may match a query, and which of these surely do as far as traits and
// times go.
type mask struct {
	kinds [][]uint64 // rows of any of them; all rows where there is none
	time  timeMask
	asks  bool // rows have to be asked for their traits
}

// timeMask is rows that start in a span: those of to and not of from, either of which may be nil for no bound. Of
// these the rows that are of sureTo and not of sureFrom are sure; none is where they are not known.
type timeMask struct {
	from, to         []uint64
	sureFrom, sureTo []uint64
	ask, sure        bool // whether times are asked for at all, and whether any row is sure of its time
}

// compileMask gives the mask of a match, whose traits and windows are compiled; nil where bitmaps would leave out
// nothing.
func (m *match) compileMask() *mask {
	if m.bits == nil || m.traits == nil && m.windows == nil {
		return nil
	}
	var k mask
	narrows := false
	if m.traits != nil {
		narrows = k.maskKinds(m)
	}
	if m.windows != nil {
		k.time = m.bits.maskTime(m.windows)
		narrows = narrows || k.time.from != nil || k.time.to != nil
	}
	if !narrows {
		return nil
	}
	return &k
}

// maskKinds takes the kinds of which a row may match, and reports whether there are others.
func (k *mask) maskKinds(m *match) (narrows bool) {
	var wanted, refused [kindSlots]bool
	for i, is := range m.traits {
		kind := m.kinds[i] & (kindSlots - 1)
		wanted[kind], refused[kind] = wanted[kind] || is != 0, refused[kind] || is == 0
	}
	for kind := range wanted {
		switch {
		case wanted[kind]:
			k.kinds = append(k.kinds, m.bits.kinds[kind])
			k.asks = k.asks || refused[kind]
		case refused[kind]:
			narrows = true
		}
	}
	return narrows
}

// maskTime gives the rows that may be, and those that surely are, in the windows of their time shapes.
func (b *bitmaps) maskTime(windows []window) timeMask {
	t := timeMask{ask: true}
	may, sure := never, always
	for i, w := range windows {
		if w.from <= w.to {
			if i == 0 || may == never {
				may = w
			}
			may = window{min(may.from, w.from), max(may.to, w.to)}
		}
		sure = window{max(sure.from, w.from), min(sure.to, w.to)}
	}
	var sureFrom, sureTo bool
	for e, edge := range b.edges { // in order
		if edge <= may.from {
			t.from = b.before[e]
		}
		if edge > may.to && t.to == nil {
			t.to = b.before[e]
		}
		if edge >= sure.from && !sureFrom {
			t.sureFrom, sureFrom = b.before[e], true
		}
		if int64(edge)-1 <= int64(sure.to) {
			t.sureTo, sureTo = b.before[e], true
		}
	}
	t.sure = sureFrom && sureTo && sure.from <= sure.to
	return t
}

// masked gives the rows from lo up to hi that match as far as traits and times go.
func (m *match) masked(lo, hi int, room *scanBuffer) []uint32 {
	n, k := 0, m.mask
	for w := lo / wordRows; w*wordRows < hi; w++ {
		may, asked := k.word(w)
		if from := lo - w*wordRows; from > 0 {
			may &= ^uint64(0) << from
		}
		if to := hi - w*wordRows; to < wordRows {
			may &= 1<<to - 1
		}
		// What has to be asked is asked by arithmetic and not by branches, as in byTime.
		for rest := asked & may; rest != 0; rest &= rest - 1 {
			bit := bits.TrailingZeros64(rest)
			i := w*wordRows + bit
			window, second := m.windows[m.time.at(i)], int64(m.second[i])
			out := uint64((second-int64(window.from))|(int64(window.to)-second)) >> 63
			may &^= out << bit
		}
		for rest := may; k.asks && rest != 0; rest &= rest - 1 {
			bit := bits.TrailingZeros64(rest)
			may &^= uint64(1-m.traits[m.trait.at(w*wordRows+bit)]) << bit
		}
		for ; may != 0; may &= may - 1 {
			room[n&(scanRows-1)] = uint32(w*wordRows + bits.TrailingZeros64(may))
			n++
		}
	}
	return room[:n]
}

// word gives the rows of a word that may match, and those of them whose times have to be asked for.
func (k *mask) word(w int) (may, asked uint64) {
	may = ^uint64(0)
	if len(k.kinds) > 0 {
		may = 0
		for _, kind := range k.kinds {
			may |= kind[w]
		}
	}
	t := &k.time
	if !t.ask || may == 0 {
		return may, 0
	}
	if t.to != nil {
		may &= t.to[w]
	}
	if t.from != nil {
		may &^= t.from[w]
	}
	if !t.sure {
		return may, may
	}
	return may, may &^ (t.sureTo[w] &^ t.sureFrom[w])
}
