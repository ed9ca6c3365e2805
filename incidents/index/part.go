package index

import (
	"math/bits"
	"slices"
	"sync"

	"incidentmap/incidents"
)

// part is a segment of which some rows are dead: what they say stands no more. It is never
// changed.
type part struct {
	*segment
	dead     []uint64 // a bit for each row; nil when all are alive
	deadRows []uint32 // in order
	spans    spanTree // of the rows that are alive
	// extent is of the rows that are alive; it is looked for when it is first asked for.
	extent func() *extent
}

func newPart(s *segment) *part {
	p := &part{segment: s, spans: s.spans}
	p.extent = sync.OnceValue(p.findExtent)
	return p
}

func (p *part) isDead(i int) bool { return p.dead != nil && p.dead[i/64]>>(i%64)&1 != 0 }

// living is how many rows are alive.
func (p *part) living() int { return p.size() - len(p.deadRows) }

// deadIn gives the dead rows from lo up to hi.
func (p *part) deadIn(lo, hi int) []uint32 {
	if p.dead == nil {
		return nil
	}
	from, _ := slices.BinarySearch(p.deadRows, uint32(lo))
	n, _ := slices.BinarySearch(p.deadRows[from:], uint32(hi))
	return p.deadRows[from : from+n]
}

// alive gives the first row from i on, by steps of 1 or -1, that is alive; there is one.
func (p *part) alive(i, step int) int {
	for p.isDead(i) {
		i += step
	}
	return i
}

// without gives the part with the rows of the changes dead too, itself when it has none of them.
func (p *part) without(gone *seqSet) *part {
	var rows []uint32
	if gone.least > p.seqs.last || gone.most < p.seqs.first {
		return p
	}
	if len(gone.sorted) <= fewGone {
		rows = p.rowsOf(gone.sorted)
	} else {
		for i := range p.size() {
			if gone.has(p.seqs.at(i)) && !p.isDead(i) {
				rows = append(rows, uint32(i))
			}
		}
	}
	if len(rows) == 0 {
		return p
	}
	return p.withDead(rows)
}

// withDead gives the part with further rows dead, which are alive and in order.
func (p *part) withDead(rows []uint32) *part {
	q := &part{segment: p.segment, dead: make([]uint64, (p.size()+63)/64)}
	copy(q.dead, p.dead)
	for _, i := range rows {
		q.dead[i/64] |= 1 << (i % 64)
	}
	q.deadRows = slices.Concat(p.deadRows, rows)
	slices.Sort(q.deadRows)
	for _, l := range p.spans.levels {
		q.spans.levels = append(q.spans.levels, slices.Clone(l))
	}
	for i, r := range rows {
		if block := int(r) / blockRows; i == 0 || block != int(rows[i-1])/blockRows {
			q.spans.set(block, q.spanOf(block))
		}
	}
	q.extent = sync.OnceValue(q.findExtent)
	return q
}

// fewGone is how many changes are faster looked for one after the other.
const fewGone = 6

// rowsOf gives the living rows of a few changes.
func (p *part) rowsOf(seqs []incidents.Seq) []uint32 {
	var rows []uint32
	for _, seq := range seqs {
		if seq < p.seqs.first || seq > p.seqs.last {
			continue
		}
		low := uint32(seq - p.seqs.first)
		for i, l := range p.seqs.low {
			if l == low && p.seqs.at(i) == seq && !p.isDead(i) {
				rows = append(rows, uint32(i))
				break
			}
		}
	}
	slices.Sort(rows)
	return rows
}

// spanOf gives the span of a block's living rows.
func (p *part) spanOf(block int) span {
	all := noSpan
	for i := block * blockRows; i < min(p.size(), (block+1)*blockRows); i++ {
		if !p.isDead(i) {
			first, last := p.timeShapes[p.time.at(i)].known(p.second[i])
			all = all.join(span{first, last})
		}
	}
	return all
}

func (p *part) bytes() int {
	n := p.segment.bytes()
	if p.dead != nil {
		n += sliceBytes(p.dead) + sliceBytes(p.deadRows) + p.spans.bytes()
	}
	return n
}

// seqSet is a set of sequence numbers.
type seqSet struct {
	least, most incidents.Seq
	sorted      []incidents.Seq
	// hint has a bit for the low bits of each: by it most that are not in the set are ruled out.
	hint []uint64
	mask uint64
}

func newSeqSet(seqs []incidents.Seq) *seqSet {
	s := &seqSet{sorted: slices.Clone(seqs), least: 0, most: -1}
	slices.Sort(s.sorted)
	size := max(10, bits.Len(uint(len(seqs)))+4)
	s.hint, s.mask = make([]uint64, 1<<size/64), 1<<size-1
	for _, q := range s.sorted {
		h := uint64(q) & s.mask
		s.hint[h/64] |= 1 << (h % 64)
	}
	if len(s.sorted) > 0 {
		s.least, s.most = s.sorted[0], s.sorted[len(s.sorted)-1]
	}
	return s
}

func (s *seqSet) has(q incidents.Seq) bool {
	h := uint64(q) & s.mask
	if s.hint[h/64]>>(h%64)&1 == 0 {
		return false
	}
	_, in := slices.BinarySearch(s.sorted, q)
	return in
}
