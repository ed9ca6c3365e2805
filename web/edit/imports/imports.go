// Package imports takes files that editors upload into stories.
//
//	body ─ on disk, bounded ─► records ─► loader ─► drafts of a story, and a report
//
// It goes the way of the command import, within bounds: so many bytes and rows, so long, so many at once.
//
// Goals: what is uploaded is gone from the disk when the answer is there; a file beyond a bound is refused before
// anything of it is written.
//
// Non-goals: HTTP, and files too large for a request, for which the command is.
package imports

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"incidentmap/incidents"
	"incidentmap/incidents/intake"
	"incidentmap/incidents/intake/loader"
	"incidentmap/incidents/records"
	"incidentmap/web/limit"
)

// Bounds of one upload.
const (
	MaxBytes    = 50 << 20
	maxUnpacked = 512 << 20
	maxEntries  = 500
	maxRows     = 100_000
	maxTime     = 2 * time.Minute
	maxName     = 150 // bytes of the file's name
)

// What is shown of a file before it is imported.
const (
	previewed   = 10 // incidents
	samples     = 3  // values of a column
	sampleBytes = 80 // of a value
	sampledRows = 50
)

// Upload is a file and what is said of it.
type Upload struct {
	Name    string // of the file, which tells its format as well
	Body    io.Reader
	Story   incidents.Story
	Author  string
	DryRun  bool
	Options intake.Options  // without Story, Geocoder, DryRun and Preview
	Records records.Options // without Limits
}

// Column is what a column of the file is taken for, with some of its values.
type Column struct {
	Name    string   `json:"name"`
	Field   string   `json:"field"` // "extra" for one that is kept as it is
	Reason  string   `json:"reason,omitempty"`
	Samples []string `json:"samples"`
}

// Outcome is what became of an upload.
type Outcome struct {
	Run     string
	Columns []Column
	Preview []incidents.Incident
	Report  intake.Report // without its previews
	Summary string
	Loaded  bool
}

// Importer takes uploads. It is safe for use by many goroutines.
type Importer struct {
	store    loader.Store
	geocoder intake.Geocoder // nil leaves places unlocated
	gate     *limit.Gate
}

// New makes an importer.
func New(store loader.Store, geocoder intake.Geocoder) *Importer {
	return &Importer{store: store, geocoder: geocoder, gate: limit.NewGate("importing files", max(1, limit.Processors()/2), 4)}
}

// Import takes a file, or with DryRun looks at it. ETooLarge and EInvalid tell what is at fault with it, and
// EUnavailable that others are being taken.
func (im *Importer) Import(ctx context.Context, up Upload) (out Outcome, err error) {
	leave, err := im.gate.Enter(ctx)
	if err != nil {
		return out, err
	}
	defer leave()
	dir, err := os.MkdirTemp("", "incidentmap-upload-*")
	if err != nil {
		return out, fmt.Errorf("cannot keep the upload: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	path := filepath.Join(dir, fileName(up.Name))
	if err := save(path, up.Body); err != nil {
		return out, err
	}
	up.Records.Limits = records.Limits{Bytes: maxUnpacked, Entries: maxEntries}
	opener := records.NewOpener(up.Records)
	defer func() { err = errors.Join(err, opener.Close()) }()
	bounded, cancel := context.WithTimeoutCause(ctx, maxTime, incidents.Errorf(incidents.ETooLarge, "body", "takes longer than %v to read; import it in parts, or with the command import", maxTime))
	defer cancel()
	files, err := opener.Open(bounded, path)
	if err != nil {
		return out, cause(bounded, err)
	}
	return im.load(bounded, &up, files)
}

// save writes a body to a file.
func save(path string, body io.Reader) (err error) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return fmt.Errorf("cannot keep the upload: %w", err)
	}
	n, err := io.Copy(f, io.LimitReader(body, MaxBytes+1))
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	switch {
	case n > MaxBytes:
		return incidents.Errorf(incidents.ETooLarge, "body", "has more than %d bytes; import it in parts, or with the command import", MaxBytes)
	case n == 0:
		return incidents.Errorf(incidents.EInvalid, "body", "is empty; send the file as it is")
	}
	return nil
}

// fileName gives a name under which the file can be kept.
func fileName(given string) string {
	name := filepath.Base(filepath.Clean("/" + strings.ReplaceAll(given, `\`, "/")))
	if name, _ = incidents.WithoutControls(name); name == "/" || name == "." || name == "" {
		return "upload"
	}
	if over := len(name) - maxName; over > 0 {
		name = strings.ToValidUTF8(name[over:], "")
	}
	return name
}

// cause gives why a context ended, where that is what an error says.
func cause(ctx context.Context, err error) error {
	var why *incidents.Error
	if errors.As(context.Cause(ctx), &why) && (errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)) {
		return why
	}
	return err
}

func (im *Importer) load(ctx context.Context, up *Upload, files []*records.File) (out Outcome, err error) {
	ctx, cancel := context.WithCancelCause(incidents.WithAuthor(ctx, up.Author))
	defer cancel(nil)
	values, err := valuesOf(ctx, files)
	if err != nil {
		return out, cause(ctx, err)
	}
	o := up.Options
	o.Geocoder, o.DryRun = im.geocoder, up.DryRun
	if up.DryRun {
		o.Preview = previewed
	}
	// The rows of a file are counted before any of them is written.
	counted, file := 0, ""
	rows := 0
	o.Progress = func(p intake.Progress) {
		if p.Total > 0 {
			return
		}
		if p.File != file {
			counted, file = counted+rows, p.File
		}
		if rows = p.Rows; counted+rows > maxRows {
			cancel(incidents.Errorf(incidents.ETooLarge, "body", "has more than %d rows; import it in parts, or with the command import", maxRows))
		}
	}
	out.Run = incidents.NewID(time.Now())
	result, err := loader.Load(ctx, files, o, loader.Config{Store: im.store, Story: up.Story, Author: up.Author, Run: out.Run})
	out.Report, out.Loaded = result.Report, result.Loaded
	for i := range out.Report.Files {
		f := &out.Report.Files[i]
		for _, c := range f.Columns {
			out.Columns = append(out.Columns, Column{Name: c.Column, Field: c.Field, Reason: c.Reason, Samples: values.of(c.Column)})
		}
		for _, d := range f.Preview[:min(len(f.Preview), previewed-len(out.Preview))] {
			out.Preview = append(out.Preview, d.Incident)
		}
		f.Preview = nil
	}
	var summary strings.Builder
	if told := out.Report.WriteText(&summary); told != nil {
		return out, told
	}
	out.Summary = summary.String()
	return out, cause(ctx, err)
}

// columnValues are some values of columns, by the columns' names.
type columnValues map[string][]string

func (v columnValues) of(column string) []string {
	if some := v[column]; some != nil {
		return some
	}
	return []string{}
}

// valuesOf gives some values of the columns of files.
func valuesOf(ctx context.Context, files []*records.File) (columnValues, error) {
	values := columnValues{}
	for _, f := range files {
		read := 0
		for r, err := range f.Records(ctx) {
			if read++; err != nil || read > sampledRows {
				break // what cannot be read is in the report
			}
			names := f.Columns()
			for i, cell := range r.Values[:min(len(r.Values), len(names))] {
				cell, _ = incidents.WithoutControls(strings.TrimSpace(cell))
				if some := values[names[i]]; cell != "" && len(some) < samples {
					values[names[i]] = append(some, beginning(cell))
				}
			}
		}
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
	}
	return values, nil
}

func beginning(cell string) string {
	if len(cell) <= sampleBytes {
		return cell
	}
	return strings.ToValidUTF8(cell[:sampleBytes], "") + "…"
}
