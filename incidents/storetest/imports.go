package storetest

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"incidentmap/incidents"
)

// record gives the write of an incident that comes from a record, in a version of its content.
func record(inc incidents.Incident, key, version string) incidents.Write {
	inc.Origin = incidents.Origin{
		Key: "id:" + key, Hash: "sha256:" + strings.Repeat("0", 64-len(version)) + version, File: "rows.csv",
	}
	return incidents.Write{Incident: inc, Kind: incidents.Create, Author: "import"}
}

func importAll(t *testing.T, s incidents.Store, run string, records ...incidents.Write) []incidents.Imported {
	t.Helper()
	all, err := s.Import(t.Context(), run, records...)
	if err != nil || len(all) != len(records) {
		t.Fatalf("Import gave %d results, %v", len(all), err)
	}
	return all
}

func newestOf(t *testing.T, s incidents.Store, id string) incidents.Revision {
	t.Helper()
	rev, err := s.Incident(t.Context(), "a", id)
	if err != nil {
		t.Fatal(err)
	}
	return rev
}

// edits are what an editor changes of an incident, by the name of what is kept.
func edits() map[string]func(*incidents.Incident) {
	return map[string]func(*incidents.Incident){
		"":        func(*incidents.Incident) {},
		"kind":    func(inc *incidents.Incident) { inc.Kind = "explosion" },
		"title":   func(inc *incidents.Incident) { inc.Title = incidents.Text{"en": "Edited"} },
		"summary": func(inc *incidents.Incident) { inc.Summary = incidents.Text{"en": "Edited"} },
		"when":    func(inc *incidents.Incident) { inc.When.End = inc.When.End.Add(time.Hour) },
		"where":   func(inc *incidents.Incident) { inc.Where.Geometry = orb.Point{-101, 21} },
		"evidence": func(inc *incidents.Incident) {
			inc.Sources = append(slices.Clone(inc.Sources), incidents.Source{
				ID: "editor", Publisher: incidents.Text{"en": "A ministry"}, Kind: incidents.Official, Attribution: incidents.Institution,
			})
		},
		"extra":        func(inc *incidents.Incident) { inc.Extra = map[string]string{"column": "edited"} },
		"verification": func(inc *incidents.Incident) { inc.Verification = incidents.Disputed },
	}
}

// again is what the record says when it comes again, of all that records own.
func again(inc incidents.Incident) incidents.Incident {
	two := 2
	inc.Kind, inc.Title, inc.Summary = "protest", incidents.Text{"en": "Again"}, incidents.Text{"en": "Again"}
	inc.When.Start = inc.When.Start.Add(time.Minute)
	inc.Where.Geometry = orb.Point{-102, 22}
	inc.Casualties = []incidents.Casualty{{ID: "c1", Group: "civilian", Outcome: incidents.Wounded, Best: &two}}
	inc.Extra = map[string]string{"column": "again"}
	inc.Verification = incidents.Corroborated
	return inc
}

// tried is an incident as an editor left it, and what the editor changed of it.
type tried struct {
	kept   string
	edited incidents.Incident
}

// importMatrix gives records, the same when they come again, and what editors write between, of every
// workflow, disposition, disclosure and change.
func importMatrix() (all []tried, first, later, edited []incidents.Write) {
	workflows := []incidents.Workflow{incidents.DraftStage, incidents.Published, incidents.Review, incidents.Approved, incidents.Archived}
	for _, workflow := range workflows {
		for _, disposition := range []incidents.Disposition{incidents.Active, incidents.Corrected, incidents.Merged, incidents.Retracted} {
			for _, disclosure := range []incidents.Disclosure{"", incidents.Open, incidents.Coarsened, incidents.Withheld} {
				for kept, edit := range edits() {
					key := fmt.Sprint(len(all))
					inc := Incident("a", "Row "+key)
					first = append(first, record(inc, key, "1"))
					inc.Origin = first[len(first)-1].Incident.Origin
					later = append(later, record(again(inc), key, "2"))
					inc.Workflow, inc.Disposition, inc.Disclosure = workflow, disposition, disclosure
					edit(&inc)
					edited = append(edited, update(inc, 1))
					all = append(all, tried{kept: kept, edited: inc})
				}
			}
		}
	}
	return all, first, later, edited
}

// testImportAfterEdit is the matrix of what an editor has made of an imported incident, and
// what its record leaves of that when it comes again.
func testImportAfterEdit(t *testing.T, s incidents.Store) {
	put(t, s, Story("a"))
	all, first, later, edited := importMatrix()
	for i, r := range importAll(t, s, "first", first...) {
		if r.Err != nil || r.Revision.Number != 1 || r.Incident != all[i].edited.ID {
			t.Fatalf("row %d: %+v", i, r)
		}
	}
	write(t, s, edited...)
	for i, r := range importAll(t, s, "second", later...) {
		tt, what := all[i], fmt.Sprintf("%s %s %q, an editor changed %q", all[i].edited.Workflow, all[i].edited.Disposition, all[i].edited.Disclosure, all[i].kept)
		now := newestOf(t, s, tt.edited.ID)
		if d := tt.edited.Disposition; d == incidents.Retracted || d == incidents.Merged {
			isCode(t, what, r.Err, incidents.EConflict)
			same(t, what, now.Incident, tt.edited)
			continue
		}
		want := later[i].Incident
		want.Workflow, want.Disposition, want.Disclosure = tt.edited.Workflow, tt.edited.Disposition, tt.edited.Disclosure
		edits()[tt.kept](&want)
		if tt.kept == "evidence" {
			want.Casualties = nil
		}
		if tt.kept == "when" {
			want.When = tt.edited.When
		}
		same(t, what, now.Incident, want)
		if r.Err != nil || r.Revision.Number != 3 || tt.kept != "" && !slices.Contains(r.Kept, tt.kept) {
			t.Errorf("%s: revision %d, kept %v, %v", what, r.Revision.Number, r.Kept, r.Err)
		}
		if slices.Contains(r.Kept, "workflow") == tt.edited.IsPublic() {
			t.Errorf("%s: kept %v", what, r.Kept)
		}
	}
	if err := s.Check(t.Context()); err != nil {
		t.Errorf("Check: %v", err)
	}
}

// testImportRows holds that a record that cannot be taken keeps none of the others, and that one
// that changes nothing is no revision.
func testImportRows(t *testing.T, s incidents.Store) {
	put(t, s, Story("a"))
	one, two, broken := Incident("a", "One"), Incident("a", "Two"), Incident("a", "Broken")
	broken.Where.Precision = "somewhere"
	importAll(t, s, "first", record(one, "1", "1"))
	got := importAll(t, s, "second", record(broken, "b", "1"), record(Incident("a", "Another"), "1", "2"), record(two, "2", "1"), record(one, "1", "1"))
	isCode(t, "a record that breaks a rule", got[0].Err, incidents.EInvalid)
	isCode(t, "another's record", got[1].Err, incidents.EConflict)
	if got[2].Err != nil || got[2].Revision.Number != 1 {
		t.Errorf("a good record: %+v", got[2])
	}
	if got[3].Err != nil || got[3].Revision.Number != 0 || len(got[3].Kept) > 0 {
		t.Errorf("a record that says the same: %+v", got[3])
	}
	if n := newest(t, s); n != 3 {
		t.Errorf("a story and two incidents took %d numbers", n)
	}
	// What an editor changed stays the editor's, however often the record comes.
	one.Origin = newestOf(t, s, one.ID).Incident.Origin
	one.Title = incidents.Text{"en": "Edited"}
	write(t, s, update(one, 1))
	for version := range 3 {
		inc := one
		inc.Title, inc.Summary = incidents.Text{"en": fmt.Sprint("Title ", version)}, incidents.Text{"en": fmt.Sprint("Summary ", version)}
		r := importAll(t, s, "later", record(inc, "1", fmt.Sprint(5+version)))[0]
		if now := newestOf(t, s, one.ID).Incident; now.Title["en"] != "Edited" || now.Summary["en"] != inc.Summary["en"] || !slices.Contains(r.Kept, "title") {
			t.Errorf("version %d: %v, %v, kept %v", version, now.Title, now.Summary, r.Kept)
		}
	}
	_, err := s.Import(t.Context(), "", record(two, "2", "2"))
	isCode(t, "a run without a name", err, incidents.EInvalid)
	_, err = s.Import(t.Context(), "lost", record(Incident("nowhere", "Lost"), "3", "1"))
	isCode(t, "no story", err, incidents.ENotFound)
	if err := s.Check(t.Context()); err != nil {
		t.Errorf("Check: %v", err)
	}
}

// testUndoImport takes back an import as a whole, and nothing that was changed since.
func testUndoImport(t *testing.T, s incidents.Store) {
	put(t, s, Story("a"))
	old, edited, unseen := Incident("a", "Old"), Incident("a", "Edited"), draft("a", "Unseen")
	importAll(t, s, "good", record(old, "old", "1"))
	before := newestOf(t, s, old.ID).Incident
	fresh := Incident("a", "Fresh")
	importAll(t, s, "bad", record(again(old), "old", "2"), record(edited, "edited", "1"), record(unseen, "unseen", "1"), record(fresh, "fresh", "1"))
	edited = newestOf(t, s, edited.ID).Incident
	edited.Title = incidents.Text{"en": "By hand"}
	write(t, s, update(edited, 1))
	note := incidents.Text{"en": "The file was wrong."}
	for range 2 {
		all, err := s.UndoImport(t.Context(), "bad", "ana", note)
		if err != nil || len(all) != 4 {
			t.Fatalf("UndoImport gave %v, %v", all, err)
		}
		for _, r := range all {
			if kept := r.Incident == edited.ID; r.Err != nil || kept != slices.Contains(r.Kept, "incident") {
				t.Errorf("incident %s: kept %v, %v", r.Incident, r.Kept, r.Err)
			}
		}
		same(t, "what was there before", newestOf(t, s, old.ID).Incident, before)
		same(t, "what was changed since", newestOf(t, s, edited.ID).Incident, edited)
		if p := public(t, s, fresh); p.Disposition != incidents.Retracted || p.Note["en"] != note["en"] || p.Revision != 2 {
			t.Errorf("what the import made is %s at revision %d, with the note %v", p.Disposition, p.Revision, p.Note)
		}
		_, err = s.Public(t.Context(), "a", unseen.ID)
		isCode(t, "what readers never saw", err, incidents.ENotFound)
	}
	for i, r := range importAll(t, s, "mended", record(again(old), "old", "3"), record(Incident("a", "Fresh"), "fresh", "2")) {
		if r.Err != nil || len(r.Kept) > 0 || r.Revision.Number == 0 {
			t.Errorf("record %d of the mended file: %+v", i, r)
		}
	}
	_, err := s.UndoImport(t.Context(), "never", "ana", note)
	isCode(t, "an import that was not", err, incidents.ENotFound)
	if err := s.Check(t.Context()); err != nil {
		t.Errorf("Check: %v", err)
	}
}

// testRetractedStays holds that what is retracted stays so, whatever else is written of it.
func testRetractedStays(t *testing.T, s incidents.Store) {
	put(t, s, Story("a"))
	inc := Incident("a", "Libel")
	write(t, s, create(inc))
	inc.Disposition = incidents.Retracted
	write(t, s, update(inc, 1))
	for _, d := range []incidents.Disposition{incidents.Active, incidents.Corrected, incidents.Merged} {
		back := inc
		back.Disposition = d
		_, err := s.Write(t.Context(), update(back, 2))
		isCode(t, string(d), err, incidents.EConflict)
	}
	inc.Title = incidents.Text{"en": "Withdrawn"}
	write(t, s, update(inc, 2))
}
