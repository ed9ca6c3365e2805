package incidents

import (
	"time"
)

// Publishing is when what is approved reaches readers, and who may say so.
type Publishing struct {
	// DelayMinutes is how long what is published waits before readers see it, and DelayKinds the same for some
	// kinds, in place of that.
	DelayMinutes int          `json:"delay_minutes,omitempty"`
	DelayKinds   map[Kind]int `json:"delay_kinds,omitempty"`
	// EmbargoUntil is an instant before which nothing more of the story reaches readers.
	EmbargoUntil time.Time `json:"embargo_until,omitzero"`
	// SecondApprover wants another person than the one who wrote it to approve each state that readers see.
	SecondApprover bool `json:"second_approver,omitempty"`
	// ExplainChanges wants editors to say of each change of what readers see what kind it is, and of those that
	// are no mere update a note in each of the story's languages.
	ExplainChanges bool `json:"explain_changes,omitempty"`
}

// maxDelay is the longest delay, in minutes: a year.
const maxDelay = 366 * 24 * 60

// From gives the instant from which on readers may see what was written of a kind of incident: not before it was asked
// for, zero where none is asked for.
func (p *Publishing) From(kind Kind, written, asked time.Time) time.Time {
	delay, own := p.DelayKinds[kind]
	if !own {
		delay = p.DelayMinutes
	}
	from := written.Add(time.Duration(delay) * time.Minute)
	for _, t := range []time.Time{asked, p.EmbargoUntil} {
		if t.After(from) {
			from = t.UTC()
		}
	}
	return from
}

// sameTimes reports whether what waits is due at the same instants by both.
func (p *Publishing) sameTimes(other *Publishing) bool {
	if p.DelayMinutes != other.DelayMinutes || !p.EmbargoUntil.Equal(other.EmbargoUntil) || len(p.DelayKinds) != len(other.DelayKinds) {
		return false
	}
	for kind, minutes := range p.DelayKinds {
		if there, ok := other.DelayKinds[kind]; !ok || there != minutes {
			return false
		}
	}
	return true
}

// SameTimes reports whether what waits is due at the same instants in both states of a story.
func (s *Story) SameTimes(other *Story) bool {
	return s.Policy.sameTimes(&other.Policy.Publishing)
}

func (p *Publishing) validate(problems *Problems, s *Story) {
	minutes := func(field string, n int) {
		if n < 0 || n > maxDelay {
			problems.Add(field, "%d is not between 0 and %d minutes", n, maxDelay)
		}
	}
	minutes("policy.delay_minutes", p.DelayMinutes)
	for kind, n := range p.DelayKinds {
		s.checkKind(problems, "policy.delay_kinds", kind)
		minutes("policy.delay_kinds."+string(kind), n)
	}
	checkInstant(problems, "policy.embargo_until", p.EmbargoUntil)
}

// checkInstant refuses years that no form of an instant has four digits for.
func checkInstant(p *Problems, field string, t time.Time) {
	if y := t.Year(); !t.IsZero() && (y < 1970 || y > 9999) {
		p.Add(field, "is in the year %d; give an instant from 1970 to 9999, or nothing", y)
	}
}

// Scheduled reports whether the incident is approved and says from when on it is published.
func (inc *Incident) Scheduled() bool { return inc.Workflow == Approved && !inc.PublishAt.IsZero() }

// SameAuthor reports whether one person wrote two revisions: by the ids of who wrote them, and by their names where one
// has none.
func SameAuthor(a, b *Revision) bool {
	if a.AuthorID != "" && b.AuthorID != "" {
		return a.AuthorID == b.AuthorID
	}
	return a.Author == b.Author
}

// DisclosesLess reports whether the story lets less out of the place of an incident than of that of another.
func (s *Story) DisclosesLess(inc, than *Incident) bool {
	a, b := s.Policy.of(inc.Kind).rule(inc.Disclosure), s.Policy.of(than.Kind).rule(than.Disclosure)
	return a != b && stricter(a, b) == a
}
