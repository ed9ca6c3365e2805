package sqlite

import (
	"context"
	"errors"
	"runtime"
	"strconv"
	"strings"

	"golang.org/x/sync/errgroup"

	"incidentmap/incidents"
	"incidentmap/incidents/document"
)

// wish is a wish to write, checked.
type validatedWrite struct {
	revision *incidents.Revision // what it comes to, with the incident as it will be read back
	id       incidents.ULID
	base     int
	at       string // how errors call it: "[2]." or nothing when it is alone
	document string
	note     []byte
}

// Write writes all of the wishes or none of them: see incidents.Store.
func (s *Store) Write(ctx context.Context, writes ...incidents.Write) ([]incidents.Revision, error) {
	revisions, _, err := s.write(ctx, nil, writes)
	return revisions, err
}

// WriteOnce writes as Write does, but once for each key: see incidents.Store.
func (s *Store) WriteOnce(ctx context.Context, receipt incidents.Receipt, writes ...incidents.Write) ([]incidents.Revision, bool, error) {
	if n := len(receipt.Key); n == 0 || n > maxKey {
		return nil, false, incidents.Errorf(incidents.EInvalid, "receipt.key", "has %d bytes; give 1 to %d", n, maxKey)
	}
	revisions, known, err := s.writtenOnce(ctx, receipt)
	if known || err != nil {
		return revisions, known, err
	}
	return s.write(ctx, &receipt, writes)
}

func (s *Store) write(ctx context.Context, receipt *incidents.Receipt, writes []incidents.Write) (revisions []incidents.Revision, known bool, err error) {
	if len(writes) == 0 && receipt == nil {
		return nil, false, nil
	}
	all := make([]incidents.Revision, len(writes))
	wishes, err := checkAll(writes, all)
	if err != nil {
		return nil, false, err
	}
	err = s.change(ctx, "write an incident", func(w *writing) error {
		if receipt != nil {
			if revisions, known, err = w.byReceipt(w.conn, *receipt); known || err != nil {
				return err
			}
		}
		revisions = all
		return w.writeAll(wishes, receipt)
	})
	if err != nil {
		return nil, false, err
	}
	return revisions, known, nil
}

func (w *writing) writeAll(wishes []validatedWrite, receipt *incidents.Receipt) error {
	if len(wishes) == 0 {
		return w.keepReceipt(*receipt, 0, 0)
	}
	stands, err := w.currentStates(wishes)
	if err != nil {
		return err
	}
	all, err := w.revise(wishes, stands)
	if err != nil {
		return err
	}
	for i := range all {
		if err := w.hide(&all[i], stands); err != nil {
			return err
		}
	}
	if err := w.activate(all); err != nil {
		return err
	}
	for _, st := range stands {
		if err := w.point(st); err != nil {
			return err
		}
	}
	if receipt != nil {
		if err := w.keepReceipt(*receipt, all[0].seq, len(wishes)); err != nil {
			return err
		}
	}
	return w.showPointing(stands)
}

// checkAll holds writes against the rules and begins the revisions that they come to.
func checkAll(writes []incidents.Write, revisions []incidents.Revision) ([]validatedWrite, error) {
	wishes := make([]validatedWrite, len(writes))
	err := inShares(len(writes), func(from, to int) error {
		var d document.Encoder
		for i := from; i < to; i++ {
			at := ""
			if len(writes) > 1 {
				at = "[" + strconv.Itoa(i) + "]."
			}
			var err error
			if wishes[i], err = check(&d, &writes[i], at, &revisions[i]); err != nil {
				return err
			}
		}
		return nil
	})
	return wishes, err
}

// check holds a wish against the rules. The incident goes through its document and back,
// so that what is encoded now is what will be read later, to the byte, and shares nothing with
// the wish.
func check(d *document.Encoder, w *incidents.Write, at string, rev *incidents.Revision) (validatedWrite, error) {
	if err := w.Validate(); err != nil {
		return validatedWrite{}, under(at, err)
	}
	id, err := incidents.ParseULID(w.Incident.ID)
	if err != nil {
		return validatedWrite{}, incidents.Errorf(incidents.EInvalid, at+"id", "%q is not a ULID", w.Incident.ID)
	}
	text, err := d.Encode(&w.Incident)
	if err != nil {
		return validatedWrite{}, incidents.Errorf(incidents.EInvalid, at+"incident", "cannot be kept: %v", err)
	}
	if err = document.DecodeInto(&rev.Incident, text); err != nil {
		return validatedWrite{}, incidents.Errorf(incidents.EInvalid, at+"incident", "cannot be read back: %v", err)
	}
	rev.Incident.Story, rev.Incident.ID = w.Incident.Story, strings.ToUpper(w.Incident.ID) // as the ULID is written
	rev.Kind, rev.Author = w.Kind, w.Author
	note := d.EncodeTexts(w.Note)
	if len(w.Note) > 0 {
		if rev.Note, err = document.DecodeTexts(note); err != nil {
			return validatedWrite{}, incidents.Errorf(incidents.EInvalid, at+"revision.note", "cannot be read back: %v", err)
		}
	}
	return validatedWrite{rev, id, w.Base, at, text, note}, nil
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
func (w *writing) revise(wishes []validatedWrite, stands map[incidents.ULID]*currentState) ([]pendingChange, error) {
	for i := range wishes {
		if _, err := w.story(wishes[i].revision.Incident.Story); err != nil {
			return nil, named(err, wishes[i].at)
		}
	}
	first, err := w.draw(len(wishes))
	if err != nil {
		return nil, err
	}
	all := make([]pendingChange, len(wishes))
	for i := range wishes {
		write, st := &wishes[i], stands[wishes[i].id]
		if st.story == nil {
			st.story = w.stories[write.revision.Incident.Story]
		}
		if err := st.accepts(write); err != nil {
			return nil, err
		}
		rev := write.revision
		rev.Number, rev.Seq, rev.Time = st.number+1, first+incidents.Seq(i), instant(w.now)
		n := &all[i]
		*n = pendingChange{
			seq: rev.Seq, story: st.story, standing: st, write: write,
			previous: st.revision, origin: st.origin, revision: rev,
		}
		if st.published != unseen {
			n.ends = st.change
		}
		st.follow(n)
		n.published = st.published
	}
	return all, nil
}

// follow makes the news what stands.
func (st *currentState) follow(n *pendingChange) {
	st.change, st.revision, st.number = n.seq, n.seq, n.revision.Number
	st.origin = n.revision.Incident.Origin.Key
	st.names = nil
	if st.public = n.revision.Incident.IsPublic(); st.public {
		st.names = names(&n.revision.Incident)
	}
	if st.published == unseen && n.revision.Incident.IsPublic() {
		st.published = millis(n.revision.Time)
	}
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
func (st *currentState) accepts(write *validatedWrite) error {
	switch {
	case st.number > 0 && st.story.Slug != write.revision.Incident.Story:
		return incidents.Errorf(incidents.EInvalid, write.at+"story",
			"the incident belongs to the story %q and cannot move", st.story.Slug)
	case write.base == st.number:
		return nil
	case write.base == 0:
		return incidents.Errorf(incidents.EConflict, write.at+"base",
			"the incident %s is already there, at revision %d; read it and try again", write.revision.Incident.ID, st.number)
	}
	return incidents.Errorf(incidents.EConflict, write.at+"base",
		"the incident %s is at revision %d and not at %d; read it and try again", write.revision.Incident.ID, st.number, write.base)
}

// share is how many items a core takes at a time: enough to make up for the handing out.
const share = 64

// onAllCores runs do for 0 to n-1, and gives the error of the lowest that has one.
func onAllCores(n int, do func(i int) error) error {
	return inShares(n, func(from, to int) error {
		for i := from; i < to; i++ {
			if err := do(i); err != nil {
				return err
			}
		}
		return nil
	})
}

// inShares runs do on all cores for shares of the numbers 0 to n-1, each from one to
// before another, and gives the error of the lowest share that has one.
func inShares(n int, do func(from, to int) error) error {
	errs := make([]error, (n+share-1)/share)
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for k := range errs {
		work := func() error {
			errs[k] = do(k*share, min(n, (k+1)*share))
			return nil
		}
		if len(errs) == 1 {
			_ = work() // its error is in errs
			continue
		}
		group.Go(work)
	}
	_ = group.Wait() // as above
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
