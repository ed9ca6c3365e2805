package incidents

import (
	"math/rand/v2"
	"testing"
)

// A text of one source, put beside others unread, comes to what its sums come to.
func TestTakeTextIsTake(t *testing.T) {
	r := rand.New(rand.NewPCG(31, 32))
	number := func() *int {
		if r.IntN(3) == 0 {
			return nil
		}
		n := []int{0, 1, 2, 130, 70_000}[r.IntN(5)]
		return &n
	}
	for range 2000 {
		var read, taken Totals
		for source := range 1 + r.IntN(4) {
			counts := Counts{}
			for _, o := range Outcomes() {
				switch r.IntN(3) {
				case 0:
					counts[o] = Count{Low: number(), Best: number(), High: number()}
				case 1:
					n := r.IntN(3)
					counts[o] = Count{Low: &n, Best: &n, High: &n}
				}
			}
			text := NewSourceFigures([]SourceCounts{{Source: Source{ID: string(rune('a' + source))}, Counts: counts}})
			var sums OutcomeSums
			text.Each(func(_ string, outcome int, s Sum) { sums[outcome].Add(&s) })
			taken.Take(&sums)
			read.TakeText(text)
			if read != taken {
				t.Fatalf("%q: %+v, want %+v", text, read, taken)
			}
		}
	}
}
