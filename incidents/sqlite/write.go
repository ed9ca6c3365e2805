package sqlite

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"incidentmap/incidents"
)

// wish is a wish to write, checked, with the incident as it will be read back.
type wish struct {
	incidents.Write
	at       string // how errors call it: "[2]." or nothing when it is alone
	document string
	note     string
}

// Write writes all of the wishes or none of them: see incidents.Store.
func (s *Store) Write(ctx context.Context, writes ...incidents.Write) ([]incidents.Revision, error) {
	wishes := make([]wish, len(writes))
	for i, w := range writes {
		at := ""
		if len(writes) > 1 {
			at = fmt.Sprintf("[%d].", i)
		}
		var err error
		if wishes[i], err = check(w, at); err != nil {
			return nil, err
		}
	}
	if len(wishes) == 0 {
		return nil, nil
	}
	var revisions []incidents.Revision
	err := s.change(ctx, "write an incident", func(whole context.Context, w *writing) error {
		first, err := w.draw(whole, len(wishes))
		if err != nil {
			return err
		}
		for i := range wishes {
			if err := ctx.Err(); err != nil {
				return err
			}
			rev, err := w.revise(whole, first+incidents.Seq(i), &wishes[i])
			if err != nil {
				return err
			}
			revisions = append(revisions, rev)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return revisions, nil
}

// check holds a wish against the rules. It goes through JSON and back, so that what is
// encoded now is what will be read later, to the byte.
func check(w incidents.Write, at string) (wish, error) {
	if err := w.Validate(); err != nil {
		return wish{}, under(at, err)
	}
	document, err := json.Marshal(&w.Incident)
	if err != nil {
		return wish{}, incidents.Errorf(incidents.EInvalid, at+"incident", "cannot be written as JSON: %v", err)
	}
	note, err := json.Marshal(w.Note)
	if err != nil {
		return wish{}, incidents.Errorf(incidents.EInvalid, at+"revision.note", "cannot be written as JSON: %v", err)
	}
	w.Incident, w.Note = incidents.Incident{}, nil
	if err := errors.Join(json.Unmarshal(document, &w.Incident), json.Unmarshal(note, &w.Note)); err != nil {
		return wish{}, incidents.Errorf(incidents.EInvalid, at+"incident", "cannot be read back from JSON: %v", err)
	}
	return wish{w, at, string(document), string(note)}, nil
}

// under puts the name of the wish before the fields that err names.
func under(at string, err error) error {
	var problems incidents.Problems
	if at == "" || !errors.As(err, &problems) {
		return err
	}
	named := make(incidents.Problems, len(problems))
	for i, p := range problems {
		q := *p
		q.Field = at + q.Field
		named[i] = &q
	}
	return named
}

// revise writes one revision and what follows from it.
func (w *writing) revise(ctx context.Context, seq incidents.Seq, wish *wish) (incidents.Revision, error) {
	inc := &wish.Incident
	story, err := w.story(ctx, inc.Story)
	if err != nil {
		return incidents.Revision{}, named(err, wish.at)
	}
	old, err := w.standing(ctx, inc.ID)
	if err != nil {
		return incidents.Revision{}, err
	}
	if err := old.accepts(wish); err != nil {
		return incidents.Revision{}, err
	}
	rev := incidents.Revision{
		Number: old.number + 1, Seq: seq, Time: w.now,
		Kind: wish.Kind, Author: wish.Author, Note: wish.Note, Incident: *inc,
	}
	written := stamp(w.now)
	sum := checksum(inc.ID, written, string(wish.Kind), wish.Author, wish.note, wish.document)
	if err := w.exec(ctx, w.to.addRevision, seq, inc.ID, rev.Number, written,
		string(wish.Kind), wish.Author, wish.note, wish.document, sum); err != nil {
		return incidents.Revision{}, w.fault("write a revision", err)
	}
	next := old
	next.id, next.story, next.revision = inc.ID, inc.Story, seq
	return rev, w.show(ctx, seq, story, next, &rev)
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

// accepts reports whether the wish follows from what stands.
func (old *standing) accepts(wish *wish) error {
	switch {
	case old.number > 0 && old.story != wish.Incident.Story:
		return incidents.Errorf(incidents.EInvalid, wish.at+"story",
			"the incident belongs to the story %q and cannot move", old.story)
	case wish.Base == old.number:
		return nil
	case wish.Base == 0:
		return incidents.Errorf(incidents.EConflict, wish.at+"base",
			"the incident %s is already there, at revision %d; read it and try again", wish.Incident.ID, old.number)
	}
	return incidents.Errorf(incidents.EConflict, wish.at+"base",
		"the incident %s is at revision %d and not at %d; read it and try again", wish.Incident.ID, old.number, wish.Base)
}
