package webtest

import (
	"context"
	"iter"
	"maps"
	"slices"
	"time"

	"incidentmap/incidents"
)

// Publics gives public incidents.
func (m *Memory) Publics(ctx context.Context, seqs []incidents.Seq) iter.Seq2[*incidents.Public, error] {
	return func(yield func(*incidents.Public, error) bool) {
		if err := m.read(); err != nil {
			yield(nil, err)
			return
		}
		for _, seq := range seqs {
			m.mu.Lock()
			p, found := m.public[seq]
			m.mu.Unlock()
			var err error
			switch {
			case ctx.Err() != nil:
				err = ctx.Err()
			case m.CutAfter != 0 && int(seq) > m.CutAfter:
				err = incidents.Errorf(incidents.EDamaged, "", "a page of the file is damaged")
			case !found:
				err = incidents.Errorf(incidents.ENotFound, "seq", "change %d is not of a public incident", seq)
			}
			if !yield(p, err) || err != nil {
				return
			}
		}
	}
}

// AsOf gives each incident as its newest revision up to then, where readers may see the
// newest of all.
func (m *Memory) AsOf(_ context.Context, story string, at incidents.Seq) iter.Seq2[*incidents.Public, error] {
	return func(yield func(*incidents.Public, error) bool) {
		if err := m.read(); err != nil {
			yield(nil, err)
			return
		}
		for _, p := range m.asOf(story, at) {
			if !yield(p, nil) {
				return
			}
		}
	}
}

// asOf gathers what AsOf gives.
func (m *Memory) asOf(story string, at incidents.Seq) []*incidents.Public {
	m.mu.Lock()
	defer m.mu.Unlock()
	var all []*incidents.Public
	for _, id := range slices.Sorted(maps.Keys(m.revisions)) {
		revs := m.revisions[id]
		today := m.public[revs[len(revs)-1].Seq]
		if today == nil || today.Story != story {
			continue
		}
		for i := len(revs) - 1; i >= 0; i-- {
			if revs[i].Seq > at {
				continue
			}
			if then := m.public[revs[i].Seq]; then != nil && today.Disposition == incidents.Retracted {
				all = append(all, today)
			} else if then != nil {
				all = append(all, then)
			}
			break
		}
	}
	return all
}

// PublicAt gives one incident of those that AsOf gives.
func (m *Memory) PublicAt(_ context.Context, story, id string, at incidents.Seq) (*incidents.Public, error) {
	if err := m.read(); err != nil {
		return nil, err
	}
	for _, p := range m.asOf(story, at) {
		if p.ID == id {
			return p, nil
		}
	}
	return nil, incidents.NoIncident(story, id)
}

// SeqAt gives the newest change up to a time.
func (m *Memory) SeqAt(_ context.Context, t time.Time) (incidents.Seq, error) {
	fault := m.read()
	m.mu.Lock()
	defer m.mu.Unlock()
	var newest incidents.Seq
	for _, revs := range m.revisions {
		for _, rev := range revs {
			if !rev.Time.After(t) {
				newest = max(newest, rev.Seq)
			}
		}
	}
	return newest, fault
}
