package revise

import (
	"context"
	"net/http"
	"reflect"

	"incidentmap/incidents"
	"incidentmap/web/address"
	"incidentmap/web/edit/call"
	"incidentmap/web/edit/incidentform"
	"incidentmap/web/edit/openapi"
	"incidentmap/web/limit"
)

// Store is what is asked of a store; see incidents.Store for its promises.
type Store interface {
	Story(ctx context.Context, slug string) (incidents.Story, error)
	Write(ctx context.Context, writes ...incidents.Write) ([]incidents.Revision, error)
	WriteOnce(ctx context.Context, receipt incidents.Receipt, writes ...incidents.Write) ([]incidents.Revision, bool, error)
	Erase(ctx context.Context, e incidents.Erasure) error
	Redact(ctx context.Context, r incidents.Redaction) (incidents.Revision, error)
	Queue(ctx context.Context, q incidents.QueueQuery) ([]incidents.Revision, error)
	Incident(ctx context.Context, story, id string) (incidents.Revision, error)
	Revisions(ctx context.Context, story, id string) ([]incidents.Revision, error)
	Public(ctx context.Context, story, id string) (*incidents.Public, error)
	MediaFile(ctx context.Context, key incidents.MediaKey, width int) ([]byte, error)
}

// API answers what writes incidents. It is safe for use by many goroutines.
type API struct {
	store    Store
	geocoder incidentform.Geocoder // nil where no words are looked up
	scans    *limit.Gate
	erasing  *limit.Gate // words off the disk
}

// New makes it, with a gate for what looks through incidents.
func New(s Store, g incidentform.Geocoder, scans *limit.Gate) *API {
	return &API{store: s, geocoder: g, scans: scans, erasing: limit.NewGate("erasing", 1, 2)}
}

// Routes are the addresses of incidents, one or many.
func (a *API) Routes() []call.Route {
	story, one := address.APIStory("{story}"), address.APIIncident("{story}", "{id}")
	newBodies := []openapi.Body{{Media: call.TypeJSON, Schema: "IncidentForms"}, {Media: call.TypeGeo, Schema: "IncidentFeatures"}}
	patchBodies := []openapi.Body{{Media: call.TypePatch, Schema: "IncidentPatch"}, {Media: call.TypeJSON, Schema: "IncidentPatch"}}
	putBodies := []openapi.Body{{Media: call.TypeJSON, Schema: "IncidentForm"}, {Media: call.TypeGeo, Schema: "IncidentFeature"}}
	const read, write = incidents.ActRead, incidents.ActDraft
	return []call.Route{
		{Operation: openapi.Operation{Method: http.MethodPost, Path: story + "/incidents", Name: "createIncidents", Summary: "write one incident, or up to 1,000, all or none", Status: 201, Answer: "Created", Body: newBodies, Keyed: true}, Right: write, Answer: a.createIncidents},
		{Operation: openapi.Operation{Method: http.MethodGet, Path: one, Name: "getIncident", Summary: "an incident as it is, published or not", Status: 200, Answer: "Incident"}, Right: read, Answer: a.getIncident},
		{Operation: openapi.Operation{Method: http.MethodPatch, Path: one, Name: "patchIncident", Summary: "change an incident (RFC 7396)", Status: 200, Answer: "Written", Body: patchBodies, IfMatch: true, Keyed: true}, Right: write, Answer: a.patchIncident},
		{Operation: openapi.Operation{Method: http.MethodPut, Path: one, Name: "putIncident", Summary: "put a form in place of an incident", Status: 200, Answer: "Written", Body: putBodies, IfMatch: true, Keyed: true}, Right: write, Answer: a.putIncident},
		{Operation: openapi.Operation{Method: http.MethodPost, Path: one + "/retract", Name: "retractIncident", Summary: "take back what an incident claims; it stays, with the reason", Status: 200, Answer: "Written", Body: openapi.JSON("Note"), IfMatch: true, Keyed: true}, Right: write, Answer: a.retractIncident},
		{Operation: openapi.Operation{Method: http.MethodPost, Path: one + "/redact", Name: "redactIncident", Summary: "take words out of all revisions of an incident", Status: 200, Answer: "Written", Body: openapi.JSON("Redaction")}, Right: incidents.ActRedact, Answer: a.redactIncident},
		{Operation: openapi.Operation{Method: http.MethodPost, Path: one + "/erase", Name: "eraseIncident", Summary: "take all words of an incident, or those of a source, off the disk; no token is good for it", Status: 200, Answer: "Written", Body: openapi.JSON("Erasure")}, Right: incidents.ActErase, Answer: a.eraseIncident},
		{Operation: openapi.Operation{Method: http.MethodPost, Path: one + "/merge", Name: "mergeIncident", Summary: "say that another incident tells of the same; figures are not added", Status: 200, Answer: "Written", Body: openapi.JSON("Merge"), IfMatch: true, Keyed: true}, Right: write, Answer: a.mergeIncident},
		{Operation: openapi.Operation{Method: http.MethodGet, Path: one + "/diff", Name: "diffIncident", Summary: "what two revisions say otherwise, field by field", Status: 200, Answer: "Comparison", Query: []openapi.Parameter{
			{Name: "from", Description: "number of a revision"}, {Name: "to", Description: "number of a revision"},
		}}, Right: read, Answer: a.diffIncident},
		{Operation: openapi.Operation{Method: http.MethodPost, Path: one + "/restore", Name: "restoreIncident", Summary: "write an earlier revision again, as a new one", Status: 200, Answer: "Written", Body: openapi.JSON("Restore"), IfMatch: true, Keyed: true}, Right: write, Answer: a.restoreIncident},
		{Operation: openapi.Operation{Method: http.MethodPost, Path: one + "/check", Name: "checkIncident", Summary: "what a change would come to: words that it leaves behind, and what readers would see", Status: 200, Answer: "Checked", Body: patchBodies}, Right: write, Answer: a.checkIncident},
		{Operation: openapi.Operation{Method: http.MethodGet, Path: one + "/duplicates", Name: "listDuplicates", Summary: "incidents that may tell of the same, with reasons", Status: 200, Answer: "Duplicates"}, Right: read, Answer: a.listDuplicates},
		{Operation: openapi.Operation{Method: http.MethodGet, Path: one + "/revisions", Name: "listRevisions", Summary: "all revisions of an incident, the oldest first", Status: 200, Answer: "Revisions"}, Right: read, Answer: a.listRevisions},
		{Operation: openapi.Operation{Method: http.MethodPost, Path: story + "/bulk", Name: "bulkChange", Summary: "change up to 500 incidents alike, all or none, or show what readers would see", Status: 200, Answer: "Bulk", Body: openapi.JSON("BulkForm"), Keyed: true}, Right: write, Answer: a.bulkChange},
	}
}

// Answers are the types of what is answered, by the names of their schemas.
func (a *API) Answers() map[string]reflect.Type {
	return map[string]reflect.Type{
		"Incident": reflect.TypeFor[incidentform.Full](), "Written": reflect.TypeFor[written](), "WrittenList": reflect.TypeFor[writtenList](),
		"Revisions": reflect.TypeFor[revisionList](), "Duplicates": reflect.TypeFor[duplicateList](), "Bulk": reflect.TypeFor[bulkAnswer](),
		"Comparison": reflect.TypeFor[comparison](), "Checked": reflect.TypeFor[checked](),
	}
}
