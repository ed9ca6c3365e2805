package download

import (
	"iter"
	"strings"

	"incidentmap/incidents"
)

// sourceLedger is what each source says in an area, in little memory: of an imported layer each row has a source, which
// speaks of one outcome or two. It holds no pointers but its texts, and nothing of what it was read from.
type sourceLedger struct {
	sources []ledgerSource    // in the order in which they first appear
	at      map[string]uint32 // of sources, by their ids
	counts  []ledgerCount
}

type ledgerSource struct {
	id, publisher string
	first         uint32 // of its counts, one more than the place; 0 for none
}

// ledgerCount is what a source says of an outcome.
type ledgerCount struct {
	next            uint32 // of the same source, as ledgerSource.first
	outcome, given  uint8  // outcome by the order of Outcomes; of given, a bit for each of low, best and high
	low, best, high int64
}

const (
	givenLow = 1 << iota
	givenBest
	givenHigh
)

var outcomes = incidents.Outcomes()

// add takes in what a source says of other people. Equal publishers should be one string.
func (l *sourceLedger) add(id, publisher string, counts incidents.Counts) {
	at, known := l.at[id]
	if !known {
		if l.at == nil {
			l.at = map[string]uint32{}
		}
		at, id = uint32(len(l.sources)), strings.Clone(id) // which is else a part of all that was read with it
		l.at[id] = at
		l.sources = append(l.sources, ledgerSource{id: id, publisher: publisher})
	}
	for i, outcome := range outcomes {
		c, speaks := counts[outcome]
		if !speaks {
			continue
		}
		if old := l.find(at, i); old != nil {
			old.set(old.count().Plus(c))
			continue
		}
		one := ledgerCount{next: l.sources[at].first, outcome: uint8(i)}
		one.set(c)
		l.counts = append(l.counts, one)
		l.sources[at].first = uint32(len(l.counts))
	}
}

// find gives what the source at a place says of the i-th outcome, nil where it says nothing.
func (l *sourceLedger) find(at uint32, i int) *ledgerCount {
	for k := l.sources[at].first; k != 0; k = l.counts[k-1].next {
		if c := &l.counts[k-1]; int(c.outcome) == i {
			return c
		}
	}
	return nil
}

// count gives what the source at a place says of an outcome; an empty Count where it says nothing.
func (l *sourceLedger) count(at int, o incidents.Outcome) incidents.Count {
	for i, outcome := range outcomes {
		if outcome == o {
			if c := l.find(uint32(at), i); c != nil {
				return c.count()
			}
		}
	}
	return incidents.Count{}
}

// of gives what every source that speaks of an outcome says of it.
func (l *sourceLedger) of(o incidents.Outcome) iter.Seq[incidents.Count] {
	return func(yield func(incidents.Count) bool) {
		for i := range l.counts {
			if c := &l.counts[i]; outcomes[c.outcome] == o && !yield(c.count()) {
				return
			}
		}
	}
}

func (c *ledgerCount) set(from incidents.Count) {
	c.given = 0
	for _, f := range []struct {
		from *int
		to   *int64
		bit  uint8
	}{{from.Low, &c.low, givenLow}, {from.Best, &c.best, givenBest}, {from.High, &c.high, givenHigh}} {
		if f.from != nil {
			*f.to, c.given = int64(*f.from), c.given|f.bit
		}
	}
}

func (c *ledgerCount) count() incidents.Count {
	bound := func(v int64, bit uint8) *int {
		if c.given&bit == 0 {
			return nil
		}
		n := int(v)
		return &n
	}
	return incidents.Count{Low: bound(c.low, givenLow), Best: bound(c.best, givenBest), High: bound(c.high, givenHigh)}
}
