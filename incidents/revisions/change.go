package revisions

import (
	"time"

	"incidentmap/incidents"
)

// Change is what readers see of an incident from a sequence number on: a revision that is new, or
// one that was written before and is encoded again.
type Change struct {
	Seq       incidents.Seq
	ID        incidents.ULID
	Story     *incidents.Story
	Revision  *incidents.Revision
	Published time.Time // when readers first saw the incident; zero if they never have
	// Ends is the change of the incident that was in force before, zero for none, and EndsSeen
	// whether readers had seen the incident then.
	Ends     incidents.Seq
	EndsSeen bool
	Until    incidents.Seq // the change of the same plan that takes its place; zero while it is in force
	// Told is of a change that tells readers nothing, since nothing of the incident was public, nor is, and they know so:
	// the change that told them, which stays in force. Such a change has itself as Until, and ends nothing.
	Told   incidents.Seq
	Hidden []incidents.ULID // other incidents that it names and readers do not see

	// Write is what the revision comes from; nil for one that was written before.
	Write    *Write
	Previous incidents.Seq // of a new revision the one before; zero for the first

	names []incidents.ULID
	audit *incidents.AuditEntry // what the log says of a new revision; nil where another entry tells of it
}

// InForce reports whether no later change of the same plan takes its place.
func (c *Change) InForce() bool { return c.Until == 0 }

// Silent reports whether the change tells readers nothing: see Told.
func (c *Change) Silent() bool { return c.Told > 0 }

// EndsSilence reports whether silent changes came after the one that it ends.
func (c *Change) EndsSilence() bool { return !c.Silent() && c.EndsSeen && c.Previous > c.Ends }

// Public gives what readers see, or nil.
func (c *Change) Public() *incidents.Public {
	p := Public(c.Story, c.Revision, c.Published, c.Seq)
	if p != nil {
		Forget(p, c.Hidden)
	}
	return p
}

// Public gives what readers see of a revision from a change on, or nil: other incidents that
// they do not see are still in it, see Forget.
func Public(story *incidents.Story, rev *incidents.Revision, published time.Time, change incidents.Seq) *incidents.Public {
	return story.Public(&rev.Incident, incidents.Stamp{
		Revision: rev.Number, Seq: change, Published: published, Updated: rev.Time, Note: rev.Note,
	})
}

// Shown gives what readers see of a revision that is stored as public, without the hidden
// ones of those it names. EDamaged if it is not public.
func Shown(story *incidents.Story, rev *incidents.Revision, published time.Time, change incidents.Seq, hidden []incidents.ULID) (*incidents.Public, error) {
	p := Public(story, rev, published, change)
	if p == nil || published.IsZero() {
		return nil, incidents.Errorf(incidents.EDamaged, "", "change %d is stored as public, and its revision is not", change)
	}
	Forget(p, hidden)
	return p, nil
}
