package index

import (
	"math"

	"incidentmap/incidents"
)

// isSound reports whether the columns of a segment with such dead rows hold what answers rely on: places in lists that there
// are, rows in their groups and in Z-order, and each row once in the orders by which they are read.
func (s *segment) isSound(dead []uint32) bool {
	n := s.size()
	return s.figures.texts.isSound() && s.seqs.isSound() && s.isGrouped() &&
		s.time.isOf(n, len(s.timeShapes)) && s.trait.isOf(n, len(s.traits)) && s.figure.isOf(n, s.figures.texts.size()) &&
		rising(s.oddRows, s.points) && len(s.odd) == len(s.oddRows) && rising(dead, n) && len(dead) < n &&
		isPermutation(s.order) && isPermutation(s.byID)
}

// isSound reports whether the texts follow one another to the end, the first of them empty.
func (t *figureTexts) isSound() bool {
	if len(t.ends) == 0 || t.ends[0] != 0 || uint64(t.ends[len(t.ends)-1]) != uint64(len(t.text)) {
		return false
	}
	for i := 1; i < len(t.ends); i++ {
		if t.ends[i] < t.ends[i-1] {
			return false
		}
	}
	return true
}

func (c *seqColumn) isSound() bool {
	if (c.high != nil) != (c.last-c.first > math.MaxUint32) {
		return false
	}
	most := incidents.Seq(0)
	for i := range c.low {
		most = max(most, c.at(i))
	}
	return most <= c.last
}

// isGrouped reports whether rows at points are in Z-order, those of shapes by shapes that each have a row, and the others
// without a place.
func (s *segment) isGrouped() bool {
	last := uint64(0)
	for i := range s.points {
		key := s.key(i)
		if key < last {
			return false
		}
		last = key
	}
	next := 0 // shape
	for i := s.points; i < s.shaped; i++ {
		if x := int(s.x[i]); x == next {
			next++
		} else if x != next-1 {
			return false
		}
		if s.y[i] != 0 {
			return false
		}
	}
	for i := s.shaped; i < s.size(); i++ {
		if s.x[i] != 0 || s.y[i] != 0 {
			return false
		}
	}
	return next == len(s.shapeIDs)
}

// isOf reports whether the column holds for each of n rows the number of one of the values, as newColumn has it.
func (c *column) isOf(n, values int) bool {
	if values == 0 || (c.low == nil) != (values == 1) || (c.high != nil) != (values > 1<<16) {
		return false
	}
	most := uint32(0)
	for i := range n {
		most = max(most, c.at(i))
	}
	return int(most) < values
}

// rising reports whether rows are in order, each once, and before one.
func rising(rows []uint32, before int) bool {
	for i, r := range rows {
		if int(r) >= before || i > 0 && r <= rows[i-1] {
			return false
		}
	}
	return true
}

// isPermutation reports whether each of the numbers up to their count is there.
func isPermutation(rows []uint32) bool {
	seen := make([]uint64, (len(rows)+wordRows-1)/wordRows)
	for _, r := range rows {
		if int(r) >= len(rows) || seen[r/wordRows]>>(r%wordRows)&1 != 0 {
			return false
		}
		seen[r/wordRows] |= 1 << (r % wordRows)
	}
	return true
}
