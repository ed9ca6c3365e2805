package webtest

import (
	"context"
	"iter"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/paulmach/orb"

	"incidentmap/incidents"
	"incidentmap/incidents/format"
)

// Memory is a store that lives in memory and knows no faults but those it is given.
type Memory struct {
	mu        sync.Mutex
	stories   []incidents.Story
	storySeq  map[string]incidents.Seq
	revisions map[string][]incidents.Revision // by incident
	public    map[incidents.Seq]*incidents.Public
	entries   map[incidents.Seq]*incidents.Entry
	shapes    map[incidents.ShapeID]orb.Geometry
	seq       incidents.Seq
	Fault     error // of every read
	CutAfter  int   // Features and Publics fail at what comes after this change, when it is not 0
	Reads     int   // how often anything was read
	Clock     time.Time
}

// NewMemory makes an empty store, in which it is 2026-02-23 02:00 UTC.
func NewMemory() *Memory {
	return &Memory{
		storySeq:  map[string]incidents.Seq{},
		revisions: map[string][]incidents.Revision{},
		public:    map[incidents.Seq]*incidents.Public{},
		entries:   map[incidents.Seq]*incidents.Entry{},
		shapes:    map[incidents.ShapeID]orb.Geometry{},
		Clock:     time.Date(2026, 2, 23, 2, 0, 0, 0, time.UTC),
	}
}

// PutStory writes a story, new or in place of the one of the same slug. What readers see of its
// incidents stays as it was.
func (m *Memory) PutStory(s incidents.Story) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.seq++
	m.stories = append(slices.DeleteFunc(m.stories, func(old incidents.Story) bool { return old.Slug == s.Slug }), s)
	m.storySeq[s.Slug] = m.seq
}

// Write writes a revision of an incident, a minute after the one before.
func (m *Memory) Write(inc incidents.Incident, kind incidents.RevisionKind, note incidents.Text) incidents.Seq {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.seq++
	m.Clock = m.Clock.Add(time.Minute)
	all := m.revisions[inc.ID]
	rev := incidents.Revision{
		Number: len(all) + 1, Seq: m.seq, Time: m.Clock, Kind: kind, Note: note, Author: "secret editor", Incident: inc,
	}
	m.revisions[inc.ID] = append(all, rev)
	for _, s := range m.stories {
		if s.Slug == inc.Story {
			stamp := incidents.Stamp{Revision: rev.Number, Seq: m.seq, Published: m.Clock, Updated: m.Clock, Note: note}
			if p := s.Public(&inc, stamp); p != nil {
				m.show(&s, p)
			}
		}
	}
	return m.seq
}

// show makes p what readers see of an incident.
func (m *Memory) show(s *incidents.Story, p *incidents.Public) {
	entry, shape, err := s.Entry(p)
	if err != nil {
		panic(err) // a fixture's ids are ULIDs
	}
	m.public[p.Seq], m.entries[p.Seq] = p, &entry
	if shape != nil {
		m.shapes[entry.Shape] = shape
	}
}

// read counts a read and gives its fault.
func (m *Memory) read() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.Reads++
	return m.Fault
}

// Stories gives all stories.
func (m *Memory) Stories(context.Context) ([]incidents.Story, error) { return m.stories, m.read() }

// Story gives a story.
func (m *Memory) Story(_ context.Context, slug string) (incidents.Story, error) {
	fault := m.read()
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, s := range m.stories {
		if s.Slug == slug {
			return s, fault
		}
	}
	return incidents.Story{}, incidents.Errorf(incidents.ENotFound, "", "there is no story %q", slug)
}

// Public gives an incident as readers see it.
func (m *Memory) Public(_ context.Context, story, id string) (*incidents.Public, error) {
	if err := m.read(); err != nil {
		return nil, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if revs := m.revisions[id]; len(revs) > 0 {
		if p := m.public[revs[len(revs)-1].Seq]; p != nil && p.Story == story {
			return p, nil
		}
	}
	return nil, incidents.Errorf(incidents.ENotFound, "", "there is no incident %q in this story", id)
}

// Revisions gives those of an incident, the oldest first.
func (m *Memory) Revisions(_ context.Context, _, id string) ([]incidents.Revision, error) {
	fault := m.read()
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.revisions[id]), fault
}

// Features encodes public incidents.
func (m *Memory) Features(_ context.Context, seqs []incidents.Seq, lang string) iter.Seq2[incidents.Feature, error] {
	return func(yield func(incidents.Feature, error) bool) {
		if err := m.read(); err != nil {
			yield(incidents.Feature{}, err)
			return
		}
		for _, seq := range seqs {
			if m.CutAfter != 0 && int(seq) > m.CutAfter {
				yield(incidents.Feature{}, incidents.Errorf(incidents.EDamaged, "", "a page of the file is damaged"))
				return
			}
			m.mu.Lock()
			p := m.public[seq]
			m.mu.Unlock()
			if !yield(incidents.Feature{Seq: seq, ID: p.ID, JSON: format.AppendFeature(nil, p, lang)}, nil) {
				return
			}
		}
	}
}

// Search looks for text in English titles.
func (m *Memory) Search(_ context.Context, story, q string) ([]incidents.Seq, error) {
	fault := m.read()
	m.mu.Lock()
	defer m.mu.Unlock()
	var found []incidents.Seq
	for seq, p := range m.public {
		if p.Story == story && strings.Contains(strings.ToLower(p.Title["en"]), strings.ToLower(q)) {
			found = append(found, seq)
		}
	}
	return found, fault
}

// Seq gives the newest sequence number.
func (m *Memory) Seq(context.Context) (incidents.Seq, error) {
	fault := m.read()
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.seq, fault
}
