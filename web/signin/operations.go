package signin

import (
	"fmt"
	"net/http"
	"reflect"
	"time"

	"github.com/google/jsonschema-go/jsonschema"

	"incidentmap/incidents"
	"incidentmap/web/address"
	"incidentmap/web/edit/openapi"
)

// about says of a route what the document of the API tells besides its address, method and right.
type about struct {
	name, summary, body, answer string // body and answer are names of schemas
	status                      int
}

// abouts says it of all routes, by method and path.
func abouts() map[string]about {
	person, token := address.APIPeople+"/{id}", address.APITokens+"/{id}"
	return map[string]about{
		"GET " + address.APISession:    {name: "getSession", summary: "who is signed in, and the word that writes are sent with", status: http.StatusOK, answer: "Session"},
		"POST " + address.APISession:   {name: "signIn", summary: "sign in; the answer sets the cookie of the session", status: http.StatusOK, body: "SignIn", answer: "Session"},
		"DELETE " + address.APISession: {name: "signOut", summary: "end the session", status: http.StatusNoContent},
		"GET " + address.APIPeople:     {name: "listPeople", summary: "all people", status: http.StatusOK, answer: "People"},
		"POST " + address.APIPeople:    {name: "createPerson", summary: "make an account; the answer has the link by which its person chooses a password", status: http.StatusCreated, body: "NewPerson", answer: "Person"},
		"PATCH " + person:              {name: "patchPerson", summary: "change what a person may do, from their next request on", status: http.StatusOK, body: "PersonPatch", answer: "Person"},
		"POST " + person + "/invite":   {name: "invitePerson", summary: "make a new link by which a person chooses a password", status: http.StatusOK, answer: "Invitation"},
		"GET " + address.APITokens:     {name: "listTokens", summary: "all tokens, without their secrets", status: http.StatusOK, answer: "Tokens"},
		"POST " + address.APITokens:    {name: "createToken", summary: "make a token; its secret is in this answer alone", status: http.StatusCreated, body: "NewToken", answer: "Token"},
		"DELETE " + token:              {name: "revokeToken", summary: "revoke a token; it stays in the list", status: http.StatusNoContent},
	}
}

// Described gives what the document of the API tells of the addresses for people, sessions and tokens.
func (s *Service) Described() (openapi.Part, error) {
	part := openapi.Part{Schemas: openapi.Schemas{}}
	all := abouts()
	for _, rt := range s.apiRoutes() {
		of, ok := all[rt.method+" "+rt.path]
		if !ok {
			return part, fmt.Errorf("nothing is said about %s %s in the document of the API", rt.method, rt.path)
		}
		o := openapi.Operation{
			Method: rt.method, Path: rt.path, Name: of.name, Summary: of.summary, Action: string(rt.action), Status: of.status, Answer: of.answer, Open: rt.open,
		}
		if of.body != "" {
			o.Body = []openapi.Body{{Media: "application/json", Schema: of.body}}
		}
		part.Operations = append(part.Operations, o)
	}
	options := &jsonschema.ForOptions{TypeSchemas: map[reflect.Type]*jsonschema.Schema{
		reflect.TypeFor[time.Time]():       {Type: "string", Format: "date-time"},
		reflect.TypeFor[incidents.Role]():  openapi.OneOf(incidents.Roles()),
		reflect.TypeFor[incidents.Scope](): openapi.OneOf(incidents.Scopes()),
	}}
	for name, t := range map[string]reflect.Type{
		"Session": reflect.TypeFor[sessionForm](), "SignIn": reflect.TypeFor[signInForm](), "People": reflect.TypeFor[peopleList](),
		"Person": reflect.TypeFor[personForm](), "NewPerson": reflect.TypeFor[newPerson](), "PersonPatch": reflect.TypeFor[personPatch](),
		"Invitation": reflect.TypeFor[invitation](), "Tokens": reflect.TypeFor[tokenList](), "Token": reflect.TypeFor[tokenForm](), "NewToken": reflect.TypeFor[newToken](),
	} {
		schema, err := jsonschema.ForType(t, options)
		if err != nil {
			return part, fmt.Errorf("the schema of %s: %w", name, err)
		}
		if name == "PersonPatch" {
			schema.Required = nil // what is not given stays as it is
		}
		part.Schemas[name] = schema
	}
	return part, nil
}
