package format

import (
	"math"
	"math/rand/v2"
	"strconv"
	"testing"
)

// The short way to write a number gives what the shortest text of the rounded one is.
func TestNumbersAreTheShortest(t *testing.T) {
	rounds := 200_000
	if testing.Short() {
		rounds = 5_000
	}
	rng := rand.New(rand.NewPCG(1, 2))
	numbers := []float64{0, math.Copysign(0, -1), -0.0000004, 0.0000005, 1, -1, 180, -180, 0.1, 90.5, 1e9, 123456789.123456, 999999999.9999994, 1e15, 1e22, -99.508679}
	for range rounds {
		numbers = append(numbers, (rng.Float64()-0.5)*math.Pow10(rng.IntN(14)), float64(rng.IntN(360e6)-180e6)/1e6)
	}
	for _, v := range numbers {
		for _, decimals := range []int{0, 2, 6} {
			want := strconv.FormatFloat(roundTo(v, decimals), 'f', -1, 64)
			if got := string(appendNumber(nil, v, decimals)); got != want {
				t.Fatalf("%v to %d decimals: %s, want %s", v, decimals, got, want)
			}
		}
	}
}
