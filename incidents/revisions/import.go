package revisions

import (
	"cmp"
	"context"
	"slices"
	"time"

	"incidentmap/incidents"
	"incidentmap/incidents/document"
)

// maxRun is the length in bytes that the name of an import may have.
const maxRun = 255

// Import is records of a file that are written, each for itself.
type Import struct {
	Run string

	writes  []Write
	errs    []error // of records that break a rule
	results []incidents.Imported
}

// NewImport holds records against the rules. EInvalid if the run has no name; what breaks a rule in a record
// becomes its own error.
func NewImport(run string, records []incidents.Write) (*Import, error) {
	if n := len(run); n == 0 || n > maxRun {
		return nil, incidents.Errorf(incidents.EInvalid, "run", "has %d bytes; give 1 to %d", n, maxRun)
	}
	imp := &Import{Run: run, writes: make([]Write, len(records)), errs: make([]error, len(records))}
	room := make([]incidents.Revision, len(records))
	_ = InShares(len(records), func(from, to int) error { // errors are the records' own
		var d document.Encoder
		for i := from; i < to; i++ {
			imp.writes[i], imp.errs[i] = validate(&d, &records[i], "", &room[i])
		}
		return nil
	})
	return imp, nil
}

// Len is how many records there are.
func (imp *Import) Len() int { return len(imp.writes) }

// Results gives what became of the records, once the plan is on disk.
func (imp *Import) Results() []incidents.Imported { return imp.results }

// Records lists what the records are of, for a store that reads all that they rest on beforehand.
func (imp *Import) Records(do func(id incidents.ULID, story, origin string)) {
	for i := range imp.writes {
		if imp.errs[i] == nil {
			inc := &imp.writes[i].Revision.Incident
			do(imp.writes[i].ID, inc.Story, inc.Origin.Key)
		}
	}
}

// Import adds the records of an import: see incidents.Store. An error is of all of it.
func (p *Plan) Import(ctx context.Context, imp *Import) error {
	imp.results = make([]incidents.Imported, len(imp.writes))
	asked := &Job{}
	for i := range imp.writes {
		if imp.results[i].Err = imp.errs[i]; imp.errs[i] != nil {
			continue
		}
		if _, err := p.story(ctx, imp.writes[i].Revision.Incident.Story); err != nil {
			return err
		}
		asked.writes = append(asked.writes, imp.writes[i])
	}
	if err := p.read(ctx, asked); err != nil {
		return err
	}
	histories, err := p.histories(ctx, asked.writes)
	if err != nil {
		return err
	}
	first, before := p.last+1, len(p.changes)
	var m merger
	room := make([]Change, len(imp.writes))
	for i := range imp.writes {
		if imp.errs[i] != nil {
			continue
		}
		w, r := &imp.writes[i], &imp.results[i]
		st := p.states[w.ID]
		r.Incident = w.ID.String()
		if st.Number > 0 {
			if w, r.Kept, r.Err = m.ofRecord(st, histories[w.ID], w); r.Err != nil || w == nil {
				continue
			}
		} else {
			created := *w
			created.Base = 0
			w = &created
		}
		w.run = imp.Run
		if r.Err = p.reviewed(st, w, &r.Kept); r.Err != nil {
			continue
		}
		if r.Err = p.accepts(ctx, st, w); r.Err != nil {
			continue
		}
		if r.Err = p.add(st, w, &room[i]); r.Err == nil {
			r.Revision = *w.Revision
		}
	}
	p.auditRun(incidents.AuditImport, imp.Run, p.changes[before:])
	if err := p.putRun(ctx, imp.Run, first); err != nil {
		return err
	}
	p.holdAnew()
	return nil
}

// reviewed leaves a record that wants to be published for review, in a story where a second person approves.
func (p *Plan) reviewed(st *State, w *Write, kept *[]string) error {
	inc := w.Revision.Incident
	if !p.stories[inc.Story].Policy.SecondApprover || !isApproved(inc.Workflow) {
		return nil
	}
	if stands := st.shown(); stands != nil && sameForReaders(p.stories[inc.Story], stands, &inc) {
		return nil
	}
	if !slices.Contains(*kept, "workflow") {
		*kept = append(*kept, "workflow")
	}
	inc.Workflow, inc.PublishAt = incidents.Review, time.Time{}
	return w.put(&inc)
}

// add makes a change of one write that is accepted, or holds it back.
func (p *Plan) add(st *State, w *Write, room *Change) error {
	c, err := p.follow(st, w, room, p.last+1)
	if err != nil {
		return err
	}
	if p.last++; c != nil {
		p.changes = append(p.changes, c)
	}
	return nil
}

func (p *Plan) putRun(ctx context.Context, run string, first incidents.Seq) error {
	if p.last < first {
		return nil
	}
	return p.tx.PutRun(ctx, run, first, p.last)
}

// histories reads the revisions of the incidents that are there.
func (p *Plan) histories(ctx context.Context, writes []Write) (map[incidents.ULID][]Written, error) {
	var ids []incidents.ULID
	for i := range writes {
		if st := p.states[writes[i].ID]; st.Number > 0 && st.latest == nil {
			ids = append(ids, st.ID)
		}
	}
	if len(ids) == 0 {
		return nil, nil
	}
	return p.readHistories(ctx, ids)
}

// readHistories reads the revisions of some incidents, with those that are or were held back.
func (p *Plan) readHistories(ctx context.Context, ids []incidents.ULID) (map[incidents.ULID][]Written, error) {
	all, err := p.tx.Histories(ctx, ids)
	if err != nil {
		return nil, err
	}
	held, err := p.tx.HeldBack(ctx, ids)
	for id, list := range held {
		there := make(map[int]bool, len(all[id]))
		for i := range all[id] {
			there[all[id][i].Number] = true
		}
		for _, h := range list {
			if !there[h.Revision.Number] {
				all[id] = append(all[id], Written{Revision: h.Revision, Run: h.Run})
			}
		}
		slices.SortFunc(all[id], func(a, b Written) int { return cmp.Compare(a.Number, b.Number) })
	}
	return all, err
}

// ofRecord gives the write that a record comes to, nil for none, and what of the record is not taken.
func (m *merger) ofRecord(st *State, history []Written, w *Write) (*Write, []string, error) {
	switch {
	case len(history) == 0 || history[len(history)-1].Number != st.Number:
		return nil, nil, incidents.Errorf(incidents.EConflict, "base", "the incident %s was changed meanwhile; import the record again", st.ID)
	case st.Story != w.Revision.Incident.Story:
		return nil, nil, st.accepts(w)
	}
	newest := &history[len(history)-1]
	if d := newest.Incident.Disposition; d == incidents.Retracted || d == incidents.Merged {
		return nil, nil, incidents.Errorf(incidents.EConflict, "disposition",
			"the incident %s is %s and stays so: the record changes nothing of it", st.ID, d)
	}
	out, err := m.record(history, &w.Revision.Incident)
	if err != nil || !out.changes {
		return nil, out.kept, err
	}
	next, err := m.write(&out.incident, st.Number, incidents.Update, w.Revision.Author, w.Revision.Note)
	if err == nil {
		next.Revision.AuthorID = w.Revision.AuthorID
	}
	return next, out.kept, err
}

// write makes a write of what was merged, which must hold to the rules as any other.
func (m *merger) write(inc *incidents.Incident, base int, kind incidents.RevisionKind, author string, note incidents.Text) (*Write, error) {
	w := incidents.Write{Incident: *inc, Base: base, Kind: kind, Author: author, Note: note}
	out, err := validate(&m.encoder, &w, "", &incidents.Revision{})
	if err != nil {
		return nil, err
	}
	return &out, nil
}

// undoOf names the import that the undoing of one is: what it writes is no editor's.
func undoOf(run string) string { return "undo " + run }

// Undo takes back what a run wrote of some incidents, and gives what became of each: see
// incidents.Store.
func (p *Plan) Undo(ctx context.Context, run, author string, note incidents.Text, ids []incidents.ULID) ([]incidents.Imported, error) {
	histories, err := p.readHistories(ctx, ids)
	if err != nil {
		return nil, err
	}
	var m merger
	results := make([]incidents.Imported, len(ids))
	writes := make([]*Write, len(ids))
	asked := &Job{}
	for i, id := range ids {
		history := histories[id]
		if len(history) == 0 {
			return nil, incidents.Errorf(incidents.EDamaged, "", "the revisions of incident %s are lost", id)
		}
		out, err := m.undone(history, run)
		if err != nil {
			return nil, err
		}
		newest := &history[len(history)-1]
		results[i].Incident, results[i].Kept = id.String(), out.kept
		if !out.changes {
			continue
		}
		kind := incidents.Correction
		if out.incident.Disposition == incidents.Retracted {
			kind = incidents.Retraction
		}
		if writes[i], results[i].Err = m.write(&out.incident, newest.Number, kind, author, note); results[i].Err == nil {
			asked.writes = append(asked.writes, *writes[i])
		}
	}
	if err := p.read(ctx, asked); err != nil {
		return nil, err
	}
	first, before := p.last+1, len(p.changes)
	for i := range writes {
		if writes[i] == nil || results[i].Err != nil {
			continue
		}
		if _, err := p.story(ctx, writes[i].Revision.Incident.Story); err != nil {
			return nil, err
		}
		st := p.states[writes[i].ID]
		writes[i].run = undoOf(run)
		results[i].Err = p.accepts(ctx, st, writes[i])
		if results[i].Err == nil {
			results[i].Err = p.add(st, writes[i], &Change{})
		}
		if results[i].Err == nil {
			results[i].Revision = *writes[i].Revision
		}
	}
	p.auditRun(incidents.AuditUndo, run, p.changes[before:])
	return results, p.putRun(ctx, undoOf(run), first)
}
