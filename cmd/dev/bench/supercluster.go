package bench

import (
	"bufio"
	"context"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"incidentmap/cmd/dev/load"
	"incidentmap/cmd/dev/program"
	"incidentmap/cmd/dev/synthetic"
)

//go:embed supercluster.mjs
var superclusterScript []byte

// superclusterPackages are at fixed versions, so that figures can be repeated.
var superclusterPackages = []string{"supercluster@8.0.1", "vt-pbf@3.1.3"}

// superclusterRun is what the script says; times are in milliseconds, sizes in bytes.
type superclusterRun struct {
	Points     int     `json:"points"`
	LoadMS     float64 `json:"load_ms"`
	Memory     int64   `json:"memory"`
	Tiles      int     `json:"tiles"`
	TilesCPUMS float64 `json:"tiles_cpu_ms"`
	TileBytes  float64 `json:"tile_bytes"`
	Address    string  `json:"address"`
	served     loaded  // the same tiles over HTTP
	failed     bool
}

func (s *superclusterRun) load() time.Duration { return milliseconds(s.LoadMS) }

// tileCPU is the processor time of a tile.
func (s *superclusterRun) tileCPU() time.Duration {
	return milliseconds(s.TilesCPUMS) / time.Duration(max(s.Tiles, 1))
}

func milliseconds(ms float64) time.Duration { return time.Duration(ms * float64(time.Millisecond)) }

// supercluster measures the JavaScript library on the same points and tiles, once in a run.
// It is false, and noted, where Node.js or the packages are not to be had.
func (r *run) supercluster(ctx context.Context) (*superclusterRun, bool) {
	if r.js == nil {
		js, err := r.runSupercluster(ctx)
		if err != nil {
			r.note("not compared with supercluster: %v", err)
			js = &superclusterRun{failed: true}
		}
		r.js = js
	}
	return r.js, !r.js.failed
}

func (r *run) runSupercluster(ctx context.Context) (result *superclusterRun, err error) {
	dir := filepath.Join(r.Dir, "npm")
	if err := r.npm(ctx, dir); err != nil {
		return nil, err
	}
	points, err := r.kept(".points", func(w io.Writer) error { return synthetic.WritePoints(w, r.Incidents, seed) })
	if err != nil {
		return nil, err
	}
	tiles, err := writeTiles(dir)
	if err != nil {
		return nil, err
	}
	script := filepath.Join(dir, "supercluster.mjs")
	if err := os.WriteFile(script, superclusterScript, 0o644); err != nil {
		return nil, err
	}
	cmd := program.Command(ctx, "node", "--expose-gc", "--max-old-space-size=12000", script, points, tiles)
	cmd.Stderr = r.Log
	said, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("node: %w", err)
	}
	text, readErr := bufio.NewReader(said).ReadBytes('\n')
	process := program.Watch(cmd)
	defer func() { err = errors.Join(err, process.Stop()) }()
	if readErr != nil {
		return nil, fmt.Errorf("the script said %q: %w", text, readErr)
	}
	result = &superclusterRun{}
	if err := json.Unmarshal(text, result); err != nil {
		return nil, fmt.Errorf("the script said %q: %w", text, err)
	}
	if result.Points != r.Incidents {
		return nil, fmt.Errorf("the script read %d points of %d", result.Points, r.Incidents)
	}
	var all []load.Request
	for _, t := range synthetic.Tiles(asked, seed) {
		all = append(all, load.Request{URL: result.Address + "/" + t.String(), Header: zipped})
	}
	for range 2 { // the first for its compiler
		if result.served, err = r.load(ctx, process.PID(), load.Plan{Next: load.Each(all)}); err != nil {
			return nil, err
		}
	}
	return result, nil
}

// npm installs the packages into a folder unless they are there.
func (r *run) npm(ctx context.Context, dir string) error {
	for _, name := range []string{"supercluster", "vt-pbf"} {
		_, err := os.Stat(filepath.Join(dir, "node_modules", name))
		if errors.Is(err, os.ErrNotExist) {
			if err := os.MkdirAll(dir, 0o755); err != nil {
				return err
			}
			install := append([]string{"install", "--prefix", dir, "--ignore-scripts", "--no-audit", "--no-fund"}, superclusterPackages...)
			_, err = r.finish(ctx, "npm", install...)
			return err
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// writeTiles writes the addresses that the server is asked for.
func writeTiles(dir string) (string, error) {
	var text []byte
	for _, t := range synthetic.Tiles(asked, seed) {
		text = fmt.Appendln(text, t)
	}
	name := filepath.Join(dir, "tiles.txt")
	return name, os.WriteFile(name, text, 0o644)
}
