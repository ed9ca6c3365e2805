package edit

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"incidentmap/incidents"
	"incidentmap/incidents/imports"
	"incidentmap/web/respond"
)

// importAnswer is the answer to an upload.
type importAnswer struct {
	Run     string           `json:"run,omitempty"` // names the import, to undo it; none where nothing was written
	Columns []imports.Column `json:"columns"`
	// Kinds are those that the story might declare for words that none is known by.
	Kinds   []imports.ProposedKind `json:"kinds,omitempty"`
	Preview []full                 `json:"preview,omitempty"`
	Report  imports.Report         `json:"report"`
}

// importParameters are those of an upload; each has the meaning of the flag of the command import of its name.
var importParameters = []string{
	"name", "dry_run", "map", "dates", "lang", "zone", "today", "country", "kind", "namespace", "unpivot", "keep_equal_rows",
	"all_or_nothing", "add_kinds", "format", "encoding", "separator", "header", "sheet", "crs",
}

// importFile takes the file that is the request's body into a story, as drafts; with dry_run=1 it writes nothing
// and shows what would come of it. A file that is sent again changes nothing, so no key is needed.
func (a *importAPI) importFile(w http.ResponseWriter, c *call) error {
	if a.importer == nil {
		return refuse(http.StatusNotFound, incidents.ENotFound, "", "this server takes no files")
	}
	up, err := uploadOf(c)
	if err != nil {
		return err
	}
	if up.Story, err = a.store.Story(c.Context(), c.story()); err != nil {
		return err
	}
	leave, err := a.loads.Enter(c.Context())
	if err != nil {
		return err
	}
	defer leave()
	out, err := a.importer.Import(c.Context(), *up)
	if err != nil && out.Loaded {
		return respond.Refused(http.StatusUnprocessableEntity, &incidents.Error{
			Code: incidents.CodeOf(err), Field: "body", Err: err,
			Message: "was not taken to its end; what was taken of it are drafts, which POST …/imports/" + out.Run + "/undo takes back: " + err.Error(),
		})
	}
	if err != nil {
		return err
	}
	a.explainImport(&out)
	answer := importAnswer{Columns: out.Columns, Kinds: out.Kinds, Report: out.Report}
	if up.DryRun {
		answer.Preview = []full{}
		for i := range out.Preview {
			answer.Preview = append(answer.Preview, fullOf(&incidents.Revision{Incident: out.Preview[i]}, ""))
		}
		return send(w, c, http.StatusOK, answer)
	}
	if out.Loaded {
		answer.Run = out.Run
		respond.Wrote(w, "", out.Report.Accepted)
	}
	return send(w, c, http.StatusCreated, answer)
}

// uploadOf reads the address of an upload.
func uploadOf(c *call) (*imports.Upload, error) {
	if coding := c.Header.Get("Content-Encoding"); coding != "" && !strings.EqualFold(coding, "identity") {
		return nil, refuse(http.StatusUnsupportedMediaType, codeMediaType, "Content-Encoding", "%s is not known here; send the file as it is", incidents.Quote(coding))
	}
	if strings.HasPrefix(c.Header.Get("Content-Type"), "multipart/") {
		return nil, refuse(http.StatusUnsupportedMediaType, codeMediaType, "Content-Type", "is of a form; send the file itself as the body, and its name as ?name=")
	}
	asked, err := respond.Parameters(c.Request, importParameters...)
	if err != nil {
		return nil, badQuery(err)
	}
	var p incidents.Problems
	up := &imports.Upload{
		Name: asked.Get("name"), Body: c.Body, Author: c.author(), AuthorID: c.actor.ID, DryRun: asked.Get("dry_run") == "1",
		Dates: asked.Get("dates"), Lang: asked.Get("lang"), Zone: asked.Get("zone"), Country: asked.Get("country"),
		Namespace: asked.Get("namespace"), Kind: incidents.Kind(asked.Get("kind")), Unpivot: asked.Get("unpivot") == "1",
		KeepEqualRows: asked.Get("keep_equal_rows") == "1", AllOrNothing: asked.Get("all_or_nothing") == "1", AddKinds: asked.Get("add_kinds") == "1", Format: asked.Get("format"),
		Encoding: asked.Get("encoding"), Separator: asked.Get("separator"), Sheet: asked.Get("sheet"),
	}
	up.Map, up.Keep = mapped(&p, asked["map"])
	if word := asked.Get("header"); word != "" {
		has := word == "1"
		up.Header = &has
	}
	if word := asked.Get("crs"); word != "" {
		if up.EPSG, err = strconv.Atoi(word); err != nil {
			p.Add("crs", "%s is not the number of an EPSG code, such as 32613", incidents.Quote(word))
		}
	}
	if word := asked.Get("today"); word != "" {
		if up.Today, err = time.Parse(time.DateOnly, word); err != nil {
			p.Add("today", "%s is not a day such as 2026-02-22", incidents.Quote(word))
		}
	}
	checkFlags(&p, asked, "dry_run", "unpivot", "keep_equal_rows", "all_or_nothing", "add_kinds", "header")
	return up, badQuery(p.Err())
}

// checkFlags notes parameters that are neither 0 nor 1: a dry run that is misspelt must not write.
func checkFlags(p *incidents.Problems, asked url.Values, names ...string) {
	for _, name := range names {
		if word := asked.Get(name); asked.Has(name) && word != "0" && word != "1" {
			p.Add(name, "%s is neither 1 nor 0", incidents.Quote(word))
		}
	}
}

// keptColumn stands for a field where a column is to be kept as it is.
const keptColumn = "extra"

// mapped reads FIELD=COLUMN: the columns of fields, each of one alone, and those that are kept as they are.
func mapped(p *incidents.Problems, pairs []string) (of map[string]string, kept []string) {
	of = make(map[string]string, len(pairs))
	for _, pair := range pairs {
		field, column, found := strings.Cut(pair, "=")
		switch before, known := of[field]; {
		case !found || field == "" || column == "":
			p.Add("map", "%s is not FIELD=COLUMN", incidents.Quote(pair))
		case field == keptColumn:
			kept = append(kept, column)
		case known && before != column:
			p.Add("map", "%s is to be of two columns, %s and %s; name one", incidents.Quote(field), incidents.Quote(before), incidents.Quote(column))
		default:
			of[field] = column
		}
	}
	return of, kept
}

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
func (a *importAPI) listImports(w http.ResponseWriter, c *call) error {
	runs, err := a.importRuns(c.Context(), c.story())
	if err != nil {
		return err
	}
	list := importList{[]runForm{}}
	for _, run := range runs[:min(len(runs), usualPage)] {
		form := runForm{ImportRun: run}
		first, err := a.store.Incident(c.Context(), c.story(), run.Incident)
		switch {
		case err == nil:
			form.File = first.Incident.Origin.File
		case incidents.CodeOf(err) != incidents.ENotFound:
			return err
		}
		list.Imports = append(list.Imports, form)
	}
	return send(w, c, http.StatusOK, list)
}

func (a *importAPI) importRuns(ctx context.Context, story string) ([]incidents.ImportRun, error) {
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
func (a *importAPI) undoImport(w http.ResponseWriter, c *call) error {
	story, err := a.store.Story(c.Context(), c.story())
	if err != nil {
		return err
	}
	b, err := readBody(w, c, typeJSON)
	if err != nil {
		return err
	}
	f := newFields(b.tree)
	note := f.text("note", story.Lang(""))
	f.done()
	if len(note.Langs()) == 0 {
		f.wrong("note", "is missing; tell readers of incidents that were published why they are taken back")
	}
	if err := f.err(); err != nil {
		return err
	}
	run := c.named("run")
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
	results, err := a.store.UndoImport(c.Context(), run, c.author(), note)
	if err != nil {
		return err
	}
	return send(w, c, http.StatusOK, undoneOf(run, results))
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

// explainImport adds codes and words to what is said of the columns and rows of files.
func (a *importAPI) explainImport(out *imports.Outcome) {
	for i := range out.Columns {
		if c := &out.Columns[i]; c.Reason != "" {
			why := a.reasons.Explain(c.Reason)
			c.Explained = &why
		}
	}
	r := &out.Report
	for i := range r.Files {
		for j := range r.Files[i].Messages {
			m := &r.Files[i].Messages[j]
			m.Explained = &imports.Explained{Reason: a.reasons.Explain(m.Reason)}
			if m.Action != "" {
				m.Explained.Action = a.reasons.Explain(m.Action)
			}
		}
	}
}
