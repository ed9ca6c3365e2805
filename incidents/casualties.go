package incidents

import "slices"

// Count is a number of people: the best figure and the span of the figures given.
// A nil bound is not known.
type Count struct {
	Low, Best, High *int
}

// Counts holds a count for each outcome that has one.
type Counts map[Outcome]Count

// CountRows adds up the rows of one incident by outcome. Rows counted in another incident
// are left out. Rows of the same group and outcome are figures for the same people: the
// first gives the best figure, all of them the span. Different groups are added.
func CountRows(rows []Casualty) Counts {
	type people struct {
		group   Group
		outcome Outcome
		Count
	}
	var room [8]people
	merged := room[:0]
	for i := range rows {
		r := &rows[i]
		if r.CountedIn != nil {
			continue
		}
		same := slices.IndexFunc(merged, func(p people) bool { return p.group == r.Group && p.outcome == r.Outcome })
		if same < 0 {
			merged = append(merged, people{r.Group, r.Outcome, r.count()})
			continue
		}
		merged[same].Count = merged[same].widen(r.count())
	}
	counts := make(Counts, len(merged))
	for i := range merged {
		p := &merged[i]
		c := p.Count
		if total, seen := counts[p.outcome]; seen {
			c = total.Plus(c)
		}
		counts[p.outcome] = c
	}
	return counts
}

// count gives the row's figures. A single figure is its own span; a bound alone stays
// a bound ("at least 3" has a low and nothing else).
func (r *Casualty) count() Count {
	c := Count{r.Low, r.Best, r.High}
	if c.Best != nil && c.Low == nil && c.High == nil {
		c.Low, c.High = c.Best, c.Best
	}
	return c
}

// isNobody reports whether the row says that there was nobody: "0 killed".
func (r Casualty) isNobody() bool {
	for _, n := range []*int{r.High, r.Best, r.Low} {
		if n != nil {
			return *n == 0
		}
	}
	return false
}

// widen takes in a competing figure for the same people. A bound that one of the two
// does not give is not known for both.
func (c Count) widen(d Count) Count {
	if c.Best == nil {
		c.Best = d.Best
	}
	c.Low = both(c.Low, d.Low, func(a, b int) int { return min(a, b) })
	c.High = both(c.High, d.High, func(a, b int) int { return max(a, b) })
	return c
}

// Plus adds a count of other people. A figure missing on one side makes the best and the
// high of the sum unknown; what is known stays a lower bound.
func (c Count) Plus(d Count) Count {
	add := func(a, b int) int { return a + b }
	return Count{
		Low:  addLow(c.Low, d.Low),
		Best: both(c.Best, d.Best, add),
		High: both(c.High, d.High, add),
	}
}

func both(a, b *int, join func(a, b int) int) *int {
	if a == nil || b == nil {
		return nil
	}
	v := join(*a, *b)
	return &v
}

func addLow(a, b *int) *int {
	switch {
	case a == nil:
		return b
	case b == nil:
		return a
	}
	v := *a + *b
	return &v
}

// SourceCounts is what one source says, over several incidents.
type SourceCounts struct {
	Source Source
	Counts Counts
}

// CountBySource adds up casualties of several incidents separately for each source, in
// the order in which the sources first appear. It is the only sum over incidents that is
// shown as a total: one source's figures are never added to another's, which may be about
// the same people. Rows counted in another incident, and rows without a claim, are left
// out; so are retracted, merged and debunked incidents.
func CountBySource(all []*Public) []SourceCounts {
	var ledger []SourceCounts
	at := map[string]int{}
	for _, p := range all {
		if p.Disposition == Retracted || p.Disposition == Merged || p.Verification == Debunked {
			continue
		}
		for _, src := range p.Sources {
			rows := rowsOf(p, src.ID)
			if len(rows) == 0 {
				continue
			}
			i, seen := at[src.ID]
			if !seen {
				i = len(ledger)
				at[src.ID] = i
				ledger = append(ledger, SourceCounts{src, Counts{}})
			}
			ledger[i].add(CountRows(rows))
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

// rowsOf gives the summable casualty rows that rest on a claim of the source.
func rowsOf(p *Public, source string) []Casualty {
	claims := map[string]bool{}
	for _, k := range p.Claims {
		if k.Source == source && k.Stance != Disputes {
			claims[k.ID] = true
		}
	}
	var rows []Casualty
	for _, r := range p.Casualties {
		if r.CountedIn == nil && claims[r.Claim] {
			rows = append(rows, r)
		}
	}
	return rows
}
