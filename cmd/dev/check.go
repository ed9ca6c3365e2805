package main

import (
	"context"
	"fmt"
	"os"
	"strings"
)

type checkTask struct{}

// Run does what takes little time of what the test task does, and says what that leaves out.
// What did not change since the last run is not done again.
func (checkTask) Run(ctx context.Context, c checkout) error {
	steps := []step{
		{"vet", func(ctx context.Context) error { return c.goTool(ctx, "vet", "./...") }},
		{"lint", func(ctx context.Context) error { return c.lint(ctx, false, "./...") }},
		{"unit tests", c.quickTests},
	}
	installed := c.npmInstalled()
	if installed {
		steps = append(steps, c.uiSteps()...)
	}
	if err := runSteps(ctx, c.stdout, steps); err != nil {
		return err
	}
	fmt.Fprintf(c.stdout, "\nAll of this holds. %s", notChecked(installed))
	return nil
}

// quickTests runs the tests without the race detector, and of those that take long a share. The
// environment may name a database and ask that nothing be skipped, which is for the test task.
func (c checkout) quickTests(ctx context.Context) error {
	return c.run(ctx, command{
		env:  []string{postgresVariable + "=", disruptedVariable + "=", "CI="},
		args: []string{"go", "test", "-vet=off", "-short", "-skip=^TestBrowser", "./..."},
	})
}

// notChecked says what the check task leaves out.
func notChecked(withUI bool) string {
	left := []string{"the race detector", "the browser's tests", "PostgreSQL's tests", "the long share of tests that invent many incidents"}
	if !withUI {
		left = append(left, "the front end's types, tests and dist, whose npm packages are not installed")
	}
	return fmt.Sprintf("Not run: %s. go run ./cmd/dev test runs all.\n", strings.Join(left, "; "))
}

// npmInstalled tells whether the front end's packages are what package-lock.json says.
func (c checkout) npmInstalled() bool {
	want, err := lockSum(c.path(uiDir))
	if err != nil {
		return false
	}
	have, err := os.ReadFile(c.path(installedNote))
	return err == nil && string(have) == want
}
