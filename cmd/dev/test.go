package main

import (
	"context"
	"os"
	"slices"
)

type testTask struct{}

// Run runs every check, the quickest to fail first and the browser's last.
func (testTask) Run(ctx context.Context, c checkout) error {
	return runSteps(ctx, c.stdout, slices.Concat([]step{
		{"install what is missing", c.install},
		{"lint", func(ctx context.Context) error { return c.lint(ctx, false, "./...") }},
		{"no dead code", c.deadcode},
	}, c.uiSteps(), []step{
		{"unit tests with the race detector", c.unitTests},
		{"unit tests of what starts no goroutine", c.sequentialTests},
		{"long tests whole", c.longTests},
		{"browser tests", c.browserTests},
	}))
}

// uiSteps are those of the front end, for which its packages are installed.
func (c checkout) uiSteps() []step {
	return []step{
		{"front end: types", c.checkTypes},
		{"front end: tests", c.uiTests},
		{"front end: dist is what src makes", c.compareDist},
	}
}

// nginxVariable makes the tests that run nginx fail, and not skip, where there is none.
const nginxVariable = "INCIDENTMAP_NGINX"

// uninstrumented leaves SQLite's own code, which was translated from C, out of the race detector's sight: it
// took most of the time of the stores' tests. It starts no goroutine, has no generic function and keeps what it
// shares outside Go's memory. No other package is left out: the linker keeps one copy of a generic function, and
// one that comes from a package without the detector hides what synchronizes the others.
const uninstrumented = "-gcflags=modernc.org/sqlite/lib=-race=false"

// unitTests runs the tests of packages that start goroutines beside PostgreSQL servers of their own; of
// those that take long, a share. Lint has vetted them.
func (c checkout) unitTests(ctx context.Context) error {
	concurrent, _, err := findConcurrent(os.DirFS(c.root))
	if err != nil {
		return err
	}
	return c.testWithServers(ctx, []string{"CGO_ENABLED=1"}, // the race detector needs cgo
		append([]string{"-race", uninstrumented, "-short", "-skip=^TestBrowser"}, concurrent...))
}

// testWithServers runs tests, with arguments of go test, beside the servers that some of them ask.
func (c checkout) testWithServers(ctx context.Context, env, args []string) error {
	return c.withPostgres(ctx, postgresVariable, func(dsn string) error {
		return c.withPostgres(ctx, disruptedVariable, func(disrupted string) error {
			return c.run(ctx, command{
				env:  append(env, postgresVariable+"="+dsn, disruptedVariable+"="+disrupted, nginxVariable+"=required"),
				args: append([]string{"go", "test", "-vet=off", "-timeout=30m"}, args...),
			})
		})
	})
}

// sequentialTests runs, whole, the tests that the race detector would only slow down.
func (c checkout) sequentialTests(ctx context.Context) error {
	_, sequential, err := findConcurrent(os.DirFS(c.root))
	if err != nil {
		return err
	}
	return c.run(ctx, command{args: append([]string{"go", "test", "-vet=off", "-timeout=30m"}, sequential...)})
}

// browserTests runs the tests that drive a browser without the race detector, whose
// slowness would be taken for the page's; more at once than there are processors, as they wait much.
// A browser test that would skip fails instead.
func (c checkout) browserTests(ctx context.Context) error {
	browser, err := findBrowser()
	if err != nil {
		return err
	}
	return c.run(ctx, command{
		env:  []string{browserVariable + "=" + browser, "INCIDENTMAP_BROWSER=required"},
		args: []string{"go", "test", "-vet=off", "-count=1", "-timeout=20m", "-parallel=3", "-run=^TestBrowser", "./cmd/incidentmap"},
	})
}
