// Package presence knows which editors are at work on which incident of a story. It is kept in the memory of one
// server and says nothing of those whose requests another server answers.
package presence

import (
	"cmp"
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

// Person is somebody at work.
type Person struct {
	Name     string  `json:"name"`
	Incident *string `json:"incident"` // id; null for none in particular
}

// Board is who is where. It is safe for use by many goroutines.
type Board struct {
	now     func() time.Time
	mu      sync.Mutex
	stories map[string]*room
}

type room struct {
	people  map[string]seen // by id
	changed chan struct{}   // closed when it changes
}

type seen struct {
	Person
	until time.Time
}

// New makes a board with a clock.
func New(now func() time.Time) *Board { return &Board{now: now, stories: map[string]*room{}} }

// Note says that somebody is at an incident of a story, or at none with an empty id. EUnavailable where more are there
// than anybody can look through.
func (b *Board) Note(story, who, name, incident string) error {
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

// People lists who is at work on a story, by name, and gives what is closed when that changes.
func (b *Board) People(story string) ([]Person, <-chan struct{}) {
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
	people := make([]Person, 0, len(r.people))
	for _, s := range r.people {
		people = append(people, s.Person)
	}
	slices.SortFunc(people, func(a, b Person) int { return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(at(a), at(b))) })
	return people, r.changed
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
