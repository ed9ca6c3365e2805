package importing

import (
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"incidentmap/incidents"
	"incidentmap/incidents/imports"
	"incidentmap/web/edit/call"
	"incidentmap/web/edit/incidentform"
	"incidentmap/web/respond"
)

// importAnswer is the answer to an upload.
type importAnswer struct {
	Run     string           `json:"run,omitempty"` // names the import, to undo it; none where nothing was written
	Columns []imports.Column `json:"columns"`
	// Kinds are those that the story might declare for words that none is known by.
	Kinds   []imports.ProposedKind `json:"kinds,omitempty"`
	Preview []incidentform.Full    `json:"preview,omitempty"`
	Report  imports.Report         `json:"report"`
}

// importParameters are those of an upload; each has the meaning of the flag of the command import of its name.
func importParameters() []string {
	all := []string{"name", "dry_run"}
	for _, o := range imports.Options() {
		all = append(all, o.Name)
	}
	return all
}

// importFile takes the file that is the request's body into a story, as drafts; with dry_run=1 it writes nothing
// and shows what would come of it. A file that is sent again changes nothing, so no key is needed.
func (a *API) importFile(w http.ResponseWriter, c *call.Call) error {
	if a.importer == nil {
		return call.Refuse(http.StatusNotFound, incidents.ENotFound, "", "this server takes no files")
	}
	up, err := uploadOf(c)
	if err != nil {
		return err
	}
	if up.Story, err = a.store.Story(c.Context(), c.Story()); err != nil {
		return err
	}
	leave, err := a.loads.Enter(c.Context())
	if err != nil {
		return err
	}
	defer leave()
	out, err := a.importer.Import(c.Context(), *up)
	if err != nil && up.DryRun && refuses(err, up.Name, &out) {
		err = nil // which the report tells, with what may be said of the file to have it read
	}
	if err != nil && out.Loaded {
		return respond.Refused(http.StatusUnprocessableEntity, &incidents.Error{
			Code: incidents.CodeOf(err), Field: "body", Err: err,
			Message: "was not taken to its end; what was taken of it are drafts, which POST …/imports/" + out.Run + "/undo takes back: " + imports.InParameters(err.Error()),
		})
	}
	if err != nil {
		return inParameters(err)
	}
	a.explain(&out)
	answer := importAnswer{Columns: out.Columns, Kinds: out.Kinds, Report: out.Report}
	if up.DryRun {
		answer.Preview = []incidentform.Full{}
		for i := range out.Preview {
			answer.Preview = append(answer.Preview, incidentform.FullOf(&incidents.Revision{Incident: out.Preview[i]}, ""))
		}
		return call.Send(w, c, http.StatusOK, answer)
	}
	if out.Loaded {
		answer.Run = out.Run
		respond.Wrote(w, "", out.Report.Accepted)
	}
	return call.Send(w, c, http.StatusCreated, answer)
}

// uploadOf reads the address of an upload.
func uploadOf(c *call.Call) (*imports.Upload, error) {
	if coding := c.Header.Get("Content-Encoding"); coding != "" && !strings.EqualFold(coding, "identity") {
		return nil, call.Refuse(http.StatusUnsupportedMediaType, call.CodeMediaType, "Content-Encoding", "%s is not known here; send the file as it is", incidents.Quote(coding))
	}
	if strings.HasPrefix(c.Header.Get("Content-Type"), "multipart/") {
		return nil, call.Refuse(http.StatusUnsupportedMediaType, call.CodeMediaType, "Content-Type", "is of a form; send the file itself as the body, and its name as ?name=")
	}
	asked, err := respond.Parameters(c.Request, importParameters()...)
	if err != nil {
		return nil, call.BadQuery(err)
	}
	var p incidents.Problems
	up := &imports.Upload{
		Name: asked.Get("name"), Body: c.Body, Author: c.Author(), AuthorID: c.Actor.ID, DryRun: asked.Get("dry_run") == "1",
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
	boxes := []string{"dry_run", "header"}
	for _, o := range imports.Options() {
		if o.Box {
			boxes = append(boxes, o.Name)
		}
	}
	checkFlags(&p, asked, boxes...)
	return up, call.BadQuery(p.Err())
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
