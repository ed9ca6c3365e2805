package synthetic

import (
	"math/rand/v2"
	"sort"
)

// random draws numbers from PCG, whose output is fixed. It uses nothing of rand.Rand, whose
// methods may change from one version of Go to the next.
type random struct{ source *rand.PCG }

func newRandom(seed uint64) random { return random{rand.NewPCG(seed, 0x1c1de27)} }

// share gives a number from 0 up to 1.
func (r random) share() float64 { return float64(r.source.Uint64()>>11) / (1 << 53) }

// between gives a number from low up to high.
func (r random) between(low, high float64) float64 { return low + (high-low)*r.share() }

// below gives a whole number from 0 up to n.
func (r random) below(n int) int { return int(r.share() * float64(n)) }

// chance is true in a share of cases.
func (r random) chance(share float64) bool { return r.share() < share }

// weights are running totals, to draw from unevenly.
type weights []float64

// weigh adds up the weights of n things.
func weigh(n int, of func(i int) float64) weights {
	w := make(weights, n)
	total := 0.0
	for i := range w {
		total += of(i)
		w[i] = total
	}
	return w
}

// pick gives the number of one of the things.
func (r random) pick(w weights) int {
	at := r.share() * w[len(w)-1]
	return min(sort.Search(len(w), func(i int) bool { return w[i] > at }), len(w)-1)
}
