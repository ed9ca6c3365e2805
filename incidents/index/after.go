package index

import (
	"cmp"
	"encoding/binary"
	"slices"
	"sort"

	"incidentmap/incidents"
)

// Ref is an incident by its id and its change in force.
type Ref struct {
	ID  incidents.ULID
	Seq incidents.Seq
}

// After gives what the query finds whose ids come after one, in the order of ids and at most limit of
// them, and how many the query finds altogether. The zero ULID comes before all. An id never changes, so a reader who goes on from the last id of a page misses nothing and
// gets nothing twice, whatever is written meanwhile.
func (snap *Snapshot) After(q Query, after incidents.ULID, limit int) (refs []Ref, matched int) {
	ms := snap.compile(q)
	matched = count(ms)
	if matched == 0 || limit <= 0 {
		return nil, matched
	}
	rows := 0
	for i := range ms {
		rows += ms[i].size()
	}
	limit = min(limit, matched)
	if steps := limit * (rows/matched + 1); steps <= matched*2 || matched > rows/8 {
		if refs, done := followIDs(ms, after, limit, 4*steps+1000); done {
			return refs, matched
		}
	}
	return gatherIDs(ms, after, limit), matched
}

// idCursor goes through the matches of a part in the order of ids.
type idCursor struct {
	*match
	next int // in byID
	row  int
	id   incidents.ULID
}

// step goes to the next match, and reports whether there is one within some steps.
func (c *idCursor) step(steps *int) bool {
	for ; c.next < len(c.byID) && *steps > 0; c.next++ {
		*steps--
		if row := int(c.byID[c.next]); c.wants(row) {
			c.row, c.id = row, c.segment.id[row]
			c.next++
			return true
		}
	}
	return false
}

// followIDs goes through the rows of all parts together, and reports whether it came to the end
// within so many steps.
func followIDs(ms []match, after incidents.ULID, limit, steps int) ([]Ref, bool) {
	var cursors []*idCursor
	for i := range ms {
		c := &idCursor{match: &ms[i]}
		c.next = sort.Search(len(c.byID), func(i int) bool { return compareIDs(c.segment.id[c.byID[i]], after) > 0 })
		if c.step(&steps) {
			cursors = append(cursors, c)
		}
	}
	refs := make([]Ref, 0, limit)
	for len(refs) < limit && len(cursors) > 0 {
		first := cursors[0]
		for _, c := range cursors[1:] {
			if compareIDs(c.id, first.id) < 0 {
				first = c
			}
		}
		refs = append(refs, Ref{first.id, first.seqs.at(first.row)})
		if !first.step(&steps) {
			cursors = slices.DeleteFunc(cursors, func(c *idCursor) bool { return c == first })
		}
	}
	return refs, steps > 0
}

// gatherIDs sorts the matches behind an id, of which it never holds many more than are wanted.
func gatherIDs(ms []match, after incidents.ULID, limit int) []Ref {
	var list []Ref
	last := maxID // of those that are wanted, once there are enough
	compare := func(a, b Ref) int { return compareIDs(a.ID, b.ID) }
	var room scanBuffer
	for i := range ms {
		m := &ms[i]
		for _, r := range m.ranges {
			for lo := r.lo; lo < r.hi; lo += scanRows {
				for _, row := range m.rows(lo, min(r.hi, lo+scanRows), r.sure, &room) {
					id := m.id[row]
					if compareIDs(id, after) > 0 && compareIDs(id, last) <= 0 {
						list = append(list, Ref{id, m.seqs.at(int(row))})
					}
					if len(list) >= 2*limit+spareMatches {
						slices.SortFunc(list, compare)
						list = list[:limit]
						last = list[limit-1].ID
					}
				}
			}
		}
	}
	slices.SortFunc(list, compare)
	return list[:min(limit, len(list))]
}

var maxID = incidents.ULID(slices.Repeat([]byte{0xff}, 16))

// compareIDs compares as bytes.Compare does, of which a sort of many takes twice as long.
func compareIDs(a, b incidents.ULID) int {
	if x, y := binary.BigEndian.Uint64(a[:8]), binary.BigEndian.Uint64(b[:8]); x != y {
		return cmp.Compare(x, y)
	}
	return cmp.Compare(binary.BigEndian.Uint64(a[8:]), binary.BigEndian.Uint64(b[8:]))
}
