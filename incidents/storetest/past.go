package storetest

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/incidents"
)

// asOf collects the public incidents of the story "a" as of a number, by id.
func asOf(t *testing.T, s incidents.Store, at incidents.Seq) map[string]*incidents.Public {
	t.Helper()
	all := map[string]*incidents.Public{}
	for p, err := range s.AsOf(t.Context(), "a", at) {
		if err != nil {
			t.Fatalf("AsOf(%d): %v", at, err)
		}
		if all[p.ID] != nil {
			t.Errorf("AsOf(%d) gives %s twice", at, p.ID)
		}
		all[p.ID] = p
	}
	return all
}

// testAsOf writes many states, more incidents than a store may read at once, and holds each
// state as of then against what it was.
func testAsOf(t *testing.T, s incidents.Store) {
	put(t, s, Story("b"))
	empty := newest(t, s)
	put(t, s, Story("a"))
	one, hidden := Incident("a", "One"), draft("a", "Hidden")
	writes := []incidents.Write{create(one), create(hidden), create(Incident("b", "Elsewhere"))}
	for i := range 700 {
		writes = append(writes, create(Incident("a", fmt.Sprint("Number ", i))))
	}
	write(t, s, writes...)
	states := map[incidents.Seq]map[string]*incidents.Public{}
	remember := func() {
		state := map[string]*incidents.Public{}
		for _, p := range shown(t, s) {
			if p.Story == "a" {
				state[p.ID] = p
			}
		}
		states[newest(t, s)] = state
	}
	remember()
	for i := range 4 {
		one.Title = incidents.Text{"en": fmt.Sprint("One, told ", i)}
		change := update(one, i+1)
		change.Note = incidents.Text{"en": fmt.Sprint("Note ", i)}
		write(t, s, change)
		remember()
	}
	hidden.Workflow = incidents.Published
	write(t, s, update(hidden, 1), create(Incident("a", "Late")))
	remember()
	for at, want := range states {
		same(t, fmt.Sprint("as of ", at), asOf(t, s, at), want)
	}
	same(t, "after all", asOf(t, s, newest(t, s)+100), states[newest(t, s)])
	for _, at := range []incidents.Seq{-1, 0, empty, empty + 1} {
		if got := asOf(t, s, at); len(got) != 0 {
			t.Errorf("as of %d there are %d incidents", at, len(got))
		}
	}
	for _, err := range s.AsOf(t.Context(), "a", newest(t, s)) {
		if err != nil {
			t.Error(err)
		}
		break // a reader may stop at any time
	}
	var fault error
	for _, fault = range s.AsOf(t.Context(), "nowhere", 1) {
	}
	isCode(t, "a story that is not there", fault, incidents.ENotFound)
}

// secretive gives an incident at a place that is told by name and by position.
func secretive() incidents.Incident {
	inc := Incident("a", "One")
	inc.Where.Geometry = orb.Point{-103.123456, 20.654321}
	inc.Where.Place = map[string]string{"en": "Hideout"}
	inc.Where.Precision = geo.Exact
	return inc
}

// testAsOfUnderTodaysRules lets out a place, closes it afterwards, and holds that as of then
// no more is told than now.
func testAsOfUnderTodaysRules(t *testing.T, s incidents.Store) {
	for _, tt := range []struct {
		name string
		edit func(*incidents.Incident, *incidents.Story)
		tell bool // whether a coarse position is told
	}{
		{"withheld later", func(inc *incidents.Incident, _ *incidents.Story) { inc.Disclosure = incidents.Withheld }, false},
		{"coarsened later", func(inc *incidents.Incident, _ *incidents.Story) { inc.Disclosure = incidents.Coarsened }, true},
		{"withheld by the story later", func(_ *incidents.Incident, st *incidents.Story) { st.Policy.Disclosure = incidents.Withheld }, false},
		{"coarsened by the story later", func(_ *incidents.Incident, st *incidents.Story) { st.Policy.Disclosure = incidents.Coarsened }, true},
	} {
		story, inc := Story("a"), secretive()
		put(t, s, story)
		then := write(t, s, create(inc))[0].Seq
		tt.edit(&inc, &story)
		inc.Title = incidents.Text{"en": "Two"}
		write(t, s, update(inc, 1))
		put(t, s, story)
		p := asOf(t, s, then)[inc.ID]
		if p == nil || p.Title["en"] != "One" || p.Revision != 1 {
			t.Fatalf("%s: as of then it reads %s", tt.name, asJSON(p))
		}
		if told := asJSON(p); strings.Contains(told, "103.123") || strings.Contains(told, "Hideout") {
			t.Errorf("%s: the place is told: %s", tt.name, told)
		}
		if (p.Where.Geometry != nil) != tt.tell {
			t.Errorf("%s: the place reads %s", tt.name, asJSON(p.Where))
		}
	}
}

// testAsOfUnderItsOwnRules holds that a rule that is opened later does not let out a place
// that it kept back then.
func testAsOfUnderItsOwnRules(t *testing.T, s incidents.Store) {
	story := Story("a")
	story.Policy.Disclosure = incidents.Withheld
	put(t, s, story)
	byStory, byItself := secretive(), secretive()
	byItself.Disclosure = incidents.Coarsened
	then := write(t, s, create(byStory), create(byItself))[1].Seq
	story.Policy.Disclosure = incidents.Open
	put(t, s, story)
	for _, inc := range []incidents.Incident{byStory, byItself} {
		inc.Disclosure, inc.Where.Geometry, inc.Where.Place = incidents.Open, orb.Point{-103, 20}, nil
		write(t, s, update(inc, 1))
		told := asJSON(asOf(t, s, then)[inc.ID])
		if strings.Contains(told, "103.123") || strings.Contains(told, "Hideout") || !strings.Contains(told, `"One"`) {
			t.Errorf("as of then it reads %s", told)
		}
	}
}

func testAsOfWhatIsGone(t *testing.T, s incidents.Store) {
	put(t, s, Story("a"))
	unpublished, retracted := Incident("a", "Unpublished"), Incident("a", "Libel")
	retracted.Summary = incidents.Text{"en": "A claim"}
	then := write(t, s, create(unpublished), create(retracted))[1].Seq
	unpublished.Workflow = incidents.DraftStage
	retracted.Disposition, retracted.Title = incidents.Retracted, incidents.Text{"en": "Withdrawn"}
	gone := update(retracted, 1)
	gone.Kind, gone.Note = incidents.Retraction, incidents.Text{"en": "It did not happen."}
	write(t, s, update(unpublished, 1), gone)
	all := asOf(t, s, then)
	if all[unpublished.ID] != nil {
		t.Errorf("what was taken back is told: %s", asJSON(all[unpublished.ID]))
	}
	same(t, "the tombstone", all[retracted.ID], public(t, s, retracted))
	if len(asOf(t, s, then-2)) != 0 {
		t.Error("the tombstone is there before the incident was")
	}
}

func testSeqAt(t *testing.T, s incidents.Store) {
	at := func(when time.Time, want incidents.Seq) {
		t.Helper()
		if got, err := s.SeqAt(t.Context(), when); err != nil || got != want {
			t.Errorf("SeqAt(%v) gave %d, %v; want %d", when, got, err, want)
		}
	}
	at(time.Now().Add(time.Hour), 0)
	put(t, s, Story("a"))
	tick := func() { time.Sleep(3 * time.Millisecond) } // numbers of one millisecond have one time
	tick()
	first := write(t, s, create(Incident("a", "One")))[0]
	tick()
	second := write(t, s, create(Incident("a", "Two")), create(Incident("a", "Three")))[1]
	tick()
	story := Story("a")
	story.Layers = nil
	put(t, s, story) // encodes three incidents again

	at(time.Time{}, 0)
	at(first.Time.Add(-time.Hour), 0)
	at(first.Time.Add(-time.Millisecond), 1)
	at(first.Time, first.Seq)
	at(first.Time.In(time.FixedZone("", -6*3600)), first.Seq)
	at(second.Time.Add(-time.Millisecond), first.Seq)
	at(second.Time, second.Seq)
	at(second.Time.Add(time.Millisecond), second.Seq)
	at(time.Now(), newest(t, s))
	at(time.Date(9999, 12, 31, 23, 0, 0, 0, time.UTC), newest(t, s))
}

func testPublics(t *testing.T, s incidents.Store) {
	put(t, s, Story("a"))
	var writes []incidents.Write
	for i := range 600 { // more than a store may read at once
		writes = append(writes, create(Incident("a", fmt.Sprint("Number ", i))))
	}
	hidden := write(t, s, create(draft("a", "Hidden")))[0].Seq
	revisions := write(t, s, writes...)
	slices.Reverse(revisions)
	revisions = append(revisions, revisions[2])
	var seqs []incidents.Seq
	var want []*incidents.Public
	for _, rev := range revisions {
		seqs, want = append(seqs, rev.Seq), append(want, public(t, s, rev.Incident))
	}
	same(t, "in the asked order", publics(t, s, seqs...), want)

	// Whoever still holds the number of what was in force a moment ago is answered.
	changed := revisions[0].Incident
	changed.Title = incidents.Text{"en": "Changed"}
	write(t, s, update(changed, 1))
	story := Story("a")
	story.Layers = nil
	put(t, s, story)
	now := public(t, s, changed)
	same(t, "then and now", publics(t, s, seqs[0], now.Seq), []*incidents.Public{want[0], now})

	for _, missing := range []incidents.Seq{-1, 0, 1, hidden, newest(t, s) + 1} {
		given, fault := 0, error(nil)
		for _, err := range s.Publics(t.Context(), []incidents.Seq{seqs[0], missing, seqs[1]}) {
			if fault = err; err != nil {
				break
			}
			given++
		}
		isCode(t, fmt.Sprint("number ", missing), fault, incidents.ENotFound)
		if given != 1 {
			t.Errorf("number %d: %d incidents before it", missing, given)
		}
	}
}

func publics(t *testing.T, s incidents.Store, seqs ...incidents.Seq) []*incidents.Public {
	t.Helper()
	var all []*incidents.Public
	for p, err := range s.Publics(t.Context(), seqs) {
		if err != nil {
			t.Fatalf("Publics: %v", err)
		}
		all = append(all, p)
	}
	return all
}
