package revise

import (
	"net/http"
	"strings"

	"incidentmap/incidents"
	"incidentmap/web/edit/call"
	"incidentmap/web/edit/jsonform"
	"incidentmap/web/respond"
)

// eraseIncident takes an incident, or what one source says in it, off the disk. It asks for no If-Match, as redactions do.
// Writing a store anew takes a while and room, so no two are done at once.
func (a *API) eraseIncident(w http.ResponseWriter, c *call.Call) error {
	d, err := a.decoder(c)
	if err != nil {
		return err
	}
	b, err := call.ReadBody(w, c, call.TypeJSON)
	if err != nil {
		return err
	}
	f := jsonform.New(b.Tree)
	e := incidents.Erasure{
		Story: c.Story(), Incident: strings.ToUpper(c.Incident()), Source: jsonform.Word[string](f, "source"),
		Reason: jsonform.Word[incidents.RedactionReason](f, "reason"), Note: f.Text("note", d.Lang), Author: c.Actor.Name, AuthorID: c.Actor.ID,
	}
	f.Done()
	f.AddUntouched(e.Validate())
	if err := f.Err(); err != nil {
		return err
	}
	leave, err := a.erasing.Enter(c.Context())
	if err != nil {
		return err
	}
	defer leave()
	if err := a.store.Erase(c.Context(), e); err != nil {
		return err
	}
	rev, err := a.store.Incident(c.Context(), e.Story, e.Incident)
	if err != nil {
		return err
	}
	respond.Wrote(w, e.Incident, 1)
	return a.sendWritten(w, c, http.StatusOK, &rev)
}
