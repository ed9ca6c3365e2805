package hostile

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"time"

	"incidentmap/cmd/dev/program"
)

// Options say what is attacked, and with what.
type Options struct {
	Incidents int       // in the store; a fifth as many drafts come besides
	Reads     int       // of the reader, a second; without one only the attacks are measured
	Only      string    // a regular expression of "theme/name"; all when empty
	Dir       string    // keeps the store, for the next run
	Keep      bool      // leaves what the attacks have written to
	Source    string    // the checkout
	Out, Log  io.Writer // the table, and what goes on
}

// run is one run, and what it has so far.
type run struct {
	Options
	began   time.Time
	program string // the built program
	help    string // what it says of serve
	store   string // of this run; the attacks write to it
	token   string
	reader  *reader
	target  *target // the server that is attacked; nil while there is none
	kind    serverKind
	table   table
}

// ErrBroken tells that the server was attacked and did not keep to the rules.
var ErrBroken = errors.New("rules are broken; the table says which")

// Run makes a store unless there is one, attacks a server of it and prints the table. The error
// is ErrBroken when a rule was broken, and another when the attacks could not be made.
func Run(ctx context.Context, o Options) (err error) {
	chosen, err := regexp.Compile(o.Only)
	if err != nil {
		return fmt.Errorf("--only: %w", err)
	}
	if o.Incidents < 1000 {
		return fmt.Errorf("--incidents %d: there must be 1000 at least", o.Incidents)
	}
	if o.Dir == "" {
		o.Dir = filepath.Join(os.TempDir(), "incidentmap-hostile")
	}
	if err := os.MkdirAll(o.Dir, 0o755); err != nil {
		return fmt.Errorf("cannot keep what is made: %w", err)
	}
	r := &run{Options: o, began: time.Now()}
	r.table.machine = program.Machine()
	if err := r.prepare(ctx); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, r.end()) }()
	reading, endReading := context.WithCancel(ctx)
	read := make(chan struct{})
	go func() {
		defer close(read)
		r.reader.run(reading)
	}()
	defer func() {
		endReading()
		<-read
	}()
	if err := r.attackAll(ctx, chosen); err != nil {
		return err
	}
	return r.conclude()
}

// prepare builds the program and makes the store of this run.
func (r *run) prepare(ctx context.Context) error {
	r.program = filepath.Join(r.Dir, "incidentmap-program")
	if err := program.Build(ctx, r.Source, r.program, r.Log); err != nil {
		return err
	}
	help, err := program.Command(ctx, r.program, "serve", "--help").Output()
	if err != nil {
		return fmt.Errorf("serve --help: %w", err)
	}
	r.help = string(help)
	made, err := r.madeStore(ctx)
	if err != nil {
		return err
	}
	r.store = r.file(".attacked.db")
	if err := errors.Join(program.RemoveStore(r.store), program.CopyStore(r.store, made)); err != nil {
		return err
	}
	r.token, err = program.WriteToken(ctx, r.program, "sqlite:"+r.store)
	r.reader = newReader(readerPaths(), r.Reads)
	return err
}

// end stops the server and removes what the attacks have written to.
func (r *run) end() error {
	err := r.stop()
	if !r.Keep {
		err = errors.Join(err, program.RemoveStore(r.store))
	}
	return err
}

// longestAttack bounds one attack with all of its requests.
const longestAttack = 3 * time.Minute

// attackAll makes the chosen attacks, each also when one before it has ended the server.
func (r *run) attackAll(ctx context.Context, chosen *regexp.Regexp) error {
	for _, th := range themes() {
		mark := r.reader.mark()
		n := 0
		for _, a := range th.attacks() {
			if !chosen.MatchString(th.name + "/" + a.name) {
				continue
			}
			n++
			m, err := r.attack(ctx, &a)
			if ctx.Err() != nil {
				return context.Cause(ctx)
			}
			if err != nil {
				return fmt.Errorf("%s/%s: %w", th.name, a.name, err)
			}
			if err := r.table.add(r.Out, th.name, &a, &m); err != nil {
				return err
			}
		}
		if n > 0 {
			r.table.theme(th.name, r.reader.since(mark))
		}
	}
	return nil
}

// attack makes one attack on a server of its kind that is at rest.
func (r *run) attack(ctx context.Context, a *attack) (measured, error) {
	if flag := r.unknownFlag(a.server); flag != "" {
		return measured{skipped: "serve has no " + flag}, nil
	}
	if r.target == nil || r.kind != a.server || a.fresh || r.target.over() || !r.target.rested {
		if err := r.start(ctx, a.server); err != nil {
			return measured{}, err
		}
	}
	if a.server == plain && !a.fresh {
		if err := r.target.learn(ctx); err != nil {
			return measured{}, err
		}
	}
	ctx, enough := context.WithTimeout(ctx, longestAttack)
	defer enough()
	m := r.target.measure(ctx, a)
	r.target.rested = m.rested
	if ctx.Err() != nil {
		m.fault("not over after %s", longestAttack)
	}
	return m, nil
}

// conclude prints what is not of one attack, and tells whether a rule was broken.
func (r *run) conclude() error {
	if err := r.stop(); err != nil {
		fmt.Fprintf(r.Log, "the last server: %v\n", err)
	}
	all := r.reader.since(0)
	if err := r.table.end(r.Out, &all, time.Since(r.began)); err != nil {
		return err
	}
	if r.table.broken > 0 {
		return ErrBroken
	}
	return nil
}
