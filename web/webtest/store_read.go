package webtest

import (
	"context"
	"iter"
	"time"

	"github.com/paulmach/orb"

	"incidentmap/incidents"
)

// Stories gives all stories.
func (s *Store) Stories(ctx context.Context) ([]incidents.Story, error) {
	if err := s.read(); err != nil {
		return nil, err
	}
	return s.store.Stories(ctx)
}

// Story gives a story.
func (s *Store) Story(ctx context.Context, slug string) (incidents.Story, error) {
	if err := s.read(); err != nil {
		return incidents.Story{}, err
	}
	return s.store.Story(ctx, slug)
}

// Public gives an incident as readers see it.
func (s *Store) Public(ctx context.Context, story, id string) (*incidents.Public, error) {
	if err := s.read(); err != nil {
		return nil, err
	}
	return s.store.Public(ctx, story, id)
}

// Revisions gives those of an incident, the oldest first.
func (s *Store) Revisions(ctx context.Context, story, id string) ([]incidents.Revision, error) {
	if err := s.read(); err != nil {
		return nil, err
	}
	return s.store.Revisions(ctx, story, id)
}

// Search gives the changes of incidents that hold words.
func (s *Store) Search(ctx context.Context, story, q string) ([]incidents.Seq, error) {
	if err := s.read(); err != nil {
		return nil, err
	}
	return s.store.Search(ctx, story, q)
}

// Seq gives the newest sequence number.
func (s *Store) Seq(ctx context.Context) (incidents.Seq, error) {
	if err := s.read(); err != nil {
		return 0, err
	}
	return s.store.Seq(ctx)
}

// SeqAt gives the newest change up to a time.
func (s *Store) SeqAt(ctx context.Context, t time.Time) (incidents.Seq, error) {
	if err := s.read(); err != nil {
		return 0, err
	}
	return s.store.SeqAt(ctx, t)
}

// Wait waits for a change after the given one.
func (s *Store) Wait(ctx context.Context, after incidents.Seq) (incidents.Seq, error) {
	if err := s.read(); err != nil {
		return 0, err
	}
	return s.store.Wait(ctx, after)
}

// Shapes gives geometries by their names.
func (s *Store) Shapes(ctx context.Context, ids []incidents.ShapeID) (map[incidents.ShapeID]orb.Geometry, error) {
	if err := s.read(); err != nil {
		return nil, err
	}
	return s.store.Shapes(ctx, ids)
}

// Changes gives the feed after a change.
func (s *Store) Changes(ctx context.Context, after incidents.Seq) iter.Seq2[incidents.Change, error] {
	return orFault(s.read(), s.store.Changes(ctx, after))
}

// AsOf gives the incidents of a story as they stood.
func (s *Store) AsOf(ctx context.Context, story string, at incidents.Seq) iter.Seq2[*incidents.Public, error] {
	return orFault(s.read(), s.store.AsOf(ctx, story, at))
}

// PublicAt gives one incident of those that AsOf gives.
func (s *Store) PublicAt(ctx context.Context, story, id string, at incidents.Seq) (*incidents.Public, error) {
	if err := s.read(); err != nil {
		return nil, err
	}
	return s.store.PublicAt(ctx, story, id, at)
}

// Features gives encoded incidents.
func (s *Store) Features(ctx context.Context, seqs []incidents.Seq, lang string) iter.Seq2[incidents.Feature, error] {
	whole, cut := s.cut(seqs)
	return cutOff(orFault(s.read(), s.store.Features(ctx, whole, lang)), cut)
}

// Publics gives incidents.
func (s *Store) Publics(ctx context.Context, seqs []incidents.Seq) iter.Seq2[*incidents.Public, error] {
	whole, cut := s.cut(seqs)
	return cutOff(orFault(s.read(), s.store.Publics(ctx, whole)), cut)
}

// cut gives the changes before the first that is after CutAfter, and whether there is such a one.
func (s *Store) cut(seqs []incidents.Seq) (whole []incidents.Seq, cut bool) {
	for i, seq := range seqs {
		if s.CutAfter != 0 && int(seq) > s.CutAfter {
			return seqs[:i], true
		}
	}
	return seqs, false
}

// orFault gives what is read, or the fault of reading it.
func orFault[T any](fault error, all iter.Seq2[T, error]) iter.Seq2[T, error] {
	if fault == nil {
		return all
	}
	return func(yield func(T, error) bool) {
		var none T
		yield(none, fault)
	}
}

// cutOff lets what is read end with damage where it is cut.
func cutOff[T any](all iter.Seq2[T, error], cut bool) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for one, err := range all {
			if !yield(one, err) || err != nil {
				return
			}
		}
		if cut {
			var none T
			yield(none, incidents.Errorf(incidents.EDamaged, "", "a page of the file is damaged"))
		}
	}
}

// MediaFile gives a picture's file.
func (s *Store) MediaFile(ctx context.Context, key incidents.MediaKey, width int) ([]byte, error) {
	if err := s.read(); err != nil {
		return nil, err
	}
	return s.store.MediaFile(ctx, key, width)
}
