package revise

import (
	"errors"
	"net/http"
	"strings"

	"incidentmap/incidents"
	"incidentmap/web/edit/call"
	"incidentmap/web/edit/incidentform"
	"incidentmap/web/edit/jsonform"
	"incidentmap/web/respond"
)

// write makes the writes, which may be none, once for each idempotency key, and reports whether they were
// written before. It may then have been found that they change nothing: then there are no revisions.
func (a *API) write(c *call.Call, raw []byte, writes ...incidents.Write) ([]incidents.Revision, bool, error) {
	key, err := call.IdempotencyKey(c.Request)
	if err != nil {
		return nil, false, err
	}
	if err := a.checkMedia(c, writes); err != nil {
		return nil, false, err
	}
	var revisions []incidents.Revision
	var before bool
	if key == "" {
		revisions, err = a.store.Write(c.Context(), writes...)
	} else {
		revisions, before, err = a.store.WriteOnce(c.Context(), c.Receipt(key, raw), writes...)
	}
	if err == nil && len(revisions) != len(writes) && (!before || len(revisions) > 0) {
		err = incidents.Errorf(incidents.EInternal, "", "the store gave %d revisions for %d writes", len(revisions), len(writes))
	}
	base := 0
	if len(writes) > 0 {
		base = writes[0].Base
	}
	return revisions, before, conflict(err, key, base)
}

// conflict says which of the conflicts that a store knows it is: it names "base" when the
// incident is at another revision, "origin.key" when another is of the same record, and
// otherwise it is of the key.
func conflict(err error, key string, base int) error {
	var e *incidents.Error
	if incidents.CodeOf(err) != incidents.EConflict || !errors.As(err, &e) {
		return jsonform.Renamed(err, incidentform.FieldName)
	}
	at, ofBase := strings.CutSuffix(e.Field, "base")
	switch {
	case ofBase && base == 0:
		return &incidents.Error{Code: incidents.EConflict, Field: at + "id", Message: "there is an incident of this id already; change it with PATCH", Err: err}
	case ofBase:
		return stale(err)
	case key != "" && e.Field != "disposition" && e.Field != "disclosure" && !strings.HasSuffix(e.Field, "origin.key"):
		return call.Refuse(http.StatusUnprocessableEntity, call.CodeKeyReused, "Idempotency-Key",
			"was used before for another request; take a new key for each request")
	}
	return err
}

// stale refuses a change of a revision that is not the newest.
func stale(err error) error {
	return respond.Refused(http.StatusPreconditionFailed, &incidents.Error{
		Code: call.CodeStale, Field: "If-Match", Message: "the incident is at another revision; read it and try again", Err: err,
	})
}
