package postgis

import (
	"errors"
	"maps"

	"incidentmap/incidents"
)

// drafting is what a job makes of what stands, apart until all of it is in order.
type drafting struct {
	*writing
	stands map[uuid]*currentState
	owner  map[record]uuid
}

// standing gives what stands of an incident, for the job to change.
func (d *drafting) current(write *validatedWrite) *currentState {
	if st := d.stands[write.id]; st != nil {
		return st
	}
	st := &currentState{story: write.Incident.Story}
	if kept := d.writing.stands[write.id]; kept != nil {
		*st = *kept
	}
	d.stands[write.id] = st
	return st
}

func (d *drafting) ownerOf(r record) uuid {
	if id, ok := d.owner[r]; ok {
		return id
	}
	return d.writing.owner[r]
}

// revise makes revisions of a job's wishes, each of which must follow from what stands when
// those before it are written.
func (w *writing) revise(j *job) ([]*pendingChange, error) {
	if err := j.ctx.Err(); err != nil {
		return nil, w.fault(j.ctx, j.doing, err)
	}
	if done, err := w.repeats(j); done || err != nil {
		return nil, err
	}
	for i := range j.wishes {
		if slug := j.wishes[i].Incident.Story; w.stories[slug] == nil {
			return nil, named(incidents.NoStory(slug), j.wishes[i].at)
		}
	}
	d := &drafting{w, make(map[uuid]*currentState, len(j.wishes)), make(map[record]uuid, len(j.wishes))}
	all, seq := make([]*pendingChange, len(j.wishes)), w.last
	made, revisions := make([]pendingChange, len(j.wishes)), make([]incidents.Revision, len(j.wishes))
	for i := range j.wishes {
		write := &j.wishes[i]
		st := d.current(write)
		if err := st.accepts(write); err != nil {
			return nil, err
		}
		if err := d.takeRecord(st, write); err != nil {
			return nil, err
		}
		seq++
		revisions[i] = incidents.Revision{
			Number: st.number + 1, Seq: seq, Time: w.now,
			Kind: write.Kind, Author: write.Author, Note: write.Note, Incident: write.Incident,
		}
		st.follow(&revisions[i])
		made[i] = pendingChange{
			id: write.id, story: w.stories[st.story], write: write, change: seq, revision: &revisions[i], published: st.published,
		}
		all[i] = &made[i]
	}
	w.accept(d, j, revisions, seq)
	return all, nil
}

// accept makes what the job came to that which stands.
func (w *writing) accept(d *drafting, j *job, revisions []incidents.Revision, seq incidents.Seq) {
	w.stands, w.owner = merged(w.stands, d.stands), merged(w.owner, d.owner)
	if j.receipt != nil {
		w.receipts[j.receipt.Key] = receipt{j.receipt.Request, w.last + 1, len(revisions)}
		w.given = append(w.given, j.receipt.Key)
	}
	w.last, j.revisions = seq, revisions
}

// merged gives what is in one map and, above that, in another. It changes either.
func merged[K comparable, V any](below, above map[K]V) map[K]V {
	if len(below) == 0 {
		return above
	}
	maps.Copy(below, above)
	return below
}

// repeats reports whether the job was done before, under its receipt's key.
func (w *writing) repeats(j *job) (bool, error) {
	if j.receipt == nil {
		return false, nil
	}
	before, ok := w.receipts[j.receipt.Key]
	switch {
	case !ok:
		return false, nil
	case before.request != j.receipt.Request:
		return false, incidents.Errorf(incidents.EConflict, "key",
			"something else was written under the key %q; give each request a key of its own", j.receipt.Key)
	}
	j.repeated = &before
	return true, nil
}

// follow makes the revision the one that stands.
func (st *currentState) follow(rev *incidents.Revision) {
	st.number, st.change = rev.Number, rev.Seq
	st.origin, st.names = rev.Incident.Origin.Key, nil
	if st.public = rev.Incident.IsPublic(); st.public {
		st.names = names(&rev.Incident)
	}
	if st.public && st.published.IsZero() {
		st.published = rev.Time
	}
}

// accepts reports whether the wish follows from what stands.
func (st *currentState) accepts(write *validatedWrite) error {
	switch {
	case st.number > 0 && st.story != write.Incident.Story:
		return incidents.Errorf(incidents.EInvalid, write.at+"story",
			"the incident belongs to the story %q and cannot move", st.story)
	case write.Base == st.number:
		return nil
	case write.Base == 0:
		return incidents.Errorf(incidents.EConflict, write.at+"base",
			"the incident %s is already there, at revision %d; read it and try again", write.Incident.ID, st.number)
	}
	return incidents.Errorf(incidents.EConflict, write.at+"base",
		"the incident %s is at revision %d and not at %d; read it and try again", write.Incident.ID, st.number, write.Base)
}

// named puts the name of the wish before the field that a single error names.
func named(err error, at string) error {
	var e *incidents.Error
	if at == "" || !errors.As(err, &e) || e.Field == "" {
		return err
	}
	out := *e
	out.Field = at + e.Field
	return &out
}
