package presence

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"incidentmap/incidents"
)

func TestBoard(t *testing.T) {
	now := time.Date(2026, 2, 22, 12, 0, 0, 0, time.UTC)
	b := New(func() time.Time { return now }, nil)
	isClosed := func(c <-chan struct{}) bool {
		select {
		case <-c:
			return true
		default:
			return false
		}
	}
	names := func(story string) (all string, changed <-chan struct{}) {
		people, changed := b.People(t.Context(), story)
		for _, p := range people {
			all += p.Name + "@" + at(p) + " "
		}
		return all, changed
	}
	none, changed := names("a")
	note := func(who, incident string, tells bool) {
		t.Helper()
		if err := b.Note(t.Context(), "a", who, who, incident); err != nil {
			t.Fatal(err)
		}
		if isClosed(changed) != tells {
			t.Errorf("%s at %q: told is %t", who, incident, !tells)
		}
		_, changed = names("a")
	}
	note("bea", "1", true)
	note("ana", "", true)
	note("ana", "", false)
	now = now.Add(Life - time.Second)
	note("ana", "2", true)
	if got, _ := names("a"); none != "" || got != "ana@2 bea@1 " {
		t.Errorf("%q, %q", none, got)
	}
	now = now.Add(2 * time.Second)
	if got, _ := names("a"); got != "ana@2 " || !isClosed(changed) {
		t.Errorf("after bea has gone: %q", got)
	}
	if got, _ := names("b"); got != "" {
		t.Errorf("in another story: %q", got)
	}
	for i := range maxPeople {
		_ = b.Note(t.Context(), "a", fmt.Sprint(i), "x", "")
	}
	if err := b.Note(t.Context(), "a", "one more", "x", ""); incidents.CodeOf(err) != incidents.EUnavailable {
		t.Errorf("one more: %v", err)
	}
	now = now.Add(2 * Life)
	if people, _ := b.People(t.Context(), "a"); len(people) != 0 {
		t.Errorf("%d are there after all have gone", len(people))
	}
}

// sharedStore is a store that two servers share.
type sharedStore struct {
	all   map[string]incidents.Present
	asked int
	fault error
}

func (s *sharedStore) PutPresent(_ context.Context, story string, p incidents.Present, _ time.Duration) error {
	s.all[story+" "+p.Who] = p
	return s.fault
}

func (s *sharedStore) Presents(_ context.Context, story string) (all []incidents.Present, err error) {
	s.asked++
	for key, p := range s.all {
		if key == story+" "+p.Who {
			all = append(all, p)
		}
	}
	return all, s.fault
}

// TestTwoServers holds that each server knows who is at work through the other, asks for it once a second, and goes on with what
// it knew while the store cannot be read.
func TestTwoServers(t *testing.T) {
	now := time.Date(2026, 2, 22, 12, 0, 0, 0, time.UTC)
	stored := &sharedStore{all: map[string]incidents.Present{}}
	clock := func() time.Time { return now }
	one, other := New(clock, stored), New(clock, stored)
	names := func(b *Board) (all string) {
		people, _ := b.People(t.Context(), "a")
		for _, p := range people {
			all += p.Name + "@" + at(p) + " "
		}
		return all
	}
	if err := one.Note(t.Context(), "a", "1", "Ana", "i"); err != nil {
		t.Fatal(err)
	}
	if err := other.Note(t.Context(), "a", "2", "Bea", ""); err != nil {
		t.Fatal(err)
	}
	for _, b := range []*Board{one, other} {
		if got := names(b); got != "Ana@i Bea@ " {
			t.Errorf("there are %s", got)
		}
	}
	asked := stored.asked
	for range 100 {
		names(one)
	}
	if stored.asked != asked {
		t.Errorf("the store was asked %d times within a second", stored.asked-asked)
	}
	now = now.Add(Lag)
	stored.fault = errors.New("gone")
	if got := names(one); got != "Ana@i Bea@ " {
		t.Errorf("while the store cannot be read there are %s", got)
	}
	if err := one.Note(t.Context(), "a", "1", "Ana", ""); err == nil {
		t.Error("that it was not noted was not told")
	}
}
