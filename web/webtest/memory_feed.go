package webtest

import (
	"cmp"
	"context"
	"iter"
	"slices"
	"time"

	"github.com/paulmach/orb"

	"incidentmap/incidents"
)

// Changes gives what is gone of what was in force at a change, and what is in force since.
func (m *Memory) Changes(_ context.Context, after incidents.Seq) iter.Seq2[incidents.Change, error] {
	return func(yield func(incidents.Change, error) bool) {
		if err := m.read(); err != nil {
			yield(incidents.Change{}, err)
			return
		}
		gone, inForce := m.changes(after)
		for _, c := range append(gone, inForce...) {
			if !yield(c, nil) {
				return
			}
		}
	}
}

func (m *Memory) changes(after incidents.Seq) (gone, inForce []incidents.Change) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for slug, seq := range m.storySeq {
		if seq > after {
			inForce = append(inForce, incidents.Change{Seq: seq, Story: slug})
		}
	}
	newest := after
	for id, revs := range m.revisions {
		last := revs[len(revs)-1]
		if last.Seq <= after || !m.wasPublic(revs) {
			continue
		}
		ulid, err := incidents.ParseULID(id)
		if err != nil {
			panic(err) // a fixture's ids are ULIDs
		}
		change := incidents.Change{Seq: last.Seq, Story: last.Incident.Story, Incident: ulid}
		if entry := m.entries[last.Seq]; entry != nil {
			copied := *entry
			change.Entry = &copied
		}
		inForce = append(inForce, change)
		for i := len(revs) - 2; i >= 0; i-- {
			if revs[i].Seq <= after && m.wasPublic(revs[:i+1]) {
				gone = append(gone, incidents.Change{Seq: revs[i].Seq, Story: change.Story, Incident: ulid, Gone: true})
				break
			}
		}
	}
	slices.SortFunc(inForce, func(a, b incidents.Change) int { return cmp.Compare(a.Seq, b.Seq) })
	if len(inForce) > 0 {
		newest = inForce[len(inForce)-1].Seq
	}
	if m.seq > newest {
		inForce = append(inForce, incidents.Change{Seq: m.seq})
	}
	return gone, inForce
}

// wasPublic reports whether readers saw one of the revisions.
func (m *Memory) wasPublic(revs []incidents.Revision) bool {
	return slices.ContainsFunc(revs, func(rev incidents.Revision) bool { return m.public[rev.Seq] != nil })
}

// Shapes gives geometries by their names.
func (m *Memory) Shapes(_ context.Context, ids []incidents.ShapeID) (map[incidents.ShapeID]orb.Geometry, error) {
	fault := m.read()
	m.mu.Lock()
	defer m.mu.Unlock()
	found := map[incidents.ShapeID]orb.Geometry{}
	for _, id := range ids {
		g, known := m.shapes[id]
		if !known {
			return nil, incidents.Errorf(incidents.ENotFound, "", "there is no geometry %x", id)
		}
		found[id] = g
	}
	return found, fault
}

// Wait looks every millisecond for a change after the given one.
func (m *Memory) Wait(ctx context.Context, after incidents.Seq) (incidents.Seq, error) {
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	for {
		if seq, err := m.Seq(ctx); err != nil || seq > after {
			return seq, err
		}
		select {
		case <-ctx.Done():
			return 0, ctx.Err()
		case <-tick.C:
		}
	}
}
