package loader

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
	"incidentmap/incidents/imports"
	"incidentmap/incidents/intake"
	"incidentmap/incidents/records"
)

// Bounds of one upload, besides its size.
const (
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

// Importer takes uploads, within bounds: a file beyond one is refused before anything of it is written, and nothing is left
// of it on the disk. It is safe for use by many goroutines.
type Importer struct {
	Store    Store
	Geocoder intake.Geocoder // nil leaves places unlocated
}

// Import takes a file, or with DryRun looks at it: see imports.Importer.
func (im *Importer) Import(ctx context.Context, up imports.Upload) (out imports.Outcome, err error) {
	dir, err := os.MkdirTemp("", "incidentmap-upload-*")
	if err != nil {
		return out, fmt.Errorf("cannot keep the upload: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	path := filepath.Join(dir, fileName(up.Name))
	if err := save(path, up.Body); err != nil {
		return out, err
	}
	opener := records.NewOpener(records.Options{
		Format: up.Format, Encoding: up.Encoding, Separator: up.Separator, Header: up.Header, Sheet: up.Sheet, EPSG: up.EPSG,
		Limits: records.Limits{Bytes: maxUnpacked, Entries: maxEntries},
	})
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
	n, err := io.Copy(f, io.LimitReader(body, imports.MaxBytes+1))
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	switch {
	case n > imports.MaxBytes:
		return incidents.Errorf(incidents.ETooLarge, "body", "has more than %d bytes; import it in parts, or with the command import", imports.MaxBytes)
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

func (im *Importer) load(ctx context.Context, up *imports.Upload, files []*records.File) (out imports.Outcome, err error) {
	ctx, cancel := context.WithCancelCause(incidents.WithAuthor(ctx, up.Author, up.AuthorID))
	defer cancel(nil)
	values, err := valuesOf(ctx, files)
	if err != nil {
		return out, cause(ctx, err)
	}
	o := intake.Options{
		Map: up.Map, Keep: up.Keep, Dates: up.Dates, Lang: up.Lang, Zone: up.Zone, EPSG: up.EPSG, Kind: up.Kind, Today: up.Today, Country: up.Country,
		Namespace: up.Namespace, Geocoder: im.Geocoder, DryRun: up.DryRun, Unpivot: up.Unpivot, KeepEqualRows: up.KeepEqualRows,
		AllOrNothing: up.AllOrNothing, Progress: rowLimit(cancel),
	}
	if up.DryRun {
		o.Preview = previewed
	}
	out.Run = incidents.NewID(time.Now())
	result, err := Load(ctx, files, o, Config{Store: im.Store, Story: up.Story, Author: up.Author, AuthorID: up.AuthorID, Run: out.Run, AddKinds: up.AddKinds})
	out.Loaded = result.Loaded
	for _, k := range result.Report.Proposed() {
		out.Kinds = append(out.Kinds, imports.ProposedKind(k))
	}
	told := tell(&out, &result.Report, values)
	return out, cause(ctx, errors.Join(err, told))
}

// rowLimit gives what counts the rows of files before any of them is written, and ends the reading of too many.
func rowLimit(cancel context.CancelCauseFunc) func(intake.Progress) {
	counted, rows, file := 0, 0, "" // of the files before, and of the one that is read
	return func(p intake.Progress) {
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
}

// tell tells what became of files.
func tell(out *imports.Outcome, report *intake.Report, values columnValues) error {
	r := imports.Report{Lines: []string{}, Files: make([]imports.File, len(report.Files)), Counts: countsOf(&report.Counts)}
	out.Columns = []imports.Column{}
	for i := range report.Files {
		f := &report.Files[i]
		to := &r.Files[i]
		*to = imports.File{
			File: f.File, Format: f.Format, Encoding: f.Encoding, Separator: f.Separator, Error: f.Error, Messages: []imports.Message{}, Counts: countsOf(&f.Counts),
		}
		for _, m := range f.Messages {
			r.Lines = append(r.Lines, m.String())
			to.Messages = append(to.Messages, imports.Message{
				Row: m.Row, Column: m.Column, Value: m.Value, Reason: m.Reason, Action: m.Action, Count: m.Count, Rows: m.Rows,
			})
		}
		for _, c := range f.Columns {
			out.Columns = append(out.Columns, imports.Column{Name: c.Column, Field: c.Field, Reason: c.Reason, Samples: values.of(c.Column)})
		}
		for _, d := range f.Preview[:min(len(f.Preview), previewed-len(out.Preview))] {
			out.Preview = append(out.Preview, d.Incident)
		}
		f.Preview = nil
	}
	var summary strings.Builder
	err := report.WriteText(&summary)
	r.Summary = summary.String()
	out.Report = r
	return err
}

func countsOf(c *intake.Counts) imports.Counts {
	return imports.Counts{
		Rows: c.Rows, Accepted: c.Accepted, Partial: c.Partial, Refused: c.Refused, Unlocated: c.Unlocated, Blank: c.Blank, Duplicates: c.Duplicates,
		Created: c.Created, Updated: c.Updated, Unchanged: c.Unchanged,
	}
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
