package loader

import (
	"context"
	"fmt"

	"incidentmap/incidents"
	"incidentmap/incidents/intake"
	"incidentmap/incidents/records"
)

// addKinds reads files without taking anything, and gives the story the kinds that they propose. A story that is there
// is written with them, unless the options are of a dry run.
func addKinds(ctx context.Context, files []*records.File, options intake.Options, c *Config) error {
	dry := options.DryRun
	options.Story, options.DryRun, options.Preview, options.Lines, options.Columns = c.Story, true, 0, nil, nil
	report, err := intake.Read(ctx, files, options, nil)
	if err != nil && ctx.Err() != nil {
		return err // what else is wrong with the files is told when they are taken
	}
	added := report.Proposed()
	added = added[:min(len(added), incidents.MaxKinds-len(c.Story.Kinds))]
	if len(added) == 0 {
		return nil
	}
	kinds := append([]incidents.KindInfo{}, c.Story.Kinds...)
	for _, k := range added {
		kinds = append(kinds, k.KindInfo)
	}
	c.Story.Kinds = kinds
	if c.Made || dry {
		return nil // a story that is made is written with its first incidents
	}
	if _, err := c.Store.PutStory(ctx, c.Story); err != nil {
		return fmt.Errorf("cannot give the story %s the kinds of the file: %w", c.Story.Slug, err)
	}
	now, err := c.Store.Story(ctx, c.Story.Slug)
	c.Story.Version = now.Version
	return err
}
