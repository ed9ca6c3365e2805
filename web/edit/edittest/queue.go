package edittest

import (
	"cmp"
	"context"
	"slices"

	"incidentmap/incidents"
)

// Queue gives incidents in every stage.
func (m *Memory) Queue(ctx context.Context, q incidents.QueueQuery) ([]incidents.Revision, error) {
	if _, err := m.Story(ctx, q.Story); err != nil {
		return nil, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	all := []incidents.Revision{}
	for _, history := range m.History {
		rev := history[len(history)-1]
		inc := &rev.Incident
		behind := q.From == 0 || rev.Seq < q.From
		if q.OldestFirst {
			behind = rev.Seq > q.From
		}
		wanted := behind && slices.Contains(q.Wanted(), inc.Workflow) && (len(q.Kinds) == 0 || slices.Contains(q.Kinds, inc.Kind)) &&
			(len(q.Dispositions) == 0 || slices.Contains(q.Dispositions, inc.Disposition))
		if inc.Story == q.Story && wanted {
			all = append(all, rev)
		}
	}
	slices.SortFunc(all, func(a, b incidents.Revision) int {
		if q.OldestFirst {
			return cmp.Compare(a.Seq, b.Seq)
		}
		return cmp.Compare(b.Seq, a.Seq)
	})
	return all[:min(len(all), q.Limit)], nil
}

// QueueCounts counts the incidents of each stage that stand.
func (m *Memory) QueueCounts(ctx context.Context, story string) (map[incidents.Workflow]int, error) {
	all, err := m.Queue(ctx, incidents.QueueQuery{Story: story, Dispositions: incidents.Standing(), Limit: 1 << 20})
	counts := map[incidents.Workflow]int{}
	for i := range all {
		counts[all[i].Incident.Workflow]++
	}
	return counts, err
}

// Audit gives who wrote what, the newest first.
func (m *Memory) Audit(ctx context.Context, q incidents.AuditQuery) ([]incidents.AuditEntry, error) {
	if _, err := m.Story(ctx, q.Story); err != nil {
		return nil, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	all := slices.DeleteFunc(slices.Clone(m.runs), func(e incidents.AuditEntry) bool { return e.Story != q.Story })
	for _, history := range m.History {
		for i := range history {
			rev := &history[i]
			if rev.Incident.Story == q.Story && (q.Before == 0 || rev.Seq < q.Before) && len(q.Actions) == 0 {
				all = append(all, incidents.AuditEntry{
					Seq: rev.Seq, Time: rev.Time, Who: rev.Author, Action: incidents.AuditAction(rev.Kind), Story: q.Story, Incident: rev.Incident.ID, Revision: rev.Number,
				})
			}
		}
	}
	slices.SortFunc(all, func(a, b incidents.AuditEntry) int { return cmp.Compare(b.Seq, a.Seq) })
	return all[:min(len(all), q.Limit)], nil
}

// Known gives what the story holds of records by their keys.
func (m *Memory) Known(_ context.Context, story string, keys []string) (map[string]incidents.Known, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	known := map[string]incidents.Known{}
	for id, revisions := range m.History {
		newest := &revisions[len(revisions)-1]
		if key := newest.Incident.Origin.Key; newest.Incident.Story == story && slices.Contains(keys, key) {
			known[key] = incidents.Known{Incident: id, Revision: newest.Number, Hash: newest.Incident.Origin.Hash}
		}
	}
	return known, m.Broken
}

// Import writes new incidents; what becomes of those that are there is the stores' to test.
func (m *Memory) Import(_ context.Context, run string, records ...incidents.Write) ([]incidents.Imported, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	revisions, err := m.write(records)
	out := make([]incidents.Imported, len(revisions))
	for i := range revisions {
		out[i] = incidents.Imported{Incident: revisions[i].Incident.ID, Revision: revisions[i]}
	}
	if err == nil {
		m.note(incidents.AuditImport, run, revisions)
	}
	return out, err
}

func (m *Memory) note(action incidents.AuditAction, run string, revisions []incidents.Revision) {
	m.runs = append(m.runs, incidents.AuditEntry{
		Seq: revisions[0].Seq, Time: revisions[0].Time, Who: revisions[0].Author, Action: action, Story: revisions[0].Incident.Story,
		Incident: revisions[0].Incident.ID, Incidents: len(revisions), Detail: run,
	})
}

// UndoImport takes an import back.
func (m *Memory) UndoImport(_ context.Context, run, author string, note incidents.Text) ([]incidents.Imported, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var out []incidents.Imported
	var revisions []incidents.Revision
	for id, history := range m.History {
		newest := history[len(history)-1]
		if newest.Author != author || newest.Incident.Origin.Key == "" {
			continue
		}
		newest.Incident.Disposition, newest.Incident.Origin = incidents.Retracted, incidents.Origin{}
		revs, err := m.write([]incidents.Write{{Incident: newest.Incident, Base: newest.Number, Kind: incidents.Retraction, Author: author, Note: note}})
		if err != nil {
			return nil, err
		}
		revisions = append(revisions, revs...)
		out = append(out, incidents.Imported{Incident: id, Revision: revs[0]})
	}
	m.note(incidents.AuditUndo, run, revisions)
	return out, nil
}
