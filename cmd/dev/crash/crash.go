package crash

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"time"

	"incidentmap/cmd/dev/program"
)

// Options say how often the server is killed and how often its disk is full.
type Options struct {
	Kills, Fulls int
	Seed         uint64
	Source       string    // the checkout
	Out, Log     io.Writer // what was found, and what goes on
}

// runsOfStore is how many runs a store lives through: it grows by them, and all of it is read
// after each.
const runsOfStore = 10

// fault is what befalls a server.
type fault struct {
	name string
	runs int
	// befall lets it happen while writers write, and returns when the server is up again and may be
	// asked.
	befall func(ctx context.Context, r *run, w *writers) error
}

// ErrBroken tells that something was lost, doubled or damaged.
var ErrBroken = errors.New("what was acknowledged does not hold")

// Run kills the server and fills its disk, and prints what became of what was written. The error
// is ErrBroken when something was lost, twice or damaged.
func Run(ctx context.Context, o Options) error {
	dir, err := os.MkdirTemp("", "incidentmap-crash")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	binary := filepath.Join(dir, "incidentmap-program")
	if err := program.Build(ctx, o.Source, binary, o.Log); err != nil {
		return err
	}
	fmt.Fprintf(o.Out, "%s; seed %d\n", program.Machine(), o.Seed)
	broken := false
	for _, f := range []fault{{"kill -9", o.Kills, kill}, {"full disk", o.Fulls, fill}} {
		found, err := f.repeat(ctx, &o, binary, dir)
		if err != nil {
			return fmt.Errorf("%s: %w", f.name, err)
		}
		fmt.Fprintf(o.Out, "%s, %d times: %s\n", f.name, f.runs, found.String())
		broken = broken || found.bad()
	}
	if broken {
		return ErrBroken
	}
	return nil
}

// repeat lets a fault befall servers again and again.
func (f *fault) repeat(ctx context.Context, o *Options, binary, dir string) (total findings, err error) {
	for began := 0; began < f.runs; began += runsOfStore {
		found, err := f.wearOut(ctx, o, binary, dir, began, min(runsOfStore, f.runs-began))
		if err != nil {
			return total, err
		}
		total.add(found)
	}
	return total, nil
}

// wearOut lets it befall one store some times.
func (f *fault) wearOut(ctx context.Context, o *Options, binary, dir string, first, times int) (total findings, err error) {
	disk, err := mountDisk(filepath.Join(dir, "disk"), f.name == "full disk")
	if err != nil {
		return total, err
	}
	defer func() { err = errors.Join(err, disk.remove()) }()
	r := &run{binary: binary, store: filepath.Join(disk.dir, "store.db"), disk: disk, log: filepath.Join(dir, "server.log")}
	if r.token, err = program.WriteToken(ctx, binary, "sqlite:"+r.store); err != nil {
		return total, err
	}
	if err := r.start(ctx); err != nil {
		return total, err
	}
	defer func() { err = errors.Join(err, r.stop()) }()
	if err := r.makeStories(ctx); err != nil {
		return total, err
	}
	w := &writers{}
	for n := range times {
		r.random = rand.New(rand.NewPCG(o.Seed, uint64(first+n))) //nolint:gosec // it is to be repeated
		if err := f.befall(ctx, r, w); err != nil {
			return total, err
		}
		found, err := r.examine(ctx, w)
		if err != nil {
			return total, err
		}
		for _, problem := range found.problems {
			fmt.Fprintf(o.Out, "%s %d: %s\n", f.name, first+n, problem)
		}
		total.add(found)
	}
	total.writes += w.acknowledged()
	return total, nil
}

// run is a store and the server of it.
type run struct {
	binary, store, log, token string
	disk                      *disk
	server                    *program.Server
	random                    *rand.Rand
}

func (r *run) start(ctx context.Context) (err error) {
	r.server, err = program.Serve(ctx, r.log, r.binary, "sqlite:"+r.store)
	return err
}

func (r *run) stop() error {
	if r.server == nil {
		return nil
	}
	server := r.server
	r.server = nil
	return server.Stop()
}

// kill ends the server as the system does when memory runs out: at once.
func (r *run) kill() error {
	server := r.server
	r.server = nil
	err := server.Kill()
	_ = server.Stop() // it was killed, and says so
	return err
}

// How many acknowledged writes it takes until a server is killed.
const (
	fewestWrites = 20
	mostWrites   = 140
)

// kill lets writers write, kills the server after some writes, and one in four times again while it starts.
func kill(ctx context.Context, r *run, w *writers) error {
	w.write(ctx, r, fewestWrites+r.random.IntN(mostWrites-fewestWrites), func() error { return r.server.Kill() })
	if err := r.kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return err
	}
	if r.random.IntN(4) == 0 { //nolint:mnd // one in four
		if err := r.killStarting(ctx); err != nil {
			return err
		}
	}
	return r.start(ctx)
}

// killStarting kills a server before it is ready, somewhere in its first half second.
func (r *run) killStarting(ctx context.Context) error {
	p, err := program.Launch(program.Command(ctx, r.binary, "serve", "--addr", "127.0.0.1:0", "--store", "sqlite:"+r.store))
	if err != nil {
		return err
	}
	select {
	case <-ctx.Done():
	case <-time.After(time.Duration(r.random.IntN(500)) * time.Millisecond):
	}
	err = p.Kill()
	_ = p.Stop() // it was killed, and says so
	return err
}

// mostRoom is how much room a full disk has left at most, in bytes.
const mostRoom = 2 << 20

// fill takes the room away while writers write, and gives it back after some refusals; one in
// two times the server is killed before.
func fill(ctx context.Context, r *run, w *writers) error {
	if err := r.disk.fill(int64(r.random.IntN(mostRoom))); err != nil {
		return err
	}
	w.writeUntilRefused(ctx, r)
	if err := r.reads(ctx); err != nil {
		return fmt.Errorf("with a full disk: %w", err)
	}
	again := r.random.IntN(2) == 0 //nolint:mnd // one in two
	if again {
		if err := r.kill(); err != nil {
			return err
		}
	}
	if err := r.disk.clear(); err != nil {
		return err
	}
	if again {
		return r.start(ctx)
	}
	return nil
}
