package index

import "incidentmap/incidents"

// Count tells how many incidents the query finds.
func (snap *Snapshot) Count(q Query) int { return count(snap.compile(q)) }

// More tells whether the query finds more incidents than a number. It looks no further than it
// must to know.
func (snap *Snapshot) More(q Query, than int) bool {
	ms := snap.compile(q)
	n := 0
	for i := range ms {
		m := &ms[i]
		for _, r := range m.ranges {
			for lo := r.lo; lo < r.hi; lo += scanRows {
				p := piece{m, rowRange{lo, min(r.hi, lo+scanRows), r.sure}}
				if n += p.count(); n > than {
					return true
				}
			}
		}
	}
	return false
}

func count(ms []match) int {
	n := 0
	for _, some := range each(ms, false, func(n *int, p piece) { *n += p.count() }) {
		n += *some
	}
	return n
}

func (p *piece) count() int {
	if p.free() && p.sure {
		return p.hi - p.lo - len(p.deadIn(p.lo, p.hi))
	}
	var room scanBuffer
	n := 0
	for lo := p.lo; lo < p.hi; lo += scanRows {
		n += len(p.rows(lo, min(p.hi, lo+scanRows), p.sure, &room))
	}
	return n
}

// sum takes in what matches.
func (p *piece) sum(a *acc, room *scanBuffer) {
	if p.free() && p.sure {
		a.addAll(p.part, p.lo, p.hi)
		return
	}
	for lo := p.lo; lo < p.hi; lo += scanRows {
		a.add(p.part, p.rows(lo, min(p.hi, lo+scanRows), p.sure, room))
	}
}

// summing is a summary under way.
type summing struct {
	acc
	extent
	points, shaped int
}

// Summary tells what the query finds, in all.
func (snap *Snapshot) Summary(q Query) Summary {
	var all summing
	for _, s := range each(snap.compile(q), false, (*summing).take) {
		all.merge(&s.acc)
		all.join(&s.extent)
		all.points += s.points
		all.shaped += s.shaped
	}
	var room []KindCount
	return Summary{
		Sums: all.sums(snap.kinds, q.MostKinds, &room), Points: all.points, Shaped: all.shaped,
		Unlocated: all.n - all.points - all.shaped, Extent: all.box(),
	}
}

func (s *summing) take(p piece) {
	n := s.n
	if p.free() && p.sure && (p.hi-p.lo == p.points || p.lo >= p.points) {
		s.addAll(p.part, p.lo, p.hi)
		switch {
		case p.lo < p.points:
			s.join(p.extent())
		case p.lo < p.shaped:
			s.spreadShapes(p.part, p.lo, p.hi)
		}
	} else {
		var room scanBuffer
		for lo := p.lo; lo < p.hi; lo += scanRows {
			rows := p.rows(lo, min(p.hi, lo+scanRows), p.sure, &room)
			s.add(p.part, rows)
			s.spread(p.part, rows)
		}
	}
	switch {
	case p.lo < p.points:
		s.points += s.n - n
	case p.lo < p.shaped:
		s.shaped += s.n - n
	}
}

// spanned gives the span of the known times, if any is known.
func (a *acc) spanned() (first, last int64, some bool) {
	return a.first, a.last, a.n > 0 && a.first <= a.last
}

// sums gives the answer in the terms of the domain. Lists of kinds are cut from room.
func (a *acc) sums(names *kindNames, most int, room *[]KindCount) Sums {
	s := Sums{Count: a.n, Figures: a.figures, Kinds: names.counts(a.kinds[:], most, room)}
	if first, last, some := a.spanned(); some {
		s.Start, s.End = instant(first, incidents.UnknownStart), instant(last, incidents.UnknownEnd)
	}
	return s
}
