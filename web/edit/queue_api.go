package edit

import (
	"context"
	"iter"
	"net/http"
	"reflect"

	"incidentmap/incidents"
	"incidentmap/web/address"
	"incidentmap/web/edit/openapi"
	"incidentmap/web/limit"
)

// queueStore is what is asked of a store; see incidents.Store for its promises.
type queueStore interface {
	Story(ctx context.Context, slug string) (incidents.Story, error)
	Queue(ctx context.Context, q incidents.QueueQuery) ([]incidents.Revision, error)
	QueueCounts(ctx context.Context, story string) (map[incidents.Workflow]int, error)
	Audit(ctx context.Context, q incidents.AuditQuery) ([]incidents.AuditEntry, error)
	Changes(ctx context.Context, after incidents.Seq) iter.Seq2[incidents.Change, error]
}

// queueAPI answers lists of what stands in a story. It is safe for use by many goroutines.
type queueAPI struct {
	store queueStore
	scans *limit.Gate
}

// newQueue makes it, with a gate for what looks through incidents.
func newQueue(s queueStore, scans *limit.Gate) *queueAPI { return &queueAPI{s, scans} }

// routes are the addresses of lists.
func (a *queueAPI) routes() []route {
	story := address.APIStory("{story}")
	return []route{
		{openapi.Operation{Method: http.MethodGet, Path: story + "/incidents", Name: "listQueue", Summary: "incidents in every stage, those written last first", Status: 200, Answer: "Queue", Query: append(pageParameters(),
			openapi.Parameter{Name: "workflow", Description: "stages, with commas between"}, openapi.Parameter{Name: "disposition", Description: "dispositions, with commas between"},
			openapi.Parameter{Name: "kind", Description: "kinds, with commas between"}, openapi.Parameter{Name: "q", Description: "words that the incident mentions"},
			openapi.Parameter{Name: "origin", Description: "editor, import, or the name of the file it came from"},
		)}, incidents.ActRead, a.listQueue},
		{openapi.Operation{Method: http.MethodGet, Path: story + "/audit", Name: "listAudit", Summary: "who wrote what, the newest first", Status: 200, Answer: "Audit", Query: pageParameters()}, incidents.ActAudit, a.listAudit},
		{openapi.Operation{Method: http.MethodGet, Path: address.Purges("{story}"), Name: "listPurges", Summary: "what caches must drop", Status: 200, Answer: "Purges", Query: []openapi.Parameter{
			{Name: "since", Description: "the next of an answer before"},
		}}, incidents.ActRead, a.listPurges},
	}
}

// pageParameters are those of lists.
func pageParameters() []openapi.Parameter {
	return []openapi.Parameter{
		{Name: "limit", Description: "how many", Schema: openapi.Integer(1, maxPage)},
		{Name: "after", Description: "the next of the page before"},
	}
}

// answerTypes are the types of what is answered, by the names of their schemas.
func (a *queueAPI) answerTypes() map[string]reflect.Type {
	return map[string]reflect.Type{"Queue": reflect.TypeFor[queuePage](), "Audit": reflect.TypeFor[auditList](), "Purges": reflect.TypeFor[purges]()}
}
