package storetest

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"incidentmap/incidents"
)

func testPublicLife(t *testing.T, s incidents.Store) {
	put(t, s, Story("a"))
	inc := draft("a", "One")
	write(t, s, create(inc))
	for i, stage := range []incidents.Workflow{incidents.Review, incidents.Approved} {
		inc.Workflow = stage
		write(t, s, update(inc, i+1))
		_, err := s.Public(t.Context(), "a", inc.ID)
		isCode(t, string(stage), err, incidents.ENotFound)
	}
	inc.Workflow = incidents.Published
	wish := update(inc, 3)
	wish.Note = incidents.Text{"en": "Now public."}
	first := write(t, s, wish)[0]
	p := public(t, s, inc)
	if p.Revision != 4 || p.Seq != first.Seq || !p.Published.Equal(first.Time) || !p.Updated.Equal(first.Time) || p.Note["en"] != "Now public." {
		t.Errorf("the stamp reads %+v, the revision %+v", p.Stamp, first)
	}
	same(t, "layers", p.Layers, []string{"roads"})

	inc.Workflow = incidents.Archived
	write(t, s, update(inc, 4))
	inc.Workflow = incidents.DraftStage
	gone := write(t, s, update(inc, 5))[0]
	_, err := s.Public(t.Context(), "a", inc.ID)
	isCode(t, "taken back", err, incidents.ENotFound)
	last := changes(t, s, first.Seq)
	if len(last) != 1 || last[0].Seq != gone.Seq || last[0].Incident != inc.ID || last[0].Public != nil {
		t.Errorf("the change that takes it back reads %s", asJSON(last))
	}

	inc.Workflow, inc.Disposition = incidents.Published, incidents.Retracted
	again := write(t, s, update(inc, 6))[0]
	p = public(t, s, inc)
	if p.Disposition != incidents.Retracted || !p.Published.Equal(first.Time) || !p.Updated.Equal(again.Time) {
		t.Errorf("the tombstone reads %s", asJSON(p))
	}
	if got := features(t, s, "en", again.Seq); len(got) != 1 || !strings.Contains(got[0], inc.ID) {
		t.Errorf("the tombstone's feature is %s", got)
	}
}

func testWithheld(t *testing.T, s incidents.Store) {
	put(t, s, Story("a"))
	inc := Incident("a", "One")
	inc.Where.Geometry = orb.Point{-103.123456, 20.654321}
	inc.Where.Place = map[string]string{"en": "Hideout"}
	inc.Disclosure = incidents.Withheld
	rev := write(t, s, create(inc))[0]
	told := asJSON(public(t, s, inc)) + strings.Join(features(t, s, "en", rev.Seq), "") + asJSON(changes(t, s, 0))
	for _, secret := range []string{"103.123", "20.654", "Hideout", "Jalisco"} {
		if strings.Contains(told, secret) {
			t.Errorf("%q is told: %s", secret, told)
		}
	}
	if found, err := s.Search(t.Context(), "a", "hideout"); err != nil || len(found) != 0 {
		t.Errorf("it is found by its place: %v, %v", found, err)
	}
	read, err := s.Incident(t.Context(), "a", inc.ID)
	if err != nil {
		t.Fatal(err)
	}
	same(t, "the editors' place", read.Incident.Where, inc.Where)
}

func testChanges(t *testing.T, s incidents.Store) {
	put(t, s, Story("a")) // 1
	put(t, s, Story("b")) // 2
	one, two, hidden := Incident("a", "One"), Incident("b", "Two"), draft("a", "Hidden")
	write(t, s, create(one), create(two), create(hidden)) // 3, 4, 5
	write(t, s, update(one, 1))                           // 6
	told := Story("b")
	told.Title = incidents.Text{"en": "New"}
	put(t, s, told) // 7

	want := []string{"1 a", "4 b public", "5 a hidden", "6 a public", "7 b"}
	for after := range incidents.Seq(9) {
		var got []string
		for _, c := range changes(t, s, after) {
			line := fmt.Sprintf("%d %s", c.Seq, c.Story)
			switch {
			case c.Public != nil:
				line += " public"
				if c.Public.Seq != c.Seq || c.Public.ID != c.Incident || c.Public.Story != c.Story {
					t.Errorf("change %d shows %s", c.Seq, asJSON(c.Public))
				}
			case c.Incident != "":
				line += " hidden"
			}
			got = append(got, line)
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
// the end of the feed while it is read.
func testLongFeed(t *testing.T, s incidents.Store) {
	put(t, s, Story("a"))
	wishes := make([]incidents.Write, 1200)
	for i := range wishes {
		wishes[i] = create(draft("a", "Draft"))
	}
	last := write(t, s, wishes...)[len(wishes)-1]
	seen, moved := incidents.Seq(0), incidents.Seq(0)
	for c, err := range s.Changes(t.Context(), 0) {
		if err != nil {
			t.Fatal(err)
		}
		if c.Seq <= seen {
			t.Fatalf("change %d after %d", c.Seq, seen)
		}
		if seen == 0 {
			moved = write(t, s, update(last.Incident, 1))[0].Seq
		}
		seen = c.Seq
	}
	if seen != last.Seq && seen != moved {
		t.Errorf("the feed ended at %d, the last incident is at %d, then at %d", seen, last.Seq, moved)
	}
	if all := changes(t, s, 0); len(all) != len(wishes)+1 || all[len(all)-1].Seq != moved {
		t.Errorf("%d changes for %d incidents and a story", len(all), len(wishes))
	}
}

// replay keeps what readers see, by incident, from a feed.
type replay map[string]string

func (r replay) follow(all []incidents.Change) {
	for _, c := range all {
		switch {
		case c.Incident == "":
		case c.Public == nil:
			delete(r, c.Incident)
		default:
			r[c.Incident] = asJSON(c.Public)
		}
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
	inSteps, after := replay{}, incidents.Seq(0)
	stages := []incidents.Workflow{incidents.DraftStage, incidents.Published, incidents.Published, incidents.Archived}
	for range 80 {
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
			step := changes(t, s, after)
			inSteps.follow(step)
			if len(step) > 0 {
				after = step[len(step)-1].Seq
			}
		}
	}
	inSteps.follow(changes(t, s, after))
	atOnce := replay{}
	atOnce.follow(changes(t, s, 0))
	same(t, "in steps and at once", inSteps, atOnce)
	for _, inc := range all {
		p, err := s.Public(t.Context(), inc.Story, inc.ID)
		if _, shown := atOnce[inc.ID]; !shown {
			isCode(t, "an incident that the feed does not show", err, incidents.ENotFound)
		} else if got := asJSON(p); err != nil || got != atOnce[inc.ID] {
			t.Errorf("the store shows\n%s (%v), the feed\n%s", got, err, atOnce[inc.ID])
		}
	}
	if err := s.Check(t.Context()); err != nil {
		t.Errorf("Check: %v", err)
	}
}
