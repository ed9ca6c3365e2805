package revisions

import (
	"context"
	"time"

	"incidentmap/incidents"
)

// PublishDue puts in force what is due of some incidents: see incidents.Store.
func (p *Plan) PublishDue(ctx context.Context, ids []incidents.ULID) error {
	asked := &Job{}
	for _, id := range ids {
		asked.writes = append(asked.writes, Write{ID: id})
	}
	if err := p.read(ctx, asked); err != nil {
		return err
	}
	for _, id := range ids {
		st := p.states[id]
		if h := st.pending; h != nil && !h.Due.IsZero() && !h.Due.After(p.now) {
			if err := p.release(ctx, st, h); err != nil {
				return err
			}
		}
	}
	return p.Finish(ctx)
}

// release puts a held revision in force, under its own number where nothing else came into force since.
func (p *Plan) release(ctx context.Context, st *State, h *Held) error {
	if _, err := p.story(ctx, h.Revision.Incident.Story); err != nil {
		return err
	}
	inc := h.Revision.Incident
	inc.Workflow, inc.PublishAt = h.Stage, time.Time{}
	kind := h.Kind
	if kind == incidents.Create && st.Number > 1 {
		kind = incidents.Update
	}
	owner, err := p.owner(ctx, Record{inc.Story, inc.Origin.Key}, st)
	if err != nil {
		return err
	}
	if stands := st.inForce; owner != (incidents.ULID{}) && owner != st.ID && stands != nil {
		inc.Origin = stands.Incident.Origin // another incident came from the record meanwhile
	}
	var m merger
	w, err := m.write(&inc, st.Number, kind, h.Revision.Author, h.Note)
	if err != nil {
		return err
	}
	w.Revision.AuthorID = h.Revision.AuthorID
	p.settle(h)
	st.pending = nil
	if st.inForce != nil && h.Revision.Number > st.inForce.Number {
		w.number = h.Revision.Number
	}
	p.last++
	c := &Change{}
	p.write(st, w, c, p.last)
	p.changes = append(p.changes, c)
	if h.Run != "" {
		return p.tx.PutRun(ctx, h.Run, p.last, p.last)
	}
	return nil
}

// moveDue gives what waits of a story the times of its new policy.
func (p *Plan) moveDue(ctx context.Context, story *incidents.Story) error {
	all, err := p.tx.PendingOf(ctx, story.Slug)
	if err != nil {
		return err
	}
	for _, h := range all {
		if h.Due.IsZero() {
			continue
		}
		inc := &h.Revision.Incident
		h.Due = story.Policy.From(inc.Kind, h.Revision.Time, h.Asked)
		h.Revision.Due, inc.PublishAt = h.Due, h.Due
		p.held = append(p.held, h)
	}
	return p.putHeld(ctx)
}

func (p *Plan) putHeld(ctx context.Context) error {
	if len(p.held) == 0 {
		return nil
	}
	err := p.tx.PutHeld(ctx, p.held)
	p.held = nil
	return err
}
