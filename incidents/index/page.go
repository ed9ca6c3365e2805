package index

import (
	"cmp"
	"slices"
	"sort"

	"incidentmap/incidents"
)

// Select gives the changes in force of what the query finds, in reading order: by class as
// incidents.Classes lists them, then by start, the newest first and unknown ones last, then by
// id. Incidents without a geometry are in every box, and those without a time in every
// interval. A layer that the story does not have holds none.
func (snap *Snapshot) Select(q Query) []incidents.Seq {
	ms := snap.compile(q)
	n := count(ms)
	return read(ms, 0, n, n)
}

// Page gives the part of Select that begins behind offset changes and has at most limit, and
// how many Select has.
func (snap *Snapshot) Page(q Query, offset, limit int) (seqs []incidents.Seq, matched int) {
	ms := snap.compile(q)
	matched = count(ms)
	offset = max(offset, 0)
	if offset >= matched || limit <= 0 {
		return nil, matched
	}
	return read(ms, offset, min(matched, offset+min(limit, matched)), matched), matched
}

// PageBehind gives the part of Select that begins behind a position and has at most limit, and how many Select has. A
// reader who goes on from the last incident of a page so misses nothing that stays where it is, and gets nothing twice,
// whatever is written meanwhile.
func (snap *Snapshot) PageBehind(q Query, p Position, limit int) (seqs []incidents.Seq, matched int) {
	ms := snap.compile(q)
	if matched = count(ms); matched == 0 || limit <= 0 {
		return nil, matched
	}
	rows := 0
	for i := range ms {
		rows += ms[i].size()
	}
	limit = min(limit, matched)
	if seqs, done := walkBehind(ms, &p, limit, nil, 4*limit*(rows/matched+1)+1000); done {
		return seqs, matched
	}
	seqs, _ = walkBehind(ms, &p, limit, mark(ms), -1)
	return seqs, matched
}

// walkBehind goes through the matches behind a position as walk does.
func walkBehind(ms []match, p *Position, limit int, marks [][]uint64, steps int) ([]incidents.Seq, bool) {
	key := p.key()
	cursors := cursorsOf(ms, marks)
	for _, c := range cursors {
		c.next = sort.Search(len(c.order), func(i int) bool { return c.isBehind(int(c.order[i]), p, key) })
	}
	return follow(cursors, 0, limit, steps)
}

// read gives the matches from one up to another of all that there are, in reading order. There are
// three ways: to walk through all rows in reading order and ask each, to gather what matches
// and sort the first of it, and to mark what matches and walk. It takes what is likely the
// least work; a walk that finds too little is given up.
func read(ms []match, from, to, matched int) []incidents.Seq {
	if to <= from {
		return nil
	}
	rows, free := 0, true
	for i := range ms {
		rows += ms[i].size()
		free = free && ms[i].free() && ms[i].anywhere()
	}
	if free && len(ms) == 1 {
		return ms[0].readAll(from, to)
	}
	if free {
		seqs, _ := walk(ms, from, to, nil, -1)
		return seqs
	}
	if steps := to * (rows/matched + 1); steps <= matched*2 {
		if seqs, done := walk(ms, from, to, nil, 4*steps+1000); done {
			return seqs
		}
	}
	if matched <= rows/8 {
		return gather(ms, from, to)
	}
	seqs, _ := walk(ms, from, to, mark(ms), -1)
	return seqs
}

// readAll gives the living rows from one up to another in reading order.
func (p *part) readAll(from, to int) []incidents.Seq {
	seqs := make([]incidents.Seq, 0, to-from)
	if p.dead == nil {
		for _, row := range p.order[from:to] {
			seqs = append(seqs, p.seqs.at(int(row)))
		}
		return seqs
	}
	for _, row := range p.order {
		switch {
		case p.isDead(int(row)):
			continue
		case from > 0:
			from--
		default:
			seqs = append(seqs, p.seqs.at(int(row)))
		}
		if len(seqs) == cap(seqs) {
			break
		}
	}
	return seqs
}

// cursor goes through the matches of a part in reading order.
type cursor struct {
	*match
	marks []uint64 // of rows that match, when they were looked for before
	next  int      // in order
	row   int
	key   uint64 // of row, when others compare themselves with it
	until int    // rows before it in order come before where all other cursors are
}

// step goes to the next match, and reports whether there is one within some steps.
func (c *cursor) step(steps *int) bool {
	for ; c.next < len(c.order); c.next++ {
		if *steps == 0 {
			return false
		}
		*steps--
		row := int(c.order[c.next])
		if c.marks != nil && c.marks[row/64]>>(row%64)&1 == 0 || c.marks == nil && !c.wants(row) {
			continue
		}
		c.row = row
		c.next++
		return true
	}
	return false
}

// before compares a row of the cursor's part with where another cursor is.
func (c *cursor) before(row int, d *cursor) bool {
	if key := c.readingKey(row); key != d.key {
		return key < d.key
	}
	return reads(c.segment, row, d.segment, d.row) < 0
}

// lead sets until to the end of the rows that come before where another cursor is. They are
// most likely few, or nearly all.
func (c *cursor) lead(d *cursor) {
	step := 1
	lo, hi := c.next, len(c.order)
	for lo+step < hi && c.before(int(c.order[lo+step]), d) {
		lo += step
		step *= 2
	}
	hi = min(hi, lo+step)
	c.until = lo + sort.Search(hi-lo, func(i int) bool { return !c.before(int(c.order[lo+i]), d) })
}

// leader gives the cursor that is first, which may go on as far as it comes before all others.
func leader(cursors []*cursor) *cursor {
	if len(cursors) == 1 {
		cursors[0].until = len(cursors[0].order)
		return cursors[0]
	}
	first, second := cursors[0], cursors[1]
	if second.before(second.row, first) {
		first, second = second, first
	}
	for _, c := range cursors[2:] {
		switch {
		case c.before(c.row, first):
			first, second = c, first
		case c.before(c.row, second):
			second = c
		}
	}
	first.lead(second)
	return first
}

// walk goes through the matches of all parts together, and reports whether it came to the end
// within so many steps; -1 is no bound.
func walk(ms []match, from, to int, marks [][]uint64, steps int) ([]incidents.Seq, bool) {
	return follow(cursorsOf(ms, marks), from, to, steps)
}

// cursorsOf gives a cursor for each part.
func cursorsOf(ms []match, marks [][]uint64) []*cursor {
	var cursors []*cursor
	for i := range ms {
		c := &cursor{match: &ms[i]}
		if marks != nil {
			c.marks = marks[i]
		}
		cursors = append(cursors, c)
	}
	return cursors
}

// follow lets cursors go on from where they are, and gives the matches from one up to another of them, fewer where there
// are not so many. It reports whether it came to the end within so many steps.
func follow(cursors []*cursor, from, to, steps int) ([]incidents.Seq, bool) {
	cursors = slices.DeleteFunc(cursors, func(c *cursor) bool {
		if !c.step(&steps) {
			return true
		}
		c.key = c.readingKey(c.row)
		return false
	})
	if steps == 0 {
		return nil, false
	}
	seqs := make([]incidents.Seq, 0, to-from)
	var c *cursor
	for n := 0; n < to; n++ {
		if steps == 0 {
			return nil, false
		}
		if len(cursors) == 0 {
			return seqs, true
		}
		if c == nil || c.next > c.until {
			if c != nil {
				c.key = c.readingKey(c.row)
			}
			c = leader(cursors)
		}
		if n >= from {
			seqs = append(seqs, c.seqs.at(c.row))
		}
		if n+1 < to && !c.step(&steps) {
			cursors = slices.DeleteFunc(cursors, func(d *cursor) bool { return d == c })
			c = nil
		}
	}
	return seqs, true
}

// mark gives a bit for each row of each part, set where it matches.
func mark(ms []match) [][]uint64 {
	marks := make([][]uint64, len(ms))
	var room scanBuffer
	for i := range ms {
		m := &ms[i]
		marks[i] = make([]uint64, (m.size()+63)/64)
		for _, r := range m.ranges {
			for lo := r.lo; lo < r.hi; lo += scanRows {
				for _, row := range m.rows(lo, min(r.hi, lo+scanRows), r.sure, &room) {
					marks[i][row/64] |= 1 << (row % 64)
				}
			}
		}
	}
	return marks
}

// gathered is a match among others.
type gathered struct {
	key uint64
	row uint32
	m   int
}

// spareMatches is how many more than twice the wanted ones are gathered before they are sorted.
const spareMatches = 32

// gather sorts the matches, of which it never holds many more than are wanted.
func gather(ms []match, from, to int) []incidents.Seq {
	var list []gathered
	most := ^uint64(0)
	compare := func(a, b gathered) int {
		if a.key != b.key {
			return cmp.Compare(a.key, b.key)
		}
		return reads(ms[a.m].segment, int(a.row), ms[b.m].segment, int(b.row))
	}
	var room scanBuffer
	for i := range ms {
		m := &ms[i]
		for _, r := range m.ranges {
			for lo := r.lo; lo < r.hi; lo += scanRows {
				for _, row := range m.rows(lo, min(r.hi, lo+scanRows), r.sure, &room) {
					if key := m.readingKey(int(row)); key <= most {
						list = append(list, gathered{key, row, i})
					}
					if len(list) >= 2*to+spareMatches {
						slices.SortFunc(list, compare)
						list = list[:to]
						most = list[to-1].key
					}
				}
			}
		}
	}
	slices.SortFunc(list, compare)
	seqs := make([]incidents.Seq, 0, to-from)
	for _, g := range list[from:to] {
		seqs = append(seqs, ms[g.m].seqs.at(int(g.row)))
	}
	return seqs
}
