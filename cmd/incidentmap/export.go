package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"incidentmap/incidents/format"
	"incidentmap/incidents/index"
	"incidentmap/web/download"
	"incidentmap/web/stories"
)

// exportCmd writes a layer into a file, the same that the server gives at
// /stories/{story}/layers/{layer}.{format}.
type exportCmd struct {
	Store     string `help:"Where incidents are kept: sqlite:FILE or postgres://USER:PASSWORD@HOST:PORT/DATABASE." default:"sqlite:incidentmap.db"`
	Story     string `help:"The story, by its name in addresses." required:"" placeholder:"S"`
	Layer     string `help:"The layer's id." default:"all" placeholder:"L"`
	Format    string `help:"${formats}; by the file's name when not given." placeholder:"F"`
	Output    string `short:"o" help:"The file to write; - for standard output." required:"" placeholder:"FILE"`
	Lang      string `help:"Language of the texts; the story's own when not given." placeholder:"es"`
	PublicURL string `name:"public-url" help:"Address of the server that links lead to." placeholder:"URL"`

	BBox         string   `name:"bbox" help:"Only what meets west,south,east,north, or has no place." placeholder:"W,S,E,N"`
	Datetime     string   `help:"Only what meets the time or interval, or has no time." placeholder:"2026-02-22/.."`
	Kind         []string `help:"Only these kinds."`
	Class        []string `help:"Only these classes."`
	Verification []string `help:"Only these states of verification."`
	Q            string   `name:"q" help:"Only what holds these words." placeholder:"WORDS"`
	AsOf         string   `name:"as-of" help:"The layer as it stood: a sequence number or an RFC 3339 time." placeholder:"SEQ|TIME"`
	By           string   `help:"Counts by adm1, adm2 or country (GeoJSON, CSV)." placeholder:"LEVEL"`
	BOM          bool     `name:"bom" help:"CSV begins with a byte order mark, for Excel."`
}

// Run writes the whole file or none.
func (c *exportCmd) Run(p *program) (err error) {
	if name, isFile := strings.CutPrefix(c.Store, "sqlite:"); isFile {
		// Opening would make it.
		if _, err := os.Stat(name); err != nil {
			return fmt.Errorf("there is no store to export from: %w", err)
		}
	}
	store, err := p.openStore(c.Store)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	columns := index.New()
	if err := columns.Sync(p.ctx, store); err != nil {
		return fmt.Errorf("cannot read the store into the index: %w", err)
	}
	known, err := openAreas()
	if err != nil {
		return err
	}
	downloads, err := download.New(store, stories.New(store, columns), known)
	if err != nil {
		return err
	}
	file, err := downloads.Find(p.ctx, c.order())
	if err != nil {
		return err
	}
	return c.write(p, file)
}

// formatList lists the formats of layers, with a word before the last.
func formatList(word string) string {
	all := format.Extensions()
	last := len(all) - 1
	return strings.Join(all[:last], ", ") + " " + word + " " + all[last]
}

// order says the flags as the server's addresses do.
func (c *exportCmd) order() download.FileRequest {
	o := download.FileRequest{
		Story: c.Story, Layer: c.Layer, Ext: c.Format, Lang: c.Lang,
		BaseURL: strings.TrimSuffix(c.PublicURL, "/"), Words: url.Values{},
	}
	if o.Ext == "" {
		_, o.Ext = format.SplitExt(filepath.Base(c.Output))
	}
	for name, values := range map[string][]string{
		"bbox": {c.BBox}, "datetime": {c.Datetime}, "q": {c.Q}, "as_of": {c.AsOf}, "by": {c.By},
		"kind": c.Kind, "class": c.Class, "verification": c.Verification,
	} {
		for _, v := range values {
			if v != "" {
				o.Words.Add(name, v)
			}
		}
	}
	if c.BOM {
		o.Words.Set("bom", "1")
	}
	return o
}

func (c *exportCmd) write(p *program, file *download.File) error {
	if c.Output == "-" {
		return writeBuffered(p.ctx, p.stdout, file)
	}
	return writeBeside(c.Output, func(w io.Writer) error { return writeBuffered(p.ctx, w, file) })
}

func writeBuffered(ctx context.Context, w io.Writer, file *download.File) error {
	out := bufio.NewWriterSize(w, 1<<20)
	if err := file.Write(ctx, out); err != nil {
		return fmt.Errorf("the export is not whole: %w", err)
	}
	return out.Flush()
}

// writeBeside writes a file under another name in the same folder and gives it its own
// when it is whole and on disk, so that a file of that name never is half of one.
func writeBeside(name string, write func(io.Writer) error) (err error) {
	partial, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+".*")
	if err != nil {
		return fmt.Errorf("cannot write beside %s: %w", name, err)
	}
	defer func() {
		if err != nil {
			_ = partial.Close() // it may be closed already
			err = errors.Join(err, os.Remove(partial.Name()))
		}
	}()
	if err := write(partial); err != nil {
		return err
	}
	if err := partial.Chmod(0o644); err != nil {
		return err
	}
	if err := partial.Sync(); err != nil {
		return err
	}
	if err := partial.Close(); err != nil {
		return err
	}
	return os.Rename(partial.Name(), name)
}
