package incidents

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// ledgerOf gives what sources say of killed, in order.
func ledgerOf(counts ...Count) []SourceCounts {
	var ledger []SourceCounts
	for i, c := range counts {
		ledger = append(ledger, SourceCounts{Source{ID: string(rune('a' + i))}, Counts{Killed: c}})
	}
	return ledger
}

func TestTotalsOf(t *testing.T) {
	for _, tt := range []struct {
		name   string
		ledger []SourceCounts
		want   Count
	}{
		{"nobody says anything", nil, Count{}},
		{"one source", ledgerOf(counted(3, 4, 5)), counted(3, 4, 5)},
		{"one source without a best figure", ledgerOf(counted(3, -1, 5)), counted(3, -1, 5)},
		{"two that agree", ledgerOf(counted(4, 4, 4), counted(4, 4, 4)), counted(4, 4, 4)},
		{"two that agree on the best figure", ledgerOf(counted(3, 4, 4), counted(4, 4, 6)), counted(3, 4, 6)},
		{"two that differ", ledgerOf(counted(4, 4, 4), counted(7, 7, 7)), counted(4, -1, 7)},
		{"three of which two agree", ledgerOf(counted(4, 4, 4), counted(7, 7, 7), counted(4, 4, 4)), counted(4, -1, 7)},
		{"three of which the last two agree", ledgerOf(counted(4, 4, 4), counted(7, 7, 7), counted(7, 7, 7)), counted(4, -1, 7)},
		{"nobody and somebody", ledgerOf(counted(0, 0, 0), counted(3, 3, 3)), counted(0, -1, 3)},
		{"at least", ledgerOf(counted(3, -1, -1), counted(5, 5, 5)), counted(3, -1, -1)},
		{"up to", ledgerOf(counted(-1, -1, 3), counted(5, 5, 5)), counted(-1, -1, 5)},
		{"bounds that do not meet", ledgerOf(counted(-1, -1, 3), counted(2, -1, -1)), Count{}},
	} {
		for range 2 {
			totals := totalsOf(tt.ledger)
			if diff := cmp.Diff(tt.want, totals.Outcomes[outcomeKilled].Count()); diff != "" {
				t.Errorf("%s: %s", tt.name, diff)
			}
			if diff := cmp.Diff(tt.want, totals.Fatalities.Count()); diff != "" {
				t.Errorf("%s, fatalities: %s", tt.name, diff)
			}
			slices.Reverse(tt.ledger)
		}
	}
}

// TestFatalitiesAddNoSources holds that those whom one source counts as killed are not added to those
// whom another counts as having died later.
func TestFatalitiesAddNoSources(t *testing.T) {
	totals := totalsOf([]SourceCounts{
		{Source{ID: "a"}, Counts{Killed: counted(4, 4, 4), DiedLater: counted(3, 3, 3)}},
		{Source{ID: "b"}, Counts{DiedLater: counted(2, 2, 2)}},
	})
	if diff := cmp.Diff(counted(2, -1, 7), totals.Fatalities.Count()); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(counted(4, 4, 4), totals.Outcomes[outcomeKilled].Count()); diff != "" {
		t.Error(diff)
	}
}

func randomCount(r *rand.Rand) Count {
	number := func() int { return r.IntN(9) - 1 }
	return counted(number(), number(), number())
}

// TestSumAddsCounts holds sums against counts that are added by the words of Plus, and that what is
// taken out leaves no trace.
func TestSumAddsCounts(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		counts := make([]Count, 1+r.IntN(4))
		var sum Sum
		want := Count{}
		for i := range counts {
			counts[i] = randomCount(r)
			sum = sum.Plus(SumOf(counts[i]))
			if i == 0 {
				want = counts[i]
				continue
			}
			add := func(a, b int) int { return a + b }
			low := want.Low
			if low == nil {
				low = counts[i].Low
			} else if counts[i].Low != nil {
				low = both(low, counts[i].Low, add)
			}
			want = Count{low, both(want.Best, counts[i].Best, add), both(want.High, counts[i].High, add)}
		}
		if diff := cmp.Diff(want, sum.Count()); diff != "" {
			t.Fatalf("%v: %s", counts, diff)
		}
		more := SumOf(randomCount(r))
		back := sum.Plus(more)
		if back.TakeOut(&more); back != sum {
			t.Fatalf("%+v, and with one more and without it %+v", sum, back)
		}
	}
}

// TestSourceFigures holds that entries give each figure back as it was said.
func TestSourceFigures(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 500 {
		var ledger []SourceCounts
		for i := range r.IntN(5) {
			c := Counts{}
			for range 1 + r.IntN(3) {
				c[Outcomes()[r.IntN(OutcomeCount)]] = randomCount(r)
			}
			ledger = append(ledger, SourceCounts{Source{ID: []string{"army", "", "s1x", "the desk", "ñ"}[i]}, c})
		}
		f := NewSourceFigures(ledger)
		if !f.valid() {
			t.Fatalf("%q of %v is not valid", f, ledger)
		}
		got := map[string]Counts{}
		f.Each(func(source string, outcome int, s Sum) {
			if got[source] == nil {
				got[source] = Counts{}
			}
			got[source][Outcomes()[outcome]] = s.Count()
		})
		want := map[string]Counts{}
		for _, s := range ledger {
			want[s.Source.ID] = s.Counts
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%q: %s", f, diff)
		}
		for n := range len(f) {
			f[:n].Each(func(string, int, Sum) {}) // a part of it reads as what it is, or not at all
		}
	}
}

// totalsOf gives what the sources of a ledger say together.
func totalsOf(ledger []SourceCounts) Totals {
	var t Totals
	for i := range ledger {
		var source OutcomeSums
		for o, outcome := range Outcomes() {
			if c, says := ledger[i].Counts[outcome]; says {
				source[o] = SumOf(c)
			}
		}
		t.Take(&source)
	}
	return t
}

// The best figures of the rows that Sums chooses add up to the best figures of CountBySource.
func TestSumsAreThoseOfTheLedger(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 11))
	for round := range 2000 {
		p := &Public{Class: ClassIncident, Kind: "attack", Verification: SingleSource, Disposition: Active}
		p.Sources = []Source{{ID: "s1"}, {ID: "s2"}}
		p.Claims = []Claim{{ID: "k1", Source: "s1"}, {ID: "k2", Source: "s2"}, {ID: "k3", Source: "s1", Stance: Disputes}}
		for i := range random.IntN(8) {
			n := random.IntN(9)
			row := Casualty{ID: fmt.Sprint("c", i), Group: Groups()[random.IntN(2)], Outcome: Outcomes()[random.IntN(2)], Claim: []string{"k1", "k2", "k3", ""}[random.IntN(4)]}
			if random.IntN(5) > 0 {
				row.Best = &n
			}
			if random.IntN(4) == 0 {
				row.CountedIn = &CasualtyRef{}
			}
			p.Casualties = append(p.Casualties, row)
		}
		type total struct {
			source  string
			outcome Outcome
		}
		got := map[total]int{}
		for i, summed := range p.Sums() {
			r := &p.Casualties[i]
			if summed && r.Best != nil {
				_, source := p.Evidence(r)
				if source == nil {
					source = &Source{}
				}
				got[total{source.ID, r.Outcome}] += *r.Best
			}
		}
		for _, l := range CountBySource([]*Public{p}) {
			for outcome, c := range l.Counts {
				if c.Best != nil && got[total{l.Source.ID, outcome}] != *c.Best {
					t.Fatalf("round %d: %s of %q is %d, want %d: %+v", round, outcome, l.Source.ID, got[total{l.Source.ID, outcome}], *c.Best, p.Casualties)
				}
			}
		}
	}
}
