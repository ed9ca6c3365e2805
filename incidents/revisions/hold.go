package revisions

import (
	"context"
	"maps"
	"slices"
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

// approves refuses who would approve words of their own, where the story wants a second person to.
func (p *Plan) approves(ctx context.Context, st *State, w *Write) error {
	inc, story := &w.Revision.Incident, p.stories[w.Revision.Incident.Story]
	if w.safety || !story.Policy.SecondApprover || !isApproved(inc.Workflow) || inc.Disposition == incidents.Retracted {
		return nil
	}
	refused := incidents.Errorf(incidents.EApprover, w.at+"workflow",
		"is %q, and in this story another person than the author approves: send it with workflow \"review\"", string(inc.Workflow))
	base := st.newest()
	if base == nil || st.touched { // an author of the same request is not another person
		return refused
	}
	if stands := st.shown(); stands != nil && sameForReaders(story, stands, inc) {
		return nil
	}
	if !sameForReaders(story, base, inc) {
		return refused
	}
	if isApproved(base.Workflow) {
		return nil
	}
	history, err := p.histories(ctx, []Write{*w})
	if err != nil {
		return err
	}
	own := func(rev *incidents.Revision) bool { return incidents.SameAuthor(rev, w.Revision) }
	if slices.ContainsFunc(newSinceApproval(story, history[w.ID]), own) {
		return refused
	}
	return nil
}

func isApproved(stage incidents.Workflow) bool {
	return stage == incidents.Approved || stage == incidents.Published || stage == incidents.Archived
}

// newSinceApproval lists the revisions of a history that tell what nobody has approved yet.
func newSinceApproval(story *incidents.Story, history []Written) []*incidents.Revision {
	var news []*incidents.Revision
	for i := len(history) - 1; i >= 0 && !isApproved(history[i].Incident.Workflow); i-- {
		if i == 0 || !sameForReaders(story, &history[i-1].Incident, &history[i].Incident) {
			news = append(news, &history[i].Revision)
		}
	}
	return news
}
