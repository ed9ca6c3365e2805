package edittest

import (
	"cmp"
	"context"
	"iter"
	"slices"
	"sync"
	"time"

	"incidentmap/incidents"
)

// Memory is a store in memory that holds what the contract of incidents.Store says of the
// calls that the API makes.
type Memory struct {
	mu       sync.Mutex
	Newest   incidents.Seq
	BySlug   map[string]incidents.Story
	History  map[string][]incidents.Revision
	Tokens   map[incidents.TokenHash]incidents.Token
	receipts map[string]kept
	runs     []incidents.AuditEntry // of imports
	media    map[incidents.MediaKey]incidents.MediaUpload
	Writes   int // acknowledged
	Uses     int // of tokens that were noted
	Broken   error
	wrote    chan struct{} // closed with the next write
}

type kept struct {
	request   [32]byte
	revisions []incidents.Revision
}

// NewMemory makes a store with nothing in it.
func NewMemory() *Memory {
	return &Memory{
		BySlug: map[string]incidents.Story{}, History: map[string][]incidents.Revision{},
		Tokens: map[incidents.TokenHash]incidents.Token{}, receipts: map[string]kept{},
		media: map[incidents.MediaKey]incidents.MediaUpload{},
	}
}

// Seq gives the number of the newest change.
func (m *Memory) Seq(context.Context) (incidents.Seq, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.Newest, m.Broken
}

// Wait waits for what is written after a number.
func (m *Memory) Wait(ctx context.Context, after incidents.Seq) (incidents.Seq, error) {
	for {
		m.mu.Lock()
		if m.wrote == nil {
			m.wrote = make(chan struct{})
		}
		seq, wrote := m.Newest, m.wrote
		m.mu.Unlock()
		if seq > after {
			return seq, nil
		}
		select {
		case <-wrote:
		case <-ctx.Done():
			return 0, ctx.Err()
		}
	}
}

// Redact writes a revision that says so; what it takes out of earlier ones is the stores' to test.
func (m *Memory) Redact(ctx context.Context, r incidents.Redaction) (incidents.Revision, error) {
	m.mu.Lock()
	all := m.History[r.Incident]
	if err := r.Validate(); err != nil || len(all) == 0 {
		m.mu.Unlock()
		return incidents.Revision{}, cmp.Or(err, incidents.NoIncident(r.Story, r.Incident))
	}
	for i := range all {
		if r.Concerns(all[i].Number) {
			all[i] = r.Of(&all[i])
		}
	}
	newest := all[len(all)-1]
	m.mu.Unlock()
	written, err := m.Write(ctx, incidents.Write{
		Incident: r.Of(&newest).Incident, Base: newest.Number, Kind: incidents.Correction, Author: r.Author, Note: r.Note,
	})
	if err != nil {
		return incidents.Revision{}, err
	}
	return written[0], nil
}

// Changes gives the newest change of each incident.
func (m *Memory) Changes(_ context.Context, after incidents.Seq) iter.Seq2[incidents.Change, error] {
	m.mu.Lock()
	defer m.mu.Unlock()
	var all []incidents.Change
	for id, revisions := range m.History {
		newest := &revisions[len(revisions)-1]
		if ulid, err := incidents.ParseULID(id); err == nil && newest.Seq > after {
			all = append(all, incidents.Change{Seq: newest.Seq, Story: newest.Incident.Story, Incident: ulid, Entry: &incidents.Entry{}})
		}
	}
	slices.SortFunc(all, func(a, b incidents.Change) int { return cmp.Compare(a.Seq, b.Seq) })
	return func(yield func(incidents.Change, error) bool) {
		for _, c := range all {
			if !yield(c, nil) {
				return
			}
		}
	}
}

// Stories gives all stories.
func (m *Memory) Stories(context.Context) ([]incidents.Story, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var all []incidents.Story
	for _, s := range m.BySlug {
		all = append(all, s)
	}
	return all, m.Broken
}

// Story gives a story. ENotFound if there is none.
func (m *Memory) Story(_ context.Context, slug string) (incidents.Story, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	s, ok := m.BySlug[slug]
	if !ok {
		return s, incidents.Errorf(incidents.ENotFound, "story", "there is no story %q", slug)
	}
	return s, m.Broken
}

// PutStory writes a story, over the version that its writer saw.
func (m *Memory) PutStory(_ context.Context, s incidents.Story) (incidents.Seq, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := s.Validate(); err != nil {
		return 0, err
	}
	m.BySlug[s.Slug] = s
	m.Newest++
	return m.Newest, nil
}

func (m *Memory) Write(_ context.Context, writes ...incidents.Write) ([]incidents.Revision, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.write(writes)
}

func (m *Memory) write(writes []incidents.Write) ([]incidents.Revision, error) {
	if m.Broken != nil {
		return nil, m.Broken
	}
	at := func(i int) string {
		if len(writes) == 1 {
			return ""
		}
		return "[" + string(rune('0'+i)) + "]."
	}
	for i, w := range writes {
		if err := w.Validate(); err != nil {
			return nil, err
		}
		if len(m.History[w.Incident.ID]) != w.Base {
			return nil, incidents.Errorf(incidents.EConflict, at(i)+"base", "the incident is at another revision")
		}
	}
	var out []incidents.Revision
	for _, w := range writes {
		m.Newest++
		rev := incidents.Revision{
			Number: w.Base + 1, Seq: m.Newest, Time: time.Date(2026, 2, 22, 18, 0, int(m.Newest), 0, time.UTC),
			Kind: w.Kind, Author: w.Author, Note: w.Note, Incident: w.Incident, Due: w.Incident.PublishAt,
		}
		m.History[w.Incident.ID] = append(m.History[w.Incident.ID], rev)
		out = append(out, rev)
	}
	m.Writes++
	if m.wrote != nil {
		close(m.wrote)
		m.wrote = nil
	}
	return out, nil
}

// WriteOnce writes once for each receipt.
func (m *Memory) WriteOnce(_ context.Context, receipt incidents.Receipt, writes ...incidents.Write) ([]incidents.Revision, bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if k, ok := m.receipts[receipt.Key]; ok {
		if k.request != receipt.Request {
			return nil, false, incidents.Errorf(incidents.EConflict, "key", "the key came with another request")
		}
		return k.revisions, true, nil
	}
	revisions, err := m.write(writes)
	if err == nil {
		m.receipts[receipt.Key] = kept{receipt.Request, revisions}
	}
	return revisions, false, err
}

// Incident gives the newest revision of an incident.
func (m *Memory) Incident(ctx context.Context, story, id string) (incidents.Revision, error) {
	all, err := m.Revisions(ctx, story, id)
	if err != nil {
		return incidents.Revision{}, err
	}
	return all[len(all)-1], nil
}

// Revisions gives all revisions of an incident, the oldest first.
func (m *Memory) Revisions(_ context.Context, story, id string) ([]incidents.Revision, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	all := m.History[id]
	if len(all) == 0 || all[0].Incident.Story != story {
		return nil, incidents.Errorf(incidents.ENotFound, "id", "there is no incident %q", id)
	}
	return all, m.Broken
}

// Public gives what readers see of an incident.
func (m *Memory) Public(ctx context.Context, story, id string) (*incidents.Public, error) {
	rev, err := m.Incident(ctx, story, id)
	if err != nil {
		return nil, err
	}
	s := m.BySlug[story]
	p := s.Public(&rev.Incident, incidents.Stamp{Revision: rev.Number, Seq: rev.Seq, Published: rev.Time, Updated: rev.Time, Note: rev.Note})
	if p == nil {
		err = incidents.NoIncident(story, id)
	}
	return p, err
}

// Token gives a token by its hash.
func (m *Memory) Token(_ context.Context, hash incidents.TokenHash) (incidents.Token, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	t, ok := m.Tokens[hash]
	if !ok {
		return t, incidents.Errorf(incidents.ENotFound, "", "there is no such token")
	}
	return t, nil
}

// UseToken notes that a token was used.
func (m *Memory) UseToken(_ context.Context, hash incidents.TokenHash, now time.Time) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	t := m.Tokens[hash]
	t.Used = now
	m.Tokens[hash] = t
	m.Uses++
	return m.Broken
}

// Erase leaves a tombstone of the newest revision.
func (m *Memory) Erase(ctx context.Context, e incidents.Erasure) error {
	rev, err := m.Incident(ctx, e.Story, e.Incident)
	if err != nil {
		return err
	}
	out := e.Redaction(e.Incident).Of(&rev)
	out.Number, out.Kind, out.Note, out.Author = rev.Number+1, incidents.Retraction, e.Note, e.Author
	m.mu.Lock()
	defer m.mu.Unlock()
	m.History[e.Incident] = append(m.History[e.Incident], out)
	return nil
}
