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
func (c Count) Plus(d Count) Count { return SumOf(c).Plus(SumOf(d)).Count() }

func both(a, b *int, join func(a, b int) int) *int {
	if a == nil || b == nil {
		return nil
	}
	v := join(*a, *b)
	return &v
}
