package mapapi_test

import (
	"context"
	"fmt"
	"iter"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gorilla/mux"
	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/incidents"
	"incidentmap/incidents/format"
	"incidentmap/incidents/index"
	"incidentmap/web/mapapi"
	"incidentmap/web/respond"
	"incidentmap/web/stories"
)

// memory is a store of one story, whose incidents are written once.
type memory struct {
	story     incidents.Story
	precision geo.Precision // of what is added with a geometry
	at        incidents.Seq // of the story
	public    map[incidents.Seq]*incidents.Public
	seq       incidents.Seq
	reads     atomic.Int32  // of features
	left      atomic.Int32  // of these, how many ended while they waited
	hold      chan struct{} // Features waits for it, when it is not nil
	held      chan struct{} // and tells so before
	lost      incidents.Seq // a change that the index knows and the store no longer has
}

func newMemory(zone string) *memory {
	m := &memory{public: map[incidents.Seq]*incidents.Public{}, seq: 1, at: 1, precision: geo.Exact}
	m.story = incidents.Story{
		Slug: "many", Title: incidents.Text{"en": "Many", "es": "Muchos"}, Languages: []string{"en", "es"}, Zone: zone,
		View: incidents.Viewport{BBox: [4]float64{-108, 17, -96, 27}}, Credit: incidents.Text{"en": "The desk"},
		Layers: []incidents.Layer{
			{ID: "roadblocks", Title: incidents.Text{"en": "Roadblocks"}, Filter: incidents.LayerFilter{Kinds: []incidents.Kind{"roadblock"}}},
			{ID: "curfews", Title: incidents.Text{"en": "Curfews"}, Filter: incidents.LayerFilter{Kinds: []incidents.Kind{"curfew"}}},
		},
	}
	return m
}

// Revisions tells nothing: each incident has one.
func (m *memory) Revisions(context.Context, string, string) ([]incidents.Revision, error) {
	return nil, nil
}

// PublicAt tells nothing, as Revisions does.
func (m *memory) PublicAt(_ context.Context, story, id string, _ incidents.Seq) (*incidents.Public, error) {
	return nil, incidents.NoIncident(story, id)
}

// add publishes an incident.
func (m *memory) add(kind incidents.Kind, g orb.Geometry, start time.Time, killed int) incidents.Seq {
	m.seq++
	inc := incidents.Incident{
		ID: fmt.Sprintf("01KJ00000000000000%08d", m.seq), Story: "many", Class: incidents.ClassIncident, Kind: kind,
		Title: incidents.Text{"en": fmt.Sprintf("Number %d", m.seq)}, Where: geo.Location{Precision: geo.Unlocated},
		Workflow: incidents.Published, Verification: incidents.Confirmed, Disposition: incidents.Active,
	}
	if g != nil {
		inc.Where = geo.Location{Geometry: g, Precision: m.precision}
	}
	if !start.IsZero() {
		inc.When = incidents.When{Start: start, End: start.Add(time.Hour), Precision: incidents.Hour, Zone: m.story.Zone}
	}
	if killed > 0 {
		inc.Casualties = []incidents.Casualty{{ID: "c1", Group: "civilian", Outcome: incidents.Killed, Best: &killed}}
	}
	m.public[m.seq] = m.story.Public(&inc, incidents.Stamp{Revision: 1, Seq: m.seq, Published: begin, Updated: begin})
	return m.seq
}

var begin = time.Date(2026, 2, 22, 6, 0, 0, 0, time.UTC)

// square is an area by its south-west corner and side, in degrees.
func square(west, south, side float64) orb.Polygon {
	return orb.Polygon{{{west, south}, {west + side, south}, {west + side, south + side}, {west, south + side}, {west, south}}}
}

// fill adds n incidents around some towns, every tenth at the same place, and some in areas,
// nowhere and at no time.
func (m *memory) fill(n int) *memory {
	r := rand.New(rand.NewPCG(3, 5))
	kinds := []incidents.Kind{"roadblock", "curfew", "killing", "panic"}
	for i := range n {
		town := orb.Point{float64(r.IntN(12))*29 - 160, float64(r.IntN(7))*20 - 60}
		var g orb.Geometry = orb.Point{town[0] + r.NormFloat64(), town[1] + r.NormFloat64()}
		switch i % 20 {
		case 3, 13:
			g = town
		case 5:
			g = square(float64(r.IntN(6))*10, 10, 5)
		case 6:
			g = square(float64(i%50)-100, float64(i/50%50)-20, 0.3)
		case 7:
			g = nil
		}
		start := begin.Add(time.Duration(r.IntN(90*24*60)) * time.Minute)
		if i%11 == 0 {
			start = time.Time{}
		}
		m.add(kinds[r.IntN(len(kinds))], g, start, r.IntN(3))
	}
	return m
}

func (m *memory) Story(_ context.Context, slug string) (incidents.Story, error) {
	if slug != m.story.Slug {
		return incidents.Story{}, incidents.Errorf(incidents.ENotFound, "", "there is no story %q", slug)
	}
	return m.story, nil
}

func (m *memory) Changes(_ context.Context, after incidents.Seq) iter.Seq2[incidents.Change, error] {
	return func(yield func(incidents.Change, error) bool) {
		if m.at > after && !yield(incidents.Change{Seq: m.at, Story: m.story.Slug}, nil) {
			return
		}
		for seq := max(after+1, 2); seq <= m.seq; seq++ {
			if m.public[seq] == nil {
				continue
			}
			entry, _, err := m.story.Entry(m.public[seq])
			if !yield(incidents.Change{Seq: seq, Story: m.story.Slug, Incident: entry.ID, Entry: &entry}, err) || err != nil {
				return
			}
		}
	}
}

func (m *memory) Shapes(_ context.Context, ids []incidents.ShapeID) (map[incidents.ShapeID]orb.Geometry, error) {
	found := map[incidents.ShapeID]orb.Geometry{}
	for _, p := range m.public {
		entry, shape, err := m.story.Entry(p)
		if err != nil {
			return nil, err
		}
		if slices.Contains(ids, entry.Shape) {
			found[entry.Shape] = shape
		}
	}
	return found, nil
}

func (m *memory) Features(ctx context.Context, seqs []incidents.Seq, lang string) iter.Seq2[incidents.Feature, error] {
	return func(yield func(incidents.Feature, error) bool) {
		m.reads.Add(1) // when they are read, which who has left by then does not do
		if m.hold != nil {
			select {
			case m.held <- struct{}{}:
			default:
			}
			select {
			case <-m.hold:
			case <-ctx.Done():
				m.left.Add(1)
				yield(incidents.Feature{}, ctx.Err())
				return
			}
		}
		for _, seq := range seqs {
			p := m.public[seq]
			if p == nil || seq == m.lost {
				yield(incidents.Feature{}, incidents.Errorf(incidents.ENotFound, "", "no change %d", seq))
				return
			}
			if !yield(incidents.Feature{Seq: seq, ID: p.ID, JSON: format.AppendFeature(nil, p, lang)}, nil) {
				return
			}
		}
	}
}

func (m *memory) Public(context.Context, string, string) (*incidents.Public, error) {
	return nil, incidents.Errorf(incidents.ENotFound, "", "not asked for here")
}

func (m *memory) Publics(context.Context, []incidents.Seq) iter.Seq2[*incidents.Public, error] {
	return func(func(*incidents.Public, error) bool) {}
}

func (m *memory) Search(_ context.Context, _, q string) ([]incidents.Seq, error) {
	var found []incidents.Seq
	for seq, p := range m.public {
		if strings.Contains(strings.ToLower(p.Title["en"]), strings.ToLower(q)) {
			found = append(found, seq)
		}
	}
	return found, nil
}

func (m *memory) SeqAt(context.Context, time.Time) (incidents.Seq, error) { return m.seq, nil }

func (m *memory) Seq(context.Context) (incidents.Seq, error) { return m.seq, nil }

// site serves maps of a store, as a server does.
type site struct {
	http.Handler
	*mapapi.Maps
	store   *memory
	index   *index.Index
	stories *stories.SnapshotCache
	answers *respond.Sender
}

func serve(t testing.TB, m *memory) *site {
	t.Helper()
	return serveAt(t, m, "https://maps.example.org")
}

// serveAt serves a store at an address, or where it is empty at those that clients name.
func serveAt(t testing.TB, m *memory, base string) *site {
	t.Helper()
	s := &site{store: m, index: index.New()}
	s.sync(t)
	s.stories = stories.New(m, s.index)
	s.answers = respond.New(respond.Config{
		Base: base, Build: "build", Log: slog.New(slog.DiscardHandler),
		ForPeople: func(*http.Request) bool { return false }, Anywhere: func(string) bool { return true },
	})
	s.Maps = mapapi.New(mapapi.Config{Store: m, Index: s.index, Stories: s.stories, Answers: s.answers})
	t.Cleanup(s.Close)
	r := mux.NewRouter().SkipClean(true)
	r.NotFoundHandler = http.HandlerFunc(s.answers.NoRoute)
	r.MethodNotAllowedHandler = http.HandlerFunc(s.answers.WrongMethod)
	data := r.NewRoute().Subrouter()
	data.Use(respond.AllowOrigins)
	mapapi.Tiles{Maps: s.Maps}.Register(data)
	s.Register(data)
	s.Handler = s.answers.Logged(s.Quick(s.answers.Recovered(respond.Secured(r))))
	return s
}

func (s *site) sync(t testing.TB) {
	t.Helper()
	if err := s.index.Sync(t.Context(), s.store); err != nil {
		t.Fatal(err)
	}
}

// do asks with a method and headers, pairs of name and value.
func (s *site) do(t testing.TB, method, address string, headers ...string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), method, address, nil)
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Add(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w
}

func (s *site) get(t testing.TB, address string, headers ...string) *httptest.ResponseRecorder {
	t.Helper()
	return s.do(t, http.MethodGet, address, headers...)
}
