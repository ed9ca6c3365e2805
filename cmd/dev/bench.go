package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"incidentmap/cmd/dev/bench"
)

type benchTask struct {
	Pattern  string   `default:"." help:"Regular expression of the benchmarks to run."`
	Packages []string `arg:"" optional:"" help:"Package patterns; all packages if none is given."`

	Server    bool          `help:"Measure the whole program from outside instead, and print a table."`
	Incidents int           `default:"1000000" help:"How many incidents --server invents."`
	Only      []string      `help:"What --server measures: import,start,tiles,filtered,cached,items,clusters,histogram,download,writes; all if not given." placeholder:"NAME,..."`
	Each      time.Duration `default:"5s" help:"How long --server writes, and asks for what is cached."`
	Dir       string        `help:"Where --server keeps what it makes, for the next run; the system's folder for such if not given." placeholder:"DIR"`
	Geoparse  string        `help:"Measure instead how well places are found in the corpora of a folder (*.jsonl), and write the table into README." placeholder:"DIR"`
	Plain     []string      `default:"GeoVirus,TUD-Loc" help:"Of these corpora --geoparse does not take adjectives for places." placeholder:"NAME,..."`

	Extract bool   `help:"Measure instead how well stories are read, our own and those of --data, and write the table into README."`
	Data    string `help:"A folder of coded texts (*.jsonl) for --extract." placeholder:"DIR"`

	Layout bool `help:"Measure instead how long the front end takes to lay out marks and names."`

	Postgres string `env:"INCIDENTMAP_TEST_POSTGRES" help:"A PostGIS server that --server compares with too, in databases of its own." placeholder:"postgres://..."`
}

// Run runs benchmarks and no tests; or measures the whole program.
func (t benchTask) Run(ctx context.Context, c checkout) error {
	if t.Server {
		return t.measure(ctx, c)
	}
	if t.Geoparse != "" {
		return measureGeoparse(c, t.Geoparse, t.Plain)
	}
	if t.Extract {
		return measureExtract(ctx, c, t.Data)
	}
	if t.Layout {
		return c.benchLayout(ctx)
	}
	packages := t.Packages
	if len(packages) == 0 {
		packages = []string{"./..."}
	}
	return c.goTool(ctx, append([]string{"test", "-run=^$", "-benchmem", "-bench=" + t.Pattern}, packages...)...)
}

func (t benchTask) measure(ctx context.Context, c checkout) error {
	if len(t.Packages) > 0 {
		return errors.New("--server measures the whole program and takes no packages")
	}
	self, err := os.Executable()
	if err != nil {
		return fmt.Errorf("cannot start this program once more: %w", err)
	}
	return bench.Run(ctx, bench.Options{
		Incidents: t.Incidents, Only: t.Only, Each: t.Each, Dir: t.Dir, Postgres: t.Postgres,
		Source: c.root, Self: self, Out: c.stdout, Log: c.stderr,
	})
}

type bareTask struct {
	File string `arg:""`
}

// Run serves until the context ends.
func (t bareTask) Run(ctx context.Context, c checkout) error {
	return bench.ServeBare(ctx, t.File, c.stdout)
}
