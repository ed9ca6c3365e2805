package postgis

import (
	"context"
	"errors"
	"fmt"

	"incidentmap/incidents"
	"incidentmap/incidents/document"
)

// wish is a wish to write, checked, with the incident as it will be read back.
type validatedWrite struct {
	incidents.Write
	id       uuid
	at       string // how errors call it: "[2]." or nothing when it is alone
	document []byte
	note     []byte
}

// Write writes all of the wishes or none of them: see incidents.Store.
func (s *Store) Write(ctx context.Context, writes ...incidents.Write) ([]incidents.Revision, error) {
	if len(writes) == 0 {
		return nil, nil
	}
	revisions, _, err := s.write(ctx, nil, writes)
	return revisions, err
}

// maxKey is how long a receipt's key may be, in bytes.
const maxKey = 255

// WriteOnce writes as Write does, unless it did so before: see incidents.Store.
func (s *Store) WriteOnce(ctx context.Context, receipt incidents.Receipt, writes ...incidents.Write) ([]incidents.Revision, bool, error) {
	if receipt.Key == "" || len(receipt.Key) > maxKey {
		return nil, false, incidents.Errorf(incidents.EInvalid, "key", "has %d bytes; give 1 to %d", len(receipt.Key), maxKey)
	}
	return s.write(ctx, &receipt, writes)
}

func (s *Store) write(ctx context.Context, receipt *incidents.Receipt, writes []incidents.Write) ([]incidents.Revision, bool, error) {
	wishes := make([]validatedWrite, len(writes))
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
		return nil, false, err
	}
	j := &job{ctx: ctx, doing: "write an incident", wishes: wishes, receipt: receipt, done: make(chan struct{})}
	if err := s.await(j); err != nil {
		return nil, false, err
	}
	if j.repeated == nil {
		return j.revisions, false, nil
	}
	revisions, err := s.receipted(ctx, j.repeated)
	return revisions, err == nil, err
}

// check holds a wish against the rules. The incident goes through its document and back,
// so that what is encoded now is what will be read later, to the byte.
func check(w incidents.Write, at string) (validatedWrite, error) {
	if err := w.Validate(); err != nil {
		return validatedWrite{}, under(at, err)
	}
	id, ok := key(w.Incident.ID)
	if !ok {
		return validatedWrite{}, incidents.Errorf(incidents.EInvalid, at+"id", "%q is not a ULID in capitals", w.Incident.ID)
	}
	form, err := document.Encode(&w.Incident)
	if err != nil {
		return validatedWrite{}, incidents.Errorf(incidents.EInvalid, at+"incident", "cannot be kept: %v", err)
	}
	note := document.EncodeTexts(w.Note)
	story := w.Incident.Story
	w.Incident, err = document.Decode(form)
	w.Incident.ID, w.Incident.Story = incidents.ULID(id).String(), story
	if err == nil {
		w.Note, err = document.DecodeTexts(note)
	}
	if err != nil {
		return validatedWrite{}, incidents.Errorf(incidents.EInvalid, at+"incident", "cannot be read back: %v", err)
	}
	return validatedWrite{w, id, at, []byte(form), note}, nil
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
