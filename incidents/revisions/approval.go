package revisions

import (
	"context"
	"slices"

	"incidentmap/incidents"
)

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
