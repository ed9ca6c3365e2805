package loader

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/paulmach/orb/maptile"

	"incidentmap/incidents"
	"incidentmap/incidents/intake"
	"incidentmap/incidents/records"
)

// writeRows is how many incidents are written at a time: one wait for the disk for all
// of them. Of long ones writeBytes are enough.
const (
	writeRows  = 2048
	writeBytes = 32 << 20
)

// Store is what a loader asks of a store; see incidents.Store for its promises.
type Store interface {
	Story(ctx context.Context, slug string) (incidents.Story, error)
	PutStory(ctx context.Context, s incidents.Story) (incidents.Seq, error)
	Known(ctx context.Context, story string, keys []string) (map[string]incidents.Known, error)
	Import(ctx context.Context, run string, records ...incidents.Write) ([]incidents.Imported, error)
}

// Config says where files are loaded to, and how.
type Config struct {
	Store Store
	// Story is that of the incidents. Where Made says that it is not there yet, it is made with the first of
	// them, and shows in the end where they lie.
	Story   incidents.Story
	Made    bool
	Publish bool   // what says what happened; drafts otherwise
	Author  string // of what is written
	// AuthorID is the id of the author, where it is one who signed in or a token.
	AuthorID string
	Run      string // names the import, to take it back
	// AddKinds lets the story declare kinds for words that none is known by, as a dry run proposes them.
	AddKinds bool
}

// Result is what became of files.
type Result struct {
	Report       intake.Report
	Loaded       bool // drafts were taken
	StoryWritten bool // a story that was not there is there now
}

// Load reads files into a store, as the options say, and tells what became of each row. The errors are
// those of intake.Read and of the store; what was loaded before one stays.
func Load(ctx context.Context, files []*records.File, options intake.Options, c Config) (Result, error) {
	if c.AddKinds {
		if err := addKinds(ctx, files, options, &c); err != nil {
			return Result{}, err
		}
	}
	l := newLoader(c, len(files) > 1)
	if options.Now.IsZero() {
		options.Now = time.Now()
	}
	options.Story, options.Known, options.Columns = c.Story, l.known, l.columns
	report, err := intake.Read(ctx, files, options, l)
	err = errors.Join(err, l.finish(ctx))
	return Result{Report: report, Loaded: l.loaded, StoryWritten: l.written}, err
}

// LoadDrafts writes drafts that come from no file, and tells of those that were not written as they are.
func LoadDrafts(ctx context.Context, drafts []intake.Draft, c Config) (told []intake.Message, err error) {
	l := newLoader(c, false)
	err = errors.Join(l.Take(ctx, drafts), l.finish(ctx))
	return l.told, err
}

// loader writes drafts into a store. While some are being written the next ones gather, and wait when they
// are as many.
type loader struct {
	Config
	written bool            // a story that is made is there now
	stored  incidents.Story // as the loader knows it to be in the store; without a version where it is not
	loaded  bool            // drafts were taken
	extent  extent          // of what is taken
	waiting []incidents.Write
	bytes   int // of those that wait
	// flying is what becomes of those that are being written, which are in room; nil for none.
	flying chan landing
	room   []incidents.Write
	told   []intake.Message // of rows that were not written as they are
	// several tells that more than one file is taken: records of one may come again in the
	// next before they are written. Unwritten are their keys.
	several   bool
	unwritten map[string]bool
	bounds    intake.Bounds
}

func newLoader(c Config, several bool) *loader {
	return &loader{Config: c, stored: c.Story, several: several, unwritten: map[string]bool{}}
}

// Take writes drafts as they come, many at a time.
func (l *loader) Take(ctx context.Context, drafts []intake.Draft) error {
	for i := range drafts {
		inc := &drafts[i].Incident
		inc.Workflow = incidents.DraftStage
		if l.Publish && !drafts[i].Blank {
			inc.Workflow = incidents.Published
		}
		if g := inc.Where.Geometry; g != nil {
			l.extent.add(l.bounds.Of(&inc.Where))
		}
		l.bytes += drafts[i].Bytes
		kind := incidents.Create
		if drafts[i].Base > 0 {
			kind = incidents.Update
		}
		l.waiting = append(l.waiting, incidents.Write{Incident: *inc, Base: drafts[i].Base, Kind: kind, Author: l.Author, AuthorID: l.AuthorID})
		if l.several {
			l.unwritten[inc.Origin.Key] = true
		}
	}
	l.loaded = l.loaded || len(drafts) > 0
	if len(l.waiting) < writeRows && l.bytes < writeBytes {
		return nil
	}
	return l.flush(ctx)
}

// putStory writes the story in place of the version that it is known in, or of one that tells of its columns only
// that they are public since.
func (l *loader) putStory(ctx context.Context) error {
	if l.stored.Version > 0 {
		now, err := l.Store.Story(ctx, l.Story.Slug)
		if err != nil {
			return err
		}
		if now.SameButPublished(&l.stored) {
			l.Story.Version = now.Version
		}
	}
	if _, err := l.Store.PutStory(ctx, l.Story); err != nil {
		return err
	}
	var err error
	l.stored, err = l.Store.Story(ctx, l.Story.Slug)
	l.Story.Version = l.stored.Version
	return err
}

// columns puts into the story the columns that its incidents are going to have, once it has those
// that were taken before.
func (l *loader) columns(ctx context.Context, all []incidents.Column) error {
	if l.Made && !l.written && len(l.waiting) == 0 {
		l.Story.Columns = all
		return nil // it is written with the first incidents
	}
	if err := errors.Join(l.flush(ctx), l.land()); err != nil {
		return err
	}
	l.Story.Columns = all
	if err := l.putStory(ctx); err != nil {
		return fmt.Errorf("cannot give the story %s the columns of the file: %w", l.Story.Slug, err)
	}
	return nil
}

// known asks the store for records, once it has those that were taken before.
func (l *loader) known(ctx context.Context, keys []string) (map[string]incidents.Known, error) {
	if slices.ContainsFunc(keys, func(k string) bool { return l.unwritten[k] }) {
		if err := errors.Join(l.flush(ctx), l.land()); err != nil {
			return nil, err
		}
	}
	if l.Made && !l.several {
		return nil, nil // each record of a file has a key of its own
	}
	known, err := l.Store.Known(ctx, l.Story.Slug, keys)
	if incidents.CodeOf(err) == incidents.ENotFound && err != nil {
		return nil, nil // the story is made with its first incidents
	}
	return known, err
}

// flush begins to write what is waiting, when what was begun before is written.
func (l *loader) flush(ctx context.Context) error {
	if err := errors.Join(l.land(), ctx.Err()); err != nil || len(l.waiting) == 0 {
		return err
	}
	if l.Made && !l.written {
		l.Story.Layers = layersOf(l.waiting, &l.Story)
		if err := l.putStory(ctx); err != nil {
			return fmt.Errorf("cannot make the story %s: %w", l.Story.Slug, err)
		}
		l.written = true
	}
	if l.several {
		l.unwritten = make(map[string]bool, len(l.waiting))
		for i := range l.waiting {
			l.unwritten[l.waiting[i].Incident.Origin.Key] = true
		}
	}
	writes, flying := l.alongCurve(l.room[:0], l.waiting), make(chan landing, 1)
	clear(l.waiting)
	l.waiting, l.bytes, l.room, l.flying = l.waiting[:0], 0, writes, flying
	// The context of one file ends with it; what was begun is written to its end.
	ctx = context.WithoutCancel(ctx)
	go func() {
		results, err := l.Store.Import(ctx, l.Run, writes...)
		flying <- landing{results, err}
	}()
	return nil
}

// alongCurve appends what is written together in the order of a curve that keeps neighbours together: it gets its
// numbers in that order, and its room on disk, so that what lies in a box is read from fewer pages.
func (l *loader) alongCurve(dst, writes []incidents.Write) []incidents.Write {
	type place struct {
		code uint64 // Morton's, at a zoom where a tile is 40 m wide
		at   int
	}
	places := make([]place, len(writes))
	for i := range writes {
		places[i].at = i
		if g := writes[i].Incident.Where.Geometry; g != nil {
			places[i].code = maptile.At(l.bounds.Of(&writes[i].Incident.Where).Center(), 20).Quadkey()
		}
	}
	slices.SortFunc(places, func(a, b place) int { return cmp.Or(cmp.Compare(a.code, b.code), a.at-b.at) })
	for _, p := range places {
		dst = append(dst, writes[p.at])
	}
	return dst
}

// landing is what became of what was being written.
type landing struct {
	results []incidents.Imported
	err     error
}

// land waits until what is being written is written.
func (l *loader) land() error {
	if l.flying == nil {
		return nil
	}
	done := <-l.flying
	l.flying = nil
	for i := range done.results {
		if m, has := l.message(&l.room[i], &done.results[i]); has {
			l.told = append(l.told, m)
		}
	}
	return done.err
}

// message says what was not written of a row: what an editor did stays.
func (l *loader) message(w *incidents.Write, r *incidents.Imported) (intake.Message, bool) {
	m := intake.Message{Row: w.Incident.Origin.Row}
	kept := slices.DeleteFunc(slices.Clone(r.Kept), func(name string) bool {
		return name == "workflow" && w.Incident.Workflow != incidents.Published // a draft takes nothing from readers
	})
	switch {
	case r.Err != nil:
		m.Reason, m.Action = r.Err.Error(), "nothing of the row is taken"
	case len(kept) == 0:
		return m, false
	case slices.Equal(kept, []string{"workflow"}):
		m.Reason, m.Action = "it is there as a draft", "an import publishes only what it brings new; publish it as an editor"
	default:
		m.Reason, m.Action = "an editor has changed "+strings.Join(kept, ", ")+" since it was imported", "that stays as the editor left it; the rest of the row is taken"
	}
	return m, true
}

// Settle gives what is known of the rows that were not written as they are: see intake.Settler.
func (l *loader) Settle(ctx context.Context, wait bool) ([]intake.Message, error) {
	var err error
	if wait {
		err = errors.Join(l.flush(ctx), l.land())
	}
	told := l.told
	l.told = nil
	return told, err
}

// finish writes what is waiting, and lets a new story's map show its incidents.
func (l *loader) finish(ctx context.Context) error {
	if err := errors.Join(l.flush(ctx), l.land()); err != nil || !l.written {
		return err
	}
	box, ok := l.extent.view()
	if !ok {
		return nil
	}
	l.Story.View.BBox = box
	return l.putStory(ctx)
}
