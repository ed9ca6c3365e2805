package index

import (
	"slices"
	"sort"
)

// timeOrder is the starts of a segment's rows in order, by kind and time shape, so that a histogram of all places looks up where
// its buckets begin in place of visiting rows. It is made when it is first asked for.
type timeOrder struct{ groups []timeGroup }

// timeGroup is the rows of a kind and a time shape.
type timeGroup struct {
	kind      uint8
	timeShape uint32
	seconds   []int32 // in order
}

// A segment with an order has mostGroups groups at most, and groupRows rows for each at least: more groups are not faster looked
// through than rows.
const (
	mostGroups = 1 << 12
	groupRows  = 4
)

// newTimeOrder gives nil where rows of a second start at different parts of it, or where there are too many groups.
func newTimeOrder(s *segment) *timeOrder {
	for i := range s.timeShapes {
		if !s.timeShapes[i].far && s.timeShapes[i].start != 0 {
			return nil
		}
	}
	most := min(mostGroups, s.size()/groupRows)
	if len(s.timeShapes) > most {
		return nil
	}
	of := func(i int) int { return int(s.time.at(i))*kindSlots + int(s.kinds[s.trait.at(i)]) }
	counts := make([]int, len(s.timeShapes)*kindSlots)
	for i := range s.size() {
		counts[of(i)]++
	}
	seconds, o := make([]int32, s.size()), &timeOrder{}
	next, from := counts, 0 // where the next row of a group goes
	for g, n := range counts {
		next[g] = from
		if n > 0 {
			o.groups = append(o.groups, timeGroup{uint8(g % kindSlots), uint32(g / kindSlots), seconds[from : from+n : from+n]})
		}
		from += n
	}
	if len(o.groups) > most {
		return nil
	}
	for i, second := range s.second {
		g := of(i)
		seconds[next[g]] = second
		next[g]++
	}
	for i := range o.groups {
		slices.Sort(o.groups[i].seconds)
	}
	return o
}

// within gives the seconds of a window.
func within(seconds []int32, w window) []int32 {
	if w.from > w.to {
		return nil
	}
	lo, _ := slices.BinarySearch(seconds, w.from)
	return seconds[lo : lo+sort.Search(len(seconds)-lo, func(i int) bool { return seconds[lo+i] > w.to })]
}

// startsInOrder gives the order by which a histogram of the match is counted, nil where rows have to be asked for more than their
// kinds and times.
func (m *match) startsInOrder() *timeOrder {
	if !m.anywhere() || m.among != nil || m.size() < bitmapRows {
		return nil
	}
	wanted := m.wantedKinds()
	for i, is := range m.traits {
		if wanted[m.kinds[i]&(kindSlots-1)] != (is != 0) {
			return nil // of a kind some are wanted
		}
	}
	return m.timeOrder()
}

// wantedKinds gives the kinds of which some trait is wanted.
func (m *match) wantedKinds() *[kindSlots]bool {
	var wanted [kindSlots]bool
	for i, kind := range m.kinds {
		wanted[kind&(kindSlots-1)] = wanted[kind&(kindSlots-1)] || m.traits == nil || m.traits[i] != 0
	}
	return &wanted
}

// takeByTime counts what matches by the starts in order, and takes out again what is dead of it.
func (c *counting) takeByTime(t *timeline, m *match, o *timeOrder) {
	wanted := m.wantedKinds()
	for i := range o.groups {
		g := &o.groups[i]
		if !wanted[g.kind] {
			continue
		}
		seconds := g.seconds
		if m.windows != nil {
			seconds = within(seconds, m.windows[g.timeShape])
		}
		c.takeGroup(t, g.kind, &m.timeShapes[g.timeShape], seconds)
	}
	for _, r := range m.deadRows {
		i := int(r)
		kind, timeShape := m.kinds[m.trait.at(i)], m.time.at(i)
		if wanted[kind] && (m.windows == nil || m.windows[timeShape].has(m.second[i])) {
			start, end := m.times(i)
			c.count(t, kind, start, end, -1)
		}
	}
}

// takeGroup counts rows of a kind and a time shape that start at seconds, which are in order.
func (c *counting) takeGroup(t *timeline, kind uint8, s *timeShape, seconds []int32) {
	if s.far || len(t.starts) == 0 {
		if len(seconds) > 0 {
			start, end := s.at(seconds[0])
			c.count(t, kind, start, end, len(seconds))
		}
		return
	}
	inside := within(seconds, s.window(t.from, t.to-1))
	c.outside += len(seconds) - len(inside)
	for b := 1; b < len(t.starts) && len(inside) > 0; b++ {
		n := gallopTo(inside, -floorDiv(epoch-t.starts[b], micro))
		c.kinds[(b-1)*kindSlots+int(kind&(kindSlots-1))] += uint32(n)
		inside = inside[n:]
	}
	c.kinds[(len(t.starts)-1)*kindSlots+int(kind&(kindSlots-1))] += uint32(len(inside))
}

// gallopTo tells how many of the seconds are before one: by steps that double, as it is mostly near.
func gallopTo(seconds []int32, before int64) int {
	lo, hi := 0, 1
	for hi <= len(seconds) && int64(seconds[hi-1]) < before {
		lo, hi = hi, 2*hi
	}
	hi = min(hi, len(seconds)+1) - 1
	for lo < hi {
		mid := (lo + hi) / 2
		if int64(seconds[mid]) < before {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}
