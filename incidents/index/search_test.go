package index

import (
	"slices"
	"testing"
)

// TestSearch holds search and gallop to a look at every row, in segments of all sizes around
// those of blocks, with many rows in one place.
func TestSearch(t *testing.T) {
	r := newSource(3)
	for _, n := range []int{0, 1, 31, 32, 33, 64, 65, 500, 1000} {
		s := &segment{points: n}
		keys := make([]uint64, n)
		for i := range keys {
			keys[i] = uint64(r.IntN(400)) << r.IntN(50)
		}
		slices.Sort(keys)
		for _, k := range keys {
			s.x, s.y = append(s.x, squeeze(k)), append(s.y, squeeze(k>>1))
		}
		s.heads = newHeads(s)
		for range 500 {
			lo := r.IntN(n + 1)
			hi := lo + r.IntN(n+1-lo)
			key := uint64(r.IntN(402)) << r.IntN(50)
			want := lo
			for want < hi && keys[want] < key {
				want++
			}
			if got := s.search(lo, hi, key); got != want {
				t.Fatalf("search of %d rows from %d to %d for %d: %d, want %d", n, lo, hi, key, got, want)
			}
			if got := s.gallop(lo, hi, key); got != want {
				t.Fatalf("gallop of %d rows from %d to %d for %d: %d, want %d", n, lo, hi, key, got, want)
			}
		}
	}
}
