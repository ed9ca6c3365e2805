package stories

import (
	"context"

	"incidentmap/incidents"
)

// IncidentSet is incidents of a snapshot, and those that their figures are counted in.
type IncidentSet struct {
	*Snapshot
	Public []*incidents.Public
	byID   map[string]*incidents.Public
}

// Show reads the incidents of the given changes, in that order.
func (snap *Snapshot) Show(ctx context.Context, seqs []incidents.Seq) (*IncidentSet, error) {
	public, err := snap.publics(ctx, seqs)
	if err != nil {
		return nil, err
	}
	s := &IncidentSet{Snapshot: snap, Public: public, byID: make(map[string]*incidents.Public, len(public))}
	for _, p := range public {
		s.byID[p.ID] = p
	}
	for _, p := range public {
		for i := range p.Casualties {
			if ref := p.Casualties[i].CountedIn; ref != nil {
				if err := s.refer(ctx, ref.Incident); err != nil {
					return nil, err
				}
			}
		}
	}
	return s, nil
}

// ShowThese shows incidents as they stood at another time than the snapshot's; what they refer to is
// shown only where it is among them.
func (snap *Snapshot) ShowThese(public []*incidents.Public) *IncidentSet {
	s := &IncidentSet{Snapshot: snap, Public: public, byID: make(map[string]*incidents.Public, len(public))}
	for _, p := range public {
		s.byID[p.ID] = p
	}
	return s
}

// ShowOne reads one incident, and those that it is related to. ENotFound if readers may not
// see it.
func (snap *Snapshot) ShowOne(ctx context.Context, id string) (*IncidentSet, error) {
	p, err := snap.Public(ctx, id)
	if err != nil {
		return nil, err
	}
	s, err := snap.Show(ctx, []incidents.Seq{p.Seq})
	if err != nil {
		return nil, err
	}
	for _, r := range p.Relations {
		if err := s.refer(ctx, r.Incident); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// Seqs gives the changes of the incidents, in their order.
func (s *IncidentSet) Seqs() []incidents.Seq {
	seqs := make([]incidents.Seq, len(s.Public))
	for i, p := range s.Public {
		seqs[i] = p.Seq
	}
	return seqs
}

// ByID gives an incident that is shown, or that one of those refers to; false where readers
// may not see it.
func (s *IncidentSet) ByID(id string) (*incidents.Public, bool) {
	p := s.byID[id]
	return p, p != nil
}

// refer reads an incident; one that readers may not see is left out.
func (s *IncidentSet) refer(ctx context.Context, id string) error {
	if _, known := s.byID[id]; known {
		return nil
	}
	p, err := s.Snapshot.Public(ctx, id)
	if incidents.CodeOf(err) == incidents.ENotFound {
		p, err = nil, nil
	}
	s.byID[id] = p
	return err
}

// Public gives an incident of the snapshot by its id. ENotFound if readers may not see it.
func (snap *Snapshot) Public(ctx context.Context, id string) (*incidents.Public, error) {
	if p := snap.snapshots.publics.byID(snap.Story.Slug, id, snap.Changed()); p != nil {
		return p, nil
	}
	p, err := snap.snapshots.store.Public(ctx, snap.Story.Slug, id)
	if err != nil {
		return nil, snap.Moved(ctx, err)
	}
	if p.Seq > snap.Changed() { // the store has it of after the snapshot
		if _, err := snap.CaughtUp(ctx); err != nil {
			return nil, err
		}
		return nil, incidents.ErrMoved
	}
	snap.snapshots.publics.put(p, snap.Changed())
	return p, nil
}

// publics reads the incidents of the given changes, in that order.
func (snap *Snapshot) publics(ctx context.Context, seqs []incidents.Seq) ([]*incidents.Public, error) {
	all := make([]*incidents.Public, len(seqs))
	var missing []incidents.Seq
	var places []int
	for i, seq := range seqs {
		if all[i] = snap.snapshots.publics.get(seq); all[i] == nil {
			missing, places = append(missing, seq), append(places, i)
		}
	}
	if len(missing) == 0 {
		return all, nil
	}
	n := 0
	for p, err := range snap.snapshots.store.Publics(ctx, missing) {
		if err != nil {
			return nil, snap.Moved(ctx, err)
		}
		snap.snapshots.publics.put(p, snap.Changed())
		all[places[n]] = p
		n++
	}
	if err := ctx.Err(); err != nil || n < len(missing) {
		return nil, err // the incidents ended with it
	}
	return all, nil
}
