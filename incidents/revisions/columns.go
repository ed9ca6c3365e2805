package revisions

import (
	"context"
	"maps"
	"slices"

	"incidentmap/incidents"
)

// activate writes changes, and notes which unpublished columns readers see values of with them.
func (p *Plan) activate(ctx context.Context, changes []*Change) error {
	for _, c := range changes {
		for _, name := range c.Story.Unpublished(&c.Revision.Incident) {
			if slices.Contains(p.columns[c.Story.Slug], name) {
				continue
			}
			if p.columns == nil {
				p.columns = map[string][]string{}
			}
			p.columns[c.Story.Slug] = append(p.columns[c.Story.Slug], name)
		}
	}
	return p.tx.Activate(ctx, changes)
}

// publishColumns writes stories anew whose columns readers see values of for the first time.
func (p *Plan) publishColumns(ctx context.Context) error {
	for _, slug := range slices.Sorted(maps.Keys(p.columns)) {
		now, err := p.tx.Story(ctx, slug)
		if err != nil {
			return err
		}
		story := *now
		story.Columns = slices.Clone(now.Columns)
		for i := range story.Columns {
			c := &story.Columns[i]
			c.Unpublished = c.Unpublished && !slices.Contains(p.columns[slug], c.Name)
		}
		kept, err := storyAsKept(&story)
		if err != nil {
			return err
		}
		p.last++
		if err := p.tx.PutStory(ctx, p.last, kept); err != nil {
			return err
		}
		delete(p.stories, slug) // its version is another
	}
	p.columns = nil
	return nil
}

// keepUnpublished gives a story whose columns are unpublished as those of the same files' names were before: only
// what readers see changes that.
func keepUnpublished(old *incidents.Story, story *Story) (*Story, error) {
	if old == nil || len(story.Columns) == 0 {
		return story, nil
	}
	out := story.Story
	out.Columns = slices.Clone(story.Columns)
	for i := range out.Columns {
		if before := old.ColumnOf(out.Columns[i].Source); before.Name != "" {
			out.Columns[i].Unpublished = before.Unpublished
		}
	}
	if slices.Equal(out.Columns, story.Columns) {
		return story, nil
	}
	return storyAsKept(&out)
}
