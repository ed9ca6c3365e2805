// Command dev runs the project's own tasks: tests, lint, the front end's bundle, the
// embedded data, golden files and benchmarks.
//
// Goals: one command per task that a fresh clone can run, the same for a person and
// for continuous integration; tools at pinned versions; a message that says what is
// missing and how to get it.
//
// Non-goals: building the program, which needs nothing but go build.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"
)

// tasks is the command line: one field for each task.
type tasks struct {
	Test     testTask     `cmd:"" help:"Install what is missing where that can be done, then run every check."`
	Check    checkTask    `cmd:"" help:"Run what takes little time of that: vet, lint, and tests without race detector, browser and databases."`
	Lint     lintTask     `cmd:"" help:"Run golangci-lint at its pinned version."`
	Assets   assetsTask   `cmd:"" help:"Bundle web/ui/src into web/ui/dist."`
	Data     dataTask     `cmd:"" help:"Derive the embedded data from its origins again."`
	Bless    blessTask    `cmd:"" help:"Rewrite the golden files with what the code answers now."`
	Bench    benchTask    `cmd:"" help:"Run the benchmarks that sit beside the code, or with --server measure the whole program."`
	Hostile  hostileTask  `cmd:"" help:"Attack a server of a large store as a stranger would, and print what each attack costs it."`
	Crash    crashTask    `cmd:"" help:"Kill a server and fill its disk while it is written to, and look for what was lost, doubled or damaged."`
	Serve    serveTask    `cmd:"" help:"Serve invented incidents with the pages and scripts of this checkout, made anew when they change."`
	Deadcode deadcodeTask `cmd:"" help:"Fail if there are functions that no program reaches."`
	Vuln     vulnTask     `cmd:"" help:"Look for known vulnerabilities; needs the network, for Go's vulnerability database."`

	BareHTTP bareTask `cmd:"" name:"bare-http" hidden:"" help:"Serve what a file holds; the floor that bench --server compares with."`
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "dev:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	task := kong.Parse(&tasks{},
		kong.Name("dev"),
		kong.Description("The tasks of those who work on incidentmap."),
		kong.UsageOnError(),
	)
	tree, err := findCheckout(os.Stdout, os.Stderr)
	if err != nil {
		return err
	}
	task.BindTo(ctx, (*context.Context)(nil))
	return task.Run(tree)
}
