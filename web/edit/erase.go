package edit

import (
	"net/http"
	"strings"

	"incidentmap/incidents"
	"incidentmap/web/respond"
)

// eraseIncident takes an incident, or what one source says in it, off the disk. It asks for no If-Match, as redactions do.
// Writing a store anew takes a while and room, so no two are done at once.
func (a *reviseAPI) eraseIncident(w http.ResponseWriter, c *call) error {
	d, err := a.decoder(c)
	if err != nil {
		return err
	}
	b, err := readBody(w, c, typeJSON)
	if err != nil {
		return err
	}
	f := newFields(b.tree)
	e := incidents.Erasure{
		Story: c.story(), Incident: strings.ToUpper(c.incident()), Source: word[string](f, "source"),
		Reason: word[incidents.RedactionReason](f, "reason"), Note: f.text("note", d.lang), Author: c.actor.Name, AuthorID: c.actor.ID,
	}
	f.done()
	f.addUntouched(e.Validate())
	if err := f.err(); err != nil {
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
