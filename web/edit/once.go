package edit

import (
	"errors"
	"net/http"
	"strings"

	"incidentmap/incidents"
	"incidentmap/web/respond"
)

// write makes the writes, which may be none, once for each idempotency key, and reports whether they were
// written before. It may then have been found that they change nothing: then there are no revisions.
func (a *reviseAPI) write(c *call, raw []byte, writes ...incidents.Write) ([]incidents.Revision, bool, error) {
	key, err := idempotencyKey(c.Request)
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
		revisions, before, err = a.store.WriteOnce(c.Context(), c.receipt(key, raw), writes...)
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
		return renamed(err, formNameOf)
	}
	at, ofBase := strings.CutSuffix(e.Field, "base")
	switch {
	case ofBase && base == 0:
		return &incidents.Error{Code: incidents.EConflict, Field: at + "id", Message: "there is an incident of this id already; change it with PATCH", Err: err}
	case ofBase:
		return stale(err)
	case key != "" && e.Field != "disposition" && e.Field != "disclosure" && !strings.HasSuffix(e.Field, "origin.key"):
		return refuse(http.StatusUnprocessableEntity, codeKeyReused, "Idempotency-Key",
			"was used before for another request; take a new key for each request")
	}
	return err
}

// stale refuses a change of a revision that is not the newest.
func stale(err error) error {
	return respond.Refused(http.StatusPreconditionFailed, &incidents.Error{
		Code: codeStale, Field: "If-Match", Message: "the incident is at another revision; read it and try again", Err: err,
	})
}
