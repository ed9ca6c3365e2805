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
func (snap *Snapshot) Revisions(ctx context.Context, pub *incidents.Public) ([]incidents.Revision, error) {
	all, err := snap.snapshots.store.Revisions(ctx, pub.Story, pub.ID)
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

// Corrected is a revision that says that what stood was wrong, or could be misread, with what it changed for readers: of
// what was taken away since, or is hidden today, nothing is told.
type Corrected struct {
	incidents.Revision
	Fields []incidents.Difference
}

// mostCorrected is how many corrections of an incident are told with what they changed: the newest.
const mostCorrected = 50

// Corrections lists the corrections of an incident that readers could see, the oldest first, up to the state that is shown.
func (snap *Snapshot) Corrections(ctx context.Context, pub *incidents.Public) ([]Corrected, error) {
	all, err := snap.Revisions(ctx, pub)
	if err != nil {
		return nil, err
	}
	var found []Corrected
	for i := range all {
		if all[i].Kind.Corrects() {
			found = append(found, Corrected{Revision: all[i]})
		}
	}
	for i := max(0, len(found)-mostCorrected); i < len(found); i++ {
		var states [2]*incidents.Public
		for k, at := range []incidents.Seq{found[i].Seq - 1, found[i].Seq} {
			states[k], err = snap.snapshots.store.PublicAt(ctx, pub.Story, pub.ID, at)
			if err != nil && incidents.CodeOf(err) != incidents.ENotFound {
				return nil, err
			}
		}
		if states[0] != nil && states[1] != nil {
			found[i].Fields = incidents.Differences(states[0], states[1])
		}
	}
	return found, nil
}

// Latest lists the changes in force of the story's incidents, the newest first, and no more than most.
func (snap *Snapshot) Latest(most int) []incidents.Seq {
	// Sorting all of a large story would take longer than all else.
	newest := make([]incidents.Seq, 0, 2*most)
	least := incidents.Seq(0) // what is not after it is not among the newest
	cut := func() {
		slices.SortFunc(newest, func(a, b incidents.Seq) int { return cmp.Compare(b, a) })
		if len(newest) >= most {
			newest, least = newest[:most], newest[most-1]
		}
	}
	for _, seq := range snap.Snapshot.Select(index.Query{}) {
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
