package main

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	diff "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/incidents"
	"incidentmap/incidents/format"
	"incidentmap/incidents/index"
	"incidentmap/incidents/sqlite"
	"incidentmap/incidents/storetest"
)

// editedStore is a store that somebody edits at random.
type editedStore struct {
	*sqlite.Store
	*rand.Rand
	t   *testing.T
	ids []string
}

func newEditedStore(t *testing.T, file string, seed uint64) *editedStore {
	t.Helper()
	s, err := sqlite.Open(t.Context(), file, format.AppendFeature)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	if seed > 0 {
		if _, err := s.PutStory(t.Context(), storetest.Story("a")); err != nil {
			t.Fatal(err)
		}
	}
	return &editedStore{s, rand.New(rand.NewPCG(seed, 1)), t, nil}
}

// edit does one thing: it writes, withdraws, brings back, redacts or erases an incident, or gives the story another layer.
func (s *editedStore) edit() {
	s.t.Helper()
	ctx := s.t.Context()
	note := incidents.Text{"en": "A note."}
	if len(s.ids) == 0 || s.IntN(3) == 0 {
		s.create()
		return
	}
	id := s.ids[s.IntN(len(s.ids))]
	rev, err := s.Incident(ctx, "a", id)
	if err != nil {
		s.t.Fatal(err)
	}
	switch s.IntN(8) {
	case 0:
		_, err = s.Redact(ctx, incidents.Redaction{Story: "a", Incident: id, Fields: []string{"where"}, Reason: incidents.ForSafety, Note: note})
	case 1:
		err = s.Erase(ctx, incidents.Erasure{Story: "a", Incident: id, Reason: incidents.ForLaw, Note: note})
	case 2:
		story := storetest.Story("a")
		story.Layers = story.Layers[:1+s.IntN(len(story.Layers))]
		_, err = s.PutStory(ctx, story)
	default:
		w := incidents.Write{Incident: rev.Incident, Base: rev.Number, Kind: incidents.Update, Author: "ana", Note: note}
		if w.Incident.Workflow = incidents.Published; s.IntN(3) == 0 {
			w.Incident.Workflow = incidents.DraftStage
		}
		if w.Incident.Where.Geometry != nil {
			w.Incident.Where.Geometry = s.point()
		}
		_, err = s.Write(ctx, w)
	}
	if code := incidents.CodeOf(err); err != nil && code != incidents.EInvalid && code != incidents.EConflict { // what may not be done is not
		s.t.Fatal(err)
	}
}

func (s *editedStore) create() {
	s.t.Helper()
	inc := storetest.Incident("a", fmt.Sprint("Roadblock ", len(s.ids)))
	n := s.IntN(9)
	inc.Where.Geometry = s.point()
	if n == 0 {
		inc.Where.Geometry = orb.Polygon{{{-104, 20}, {-103, 20}, {-103, 21}, {-104, 20}}}
		inc.Where.Precision = geo.Admin2
	}
	source := fmt.Sprintf("witness%d", len(s.ids))
	inc.Sources[0].ID = source
	inc.Claims = []incidents.Claim{{ID: "c", Field: "casualties", Value: "n killed", Source: source, Stance: incidents.Supports}}
	inc.Casualties = []incidents.Casualty{{ID: "k", Group: incidents.Groups()[0], Outcome: incidents.Killed, Low: &n, Best: &n, High: &n, Claim: "c"}}
	revisions, err := s.Write(s.t.Context(), incidents.Write{Incident: inc, Kind: incidents.Create, Author: "ana"})
	if err != nil {
		s.t.Fatal(err)
	}
	s.ids = append(s.ids, revisions[0].Incident.ID)
}

func (s *editedStore) point() orb.Point {
	return orb.Point{-105 + float64(s.IntN(400))/100, 19 + float64(s.IntN(300))/100}
}

// opened gives the index of a store as a server opens it, and what it logged.
func opened(t *testing.T, s incidents.Store, least int) (*savedIndex, string) {
	t.Helper()
	var said bytes.Buffer
	x, err := openIndex(t.Context(), s, least, slog.New(slog.NewTextHandler(&said, nil)))
	if err != nil {
		t.Fatal(err)
	}
	return x, said.String()
}

// TestIndexGoesOnFromSaved holds the index of a server that starts again to one that was read from the store alone, over random
// stores that were edited before the index was saved and after it: all that is told of each incident, and of all.
func TestIndexGoesOnFromSaved(t *testing.T) {
	seeds, used := 8, 0
	if testing.Short() {
		seeds = 3
	}
	for seed := range uint64(seeds) {
		file := filepath.Join(t.TempDir(), "store.db")
		s := newEditedStore(t, file, seed+1)
		for range 3 {
			for range s.IntN(40) {
				s.edit()
			}
			if x, _ := opened(t, s, 1); x.Size() > 0 {
				x.end(t.Context())
			}
			if s.IntN(2) == 0 {
				s.create() // and nothing is taken away since
			} else {
				for range s.IntN(6) {
					s.edit()
				}
			}
			if _, err := os.Stat(file + "-index"); err == nil {
				used++
			}
			again, said := opened(t, s, 1)
			anew := index.New()
			if err := anew.Sync(t.Context(), s); err != nil {
				t.Fatal(err)
			}
			if again.Seq() != anew.Seq() || said != "" {
				t.Fatalf("seed %d: it is at change %d, and the store at %d: %s", seed, again.Seq(), anew.Seq(), said)
			}
			sameIndexes(t, anew.Story("a"), again.Story("a"))
		}
	}
	if used < seeds {
		t.Errorf("an index was saved %d times", used)
	}
}

// sameIndexes holds all that is told of each incident, and of all together.
func sameIndexes(t *testing.T, want, got *index.Snapshot) {
	t.Helper()
	told := func(snap *index.Snapshot) []any {
		var q index.Query
		return []any{
			snap.Changed(), snap.Select(q), snap.Clusters(q, 32, nil), snap.Clusters(q, 4, nil), snap.Areas(q, nil), snap.Summary(q),
			snap.HistogramAt(q, nil, snap.Summary(q).End),
		}
	}
	options := []diff.Option{
		cmpopts.EquateEmpty(), diff.AllowUnexported(incidents.Traits{}),
		diff.Comparer(func(a, b index.Figures) bool { return a.Totals() == b.Totals() }),
	}
	if d := diff.Diff(told(want), told(got), options...); d != "" {
		t.Errorf("(-anew +from the saved index)\n%s", d)
	}
}

// TestErasedFromTheSavedIndex holds that what is erased, by this program or another, is in no file beside the store, also after
// the index was saved again.
func TestErasedFromTheSavedIndex(t *testing.T) {
	file := filepath.Join(t.TempDir(), "store.db")
	s := newEditedStore(t, file, 1)
	for range 5 {
		s.create()
	}
	x, _ := opened(t, s, 1)
	x.save(t.Context())
	for i, by := range []*editedStore{s, newEditedStore(t, file, 0)} {
		word := fmt.Sprintf("witness%d", i)
		if len(inFiles(t, file+"-index", word)) == 0 {
			t.Fatalf("%s is not in the saved index", word)
		}
		e := incidents.Erasure{Story: "a", Incident: s.ids[i], Reason: incidents.ForLaw, Note: incidents.Text{"en": "Erased."}}
		if err := by.Erase(t.Context(), e); err != nil {
			t.Fatal(err)
		}
		x.save(t.Context()) // it has not heard of it
		if found := inFiles(t, file+"*", word); len(found) > 0 {
			t.Errorf("%s is in %v", word, found)
		}
		x.end(t.Context())
		if found := inFiles(t, file+"-index", word); len(found) > 0 {
			t.Errorf("%s is in %v after the index was saved again", word, found)
		}
	}
}

// TestSavedIndexThatIsNone holds that a server starts with a file that is damaged, says so in one line, and takes it away; and
// that small stores have none.
func TestSavedIndexThatIsNone(t *testing.T) {
	file := filepath.Join(t.TempDir(), "store.db")
	s := newEditedStore(t, file, 1)
	for range 5 {
		s.create()
	}
	x, _ := opened(t, s, 1)
	x.save(t.Context())
	whole, err := os.ReadFile(file + "-index")
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{0, 1, len(whole) / 2, len(whole) - 1} {
		if err := os.WriteFile(file+"-index", whole[:n], 0o600); err != nil {
			t.Fatal(err)
		}
		again, said := opened(t, s, 1)
		sameIndexes(t, x.Story("a"), again.Story("a"))
		if bytes.Count([]byte(said), []byte("\n")) != 1 {
			t.Errorf("of %d bytes of %d it says %q", n, len(whole), said)
		}
		if _, err := os.Stat(file + "-index"); err == nil {
			t.Errorf("%d bytes of %d are still there", n, len(whole))
		}
	}
	small, _ := opened(t, s, 6)
	small.end(context.WithoutCancel(t.Context()))
	if _, err := os.Stat(file + "-index"); err == nil {
		t.Error("an index of few incidents is saved")
	}
}
