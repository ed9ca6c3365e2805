package incidents

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// row is a casualty row; figures are low, best, high, and -1 is not given.
func row(group Group, outcome Outcome, low, best, high int) Casualty {
	given := func(n int) *int {
		if n < 0 {
			return nil
		}
		return &n
	}
	return Casualty{Group: group, Outcome: outcome, Low: given(low), Best: given(best), High: given(high)}
}

func counted(low, best, high int) Count {
	r := row("", "", low, best, high)
	return Count{r.Low, r.Best, r.High}
}

func elsewhere(r Casualty) Casualty {
	r.CountedIn = &CasualtyRef{Incident: otherID, Casualty: "c1"}
	return r
}

func TestCountRows(t *testing.T) {
	for _, tt := range []struct {
		name string
		rows []Casualty
		want Counts
	}{
		{"no rows", nil, Counts{}},
		{"one figure is its own span", []Casualty{row("police", Killed, -1, 4, -1)}, Counts{Killed: counted(4, 4, 4)}},
		{"a span", []Casualty{row("police", Killed, 2, 4, 9)}, Counts{Killed: counted(2, 4, 9)}},
		{"at least", []Casualty{row("police", Killed, 3, -1, -1)}, Counts{Killed: counted(3, -1, -1)}},
		{"at most", []Casualty{row("police", Killed, -1, -1, 5)}, Counts{Killed: counted(-1, -1, 5)}},
		{"counted in another incident", []Casualty{elsewhere(row("police", Killed, -1, 4, -1))}, Counts{}},
		{
			"the same people, two figures: never added",
			[]Casualty{row("police", Killed, -1, 4, -1), row("police", Killed, -1, 7, -1)},
			Counts{Killed: counted(4, 4, 7)},
		},
		{
			"the same people, the second with the better figure alone",
			[]Casualty{row("police", Killed, 3, -1, -1), row("police", Killed, -1, 7, -1)},
			Counts{Killed: counted(3, 7, -1)},
		},
		{
			"different groups are added",
			[]Casualty{row("police", Killed, 1, 2, 3), row("military", Killed, 10, 20, 30)},
			Counts{Killed: counted(11, 22, 33)},
		},
		{
			"a group without a best figure makes the sum's unknown",
			[]Casualty{row("police", Killed, -1, 2, -1), row("military", Killed, 5, -1, -1)},
			Counts{Killed: counted(7, -1, -1)},
		},
		{
			"a group of which only the most is known",
			[]Casualty{row("police", Killed, -1, 2, -1), row("military", Killed, -1, -1, 5)},
			Counts{Killed: counted(2, -1, 7)},
		},
		{
			"outcomes stay apart",
			[]Casualty{row("police", Killed, -1, 1, -1), row("police", Wounded, -1, 3, -1), row("police", Detained, -1, 2, -1)},
			Counts{Killed: counted(1, 1, 1), Wounded: counted(3, 3, 3), Detained: counted(2, 2, 2)},
		},
		{
			"the leader, wounded and dead later, shown again in another incident",
			[]Casualty{row("suspected_criminal", Killed, -1, 4, -1), row("suspected_criminal", DiedLater, -1, 3, -1), elsewhere(row("suspected_criminal", DiedLater, -1, 1, -1))},
			Counts{Killed: counted(4, 4, 4), DiedLater: counted(3, 3, 3)},
		},
	} {
		if diff := cmp.Diff(tt.want, CountRows(tt.rows)); diff != "" {
			t.Errorf("%s: %s", tt.name, diff)
		}
	}
}

func TestCountRowsLeavesTheRowsAlone(t *testing.T) {
	rows := []Casualty{row("police", Killed, 1, 2, 3), row("police", Killed, 4, 5, 6), row("military", Killed, 7, 8, 9)}
	CountRows(rows)
	if *rows[0].Low != 1 || *rows[0].Best != 2 || *rows[0].High != 3 || *rows[1].High != 6 {
		t.Errorf("the rows are now %v", rows)
	}
}

// publicOf is an incident with one row, resting on a claim of the source.
func publicOf(source string, r Casualty) *Public {
	r.ID, r.Claim = "c1", "k1"
	return &Public{
		Sources:    []Source{{ID: source}},
		Claims:     []Claim{{ID: "k1", Field: "casualties", Source: source, Stance: Supports}},
		Casualties: []Casualty{r}, Verification: SingleSource, Disposition: Active,
	}
}

func TestCountBySource(t *testing.T) {
	retracted, merged, debunked := publicOf("official", row("police", Killed, -1, 9, -1)), publicOf("official", row("police", Killed, -1, 9, -1)), publicOf("official", row("police", Killed, -1, 9, -1))
	retracted.Disposition, merged.Disposition, debunked.Verification = Retracted, Merged, Debunked
	background := publicOf("official", row("police", Killed, -1, 9, -1))
	background.Class = ClassBackground
	disputed := publicOf("official", row("police", Killed, -1, 9, -1))
	disputed.Claims[0].Stance = Disputes
	unclaimed := publicOf("official", row("police", Killed, -1, 9, -1))
	unclaimed.Casualties[0].Claim = ""
	two := publicOf("official", row("police", Killed, -1, 1, -1))
	two.Sources = append(two.Sources, Source{ID: "defense"})
	two.Claims = append(two.Claims, Claim{ID: "k2", Source: "defense", Stance: Supports})
	other := row("police", Killed, -1, 4, -1)
	other.ID, other.Claim = "c2", "k2"
	two.Casualties = append(two.Casualties, other)

	got := CountBySource([]*Public{
		publicOf("official", row("national_guard", Killed, -1, 1, -1)),
		publicOf("defense", row("suspected_criminal", Killed, -1, 4, -1)),
		publicOf("official", row("national_guard", Killed, -1, 6, -1)),
		publicOf("official", row("prison_staff", Killed, -1, 1, -1)),
		publicOf("defense", row("suspected_criminal", DiedLater, -1, 3, -1)),
		publicOf("defense", elsewhere(row("suspected_criminal", DiedLater, -1, 1, -1))),
		two, retracted, merged, debunked, disputed, unclaimed, background,
	})
	want := []SourceCounts{
		{Source{ID: "official"}, Counts{Killed: counted(9, 9, 9)}},
		{Source{ID: "defense"}, Counts{Killed: counted(8, 8, 8), DiedLater: counted(3, 3, 3)}},
		{Source{}, Counts{Killed: counted(9, 9, 9)}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if got := CountBySource(nil); len(got) != 0 {
		t.Errorf("of nothing: %v", got)
	}
}
