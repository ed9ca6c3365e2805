package bench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"incidentmap/cmd/dev/load"
	"incidentmap/cmd/dev/program"
)

// Options say what is measured, and on how much.
type Options struct {
	Incidents int
	Only      []string      // names of measures; all when empty
	Each      time.Duration // how long a measure loads the server
	Dir       string        // keeps what is made, for the next run
	Postgres  string        // address of a PostGIS server to make databases on; none when empty
	Source    string        // the checkout
	Self      string        // this program, which takes BareCommand and a file
	Out, Log  io.Writer     // the table, and what goes on
}

// BareCommand is the word by which Options.Self calls ServeBare.
const BareCommand = "bare-http"

// seed is of all that is invented.
const seed = 1

// measure is one thing that can be measured.
type measure struct {
	name string
	take func(*run, context.Context) error
	// serving tells measures that want the server of the run.
	serving bool
}

// measures are all there are, in the order in which they are taken.
func measures() []measure {
	return []measure{
		{"import", (*run).measureImport, false},
		{"start", (*run).measureStart, false},
		{"tiles", (*run).measureTiles, true},
		{"filtered", (*run).measureFiltered, true},
		{"cached", (*run).measureCached, true},
		{"items", (*run).measureItems, true},
		{"clusters", (*run).measureClusters, true},
		{"histogram", (*run).measureHistogram, true},
		{"download", (*run).measureDownload, true},
		{"writes", (*run).measureWrites, false},
	}
}

// Measures lists the names of the measures.
func Measures() []string {
	var names []string
	for _, m := range measures() {
		names = append(names, m.name)
	}
	return names
}

// run is one run, and what it has so far.
type run struct {
	Options
	began   time.Time
	client  *http.Client
	program string  // the built program
	server  *server // of the measures that want one; nil before the first of them
	table   table
	current string // the measure that is taken
	js      *superclusterRun
}

// Run takes the measures and prints the table. The error joins those of the measures that
// could not be taken.
func Run(ctx context.Context, o Options) (err error) {
	wanted, err := choose(o.Only)
	if err != nil {
		return err
	}
	if o.Incidents < 1 {
		return fmt.Errorf("--incidents %d: there must be one at least", o.Incidents)
	}
	if o.Dir == "" {
		o.Dir = filepath.Join(os.TempDir(), "incidentmap-bench")
	}
	if err := os.MkdirAll(o.Dir, 0o755); err != nil {
		return fmt.Errorf("cannot keep what is made: %w", err)
	}
	r := &run{Options: o, began: time.Now(), client: load.Client(manyWriters)}
	r.table.machine = program.Machine()
	if err := r.build(ctx); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, r.stopServer()) }()
	failed := r.takeAll(ctx, wanted)
	fmt.Fprintln(r.Out)
	return errors.Join(r.table.write(r.Out), failed)
}

// build builds the program.
func (r *run) build(ctx context.Context) error {
	r.program = filepath.Join(r.Dir, "incidentmap-program")
	return program.Build(ctx, r.Source, r.program, r.Log)
}

// takeAll takes the measures, each of them even if one before it failed, until the context
// ends.
func (r *run) takeAll(ctx context.Context, wanted []measure) error {
	var failed error
	for _, m := range wanted {
		began := time.Now()
		r.current = m.name
		err := r.take(ctx, m)
		if ctx.Err() != nil {
			return errors.Join(failed, fmt.Errorf("%s: %w", m.name, context.Cause(ctx)))
		}
		if err != nil {
			failed = errors.Join(failed, fmt.Errorf("%s: %w", m.name, err))
		}
		fmt.Fprintf(r.Log, "%s: %.1f s\n", m.name, time.Since(began).Seconds())
	}
	return failed
}

func (r *run) take(ctx context.Context, m measure) error {
	if m.serving {
		if err := r.wantServer(ctx); err != nil {
			return err
		}
	}
	return m.take(r, ctx)
}

// wantServer starts the server unless it is there, and waits once until it is quiet.
func (r *run) wantServer(ctx context.Context) (err error) {
	if r.server == nil {
		if r.server, err = r.startServer(ctx); err != nil {
			return err
		}
	}
	if r.server.settled {
		return nil
	}
	r.server.settled = true
	return r.settle(ctx, r.server)
}

// choose gives the measures of the names, in their own order.
func choose(names []string) ([]measure, error) {
	all := measures()
	if len(names) == 0 {
		return all, nil
	}
	for _, name := range names {
		if !slices.Contains(Measures(), name) {
			return nil, fmt.Errorf("--only %q is no measure; there are %s", name, strings.Join(Measures(), ", "))
		}
	}
	return slices.DeleteFunc(all, func(m measure) bool { return !slices.Contains(names, m.name) }), nil
}

// workers is how many requests are under way when nothing else is said: enough that the
// server never waits for this program.
func workers() int { return 2 * runtime.NumCPU() }

// row adds a row about the measure that is taken.
func (r *run) row(row row) {
	row.repeat = fmt.Sprintf("go run ./cmd/dev bench --server --incidents %d --only %s", r.Incidents, r.current)
	r.table.rows = append(r.table.rows, row)
}

// note adds a line below the table.
func (r *run) note(format string, args ...any) {
	r.table.notes = append(r.table.notes, r.current+": "+fmt.Sprintf(format, args...))
}

// file is the name of a file that is kept for the next run, of so many incidents.
func (r *run) file(suffix string) string {
	return filepath.Join(r.Dir, fmt.Sprintf("incidents-%d%s", r.Incidents, suffix))
}

// kept gives the name of a file of so many incidents, which is made unless it is there. A
// file is there once it is whole.
func (r *run) kept(suffix string, write func(w io.Writer) error) (string, error) {
	name := r.file(suffix)
	if _, err := os.Stat(name); err == nil {
		return name, nil
	}
	part, err := os.Create(name + ".part")
	if err != nil {
		return "", err
	}
	err = errors.Join(write(part), part.Close())
	if err != nil {
		return "", errors.Join(err, os.Remove(part.Name()))
	}
	return name, os.Rename(part.Name(), name)
}
