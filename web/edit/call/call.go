package call

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/gorilla/mux"

	"incidentmap/incidents"
	"incidentmap/web/address"
	"incidentmap/web/edit/openapi"
	"incidentmap/web/respond"
)

// Route is an address with what it answers to a method, what one must be allowed to do there at least, and what the document
// of the API says of it.
type Route struct {
	openapi.Operation
	Right  incidents.Action
	Answer Handler
}

// Handler answers a call, or gives the error that is to be the answer.
type Handler func(w http.ResponseWriter, c *Call) error

// Call is one request of a token's holder, or of a person who is signed in.
type Call struct {
	*http.Request
	Actor   incidents.Actor
	answers *respond.Sender
}

// Author is who makes the call: the author of what is written with it.
func (c *Call) Author() string { return c.Actor.Name }

// Covers reports whether the caller may be told of a story.
func (c *Call) Covers(story string) bool { return c.Actor.Sees(story) }

// Named gives what the address names by a variable of its route.
func (c *Call) Named(variable string) string { return mux.Vars(c.Request)[variable] }

// Story is the slug of the story that the address names.
func (c *Call) Story() string { return c.Named("story") }

// Incident is the id of the incident that the address names.
func (c *Call) Incident() string { return c.Named("id") }

// Base is the address of this server as the caller has it.
func (c *Call) Base() string { return c.answers.BaseURL(c.Request) }

// Page is the address of an incident's page for readers.
func (c *Call) Page(id string) string { return c.Base() + address.Incident(c.Story(), id) }

// Handle lets requests through of those who may do what a route takes. No answer is kept by caches.
func (g *Guard) Handle(r Route) http.HandlerFunc {
	return g.Answers.Handle(func(w http.ResponseWriter, req *http.Request) error {
		w.Header().Set("Cache-Control", "no-store")
		req, actor, err := g.Admitted(w, req, r.Right)
		if err == nil {
			req = req.WithContext(incidents.WithAuthor(req.Context(), actor.Name, actor.ID))
			err = r.Answer(w, &Call{req, actor, g.Answers})
		}
		return respond.Stated(err)
	})
}

// RefuseMethod answers to a method that an address does not take; to OPTIONS, too, as pages
// of other origins have no business here.
func (g *Guard) RefuseMethod(taken []string) http.HandlerFunc {
	list := strings.Join(taken, ", ")
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Allow", list)
		g.Answers.Problem(w, r, respond.Problem{
			Status: http.StatusMethodNotAllowed, Code: codeMethod, Detail: incidents.Cut(r.Method, 40) + " is not possible here; use " + list,
		})
	}
}

// Send answers with a value as JSON.
func Send(w http.ResponseWriter, c *Call, status int, v any) error {
	body, err := respond.Marshal(v)
	if err != nil {
		return err
	}
	h := w.Header()
	if h.Get("Content-Type") == "" {
		h.Set("Content-Type", respond.JSONType)
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	if c.Method != http.MethodHead {
		_, _ = w.Write(body) // a client that has gone away needs no error
	}
	return nil
}
