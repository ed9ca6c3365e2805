package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/maptile"

	"incidentmap/geo"
	"incidentmap/incidents"
	"incidentmap/incidents/intake"
)

// writeRows is how many incidents are written at a time: one wait for the disk for all
// of them. Of long ones writeBytes are enough.
const (
	writeRows  = 2048
	writeBytes = 32 << 20
)

// storeSink writes drafts into a store. A story that is not there yet is made with the
// first of them, and shows in the end where they lie.
//
// While some are being written the next ones gather, and wait when they are as many.
type storeSink struct {
	store   incidents.Store
	story   *incidents.Story
	publish bool
	made    bool // the story was not there before
	written bool // the story is there now
	// imported tells that drafts were taken.
	imported bool
	seen     []orb.Bound // of what is taken, a part of it where that is much
	skipped  int         // of them, since one was kept
	stride   int         // of how many one is kept
	waiting  []incidents.Write
	bytes    int // of those that wait
	// flying is what becomes of those that are being written, which are in room; nil for none.
	flying chan landing
	room   []incidents.Write
	run    string           // names the import, to take it back
	told   []intake.Message // of rows that were not written as they are
	// several tells that more than one file is taken: records of one may come again in the
	// next before they are written. Unwritten are their keys.
	several   bool
	unwritten map[string]bool
	bounds    bounds
}

// Take writes drafts as they come, many at a time.
func (s *storeSink) Take(ctx context.Context, drafts []intake.Draft) error {
	for i := range drafts {
		inc := &drafts[i].Incident
		inc.Workflow = incidents.DraftStage
		if s.publish && !drafts[i].Blank {
			inc.Workflow = incidents.Published
		}
		if g := inc.Where.Geometry; g != nil {
			s.extend(s.bounds.of(&inc.Where))
		}
		s.bytes += drafts[i].Bytes
		kind := incidents.Create
		if drafts[i].Base > 0 {
			kind = incidents.Update
		}
		s.waiting = append(s.waiting, incidents.Write{Incident: *inc, Base: drafts[i].Base, Kind: kind, Author: "import"})
		if s.several {
			s.unwritten[inc.Origin.Key] = true
		}
	}
	s.imported = s.imported || len(drafts) > 0
	if len(s.waiting) < writeRows && s.bytes < writeBytes {
		return nil
	}
	return s.flush(ctx)
}

// bounds remembers the bounds of the geocoder's outlines, which all incidents of an area share.
type bounds map[*orb.Point]orb.Bound

// maxBounds is how many are remembered; then all are forgotten.
const maxBounds = 1 << 12

func (b bounds) of(l *geo.Location) orb.Bound {
	var first *orb.Point
	if l.Method.By != geo.ByGeocoder {
		return l.Geometry.Bound()
	}
	switch g := l.Geometry.(type) {
	case orb.Polygon:
		if len(g) > 0 && len(g[0]) > 0 {
			first = &g[0][0]
		}
	case orb.MultiPolygon:
		if len(g) > 0 && len(g[0]) > 0 && len(g[0][0]) > 0 {
			first = &g[0][0][0]
		}
	}
	if first == nil || b == nil {
		return l.Geometry.Bound()
	}
	known, ok := b[first]
	if !ok {
		if len(b) >= maxBounds {
			clear(b)
		}
		known = l.Geometry.Bound()
		b[first] = known
	}
	return known
}

// mostSeen is how many bounds are kept to find where a story is dense.
const mostSeen = 1 << 15

// extend notes where an incident lies: each, and of more than mostSeen every second, fourth and so on.
func (s *storeSink) extend(b orb.Bound) {
	if s.skipped++; s.skipped < s.stride {
		return
	}
	s.skipped = 0
	if s.seen = append(s.seen, b); len(s.seen) < mostSeen {
		return
	}
	for i := range mostSeen / 2 {
		s.seen[i] = s.seen[2*i]
	}
	s.seen, s.stride = s.seen[:mostSeen/2], max(2, 2*s.stride)
}

// putStory writes the story in place of the version that it is known in.
func (s *storeSink) putStory(ctx context.Context) error {
	if _, err := s.store.PutStory(ctx, *s.story); err != nil {
		return err
	}
	now, err := s.store.Story(ctx, s.story.Slug)
	s.story.Version = now.Version
	return err
}

// columns puts into the story the columns that its incidents are going to have, once it has those
// that were taken before.
func (s *storeSink) columns(ctx context.Context, all []incidents.Column) error {
	if s.made && !s.written && len(s.waiting) == 0 {
		s.story.Columns = all
		return nil // it is written with the first incidents
	}
	if err := errors.Join(s.flush(ctx), s.land()); err != nil {
		return err
	}
	s.story.Columns = all
	if err := s.putStory(ctx); err != nil {
		return fmt.Errorf("cannot give the story %s the columns of the file: %w", s.story.Slug, err)
	}
	return nil
}

// known asks the store for records, once it has those that were taken before.
func (s *storeSink) known(ctx context.Context, keys []string) (map[string]incidents.Known, error) {
	if slices.ContainsFunc(keys, func(k string) bool { return s.unwritten[k] }) {
		if err := errors.Join(s.flush(ctx), s.land()); err != nil {
			return nil, err
		}
	}
	if s.made && !s.several {
		return nil, nil // each record of a file has a key of its own
	}
	known, err := s.store.Known(ctx, s.story.Slug, keys)
	if incidents.CodeOf(err) == incidents.ENotFound && err != nil {
		return nil, nil // the story is made with its first incidents
	}
	return known, err
}

// flush begins to write what is waiting, when what was begun before is written.
func (s *storeSink) flush(ctx context.Context) error {
	if err := errors.Join(s.land(), ctx.Err()); err != nil || len(s.waiting) == 0 {
		return err
	}
	if s.made && !s.written {
		s.story.Layers = layersOf(s.waiting, s.story.Languages)
		if err := s.putStory(ctx); err != nil {
			return fmt.Errorf("cannot make the story %s: %w", s.story.Slug, err)
		}
		s.written = true
	}
	if s.several {
		s.unwritten = make(map[string]bool, len(s.waiting))
		for i := range s.waiting {
			s.unwritten[s.waiting[i].Incident.Origin.Key] = true
		}
	}
	writes, flying := s.alongCurve(s.room[:0], s.waiting), make(chan landing, 1)
	clear(s.waiting)
	s.waiting, s.bytes, s.room, s.flying = s.waiting[:0], 0, writes, flying
	// The context of one file ends with it; what was begun is written to its end.
	ctx = context.WithoutCancel(ctx)
	go func() {
		results, err := s.store.Import(ctx, s.run, writes...)
		flying <- landing{results, err}
	}()
	return nil
}

// alongCurve appends what is written together in the order of a curve that keeps neighbours together: it gets its
// numbers in that order, and its room on disk, so that what lies in a box is read from fewer pages.
func (s *storeSink) alongCurve(dst, writes []incidents.Write) []incidents.Write {
	type place struct {
		code uint64 // Morton's, at a zoom where a tile is 40 m wide
		at   int
	}
	places := make([]place, len(writes))
	for i := range writes {
		places[i].at = i
		if g := writes[i].Incident.Where.Geometry; g != nil {
			places[i].code = maptile.At(s.bounds.of(&writes[i].Incident.Where).Center(), 20).Quadkey()
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
func (s *storeSink) land() error {
	if s.flying == nil {
		return nil
	}
	done := <-s.flying
	s.flying = nil
	for i := range done.results {
		if m, has := s.message(&s.room[i], &done.results[i]); has {
			s.told = append(s.told, m)
		}
	}
	return done.err
}

// message says what was not written of a row: what an editor did stays.
func (s *storeSink) message(w *incidents.Write, r *incidents.Imported) (intake.Message, bool) {
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
func (s *storeSink) Settle(ctx context.Context, wait bool) ([]intake.Message, error) {
	var err error
	if wait {
		err = errors.Join(s.flush(ctx), s.land())
	}
	told := s.told
	s.told = nil
	return told, err
}

// finish writes what is waiting, and lets a new story's map show its incidents.
func (s *storeSink) finish(ctx context.Context) error {
	if err := errors.Join(s.flush(ctx), s.land()); err != nil || !s.written || len(s.seen) == 0 {
		return err
	}
	if box, ok := geo.Densest(s.seen); ok {
		s.story.View.BBox = padded(box)
	}
	return s.putStory(ctx)
}

// padded gives a view with some room around a box, at most of the whole world; one across the antimeridian ends west
// of where it begins.
func padded(b geo.BBox) [4]float64 {
	room := 0.05 + 0.05*max(b.East-b.West, b.North-b.South)
	west, east := b.West-room, b.East+room
	if east-west >= 360 {
		west, east = -180, 180
	} else if west < -180 || east > 180 {
		west, east = wrapped(west), wrapped(east)
	}
	return [4]float64{west, max(b.South-room, -85), east, min(b.North+room, 85)}
}

// wrapped brings a longitude into ±180 degrees.
func wrapped(lon float64) float64 { return lon - 360*math.Floor((lon+180)/360) }
