package webtest

import (
	"context"
	"sync"
	"testing"
	"time"

	"incidentmap/incidents"
	"incidentmap/incidents/format"
	"incidentmap/incidents/sqlite"
)

// Store is a SQLite store of a test's own. It counts what is read of it, and has the faults that it
// is given.
type Store struct {
	t     testing.TB
	store *sqlite.Store

	mu       sync.Mutex
	revision map[string]int // by incident, the number of the newest
	Fault    error          // of every read
	CutAfter int            // Features and Publics fail at what comes after this change, when it is not 0
	Reads    int            // how often anything was read
	Clock    time.Time      // of writes
}

// NewStore makes an empty store, in which it is 2026-02-23 02:00 UTC. It is closed when the test ends.
func NewStore(t testing.TB) *Store {
	t.Helper()
	return empty.open(t)
}

var empty = imageOf{fill: func(*Store) {}}

func openStore(t testing.TB, file string, clock time.Time) *Store {
	t.Helper()
	s := &Store{t: t, revision: map[string]int{}, Clock: clock}
	var err error
	if s.store, err = sqlite.Open(context.WithoutCancel(t.Context()), file, format.AppendFeature, sqlite.WithClock(s.now)); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.store.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func (s *Store) now() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.Clock
}

// PutStory writes a story, new or in place of the one of the same slug.
func (s *Store) PutStory(story incidents.Story) {
	s.t.Helper()
	if _, err := s.store.PutStory(s.t.Context(), story); err != nil {
		s.t.Fatal(err)
	}
}

// Write writes a revision of an incident, a minute after the one before, and gives its change.
func (s *Store) Write(inc incidents.Incident, kind incidents.RevisionKind, note incidents.Text) incidents.Seq {
	s.t.Helper()
	return s.WriteAll([]incidents.Incident{inc}, kind, note)
}

// WriteAll writes a revision of each incident at the same time, a minute after what was written before, and gives the
// last change.
func (s *Store) WriteAll(all []incidents.Incident, kind incidents.RevisionKind, note incidents.Text) incidents.Seq {
	s.t.Helper()
	s.mu.Lock()
	s.Clock = s.Clock.Add(time.Minute)
	writes := make([]incidents.Write, len(all))
	for i, inc := range all {
		writes[i] = incidents.Write{Incident: inc, Base: s.revision[inc.ID], Kind: kind, Author: "secret editor", Note: note}
		s.revision[inc.ID]++
	}
	s.mu.Unlock()
	revisions, err := s.store.Write(s.t.Context(), writes...)
	if err != nil {
		s.t.Fatal(err)
	}
	return revisions[len(revisions)-1].Seq
}

// Redact takes words of an incident of the fixture away, and gives the change.
func (s *Store) Redact(r incidents.Redaction) incidents.Seq {
	s.t.Helper()
	s.mu.Lock()
	s.Clock = s.Clock.Add(time.Minute)
	s.revision[r.Incident]++
	s.mu.Unlock()
	rev, err := s.store.Redact(s.t.Context(), r)
	if err != nil {
		s.t.Fatal(err)
	}
	return rev.Seq
}

// Erase takes words off the disk.
func (s *Store) Erase(e incidents.Erasure) {
	s.t.Helper()
	if err := s.store.Erase(s.t.Context(), e); err != nil {
		s.t.Fatal(err)
	}
}

// PutMedia keeps a picture.
func (s *Store) PutMedia(u incidents.MediaUpload) {
	s.t.Helper()
	if err := s.store.PutMedia(s.t.Context(), u); err != nil {
		s.t.Fatal(err)
	}
}

// read counts a read and gives its fault.
func (s *Store) read() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.Reads++
	return s.Fault
}
