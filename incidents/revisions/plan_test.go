package revisions

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"incidentmap/incidents"
	"incidentmap/incidents/storetest"
)

// nothing is a transaction of a store that holds the story "a" and nothing else, and takes note of what
// is written.
type nothing struct {
	Transaction
	lines []string
}

func (n *nothing) note(format string, args ...any) error {
	n.lines = append(n.lines, fmt.Sprintf(format, args...))
	return nil
}

func (n *nothing) Story(context.Context, string) (*incidents.Story, error) {
	s := storetest.Story("a")
	return &s, nil
}
func (n *nothing) Current(context.Context, []*State) error { return nil }
func (n *nothing) Owner(context.Context, Record) (id incidents.ULID, err error) {
	return id, nil
}
func (n *nothing) Receipt(context.Context, string) (*Kept, error) { return nil, nil }
func (n *nothing) Visible(context.Context, []incidents.ULID) (map[incidents.ULID]bool, error) {
	return nil, nil
}
func (n *nothing) Naming(context.Context, []incidents.ULID) ([]Naming, error) { return nil, nil }
func (n *nothing) ForgetReceipts(context.Context, time.Time, int) error       { return nil }

func (n *nothing) Activate(_ context.Context, all []*Change) error {
	for _, c := range all {
		_ = n.note("%d %s %d until %d ends %d hides %d: %s", c.Seq, c.ID, c.Revision.Number, c.Until, c.Ends, len(c.Hidden), c.Revision.Incident.Title["en"])
	}
	return nil
}

func (n *nothing) PutRecords(_ context.Context, released []Record, taken []Taken) error {
	for i := range taken {
		_ = n.note("%s is of %s", taken[i].Incident, taken[i].Key)
	}
	return n.note("%d released", len(released))
}

func (n *nothing) PutPointers(_ context.Context, removed, added []Pointer) error {
	for _, pointer := range added {
		_ = n.note("%s names %s", pointer.Source, pointer.Target)
	}
	return n.note("%d pointers removed", len(removed))
}

func (n *nothing) PutAudit(_ context.Context, entries []incidents.AuditEntry) error {
	for i := range entries {
		_ = n.note("%d was written: %s %s", entries[i].Seq, entries[i].Action, entries[i].Incident)
	}
	return nil
}

func (n *nothing) PutReceipt(_ context.Context, key string, kept *Kept) error {
	return n.note("%s: %d from %d", key, kept.Count, kept.First)
}

// TestRefusedJobsLeaveNothing adds random jobs to a plan, of which many are refused halfway, and holds that it
// comes to the same as one to which only those were added that were not refused.
func TestRefusedJobsLeaveNothing(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	now := time.Date(2026, 2, 22, 12, 0, 0, 0, time.UTC)
	for round := range 200 {
		incs := make([]incidents.Incident, 4)
		for i := range incs {
			incs[i] = storetest.Incident("a", fmt.Sprint("Incident ", i))
		}
		jobs := make([][]incidents.Write, 12)
		for i := range jobs {
			for range 1 + rng.IntN(3) {
				inc := incs[rng.IntN(len(incs))]
				inc.Title = incidents.Text{"en": fmt.Sprint("Job ", i)}
				inc.Origin.Key = []string{"", "id:1", "id:2"}[rng.IntN(3)]
				if other := incs[rng.IntN(len(incs))]; other.ID != inc.ID && rng.IntN(3) == 0 {
					inc.Relations = []incidents.Relation{{Type: incidents.PartOf, Incident: other.ID}}
				}
				jobs[i] = append(jobs[i], incidents.Write{Incident: inc, Base: rng.IntN(4), Kind: incidents.Update})
			}
		}
		made := func(some []int) (*nothing, []int) {
			var tx nothing
			var kept []int
			p := NewPlan(&tx, len(jobs), 7, now)
			for _, i := range some {
				j, err := NewJob(&incidents.Receipt{Key: fmt.Sprint("job ", i)}, jobs[i])
				if err != nil {
					t.Fatal(err)
				}
				if p.Add(t.Context(), j) == nil {
					kept = append(kept, i)
				}
			}
			if err := p.Finish(t.Context()); err != nil {
				t.Fatal(err)
			}
			slices.Sort(tx.lines) // receipts come in no order
			return &tx, kept
		}
		every := make([]int, len(jobs))
		for i := range every {
			every[i] = i
		}
		all, kept := made(every)
		alone, again := made(kept)
		if !slices.Equal(kept, again) || !slices.Equal(all.lines, alone.lines) {
			t.Fatalf("round %d: with refused jobs\n%q\nwithout\n%q", round, all.lines, alone.lines)
		}
	}
}
