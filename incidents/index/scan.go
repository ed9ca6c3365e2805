package index

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// scanRows is how many rows are asked at a time: their numbers stay in the nearest cache.
const scanRows = 1024

type scanBuffer [scanRows]uint32

// rows gives the rows from lo up to hi, at most scanRows of them, that match. Each question
// keeps some of the rows that the one before left, by arithmetic and not by branches, which
// a processor could not foretell.
func (m *match) rows(lo, hi int, sure bool, room *scanBuffer) []uint32 {
	var rows []uint32
	if m.mask != nil {
		rows = m.masked(lo, hi, room)
	} else {
		rows = m.byTraits(lo, hi, room)
		if m.windows != nil {
			rows = m.byTime(rows)
		}
	}
	if m.dead != nil && len(m.deadIn(lo, hi)) > 0 {
		rows = keep(rows, func(i int) bool { return !m.isDead(i) })
	}
	if !sure {
		rows = keep(rows, m.inBox)
	}
	if m.among != nil {
		rows = keep(rows, func(i int) bool { return m.among.has(m.seqs.at(i)) })
	}
	return rows
}

func (m *match) byTraits(lo, hi int, room *scanBuffer) []uint32 {
	if m.traits == nil || m.trait.low == nil || m.trait.high != nil {
		rows := room[:hi-lo]
		for i := range rows {
			rows[i] = uint32(lo + i)
		}
		if m.traits != nil {
			rows = keep(rows, func(i int) bool { return m.traits[m.trait.at(i)] != 0 })
		}
		return rows
	}
	n, table := 0, m.traits
	for i, t := range m.trait.low[lo:hi] {
		room[n&(scanRows-1)] = uint32(lo + i)
		n += int(table[t])
	}
	return room[:n]
}

func (m *match) byTime(rows []uint32) []uint32 {
	n := 0
	if m.time.high != nil {
		return keep(rows, func(i int) bool { return m.windows[m.time.at(i)].has(m.second[i]) })
	}
	low, second, windows := m.time.low, m.second, m.windows
	for _, i := range rows {
		w, s := windows[0], int64(second[i])
		if low != nil {
			w = windows[low[i]]
		}
		rows[n] = i
		// The sign of either difference is set when the second is out of the window.
		n += int(1 - uint64((s-int64(w.from))|(int64(w.to)-s))>>63)
	}
	return rows[:n]
}

// keep is for the questions that are seldom asked of many rows.
func keep(rows []uint32, wanted func(int) bool) []uint32 {
	n := 0
	for _, i := range rows {
		rows[n] = i
		if wanted(int(i)) {
			n++
		}
	}
	return rows[:n]
}

// piece is a range of a match, for one core at a time.
type piece struct {
	*match
	rowRange
}

// adding is a sum under way.
type adding struct {
	acc
	room scanBuffer
}

// pieceRows is the most rows of a piece, and soloRows the most rows for which one core is
// faster than calling others.
const (
	pieceRows = 1 << 15
	soloRows  = 200_000
)

// each does something with all ranges of the matches, on all cores where it pays: with a T of
// its own on each, which it gives. When all is false, ranges of which nothing is asked are
// free, and are left in one piece.
func each[T any](ms []match, all bool, do func(*T, piece)) []*T {
	var list []piece
	cost := 0
	for i := range ms {
		m := &ms[i]
		for _, r := range m.ranges {
			if !all && m.free() && r.sure {
				list = append(list, piece{m, r})
				continue
			}
			cost += r.hi - r.lo
			for lo := r.lo; lo < r.hi; lo += pieceRows {
				list = append(list, piece{m, rowRange{lo, min(r.hi, lo+pieceRows), r.sure}})
			}
		}
	}
	cores := min(runtime.GOMAXPROCS(0), len(list))
	if cost <= soloRows || cores < 2 {
		t := new(T)
		for _, p := range list {
			do(t, p)
		}
		return []*T{t}
	}
	results := make([]*T, cores)
	var next atomic.Int64
	var work sync.WaitGroup
	for c := range results {
		results[c] = new(T)
		work.Go(func() {
			for n := next.Add(1); n <= int64(len(list)); n = next.Add(1) {
				do(results[c], list[n-1])
			}
		})
	}
	work.Wait()
	return results
}
