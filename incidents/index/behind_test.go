package index

import (
	"cmp"
	"slices"
	"testing"

	"incidentmap/incidents"
)

// checkBehind holds pages by position to the list in reading order, from behind one of it, or from a place beside it where none
// needs to be.
func checkBehind(t *testing.T, r source, snap *Snapshot, q Query, found []fact) {
	t.Helper()
	if len(found) == 0 {
		return
	}
	at := r.IntN(len(found))
	p := Position{Class: found[at].entry.Class(), Start: found[at].entry.Start, ID: found[at].id}
	if r.IntN(2) == 0 {
		p.ID[15]--
		if p.ID[15] == 0xff {
			p.ID[15] = 0
		}
	}
	if r.IntN(4) == 0 && p.Start != incidents.UnknownStart {
		p.Start--
	}
	key := p.key()
	isBehind := func(f fact) bool {
		class := Position{f.entry.Class(), f.entry.Start, f.id}
		if own := class.key(); own != key {
			return own > key
		}
		return cmp.Or(cmp.Compare(p.Start, f.entry.Start), slices.Compare(f.id[:], p.ID[:])) > 0
	}
	limit := r.IntN(12)
	var want []incidents.Seq
	for _, f := range found {
		if isBehind(f) && len(want) < limit {
			want = append(want, f.seq)
		}
	}
	got, matched := snap.PageBehind(q, p, limit)
	same(t, "PageBehind", q, want, got)
	same(t, "PageBehind's count", q, len(found), matched)
}
