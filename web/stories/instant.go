package stories

import (
	"context"
	"sort"
	"time"

	"incidentmap/incidents"
	"incidentmap/incidents/index"
)

// Updated gives the first whole second, in UTC, by which the story's newest change had been
// made: as of that time it is there. Zero while nothing of the story is public, and where the
// store knows no such time.
func (snap *Snapshot) Updated(ctx context.Context) (time.Time, error) {
	d := snap.document
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.dated {
		return d.updated, nil
	}
	if d.snap.Count(index.Query{}) > 0 {
		var err error
		if d.updated, err = snap.snapshots.instantOf(ctx, d.snap.Changed(), d.after); err != nil {
			return time.Time{}, err
		}
	}
	d.dated = true
	return d.updated, nil
}

// notBefore gives a second, since 1970, before which no later change of the story was made.
func (d *document) notBefore() int64 {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.updated.IsZero() {
		return d.after
	}
	return d.updated.Unix()
}

// InstantOf gives the first whole second by which a change had been made, in UTC. It is zero
// if the store knows no such time.
func (snap *Snapshot) InstantOf(ctx context.Context, seq incidents.Seq) (time.Time, error) {
	return snap.snapshots.instantOf(ctx, seq, 0)
}

// instantOf looks no further back than a second since 1970.
func (c *SnapshotCache) instantOf(ctx context.Context, seq incidents.Seq, after int64) (time.Time, error) {
	var fault error
	end := time.Now().Unix() + 1 // by which what was made in this second is there
	n := int(max(end-after+1, 0))
	found := sort.Search(n, func(i int) bool {
		if fault != nil {
			return true
		}
		var then incidents.Seq
		then, fault = c.store.SeqAt(ctx, time.Unix(after+int64(i), 0))
		return then >= seq
	})
	if fault != nil || found == n {
		return time.Time{}, fault
	}
	return time.Unix(after+int64(found), 0).UTC(), nil
}
