package main

import (
	"context"
	"fmt"
)

const (
	golangciLint = "github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0"
	deadcode     = "golang.org/x/tools/cmd/deadcode@v0.52.0"
	govulncheck  = "golang.org/x/vuln/cmd/govulncheck@v1.9.0"
)

type lintTask struct {
	Fix      bool     `help:"Mend what the linters can mend: formatting, import order, full stops."`
	Packages []string `arg:"" optional:"" help:"Package patterns; all packages if none is given."`
}

// Run lints the packages named.
func (t lintTask) Run(ctx context.Context, c checkout) error {
	packages := t.Packages
	if len(packages) == 0 {
		packages = []string{"./..."}
	}
	return c.lint(ctx, t.Fix, packages...)
}

// lint waits for another lint of the same machine to end: golangci-lint refuses to run
// twice at once.
func (c checkout) lint(ctx context.Context, fix bool, packages ...string) error {
	args := []string{"run", golangciLint, "run", "--allow-serial-runners"}
	if fix {
		args = append(args, "--fix")
	}
	return c.goTool(ctx, append(args, packages...)...)
}

type deadcodeTask struct{}

// Run lists functions that no program and no test reaches.
func (deadcodeTask) Run(ctx context.Context, c checkout) error {
	return c.goTool(ctx, "run", deadcode, "-test", "./...")
}

type vulnTask struct{}

// Run compares what the program calls with Go's vulnerability database.
func (vulnTask) Run(ctx context.Context, c checkout) error {
	if err := c.goTool(ctx, "run", govulncheck, "./..."); err != nil {
		return fmt.Errorf("vulnerabilities were found, or Go's vulnerability database could not be reached and nothing was checked: %w", err)
	}
	return nil
}
