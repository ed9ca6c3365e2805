// Package derive makes the files of the data folder from published data sets.
//
// Goals: every byte can be made again from packages at exact versions (sources/), each
// derivation reads from the sources and writes one file, and the same sources give the
// same bytes on every machine.
//
// Non-goals: keeping the data current by itself; a newer data set is a new version in
// sources/ and a new run.
package derive

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// derivation writes one file of the data folder.
type derivation struct {
	file  string
	write func(src Sources, w io.Writer, logf func(string, ...any)) error
}

// derivations are independent of one another but for the sources.
var derivations = []derivation{
	{"places.gaz", places},
	{"places.words", words},
	{"areas.shapes", areas},
	{"basemap.shapes", basemapShapes},
	{"basemap.labels", labels},
}

// Run fetches the sources into a temporary folder and writes every file of the data
// folder dir anew. It needs npm, and the network for what npm and Go have not cached.
// Progress goes to logf, one line a step.
func Run(ctx context.Context, dir string, logf func(format string, args ...any)) error {
	scratch, err := os.MkdirTemp("", "incidentmap-data-")
	if err != nil {
		return fmt.Errorf("make a folder for the sources: %w", err)
	}
	defer os.RemoveAll(scratch)
	src, err := fetch(ctx, scratch, logf)
	if err != nil {
		return err
	}
	return src.derive(dir, logf)
}

func (src Sources) derive(dir string, logf func(string, ...any)) error {
	for _, d := range derivations {
		path := filepath.Join(dir, d.file)
		if err := src.writeFile(path, d, logf); err != nil {
			return fmt.Errorf("derive %s: %w", path, err)
		}
	}
	return nil
}

// writeFile replaces the file only when all of it is written.
func (src Sources) writeFile(path string, d derivation, logf func(string, ...any)) error {
	f, err := os.CreateTemp(filepath.Dir(path), "."+d.file+"-")
	if err != nil {
		return fmt.Errorf("create: %w", err)
	}
	defer os.Remove(f.Name())
	defer f.Close()
	w := bufio.NewWriter(f)
	if err := d.write(src, w, logf); err != nil {
		return err
	}
	if err := w.Flush(); err != nil {
		return fmt.Errorf("write: %w", err)
	}
	info, err := f.Stat()
	if err != nil {
		return fmt.Errorf("size: %w", err)
	}
	if err := f.Chmod(0o644); err != nil {
		return fmt.Errorf("set the file's mode: %w", err)
	}
	if err := f.Close(); err != nil {
		return fmt.Errorf("close: %w", err)
	}
	logf("%s: %d bytes", path, info.Size())
	if err := os.Rename(f.Name(), path); err != nil {
		return fmt.Errorf("put in place: %w", err)
	}
	return nil
}
