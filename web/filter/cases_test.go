package filter_test

import (
	"context"
	"encoding/json"
	"iter"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"

	"incidentmap/geo"
	"incidentmap/incidents"
	"incidentmap/incidents/index"
	"incidentmap/web/filter"
	"incidentmap/web/stories"
)

// caseFile is what the server and the page are both tested by.
type caseFile struct {
	Columns  map[string]incidents.ColumnType
	Layers   map[string][]incidents.Kind
	Features []struct {
		ID         string
		Geometry   *geojson.Geometry
		Properties struct {
			Class                 incidents.Class
			Kind                  incidents.Kind
			Title, Summary, Place string
			Layers                []string
			Precision             geo.Precision
			Verification          incidents.Verification
			Start, End            time.Time
			Sources               []struct{ Publisher string }
			Cause                 string      `json:"x_cause"`
			Age                   json.Number `json:"x_age"`
			Open                  *bool       `json:"x_open"`
		}
	}
	Cases []struct {
		Name, Query string
		Found       []string // the ends of ids
	}
}

// TestSharedCases holds an address's criteria, the index and the words of searches to the cases to
// which the page's own filter is held.
func TestSharedCases(t *testing.T) {
	text, err := os.ReadFile("testdata/cases.json")
	if err != nil {
		t.Fatal(err)
	}
	var file caseFile
	if err := json.Unmarshal(text, &file); err != nil {
		t.Fatal(err)
	}
	feed := newFeed(t, &file)
	x := index.New()
	if err := x.Sync(t.Context(), feed); err != nil {
		t.Fatal(err)
	}
	snap, err := stories.New(feed, x).Of(t.Context(), feed.story.Slug)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range file.Cases {
		words, err := url.ParseQuery(tt.Query)
		if err != nil {
			t.Fatal(err)
		}
		asked := filter.Read(words, &feed.story, time.UTC)
		selection, err := asked.In(t.Context(), snap)
		if err != nil {
			t.Fatalf("%s: %v", tt.Name, err)
		}
		found := []string{}
		for _, seq := range selection.Seqs() {
			found = append(found, feed.all[seq-2].ID[24:])
		}
		slices.Sort(found)
		if diff := cmp.Diff(tt.Found, found); diff != "" {
			t.Errorf("%s: %s: %s", tt.Name, tt.Query, diff)
		}
	}
}

// feed is a store of one story, its first change, and of an incident in each change after it.
type feed struct {
	story   incidents.Story
	all     []*incidents.Public
	entries []incidents.Entry
	shapes  map[incidents.ShapeID]orb.Geometry
}

// PublicAt tells nothing: no case asks how it was.
func (f *feed) PublicAt(_ context.Context, story, id string, _ incidents.Seq) (*incidents.Public, error) {
	return nil, incidents.NoIncident(story, id)
}

func newFeed(t *testing.T, file *caseFile) *feed {
	t.Helper()
	f := &feed{story: incidents.Story{Slug: "s", Languages: []string{"es"}, Zone: "UTC"}, shapes: map[incidents.ShapeID]orb.Geometry{}}
	for id, kinds := range file.Layers {
		f.story.Layers = append(f.story.Layers, incidents.Layer{ID: id, Filter: incidents.LayerFilter{Kinds: kinds}})
	}
	for name, of := range file.Columns {
		f.story.Columns = append(f.story.Columns, incidents.Column{Name: name, Source: name, Type: of, Shown: true})
	}
	for _, feature := range file.Features {
		p := feature.Properties
		inc := &incidents.Public{
			ID: feature.ID, Story: "s", Class: p.Class, Kind: p.Kind, Layers: p.Layers, Verification: p.Verification, Disposition: incidents.Active,
			Title: incidents.Text{"es": p.Title}, Summary: incidents.Text{"es": p.Summary}, When: incidents.When{Start: p.Start, End: p.End},
			Where: geo.Location{Precision: p.Precision, Place: map[string]string{"es": p.Place}},
			Stamp: incidents.Stamp{Seq: incidents.Seq(len(f.all) + 2)},
		}
		if feature.Geometry != nil {
			inc.Where.Geometry = feature.Geometry.Geometry()
		}
		for _, s := range p.Sources {
			inc.Sources = append(inc.Sources, incidents.Source{Publisher: incidents.Text{"es": s.Publisher}})
		}
		values := map[string]string{"x_cause": p.Cause, "x_age": p.Age.String()}
		if p.Open != nil {
			values["x_open"] = strconv.FormatBool(*p.Open)
		}
		for i, c := range f.story.Columns {
			if v := values[c.Name]; v != "" {
				inc.Attributes = append(inc.Attributes, incidents.Attribute{Column: i, Name: c.Name, Type: c.Type, Value: v})
			}
		}
		entry, shape, err := f.story.Entry(inc)
		if err != nil {
			t.Fatal(err)
		}
		if shape != nil {
			f.shapes[entry.Shape] = shape
		}
		f.all, f.entries = append(f.all, inc), append(f.entries, entry)
	}
	return f
}

func (f *feed) Story(context.Context, string) (incidents.Story, error) { return f.story, nil }

func (f *feed) Seq(context.Context) (incidents.Seq, error) {
	return incidents.Seq(len(f.all) + 1), nil
}

func (f *feed) SeqAt(ctx context.Context, _ time.Time) (incidents.Seq, error) { return f.Seq(ctx) }

func (f *feed) Shapes(context.Context, []incidents.ShapeID) (map[incidents.ShapeID]orb.Geometry, error) {
	return f.shapes, nil
}

func (f *feed) Changes(_ context.Context, after incidents.Seq) iter.Seq2[incidents.Change, error] {
	return func(yield func(incidents.Change, error) bool) {
		if after < 1 && !yield(incidents.Change{Seq: 1, Story: "s"}, nil) {
			return
		}
		for i := range f.entries {
			e := &f.entries[i]
			if e.Seq > after && !yield(incidents.Change{Seq: e.Seq, Story: "s", Incident: e.ID, Entry: e}, nil) {
				return
			}
		}
	}
}

func (f *feed) Public(context.Context, string, string) (*incidents.Public, error) {
	return nil, incidents.Errorf(incidents.ENotFound, "", "is not asked for here")
}

func (f *feed) Publics(_ context.Context, seqs []incidents.Seq) iter.Seq2[*incidents.Public, error] {
	return func(yield func(*incidents.Public, error) bool) {
		for _, seq := range seqs {
			if !yield(f.all[seq-2], nil) {
				return
			}
		}
	}
}

// Search finds words as incidents.Store promises it: all of them, the last as the beginning of one.
func (f *feed) Search(_ context.Context, _, q string) ([]incidents.Seq, error) {
	asked, err := incidents.AskedWords(q)
	var found []incidents.Seq
	for _, p := range f.all {
		own := p.SearchWords()
		holds := func(i int) bool {
			return slices.ContainsFunc(own, func(word string) bool {
				return word == asked[i] || i == len(asked)-1 && strings.HasPrefix(word, asked[i])
			})
		}
		all := true
		for i := range asked {
			all = all && holds(i)
		}
		if all {
			found = append(found, p.Seq)
		}
	}
	return found, err
}

func (f *feed) Revisions(context.Context, string, string) ([]incidents.Revision, error) {
	return nil, nil
}
