package index

import "incidentmap/incidents"

// blockRows is how many rows share a row of totals: few, because the rows of the blocks at the
// edges of a cell are added up one by one.
const blockRows = 32

// totals is what rows come to, without figures.
type totals struct {
	numbers
	kinds [kindSlots]uint32
}

type numbers struct{ x, y uint64 }

// prefixes are the totals before each block's first row, and those of all rows of full blocks.
type prefixes struct {
	numbers []numbers
	// Of the kinds, only those that there are have a count: for each block as many as slots.
	slots []uint8
	kinds []uint32
	// Of figures, for each block as many sums as the segment has columns, unless these are more than
	// maxPrefixColumns.
	figures []incidents.Sum
}

func newPrefixes(s *segment) prefixes {
	var used [kindSlots]bool
	for _, k := range s.kinds {
		used[k] = true
	}
	var p prefixes
	for slot, is := range used {
		if is {
			p.slots = append(p.slots, uint8(slot))
		}
	}
	blocks := s.size()/blockRows + 1
	p.numbers, p.kinds = make([]numbers, blocks), make([]uint32, 0, blocks*len(p.slots))
	var t totals
	sums := make([]incidents.Sum, len(s.figures.columns))
	if len(sums) > 0 && len(sums) <= maxPrefixColumns {
		p.figures = make([]incidents.Sum, 0, blocks*len(sums))
	}
	for b := range blocks {
		p.numbers[b] = t.numbers
		for _, slot := range p.slots {
			p.kinds = append(p.kinds, t.kinds[slot])
		}
		if p.figures != nil {
			p.figures = append(p.figures, sums...)
		}
		for i := b * blockRows; i < min(s.size(), (b+1)*blockRows); i++ {
			t.x += uint64(s.x[i])
			t.y += uint64(s.y[i])
			t.kinds[s.kinds[s.trait.at(i)]]++
			if p.figures == nil {
				continue
			}
			for _, item := range s.figures.of(s.figure.at(i)) {
				sums[item.column].Add(&item.Sum)
			}
		}
	}
	return p
}

func (p *prefixes) bytes() int {
	return sliceBytes(p.numbers) + sliceBytes(p.slots) + sliceBytes(p.kinds) + sliceBytes(p.figures)
}

// within takes in the rows of the blocks from lo up to hi.
func (t *totals) within(p *prefixes, lo, hi int) {
	from, to := &p.numbers[lo], &p.numbers[hi]
	t.x += to.x - from.x
	t.y += to.y - from.y
	n := len(p.slots)
	before, after := p.kinds[lo*n:(lo+1)*n], p.kinds[hi*n:(hi+1)*n]
	for i, slot := range p.slots {
		t.kinds[slot&(kindSlots-1)] += after[i] - before[i]
	}
}

func (t *totals) plus(u *totals) {
	t.x += u.x
	t.y += u.y
	for i, n := range u.kinds {
		t.kinds[i] += n
	}
}

// minus takes out a row, but not its figures.
func (t *totals) minus(s *segment, i int) {
	t.x -= uint64(s.x[i])
	t.y -= uint64(s.y[i])
	t.kinds[s.kinds[s.trait.at(i)]]--
}
