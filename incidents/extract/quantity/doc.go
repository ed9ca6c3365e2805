// Package quantity reads the numbers of English and Spanish texts as figures: "six other",
// "at least 30", "dozens", "una treintena", "entre 3 y 5", "más de veinte".
//
// A bound stays a bound: "at least 30" has a low and no best, "dozens" has a low of 24.
package quantity

import "incidentmap/incidents/extract/text"

// Number is a number as a text gives it. A nil bound is not said.
type Number struct {
	text.Range
	Low, Best, High *int
	Other           bool // it counts others than were counted before: "six other", "otros dos"
	Article         bool // it is "a" or "un", which counts only what is countable
	Definite        bool // "the three", "los dos": counted before, as a rule
	About           bool // "about 30", "una treintena"
}

// Value is the one figure that stands for the number: the best, else a bound.
func (n Number) Value() int {
	for _, v := range []*int{n.Best, n.Low, n.High} {
		if v != nil {
			return *v
		}
	}
	return 0
}

// Exactly is the number of that many, neither more nor fewer.
func Exactly(n int) Number { return Number{Best: &n} }

// Highest is the upper bound of a number as its one figure.
func (n Number) Highest() Number {
	n.Low, n.Best, n.High = nil, n.High, nil
	return n
}

// Plus adds a number of others: the bounds of the sum are known where both are.
func (n Number) Plus(m Number) Number {
	sum := n
	sum.Range = text.Range{First: min(n.First, m.First), Last: max(n.Last, m.Last)}
	sum.Low, sum.Best, sum.High = add(n.low(), m.low()), add(n.Best, m.Best), add(n.high(), m.high())
	if sum.Best != nil && sum.Low != nil && sum.High != nil && *sum.Low == *sum.High {
		sum.Low, sum.High = nil, nil
	}
	sum.About, sum.Article = n.About || m.About, false
	return sum
}

func (n Number) low() *int {
	if n.Low == nil && n.High == nil {
		return n.Best
	}
	return n.Low
}

func (n Number) high() *int {
	if n.Low == nil && n.High == nil {
		return n.Best
	}
	return n.High
}

func add(a, b *int) *int {
	if a == nil || b == nil {
		return nil
	}
	v := *a + *b
	return &v
}
