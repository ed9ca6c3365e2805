package download

import (
	"math/bits"
	"slices"

	"incidentmap/incidents"
)

// numbers are changes, held for as long as a client takes to read what they are of.
type numbers interface {
	// parts gives a function that gives the next changes, up to a number of them, and none at the
	// end. They are valid until the next are asked for.
	parts() func(most int) []incidents.Seq
}

// listed are few changes in any order.
type listed []incidents.Seq

func (l listed) parts() func(most int) []incidents.Seq {
	rest := l
	return func(most int) []incidents.Seq {
		n := min(most, len(rest))
		some := rest[:n]
		rest = rest[n:]
		return some
	}
}

// packed are many changes in their order: a bit for each from the first to the last, which for a
// layer of a million takes 125 KB, where the numbers take 8 MB.
type packed struct {
	first incidents.Seq
	words []uint64
}

// packNumbers puts changes, of which none is there twice, in their order, and packs them unless they are
// so few of those between the first and the last that they take less by themselves. It may change seqs.
func packNumbers(seqs []incidents.Seq) numbers {
	if len(seqs) == 0 {
		return listed(nil)
	}
	first, last := slices.Min(seqs), slices.Max(seqs)
	words := int(last-first)/64 + 1
	if words >= len(seqs) {
		slices.Sort(seqs)
		return listed(seqs)
	}
	p := &packed{first: first, words: make([]uint64, words)}
	for _, seq := range seqs {
		at := seq - p.first
		p.words[at/64] |= 1 << (at % 64)
	}
	return p
}

func (p *packed) parts() func(most int) []incidents.Seq {
	word, rest := -1, uint64(0)
	var some []incidents.Seq
	return func(most int) []incidents.Seq {
		some = some[:0]
		for len(some) < most {
			for rest == 0 {
				if word++; word >= len(p.words) {
					word = len(p.words)
					return some
				}
				rest = p.words[word]
			}
			some = append(some, p.first+incidents.Seq(word*64+bits.TrailingZeros64(rest)))
			rest &= rest - 1
		}
		return some
	}
}
