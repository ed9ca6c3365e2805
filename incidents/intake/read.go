package intake

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"incidentmap/incidents"
	"incidentmap/incidents/intake/columns"
	"incidentmap/incidents/intake/words"
	"incidentmap/incidents/records"
)

// Read takes the records of files and hands drafts to the sink, and reports what became
// of each. A file that cannot be read, or not to its end, has its Error in the report; the
// others are taken, and the error that Read gives then names them all. With AllOrNothing
// a refused row is an error, and nothing is handed on.
//
// The errors are incidents.EInvalid for options and files at fault, and those of Known, of the
// sink, of Lines and of the context as they are.
func Read(ctx context.Context, files []*records.File, opts Options, sink Sink) (Report, error) {
	inputs := make([]*input, len(files))
	for i, f := range files {
		inputs[i] = inputOf(f)
	}
	return read(ctx, inputs, opts, sink)
}

func read(ctx context.Context, files []*input, opts Options, sink Sink) (Report, error) {
	s, err := opts.check()
	if err != nil {
		return Report{}, err
	}
	if s.DryRun {
		sink = nil
	}
	if s.AllOrNothing && sink != nil {
		quiet := *s
		quiet.Lines = nil
		report, err := quiet.readAll(ctx, files, nil)
		if err == nil && report.Refused > 0 {
			err = incidents.Errorf(incidents.EInvalid, "", "%d of %d rows are refused, and all or nothing was asked for: nothing is taken; mend them, or leave the flag out", report.Refused, report.Rows)
		}
		if err != nil {
			sink = nil
		}
		again, errAgain := s.readAll(ctx, files, sink)
		if err != nil {
			return again, err
		}
		return again, errAgain
	}
	return s.readAll(ctx, files, sink)
}

func (s *settings) readAll(ctx context.Context, files []*input, sink Sink) (Report, error) {
	report := Report{Files: make([]FileReport, len(files)), Written: sink != nil}
	var out *lines
	if s.Lines != nil {
		out = newLines(s.Lines, len(files) == 1)
	}
	var broken []error
	r := &reading{settings: s, sink: sink, out: out, own: map[string]bool{}, seen: newSeenRows(), groups: allGroups, story: s.Story}
	r.story.Columns = slices.Clone(s.Story.Columns)
	for i, in := range files {
		f := &report.Files[i]
		err := r.readFile(ctx, in, f)
		report.add(f.Counts)
		var unreadable unreadableError
		switch {
		case errors.As(err, &unreadable):
			broken = append(broken, unreadable.error)
		case err != nil:
			return report, errors.Join(err, out.finish(&report))
		}
	}
	if err := out.finish(&report); err != nil {
		return report, fmt.Errorf("cannot write the report: %w", err)
	}
	return report, errors.Join(broken...)
}

// profiled gives what a file's rows tell together, and the file as it is to be read: a crosstab is
// refused, or unpivoted where that was asked for. broken is why its first reading ended early.
func (r *reading) profiled(ctx context.Context, in *input, f *FileReport) (_ *input, p *profile, broken, err error) {
	p, broken = r.profile(ctx, in)
	if ctx.Err() != nil {
		return in, p, broken, ctx.Err()
	}
	if p.fields == nil {
		r.settle(p, in.columns())
	}
	if p.geometries == 0 && len(r.given) == 0 && isSideways(in.columns(), p) {
		return in, p, broken, r.refuseFile(f, refuseSideways(in.name))
	}
	t := crosstabOf(in.columns(), p)
	if t == nil || p.geometries > 0 || len(r.given) > 0 {
		return in, p, broken, nil
	}
	if !r.Unpivot {
		return in, p, broken, r.refuseFile(f, t.refuse(in.name, in.columns()))
	}
	in, f.unpivoted = t.unpivot(in), true
	p, broken = r.profile(ctx, in)
	return in, p, broken, ctx.Err()
}

// refuseFile ends the reading of a file of which nothing is taken.
func (r *reading) refuseFile(f *FileReport, err error) error {
	f.Error = err.Error()
	r.out.begin(f)
	r.out.end(f)
	return unreadableError{err}
}

// declare gives the story the columns that the file brings.
func (r *reading) declare(ctx context.Context, pl *plan) error {
	before := len(r.story.Columns)
	changed := false
	for i, d := range pl.fields {
		if !isKept(d.Field) || i >= len(pl.types) || pl.types[i] == "" || pl.own && !strings.HasPrefix(pl.names[i], "x_") {
			continue
		}
		key := words.Key(pl.names[i])
		if pl.own {
			key = strings.TrimPrefix(key, "x ")
		}
		if pl.contacts[i] {
			pl.note(i, "holds e-mail addresses or telephone numbers", "it is kept for editors, and not public")
			continue
		}
		was := r.story.ColumnOf(pl.names[i])
		if !r.story.AddColumn(pl.names[i], key, pl.types[i]) {
			pl.note(i, fmt.Sprintf("the story has %d columns besides the incidents' own, the limit", incidents.MaxColumns), "it is kept for editors, and not public")
			continue
		}
		if was.Name == "" && (d.Field == "" || d.Field == columns.Tags) {
			r.show()
		}
		changed = changed || was != r.story.ColumnOf(pl.names[i])
	}
	if pl.featureIDs {
		_ = r.story.AddColumn(featureID, featureID, incidents.TextColumn)
	}
	if len(r.story.Columns) == before && !changed || r.Columns == nil || r.sink == nil {
		return nil
	}
	return r.Columns(ctx, slices.Clone(r.story.Columns))
}

// show lets the story's cards show its last column, as long as there are few.
func (r *reading) show() {
	shown := 0
	for _, c := range r.story.Columns {
		if c.Shown {
			shown++
		}
	}
	r.story.Columns[len(r.story.Columns)-1].Shown = shown < incidents.MaxShown
}

// unreadableError is an error of one file, with which the others can go on.
type unreadableError struct{ error }

// reading is what the files of one import have in common.
type reading struct {
	*settings
	sink  Sink
	out   *lines
	own   map[string]bool // workbooks that are exports of this project
	seen  *seenRows
	story incidents.Story // with the columns that the files bring
	// groups is how many more groups of messages are told apart.
	groups int
}

func (r *reading) readFile(ctx context.Context, in *input, f *FileReport) error {
	s, own, out := r.settings, r.own, r.out
	*f = FileReport{File: in.name, Format: in.format, Encoding: in.encoding, Separator: in.separator, Columns: []ColumnReport{}, Messages: []Message{}}
	if in.err != nil {
		f.Error = in.err.Error()
		out.begin(f)
		out.end(f)
		return unreadableError{in.err}
	}
	in, p, broken, err := r.profiled(ctx, in.oneTable(), f)
	if err != nil {
		return err
	}
	if err := s.checkColumns(in.columns()); err != nil {
		return err
	}
	pl := s.decide(in, p)
	pl.aggregate = f.unpivoted
	citation := pl.isCitation(own)
	if broken == nil && !citation && pl.knowsNothing() && p.rows > 0 && len(pl.names) > 0 {
		f.Columns = pl.columnReports(&r.story)
		return r.refuseFile(f, incidents.Errorf(incidents.EInvalid, in.name, "has no column that is known for what it is, so nothing of it is understood, and nothing of it is taken; name its columns with --map FIELD=COLUMN, such as --map date=WHEN; they are %s", quoted(in.columns())))
	}
	if !citation {
		if err := r.declare(ctx, pl); err != nil {
			return err
		}
	}
	f.Columns = pl.columnReports(&r.story)
	out.begin(f)
	n := newNumberer(s, f, r.sink, out, p.rows, r.seen)
	n.groups.left = &r.groups
	for _, note := range in.notes {
		n.groups.add(Message{Column: note.Column, Value: note.Value, Reason: note.Detail, Lost: note.Lost})
	}
	for _, m := range pl.notes {
		n.groups.add(m)
	}
	if citation {
		n.groups.add(Message{Reason: "the sheet says where the incidents of the workbook are from", Action: "it is not read"})
	} else {
		err = pl.convertAll(ctx, in, p.rows, n)
	}
	if book, _, isSheet := strings.Cut(in.name, "/"); isSheet && pl.own {
		own[book] = true
	}
	if broken != nil {
		f.Error = broken.Error()
	}
	n.end()
	if err == nil && broken != nil {
		err = unreadableError{broken}
	}
	return err
}
