package main

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
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

// Run fails if there are functions that no program reaches.
func (deadcodeTask) Run(ctx context.Context, c checkout) error { return c.deadcode(ctx) }

// ofPrograms matches packages but those whose names end in "test", which only tests import.
const ofPrograms = `^incidentmap.*([^t]|[^s]t|[^e]st|[^t]est)$`

// testOptions are functions that only the tests of other packages call.
var testOptions = []string{"unreachable func: WithClock", "unreachable func: FiguresOf"}

func (c checkout) deadcode(ctx context.Context) error {
	var found bytes.Buffer
	quiet := c
	quiet.stdout = &found
	if err := quiet.goTool(ctx, "run", deadcode, "-filter="+ofPrograms, "./..."); err != nil {
		return err
	}
	if dead := deadIn(found.String()); len(dead) > 0 {
		return fmt.Errorf("no program reaches these; delete them, or move what only tests need into tests:\n  %s", strings.Join(dead, "\n  "))
	}
	return nil
}

// deadIn gives the lines of deadcode's answer that name functions to be deleted.
func deadIn(answer string) []string {
	var dead []string
	for line := range strings.Lines(answer) {
		line = strings.TrimSpace(line)
		_, function, _ := strings.Cut(line, ": ")
		if line != "" && !slices.Contains(testOptions, function) {
			dead = append(dead, line)
		}
	}
	return dead
}

type vulnTask struct{}

// Run compares what the program calls with Go's vulnerability database.
func (vulnTask) Run(ctx context.Context, c checkout) error {
	if err := c.goTool(ctx, "run", govulncheck, "./..."); err != nil {
		return fmt.Errorf("vulnerabilities were found, or Go's vulnerability database could not be reached and nothing was checked: %w", err)
	}
	return nil
}
