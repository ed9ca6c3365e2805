package download

import (
	"math/rand/v2"
	"slices"
	"testing"

	"incidentmap/incidents"
)

func TestNumbersComeBack(t *testing.T) {
	for range 200 {
		var want []incidents.Seq
		seq := incidents.Seq(rand.IntN(100))
		for range rand.IntN(500) {
			seq += incidents.Seq(1 + rand.IntN(1+rand.IntN(200)))
			want = append(want, seq)
		}
		for _, numbers := range []numbers{listed(want), packNumbers(shuffled(want))} {
			var got []incidents.Seq
			next := numbers.parts()
			for some := next(1); len(some) > 0; some = next(1 + rand.IntN(100)) {
				got = append(got, some...)
			}
			if !slices.Equal(got, want) || len(next(10)) != 0 {
				t.Fatalf("%T: %v, want %v", numbers, got, want)
			}
		}
	}
	many := make([]incidents.Seq, 1_000_000)
	for i := range many {
		many[i] = incidents.Seq(7 + i)
	}
	if bytes := 8 * len(packNumbers(many).(*packed).words); bytes > 128<<10 {
		t.Errorf("a million numbers take %d bytes", bytes)
	}
}

func shuffled(seqs []incidents.Seq) []incidents.Seq {
	seqs = slices.Clone(seqs)
	rand.Shuffle(len(seqs), func(i, j int) { seqs[i], seqs[j] = seqs[j], seqs[i] })
	return seqs
}
