package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"incidentmap/data"
	"incidentmap/incidents"
	"incidentmap/incidents/format"
	"incidentmap/incidents/index"
	"incidentmap/incidents/postgis"
	"incidentmap/incidents/postgis/postgistest"
	"incidentmap/incidents/sqlite"
	"incidentmap/web/download"
	"incidentmap/web/stories"
)

// TestStoresAgree tells two stores the same and holds that what they say is the same, to the
// byte: every public feature of every change ever made, in every language, the feed, shapes,
// searches, the past, and files of whole layers.
func TestStoresAgree(t *testing.T) {
	if testing.Short() {
		t.Skip("-short")
	}
	address := postgistest.Setting(t)
	history := newStoryHistory(t)
	one, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "test.db"), format.AppendFeature, sqlite.WithClock(history.clock))
	if err != nil {
		t.Fatal(err)
	}
	defer one.Close() //nolint:errcheck // a test's store
	other, err := postgis.Open(t.Context(), address, format.AppendFeature, postgis.WithClock(history.clock))
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close() //nolint:errcheck // a test's store
	for _, store := range []incidents.Store{one, other} {
		history.write(t, store)
		if err := store.Check(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	first, second := everything(t, one, history.slug), everything(t, other, history.slug)
	if len(first) < 1000 {
		t.Errorf("the stores say %d things, which is too little to compare", len(first))
	}
	for what, said := range first {
		if !bytes.Equal(said, second[what]) {
			t.Errorf("%s differs: %s", what, cmp.Diff(string(said), string(second[what])))
		}
	}
	for what := range second {
		if _, ok := first[what]; !ok {
			t.Errorf("%s is in PostgreSQL and not in SQLite", what)
		}
	}
}

// storyHistory is what is written into both stores.
type storyHistory struct {
	slug  string
	story incidents.Story
	steps []func(incidents.Story) (*incidents.Story, []incidents.Write)
	step  int // that which is being written
}

// clock is the time of the step that is written: it goes on, stands still, and goes back.
func (h *storyHistory) clock() time.Time {
	n := h.step
	return time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC).Add(time.Duration(n-n%3) * 7 * time.Second).Add(-time.Duration(n/5%2) * time.Minute)
}

// newStoryHistory makes up, of the seed story, what happens to a story: drafts that are published,
// incidents that name others, corrections, a retraction, layers and a policy that change, and an
// import of many.
func newStoryHistory(t *testing.T) *storyHistory {
	t.Helper()
	geocoder, err := openGeocoder()
	if err != nil {
		t.Fatal(err)
	}
	story, writes, err := readSeed(data.SeedStory(), geocoder)
	if err != nil {
		t.Fatal(err)
	}
	history := &storyHistory{slug: story.Slug, story: story}
	bases := map[string]int{}
	write := func(some ...incidents.Write) {
		for i := range some {
			some[i].Base = bases[some[i].Incident.ID]
			bases[some[i].Incident.ID]++
			if some[i].Base > 0 && some[i].Kind == incidents.Create {
				some[i].Kind = incidents.Update
			}
		}
		history.steps = append(history.steps, func(incidents.Story) (*incidents.Story, []incidents.Write) { return nil, some })
	}
	changeStory := func(change func(*incidents.Story)) {
		history.steps = append(history.steps, func(s incidents.Story) (*incidents.Story, []incidents.Write) {
			s.Layers = slices.Clone(s.Layers)
			change(&s)
			return &s, nil
		})
	}
	changeStory(func(*incidents.Story) {})
	draft := writes[3]
	draft.Incident.Workflow = incidents.DraftStage
	write(slices.Concat(writes[:3], []incidents.Write{draft}, writes[4:])...)
	pointing := writes[0]
	pointing.Incident.Relations = []incidents.Relation{{Type: incidents.PartOf, Incident: draft.Incident.ID}}
	write(pointing)
	write(writes[3]) // is published, so who names it is shown anew
	changeStory(func(s *incidents.Story) { s.Layers = s.Layers[:1] })
	corrected := writes[1]
	corrected.Kind, corrected.Note = incidents.Correction, incidents.Text{"es": "Corrección", "en": "A <correction> & more\ufffd"}
	corrected.Incident.Disposition = incidents.Corrected
	corrected.Incident.Where.Geometry = orb.Polygon{{{-103, 20}, {-102.123456789, 20}, {-102, 21}, {-103, 20}}}
	retracted := writes[2]
	retracted.Kind, retracted.Note = incidents.Retraction, incidents.Text{"en": "It did not happen."}
	retracted.Incident.Disposition = incidents.Retracted
	write(corrected, retracted)
	rows := rowsOf(history.slug, 300)
	write(rows...)
	again := slices.Clone(rows[:150])
	for i := range again {
		again[i].Incident.Title = incidents.Text{"es": fmt.Sprintf("Bloqueo levantado %d", i)}
	}
	write(again...)
	changeStory(func(s *incidents.Story) { s.Policy.Disclosure, s.Policy.GridM = incidents.Coarsened, 20_000 })
	changeStory(func(s *incidents.Story) { s.Languages = slices.Clone(s.Languages); slices.Reverse(s.Languages) })
	write(draft) // is hidden again
	return history
}

// rowsOf gives incidents such as rows of a file make.
func rowsOf(slug string, n int) []incidents.Write {
	writes := make([]incidents.Write, n)
	for i := range writes {
		inc := incidents.Incident{
			ID: incidents.NewID(time.UnixMilli(1_771_000_000_000 + int64(i))), Story: slug, Class: incidents.ClassIncident, Kind: "roadblock",
			Title:    incidents.Text{"es": fmt.Sprintf("Bloqueo número %d", i)},
			When:     incidents.When{Precision: incidents.TimeUnknown, Basis: incidents.EventTime},
			Origin:   incidents.Origin{Key: fmt.Sprintf("row %d", i), Hash: "h", File: "a.csv", Row: i + 1},
			Workflow: incidents.Published, Verification: incidents.Unverified, Disposition: incidents.Active,
		}
		inc.Where.Precision = "unlocated"
		if i%7 > 0 {
			inc.Where.Geometry, inc.Where.Precision = orb.Point{-103 + float64(i)/300, 20 + float64(i%17)/17}, "exact"
		}
		writes[i] = incidents.Write{Incident: inc, Kind: incidents.Create, Author: "import"}
	}
	return writes
}

func (h *storyHistory) write(t *testing.T, store incidents.Store) {
	t.Helper()
	story := h.story
	for i, step := range h.steps {
		h.step = i
		next, writes := step(story)
		var err error
		if next != nil {
			story = *next
			_, err = store.PutStory(t.Context(), story)
		} else {
			_, err = store.Write(t.Context(), writes...)
		}
		if err != nil {
			t.Fatalf("step %d: %v", i, err)
		}
	}
}

// everything gives what a store says, by what is asked.
func everything(t *testing.T, store incidents.Store, slug string) map[string][]byte {
	t.Helper()
	ctx := t.Context()
	said := map[string][]byte{}
	note := func(what string, v any, err error) {
		t.Helper()
		if err != nil {
			v = err.Error()
		}
		text, err := json.Marshal(v)
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		said[what] = text
	}
	last, err := store.Seq(ctx)
	note("the newest number", last, err)
	public := map[incidents.Seq]bool{}
	for seq := incidents.Seq(1); seq <= last; seq++ {
		for _, lang := range []string{"es", "en", "fr"} {
			for f, err := range store.Features(ctx, []incidents.Seq{seq}, lang) {
				if err == nil {
					said[fmt.Sprintf("feature %d in %s", seq, lang)] = bytes.Clone(f.JSON)
				} else if incidents.CodeOf(err) != incidents.ENotFound {
					t.Fatal(err)
				}
			}
		}
		for p, err := range store.Publics(ctx, []incidents.Seq{seq}) {
			if public[seq] = err == nil; public[seq] {
				note(fmt.Sprintf("public incident %d", seq), p, nil)
			}
		}
	}
	shapes := map[incidents.ShapeID]bool{}
	for after := incidents.Seq(0); after <= last; after += max(1, last/17) {
		var gone, feed []string
		for c, err := range store.Changes(ctx, after) {
			if err != nil {
				t.Fatal(err)
			}
			entry := []byte{}
			if c.Entry != nil {
				entry = c.Entry.AppendTo(nil)
				if c.Entry.Shape != (incidents.ShapeID{}) {
					shapes[c.Entry.Shape] = true
				}
			}
			if c.Gone {
				gone = append(gone, fmt.Sprintf("%d %s %s", c.Seq, c.Story, c.Incident))
				continue
			}
			feed = append(feed, fmt.Sprintf("%d %s %s %x", c.Seq, c.Story, c.Incident, entry))
		}
		slices.Sort(gone) // which go in no promised order
		note(fmt.Sprintf("the feed after %d", after), [][]string{gone, feed}, nil)
		past := []*incidents.Public{}
		for p, err := range store.AsOf(ctx, slug, after) {
			if err != nil && incidents.CodeOf(err) != incidents.ENotFound {
				t.Fatal(err)
			}
			if p != nil {
				past = append(past, p)
			}
		}
		slices.SortFunc(past, func(a, b *incidents.Public) int { return bytes.Compare([]byte(a.ID), []byte(b.ID)) })
		note(fmt.Sprintf("the story as of %d", after), past, nil)
	}
	for id := range shapes {
		geometries, err := store.Shapes(ctx, []incidents.ShapeID{id})
		note(fmt.Sprintf("shape %x", id), geometries[id], err)
	}
	for _, q := range []string{"bloqueo", "Guadalajara", "numero 1", "levantado 14", "nothing of it", "the"} {
		found, err := store.Search(ctx, slug, q)
		note("what is found by "+q, found, err)
	}
	for at := time.Date(2026, 3, 1, 11, 58, 0, 0, time.UTC); at.Minute() != 3; at = at.Add(5 * time.Second) {
		seq, err := store.SeqAt(ctx, at)
		note("the number at "+at.String(), seq, err)
	}
	known, err := store.Known(ctx, slug, []string{"row 1", "row 299", "row 300"})
	note("known records", known, err)
	files(t, store, slug, said)
	return said
}

// files adds files of whole layers.
func files(t *testing.T, store incidents.Store, slug string, said map[string][]byte) {
	t.Helper()
	columns := index.New()
	if err := columns.Sync(t.Context(), store); err != nil {
		t.Fatal(err)
	}
	known, err := openAreas()
	if err != nil {
		t.Fatal(err)
	}
	downloads, err := download.New(store, stories.New(store, columns), known)
	if err != nil {
		t.Fatal(err)
	}
	for _, ext := range []string{"geojson", "geojsonl", "csv", "kml"} {
		for _, lang := range []string{"es", "en"} {
			said["the layer's "+ext+" in "+lang] = wholeLayer(t.Context(), t, downloads, download.FileRequest{
				Story: slug, Layer: incidents.LayerAll, Ext: ext, Lang: lang, BaseURL: "https://maps.example.org",
			})
		}
	}
}

func wholeLayer(ctx context.Context, t *testing.T, downloads *download.Files, order download.FileRequest) []byte {
	t.Helper()
	file, err := downloads.Find(ctx, order)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := file.Write(ctx, &out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
