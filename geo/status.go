package geo

import (
	"slices"
	"sort"
)

// status is the edges that the sweep line meets, from south to north: chunks of a list, so
// that to put one in moves few others.
type status struct {
	edges  []sweepEdge
	chunks [][]int32
}

const chunkEdges = 512

// above orders two edges of the status that do not cross: it is positive when i is above k.
func (s *status) above(i, k int32) int {
	if i == k {
		return 0
	}
	e, f := &s.edges[i], &s.edges[k]
	var side int
	if order(e.a, f.a) >= 0 { // e begins beside f
		if side = Side(f.a, f.b, e.a); side == 0 {
			side = Side(f.a, f.b, e.b)
		}
	} else {
		if side = -Side(e.a, e.b, f.a); side == 0 {
			side = -Side(e.a, e.b, f.b)
		}
	}
	if side != 0 {
		return side
	}
	return int(i - k) // on one line: whatever, but always the same
}

// find gives the chunk, and the place in it, of the first edge that is not below i.
func (s *status) find(i int32) (chunk, place int) {
	chunk = sort.Search(len(s.chunks), func(c int) bool {
		last := s.chunks[c]
		return s.above(last[len(last)-1], i) >= 0
	})
	if chunk == len(s.chunks) {
		return chunk, 0
	}
	c := s.chunks[chunk]
	return chunk, sort.Search(len(c), func(n int) bool { return s.above(c[n], i) >= 0 })
}

// insert puts an edge in and gives those below and above it, -1 for none.
func (s *status) insert(i int32) (below, above int32) {
	chunk, place := s.find(i)
	if chunk == len(s.chunks) {
		if chunk == 0 {
			s.chunks = append(s.chunks, []int32{i})
			return -1, -1
		}
		chunk--
		place = len(s.chunks[chunk])
	}
	below, above = s.before(chunk, place), s.at(chunk, place)
	c := slices.Insert(s.chunks[chunk], place, i)
	s.chunks[chunk] = c
	if len(c) > chunkEdges {
		half := slices.Clone(c[len(c)/2:])
		s.chunks[chunk] = c[:len(c)/2]
		s.chunks = slices.Insert(s.chunks, chunk+1, half)
	}
	return below, above
}

// remove takes an edge out and gives those that were below and above it.
func (s *status) remove(i int32) (below, above int32) {
	chunk, place := s.find(i)
	if s.at(chunk, place) != i {
		chunk, place = s.search(i) // edges that cross unseen may have changed places
	}
	if chunk < 0 {
		return -1, -1
	}
	below, above = s.before(chunk, place), s.at(chunk, place+1)
	s.chunks[chunk] = slices.Delete(s.chunks[chunk], place, place+1)
	if len(s.chunks[chunk]) == 0 {
		s.chunks = slices.Delete(s.chunks, chunk, chunk+1)
	}
	return below, above
}

func (s *status) search(i int32) (chunk, place int) {
	for chunk, c := range s.chunks {
		if place := slices.Index(c, i); place >= 0 {
			return chunk, place
		}
	}
	return -1, -1
}

// at gives the edge at a place, or the first of the next chunk for the end of one; -1 for none.
func (s *status) at(chunk, place int) int32 {
	if chunk < len(s.chunks) && place == len(s.chunks[chunk]) {
		chunk, place = chunk+1, 0
	}
	if chunk >= len(s.chunks) {
		return -1
	}
	return s.chunks[chunk][place]
}

func (s *status) before(chunk, place int) int32 {
	switch {
	case place > 0:
		return s.chunks[chunk][place-1]
	case chunk > 0:
		c := s.chunks[chunk-1]
		return c[len(c)-1]
	}
	return -1
}
