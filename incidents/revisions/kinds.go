package revisions

import (
	"context"
	"slices"

	"incidentmap/incidents"
)

// acceptsKind refuses a kind that the story does not declare. An incident may keep the one that it has: whatever the
// story says, it can be corrected and taken back.
func (p *Plan) acceptsKind(ctx context.Context, st *State, w *Write) error {
	kind := w.Revision.Incident.Kind
	if !kind.IsOwn() || st.inForce != nil && st.inForce.Incident.Kind == kind {
		return nil
	}
	story, err := p.story(ctx, w.Revision.Incident.Story)
	if err != nil {
		return err
	}
	return story.CheckKind(w.at+"kind", kind)
}

// keepsKinds refuses a story without a kind that it declared and incidents of it have.
func (p *Plan) keepsKinds(ctx context.Context, old, story *incidents.Story) error {
	if old == nil {
		return nil
	}
	var gone []incidents.Kind
	for _, k := range old.Kinds {
		if _, stays := story.LookupKind(k.Kind); !stays {
			gone = append(gone, k.Kind)
		}
	}
	if len(gone) == 0 {
		return nil
	}
	had, err := p.tx.KindsOf(ctx, story.Slug, gone)
	if err != nil || len(had) == 0 {
		return err
	}
	slices.Sort(had)
	return incidents.Errorf(incidents.EInvalid, "kinds", "incidents are of the kinds %v, which are no longer declared; give them others first, or keep the kinds", had)
}
