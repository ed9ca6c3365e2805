package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"time"

	"incidentmap/cmd/dev/program"
	"incidentmap/cmd/dev/synthetic"
)

type serveTask struct {
	Addr      string `default:"127.0.0.1:8081" help:"Address to listen on."`
	Incidents int    `default:"2000" help:"How many incidents are invented."`
	Dir       string `help:"Where the store is kept for the next run; a temporary folder if not given." placeholder:"DIR"`
}

// The story of invented incidents, and the seed they are invented from.
const (
	devStory = "invented"
	devSeed  = 1
)

// lookEvery is how often the sources are looked at.
const lookEvery = 500 * time.Millisecond

// Run serves invented incidents, with the pages and scripts of the checkout in place of the embedded
// ones. When a source changes, what is made of it is made anew and the server started again.
func (t serveTask) Run(ctx context.Context, c checkout) error {
	scratch, err := os.MkdirTemp("", "incidentmap-serve-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(scratch)
	d := devServer{checkout: c, addr: t.Addr, name: filepath.Join(scratch, "incidentmap"), store: filepath.Join(scratch, "dev.db")}
	if t.Dir != "" {
		d.store = filepath.Join(t.Dir, fmt.Sprintf("dev-%d.db", t.Incidents))
	}
	if err := program.Build(ctx, c.root, d.name, c.stderr); err != nil {
		return err
	}
	if err := d.fill(ctx, filepath.Join(scratch, "invented.csv"), t.Incidents); err != nil {
		return err
	}
	return d.run(ctx)
}

// devServer is the program, serving what is worked on.
type devServer struct {
	checkout
	addr, name, store string
}

// fill makes the store of invented incidents, unless it is there.
func (d *devServer) fill(ctx context.Context, table string, n int) error {
	if _, err := os.Stat(d.store); err == nil {
		return nil
	}
	file, err := os.Create(table)
	if err != nil {
		return err
	}
	_, err = synthetic.WriteCSV(file, n, devSeed)
	if err = errors.Join(err, file.Close()); err != nil {
		return fmt.Errorf("cannot invent incidents: %w", err)
	}
	_, err = program.Finish(ctx, table+".log", d.name, "import", "--store", "sqlite:"+d.store, "--story", devStory, "--publish", table)
	return err
}

// run serves until the context ends.
func (d *devServer) run(ctx context.Context) error {
	seen, err := sourcesIn(os.DirFS(d.root))
	if err != nil {
		return err
	}
	server, err := d.start(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(d.stdout, "Invented incidents: http://%s/stories/%s\n", d.addr, devStory)
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return server.Stop()
		case <-tick.C:
		}
		now, err := sourcesIn(os.DirFS(d.root))
		if err != nil {
			continue // a file that is being written
		}
		if now == seen {
			continue
		}
		before := seen
		seen = now
		if err := d.remake(ctx, before, now); err != nil {
			fmt.Fprintln(d.stderr, "dev:", err) // the server goes on as it was
			continue
		}
		if err := server.Stop(); err != nil {
			fmt.Fprintln(d.stderr, "dev: the server:", err)
		}
		if server, err = d.start(ctx); err != nil {
			return err
		}
		fmt.Fprintln(d.stdout, "Made anew; reload the page.")
	}
}

// remake makes what the sources that changed are for.
func (d *devServer) remake(ctx context.Context, before, now sources) error {
	if now.front != before.front {
		if err := (assetsTask{}).Run(ctx, d.checkout); err != nil {
			return err
		}
	}
	if now.program != before.program {
		return program.Build(ctx, d.root, d.name, d.stderr)
	}
	return nil
}

func (d *devServer) start(ctx context.Context) (*program.Running, error) {
	cmd := program.Command(ctx, d.name, "serve", "--addr", d.addr, "--rate", "0", "--store", "sqlite:"+d.store, "--ui", d.path(uiDir))
	cmd.Stderr = d.stderr
	return program.Launch(cmd)
}

// sources tell by their newest change, and by how many they are, when something must be made anew.
type sources struct{ program, front, pages newest }

type newest struct {
	at    int64 // nanoseconds since 1970
	files int
}

func (n *newest) add(info fs.FileInfo) {
	n.at = max(n.at, info.ModTime().UnixNano())
	n.files++
}

// sourcesIn looks at the sources of a checkout: Go files but tests, the front end's, and its templates.
func sourcesIn(tree fs.FS) (sources, error) {
	var all sources
	err := fs.WalkDir(tree, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && name != "." && skipped(entry.Name()):
			return fs.SkipDir
		case entry.IsDir():
			return nil
		}
		kind := map[string]*newest{".go": &all.program, ".ts": &all.front, ".css": &all.front, ".gohtml": &all.pages}[path.Ext(name)]
		if kind == nil {
			return nil
		}
		info, err := entry.Info()
		if err == nil {
			kind.add(info)
		}
		return err
	})
	return all, err
}
