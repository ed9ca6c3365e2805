package intake

import (
	"math/bits"
	"math/rand/v2"
)

// tally keeps a number for each of very many keys, in half of the memory and time that a
// map takes. Keys are hashes of 96 bits. The place of a key cannot be foreseen, so that no
// file can make many of them fall on one.
type tally struct {
	entries []tallied // of which a quarter at least is empty
	used    int
	factor  uint64 // odd, by chance
}

// tallied is a key and its number; zero for none.
type tallied struct {
	low    uint64
	high   uint32
	number uint32
}

// firstTally and mostTallied bound what is made for a file before its keys are seen.
const (
	firstTally  = 1 << 10
	mostTallied = 1 << 22
)

// newTally makes room for as many keys.
func newTally(keys int) *tally {
	size := max(min(keys, mostTallied)*4/3+1, firstTally)
	return &tally{entries: make([]tallied, size), factor: rand.Uint64() | 1}
}

// swap gives the number of a key, zero for none, and puts another for it: next makes it of
// the one that is there, and is not zero.
func (t *tally) swap(low uint64, high uint32, next func(uint32) uint32) (old uint32) {
	e := t.find(low, high)
	if old = e.number; old == 0 {
		if t.used++; t.used*4 > len(t.entries)*3 {
			t.grow()
			e = t.find(low, high)
		}
	}
	*e = tallied{low, high, next(old)}
	return old
}

// find gives the entry of a key, or the empty one where it would be.
func (t *tally) find(low uint64, high uint32) *tallied {
	// Multiplicative hashing: the product as a fraction of 2⁶⁴ (Knuth, The Art of Computer
	// Programming, volume 3, section 6.4).
	at, _ := bits.Mul64((low^uint64(high))*t.factor, uint64(len(t.entries)))
	for {
		e := &t.entries[at]
		if e.number == 0 || e.low == low && e.high == high {
			return e
		}
		if at++; at == uint64(len(t.entries)) {
			at = 0
		}
	}
}

func (t *tally) grow() {
	old := t.entries
	t.entries = make([]tallied, 2*len(old))
	for _, e := range old {
		if e.number != 0 {
			*t.find(e.low, e.high) = e
		}
	}
}
