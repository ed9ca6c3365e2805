package edit

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

// route is an address with what it answers to a method, what one must be allowed to do there at least, and what the document
// of the API says of it.
type route struct {
	openapi.Operation
	right  incidents.Action
	answer handler
}

// handler answers a call, or gives the error that is to be the answer.
type handler func(w http.ResponseWriter, c *call) error

// call is one request of a token's holder, or of a person who is signed in.
type call struct {
	*http.Request
	actor   incidents.Actor
	answers *respond.Sender
}

// author is who makes the call: the author of what is written with it.
func (c *call) author() string { return c.actor.Name }

// covers reports whether the caller may be told of a story.
func (c *call) covers(story string) bool { return c.actor.Sees(story) }

// named gives what the address names by a variable of its route.
func (c *call) named(variable string) string { return mux.Vars(c.Request)[variable] }

// story is the slug of the story that the address names.
func (c *call) story() string { return c.named("story") }

// incident is the id of the incident that the address names.
func (c *call) incident() string { return c.named("id") }

// base is the address of this server as the caller has it.
func (c *call) base() string { return c.answers.BaseURL(c.Request) }

// page is the address of an incident's page for readers.
func (c *call) page(id string) string { return c.base() + address.Incident(c.story(), id) }

// handle lets requests through of those who may do what a route takes. No answer is kept by caches.
func (g *guard) handle(r route) http.HandlerFunc {
	return g.answers.Handle(func(w http.ResponseWriter, req *http.Request) error {
		w.Header().Set("Cache-Control", "no-store")
		req, actor, err := g.admitted(w, req, r.right)
		if err == nil {
			req = req.WithContext(incidents.WithAuthor(req.Context(), actor.Name, actor.ID))
			err = r.answer(w, &call{req, actor, g.answers})
		}
		return respond.Stated(err)
	})
}

// refuseMethod answers to a method that an address does not take; to OPTIONS, too, as pages
// of other origins have no business here.
func (g *guard) refuseMethod(taken []string) http.HandlerFunc {
	list := strings.Join(taken, ", ")
	return func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Allow", list)
		g.answers.Problem(w, r, respond.Problem{
			Status: http.StatusMethodNotAllowed, Code: codeMethod, Detail: incidents.Cut(r.Method, 40) + " is not possible here; use " + list,
		})
	}
}

// send answers with a value as JSON.
func send(w http.ResponseWriter, c *call, status int, v any) error {
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
