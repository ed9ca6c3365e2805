package presence

import (
	"fmt"
	"testing"
	"time"

	"incidentmap/incidents"
)

func TestBoard(t *testing.T) {
	now := time.Date(2026, 2, 22, 12, 0, 0, 0, time.UTC)
	b := New(func() time.Time { return now })
	isClosed := func(c <-chan struct{}) bool {
		select {
		case <-c:
			return true
		default:
			return false
		}
	}
	names := func(story string) (all string, changed <-chan struct{}) {
		people, changed := b.People(story)
		for _, p := range people {
			all += p.Name + "@" + at(p) + " "
		}
		return all, changed
	}
	none, changed := names("a")
	note := func(who, incident string, tells bool) {
		t.Helper()
		if err := b.Note("a", who, who, incident); err != nil {
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
		_ = b.Note("a", fmt.Sprint(i), "x", "")
	}
	if err := b.Note("a", "one more", "x", ""); incidents.CodeOf(err) != incidents.EUnavailable {
		t.Errorf("one more: %v", err)
	}
	now = now.Add(2 * Life)
	if people, _ := b.People("a"); len(people) != 0 {
		t.Errorf("%d are there after all have gone", len(people))
	}
}
