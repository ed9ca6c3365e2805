package streams

import (
	"net/http"

	"incidentmap/incidents"
	"incidentmap/web/edit/call"
	"incidentmap/web/edit/jsonform"
	"incidentmap/web/edit/presence"
	"incidentmap/web/respond"
)

// notePresence says which incident an editor has open: {"incident": ID or null}, every 20 seconds, and answers who is
// there.
func (a *API) notePresence(w http.ResponseWriter, c *call.Call) error {
	respond.Unnoted(w)
	b, err := call.ReadBody(w, c, call.TypeJSON)
	if err != nil {
		return err
	}
	f := jsonform.New(b.Tree)
	id := jsonform.Word[string](f, "incident")
	f.Take("incident")
	f.Done()
	if id != "" && !incidents.ValidID(id) {
		f.Wrong("incident", "%s is no incident's id", incidents.Quote(id))
	}
	if err := f.Err(); err != nil {
		return err
	}
	story := c.Story()
	if _, err := a.store.Story(c.Context(), story); err != nil {
		return err
	}
	if err := a.present.Note(c.Context(), story, c.Actor.ID, c.Author(), id); err != nil {
		return err
	}
	people, _ := a.present.People(c.Context(), story)
	return call.Send(w, c, http.StatusOK, peopleList{people})
}

// peopleList is who is at work on a story.
type peopleList struct {
	People []presence.Person `json:"people"`
}
