package storetest

import (
	"testing"

	"incidentmap/incidents"
)

// testAudit writes in every way, and reads who did what, page by page. What was refused is in no log.
func testAudit(t *testing.T, s incidents.Store) {
	inc := writeAudited(t, s)
	same(t, "the log", auditLines(t, s, inc), []string{
		"erase gil title, summary, when, where, casualties, claims, sources, relations, media, extra, note, author; legal 4",
		"story  credit",
		"redact  summary, author; safety 3", // whose author is erased since
		"undo_import eva run1 2",
		"import dora run1 2 by id",
		"update  draft to published 2",
		"create  draft 1",
		"story bea new by id",
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

// anID is the id of a person.
const anID = "01KHZZZZZZ0000000000000008"

// writeAudited writes in every way, and gives the incident that was written most.
func writeAudited(t *testing.T, s incidents.Store) incidents.Incident {
	t.Helper()
	put(t, s, Story("other"))
	story := Story("a")
	if _, err := s.PutStory(incidents.WithAuthor(t.Context(), "bea", anID), story); err != nil {
		t.Fatal(err)
	}
	inc := draft("a", "Audited")
	write(t, s, create(inc))
	inc.Workflow = incidents.Published
	move := update(inc, 1)
	move.Author, move.AuthorID = "carla", anID
	write(t, s, move)
	if _, err := s.Write(t.Context(), update(inc, 1)); err == nil {
		t.Error("a stale write was taken")
	}
	rows := []incidents.Write{record(Incident("a", "Row one"), "1", "1"), record(Incident("a", "Row two"), "2", "1")}
	for i := range rows {
		rows[i].Author, rows[i].AuthorID = "dora", anID
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
	return inc
}

// auditLines reads the log of the story "a" page by page, a line for each entry.
func auditLines(t *testing.T, s incidents.Store, inc incidents.Incident) []string {
	t.Helper()
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
			if e.WhoID == anID {
				line += " by id"
			}
			got = append(got, line)
		}
		before = last.Seq
	}
	return got
}
