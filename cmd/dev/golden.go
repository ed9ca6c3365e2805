package main

import "context"

type blessTask struct {
	Packages []string `arg:"" optional:"" help:"Package patterns; all packages if none is given."`
}

// Run runs the tests whose names contain Golden with BLESS=1 in the environment, at
// which each writes the file that it would otherwise compare with.
func (t blessTask) Run(ctx context.Context, c checkout) error {
	packages := t.Packages
	if len(packages) == 0 {
		packages = []string{"./..."}
	}
	return c.run(ctx, command{
		env:  []string{"BLESS=1"},
		args: append([]string{"go", "test", "-count=1", "-run=Golden"}, packages...),
	})
}
