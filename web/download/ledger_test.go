package download

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"

	"incidentmap/incidents"
)

// TestLedgerIsTheSumOfEachSource holds the ledger to counts that are added up as they are.
func TestLedgerIsTheSumOfEachSource(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	maybe := func() *int {
		if rng.IntN(3) == 0 {
			return nil
		}
		n := rng.IntN(50)
		return &n
	}
	var got sourceLedger
	want := map[string]incidents.Counts{}
	for range 3000 {
		id := fmt.Sprint(rng.IntN(200))
		counts := incidents.Counts{}
		for range rng.IntN(4) {
			counts[outcomes[rng.IntN(len(outcomes))]] = incidents.Count{Low: maybe(), Best: maybe(), High: maybe()}
		}
		got.add(id, "publisher of "+id, counts)
		if want[id] == nil {
			want[id] = incidents.Counts{}
		}
		for o, c := range counts {
			if old, speaks := want[id][o]; speaks {
				c = old.Plus(c)
			}
			want[id][o] = c
		}
	}
	if len(got.sources) != len(want) {
		t.Errorf("%d sources, want %d", len(got.sources), len(want))
	}
	for i, s := range got.sources {
		if s.publisher != "publisher of "+s.id {
			t.Errorf("source %s is of %s", s.id, s.publisher)
		}
		for _, o := range outcomes {
			if diff := cmp.Diff(want[s.id][o], got.count(i, o)); diff != "" {
				t.Errorf("source %s, %s (-want +got):\n%s", s.id, o, diff)
			}
		}
	}
	for _, o := range outcomes {
		n := 0
		for range got.of(o) {
			n++
		}
		speak := 0
		for _, counts := range want {
			if _, speaks := counts[o]; speaks {
				speak++
			}
		}
		if n != speak {
			t.Errorf("%d sources speak of %s, want %d", n, o, speak)
		}
	}
}

func TestLedgerOfManySourcesIsNotListed(t *testing.T) {
	one := 1
	var ledger sourceLedger
	for i := range mostLedgerSources {
		ledger.add(fmt.Sprint(i), "", incidents.Counts{incidents.Killed: {Best: &one}})
	}
	if list, _ := ledgerJSON(&ledger, ledgerItems()).([]json.RawMessage); len(list) != mostLedgerSources {
		t.Errorf("%d sources are listed of %d", len(list), mostLedgerSources)
	}
	ledger.add("one more", "", incidents.Counts{incidents.Killed: {Best: &one}})
	if got := ledgerJSON(&ledger, ledgerItems()); got != nil || len(ledger.sources) != mostLedgerSources+1 {
		t.Errorf("of %d sources, the list is %v", len(ledger.sources), got)
	}
}
