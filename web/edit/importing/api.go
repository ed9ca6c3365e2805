package importing

import (
	"context"
	"net/http"
	"reflect"
	"strings"

	"incidentmap/incidents"
	"incidentmap/incidents/imports"
	"incidentmap/web/address"
	"incidentmap/web/edit/call"
	"incidentmap/web/edit/openapi"
	"incidentmap/web/i18n"
	"incidentmap/web/limit"
)

// Store is what is asked of a store; see incidents.Store for its promises.
type Store interface {
	Story(ctx context.Context, slug string) (incidents.Story, error)
	Revisions(ctx context.Context, story, id string) ([]incidents.Revision, error)
	Audit(ctx context.Context, q incidents.AuditQuery) ([]incidents.AuditEntry, error)
	UndoImport(ctx context.Context, run, author string, note incidents.Text) ([]incidents.Imported, error)
}

// API takes files, and takes them back. It is safe for use by many goroutines.
type API struct {
	store    Store
	importer imports.Importer // nil where no files are taken
	reasons  *i18n.Reasons    // nil where reasons are told in English alone
	loads    *limit.Gate      // of files
}

// New makes it.
func New(s Store, im imports.Importer, r *i18n.Reasons) *API {
	return &API{s, im, r, limit.NewGate("importing files", max(1, limit.Processors()/2), 4)}
}

// Routes are the addresses of imports.
func (a *API) Routes() []call.Route {
	all := address.APIStory("{story}") + "/imports"
	return []call.Route{
		{Operation: openapi.Operation{Method: http.MethodGet, Path: all, Name: "listImports", Summary: "what was imported, the newest first", Status: 200, Answer: "Imports"}, Right: incidents.ActRead, Answer: a.listImports},
		{Operation: openapi.Operation{
			Method: http.MethodPost, Path: all, Name: "importFile", Summary: "take a file of up to 50 MiB as drafts, or with dry_run=1 show what would come of it", Status: 201, Answer: "Import",
			Body: []openapi.Body{{Media: "application/octet-stream"}}, Query: importQuery(),
		}, Right: incidents.ActImport, Answer: a.importFile},
		{Operation: openapi.Operation{Method: http.MethodPost, Path: all + "/{run}/undo", Name: "undoImport", Summary: "take an import back; what was changed since stays", Status: 200, Answer: "Undone", Body: openapi.JSON("Note")}, Right: incidents.ActImport, Answer: a.undoImport},
	}
}

func importQuery() []openapi.Parameter {
	names := importParameters()
	all := make([]openapi.Parameter, len(names))
	for i, name := range names {
		all[i] = openapi.Parameter{Name: name, Description: "as the flag --" + strings.ReplaceAll(name, "_", "-") + " of the command import"}
		if name == "name" {
			all[i].Description = "the file's name"
		}
	}
	return all
}

// Answers are the types of what is answered, by the names of their schemas.
func (a *API) Answers() map[string]reflect.Type {
	return map[string]reflect.Type{"Import": reflect.TypeFor[importAnswer](), "Imports": reflect.TypeFor[importList](), "Undone": reflect.TypeFor[undone]()}
}
