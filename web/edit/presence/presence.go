// Package presence knows which editors are at work on which incident of a story: those whose requests this server answers
// by its memory, and those of other servers by the store that they share, where there is one.
package presence

import (
	"cmp"
	"context"
	"slices"
	"sync"
	"time"

	"incidentmap/incidents"
)

// Life is how long somebody is taken for present who is not heard of: two beats of 20 seconds and some.
const Life = 45 * time.Second

// maxPeople is how many are known of a story, and maxStories of how many stories anybody is known.
const (
	maxPeople  = 500
	maxStories = 1000
)

// Lag is how old what is known of other servers may be.
const Lag = time.Second

// Person is somebody at work.
type Person struct {
	Name     string  `json:"name"`
	Incident *string `json:"incident"` // id; null for none in particular
}

// Board is who is where. It is safe for use by many goroutines.
type Board struct {
	now     func() time.Time
	shared  incidents.PresenceStore // nil for one server
	mu      sync.Mutex
	stories map[string]*room
}

type room struct {
	people  map[string]seen // by id
	changed chan struct{}   // closed when it changes

	elsewhere []incidents.Present // as the shared store had it
	asked     time.Time           // when it was asked
}

type seen struct {
	Person
	until time.Time
}

// New makes a board with a clock, and the store by which other servers are known; nil for none.
func New(now func() time.Time, shared incidents.PresenceStore) *Board {
	return &Board{now: now, shared: shared, stories: map[string]*room{}}
}

// Shared reports whether other servers' people are known: they change without a word here.
func (b *Board) Shared() bool { return b.shared != nil }

// Note says that somebody is at an incident of a story, or at none with an empty id. EUnavailable where more are there
// than anybody can look through.
func (b *Board) Note(ctx context.Context, story, who, name, incident string) error {
	if b.shared != nil {
		if err := b.shared.PutPresent(ctx, story, incidents.Present{Who: who, Name: name, Incident: incident}, Life); err != nil {
			return err
		}
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.expire()
	r := b.stories[story]
	if r == nil {
		if len(b.stories) >= maxStories {
			return incidents.Errorf(incidents.EUnavailable, "", "editors are at work on more stories than are kept in mind")
		}
		r = &room{people: map[string]seen{}, changed: make(chan struct{})}
		b.stories[story] = r
	}
	before, known := r.people[who]
	if !known && len(r.people) >= maxPeople {
		return incidents.Errorf(incidents.EUnavailable, "", "more than %d editors are at work on the story", maxPeople)
	}
	now := seen{Person: Person{Name: name}, until: b.now().Add(Life)}
	if incident != "" {
		now.Incident = &incident
	}
	r.people[who] = now
	if !known || before.Name != name || (before.Incident == nil) != (now.Incident == nil) || now.Incident != nil && *before.Incident != incident {
		r.tell()
	}
	return nil
}

// People lists who is at work on a story, by name, and gives what is closed when that changes on this server. Of others it
// knows what was so within Lag; where the shared store cannot be read, what it said last.
func (b *Board) People(ctx context.Context, story string) ([]Person, <-chan struct{}) {
	elsewhere := b.ask(ctx, story)
	b.mu.Lock()
	defer b.mu.Unlock()
	b.expire()
	r := b.stories[story]
	if r == nil {
		if len(b.stories) >= maxStories {
			return []Person{}, nil
		}
		r = &room{people: map[string]seen{}, changed: make(chan struct{})}
		b.stories[story] = r
	}
	people := make([]Person, 0, len(r.people)+len(elsewhere))
	for _, s := range r.people {
		people = append(people, s.Person)
	}
	for i := range elsewhere {
		if _, here := r.people[elsewhere[i].Who]; here {
			continue
		}
		p := Person{Name: elsewhere[i].Name}
		if id := elsewhere[i].Incident; id != "" {
			p.Incident = &id
		}
		people = append(people, p)
	}
	slices.SortFunc(people, func(a, b Person) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(at(a), at(b))) })
	return people, r.changed
}

// ask gives who is at work through other servers, which the shared store is asked once within Lag for all who want to know.
func (b *Board) ask(ctx context.Context, story string) []incidents.Present {
	if b.shared == nil {
		return nil
	}
	b.mu.Lock()
	r := b.stories[story]
	if r != nil && b.now().Sub(r.asked) < Lag {
		defer b.mu.Unlock()
		return r.elsewhere
	}
	if r != nil {
		r.asked = b.now() // others go on with what is known meanwhile
	}
	b.mu.Unlock()
	all, err := b.shared.Presents(ctx, story)
	b.mu.Lock()
	defer b.mu.Unlock()
	if r = b.stories[story]; r == nil {
		return all
	}
	if err == nil {
		r.elsewhere = all
	}
	return r.elsewhere
}

func at(p Person) string {
	if p.Incident == nil {
		return ""
	}
	return *p.Incident
}

// expire forgets those who were not heard of, and the stories where nobody is left; who watches these is told.
func (b *Board) expire() {
	now := b.now()
	for story, r := range b.stories {
		gone := 0
		for who, s := range r.people {
			if now.After(s.until) {
				delete(r.people, who)
				gone++
			}
		}
		if gone > 0 {
			r.tell()
		}
		if len(r.people) == 0 && gone > 0 {
			delete(b.stories, story)
		}
	}
}

func (r *room) tell() {
	close(r.changed)
	r.changed = make(chan struct{})
}
