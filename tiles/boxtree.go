package tiles

import "github.com/paulmach/orb"

// boxTree is the boxes of stretches of a path, of stretches of these, and so on, so that what lies
// far from a tile is passed over: cutting costs by what is near the tile, not by all of the path.
type boxTree struct {
	// levels[0] has a box for every boxFan edges, and each further level one for every boxFan of
	// the one before; the last has one.
	levels [][]orb.Bound
}

const boxFan = 16

func newBoxTree(path []orb.Point) boxTree {
	var level []orb.Bound
	for from := 0; from < max(1, len(path)-1); from += boxFan {
		level = append(level, orb.MultiPoint(path[from:min(len(path), from+boxFan+1)]).Bound())
	}
	s := boxTree{levels: [][]orb.Bound{level}}
	for len(level) > 1 {
		var up []orb.Bound
		for from := 0; from < len(level); from += boxFan {
			b := level[from]
			for _, c := range level[from:min(len(level), from+boxFan)] {
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
func (s *boxTree) bound() orb.Bound { return s.levels[len(s.levels)-1][0] }

// boxes is how many boxes there are.
func (s *boxTree) boxes() int {
	n := 0
	for _, l := range s.levels {
		n += len(l)
	}
	return n
}

// near appends the path without what is not near a box: a stretch that does not meet the box lies to one
// side of it, and is told by its ends. So it is for cutting alone: what is cut by the box of such a path
// is what is cut of the path.
func (s *boxTree) near(path []orb.Point, box orb.Bound, out []orb.Point) []orb.Point {
	if len(path) == 0 {
		return out
	}
	return s.visit(path, box, append(out, path[0]), len(s.levels)-1, 0, boxEdges(len(s.levels)-1))
}

// boxEdges is how many edges a stretch of a level has.
func boxEdges(level int) int {
	n := boxFan
	for range level {
		n *= boxFan
	}
	return n
}

// visit appends what follows the first point of a stretch of so many edges, the i-th of its level.
func (s *boxTree) visit(path []orb.Point, box orb.Bound, out []orb.Point, level, i, edges int) []orb.Point {
	first, last := i*edges, min((i+1)*edges, len(path)-1)
	switch {
	case last <= first:
		return out
	case !s.levels[level][i].Intersects(box):
		return append(out, path[last])
	case level == 0:
		return append(out, path[first+1:last+1]...)
	}
	for child := i * boxFan; child < min((i+1)*boxFan, len(s.levels[level-1])); child++ {
		out = s.visit(path, box, out, level-1, child, edges/boxFan)
	}
	return out
}
