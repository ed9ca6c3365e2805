package stories_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"incidentmap/incidents"
	"incidentmap/incidents/index"
	"incidentmap/web/stories"
	"incidentmap/web/webtest"
)

// viewsOf gives snapshots of the fixture, in whose index all is.
func viewsOf(t *testing.T) (*stories.SnapshotCache, *webtest.Store, *index.Index) {
	t.Helper()
	m := webtest.NewStore(t)
	m.PutStory(webtest.Story())
	for _, inc := range webtest.Incidents() {
		m.Write(inc, incidents.Create, nil)
	}
	x := index.New()
	if err := x.Sync(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	return stories.New(m, x), m, x
}

func view(t *testing.T, c *stories.SnapshotCache, slug string) *stories.Snapshot {
	t.Helper()
	snap, err := c.Of(t.Context(), slug)
	if err != nil {
		t.Fatal(err)
	}
	return snap
}

func retitled(title string) incidents.Incident {
	inc := webtest.Incidents()[0]
	inc.Title = incidents.Text{"en": title}
	return inc
}

func TestOfReadsTheDocumentOnce(t *testing.T) {
	c, m, x := viewsOf(t)
	first := view(t, c, "jalisco")
	other := webtest.Story()
	other.Slug = "other"
	m.PutStory(other)
	if err := x.Sync(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	reads := m.Reads
	snap := view(t, c, "jalisco")
	if m.Reads != reads {
		t.Errorf("%d reads of a story that has not changed", m.Reads-reads)
	}
	if snap.Changed() != first.Changed() || snap.Seq() == first.Seq() {
		t.Errorf("another story's change: changed %d, was %d; at %d, was %d", snap.Changed(), first.Changed(), snap.Seq(), first.Seq())
	}
	if _, err := c.Of(t.Context(), "nowhere"); incidents.CodeOf(err) != incidents.ENotFound {
		t.Errorf("an unknown story: %v", err)
	}
}

// The document is that of the snapshot, whatever the store has by now.
func TestOfWhileTheStoreIsAhead(t *testing.T) {
	c, m, x := viewsOf(t)
	changed := webtest.Story()
	changed.Title = incidents.Text{"en": "Another title"}
	m.PutStory(changed)
	before := x.Seq()
	snap := view(t, c, "jalisco")
	if title := snap.Story.Title["en"]; title != "Another title" || x.Seq() == before || snap.Changed() != x.Seq() {
		t.Errorf("title %q at %d of the index at %d, which was at %d", title, snap.Changed(), x.Seq(), before)
	}
	// An incident's change does not matter to the document, and does not wait for the index.
	m.Write(retitled("Later"), incidents.Update, nil)
	at := x.Seq()
	if again := view(t, c, "jalisco"); again.Changed() != snap.Changed() || x.Seq() != at {
		t.Errorf("changed %d, was %d; the index at %d, was at %d", again.Changed(), snap.Changed(), x.Seq(), at)
	}
}

func TestSelect(t *testing.T) {
	c, m, _ := viewsOf(t)
	snap := view(t, c, "jalisco")
	all, err := snap.Select(t.Context(), incidents.Filter{})
	if err != nil || !all.Settled() || len(all.Seqs()) != 7 {
		t.Fatalf("%d selected, settled %t, %v", len(all.Seqs()), all.Settled(), err)
	}
	page, matched := all.Page(2, 3)
	if matched != 7 || !slices.Equal(page, all.Seqs()[2:5]) {
		t.Errorf("page %v of %v, %d in all", page, all.Seqs(), matched)
	}
	text := incidents.Filter{Query: "tapalpa"}
	found, err := snap.Select(t.Context(), text)
	if err != nil || found.Settled() || len(found.Seqs()) != 1 {
		t.Fatalf("%v found, settled %t, %v", found.Seqs(), found.Settled(), err)
	}
	// What is written is found at once: a text is asked of the store as it is.
	other := webtest.Incidents()[1]
	other.Title = incidents.Text{"en": "Also in Tapalpa"}
	m.Write(other, incidents.Update, nil)
	more, err := snap.Select(t.Context(), text)
	if err != nil || len(more.Seqs()) != 2 || more.Snapshot.Changed() == snap.Changed() || fmt.Sprint(more.State) == fmt.Sprint(found.State) {
		t.Errorf("%v found in %v after %v, %v", more.Seqs(), more.State, found.State, err)
	}
	for layers, code := range map[string]incidents.Code{"": "", "all": "", "operation,advisories": "", "operation,none": incidents.EInvalid} {
		f := incidents.Filter{}
		if layers != "" {
			f.Layers = strings.Split(layers, ",")
		}
		if err := snap.CheckLayers(&f); (err != nil) != (code != "") || err != nil && incidents.CodeOf(err) != code {
			t.Errorf("layers %q: %v", layers, err)
		}
	}
}

func TestShow(t *testing.T) {
	c, m, x := viewsOf(t)
	snap := view(t, c, "jalisco")
	leader, err := snap.Public(t.Context(), webtest.LeaderID)
	if err != nil {
		t.Fatal(err)
	}
	shown, err := snap.Show(t.Context(), []incidents.Seq{leader.Seq})
	if err != nil || len(shown.Public) != 1 || shown.Public[0].ID != webtest.LeaderID {
		t.Fatalf("%+v, %v", shown, err)
	}
	if counted, known := shown.ByID(webtest.OperationID); !known || counted.ID != webtest.OperationID {
		t.Error("where the leader's death is counted is not shown")
	}
	one, err := snap.ShowOne(t.Context(), webtest.LeaderID)
	if err != nil {
		t.Fatal(err)
	}
	if _, known := one.ByID(webtest.DraftID); known {
		t.Error("a draft is shown to those who ask for what is related to it")
	}
	for _, id := range []string{webtest.DraftID, "01KJ000000000000000000000Z", "", "x"} {
		if _, err := snap.Public(t.Context(), id); incidents.CodeOf(err) != incidents.ENotFound {
			t.Errorf("%q: %v", id, err)
		}
	}
	reads := m.Reads
	if _, err := snap.Show(t.Context(), []incidents.Seq{leader.Seq}); err != nil || m.Reads != reads {
		t.Errorf("%d reads of what was just shown, %v", m.Reads-reads, err)
	}
	// What the store has of after the snapshot is not the snapshot's.
	m.Write(retitled("Later"), incidents.Update, nil)
	if _, err := view(t, stories.New(m, x), "jalisco").Public(t.Context(), webtest.OperationID); !errors.Is(err, incidents.ErrMoved) {
		t.Errorf("an incident that has changed since: %v", err)
	}
	now := view(t, c, "jalisco")
	if p, err := now.Public(t.Context(), webtest.OperationID); err != nil || p.Title["en"] != "Later" {
		t.Errorf("%+v, %v", p, err)
	}
}

func TestUpdated(t *testing.T) {
	c, m, x := viewsOf(t)
	at := func() time.Time {
		t.Helper()
		when, err := view(t, c, "jalisco").Updated(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return when
	}
	if got := at(); !got.Equal(m.Clock) {
		t.Errorf("updated %s, want %s", got, m.Clock)
	}
	reads := m.Reads
	if at(); m.Reads != reads {
		t.Error("the time of the same change is asked for again")
	}
	for range 3 {
		m.Write(retitled("Later"), incidents.Update, nil)
		if err := x.Sync(t.Context(), m); err != nil {
			t.Fatal(err)
		}
		if got := at(); !got.Equal(m.Clock) {
			t.Errorf("updated %s, want %s", got, m.Clock)
		}
	}
	other := webtest.Story()
	other.Slug = "empty"
	m.PutStory(other)
	if got, err := view(t, c, "empty").Updated(t.Context()); err != nil || !got.IsZero() {
		t.Errorf("an empty story was updated %s, %v", got, err)
	}
}

// A change of this very second has a time, the end of the second, as pages that follow the
// story ask at once.
func TestUpdatedThisSecond(t *testing.T) {
	c, m, x := viewsOf(t)
	m.Clock = time.Now().UTC().Add(-time.Minute) // a write is a minute after the one before
	m.Write(retitled("Now"), incidents.Update, nil)
	if err := x.Sync(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	want := m.Clock.Truncate(time.Second).Add(time.Second)
	if got, err := view(t, c, "jalisco").Updated(t.Context()); err != nil || !got.Equal(want) {
		t.Errorf("updated %s, want %s, %v", got, want, err)
	}
}
