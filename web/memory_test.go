package web_test

import (
	"context"
	"iter"
	"slices"
	"strings"
	"sync"
	"time"

	"incidentmap/incidents"
	"incidentmap/incidents/format"
)

// memory is a store that lives in memory and knows no faults but those it is given.
type memory struct {
	mu        sync.Mutex
	stories   []incidents.Story
	storySeq  map[string]incidents.Seq
	revisions map[string][]incidents.Revision // by incident
	public    map[incidents.Seq]*incidents.Public
	seq       incidents.Seq
	fault     error // of every read
	cutAfter  int   // Features fails after so many, when it is not 0
	reads     int   // how often anything was read
	clock     time.Time
}

func newMemory() *memory {
	return &memory{
		storySeq:  map[string]incidents.Seq{},
		revisions: map[string][]incidents.Revision{},
		public:    map[incidents.Seq]*incidents.Public{},
		clock:     time.Date(2026, 2, 23, 2, 0, 0, 0, time.UTC),
	}
}

func (m *memory) putStory(s incidents.Story) {
	m.seq++
	m.stories = append(m.stories, s)
	m.storySeq[s.Slug] = m.seq
}

func (m *memory) write(inc incidents.Incident, kind incidents.RevisionKind, note incidents.Text) incidents.Seq {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.seq++
	m.clock = m.clock.Add(time.Minute)
	all := m.revisions[inc.ID]
	rev := incidents.Revision{
		Number: len(all) + 1, Seq: m.seq, Time: m.clock, Kind: kind, Note: note, Author: "secret editor", Incident: inc,
	}
	m.revisions[inc.ID] = append(all, rev)
	for _, s := range m.stories {
		if s.Slug == inc.Story {
			stamp := incidents.Stamp{Revision: rev.Number, Seq: m.seq, Published: m.clock, Updated: m.clock, Note: note}
			if p := s.Public(&inc, stamp); p != nil {
				m.public[m.seq] = p
			}
		}
	}
	return m.seq
}

// read counts a read and gives its fault.
func (m *memory) read() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.reads++
	return m.fault
}

func (m *memory) Stories(context.Context) ([]incidents.Story, error) { return m.stories, m.read() }

func (m *memory) Story(_ context.Context, slug string) (incidents.Story, error) {
	for _, s := range m.stories {
		if s.Slug == slug {
			return s, m.read()
		}
	}
	return incidents.Story{}, incidents.Errorf(incidents.ENotFound, "", "there is no story %q", slug)
}

func (m *memory) Revisions(_ context.Context, _, id string) ([]incidents.Revision, error) {
	fault := m.read()
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.revisions[id]), fault
}

func (m *memory) Changes(_ context.Context, after incidents.Seq) iter.Seq2[incidents.Change, error] {
	m.mu.Lock()
	defer m.mu.Unlock()
	var all []incidents.Change
	for slug, seq := range m.storySeq {
		all = append(all, incidents.Change{Seq: seq, Story: slug})
	}
	for id, revs := range m.revisions {
		last := revs[len(revs)-1]
		all = append(all, incidents.Change{Seq: last.Seq, Story: last.Incident.Story, Incident: id, Public: m.public[last.Seq]})
	}
	slices.SortFunc(all, func(a, b incidents.Change) int { return int(a.Seq - b.Seq) })
	return func(yield func(incidents.Change, error) bool) {
		if err := m.read(); err != nil {
			yield(incidents.Change{}, err)
			return
		}
		for _, c := range all {
			if c.Seq > after && !yield(c, nil) {
				return
			}
		}
	}
}

func (m *memory) Features(_ context.Context, seqs []incidents.Seq, lang string) iter.Seq2[incidents.Feature, error] {
	return func(yield func(incidents.Feature, error) bool) {
		if err := m.read(); err != nil {
			yield(incidents.Feature{}, err)
			return
		}
		for i, seq := range seqs {
			if m.cutAfter != 0 && i == m.cutAfter {
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

func (m *memory) Search(_ context.Context, story, q string) ([]incidents.Seq, error) {
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

func (m *memory) Seq(context.Context) (incidents.Seq, error) {
	fault := m.read()
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.seq, fault
}
