package geo

import (
	"math"
	"math/big"

	"github.com/paulmach/orb"
)

// Side is 1 when p lies to the left of the line from a to b, -1 to its right and 0 on it. It
// is exact for any finite coordinates: the sign is that of a determinant, taken from floats
// when it is larger than their rounding can be, else from a sum of floats that has no rounding
// (Shewchuk, "Adaptive Precision Floating-Point Arithmetic", 1997).
func Side(a, b, p orb.Point) int {
	ax, ay := a[0]-p[0], a[1]-p[1]
	bx, by := b[0]-p[0], b[1]-p[1]
	if (ax == 0 || by == 0) && (ay == 0 || bx == 0) {
		return 0
	}
	left, right := ax*by, ay*bx
	if d := left - right; math.Abs(d) > 4e-16*(math.Abs(left)+math.Abs(right)) {
		return sign(d)
	}
	return exactSide(a, b, p)
}

func sign(d float64) int {
	switch {
	case d > 0:
		return 1
	case d < 0:
		return -1
	}
	return 0
}

// exactSide multiplies the determinant out: a product of two floats is exactly the sum of two
// floats, and such sums are added without rounding.
func exactSide(a, b, p orb.Point) int {
	const tiny, huge = 1e-140, 1e140 // beyond these, products have no exact tail
	for _, q := range [...]orb.Point{a, b, p} {
		for _, v := range q {
			if v != 0 && (math.Abs(v) < tiny || math.Abs(v) > huge) {
				return fractionSide(a, b, p)
			}
		}
	}
	var room [12]float64
	sum := room[:0]
	for _, f := range [...][2]float64{
		{a[0], b[1]}, {-a[0], p[1]}, {-p[0], b[1]}, {-a[1], b[0]}, {a[1], p[0]}, {p[1], b[0]},
	} {
		product := f[0] * f[1]
		sum = grown(sum, math.FMA(f[0], f[1], -product))
		sum = grown(sum, product)
	}
	for i := len(sum) - 1; i >= 0; i-- { // the last that is not zero outweighs those before
		if sum[i] != 0 {
			return sign(sum[i])
		}
	}
	return 0
}

// grown adds a float to a sum of floats of growing size that do not overlap.
func grown(sum []float64, v float64) []float64 {
	for i, e := range sum {
		total := v + e
		part := total - v
		sum[i] = (v - (total - part)) + (e - part)
		v = total
	}
	return append(sum, v)
}

func fractionSide(a, b, p orb.Point) int {
	minus := func(q orb.Point, axis int) *big.Rat {
		r := new(big.Rat).SetFloat64(q[axis])
		return r.Sub(r, new(big.Rat).SetFloat64(p[axis]))
	}
	left := minus(a, 0)
	left.Mul(left, minus(b, 1))
	right := minus(a, 1)
	right.Mul(right, minus(b, 0))
	return left.Cmp(right)
}
