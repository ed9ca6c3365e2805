package main

import (
	"context"

	"incidentmap/cmd/dev/crash"
)

type crashTask struct {
	Kills int    `default:"200" help:"How often a server is killed."`
	Fulls int    `default:"200" help:"How often its disk is full; that needs Linux and root."`
	Seed  uint64 `default:"1" help:"Of what is drawn by chance."`
}

// Run kills servers and fills disks, and fails when something was lost, doubled or damaged.
func (t crashTask) Run(ctx context.Context, c checkout) error {
	return crash.Run(ctx, crash.Options{Kills: t.Kills, Fulls: t.Fulls, Seed: t.Seed, Source: c.root, Out: c.stdout, Log: c.stderr})
}
