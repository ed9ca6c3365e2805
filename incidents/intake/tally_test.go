package intake

import (
	"math/rand/v2"
	"testing"
)

func TestTallyAgainstAMap(t *testing.T) {
	type key struct {
		low  uint64
		high uint32
	}
	rng := rand.New(rand.NewPCG(8, 9))
	tally, want := newTally(0), map[key]uint32{}
	for range 50_000 {
		// Few, close by, and such as differ in one half alone; zero is a key like others.
		k := key{uint64(rng.IntN(300)) << rng.IntN(60), uint32(rng.IntN(3))}
		if rng.IntN(2) == 0 {
			k.low = rng.Uint64()
		}
		if got := tally.swap(k.low, k.high, func(n uint32) uint32 { return n + 1 }); got != want[k] {
			t.Fatalf("%v: %d, want %d", k, got, want[k])
		}
		want[k]++
	}
	if tally.used != len(want) || tally.used*4 > len(tally.entries)*3 {
		t.Errorf("%d keys in %d entries, want %d", tally.used, len(tally.entries), len(want))
	}
}

func TestTallyHasRoom(t *testing.T) {
	for keys, want := range map[int]int{0: firstTally, 700: firstTally, 3_000_000: 4_000_001, 1 << 40: mostTallied*4/3 + 1} {
		tally := newTally(keys)
		if got := len(tally.entries); got != want {
			t.Errorf("room for %d keys is %d entries, want %d", keys, got, want)
		}
		for i := range min(keys, 100_000) {
			tally.swap(uint64(i), 0, func(uint32) uint32 { return 1 })
		}
		if len(tally.entries) != want {
			t.Errorf("there was no room for %d keys", keys)
		}
	}
}
