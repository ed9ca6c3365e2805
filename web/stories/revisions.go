package stories

import (
	"cmp"
	"context"
	"slices"

	"incidentmap/incidents"
	"incidentmap/incidents/index"
)

// Revisions lists the revisions of an incident that readers could see, the oldest first, up to the
// one that is shown. The first is its creation: to readers, what came before was not there.
func (v *View) Revisions(ctx context.Context, pub *incidents.Public) ([]incidents.Revision, error) {
	all, err := v.views.store.Revisions(ctx, pub.Story, pub.ID)
	if err != nil {
		return nil, err
	}
	var public []incidents.Revision
	for _, rev := range all {
		if !rev.Incident.IsPublic() || rev.Number > pub.Revision {
			continue
		}
		if len(public) == 0 {
			rev.Kind = incidents.Create
		}
		public = append(public, rev)
	}
	return public, nil
}

// Latest lists the changes in force of the story's incidents, the newest first, and no more than most.
func (v *View) Latest(most int) []incidents.Seq {
	// Sorting all of a large story would take longer than all else.
	newest := make([]incidents.Seq, 0, 2*most)
	least := incidents.Seq(0) // what is not after it is not among the newest
	cut := func() {
		slices.SortFunc(newest, func(a, b incidents.Seq) int { return cmp.Compare(b, a) })
		if len(newest) >= most {
			newest, least = newest[:most], newest[most-1]
		}
	}
	for _, seq := range v.View.Select(index.Query{}) {
		if seq <= least {
			continue
		}
		if newest = append(newest, seq); len(newest) == cap(newest) {
			cut()
		}
	}
	cut()
	return newest
}
