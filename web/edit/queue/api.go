package queue

import (
	"context"
	"iter"
	"net/http"
	"reflect"

	"incidentmap/incidents"
	"incidentmap/web/address"
	"incidentmap/web/edit/call"
	"incidentmap/web/edit/openapi"
	"incidentmap/web/limit"
)

// Store is what is asked of a store; see incidents.Store for its promises.
type Store interface {
	Story(ctx context.Context, slug string) (incidents.Story, error)
	Queue(ctx context.Context, q incidents.QueueQuery) ([]incidents.Revision, error)
	QueueCounts(ctx context.Context, story string) (map[incidents.Workflow]int, error)
	Audit(ctx context.Context, q incidents.AuditQuery) ([]incidents.AuditEntry, error)
	Changes(ctx context.Context, after incidents.Seq) iter.Seq2[incidents.Change, error]
}

// API answers lists of what stands in a story. It is safe for use by many goroutines.
type API struct {
	store Store
	scans *limit.Gate
}

// New makes it, with a gate for what looks through incidents.
func New(s Store, scans *limit.Gate) *API { return &API{s, scans} }

// Routes are the addresses of lists.
func (a *API) Routes() []call.Route {
	story := address.APIStory("{story}")
	return []call.Route{
		{Operation: openapi.Operation{Method: http.MethodGet, Path: story + "/incidents", Name: "listQueue", Summary: "incidents in every stage, those written last first", Status: 200, Answer: "Queue", Query: append(pageParameters(),
			openapi.Parameter{Name: "workflow", Description: "stages, with commas between"}, openapi.Parameter{Name: "disposition", Description: "dispositions, with commas between"},
			openapi.Parameter{Name: "kind", Description: "kinds, with commas between"}, openapi.Parameter{Name: "q", Description: "words that the incident mentions"},
			openapi.Parameter{Name: "origin", Description: "editor, import, or the name of the file it came from"},
		)}, Right: incidents.ActRead, Answer: a.listQueue},
		{Operation: openapi.Operation{Method: http.MethodGet, Path: story + "/audit", Name: "listAudit", Summary: "who wrote what, the newest first", Status: 200, Answer: "Audit", Query: pageParameters()}, Right: incidents.ActAudit, Answer: a.listAudit},
		{Operation: openapi.Operation{Method: http.MethodGet, Path: address.Purges("{story}"), Name: "listPurges", Summary: "what caches must drop", Status: 200, Answer: "Purges", Query: []openapi.Parameter{
			{Name: "since", Description: "the next of an answer before"},
		}}, Right: incidents.ActRead, Answer: a.listPurges},
	}
}

// pageParameters are those of lists.
func pageParameters() []openapi.Parameter {
	return []openapi.Parameter{
		{Name: "limit", Description: "how many", Schema: openapi.Integer(1, call.MaxPage)},
		{Name: "after", Description: "the next of the page before"},
	}
}

// Answers are the types of what is answered, by the names of their schemas.
func (a *API) Answers() map[string]reflect.Type {
	return map[string]reflect.Type{"Queue": reflect.TypeFor[queuePage](), "Audit": reflect.TypeFor[auditList](), "Purges": reflect.TypeFor[purges]()}
}
