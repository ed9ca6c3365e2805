package revisions

import (
	"time"

	"incidentmap/incidents"
)

// State is what is in force of an incident while a plan is made.
type State struct {
	ID        incidents.ULID
	Story     string        // slug
	Number    int           // of the newest revision; zero when there is no such incident
	Change    incidents.Seq // the newest; zero as above
	Told      incidents.Seq // the one in force: Change, or that before those that told readers nothing
	Revision  incidents.Seq // the newest
	Published time.Time     // when readers first saw the incident; zero if they never have
	Origin    string        // the key of its record
	Public    bool
	Retracted bool
	Workflow  incidents.Workflow
	Names     []incidents.ULID // other incidents, where readers see it

	originAt string // how errors name the write that gave it its record
	stored   stored
	inForce  *incidents.Revision // the newest that the store holds and that is not held back
	latest   *Change             // of this plan
	told     *Change             // the latest of this plan that is not silent
	pending  *Held               // what waits of it
	touched  bool                // by this plan
}

// stored is what the store holds of an incident before the plan.
type stored struct {
	change incidents.Seq
	origin string
	public bool
	names  []incidents.ULID
}

// Stored fills in what the store holds: the newest revision and its change, the change that is in force, when
// readers first saw the incident, zero for never, and whether they see it.
func (st *State) Stored(newest *incidents.Revision, change, told incidents.Seq, published time.Time, public bool) {
	st.Story, st.Number, st.Revision = newest.Incident.Story, newest.Number, newest.Seq
	st.Change, st.Told, st.Published, st.Public = change, told, published, public
	st.Origin, st.Retracted = newest.Incident.Origin.Key, newest.Incident.Disposition == incidents.Retracted
	st.Workflow = newest.Incident.Workflow
	if public {
		st.Names = Names(&newest.Incident)
	}
	st.inForce = newest
	st.stored = stored{change, st.Origin, public, st.Names}
}

// accepts reports whether a write follows from the state.
func (st *State) accepts(w *Write) error {
	switch {
	case st.Number > 0 && st.Story != w.Revision.Incident.Story:
		return incidents.Errorf(incidents.EInvalid, w.at+"story", "the incident belongs to the story %q and cannot move", st.Story)
	case w.Base == st.Number && st.Retracted && w.Revision.Incident.Disposition != incidents.Retracted:
		return incidents.Errorf(incidents.EConflict, w.at+"disposition",
			"the incident %s was retracted and stays so; write a new one", w.ID)
	case w.Base == st.Number:
		return nil
	case w.Base == 0:
		return incidents.Errorf(incidents.EConflict, w.at+"base",
			"the incident %s is already there, at revision %d; read it and try again", w.ID, st.Number)
	}
	return incidents.Errorf(incidents.EConflict, w.at+"base",
		"the incident %s is at revision %d and not at %d; read it and try again", w.ID, st.Number, w.Base)
}

// isSilent reports whether a revision tells readers nothing: they were told that the incident is gone, and nothing of it
// is public until it is published again.
func (st *State) isSilent(rev *incidents.Revision) bool {
	return !st.Published.IsZero() && !st.Public && !rev.Incident.IsPublic()
}

// follow makes the revision of a change the newest.
func (st *State) follow(c *Change) {
	rev := c.Revision
	st.Number, st.Change, st.Revision = max(st.Number, rev.Number), rev.Seq, rev.Seq
	st.Origin, st.Names = rev.Incident.Origin.Key, nil
	st.Retracted, st.Workflow = rev.Incident.Disposition == incidents.Retracted, rev.Incident.Workflow
	if st.Public = rev.Incident.IsPublic(); st.Public {
		st.Names = Names(&rev.Incident)
		if st.Published.IsZero() {
			st.Published = rev.Time
		}
	}
	st.latest = c
	if c.Silent() {
		c.Until = c.Seq
		return
	}
	if st.told != nil {
		st.told.Until = c.Seq
	}
	st.Told, st.told = c.Seq, c
}
