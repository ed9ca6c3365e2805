package main

import (
	"context"
	"fmt"
	"io"
	"log/slog"
	"time"

	"incidentmap/incidents"
	"incidentmap/incidents/index"
)

// indexKeeper is a store beside which an index can be saved.
type indexKeeper interface {
	SaveIndex(ctx context.Context, write func(w io.Writer, at incidents.Seq, mark []byte) error) error
	LoadIndex(ctx context.Context, read func(r io.Reader, size int64, is func(at incidents.Seq, mark []byte) error) error) error
}

// An index of fewer incidents is read from the store as fast. One is saved again when so many changes came, which are read from
// the store at a start, looked for every so often.
const (
	savedSize    = 50_000
	savedChanges = 20_000
	savedChecked = time.Minute
)

// savedIndex is a server's index, and what of it is saved beside its store.
type savedIndex struct {
	*index.Index
	store  incidents.Store
	keeper indexKeeper // nil where none can be saved
	least  int         // incidents
	at     incidents.Seq
	log    *slog.Logger
}

// openIndex reads the index of a store, from where a saved one ends where there is one that is of the store.
func openIndex(ctx context.Context, store incidents.Store, least int, log *slog.Logger) (*savedIndex, error) {
	s := &savedIndex{Index: index.New(), store: store, least: least, log: log}
	if s.keeper, _ = store.(indexKeeper); s.keeper != nil {
		err := s.keeper.LoadIndex(ctx, func(r io.Reader, size int64, is func(incidents.Seq, []byte) error) error {
			return s.Load(ctx, r, size, store, is)
		})
		if err != nil && ctx.Err() == nil {
			log.InfoContext(ctx, "the saved index is not used; the store is read", "reason", err)
		}
		s.at = s.Seq()
	}
	if err := s.Sync(ctx, store); err != nil {
		return nil, fmt.Errorf("cannot read the store into the index: %w", err)
	}
	return s, nil
}

// saveSometimes saves the index when much of it is not saved, until the context is done.
func (s *savedIndex) saveSometimes(ctx context.Context) {
	look := time.NewTicker(savedChecked)
	defer look.Stop()
	for {
		if s.Seq() >= s.at+savedChanges || s.at == 0 {
			s.save(ctx)
		}
		select {
		case <-ctx.Done():
			return
		case <-look.C:
		}
	}
}

// end saves what is not saved, when the server has stopped.
func (s *savedIndex) end(ctx context.Context) {
	if err := s.Sync(ctx, s.store); err == nil {
		s.save(ctx)
	}
}

// save saves an index that is large enough, unless that is done. Nothing depends on it.
func (s *savedIndex) save(ctx context.Context) {
	if s.keeper == nil || s.Size() < s.least || s.Seq() == s.at {
		return
	}
	saved := s.at
	err := s.keeper.SaveIndex(ctx, func(w io.Writer, at incidents.Seq, mark []byte) error {
		saved = at
		return s.Save(w, at, mark)
	})
	switch {
	case err == nil:
		s.at = saved
	case incidents.CodeOf(err) == incidents.EConflict: // somebody writes; the next time will do
		s.log.DebugContext(ctx, "the index is not saved", "reason", err)
	case ctx.Err() == nil:
		s.log.WarnContext(ctx, "the index cannot be saved; the next start reads the store", "error", err)
	}
}
