package storetest

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"

	"incidentmap/incidents"
)

// testPublicAt writes at random, and holds that one incident as of a number is what all as of that
// number have of it, for every incident and every number.
func testPublicAt(t *testing.T, s incidents.Store) {
	rng := rand.New(rand.NewPCG(3, 4))
	story := Story("a")
	put(t, s, story)
	put(t, s, Story("b"))
	stages := []incidents.Workflow{incidents.DraftStage, incidents.Published, incidents.Published, incidents.Archived}
	rules := []incidents.Disclosure{"", incidents.Open, incidents.Coarsened, incidents.Withheld}
	var all []incidents.Incident
	revision := map[string]int{}
	for range 60 {
		switch n := rng.IntN(10); {
		case n < 3 || len(all) == 0:
			inc := Incident([]string{"a", "a", "b"}[rng.IntN(3)], "New")
			inc.Workflow = stages[rng.IntN(len(stages))]
			if len(all) > 0 {
				inc.Relations = []incidents.Relation{{Type: incidents.PartOf, Incident: all[rng.IntN(len(all))].ID}}
			}
			write(t, s, create(inc))
			all, revision[inc.ID] = append(all, inc), 1
		case n < 9:
			inc := &all[rng.IntN(len(all))]
			inc.Workflow, inc.Disclosure = stages[rng.IntN(len(stages))], rules[rng.IntN(len(rules))]
			inc.Title = incidents.Text{"en": fmt.Sprint("Title ", rng.IntN(100))}
			if rng.IntN(6) == 0 {
				inc.Disposition = incidents.Retracted
			}
			write(t, s, update(*inc, revision[inc.ID]))
			revision[inc.ID]++
		default:
			story.Policy.Disclosure = rules[rng.IntN(len(rules))]
			put(t, s, story)
		}
	}
	for at := range newest(t, s) + 2 {
		want := asOf(t, s, at)
		for _, inc := range all {
			got, err := s.PublicAt(t.Context(), "a", inc.ID, at)
			if want[inc.ID] == nil {
				isCode(t, fmt.Sprint(inc.ID, " as of ", at), err, incidents.ENotFound)
				continue
			}
			if err != nil {
				t.Fatalf("%s as of %d: %v", inc.ID, at, err)
			}
			same(t, fmt.Sprint("as of ", at), got, want[inc.ID])
		}
	}
	for _, asked := range [][2]string{{"nowhere", all[0].ID}, {"a", "nothing"}, {"a", ""}, {"\x00", "\xff"}} {
		_, err := s.PublicAt(t.Context(), asked[0], asked[1], newest(t, s))
		isCode(t, fmt.Sprintf("%q", asked), err, incidents.ENotFound)
	}
}

// testAsOfGivenUp holds that reading a story as it stood ends with the context.
func testAsOfGivenUp(t *testing.T, s incidents.Store) {
	put(t, s, Story("a"))
	var writes []incidents.Write
	for range 1500 {
		writes = append(writes, create(Incident("a", "Roadblock")))
	}
	write(t, s, writes...)
	ctx, giveUp := context.WithCancel(t.Context())
	defer giveUp()
	given, fault := 0, error(nil)
	for _, fault = range s.AsOf(ctx, "a", newest(t, s)) {
		if fault == nil {
			given++
			giveUp()
		}
	}
	isCode(t, "given up", fault, incidents.EUnavailable)
	if given >= len(writes) {
		t.Errorf("all %d were read", given)
	}
}
