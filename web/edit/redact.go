package edit

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"

	"incidentmap/incidents"
	"incidentmap/web/respond"
)

// redactIncident takes words of an incident away, out of all that was ever written of it. It asks for no
// If-Match: what endangers somebody goes, whatever else was changed meanwhile.
func (a *reviseAPI) redactIncident(w http.ResponseWriter, c *call) error {
	d, err := a.decoder(c)
	if err != nil {
		return err
	}
	b, err := readBody(w, c, typeJSON)
	if err != nil {
		return err
	}
	r, err := redactionOf(b.tree, d.lang)
	if err != nil {
		return err
	}
	r.Story, r.Incident = c.story(), strings.ToUpper(c.incident())
	r.Author, r.AuthorID = c.actor.Name, c.actor.ID
	rev, err := a.store.Redact(c.Context(), r)
	if err != nil {
		return err
	}
	respond.Wrote(w, rev.Incident.ID, 1)
	return a.sendWritten(w, c, http.StatusOK, &rev)
}

// redactionOf reads what is to be taken away, and why.
func redactionOf(tree map[string]any, lang string) (incidents.Redaction, error) {
	f := newFields(tree)
	r := incidents.Redaction{
		Fields: words[string](f, "fields"), Reason: word[incidents.RedactionReason](f, "reason"), Note: f.text("note", lang),
	}
	for i, v := range f.list("revisions") {
		text, isNumber := v.(json.Number)
		n, err := strconv.Atoi(text.String())
		if !isNumber || err != nil || n < 1 {
			f.wrong("revisions["+strconv.Itoa(i)+"]", "is not the number of a revision, from 1 on")
			continue
		}
		r.Revisions = append(r.Revisions, n)
	}
	f.done()
	f.addUntouched(r.Validate())
	return r, f.err()
}
