package tiles

import "github.com/paulmach/orb"

// stretches are the boxes of stretches of a path, of stretches of these, and so on, so that what lies
// far from a tile is passed over: cutting costs by what is near the tile, not by all of the path.
type stretches struct {
	// levels[0] has a box for every stretchFan edges, and each further level one for every stretchFan of
	// the one before; the last has one.
	levels [][]orb.Bound
}

const stretchFan = 16

func newStretches(path []orb.Point) stretches {
	var level []orb.Bound
	for from := 0; from < max(1, len(path)-1); from += stretchFan {
		level = append(level, orb.MultiPoint(path[from:min(len(path), from+stretchFan+1)]).Bound())
	}
	s := stretches{levels: [][]orb.Bound{level}}
	for len(level) > 1 {
		var up []orb.Bound
		for from := 0; from < len(level); from += stretchFan {
			b := level[from]
			for _, c := range level[from:min(len(level), from+stretchFan)] {
				b = b.Union(c)
			}
			up = append(up, b)
		}
		s.levels = append(s.levels, up)
		level = up
	}
	return s
}

// bound is that of the path.
func (s *stretches) bound() orb.Bound { return s.levels[len(s.levels)-1][0] }

// boxes is how many boxes there are.
func (s *stretches) boxes() int {
	n := 0
	for _, l := range s.levels {
		n += len(l)
	}
	return n
}

// near appends the path without what is not near a box: a stretch that does not meet the box lies to one
// side of it, and is told by its ends. So it is for cutting alone: what is cut by the box of such a path
// is what is cut of the path.
func (s *stretches) near(path []orb.Point, box orb.Bound, out []orb.Point) []orb.Point {
	if len(path) == 0 {
		return out
	}
	return s.visit(path, box, append(out, path[0]), len(s.levels)-1, 0, stretchEdges(len(s.levels)-1))
}

// stretchEdges is how many edges a stretch of a level has.
func stretchEdges(level int) int {
	n := stretchFan
	for range level {
		n *= stretchFan
	}
	return n
}

// visit appends what follows the first point of a stretch of so many edges, the i-th of its level.
func (s *stretches) visit(path []orb.Point, box orb.Bound, out []orb.Point, level, i, edges int) []orb.Point {
	first, last := i*edges, min((i+1)*edges, len(path)-1)
	switch {
	case last <= first:
		return out
	case !s.levels[level][i].Intersects(box):
		return append(out, path[last])
	case level == 0:
		return append(out, path[first+1:last+1]...)
	}
	for child := i * stretchFan; child < min((i+1)*stretchFan, len(s.levels[level-1])); child++ {
		out = s.visit(path, box, out, level-1, child, edges/stretchFan)
	}
	return out
}
