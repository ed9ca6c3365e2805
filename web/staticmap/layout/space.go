package layout

import (
	"math"

	"github.com/paulmach/orb"
)

// side is how wide the squares are into which boxes are sorted, so that a new one is compared with its neighbours only.
const side = 64

// space is the boxes that are taken.
type space struct {
	squares map[[2]int][]orb.Bound
	below   *space
}

func newSpace(boxes []orb.Bound) *space {
	s := &space{squares: map[[2]int][]orb.Bound{}}
	for _, b := range boxes {
		s.take(b)
	}
	return s
}

// trial gives a space on top of this one: what is taken of it is free in this.
func (s *space) trial() *space {
	t := newSpace(nil)
	t.below = s
	return t
}

func (s *space) take(b orb.Bound) {
	eachSquare(b, func(key [2]int) bool {
		s.squares[key] = append(s.squares[key], b)
		return true
	})
}

func (s *space) free(b orb.Bound) bool {
	ok := eachSquare(b, func(key [2]int) bool {
		for _, o := range s.squares[key] {
			if b.Min[0] < o.Max[0] && o.Min[0] < b.Max[0] && b.Min[1] < o.Max[1] && o.Min[1] < b.Max[1] {
				return false
			}
		}
		return true
	})
	return ok && (s.below == nil || s.below.free(b))
}

// eachSquare visits the squares that a box meets until visit says false; then it does too.
func eachSquare(b orb.Bound, visit func([2]int) bool) bool {
	number := func(v float64) int { return int(math.Floor(v / side)) }
	for x := number(b.Min[0]); x <= number(b.Max[0]); x++ {
		for y := number(b.Min[1]); y <= number(b.Max[1]); y++ {
			if !visit([2]int{x, y}) {
				return false
			}
		}
	}
	return true
}
