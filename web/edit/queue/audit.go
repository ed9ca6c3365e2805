package queue

import (
	"net/http"
	"strconv"

	"incidentmap/incidents"
	"incidentmap/web/edit/call"
	"incidentmap/web/respond"
)

// auditList is a page of the log.
type auditList struct {
	Entries []incidents.AuditEntry `json:"entries"`
	Next    string                 `json:"next,omitempty"`
}

// listAudit answers with who wrote what in a story, the newest first.
func (a *API) listAudit(w http.ResponseWriter, c *call.Call) error {
	asked, err := respond.Parameters(c.Request, "limit", "after")
	if err != nil {
		return call.BadQuery(err)
	}
	var p incidents.Problems
	limit, after := call.PageOf(&p, asked)
	if err := p.Err(); err != nil {
		return call.BadQuery(err)
	}
	entries, err := a.store.Audit(c.Context(), incidents.AuditQuery{Story: c.Story(), Before: after, Limit: limit})
	if err != nil {
		return err
	}
	list := auditList{Entries: entries}
	if len(entries) == limit {
		list.Next = strconv.FormatInt(int64(entries[limit-1].Seq), 10)
	}
	return call.Send(w, c, http.StatusOK, list)
}
