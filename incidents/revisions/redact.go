package revisions

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"incidentmap/incidents"
	"incidentmap/incidents/document"
)

// Redact takes words of an incident away: out of every row that holds a revision of it, and out of what
// readers see from now on. A new revision says that it was done. See incidents.Store.
func (p *Plan) Redact(ctx context.Context, r *incidents.Redaction) (incidents.Revision, error) {
	rev, err := p.redact(ctx, r, false)
	if err != nil {
		return rev, err
	}
	return rev, p.Finish(ctx)
}

// Erase takes all words of an incident away, or those of a source, and leaves of a whole one a
// tombstone. It is finished with the plan.
func (p *Plan) Erase(ctx context.Context, e *incidents.Erasure, id incidents.ULID) error {
	_, err := p.redact(ctx, e.Redaction(id.String()), e.Source == "")
	return err
}

// EraseStory takes what a story says itself out of all its versions, and writes one that says so to caches. It is
// finished with the plan.
func (p *Plan) EraseStory(ctx context.Context, e *incidents.Erasure) error {
	err := p.tx.RewriteStory(ctx, e.Story, func(s *incidents.Story) (*Story, error) {
		without := e.WithoutWords(s)
		return storyAsKept(&without)
	})
	if err != nil {
		return err
	}
	story, err := p.story(ctx, e.Story)
	if err != nil {
		return err
	}
	kept, err := storyAsKept(story)
	if err != nil {
		return err
	}
	p.last++
	if err := p.tx.PutStory(ctx, p.last, kept); err != nil {
		return err
	}
	delete(p.stories, e.Story) // its version is another
	p.audit = append(p.audit, incidents.AuditEntry{
		Seq: p.last, Time: p.now, Who: e.Author, Action: incidents.AuditErase, Story: e.Story, Detail: "title, summary, credit, layers; " + string(e.Reason),
	})
	return nil
}

func (p *Plan) redact(ctx context.Context, r *incidents.Redaction, whole bool) (incidents.Revision, error) {
	id, err := incidents.ParseULID(r.Incident)
	if err != nil {
		return incidents.Revision{}, incidents.NoIncident(r.Story, r.Incident)
	}
	rows, err := p.tx.Rows(ctx, id)
	if err != nil {
		return incidents.Revision{}, err
	}
	if len(rows) == 0 || rows[0].Revision.Incident.Story != r.Story {
		return incidents.Revision{}, incidents.NoIncident(r.Story, r.Incident)
	}
	if err := p.read(ctx, &Job{writes: []Write{{ID: id}}}); err != nil { // as it names others before
		return incidents.Revision{}, err
	}
	st := p.states[id]
	for _, n := range r.Revisions {
		if n < 1 || n > st.Number {
			return incidents.Revision{}, incidents.Errorf(incidents.EInvalid, "revisions", "there is no revision %d; the newest is %d", n, st.Number)
		}
	}
	pictures := pictureNames{}
	w, err := p.withoutWords(ctx, r, st, rows, whole, &pictures)
	if err != nil {
		return incidents.Revision{}, err
	}
	if _, err := p.story(ctx, r.Story); err != nil {
		return incidents.Revision{}, err
	}
	if err := p.accepts(ctx, st, w); err != nil {
		return incidents.Revision{}, err
	}
	c := &Change{}
	if err := p.add(st, w, c); err != nil {
		return incidents.Revision{}, err
	}
	if err := p.auditRedaction(ctx, r, c, whole); err != nil {
		return incidents.Revision{}, err
	}
	p.holdAnew()
	if err := p.dropPictures(ctx, r.Story, id, &pictures, whole); err != nil {
		return incidents.Revision{}, err
	}
	return *w.Revision, p.noteRedaction(ctx, r, id, w.Revision.Seq)
}

// noteRedaction keeps what was taken away, by the number of the revision that says so.
func (p *Plan) noteRedaction(ctx context.Context, r *incidents.Redaction, id incidents.ULID, seq incidents.Seq) error {
	form, err := json.Marshal(r)
	if err != nil {
		return err
	}
	return p.tx.PutRedaction(ctx, id, seq, form)
}

// withoutWords takes the words out of all that was written of an incident, and gives the write that says so.
func (p *Plan) withoutWords(ctx context.Context, r *incidents.Redaction, st *State, rows []*Change, whole bool, pictures *pictureNames) (*Write, error) {
	last, err := p.rewrite(ctx, r, rows, whole, pictures)
	if err != nil {
		return nil, err
	}
	if err := p.rewriteHeld(ctx, r, st, whole, pictures); err != nil {
		return nil, err
	}
	var m merger
	kind, inc := incidents.Correction, last.Incident
	if whole {
		kind, inc.Disposition = incidents.Retraction, incidents.Retracted
	}
	w, err := m.write(&inc, st.Number, kind, r.Author, r.Note)
	if err != nil {
		return nil, err
	}
	w.Revision.AuthorID, w.safety = r.AuthorID, true
	return w, nil
}

// rewrite writes the rows of an incident again without what is taken away, and gives the newest
// revision so.
func (p *Plan) rewrite(ctx context.Context, r *incidents.Redaction, rows []*Change, whole bool, pictures *pictureNames) (*incidents.Revision, error) {
	var d document.Encoder
	var changed []*Change
	var newest *incidents.Revision
	for _, c := range rows {
		newest = c.Revision
		pictures.before(&c.Revision.Incident)
		if !r.Concerns(c.Revision.Number) {
			pictures.after(&c.Revision.Incident)
			continue
		}
		redacted := r.Of(c.Revision)
		pictures.after(&redacted.Incident)
		if whole {
			redacted.Incident.Origin = incidents.Origin{}
		}
		if err := redacted.Incident.Validate(); err != nil {
			return nil, incidents.Errorf(incidents.EInvalid, "fields", "cannot be taken out of revision %d: %v", c.Revision.Number, err)
		}
		text, err := d.Encode(&redacted.Incident)
		if err != nil {
			return nil, err
		}
		isRevision := c.Seq == c.Revision.Seq
		c.Revision, newest = &redacted, &redacted
		if isRevision {
			c.Write = &Write{Revision: &redacted, ID: c.ID, Document: text, Note: slices.Clone(d.EncodeTexts(redacted.Note))}
		}
		changed = append(changed, c)
	}
	return newest, p.tx.Rewrite(ctx, changed)
}

// rewriteHeld takes the words out of what is or was held back of an incident. Of one that is erased nothing waits.
func (p *Plan) rewriteHeld(ctx context.Context, r *incidents.Redaction, st *State, whole bool, pictures *pictureNames) error {
	held, err := p.tx.HeldBack(ctx, []incidents.ULID{st.ID})
	if err != nil {
		return err
	}
	for _, h := range held[st.ID] {
		pictures.before(&h.Revision.Incident)
		if r.Concerns(h.Revision.Number) {
			due := h.Revision.Due
			h.Revision = r.Of(&h.Revision)
			if h.Revision.Due = due; h.Revision.Note == nil {
				h.Note = nil
			}
			if whole {
				h.Revision.Incident.Origin = incidents.Origin{}
			}
			if err := h.Revision.Incident.Validate(); err != nil {
				return incidents.Errorf(incidents.EInvalid, "fields", "cannot be taken out of revision %d: %v", h.Revision.Number, err)
			}
		}
		pictures.after(&h.Revision.Incident)
		if h.Pending {
			st.pending = h
		}
		p.held = append(p.held, h)
	}
	if whole && st.pending != nil {
		p.settle(st.pending)
		st.pending = nil
	}
	return nil
}

// DecodeRedaction reads what a transaction was given to keep of a redaction.
func DecodeRedaction(form []byte) (r incidents.Redaction, err error) {
	err = json.Unmarshal(form, &r)
	return r, err
}

// redacts reports whether a redaction takes an aspect away, so that no record may bring it back.
func redacts(r *incidents.Redaction, of aspect) bool {
	if len(r.Fields) == 0 {
		return true
	}
	return slices.ContainsFunc(r.Fields, func(field string) bool { return slices.Contains(aspectsOf(field), of.name) })
}

// aspectsOf gives the aspects of an incident in which a field is.
func aspectsOf(field string) []string {
	switch base, _, _ := strings.Cut(field, "."); base {
	case "where":
		return []string{"where", "evidence", "extra"}
	case "casualties", "claims", "sources":
		return []string{"evidence"}
	default:
		return []string{base}
	}
}

// Stamp fills in of a redaction what the revision that says so has.
func Stamp(r *incidents.Redaction, rev *incidents.Revision) {
	r.Story, r.Incident = rev.Incident.Story, rev.Incident.ID
	r.Note, r.Author, r.AuthorID, r.Seq, r.Time = rev.Note, rev.Author, rev.AuthorID, rev.Seq, rev.Time
}

// EncodeAnew makes rows, as Rows gives them, what Rewrite puts in their place, as this program encodes them now.
func EncodeAnew(rows []*Change) error {
	var d document.Encoder
	for _, c := range rows {
		if c.Seq != c.Revision.Seq {
			continue
		}
		text, err := d.Encode(&c.Revision.Incident)
		if err != nil {
			return err
		}
		c.Write = &Write{Revision: c.Revision, ID: c.ID, Document: text, Note: slices.Clone(d.EncodeTexts(c.Revision.Note))}
	}
	return nil
}
