package incidents

import "slices"

// SourceCounts is what one source says, over several incidents. A Source without an id stands for
// all figures of which no source is stated.
type SourceCounts struct {
	Source Source
	Counts Counts
}

// CountBySource adds up casualties of several incidents separately for each source, in
// the order in which the sources first appear. It is the only sum over incidents: one source's
// figures are never added to another's, which may be about the same people. Rows that rest on no
// claim are summed as those of one source without an id. Rows counted in another incident, and rows
// that rest on a claim that disputes, are left out; so are incidents that are not Summed.
func CountBySource(all []*Public) []SourceCounts {
	var ledger []SourceCounts
	at := map[string]int{}
	take := func(src *Source, rows []Casualty) {
		if len(rows) == 0 {
			return
		}
		i, seen := at[src.ID]
		if !seen {
			i = len(ledger)
			at[src.ID] = i
			ledger = append(ledger, SourceCounts{*src, Counts{}})
		}
		ledger[i].add(CountRows(rows))
	}
	for _, p := range all {
		if len(p.Casualties) == 0 || !NewTraits(p).Summed() {
			continue
		}
		for i, rows := range rowsBySource(p) {
			source := &Source{}
			if i < len(p.Sources) {
				source = &p.Sources[i]
			}
			take(source, rows)
		}
	}
	return ledger
}

func (s *SourceCounts) add(counts Counts) {
	for outcome, c := range counts {
		if total, seen := s.Counts[outcome]; seen {
			c = total.Plus(c)
		}
		s.Counts[outcome] = c
	}
}

// rowsBySource gives the summable casualty rows of each source, in the order of the incident's sources,
// and last those of which no source of the incident is stated. Rows that are counted in another
// incident are left out, and those that rest on a claim that disputes.
func rowsBySource(p *Public) [][]Casualty {
	rows := make([][]Casualty, len(p.Sources)+1)
	for i := range p.Casualties {
		r := &p.Casualties[i]
		claim, of := p.evidence(r)
		if r.summable(claim) {
			rows[of] = append(rows[of], *r)
		}
	}
	return rows
}

// evidence gives the claim that a casualty row rests on, nil for none, and the place of its source among
// the incident's, behind the last for none.
func (p *Public) evidence(r *Casualty) (claim *Claim, source int) {
	source = len(p.Sources)
	if k := slices.IndexFunc(p.Claims, func(c Claim) bool { return c.ID == r.Claim }); k >= 0 {
		claim = &p.Claims[k]
		if at := slices.IndexFunc(p.Sources, func(s Source) bool { return s.ID == claim.Source }); at >= 0 {
			source = at
		}
	}
	return claim, source
}

// summable reports whether a row that rests on the claim is part of sums of its incident.
func (c *Casualty) summable(claim *Claim) bool {
	return c.CountedIn == nil && (claim == nil || claim.Stance != Disputes)
}

// Evidence gives the claim that a casualty row of the incident rests on and its source, each nil where
// none is stated.
func (p *Public) Evidence(r *Casualty) (*Claim, *Source) {
	claim, at := p.evidence(r)
	if at == len(p.Sources) {
		return claim, nil
	}
	return claim, &p.Sources[at]
}

// Sums tells of each casualty row whether its best figure is part of the sum of its source over
// incidents: see CountBySource. Of competing figures of one source it is the first that has a best.
func (p *Public) Sums() []bool {
	type people struct {
		source  int
		group   Group
		outcome Outcome
	}
	summed := make([]bool, len(p.Casualties))
	if !NewTraits(p).Summed() {
		return summed
	}
	chosen := map[people]int{}
	for i := range p.Casualties {
		r := &p.Casualties[i]
		claim, of := p.evidence(r)
		if !r.summable(claim) {
			continue
		}
		same := people{of, r.Group, r.Outcome}
		if first, seen := chosen[same]; !seen || p.Casualties[first].Best == nil && r.Best != nil {
			chosen[same] = i
		}
	}
	for _, i := range chosen {
		summed[i] = true
	}
	return summed
}

// Sum is a Count added up over incidents, as plain numbers: a Count can be added, and taken out
// again. The zero Sum is of nothing said.
type Sum struct {
	low, best, high                 uint64
	counts, withLow, withBest, full uint32 // how many were added, and how many of them give a low, a best, a high
}

// SumOf gives the sum of one count.
func SumOf(c Count) Sum {
	s := Sum{counts: 1}
	take := func(n *int, sum *uint64, given *uint32) {
		if n != nil {
			*sum, *given = uint64(max(*n, 0)), 1
		}
	}
	take(c.Low, &s.low, &s.withLow)
	take(c.Best, &s.best, &s.withBest)
	take(c.High, &s.high, &s.full)
	return s
}

// SumOfBest gives the sum of n counts, each a single figure that is its own span.
func SumOfBest(n uint32, total uint64) Sum {
	return Sum{total, total, total, n, n, n, n}
}

// Said reports whether anything was added.
func (s *Sum) Said() bool { return s.counts > 0 }

// Somebody reports whether anything was added that leaves room for anybody: all but "nobody".
func (s *Sum) Somebody() bool {
	high, known := s.High()
	return s.Said() && (!known || high > 0)
}

// Low gives the sum of the lows; what gives no low adds nothing to it. False where none is given.
func (s *Sum) Low() (uint64, bool) { return s.low, s.withLow > 0 }

// Best gives the sum of the best figures; false unless all give one.
func (s *Sum) Best() (uint64, bool) { return s.best, s.counts > 0 && s.withBest == s.counts }

// High gives the sum of the highs; false unless all give one.
func (s *Sum) High() (uint64, bool) { return s.high, s.counts > 0 && s.full == s.counts }

// Count gives the sum as a Count; the zero Count for nothing said.
func (s Sum) Count() Count {
	number := func(n uint64, known bool) *int {
		if !known {
			return nil
		}
		v := int(n)
		return &v
	}
	return Count{Low: number(s.Low()), Best: number(s.Best()), High: number(s.High())}
}

// Plus adds a sum of other people, of the same source.
func (s Sum) Plus(t Sum) Sum {
	s.Add(&t)
	return s
}

// Add does the same in place.
func (s *Sum) Add(t *Sum) {
	s.low += t.low
	s.best += t.best
	s.high += t.high
	s.counts += t.counts
	s.withLow += t.withLow
	s.withBest += t.withBest
	s.full += t.full
}

// TakeOut takes out what was added.
func (s *Sum) TakeOut(t *Sum) {
	s.low -= t.low
	s.best -= t.best
	s.high -= t.high
	s.counts -= t.counts
	s.withLow -= t.withLow
	s.withBest -= t.withBest
	s.full -= t.full
}

// Beside gives what two sources say together, which is never the sum of both: the least low, the
// greatest high, and a best figure where they agree. A bound that one of them does not give is not
// known. Beside one that says nothing, a sum is what it is, as if it were of one count.
func (s Sum) Beside(t Sum) Sum {
	s.putBeside(&t)
	return s
}

// putBeside does the same in place.
func (s *Sum) putBeside(t *Sum) {
	switch {
	case !t.Said() && !s.Said():
		return
	case !t.Said():
		t = s
	case !s.Said():
		*s = *t
	}
	span := Sum{counts: 1}
	if s.withLow > 0 && t.withLow > 0 {
		span.low, span.withLow = min(s.low, t.low), 1
	}
	if s.full == s.counts && t.full == t.counts {
		span.high, span.full = max(s.high, t.high), 1
	}
	if s.withBest == s.counts && t.withBest == t.counts && s.best == t.best {
		span.best, span.withBest = s.best, 1
	}
	*s = span
}

// putSingleBeside does the same with one count of which a single figure is all.
func (s *Sum) putSingleBeside(n uint64) {
	if !s.Said() {
		*s = SumOfBest(1, n)
		return
	}
	span := Sum{counts: 1}
	if s.withLow > 0 {
		span.low, span.withLow = min(s.low, n), 1
	}
	if s.full == s.counts {
		span.high, span.full = max(s.high, n), 1
	}
	if s.withBest == s.counts && s.best == n {
		span.best, span.withBest = n, 1
	}
	*s = span
}

// OutcomeCount is how many outcomes there are.
const OutcomeCount = 5

// OutcomeSums is what one source says, by the order of Outcomes.
type OutcomeSums [OutcomeCount]Sum

// Totals is what the sources of incidents say together, one beside the other.
type Totals struct {
	Outcomes OutcomeSums // by the order of Outcomes
	// Fatalities are all who died, at once or later. They are added up for each source before the
	// sources are put beside each other.
	Fatalities Sum
}

// Take puts one more source beside those that were taken.
func (t *Totals) Take(source *OutcomeSums) {
	for i := range source {
		if source[i].Said() {
			t.Outcomes[i].putBeside(&source[i])
		}
	}
	if source[outcomeKilled].Said() || source[outcomeDiedLater].Said() {
		deaths := source[outcomeKilled].Plus(source[outcomeDiedLater])
		t.Fatalities.putBeside(&deaths)
	}
}

// TakeOne does the same with a source that speaks of one outcome alone, which is said.
func (t *Totals) TakeOne(outcome int, s *Sum) {
	t.Outcomes[outcome].putBeside(s)
	if outcome == outcomeKilled || outcome == outcomeDiedLater {
		t.Fatalities.putBeside(s)
	}
}

// Places in the order of Outcomes.
const (
	outcomeKilled = iota
	outcomeDiedLater
)
