package storetest

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"incidentmap/incidents"
)

func testChanges(t *testing.T, s incidents.Store) {
	put(t, s, Story("a")) // 1
	put(t, s, Story("b")) // 2
	one, two, hidden := Incident("a", "One"), Incident("b", "Two"), draft("a", "Hidden")
	write(t, s, create(one), create(two), create(hidden)) // 3, 4, 5
	write(t, s, update(one, 1))                           // 6
	told := Story("b")
	told.Title = incidents.Text{"en": "New"}
	put(t, s, told) // 7

	ids := map[incidents.Seq]string{4: two.ID, 6: one.ID}
	want := []string{"1 a", "4 b public", "6 a public", "7 b"}
	for after := range incidents.Seq(9) {
		var got []string
		for _, c := range changes(t, s, after) {
			switch {
			case c.Gone:
				continue
			case c.Entry != nil && (c.Entry.Seq != c.Seq || c.Entry.ID != c.Incident):
				t.Errorf("change %d has the entry %+v", c.Seq, c.Entry)
			case !c.OfStory() && c.Incident.String() != ids[c.Seq]:
				t.Errorf("change %d is of %s, want %s", c.Seq, c.Incident, ids[c.Seq])
			}
			got = append(got, tell(c))
		}
		for len(want) > 0 && int(want[0][0]-'0') <= int(after) {
			want = want[1:]
		}
		same(t, fmt.Sprint("after ", after), append([]string{}, got...), append([]string{}, want...))
	}
	for _, err := range s.Changes(t.Context(), 0) {
		if err != nil {
			t.Error(err)
		}
		break // a reader may stop at any time
	}
	if newest(t, s) != 7 {
		t.Errorf("the newest number is %d", newest(t, s))
	}
}

// testLongFeed has more changes than a store may read at once, and one that is passed on to
// the end of the feed while it is read: the feed is of the state in which it began.
func testLongFeed(t *testing.T, s incidents.Store) {
	put(t, s, Story("a"))
	writes := make([]incidents.Write, 5000)
	for i := range writes {
		writes[i] = create(Incident("a", "Roadblock"))
	}
	last := write(t, s, writes...)[len(writes)-1]
	seen, moved, given := incidents.Seq(0), incidents.Seq(0), 0
	for c, err := range s.Changes(t.Context(), 0) {
		if err != nil {
			t.Fatal(err)
		}
		if c.Seq <= seen {
			t.Fatalf("change %d after %d", c.Seq, seen)
		}
		if seen == 0 {
			last.Incident.Workflow = incidents.DraftStage
			moved = write(t, s, update(last.Incident, 1))[0].Seq
		}
		seen = c.Seq
		given++
	}
	if seen != last.Seq || given != len(writes)+1 {
		t.Errorf("the feed ended at %d after %d changes, want %d after %d", seen, given, last.Seq, len(writes)+1)
	}
	same(t, "what came meanwhile", tale(changes(t, s, seen)),
		[]string{fmt.Sprint(last.Seq, " gone"), fmt.Sprint(moved, " a hidden")})
	if all := changes(t, s, 0); len(all) != len(writes)+1 || all[len(all)-1].Seq != moved {
		t.Errorf("%d changes for %d incidents and a story", len(all), len(writes))
	}
}

// testGone changes an incident again and again, and holds that whoever comes back at any
// number is told of the one change that stood then.
func testGone(t *testing.T, s incidents.Store) {
	put(t, s, Story("a"))
	inc, still := Incident("a", "One"), Incident("a", "Still")
	write(t, s, create(inc), create(still))
	first := newest(t, s) - 1
	stood := map[incidents.Seq]incidents.Seq{first - 1: 0, first: first, first + 1: first}
	for i := range 4 {
		if inc.Workflow = incidents.Published; i%2 == 0 {
			inc.Workflow = incidents.DraftStage
		}
		seq := write(t, s, update(inc, i+1))[0].Seq
		stood[seq] = seq
	}
	id, _ := incidents.ParseULID(inc.ID) // which the store has taken
	last := newest(t, s)
	for at, then := range stood {
		var gone []incidents.Seq
		for _, c := range changes(t, s, at) {
			if !c.Gone {
				continue
			}
			gone = append(gone, c.Seq)
			if c.Incident != id || c.Entry != nil || c.OfStory() {
				t.Errorf("after %d: gone is %+v", at, c)
			}
		}
		want := []incidents.Seq{then}
		if then == 0 || at == last {
			want = nil
		}
		same(t, fmt.Sprint("gone after ", at), gone, want)
	}
}

// testUnseen writes drafts, and holds that the feed tells nothing of them but how far it has come,
// until readers see one.
func testUnseen(t *testing.T, s incidents.Store) {
	put(t, s, Story("a")) // 1
	var drafts []incidents.Incident
	var writes []incidents.Write
	for range 150 {
		drafts = append(drafts, draft("a", "Draft"))
		writes = append(writes, create(drafts[len(drafts)-1]))
	}
	write(t, s, writes...) // 2 to 151
	same(t, "the feed", tale(changes(t, s, 0)), []string{"1 a", "151"})
	same(t, "after the story", tale(changes(t, s, 1)), []string{"151"})
	same(t, "amid the drafts", tale(changes(t, s, 70)), []string{"151"})
	same(t, "after them", tale(changes(t, s, 151)), []string{})

	inc := drafts[40]
	write(t, s, update(inc, 1), update(drafts[41], 1)) // 152, 153
	same(t, "drafts that were changed", tale(changes(t, s, 151)), []string{"153"})
	inc.Workflow = incidents.Published
	write(t, s, update(inc, 2)) // 154
	same(t, "published", tale(changes(t, s, 151)), []string{"154 a public"})
	inc.Workflow = incidents.DraftStage
	write(t, s, update(inc, 3)) // 155
	same(t, "taken back", tale(changes(t, s, 151)), []string{"155 a hidden"})
	same(t, "by who saw it", tale(changes(t, s, 154)), []string{"154 gone", "155 a hidden"})
	write(t, s, update(inc, 4), update(drafts[41], 2)) // 156, 157
	same(t, "a draft again", tale(changes(t, s, 155)), []string{"157"})
	same(t, "all", tale(changes(t, s, 0)), []string{"1 a", "155 a hidden", "157"})
	if err := s.Check(t.Context()); err != nil {
		t.Errorf("Check: %v", err)
	}
}

// replay is what a follower of the feed holds: what stands, by number, and each story's
// number.
type replay struct {
	stands  map[incidents.Seq]string
	stories map[string]incidents.Seq
	after   incidents.Seq
}

func newReplay() *replay {
	return &replay{stands: map[incidents.Seq]string{}, stories: map[string]incidents.Seq{}}
}

// follow reads on.
func (r *replay) follow(t *testing.T, s incidents.Store) {
	t.Helper()
	from := r.after
	for _, c := range changes(t, s, from) {
		_, held := r.stands[c.Seq]
		switch {
		case c.Gone && !held:
			t.Errorf("after %d: change %d is gone and never was", from, c.Seq)
		case c.Gone:
			delete(r.stands, c.Seq)
			continue
		case c.Seq <= r.after:
			t.Errorf("after %d: change %d comes late", r.after, c.Seq)
		case c.Story == "": // how far the feed has come
		case c.OfStory():
			r.stories[c.Story] = c.Seq
		case c.Entry == nil:
			r.stands[c.Seq] = c.Story + " " + c.Incident.String()
		default:
			r.stands[c.Seq] = fmt.Sprintf("%s %s %x", c.Story, c.Incident, c.Entry.AppendTo(nil))
		}
		r.after = c.Seq
	}
}

// testReplay writes at random, follows the feed in steps, and holds what the steps come to
// against the feed from the start and against the store.
func testReplay(t *testing.T, s incidents.Store) {
	rng := rand.New(rand.NewPCG(1, 2))
	stories := []incidents.Story{Story("a"), Story("b")}
	for _, story := range stories {
		put(t, s, story)
	}
	var all []incidents.Incident
	revision := map[string]int{}
	inSteps := newReplay()
	stages := []incidents.Workflow{incidents.DraftStage, incidents.Published, incidents.Published, incidents.Archived}
	for range 120 {
		switch n := rng.IntN(10); {
		case n < 4 || len(all) == 0:
			inc := Incident(stories[rng.IntN(2)].Slug, "New")
			inc.Workflow = stages[rng.IntN(len(stages))]
			write(t, s, create(inc))
			all, revision[inc.ID] = append(all, inc), 1
		case n < 8:
			inc := all[rng.IntN(len(all))]
			inc.Workflow = stages[rng.IntN(len(stages))]
			inc.Title = incidents.Text{"en": fmt.Sprint("Title ", rng.IntN(100))}
			write(t, s, update(inc, revision[inc.ID]))
			revision[inc.ID]++
		case n < 9:
			story := &stories[rng.IntN(2)]
			story.Layers = story.Layers[:rng.IntN(len(story.Layers)+1)]
			put(t, s, *story)
		default:
			inSteps.follow(t, s)
		}
	}
	inSteps.follow(t, s)
	atOnce := newReplay()
	atOnce.follow(t, s)
	same(t, "in steps and at once", inSteps.stands, atOnce.stands)
	same(t, "the stories", inSteps.stories, atOnce.stories)
	seen := entries(t, s)
	for _, inc := range all {
		p, err := s.Public(t.Context(), inc.Story, inc.ID)
		if e, shown := seen[inc.ID]; !shown {
			isCode(t, "an incident that the feed does not show", err, incidents.ENotFound)
		} else if err != nil || p.Seq != e.Seq {
			t.Errorf("the store shows\n%s (%v), the feed %d", asJSON(p), err, e.Seq)
		}
	}
	if err := s.Check(t.Context()); err != nil {
		t.Errorf("Check: %v", err)
	}
}
