package index

import (
	"cmp"
	"encoding/binary"
	"slices"
	"sync"

	"incidentmap/incidents"
)

// order sorts the rows as people read them: by the beginning of the id, then by class and
// the newest start, and what is equal in these by the whole of them.
func (b *builder) order(s *segment) {
	// Row by row, and while the ids are sorted: in their order it would be a walk all over memory.
	reading := make([]uint64, s.size())
	var read sync.WaitGroup
	read.Go(func() {
		for i := range reading {
			reading[i] = s.readingKey(i)
		}
	})
	keys, room := s.sortByID(b.keys, b.room)
	s.byID = make([]uint32, len(keys))
	for i := range keys {
		s.byID[i] = keys[i].row
	}
	read.Wait()
	for i := range keys {
		keys[i].key = reading[keys[i].row]
	}
	keys, _ = radixSort(keys, room)
	s.order = make([]uint32, len(keys))
	for i := 0; i < len(keys); {
		end := i + 1
		for end < len(keys) && keys[end].key == keys[i].key {
			end++
		}
		if end-i > 1 {
			s.settle(keys[i:end])
		}
		i = end
	}
	for i := range keys {
		s.order[i] = keys[i].row
	}
}

// Position is where an incident stands in reading order: see Snapshot.Select.
type Position struct {
	Class incidents.Class
	Start int64 // microseconds since 1970; incidents.UnknownStart for none
	ID    incidents.ULID
}

// key gives what readingKey would of a row at the position.
func (p *Position) key() uint64 {
	class := slices.Index(incidents.Classes(), p.Class)
	if class < 0 {
		class = len(incidents.Classes()) // read last
	}
	return readingKey(uint8(class), p.Start)
}

// isBehind reports whether a row is read after the position.
func (s *segment) isBehind(i int, p *Position, key uint64) bool {
	if own := s.readingKey(i); own != key {
		return own > key
	}
	start, _ := s.times(i)
	return cmp.Or(cmp.Compare(p.Start, start), compareIDs(s.id[i], p.ID)) > 0
}

// sortByID leaves in keys the rows in the order of their ids, by the ends of the ids and then by their
// beginnings: ids of one import have the same beginning. It gives the slice that the result is in,
// and the other.
func (s *segment) sortByID(keys, room []sortKey) (sorted, other []sortKey) {
	for i := range keys {
		keys[i] = sortKey{binary.BigEndian.Uint64(s.id[i][8:]), uint32(i)}
	}
	keys, room = radixSort(keys, room)
	for i := range keys {
		keys[i].key = binary.BigEndian.Uint64(s.id[keys[i].row][:8])
	}
	return radixSort(keys, room)
}

// settle sorts rows of one readingKey where the beginnings of ids leave it open.
func (s *segment) settle(run []sortKey) {
	compare := func(a, b sortKey) int { return compareIDs(s.id[a.row], s.id[b.row]) }
	if clamped(run[0].key) {
		compare = func(a, b sortKey) int { return reads(s, int(a.row), s, int(b.row)) }
	}
	if !slices.IsSortedFunc(run, compare) {
		slices.SortFunc(run, compare)
	}
}

// Starts are microseconds of 36,000 years each way in a readingKey, and the last of all where
// there is none.
const (
	startBits = 61
	mostStart = 1<<(startBits-1) - 2
	noStart   = 1<<startBits - 1
)

// readingKey orders rows as people read them, by class and then the newest first, with those of no known time last,
// but for rows of the same key, which reads tells apart.
func (s *segment) readingKey(i int) uint64 {
	start, _ := s.times(i)
	return readingKey(s.traits[s.trait.at(i)].class, start)
}

func readingKey(class uint8, start int64) uint64 {
	key := uint64(noStart)
	if start != incidents.UnknownStart {
		key = uint64(mostStart - min(max(start, -mostStart-2), mostStart))
	}
	return uint64(class)<<startBits | key
}

// clamped reports whether rows of a readingKey may have different starts.
func clamped(key uint64) bool {
	start := key & (1<<startBits - 1)
	return start == 0 || start == 2*mostStart+2
}

// reads compares rows of the same readingKey.
func reads(s *segment, i int, t *segment, j int) int {
	a, _ := s.times(i)
	b, _ := t.times(j)
	switch {
	case a > b:
		return -1
	case a < b:
		return 1
	}
	return compareIDs(s.id[i], t.id[j])
}
