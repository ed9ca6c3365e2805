package storetest

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"incidentmap/incidents"
)

// feedEntry is what readers are told of an incident by a number: that they see it from then on, or that it is gone.
type feedEntry struct {
	seq    incidents.Seq
	public bool
}

// publicFeed is the public feed of a story as it follows from nothing but whether readers saw each incident before and
// after each write.
type publicFeed struct {
	written []incidents.Seq // numbers of the story
	of      map[string][]feedEntry
}

// after notes what a write of an incident, under a number, makes of what readers see.
func (f *publicFeed) after(id string, seq incidents.Seq, public bool) {
	if events := f.of[id]; public || len(events) > 0 && events[len(events)-1].public {
		f.of[id] = append(events, feedEntry{seq, public})
	}
}

// again notes that the story was written, and that what readers see of it was encoded anew.
func (f *publicFeed) again(seq incidents.Seq) {
	f.written = append(f.written, seq)
	var shown []incidents.Seq
	by := map[incidents.Seq]string{}
	for id, events := range f.of {
		if last := events[len(events)-1]; last.public {
			shown, by[last.seq] = append(shown, last.seq), id
		}
	}
	slices.Sort(shown)
	for i, was := range shown {
		f.after(by[was], seq+incidents.Seq(i)+1, true)
	}
}

// feed gives, as tale does, what Changes ought to give after a number.
func (f *publicFeed) feed(after, newest incidents.Seq) []string {
	type line struct {
		seq  incidents.Seq
		text string
	}
	var gone, lines []line
	for _, events := range f.of {
		then := -1
		for i, e := range events {
			if e.seq <= after {
				then = i
			}
		}
		last := events[len(events)-1]
		if then >= 0 && then < len(events)-1 {
			gone = append(gone, line{events[then].seq, fmt.Sprint(events[then].seq, " gone")})
		}
		if last.seq > after {
			lines = append(lines, line{last.seq, fmt.Sprint(last.seq, " a ", map[bool]string{true: "public", false: "hidden"}[last.public])})
		}
	}
	if seq := f.written[len(f.written)-1]; seq > after {
		lines = append(lines, line{seq, fmt.Sprint(seq, " a")})
	}
	bySeq := func(x, y line) int { return cmp.Compare(x.seq, y.seq) }
	slices.SortFunc(gone, bySeq)
	slices.SortFunc(lines, bySeq)
	out := []string{}
	for _, l := range append(gone, lines...) {
		out = append(out, l.text)
	}
	if newest > after && (len(lines) == 0 || lines[len(lines)-1].seq < newest) {
		out = append(out, fmt.Sprint(newest))
	}
	return out
}

// testWithdrawn writes incidents at random in every workflow and disposition, one or several revisions at a time, redacts
// them and writes their story, and holds the feed after every number against one that is made of whether readers saw each
// incident before and after. So nobody is told twice that one is gone, nor of what is written of it then.
func testWithdrawn(t *testing.T, s incidents.Store) {
	rng := rand.New(rand.NewPCG(14, 1))
	story := Story("a")
	f := publicFeed{of: map[string][]feedEntry{}, written: []incidents.Seq{put(t, s, story)}}
	var all []incidents.Incident
	for step := range 150 {
		switch k := rng.IntN(12); {
		case k == 0:
			story.Policy.GridM = float64(1000 * (1 + step))
			story.Policy.Disclosure = incidents.Coarsened
			before := newest(t, s)
			put(t, s, story)
			f.again(before + 1)
		case k == 1 && len(all) > 0:
			inc := &all[rng.IntN(len(all))]
			rev, err := s.Redact(t.Context(), incidents.Redaction{
				Story: "a", Incident: inc.ID, Fields: []string{"summary"}, Reason: incidents.ForError, Note: incidents.Text{"en": "Wrong"},
			})
			if err != nil {
				t.Fatal(err)
			}
			*inc = rev.Incident
			f.after(inc.ID, rev.Seq, inc.IsPublic())
		case k < 4 && len(all) < 6:
			all = append(all, randomState(rng, Incident("a", fmt.Sprint("New ", step))))
			rev := write(t, s, create(all[len(all)-1]))[0]
			f.after(rev.Incident.ID, rev.Seq, rev.Incident.IsPublic())
		case len(all) > 0:
			inc := &all[rng.IntN(len(all))]
			number := newestOf(t, s, inc.ID).Number
			var writes []incidents.Write
			for i := range 1 + rng.IntN(3) {
				*inc = randomState(rng, *inc)
				inc.Title = incidents.Text{"en": fmt.Sprint("Step ", step, " ", i)}
				writes = append(writes, update(*inc, number+i))
			}
			for _, rev := range write(t, s, writes...) {
				f.after(inc.ID, rev.Seq, rev.Incident.IsPublic())
			}
		}
		last := newest(t, s)
		for _, after := range []incidents.Seq{0, last - 1, incidents.Seq(rng.Int64N(int64(last) + 1)), last} {
			same(t, fmt.Sprintf("step %d: the feed after %d", step, after), tale(changes(t, s, after)), f.feed(after, last))
		}
		if t.Failed() {
			return
		}
	}
	for after := range newest(t, s) {
		same(t, fmt.Sprint("the feed after ", after), tale(changes(t, s, after)), f.feed(after, newest(t, s)))
	}
	if err := s.Check(t.Context()); err != nil {
		t.Errorf("Check: %v", err)
	}
}

// randomState gives an incident in another workflow and disposition, of those that may follow.
func randomState(rng *rand.Rand, inc incidents.Incident) incidents.Incident {
	stages := incidents.Workflows()
	inc.Workflow = stages[rng.IntN(len(stages))]
	if inc.Disposition != incidents.Retracted {
		inc.Disposition = []incidents.Disposition{incidents.Active, incidents.Active, incidents.Corrected, incidents.Merged, incidents.Retracted}[rng.IntN(5)]
	}
	return inc
}

// testWithdrawnWaits holds that what is withdrawn, changed, and to be public again at a time is told to readers then and not before.
func testWithdrawnWaits(t *testing.T, s incidents.Store, pass func(time.Duration)) {
	put(t, s, Story("a"))
	rev := write(t, s, create(Incident("a", "Seen")))[0]
	first, inc := rev.Time, rev.Incident
	inc.Workflow = incidents.DraftStage
	rev = write(t, s, update(inc, rev.Number))[0]
	before := changes(t, s, 0)
	inc.Title = incidents.Text{"en": "Changed"}
	rev = write(t, s, update(inc, rev.Number))[0]
	inc.Workflow, inc.PublishAt = incidents.Approved, rev.Time.Add(time.Hour)
	rev = write(t, s, update(inc, rev.Number))[0]
	if rev.Due.IsZero() {
		t.Errorf("it does not wait: %+v", rev)
	}
	same(t, "the feed", tale(changes(t, s, 0)), append(tale(before), fmt.Sprint(rev.Seq)))
	pass(time.Hour)
	publishDue(t, s)
	if p := public(t, s, inc); p.Title["en"] != "Changed" || !p.Published.Equal(first) {
		t.Errorf("at its time readers see %+v", p)
	}
	gone := before[len(before)-1].Seq
	same(t, "after it was gone", tale(changes(t, s, gone)), []string{fmt.Sprint(gone, " gone"), fmt.Sprint(rev.Seq+1, " a public")})
	if err := s.Check(t.Context()); err != nil {
		t.Errorf("Check: %v", err)
	}
}
