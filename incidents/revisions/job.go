package revisions

import (
	"errors"
	"strconv"
	"strings"

	"incidentmap/incidents"
	"incidentmap/incidents/document"
)

// Write is a write that holds to the rules, with the revision that it comes to.
type Write struct {
	Revision *incidents.Revision // its incident is as it will be read back
	ID       incidents.ULID
	Base     int
	Document string // of incidents/document
	Note     []byte // as document.EncodeTexts has it
	at       string // how errors name it: "[2]." or nothing when it is alone
	run      string // the import that it is of
	number   int    // of the revision, zero for the next

	safety  bool // it takes something away from readers, for which nothing waits
	rebases bool // what waits of the incident waits on
}

// Job is writes of which all are done or none.
type Job struct {
	// Receipt makes the job safe to repeat; nil without one.
	Receipt *incidents.Receipt
	// Repeated is what was kept of the same job before; nil if it was not done before.
	Repeated *Kept

	writes    []Write
	revisions []incidents.Revision
}

// NewJob holds writes, and the receipt if there is one, against the rules. EInvalid names the
// fields at fault, of the i-th of several writes as "[i].field".
func NewJob(receipt *incidents.Receipt, writes []incidents.Write) (*Job, error) {
	if receipt != nil {
		if n := len(receipt.Key); n == 0 || n > maxKey {
			return nil, incidents.Errorf(incidents.EInvalid, "receipt.key", "has %d bytes; give 1 to %d", n, maxKey)
		}
	}
	j := &Job{Receipt: receipt, writes: make([]Write, len(writes)), revisions: make([]incidents.Revision, len(writes))}
	err := InShares(len(writes), func(from, to int) error {
		var d document.Encoder
		for i := from; i < to; i++ {
			at := ""
			if len(writes) > 1 {
				at = "[" + strconv.Itoa(i) + "]."
			}
			var err error
			if j.writes[i], err = validate(&d, &writes[i], at, &j.revisions[i]); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return j, nil
}

// Len is how many writes the job has.
func (j *Job) Len() int { return len(j.writes) }

// Revisions gives what was written, once the plan that the job was added to is on disk.
func (j *Job) Revisions() []incidents.Revision { return j.revisions }

// Writes lists what the job writes, for a store that reads all that it rests on beforehand.
func (j *Job) Writes(do func(id incidents.ULID, story, origin string)) {
	for i := range j.writes {
		inc := &j.writes[i].Revision.Incident
		do(j.writes[i].ID, inc.Story, inc.Origin.Key)
	}
}

// validate holds a write against the rules. The incident goes through its document and back,
// so that what is encoded now is what will be read later, to the byte, and shares nothing with
// the writer's.
func validate(d *document.Encoder, w *incidents.Write, at string, rev *incidents.Revision) (Write, error) {
	if err := w.Validate(); err != nil {
		return Write{}, named(err, at)
	}
	id, err := incidents.ParseULID(w.Incident.ID)
	if err != nil {
		return Write{}, incidents.Errorf(incidents.EInvalid, at+"id", "%q is not a ULID", w.Incident.ID)
	}
	text, err := d.Encode(&w.Incident)
	if err != nil {
		return Write{}, incidents.Errorf(incidents.EInvalid, at+"incident", "cannot be kept: %v", err)
	}
	if err = d.DecodeInto(&rev.Incident, text); err != nil {
		return Write{}, incidents.Errorf(incidents.EInvalid, at+"incident", "cannot be read back: %v", err)
	}
	rev.Incident.Story, rev.Incident.ID = w.Incident.Story, strings.ToUpper(w.Incident.ID) // as the ULID is written
	rev.Kind, rev.Author, rev.AuthorID = w.Kind, w.Author, w.AuthorID
	note := d.EncodeTexts(w.Note)
	if len(w.Note) > 0 {
		if rev.Note, err = document.DecodeTexts(note); err != nil {
			return Write{}, incidents.Errorf(incidents.EInvalid, at+"revision.note", "cannot be read back: %v", err)
		}
	}
	return Write{Revision: rev, ID: id, Base: w.Base, Document: text, Note: note, at: at}, nil
}

// named puts the name of a write before the fields that an error names.
func named(err error, at string) error {
	if at == "" {
		return err
	}
	var problems incidents.Problems
	if errors.As(err, &problems) {
		all := make(incidents.Problems, len(problems))
		for i, p := range problems {
			all[i] = namedField(p, at)
		}
		return all
	}
	var e *incidents.Error
	if errors.As(err, &e) && e.Field != "" {
		return namedField(e, at)
	}
	return err
}

func namedField(e *incidents.Error, at string) *incidents.Error {
	out := *e
	out.Field = at + e.Field
	return &out
}
