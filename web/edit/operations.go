package edit

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"net/http"
	"strconv"
	"strings"
	"sync"

	"github.com/google/jsonschema-go/jsonschema"

	"incidentmap/incidents"
	"incidentmap/web/address"
	"incidentmap/web/edit/openapi"
	"incidentmap/web/respond"
)

// about says of a route what the document of the API tells besides its address, method and right.
type about struct {
	name, summary string
	status        int
	answer        string // name of a schema
	body          []openapi.Body
	query         []openapi.Parameter
	ifMatch       bool
	keyed         bool
	media         string
}

func jsonBody(schema string) []openapi.Body {
	return []openapi.Body{{Media: typeJSON, Schema: schema}}
}

func parameter(name, description string) openapi.Parameter {
	return openapi.Parameter{Name: name, Description: description}
}

// pageParameters are those of lists.
func pageParameters() []openapi.Parameter {
	most := float64(maxPage)
	return []openapi.Parameter{
		{Name: "limit", Description: "how many", Schema: &jsonschema.Schema{Type: "integer", Minimum: new(1.0), Maximum: &most}},
		parameter("after", "the next of the page before"),
	}
}

// abouts says it of all routes, by method and path.
func abouts() map[string]about {
	story, one := address.APIStory("{story}"), address.APIIncident("{story}", "{id}")
	list := address.API + "/stories"
	incidentBodies := []openapi.Body{{Media: typeJSON, Schema: "IncidentForms"}, {Media: typeGeo, Schema: "IncidentFeatures"}}
	patchBodies := []openapi.Body{{Media: typePatch, Schema: "IncidentPatch"}, {Media: typeJSON, Schema: "IncidentPatch"}}
	putBodies := []openapi.Body{{Media: typeJSON, Schema: "IncidentForm"}, {Media: typeGeo, Schema: "IncidentFeature"}}
	all := map[string]about{
		"GET " + list:                {name: "listStories", summary: "the stories that one may read", status: 200, answer: "Stories"},
		"POST " + list:               {name: "createStory", summary: "make a story", status: 201, answer: "Story", body: jsonBody("StoryForm")},
		"GET " + story:               {name: "getStory", summary: "a story, in the form that it may be sent back in", status: 200, answer: "Story"},
		"PUT " + story:               {name: "putStory", summary: "put a story in place of the one that was seen", status: 200, answer: "Story", body: jsonBody("StoryForm"), ifMatch: true},
		"PUT " + story + "/map":      {name: "putMap", summary: "put what editors choose of the map in place of what was seen: leads with their captions, labels, and how counts are drawn", status: 200, answer: "Story", body: jsonBody("StoryMap"), ifMatch: true},
		"GET " + one:                 {name: "getIncident", summary: "an incident as it is, published or not", status: 200, answer: "Incident"},
		"PATCH " + one:               {name: "patchIncident", summary: "change an incident (RFC 7396)", status: 200, answer: "Written", body: patchBodies, ifMatch: true, keyed: true},
		"PUT " + one:                 {name: "putIncident", summary: "put a form in place of an incident", status: 200, answer: "Written", body: putBodies, ifMatch: true, keyed: true},
		"POST " + one + "/retract":   {name: "retractIncident", summary: "take back what an incident claims; it stays, with the reason", status: 200, answer: "Written", body: jsonBody("Note"), ifMatch: true, keyed: true},
		"POST " + one + "/redact":    {name: "redactIncident", summary: "take words out of all revisions of an incident", status: 200, answer: "Written", body: jsonBody("Redaction")},
		"POST " + one + "/erase":     {name: "eraseIncident", summary: "take all words of an incident, or those of a source, off the disk; no token is good for it", status: 200, answer: "Written", body: jsonBody("Erasure")},
		"POST " + one + "/merge":     {name: "mergeIncident", summary: "say that another incident tells of the same; figures are not added", status: 200, answer: "Written", body: jsonBody("Merge"), ifMatch: true, keyed: true},
		"GET " + one + "/diff":       {name: "diffIncident", summary: "what two revisions say otherwise, field by field", status: 200, answer: "Comparison", query: []openapi.Parameter{parameter("from", "number of a revision"), parameter("to", "number of a revision")}},
		"POST " + one + "/restore":   {name: "restoreIncident", summary: "write an earlier revision again, as a new one", status: 200, answer: "Written", body: jsonBody("Restore"), ifMatch: true, keyed: true},
		"POST " + one + "/check":     {name: "checkIncident", summary: "what a change would come to: words that it leaves behind, and what readers would see", status: 200, answer: "Checked", body: patchBodies},
		"GET " + one + "/duplicates": {name: "listDuplicates", summary: "incidents that may tell of the same, with reasons", status: 200, answer: "Duplicates"},
		"GET " + one + "/revisions":  {name: "listRevisions", summary: "all revisions of an incident, the oldest first", status: 200, answer: "Revisions"},
		"POST " + one + "/media": {
			name: "uploadMedia", summary: "keep a picture for an incident, which may be written after it; it is turned upright and made smaller, and loses its metadata", status: 201, answer: "Uploaded",
			body: []openapi.Body{{Media: "image/jpeg"}, {Media: "image/png"}, {Media: "image/webp"}},
		},
		"GET " + one + "/media/{file}": {name: "getMedia", summary: "a file of a picture, published or not", status: 200, media: typeJPEG},
		"GET " + story + "/media":      {name: "mediaUsage", summary: "how much is kept of the story's pictures", status: 200, answer: "MediaUsage"},
		"GET " + story + "/incidents": {name: "listQueue", summary: "incidents in every stage, those written last first", status: 200, answer: "Queue", query: append(pageParameters(),
			parameter("workflow", "stages, with commas between"), parameter("disposition", "dispositions, with commas between"), parameter("kind", "kinds, with commas between"),
			parameter("q", "words that the incident mentions"), parameter("origin", "editor, import, or the name of the file it came from"))},
		"POST " + story + "/incidents": {name: "createIncidents", summary: "write one incident, or up to 1,000, all or none", status: 201, answer: "Created", body: incidentBodies, keyed: true},
		"GET " + story + "/imports":    {name: "listImports", summary: "what was imported, the newest first", status: 200, answer: "Imports"},
		"POST " + story + "/imports": {
			name: "importFile", summary: "take a file of up to 50 MiB as drafts, or with dry_run=1 show what would come of it", status: 201, answer: "Import",
			body: []openapi.Body{{Media: "application/octet-stream"}}, query: importQuery(),
		},
		"POST " + story + "/imports/{run}/undo": {name: "undoImport", summary: "take an import back; what was changed since stays", status: 200, answer: "Undone", body: jsonBody("Note")},
		"POST " + story + "/bulk":               {name: "bulkChange", summary: "change up to 500 incidents alike, all or none, or show what readers would see", status: 200, answer: "Bulk", body: jsonBody("BulkForm"), keyed: true},
		"GET " + story + "/audit":               {name: "listAudit", summary: "who wrote what, the newest first", status: 200, answer: "Audit", query: pageParameters()},
		"GET " + story + "/purges":              {name: "listPurges", summary: "what caches must drop", status: 200, answer: "Purges", query: []openapi.Parameter{parameter("since", "the next of an answer before")}},
		"GET " + story + "/events": {
			name: "deskEvents", summary: "server-sent events: change, presence and reset", status: 200, answer: "ChangeEvent", media: "text/event-stream",
			query: []openapi.Parameter{parameter("since", "the id of the last event that was heard; or the header Last-Event-ID")},
		},
		"POST " + story + "/presence": {name: "notePresence", summary: "say which incident one has open, every 20 s", status: 200, answer: "Presence", body: jsonBody("PresenceForm")},
	}
	maps.Copy(all, wordAbouts())
	return all
}

// wordAbouts says it of those that read words: of places, reasons and stories.
func wordAbouts() map[string]about {
	return map[string]about{
		"GET " + address.APIGeocode: {name: "geocode", summary: "places that words may mean, with reasons, or the areas that a point lies in", status: 200, answer: "Places", query: []openapi.Parameter{
			parameter("q", "the words; or at"), parameter("at", "longitude,latitude of a point whose areas are wanted; or q"), parameter("story", "whose surroundings and language are looked at"), parameter("near", "longitude,latitude"), parameter("lang", "of names"),
		}},
		"GET " + address.APIReasons: {name: "explainReasons", summary: "codes of reasons, and their words in each language of the interface", status: 200, answer: "Reasons", query: []openapi.Parameter{
			parameter("reason", "as the method of a place, a candidate or a report has it; may be given again"),
		}},
		"POST " + address.Extract("{story}"): {
			name: "extractStories", summary: "drafts of what stories of news tell, each with its passages; with store=1 they are stored", status: 200, answer: "Drafts",
			body: []openapi.Body{{Media: typeText}, {Media: typeHTML}, jsonBody("Stories")[0]}, query: []openapi.Parameter{
				parameter("date", "the day they were written"), parameter("lang", "en or es"), parameter("zone", "IANA zone of their days"), parameter("near", "latitude,longitude"),
				parameter("format", "geojson for a FeatureCollection"), parameter("store", "1 stores the drafts"), parameter("only", "ids of those to store, with commas between"), parameter("name", "of the story"),
			},
		},
		"GET " + address.APIGeoparse: {name: "geoparse", summary: "the places of a text", status: 200, answer: "Toponyms", query: []openapi.Parameter{
			{Name: "text", Description: "up to 64 KiB", Required: true}, parameter("near", "latitude,longitude"), parameter("adjectivals", "off leaves out adjectives of places"), parameter("why", "1 gives reasons"),
		}},
	}
}

func importQuery() []openapi.Parameter {
	all := make([]openapi.Parameter, len(importParameters))
	for i, name := range importParameters {
		all[i] = parameter(name, "as the flag --"+strings.ReplaceAll(name, "_", "-")+" of the command import")
		if name == "name" {
			all[i].Description = "the file's name"
		}
	}
	return all
}

// operations are the routes as the document of the API tells of them.
func (a *API) operations() ([]openapi.Operation, error) {
	all, known := []openapi.Operation{}, abouts()
	for _, rt := range a.routes() {
		about, ok := known[rt.method+" "+rt.path]
		if !ok {
			return nil, fmt.Errorf("nothing is said about %s %s in the document of the API", rt.method, rt.path)
		}
		delete(known, rt.method+" "+rt.path)
		all = append(all, openapi.Operation{
			Method: rt.method, Path: rt.path, Name: about.name, Summary: about.summary, Action: string(rt.action), Query: about.query, Body: about.body,
			Status: about.status, Answer: about.answer, Media: about.media, IfMatch: about.ifMatch, Keyed: about.keyed,
		})
	}
	for of := range known {
		return nil, fmt.Errorf("the document of the API tells of %s, which is no route", of)
	}
	return all, nil
}

// document is the document of the API, made once.
type document struct {
	once sync.Once
	text []byte
	tag  string
	err  error
}

func (a *API) describe() (*document, error) {
	d := &a.described
	d.once.Do(func() {
		var all openapi.Schemas
		var operations []openapi.Operation
		if all, d.err = schemas(); d.err != nil {
			return
		}
		if operations, d.err = a.operations(); d.err != nil {
			return
		}
		for _, part := range a.parts {
			operations = append(operations, part.Operations...)
			for name, schema := range part.Schemas {
				if all[name] != nil {
					d.err = fmt.Errorf("two schemas are called %s", name)
					return
				}
				all[name] = schema
			}
		}
		d.text, d.err = openapi.Document("incidentmap", "1", operations, all)
		sum := sha256.Sum256(d.text)
		d.tag = `"` + hex.EncodeToString(sum[:12]) + `"`
	})
	return d, d.err
}

// openAPI answers with the document of the API. It says nothing that is not in the program, so it takes no token.
func (a *API) openAPI(w http.ResponseWriter, r *http.Request) error {
	d, err := a.describe()
	if err != nil {
		return incidents.Errorf(incidents.EInternal, "", "%v", err)
	}
	w.Header().Set("ETag", d.tag)
	w.Header().Set("Cache-Control", "no-cache")
	if names(r.Header.Get("If-None-Match"), d.tag) {
		w.WriteHeader(http.StatusNotModified)
		return nil
	}
	w.Header().Set("Content-Type", respond.JSONType)
	w.Header().Set("Content-Length", strconv.Itoa(len(d.text)))
	if r.Method != http.MethodHead {
		_, _ = w.Write(d.text) // a client that has gone away needs no error
	}
	return nil
}
