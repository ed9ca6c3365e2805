package gazetteer

import "unicode/utf8"

// Similar calls visit with each normalised name within maxEdits of key, and the number
// of edits, until it answers false. An edit is a letter too many, too few or wrong, or
// two neighbours exchanged (the restricted Damerau-Levenshtein distance). With two edits
// allowed, the first letter must be right: misspellings rarely touch it (Pollock and
// Zamora, "Automatic spelling correction in scientific and scholarly text", 1984), and
// it makes the search twenty times faster.
func (g *Gazetteer) Similar(key string, maxEdits int, visit func(key string, edits int) bool) {
	if key == "" || key[0] >= utf8.RuneSelf || maxEdits < 1 || len(key) >= maxKey {
		return
	}
	s := &similarSearch{g: g, key: key, max: maxEdits, visit: visit, budget: maxVisits}
	width := len(key) + 1
	s.rows = make([]int8, width*(width+maxEdits+1))
	s.found = make([]byte, 0, width+maxEdits)
	for i := range s.row(0) {
		s.row(0)[i] = int8(min(i, 100))
	}
	s.from(g.names.start(), 0)
}

// similarSearch walks the automaton in depth; row d holds the edit distances between the
// d letters walked and each beginning of the key.
type similarSearch struct {
	g      *Gazetteer
	key    string
	max    int
	visit  func(key string, edits int) bool
	rows   []int8
	found  []byte
	budget int
}

func (s *similarSearch) row(d int) []int8 {
	width := len(s.key) + 1
	return s.rows[d*width : (d+1)*width]
}

// from follows every edge of w that can still lead to a similar name; best is the least
// distance of the row of w.
func (s *similarSearch) from(w walk, best int) bool {
	depth := len(s.found)
	if depth >= len(s.key)+s.max || w.node == 0 && depth > 0 {
		return true
	}
	useful := s.useful(depth, best)
	edges := s.g.names.edges
	for i := w.node; i < edges.len() && s.budget > 0; i++ {
		s.budget--
		// Most edges are passed by: only the byte with the letter is read of them.
		tag := edges.b[i*edgeSize+edgeSize-1]
		if left := useful >> (tag & letterMask); left&1 != 0 {
			e, _ := s.g.names.edge(i)
			if !s.follow(s.g.names.along(w, e), byteOf(e.letter)) {
				return false
			}
		} else if left == 0 {
			break
		}
		if tag&lastEdge != 0 {
			break
		}
	}
	return true
}

// follow goes on with the letter c to the walk to.
func (s *similarSearch) follow(to walk, c byte) bool {
	depth := len(s.found)
	s.found = append(s.found, c)
	going := true
	if best := s.extend(depth+1, c); best <= s.max {
		if d := int(s.row(depth + 1)[len(s.key)]); to.final && d <= s.max {
			going = s.visit(string(s.found), d)
		}
		going = going && s.from(to, best)
	}
	s.found = s.found[:depth]
	return going
}

// useful gives the letters, as bits, that can lead from a row to a similar name. While
// edits are left it is any letter; after that only those that match the key where the
// row has no more than the edits allowed, or that end an exchange.
func (s *similarSearch) useful(depth, best int) uint64 {
	if depth == 0 && s.max > 1 {
		return 1 << letterOf(s.key[0])
	}
	if best < s.max {
		return 1<<64 - 1
	}
	var bits uint64
	row := s.row(depth)
	for i := max(0, depth-s.max); i < min(len(s.key), depth+s.max+1); i++ {
		if int(row[i]) <= s.max {
			bits |= 1 << letterOf(s.key[i])
		}
		if depth > 0 && i > 0 && s.key[i] == s.found[depth-1] && int(s.row(depth - 1)[i-1]) < s.max {
			bits |= 1 << letterOf(s.key[i-1])
		}
	}
	return bits
}

// extend fills row d for the letter c and gives its least distance. Only the band of
// cells within max of the diagonal can matter; the others are set beyond reach.
func (s *similarSearch) extend(d int, c byte) int {
	above, row := s.row(d-1), s.row(d)
	lo, hi := max(1, d-s.max), min(len(s.key), d+s.max)
	far := int8(s.max + 1)
	row[0] = min(int8(min(d, 100)), far)
	if lo > 1 {
		row[lo-1] = far
	}
	best := far
	if lo == 1 {
		best = row[0]
	}
	for i := lo; i <= hi; i++ {
		v := above[i-1]
		if s.key[i-1] != c {
			v++
		}
		v = min(v, row[i-1]+1)
		if i < d+s.max {
			v = min(v, above[i]+1)
		}
		if d > 1 && i > 1 && c == s.key[i-2] && s.found[d-2] == s.key[i-1] {
			v = min(v, s.row(d - 2)[i-2]+1)
		}
		row[i] = min(v, far)
		best = min(best, row[i])
	}
	if hi < len(s.key) {
		row[hi+1] = far
		row[len(s.key)] = far
	}
	return int(best)
}
