package web

import (
	"context"

	"incidentmap/incidents"
)

// told lists the revisions of an incident that readers could see, the oldest first, up to the
// one that is shown. The first is its creation: to readers, what came before was not there.
func (s *Server) publicRevisions(ctx context.Context, pub *incidents.Public) ([]incidents.Revision, error) {
	all, err := s.store.Revisions(ctx, pub.Story, pub.ID)
	if err != nil {
		return nil, err
	}
	var seen []incidents.Revision
	for _, rev := range all {
		if !rev.Incident.IsPublic() || rev.Number > pub.Revision {
			continue
		}
		if len(seen) == 0 {
			rev.Kind = incidents.Create
		}
		seen = append(seen, rev)
	}
	return seen, nil
}
