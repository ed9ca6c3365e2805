package index

import (
	"hash/maphash"
	"slices"

	"incidentmap/incidents"
)

// figureTexts are texts of figures by number, one behind the other in one string, as there may be one
// for each row. Text i ends at ends[i].
type figureTexts struct {
	text string
	ends []uint32
}

// maxTexts is how many bytes of texts a segment takes in before it is full: so many that their ends, with one text more, fit
// in four bytes.
const maxTexts = 1 << 31

func (t *figureTexts) size() int { return len(t.ends) }

func (t *figureTexts) at(n uint32) incidents.SourceFigures {
	from := uint32(0)
	if n > 0 {
		from = t.ends[n-1]
	}
	return incidents.SourceFigures(t.text[from:t.ends[n]])
}

func (t *figureTexts) bytes() int { return len(t.text) + sliceBytes(t.ends) }

// hashSeed is of hashes that no answer depends on.
var hashSeed = maphash.MakeSeed()

// leadPlain is the bit of a lead whose text is of one source, and of each outcome once.
const leadPlain = 1

// leads gives for each text a hash of the source that it tells of first, with leadPlain in place of its last bit; zero for
// one that says nothing.
func (t *figureTexts) leads() []uint32 {
	leads := make([]uint32, t.size())
	for i := range leads {
		first, outcomes, plain := "", 0, true
		t.at(uint32(i)).Each(func(source string, outcome int, _ incidents.Sum) {
			if leads[i] == 0 {
				first, leads[i] = source, max(2, newFigureSource(source).hash&^leadPlain)
			}
			plain = plain && source == first && outcomes>>outcome&1 == 0
			outcomes |= 1 << outcome
		})
		if plain && leads[i] != 0 {
			leads[i] |= leadPlain
		}
	}
	return leads
}

// figureDict numbers texts of figures in the order in which they are met. Texts that are equal may have
// several numbers, which does no harm: when another has the same hash, and when most are met once.
type figureDict struct {
	text  []byte
	ends  []uint32
	known map[uint64]uint32 // by hash; of texts themselves a map of a million would cost the collector much
	met   int               // how many were looked up and known
}

// manyTexts is how many texts are looked up at least.
const manyTexts = 1 << 15

func (d *figureDict) add(text incidents.SourceFigures) uint32 {
	if len(d.ends) > manyTexts && d.met < len(d.ends)/2 { // each row has its own
		d.known = nil
		return d.append(text)
	}
	hash := maphash.String(hashSeed, string(text))
	if n, known := d.known[hash]; known && d.at(n) == text {
		d.met++
		return n
	}
	if d.known == nil {
		d.known = map[uint64]uint32{}
	}
	n := d.append(text)
	d.known[hash] = n
	return n
}

// append adds a text that is not looked up.
func (d *figureDict) append(text incidents.SourceFigures) uint32 {
	d.text = append(doubled(d.text, len(text)), text...)
	d.ends = append(doubled(d.ends, 1), uint32(len(d.text)))
	return uint32(len(d.ends) - 1)
}

// doubled gives a list with room for n more, and for as many as it has where it has none: a long one grows by a
// quarter otherwise, so that each of a million texts would be copied four times.
func doubled[T any](list []T, n int) []T {
	if cap(list)-len(list) >= n {
		return list
	}
	return slices.Grow(list, max(n, len(list)))
}

// at is good until the next text is added.
func (d *figureDict) at(n uint32) incidents.SourceFigures {
	from := uint32(0)
	if n > 0 {
		from = d.ends[n-1]
	}
	return incidents.SourceFigures(d.text[from:d.ends[n]])
}

// texts gives what was added; the dict is then to be dropped.
func (d *figureDict) texts() figureTexts { return figureTexts{string(d.text), slices.Clip(d.ends)} }

// sourceSet tells whether there are surely more than MaxSources sources, by leads that are not zero:
// of two sources that differ they may be the same, but not the other way round.
type sourceSet struct {
	hint   sourceHint
	hashes [MaxSources]uint32
	n      int
}

// fills takes in a lead, and reports whether it is one too many.
func (s *sourceSet) fills(lead uint32) bool {
	lead &^= leadPlain
	if lead == 0 || s.hint.maybe(lead) && slices.Contains(s.hashes[:s.n], lead) {
		return false
	}
	if s.n == len(s.hashes) {
		return true
	}
	s.hashes[s.n] = lead
	s.n++
	s.hint.set(lead)
	return false
}
