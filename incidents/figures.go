package incidents

import (
	"encoding/binary"
	"math/bits"
)

// SourceFigures is what each source says of one incident's casualties, in the form in which entries
// are stored: equal texts say the same. Figures follow one another, each a byte and its numbers, as
// encoding/binary writes them. The byte holds the outcome by the order of Outcomes in its low three
// bits, then which of low, best and high are given, or figureSingle when one number is all three;
// with figureOfNext the length and the id of the source come before the numbers, and of those
// without one the source of the figure before, at first the one without an id.
type SourceFigures string

// maxFigure is the largest number that an entry holds, in place of all beyond.
const maxFigure = 1<<32 - 1

const (
	figureOutcome = 1<<3 - 1
	figureLow     = 1 << 3
	figureBest    = 1 << 4
	figureHigh    = 1 << 5
	figureSingle  = 1 << 6
	figureOfNext  = 1 << 7
)

// NewSourceFigures writes what each source says of an incident.
func NewSourceFigures(ledger []SourceCounts) SourceFigures {
	var b []byte
	last := ""
	for i := range ledger {
		for o, outcome := range Outcomes() {
			c, says := ledger[i].Counts[outcome]
			if !says {
				continue
			}
			at := len(b)
			b = append(b, byte(o))
			if id := ledger[i].Source.ID; id != last {
				b[at] |= figureOfNext
				b = append(binary.AppendUvarint(b, uint64(len(id))), id...)
				last = id
			}
			b[at] |= figureFlags(c)
			if b[at]&figureSingle != 0 {
				b = appendFigure(b, c.Best)
				continue
			}
			b = appendFigure(appendFigure(appendFigure(b, c.Low), c.Best), c.High)
		}
	}
	return SourceFigures(b)
}

func figureFlags(c Count) byte {
	if c.Low != nil && c.Best != nil && c.High != nil && *c.Low == *c.Best && *c.Best == *c.High {
		return figureSingle
	}
	var flags byte
	for i, n := range []*int{c.Low, c.Best, c.High} {
		if n != nil {
			flags |= figureLow << i
		}
	}
	return flags
}

func appendFigure(b []byte, n *int) []byte {
	if n == nil {
		return b
	}
	return binary.AppendUvarint(b, uint64(min(max(*n, 0), maxFigure)))
}

// Each calls do with each figure: the id of the source, empty where none is stated, the outcome by
// the order of Outcomes, and the sum of the one count.
func (f SourceFigures) Each(do func(source string, outcome int, s Sum)) {
	source := ""
	for r := (figureReader{rest: string(f)}); len(r.rest) > 0 && !r.bad; {
		head := r.byte()
		if head&figureOfNext != 0 {
			source = r.text()
		}
		s := r.sum(head)
		if !r.bad {
			do(source, int(head&figureOutcome), s)
		}
	}
}

// TakeText puts one more source beside those that were taken: the one that a text speaks of, of each outcome once.
func (t *Totals) TakeText(text SourceFigures) {
	var deaths Sum
	for r := (figureReader{rest: string(text)}); len(r.rest) > 0 && !r.bad; {
		head := r.byte()
		if head&figureOfNext != 0 {
			r.text()
		}
		outcome := int(head & figureOutcome)
		isDeath := outcome == outcomeKilled || outcome == outcomeDiedLater
		if head&figureSingle != 0 && !isDeath {
			if n := r.uvarint(); !r.bad {
				t.Outcomes[outcome].putSingleBeside(n)
			}
			continue
		}
		s := r.sum(head)
		if r.bad {
			break
		}
		t.Outcomes[outcome].putBeside(&s)
		if isDeath {
			deaths.Add(&s)
		}
	}
	if deaths.Said() {
		t.Fatalities.putBeside(&deaths)
	}
}

// valid reports whether all of it reads as figures.
func (f SourceFigures) valid() bool {
	r := figureReader{rest: string(f)}
	for len(r.rest) > 0 && !r.bad {
		head := r.byte()
		if head&figureOfNext != 0 {
			r.text()
		}
		r.sum(head)
	}
	return !r.bad
}

type figureReader struct {
	rest string
	bad  bool
}

func (r *figureReader) fail() {
	r.bad, r.rest = true, ""
}

// byte takes the first byte of a figure.
func (r *figureReader) byte() byte {
	head := r.rest[0]
	r.rest = r.rest[1:]
	given := head & (figureLow | figureBest | figureHigh)
	if head&figureOutcome >= OutcomeCount || head&figureSingle != 0 && given != 0 {
		r.fail()
	}
	return head
}

func (r *figureReader) uvarint() uint64 {
	if len(r.rest) > 0 && r.rest[0] < 0x80 { // as most are
		v := r.rest[0]
		r.rest = r.rest[1:]
		return uint64(v)
	}
	var v uint64
	for i := 0; i < len(r.rest) && i < binary.MaxVarintLen64; i++ {
		c := r.rest[i]
		v |= uint64(c&0x7f) << (7 * i)
		if c < 0x80 {
			if i > 0 && c == 0 || bits.Len8(c)+7*i > 32 { // longer than it need be, or too large
				break
			}
			r.rest = r.rest[i+1:]
			return v
		}
	}
	r.fail()
	return 0
}

func (r *figureReader) text() string {
	n := r.uvarint()
	if n > uint64(len(r.rest)) {
		r.fail()
		return ""
	}
	text := r.rest[:n]
	r.rest = r.rest[n:]
	return text
}

func (r *figureReader) sum(head byte) Sum {
	if head&figureSingle != 0 {
		return SumOfBest(1, r.uvarint())
	}
	s := Sum{counts: 1}
	if head&figureLow != 0 {
		s.low, s.withLow = r.uvarint(), 1
	}
	if head&figureBest != 0 {
		s.best, s.withBest = r.uvarint(), 1
	}
	if head&figureHigh != 0 {
		s.high, s.full = r.uvarint(), 1
	}
	return s
}
