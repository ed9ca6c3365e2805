package revisions

import (
	"time"

	"github.com/paulmach/orb"

	"incidentmap/incidents"
	"incidentmap/incidents/document"
)

// shown gives the incident as readers see it, nil where they do not.
func (st *State) shown() *incidents.Incident {
	rev := st.inForce
	if st.latest != nil {
		rev = st.latest.Revision
	}
	if rev == nil || !rev.Incident.IsPublic() {
		return nil
	}
	return &rev.Incident
}

// newest gives the incident as its newest revision has it, held back or not; nil if there is none.
func (st *State) newest() *incidents.Incident {
	switch {
	case st.pending != nil:
		return &st.pending.Revision.Incident
	case st.latest != nil:
		return &st.latest.Revision.Incident
	case st.inForce != nil:
		return &st.inForce.Incident
	}
	return nil
}

// hold gives what is held back of a write that is accepted, nil where it comes into force at once. It gives the
// write the workflow that it has until then.
func (p *Plan) hold(st *State, w *Write) (*Held, error) {
	if w.safety {
		w.rebases = true
		return nil, nil
	}
	story, inc, stands := p.stories[w.Revision.Incident.Story], w.Revision.Incident, st.shown()
	h := &Held{ID: w.ID, Pending: true, Stage: incidents.Published, Kind: w.Revision.Kind, Note: w.Revision.Note}
	switch {
	case inc.Disposition == incidents.Retracted && stands != nil:
		return nil, p.retract(st, w)
	case inc.Disposition == incidents.Retracted && !inc.IsPublic():
		inc.PublishAt = time.Time{}
		return nil, w.put(&inc)
	case stands != nil && st.pending != nil && story.DisclosesLess(&inc, st.newest()):
		return nil, p.closer(st, w, &inc)
	case inc.IsPublic() || inc.Scheduled():
		from := story.Policy.From(inc.Kind, p.now, inc.PublishAt)
		if !from.After(p.now) || stands != nil && sameForReaders(story, stands, &inc) {
			if inc.PublishAt.IsZero() {
				return nil, nil // it comes into force as it was written
			}
			if inc.Scheduled() {
				inc.Workflow = incidents.Published
			}
			inc.PublishAt = time.Time{}
			return nil, w.put(&inc)
		}
		if stands != nil && story.DisclosesLess(&inc, stands) && st.pending == nil {
			return nil, closerAlone(w)
		}
		if inc.Workflow == incidents.Archived {
			h.Stage = incidents.Archived
		}
		h.Due, h.Asked = from, inc.PublishAt
		inc.Workflow, inc.PublishAt = incidents.Approved, from
	case stands != nil && story.Policy.SecondApprover && inc.Workflow != incidents.DraftStage:
		h.Asked = inc.PublishAt // a proposal: what stands goes on until somebody approves it
	default:
		return nil, nil
	}
	return h, w.put(&inc)
}

// retract makes a write that is a retraction one that takes back what readers see, at once, and tells nothing of what
// they were not to see yet.
func (p *Plan) retract(st *State, w *Write) error {
	story, inc, stands := p.stories[w.Revision.Incident.Story], w.Revision.Incident, st.shown()
	if st.pending == nil && !story.Policy.SecondApprover && !story.Policy.From(inc.Kind, p.now, inc.PublishAt).After(p.now) {
		return nil
	}
	out := *stands
	out.Disposition, out.Origin = incidents.Retracted, inc.Origin
	if story.DisclosesLess(&inc, &out) {
		out.Disclosure = inc.Disclosure
	}
	return w.put(&out)
}

// closer makes a write that lets less of a place out one of what stands, which is not to wait for what does: that is
// held back anew, with as little of the place.
func (p *Plan) closer(st *State, w *Write, inc *incidents.Incident) error {
	if !sameForReaders(p.stories[inc.Story], st.newest(), inc) {
		return closerAlone(w)
	}
	w.rebases = true
	out := *st.shown()
	if p.stories[inc.Story].DisclosesLess(inc, &out) {
		out.Disclosure = inc.Disclosure
	}
	return w.put(&out)
}

func closerAlone(w *Write) error {
	return incidents.Errorf(incidents.EConflict, w.at+"disclosure",
		"lets less of the place out, and so does not wait for its time as the rest does: send it alone")
}

// put makes an incident that of the write, as it will be read back.
func (w *Write) put(inc *incidents.Incident) error {
	if sameDocument(inc, &w.Revision.Incident) {
		return nil
	}
	var d document.Encoder
	text, err := d.Encode(inc)
	if err != nil {
		return err
	}
	read := incidents.Incident{ID: w.Revision.Incident.ID, Story: w.Revision.Incident.Story}
	if err := document.DecodeInto(&read, text); err != nil {
		return err
	}
	w.Revision.Incident, w.Document = read, text
	return nil
}

// sameForReaders reports whether a state of an incident differs from another in nothing but its workflow, or shows less of
// its place and else the same: that needs no waiting, and no approval.
func sameForReaders(story *incidents.Story, stands, inc *incidents.Incident) bool {
	a, b := *stands, *inc
	a.Workflow, a.PublishAt, b.Workflow, b.PublishAt = "", time.Time{}, "", time.Time{}
	if a.Disclosure != b.Disclosure && story.DisclosesLess(&b, &a) {
		a.Disclosure = b.Disclosure
	}
	return sameDocument(&a, &b)
}

// sameDocument tells that two incidents are kept as the same bytes. A geometry that both have need not be written
// to know it.
func sameDocument(a, b *incidents.Incident) bool {
	if g := a.Where.Geometry; g != nil && b.Where.Geometry != nil && orb.Equal(g, b.Where.Geometry) {
		withoutA, withoutB := *a, *b
		withoutA.Where.Geometry, withoutB.Where.Geometry = nil, nil
		a, b = &withoutA, &withoutB
	}
	var d document.Encoder
	x, err := d.Encode(a)
	if err != nil {
		return false
	}
	y, err := d.Encode(b)
	return err == nil && x == y
}
