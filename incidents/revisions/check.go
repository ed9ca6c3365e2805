package revisions

import (
	"errors"
	"time"

	"incidentmap/incidents"
)

// CheckRevision holds a stored revision against the rules, and against whether it is stored as
// public, and gives when readers first saw the incident: before is when they had before this
// revision, zero for never.
func CheckRevision(rev *incidents.Revision, before time.Time, public bool) (published time.Time, err error) {
	published = before
	if published.IsZero() && rev.Incident.IsPublic() {
		published = rev.Time
	}
	if err := rev.Incident.Validate(); err != nil {
		return published, err
	}
	if rev.Incident.IsPublic() != public {
		return published, incidents.Errorf(incidents.EDamaged, "public", "is %t and is stored as %t", rev.Incident.IsPublic(), public)
	}
	return published, nil
}

// errPublished is for an incident that is stored as first seen at another time than its revisions say.
var errPublished = errors.New("when readers first saw the incident is wrong")

// CheckPublished holds when readers first saw an incident against what is stored.
func CheckPublished(published, stored time.Time) error {
	if !published.Equal(stored) {
		return errPublished
	}
	return nil
}
