package revisions

import (
	"context"
	"encoding/json"
	"slices"

	"incidentmap/incidents"
)

// Story is a story that holds to the rules, as it will be read back.
type Story struct {
	incidents.Story
	Document []byte // JSON, as it is kept
}

// NewStory holds a story against the rules. EInvalid names the fields at fault.
func NewStory(s *incidents.Story) (*Story, error) {
	if err := s.ValidateNew(); err != nil {
		return nil, err
	}
	return storyAsKept(s)
}

// storyAsKept gives a story as it will be read back.
func storyAsKept(s *incidents.Story) (*Story, error) {
	document, err := json.Marshal(s)
	if err != nil {
		return nil, incidents.Errorf(incidents.EInvalid, "story", "cannot be written as JSON: %v", err)
	}
	out := &Story{Document: document}
	if err := json.Unmarshal(document, &out.Story); err != nil {
		return nil, incidents.Errorf(incidents.EInvalid, "story", "cannot be read back from JSON: %v", err)
	}
	out.Version = s.Version
	return out, nil
}

// isStale reports whether a version of a story is not that which there is, nil for none.
func isStale(version incidents.Seq, old *incidents.Story) bool {
	switch {
	case version < 0:
		return old != nil
	case version > 0:
		return old == nil || old.Version != version
	}
	return false
}

// PutStory writes a story, new or in place of the one of the same slug. Where readers see its
// incidents otherwise than before, each is encoded again.
func (p *Plan) PutStory(ctx context.Context, story *Story) error {
	old, err := p.tx.Story(ctx, story.Slug)
	if err != nil {
		return err
	}
	if isStale(story.Version, old) {
		return incidents.Errorf(incidents.EConflict, "version", "the story %q was changed meanwhile; read it and try again", story.Slug)
	}
	if err := p.keepsKinds(ctx, old, &story.Story); err != nil {
		return err
	}
	if story, err = keepUnpublished(old, story); err != nil {
		return err
	}
	p.last++
	if err := p.tx.PutStory(ctx, p.last, story); err != nil {
		return err
	}
	who, id := incidents.AuthorOf(ctx)
	p.audit = append(p.audit, incidents.AuditEntry{
		Seq: p.last, Time: p.now, Who: who, WhoID: id, Action: incidents.AuditStory, Story: story.Slug, Detail: changedFields(old, &story.Story),
	})
	if err := p.putAudit(ctx); err != nil {
		return err
	}
	if old == nil {
		return nil
	}
	if !old.SameTimes(&story.Story) {
		if err := p.moveDue(ctx, &story.Story); err != nil {
			return err
		}
	}
	if old.ShowsAs(&story.Story) {
		return nil
	}
	seqs, err := p.tx.InForce(ctx, story.Slug)
	if err != nil {
		return err
	}
	if err := p.encodeAgain(ctx, &story.Story, seqs); err != nil {
		return err
	}
	return p.publishColumns(ctx)
}

// encodedAtOnce is how many incidents are held in memory while they are encoded again.
const encodedAtOnce = 2000

// encodeAgain encodes what is in force under some numbers again, in their order, as every store
// does: the numbers are in what is encoded.
func (p *Plan) encodeAgain(ctx context.Context, story *incidents.Story, seqs []incidents.Seq) error {
	for batch := range slices.Chunk(seqs, encodedAtOnce) {
		if err := ctx.Err(); err != nil {
			return err
		}
		rows, err := p.tx.Encoded(ctx, batch)
		if err != nil {
			return err
		}
		changes, room := make([]*Change, len(rows)), make([]Change, len(rows))
		for i, row := range rows {
			p.last++
			room[i] = Change{
				Seq: p.last, ID: row.ID, Story: story, Revision: row.Revision, Published: row.Published,
				Ends: batch[i], EndsSeen: true, names: Names(&row.Revision.Incident),
			}
			changes[i] = &room[i]
		}
		if err := p.hide(ctx, changes); err != nil {
			return err
		}
		if err := p.activate(ctx, changes); err != nil {
			return err
		}
	}
	return nil
}
