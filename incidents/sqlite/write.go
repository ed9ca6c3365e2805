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
	if len(writes) == 0 {
		return nil, nil
	}
	wishes := make([]wish, len(writes))
	err := onAllCores(len(writes), func(i int) error {
		at := ""
		if len(writes) > 1 {
			at = fmt.Sprintf("[%d].", i)
		}
		var err error
		wishes[i], err = check(writes[i], at)
		return err
	})
	if err != nil {
		return nil, err
	}
	var news []news
	err = s.change(ctx, "write an incident", func(whole context.Context, w *writing) error {
		if news, err = w.revise(whole, wishes); err != nil {
			return err
		}
		return w.putInForce(ctx, news)
	})
	if err != nil {
		return nil, err
	}
	revisions := make([]incidents.Revision, len(news))
	for i := range news {
		revisions[i] = news[i].revision
	}
	return revisions, nil
}

// check holds a wish against the rules. The incident goes through its document and back,
// so that what is encoded now is what will be read later, to the byte.
func check(w incidents.Write, at string) (wish, error) {
	if err := w.Validate(); err != nil {
		return wish{}, under(at, err)
	}
	document, err := encodeIncident(&w.Incident)
	if err != nil {
		return wish{}, incidents.Errorf(incidents.EInvalid, at+"incident", "cannot be kept: %v", err)
	}
	note, err := json.Marshal(w.Note)
	if err != nil {
		return wish{}, incidents.Errorf(incidents.EInvalid, at+"revision.note", "cannot be written as JSON: %v", err)
	}
	w.Note = nil
	if w.Incident, err = decodeIncident(document); err == nil {
		err = json.Unmarshal(note, &w.Note)
	}
	if err != nil {
		return wish{}, incidents.Errorf(incidents.EInvalid, at+"incident", "cannot be read back: %v", err)
	}
	return wish{w, at, document, string(note)}, nil
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

// revise makes revisions of the wishes, each of which must follow from what stands when
// those before it are written.
func (w *writing) revise(ctx context.Context, wishes []wish) ([]news, error) {
	for i := range wishes {
		if _, err := w.story(ctx, wishes[i].Incident.Story); err != nil {
			return nil, named(err, wishes[i].at)
		}
	}
	stands, err := w.standings(ctx, wishes)
	if err != nil {
		return nil, err
	}
	if err := w.owners(ctx, wishes); err != nil {
		return nil, err
	}
	first, err := w.draw(ctx, len(wishes))
	if err != nil {
		return nil, err
	}
	all := make([]news, len(wishes))
	for i := range wishes {
		wish := &wishes[i]
		st := stands[wish.Incident.ID]
		if st == nil {
			st = &standing{story: wish.Incident.Story, id: wish.Incident.ID}
			stands[st.id] = st
		}
		if err := st.accepts(wish); err != nil {
			return nil, err
		}
		if err := w.takeRecord(st, wish); err != nil {
			return nil, err
		}
		all[i] = news{standing: st, story: w.stories[st.story], wish: wish, revision: incidents.Revision{
			Number: st.number + 1, Seq: first + incidents.Seq(i), Time: w.now,
			Kind: wish.Kind, Author: wish.Author, Note: wish.Note, Incident: wish.Incident,
		}}
		st.follow(&all[i].revision)
	}
	return all, nil
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
func (st *standing) accepts(wish *wish) error {
	switch {
	case st.number > 0 && st.story != wish.Incident.Story:
		return incidents.Errorf(incidents.EInvalid, wish.at+"story",
			"the incident belongs to the story %q and cannot move", st.story)
	case wish.Base == st.number:
		return nil
	case wish.Base == 0:
		return incidents.Errorf(incidents.EConflict, wish.at+"base",
			"the incident %s is already there, at revision %d; read it and try again", wish.Incident.ID, st.number)
	}
	return incidents.Errorf(incidents.EConflict, wish.at+"base",
		"the incident %s is at revision %d and not at %d; read it and try again", wish.Incident.ID, st.number, wish.Base)
}
