package revise

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"

	"incidentmap/incidents"
	"incidentmap/web/edit/call"
	"incidentmap/web/edit/jsonform"
	"incidentmap/web/respond"
)

// redactIncident takes words of an incident away, out of all that was ever written of it. It asks for no
// If-Match: what endangers somebody goes, whatever else was changed meanwhile.
func (a *API) redactIncident(w http.ResponseWriter, c *call.Call) error {
	d, err := a.decoder(c)
	if err != nil {
		return err
	}
	b, err := call.ReadBody(w, c, call.TypeJSON)
	if err != nil {
		return err
	}
	r, err := redactionOf(b.Tree, d.Lang)
	if err != nil {
		return err
	}
	r.Story, r.Incident = c.Story(), strings.ToUpper(c.Incident())
	r.Author, r.AuthorID = c.Actor.Name, c.Actor.ID
	rev, err := a.store.Redact(c.Context(), r)
	if err != nil {
		return err
	}
	respond.Wrote(w, rev.Incident.ID, 1)
	return a.sendWritten(w, c, http.StatusOK, &rev)
}

// redactionOf reads what is to be taken away, and why.
func redactionOf(tree map[string]any, lang string) (incidents.Redaction, error) {
	f := jsonform.New(tree)
	r := incidents.Redaction{
		Fields: jsonform.Words[string](f, "fields"), Reason: jsonform.Word[incidents.RedactionReason](f, "reason"), Note: f.Text("note", lang),
	}
	for i, v := range f.List("revisions") {
		text, isNumber := v.(json.Number)
		n, err := strconv.Atoi(text.String())
		if !isNumber || err != nil || n < 1 {
			f.Wrong("revisions["+strconv.Itoa(i)+"]", "is not the number of a revision, from 1 on")
			continue
		}
		r.Revisions = append(r.Revisions, n)
	}
	f.Done()
	f.AddUntouched(r.Validate())
	return r, f.Err()
}
