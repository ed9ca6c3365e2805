package edit

import (
	"cmp"
	"context"
	"iter"
	"math"
	"slices"
	"sync"
	"time"

	"github.com/paulmach/orb"

	"incidentmap/geo/geocode"
	"incidentmap/incidents"
)

// memory is a store in memory that holds what the contract of incidents.Store says of the
// calls that the API makes.
type memory struct {
	mu       sync.Mutex
	seq      incidents.Seq
	stories  map[string]incidents.Story
	history  map[string][]incidents.Revision
	tokens   map[incidents.TokenHash]incidents.Token
	receipts map[string]kept
	runs     []incidents.AuditEntry // of imports
	media    map[incidents.MediaKey]incidents.MediaUpload
	writes   int // acknowledged
	uses     int // of tokens that were noted
	broken   error
	wrote    chan struct{} // closed with the next write
}

type kept struct {
	request   [32]byte
	revisions []incidents.Revision
}

func newMemory() *memory {
	return &memory{
		stories: map[string]incidents.Story{}, history: map[string][]incidents.Revision{},
		tokens: map[incidents.TokenHash]incidents.Token{}, receipts: map[string]kept{},
		media: map[incidents.MediaKey]incidents.MediaUpload{},
	}
}

// Redact writes a revision that says so; what it takes out of earlier ones is the stores' to test.
func (m *memory) Redact(ctx context.Context, r incidents.Redaction) (incidents.Revision, error) {
	m.mu.Lock()
	all := m.history[r.Incident]
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
func (m *memory) Changes(_ context.Context, after incidents.Seq) iter.Seq2[incidents.Change, error] {
	m.mu.Lock()
	defer m.mu.Unlock()
	var all []incidents.Change
	for id, revisions := range m.history {
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

func (m *memory) Stories(context.Context) ([]incidents.Story, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var all []incidents.Story
	for _, s := range m.stories {
		all = append(all, s)
	}
	return all, m.broken
}

func (m *memory) Story(_ context.Context, slug string) (incidents.Story, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	s, ok := m.stories[slug]
	if !ok {
		return s, incidents.Errorf(incidents.ENotFound, "story", "there is no story %q", slug)
	}
	return s, m.broken
}

func (m *memory) PutStory(_ context.Context, s incidents.Story) (incidents.Seq, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := s.Validate(); err != nil {
		return 0, err
	}
	m.stories[s.Slug] = s
	m.seq++
	return m.seq, nil
}

func (m *memory) Write(_ context.Context, writes ...incidents.Write) ([]incidents.Revision, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.write(writes)
}

func (m *memory) write(writes []incidents.Write) ([]incidents.Revision, error) {
	if m.broken != nil {
		return nil, m.broken
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
		if len(m.history[w.Incident.ID]) != w.Base {
			return nil, incidents.Errorf(incidents.EConflict, at(i)+"base", "the incident is at another revision")
		}
	}
	var out []incidents.Revision
	for _, w := range writes {
		m.seq++
		rev := incidents.Revision{
			Number: w.Base + 1, Seq: m.seq, Time: time.Date(2026, 2, 22, 18, 0, int(m.seq), 0, time.UTC),
			Kind: w.Kind, Author: w.Author, Note: w.Note, Incident: w.Incident,
		}
		m.history[w.Incident.ID] = append(m.history[w.Incident.ID], rev)
		out = append(out, rev)
	}
	m.writes++
	if m.wrote != nil {
		close(m.wrote)
		m.wrote = nil
	}
	return out, nil
}

func (m *memory) WriteOnce(_ context.Context, receipt incidents.Receipt, writes ...incidents.Write) ([]incidents.Revision, bool, error) {
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

func (m *memory) Incident(ctx context.Context, story, id string) (incidents.Revision, error) {
	all, err := m.Revisions(ctx, story, id)
	if err != nil {
		return incidents.Revision{}, err
	}
	return all[len(all)-1], nil
}

func (m *memory) Revisions(_ context.Context, story, id string) ([]incidents.Revision, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	all := m.history[id]
	if len(all) == 0 || all[0].Incident.Story != story {
		return nil, incidents.Errorf(incidents.ENotFound, "id", "there is no incident %q", id)
	}
	return all, m.broken
}

func (m *memory) Public(ctx context.Context, story, id string) (*incidents.Public, error) {
	rev, err := m.Incident(ctx, story, id)
	if err != nil {
		return nil, err
	}
	s := m.stories[story]
	p := s.Public(&rev.Incident, incidents.Stamp{Revision: rev.Number, Seq: rev.Seq, Published: rev.Time, Updated: rev.Time, Note: rev.Note})
	if p == nil {
		err = incidents.NoIncident(story, id)
	}
	return p, err
}

func (m *memory) Token(_ context.Context, hash incidents.TokenHash) (incidents.Token, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	t, ok := m.tokens[hash]
	if !ok {
		return t, incidents.Errorf(incidents.ENotFound, "", "there is no such token")
	}
	return t, nil
}

func (m *memory) UseToken(_ context.Context, hash incidents.TokenHash, now time.Time) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	t := m.tokens[hash]
	t.Used = now
	m.tokens[hash] = t
	m.uses++
	return m.broken
}

// Erase leaves a tombstone of the newest revision.
func (m *memory) Erase(ctx context.Context, e incidents.Erasure) error {
	rev, err := m.Incident(ctx, e.Story, e.Incident)
	if err != nil {
		return err
	}
	out := e.Redaction(e.Incident).Of(&rev)
	out.Number, out.Kind, out.Note, out.Author = rev.Number+1, incidents.Retraction, e.Note, e.Author
	m.mu.Lock()
	defer m.mu.Unlock()
	m.history[e.Incident] = append(m.history[e.Incident], out)
	return nil
}

// atlas is a geocoder that knows a few words.
type atlas map[string]geocode.Result

func (a atlas) Geocode(query string, ctx geocode.Context) geocode.Result {
	r := a[query]
	r.Query = query
	return r
}

// Holding gives the town for a point that is close, and nothing elsewhere.
func (a atlas) Holding(at orb.Point, _ geocode.Context) []geocode.Candidate {
	if math.Abs(at[0]+103.76) > 1 || math.Abs(at[1]-19.88) > 1 {
		return nil
	}
	return a["Tapalpa, Jalisco"].Candidates
}
