package storetest

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"testing"

	"incidentmap/incidents"
)

// queued gives the incidents that a query is for, by looking at all of them.
func queued(all map[string]incidents.Revision, q incidents.QueueQuery) []incidents.Revision {
	out := []incidents.Revision{}
	for _, rev := range all {
		inc := &rev.Incident
		behind := q.From == 0 || rev.Seq < q.From
		if q.OldestFirst {
			behind = rev.Seq > q.From
		}
		if inc.Story == q.Story && behind && oneOf(q.Workflows, inc.Workflow) && oneOf(q.Dispositions, inc.Disposition) && oneOf(q.Kinds, inc.Kind) {
			out = append(out, rev)
		}
	}
	slices.SortFunc(out, func(a, b incidents.Revision) int {
		if q.OldestFirst {
			return cmp.Compare(a.Seq, b.Seq)
		}
		return cmp.Compare(b.Seq, a.Seq)
	})
	return out[:min(len(out), q.Limit)]
}

func oneOf[T comparable](wanted []T, v T) bool { return len(wanted) == 0 || slices.Contains(wanted, v) }

// testQueue writes incidents of every stage, several times and several at once, and lists them by all
// queries, page by page.
func testQueue(t *testing.T, s incidents.Store) {
	all := writeQueue(t, s)
	for _, q := range queueQueries() {
		for _, q.Story = range []string{"a", "b"} {
			for _, q.OldestFirst = range []bool{false, true} {
				q.Limit, q.From = 1000, 0
				whole, listed := len(queued(all, q)), 0
				for q.Limit = 4; ; {
					page, err := s.Queue(t.Context(), q)
					if err != nil {
						t.Fatal(err)
					}
					same(t, "a page of the queue", page, queued(all, q))
					if len(page) == 0 {
						break
					}
					listed, q.From = listed+len(page), page[len(page)-1].Seq
				}
				if listed != whole {
					t.Errorf("%+v: pages hold %d of %d", q, listed, whole)
				}
			}
		}
	}
	counts, err := s.QueueCounts(t.Context(), "a")
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range incidents.Workflows() {
		if want := len(queued(all, incidents.QueueQuery{Story: "a", Workflows: []incidents.Workflow{w}, Dispositions: incidents.Standing(), Limit: 1000})); counts[w] != want {
			t.Errorf("%d are counted as %s, and %d stand", counts[w], w, want)
		}
	}
	if err := s.Check(t.Context()); err != nil {
		t.Errorf("Check: %v", err)
	}
	_, err = s.Queue(t.Context(), incidents.QueueQuery{Story: "nowhere", Limit: 1})
	isCode(t, "the queue of no story", err, incidents.ENotFound)
	_, err = s.QueueCounts(t.Context(), "nowhere")
	isCode(t, "the counts of no story", err, incidents.ENotFound)
}

// queueQueries are queries of each kind.
func queueQueries() []incidents.QueueQuery {
	queries := []incidents.QueueQuery{{}}
	for _, w := range incidents.Workflows() {
		queries = append(queries, incidents.QueueQuery{Workflows: []incidents.Workflow{w}}, incidents.QueueQuery{
			Workflows: []incidents.Workflow{incidents.DraftStage, w}, Kinds: []incidents.Kind{"roadblock"}, Dispositions: incidents.Dispositions()[:2],
		})
	}
	return queries
}

// writeQueue writes incidents of two stories many times, and gives their newest revisions.
func writeQueue(t *testing.T, s incidents.Store) map[string]incidents.Revision {
	t.Helper()
	put(t, s, Story("a"))
	put(t, s, Story("b"))
	random := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // the same writes each time
	all := map[string]incidents.Revision{}
	keep := func(revs []incidents.Revision) {
		for _, rev := range revs {
			all[rev.Incident.ID] = rev
		}
	}
	kinds := []incidents.Kind{"roadblock", "killing"}
	var writes []incidents.Write
	for range 30 {
		inc := Incident([]string{"a", "b"}[random.IntN(2)], "Queued")
		inc.Kind = kinds[random.IntN(2)]
		writes = append(writes, create(inc))
	}
	keep(write(t, s, writes...))
	for range 60 {
		var some []incidents.Write
		for id, rev := range all {
			if len(some) == 1+random.IntN(3) {
				break
			}
			inc := rev.Incident
			inc.Workflow = incidents.Workflows()[random.IntN(5)]
			if inc.Disposition = incidents.Dispositions()[random.IntN(3)]; rev.Incident.ID == id {
				some = append(some, update(inc, rev.Number))
			}
		}
		keep(write(t, s, some...))
	}
	return all
}
