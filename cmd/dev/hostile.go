package main

import (
	"context"

	"incidentmap/cmd/dev/hostile"
)

type hostileTask struct {
	Incidents int    `default:"500000" help:"How many incidents the attacked store holds; a fifth as many drafts come besides."`
	Reads     int    `default:"20" help:"How many requests a second a reader sends beside the attacks; 0 to measure the attacks alone."`
	Only      string `help:"Regular expression of the attacks to make, each named as in the table." placeholder:"REGEXP"`
	Dir       string `help:"Where the store is kept for the next run; the system's folder for such if not given." placeholder:"DIR"`
	Keep      bool   `help:"Leave the copy of the store that the attacks have written to."`
}

// Run attacks the program, and fails when it does not keep to the rules.
func (t hostileTask) Run(ctx context.Context, c checkout) error {
	return hostile.Run(ctx, hostile.Options{
		Incidents: t.Incidents, Reads: t.Reads, Only: t.Only, Dir: t.Dir, Keep: t.Keep,
		Source: c.root, Out: c.stdout, Log: c.stderr,
	})
}
