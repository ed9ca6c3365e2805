package revisions

import (
	"maps"
	"time"

	"incidentmap/incidents"
)

// follow makes of a write that is accepted a change, or nil where it is held back while something stands. What was
// pending is so no more.
func (p *Plan) follow(st *State, w *Write, c *Change, seq incidents.Seq) (*Change, error) {
	h, err := p.hold(st, w)
	if err != nil {
		return nil, err
	}
	before := st.pending
	st.touched = true
	if st.pending = nil; before != nil && !w.rebases {
		p.settle(before)
	}
	if h == nil || st.shown() == nil {
		p.write(st, w, c, seq)
	} else {
		w.Revision.Number, w.Revision.Seq, w.Revision.Time = st.Number+1, seq, p.now
		p.audit = append(p.audit, *auditOf(st, w.Revision))
		st.Number, c = w.Revision.Number, nil
	}
	if h != nil {
		w.Revision.Due = h.Due
		h.Revision, h.Run = *w.Revision, w.run
		h.carry(before)
		st.pending = h
		p.held = append(p.held, h)
	}
	if w.rebases && before != nil {
		p.rebased = append(p.rebased, rebase{st, before})
	}
	return c, nil
}

// carry takes over what readers are to be told of a correction that waits, by what takes its place.
func (h *Held) carry(before *Held) {
	if before == nil || !before.Kind.Corrects() || h.Kind.Corrects() && len(h.Note) > 0 {
		return
	}
	h.Kind = before.Kind
	note := maps.Clone(before.Note)
	if note == nil {
		note = incidents.Text{}
	}
	for lang, text := range h.Note {
		if both := note[lang] + "\n" + text; note[lang] != "" && len(both) <= maxNote {
			text = both
		}
		note[lang] = text
	}
	h.Note = note
}

// maxNote is the length in bytes that a note may have; see incidents.Write.Validate.
const maxNote = 20_000

// settle notes of a held revision that it does not wait any more.
func (p *Plan) settle(h *Held) {
	settled := *h
	settled.Pending, settled.Due, settled.Revision.Due = false, time.Time{}, time.Time{}
	p.held = append(p.held, &settled)
}

// rebase is what waits of an incident of which something came into force meanwhile.
type rebase struct {
	st *State
	of *Held
}

// holdAnew holds back again, on top of what came into force meanwhile, what waited before: see closer and Redact. It
// shows as little of the place as what stands now.
func (p *Plan) holdAnew() {
	for _, r := range p.rebased {
		p.settle(r.of)
		p.last++
		again := *r.of
		again.Revision.Number, again.Revision.Seq, again.Revision.Time = r.st.Number+1, p.last, p.now
		inc := &again.Revision.Incident
		if stands := r.st.shown(); stands != nil && p.stories[inc.Story].DisclosesLess(stands, inc) {
			inc.Disclosure = stands.Disclosure
		}
		r.st.Number, r.st.pending = again.Revision.Number, &again
		p.held = append(p.held, &again)
	}
	p.rebased = nil
}
