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
	queries := []incidents.QueueQuery{{}}
	for _, w := range incidents.Workflows() {
		queries = append(queries, incidents.QueueQuery{Workflows: []incidents.Workflow{w}}, incidents.QueueQuery{
			Workflows: []incidents.Workflow{incidents.DraftStage, w}, Kinds: kinds[:1], Dispositions: incidents.Dispositions()[:2],
		})
	}
	for _, q := range queries {
		for _, q.Story = range []string{"a", "b"} {
			for _, q.OldestFirst = range []bool{false, true} {
				q.Limit, q.From = 1000, 0
				whole := queued(all, q)
				var pages []incidents.Revision
				for q.Limit = 4; ; {
					page, err := s.Queue(t.Context(), q)
					if err != nil {
						t.Fatal(err)
					}
					same(t, "a page of the queue", page, queued(all, q))
					if len(page) == 0 {
						break
					}
					pages, q.From = append(pages, page...), page[len(page)-1].Seq
				}
				if len(pages) != len(whole) {
					t.Errorf("%+v: pages hold %d of %d", q, len(pages), len(whole))
				}
			}
		}
	}
	counts, err := s.QueueCounts(t.Context(), "a")
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range incidents.Workflows() {
		if want := len(queued(all, incidents.QueueQuery{Story: "a", Workflows: []incidents.Workflow{w}, Limit: 1000})); counts[w] != want {
			t.Errorf("%d are counted as %s, and %d are", counts[w], w, want)
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

// testAudit writes in every way, and reads who did what, page by page. What was refused is in no log.
func testAudit(t *testing.T, s incidents.Store) {
	put(t, s, Story("other"))
	story := Story("a")
	if _, err := s.PutStory(incidents.WithAuthor(t.Context(), "bea"), story); err != nil {
		t.Fatal(err)
	}
	inc := draft("a", "Audited")
	write(t, s, create(inc))
	inc.Workflow = incidents.Published
	move := update(inc, 1)
	move.Author = "carla"
	write(t, s, move)
	if _, err := s.Write(t.Context(), update(inc, 1)); err == nil {
		t.Error("a stale write was taken")
	}
	rows := []incidents.Write{record(Incident("a", "Row one"), "1", "1"), record(Incident("a", "Row two"), "2", "1")}
	for i := range rows {
		rows[i].Author = "dora"
	}
	importAll(t, s, "run1", rows...)
	note := incidents.Text{"en": "Because."}
	if _, err := s.UndoImport(t.Context(), "run1", "eva", note); err != nil {
		t.Fatal(err)
	}
	r := incidents.Redaction{Story: "a", Incident: inc.ID, Fields: []string{"summary", "author"}, Reason: incidents.ForSafety, Note: note, Author: "fe"}
	if _, err := s.Redact(t.Context(), r); err != nil {
		t.Fatal(err)
	}
	story.Credit = incidents.Text{"en": "Somebody"}
	put(t, s, story)
	erase(t, s, incidents.Erasure{Story: "a", Incident: inc.ID, Reason: incidents.ForLaw, Note: note, Author: "gil"})
	var got []string
	before, last := incidents.Seq(0), incidents.AuditEntry{}
	for {
		page, err := s.Audit(t.Context(), incidents.AuditQuery{Story: "a", Before: before, Limit: 2})
		if err != nil {
			t.Fatal(err)
		}
		if len(page) == 0 {
			break
		}
		for _, e := range page {
			if last.Seq > 0 && (e.Seq >= last.Seq || e.Time.After(last.Time)) || e.Time.IsZero() || e.Story != "a" {
				t.Errorf("%+v follows %+v", e, last)
			}
			last = e
			line := string(e.Action) + " " + e.Who + " " + e.Detail
			if e.Incident != "" {
				line += " " + string(rune('0'+e.Revision+e.Incidents))
			}
			if e.Revision > 0 && e.Incident != inc.ID {
				t.Errorf("%+v is of another incident", e)
			}
			got = append(got, line)
		}
		before = last.Seq
	}
	same(t, "the log", got, []string{
		"erase gil title, summary, when, where, casualties, claims, sources, relations, extra, note, author; legal 4",
		"story  credit",
		"redact  summary, author; safety 3", // whose author is erased since
		"undo_import eva run1 2",
		"import dora run1 2",
		"update  draft to published 2",
		"create  draft 1",
		"story bea new",
	})
	some, err := s.Audit(t.Context(), incidents.AuditQuery{Story: "a", Actions: []incidents.AuditAction{incidents.AuditImport, incidents.AuditUndo}, Limit: 9})
	if err != nil {
		t.Fatal(err)
	}
	runs := incidents.ImportRuns(some)
	if len(runs) != 1 || runs[0].Run != "run1" || runs[0].Who != "dora" || runs[0].Incidents != 2 || !runs[0].Undone || runs[0].Time.IsZero() {
		t.Errorf("of %+v the imports are %+v", some, runs)
	}
	_, err = s.Audit(t.Context(), incidents.AuditQuery{Story: "nowhere", Limit: 1})
	isCode(t, "the log of no story", err, incidents.ENotFound)
	if err := s.Check(t.Context()); err != nil {
		t.Errorf("Check: %v", err)
	}
}
