package importing

import (
	"context"
	"net/http"

	"incidentmap/incidents"
	"incidentmap/web/edit/call"
	"incidentmap/web/edit/jsonform"
)

// maxRuns is how many parts of imports are looked at for the list of them.
const maxRuns = 2000

// runForm is an import in the list of them.
type runForm struct {
	incidents.ImportRun
	File string `json:"file,omitempty"`
}

// importList is the imports of a story.
type importList struct {
	Imports []runForm `json:"imports"`
}

// listImports answers with the story's imports, the newest first.
func (a *API) listImports(w http.ResponseWriter, c *call.Call) error {
	runs, err := a.importRuns(c.Context(), c.Story())
	if err != nil {
		return err
	}
	list := importList{[]runForm{}}
	for _, run := range runs[:min(len(runs), call.UsualPage)] {
		form := runForm{ImportRun: run}
		history, err := a.store.Revisions(c.Context(), c.Story(), run.Incident)
		if err != nil && incidents.CodeOf(err) != incidents.ENotFound {
			return err
		}
		form.File = fileOf(&run, history)
		list.Imports = append(list.Imports, form)
	}
	return call.Send(w, c, http.StatusOK, list)
}

// fileOf gives the name of the file of an import, by the history of the first incident that it wrote; empty where it is not
// known. The newest revision may be of another file, or of none: what is taken back is of no file.
func fileOf(run *incidents.ImportRun, history []incidents.Revision) string {
	name := ""
	for i := range history {
		if file := history[i].Incident.Origin.File; file != "" && !history[i].Time.After(run.Time) {
			name = file
		}
	}
	return name
}

func (a *API) importRuns(ctx context.Context, story string) ([]incidents.ImportRun, error) {
	entries, err := a.store.Audit(ctx, incidents.AuditQuery{
		Story: story, Actions: []incidents.AuditAction{incidents.AuditImport, incidents.AuditUndo}, Limit: maxRuns,
	})
	return incidents.ImportRuns(entries), err
}

// undone is the answer to the undoing of an import.
type undone struct {
	Run    string       `json:"run"`
	Undone int          `json:"undone"` // incidents that are as they were before it
	Kept   []keptFields `json:"kept"`   // what an editor has changed since, and so stays
	Failed []failedUndo `json:"failed"`
}

type keptFields struct {
	Incident string   `json:"incident"`
	Fields   []string `json:"fields"`
}

type failedUndo struct {
	Incident string `json:"incident"`
	Reason   string `json:"reason"`
}

// undoImport takes an import of the story back. What an editor has changed since stays.
func (a *API) undoImport(w http.ResponseWriter, c *call.Call) error {
	story, err := a.store.Story(c.Context(), c.Story())
	if err != nil {
		return err
	}
	b, err := call.ReadBody(w, c, call.TypeJSON)
	if err != nil {
		return err
	}
	f := jsonform.New(b.Tree)
	note := f.Text("note", story.Lang(""))
	f.Done()
	if len(note.Langs()) == 0 {
		f.Wrong("note", "is missing; tell readers of incidents that were published why they are taken back")
	}
	if err := f.Err(); err != nil {
		return err
	}
	run := c.Named("run")
	runs, err := a.importRuns(c.Context(), story.Slug)
	if err != nil {
		return err
	}
	known := false
	for i := range runs {
		known = known || runs[i].Run == run
	}
	if !known {
		return incidents.Errorf(incidents.ENotFound, "run", "this story has no import %s", incidents.Quote(run))
	}
	results, err := a.store.UndoImport(c.Context(), run, c.Author(), note)
	if err != nil {
		return err
	}
	return call.Send(w, c, http.StatusOK, undoneOf(run, results))
}

func undoneOf(run string, results []incidents.Imported) undone {
	u := undone{Run: run, Kept: []keptFields{}, Failed: []failedUndo{}}
	for i := range results {
		r := &results[i]
		if r.Revision.Number > 0 {
			u.Undone++
		}
		if len(r.Kept) > 0 {
			u.Kept = append(u.Kept, keptFields{r.Incident, r.Kept})
		}
		if r.Err != nil {
			u.Failed = append(u.Failed, failedUndo{r.Incident, r.Err.Error()})
		}
	}
	return u
}
