package web_test

import (
	"context"
	"iter"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/incidents"
	"incidentmap/incidents/format"
	"incidentmap/incidents/index"
	"incidentmap/tiles/basemap"
	"incidentmap/web"
	"incidentmap/web/ui"
)

// memory is a store that lives in memory and knows no faults but those it is given.
type memory struct {
	mu        sync.Mutex
	stories   []incidents.Story
	storySeq  map[string]incidents.Seq
	revisions map[string][]incidents.Revision // by incident
	public    map[incidents.Seq]*incidents.Public
	seq       incidents.Seq
	fault     error // of every read
	cutAfter  int   // Features fails after so many, when it is not 0
	reads     int   // how often anything was read
	clock     time.Time
}

func newMemory() *memory {
	return &memory{
		storySeq:  map[string]incidents.Seq{},
		revisions: map[string][]incidents.Revision{},
		public:    map[incidents.Seq]*incidents.Public{},
		clock:     time.Date(2026, 2, 23, 2, 0, 0, 0, time.UTC),
	}
}

func (m *memory) putStory(s incidents.Story) {
	m.seq++
	m.stories = append(m.stories, s)
	m.storySeq[s.Slug] = m.seq
}

func (m *memory) write(inc incidents.Incident, kind incidents.RevisionKind, note incidents.Text) incidents.Seq {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.seq++
	m.clock = m.clock.Add(time.Minute)
	all := m.revisions[inc.ID]
	rev := incidents.Revision{
		Number: len(all) + 1, Seq: m.seq, Time: m.clock, Kind: kind, Note: note, Author: "secret editor", Incident: inc,
	}
	m.revisions[inc.ID] = append(all, rev)
	for _, s := range m.stories {
		if s.Slug == inc.Story {
			stamp := incidents.Stamp{Revision: rev.Number, Seq: m.seq, Published: m.clock, Updated: m.clock, Note: note}
			if p := s.Public(&inc, stamp); p != nil {
				m.public[m.seq] = p
			}
		}
	}
	return m.seq
}

// read counts a read and gives its fault.
func (m *memory) read() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.reads++
	return m.fault
}

func (m *memory) Stories(context.Context) ([]incidents.Story, error) { return m.stories, m.read() }

func (m *memory) Story(_ context.Context, slug string) (incidents.Story, error) {
	for _, s := range m.stories {
		if s.Slug == slug {
			return s, m.read()
		}
	}
	return incidents.Story{}, incidents.Errorf(incidents.ENotFound, "", "there is no story %q", slug)
}

func (m *memory) Revisions(_ context.Context, _, id string) ([]incidents.Revision, error) {
	fault := m.read()
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.revisions[id]), fault
}

func (m *memory) Changes(_ context.Context, after incidents.Seq) iter.Seq2[incidents.Change, error] {
	m.mu.Lock()
	defer m.mu.Unlock()
	var all []incidents.Change
	for slug, seq := range m.storySeq {
		all = append(all, incidents.Change{Seq: seq, Story: slug})
	}
	for id, revs := range m.revisions {
		last := revs[len(revs)-1]
		all = append(all, incidents.Change{Seq: last.Seq, Story: last.Incident.Story, Incident: id, Public: m.public[last.Seq]})
	}
	slices.SortFunc(all, func(a, b incidents.Change) int { return int(a.Seq - b.Seq) })
	return func(yield func(incidents.Change, error) bool) {
		if err := m.read(); err != nil {
			yield(incidents.Change{}, err)
			return
		}
		for _, c := range all {
			if c.Seq > after && !yield(c, nil) {
				return
			}
		}
	}
}

func (m *memory) Features(_ context.Context, seqs []incidents.Seq, lang string) iter.Seq2[incidents.Feature, error] {
	return func(yield func(incidents.Feature, error) bool) {
		if err := m.read(); err != nil {
			yield(incidents.Feature{}, err)
			return
		}
		for i, seq := range seqs {
			if m.cutAfter != 0 && i == m.cutAfter {
				yield(incidents.Feature{}, incidents.Errorf(incidents.EDamaged, "", "a page of the file is damaged"))
				return
			}
			m.mu.Lock()
			p := m.public[seq]
			m.mu.Unlock()
			if !yield(incidents.Feature{Seq: seq, ID: p.ID, JSON: format.AppendFeature(nil, p, lang)}, nil) {
				return
			}
		}
	}
}

func (m *memory) Search(_ context.Context, story, q string) ([]incidents.Seq, error) {
	fault := m.read()
	m.mu.Lock()
	defer m.mu.Unlock()
	var found []incidents.Seq
	for seq, p := range m.public {
		if p.Story == story && strings.Contains(strings.ToLower(p.Title["en"]), strings.ToLower(q)) {
			found = append(found, seq)
		}
	}
	return found, fault
}

func (m *memory) Seq(context.Context) (incidents.Seq, error) {
	fault := m.read()
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.seq, fault
}

// oneTile is a basemap of one tile with something in it.
type oneTile struct{}

func (oneTile) Tile(_ context.Context, z, x, y int) ([]byte, error) {
	if z > 14 || x >= 1<<z || y >= 1<<z {
		return nil, basemap.ErrNoTile
	}
	if z == 0 {
		return []byte(strings.Repeat("\x1a\x02land", 100)), nil
	}
	return nil, nil
}

// Ids of the fixture's incidents.
const (
	operationID = "01KJ0000000000000000000001"
	leaderID    = "01KJ0000000000000000000002"
	advisoryID  = "01KJ0000000000000000000003"
	aggregateID = "01KJ0000000000000000000004"
	smokeID     = "01KJ0000000000000000000005"
	draftID     = "01KJ0000000000000000000006"
	retractedID = "01KJ0000000000000000000007"
	attackID    = "01KJ0000000000000000000008"
	deathsID    = "01KJ0000000000000000000009"
	pastID      = "01KJ000000000000000000000A"
)

const mexicoCity = "America/Mexico_City"

func count(n int) *int { return &n }

func day(y int, month time.Month, d int) incidents.When {
	zone := time.FixedZone("", -6*3600)
	start := time.Date(y, month, d, 0, 0, 0, 0, zone)
	return incidents.When{
		Start: start, End: start.Add(24*time.Hour - time.Second), Zone: mexicoCity,
		Precision: incidents.Day, Basis: incidents.EventTime,
	}
}

func jaliscoStory() incidents.Story {
	return incidents.Story{
		Slug: "jalisco", Title: incidents.Text{"en": "A day in Jalisco", "es": "Un día en Jalisco"},
		Summary:   incidents.Text{"es": "Solo en español."},
		Languages: []string{"es", "en"}, Zone: mexicoCity,
		View:    incidents.View{BBox: [4]float64{-108, 17, -96, 27}},
		Credit:  incidents.Text{"en": "The desk", "es": "La redacción"},
		Licence: incidents.Licence{Name: "CC BY 4.0", URL: "https://creativecommons.org/licenses/by/4.0/"},
		Layers: []incidents.Layer{
			{
				ID: "operation", Title: incidents.Text{"en": "Operation", "es": "Operativo"},
				Symbol: incidents.Symbol{Shape: incidents.Star, Color: "#b2182b"},
				Filter: incidents.LayerFilter{Kinds: []incidents.Kind{"security_operation"}},
			},
			{
				ID: "advisories", Title: incidents.Text{"en": "Advisories", "es": "Avisos"},
				Symbol: incidents.Symbol{Shape: incidents.Wedge, Color: "#2166ac"},
				Filter: incidents.LayerFilter{Classes: []incidents.Class{incidents.ClassAdvisory}},
			},
		},
	}
}

var (
	wire = incidents.Source{
		ID: "wire", Publisher: incidents.Text{"en": "The wire report", "es": "La información de agencia"},
		Kind: incidents.Wire, Attribution: incidents.Institution, URL: "https://example.org/report",
	}
	army = incidents.Source{
		ID: "army", Publisher: incidents.Text{"en": "Defense Department", "es": "Secretaría de la Defensa"},
		Kind: incidents.Official, Attribution: incidents.Institution, Via: "wire",
	}
	official = incidents.Source{
		ID: "official", Publisher: incidents.Text{"en": "a state official", "es": "un funcionario estatal"},
		Kind: incidents.Official, Attribution: incidents.Anonymous, Via: "wire",
		Reason: incidents.Text{"en": "not allowed to speak publicly", "es": "sin permiso para hablar en público"},
	}
)

// fixtureIncidents are one of each sort that pages treat differently.
func fixtureIncidents() []incidents.Incident {
	base := func(id string, class incidents.Class, kind incidents.Kind, en, es string) incidents.Incident {
		return incidents.Incident{
			ID: id, Story: "jalisco", Class: class, Kind: kind, When: day(2026, 2, 22),
			Title: incidents.Text{"en": en, "es": es}, Where: geo.Location{Precision: geo.Unlocated},
			Workflow: incidents.Published, Verification: incidents.SingleSource, Disposition: incidents.Active,
		}
	}
	operation := base(operationID, incidents.ClassIncident, "security_operation", "Operation in Tapalpa", "Operativo en Tapalpa")
	operation.Where = geo.Location{
		Geometry: orb.Point{-103.758, 19.945}, Precision: geo.Locality, RadiusM: 2500,
		Place: map[string]string{"en": "Tapalpa, Jalisco", "es": "Tapalpa, Jalisco"},
	}
	operation.Sources = []incidents.Source{wire, army}
	operation.Claims = []incidents.Claim{{ID: "k1", Field: "casualties", Value: "4 killed", Source: "army", Stance: incidents.Supports}}
	operation.Casualties = []incidents.Casualty{
		{ID: "c1", Group: "suspected_criminal", Outcome: incidents.Killed, Best: count(4), Claim: "k1"},
		{ID: "c2", Group: "military", Outcome: incidents.Wounded, Low: count(3), Claim: "k1"},
		{ID: "c3", Group: "suspected_criminal", Outcome: incidents.DiedLater, Best: count(3), Claim: "k1"},
	}
	leader := base(leaderID, incidents.ClassIncident, "deaths", "The leader dies", "Muere el líder")
	leader.Where = geo.Location{Geometry: orb.LineString{{-103.758, 19.945}, {-99.13, 19.43}}, Precision: geo.InTransit}
	leader.Relations = []incidents.Relation{{Type: incidents.PartOf, Incident: operationID}, {Type: incidents.CausedBy, Incident: draftID}}
	leader.Sources, leader.Claims = operation.Sources, operation.Claims
	leader.Casualties = []incidents.Casualty{{
		ID: "c1", Group: "suspected_criminal", Outcome: incidents.DiedLater, Best: count(1), Claim: "k1",
		CountedIn: &incidents.CasualtyRef{Incident: operationID, Casualty: "c3"},
	}}
	deaths := base(deathsID, incidents.ClassIncident, "deaths", "Guard members killed in Zapopan", "Mueren guardias en Zapopan")
	deaths.Where = geo.Location{
		Geometry: orb.Point{-103.41, 20.72}, Precision: geo.Admin2, RadiusM: 20000,
		Place: map[string]string{"en": "Zapopan", "es": "Zapopan"},
	}
	deaths.Sources = []incidents.Source{wire, official}
	deaths.Claims = []incidents.Claim{{ID: "k1", Field: "casualties", Value: "6", Source: "official", Stance: incidents.Supports}}
	deaths.Casualties = []incidents.Casualty{{ID: "c1", Group: "national_guard", Outcome: incidents.Killed, Best: count(6), Claim: "k1"}}
	advisory := base(advisoryID, incidents.ClassAdvisory, "shelter_advisory", "Stay in safe places", "Permanecer a salvo")
	advisory.Where = geo.Location{
		Geometry: orb.Polygon{{{-105, 19}, {-102, 19}, {-102, 22}, {-105, 22}, {-105, 19}}}, Precision: geo.Admin1,
		Place: map[string]string{"en": "Jalisco", "es": "Jalisco"},
	}
	aggregate := base(aggregateID, incidents.ClassAggregate, "roadblock", "Roadblocks in many states", "Bloqueos en muchos estados")
	aggregate.Where = geo.Location{
		Geometry: orb.Polygon{{{-117, 15}, {-87, 15}, {-87, 32}, {-117, 32}, {-117, 15}}}, Precision: geo.Country,
		Place: map[string]string{"en": "Mexico", "es": "México"},
	}
	smoke := base(smokeID, incidents.ClassIncident, "fire_or_smoke", "Smoke", "Humo")
	smoke.When = incidents.When{Precision: incidents.TimeUnknown, Basis: incidents.EventTime}
	draft := base(draftID, incidents.ClassIncident, "panic", "UNPUBLISHED rumour", "Rumor INÉDITO")
	draft.Workflow = incidents.Review
	past := base(pastID, incidents.ClassBackground, "attack", "An attack in 2020", "Un ataque en 2020")
	past.When = incidents.When{
		Start: time.Date(2020, 1, 1, 6, 0, 0, 0, time.UTC), End: time.Date(2021, 1, 1, 5, 59, 59, 0, time.UTC),
		Zone: mexicoCity, Precision: incidents.Year, Basis: incidents.EventTime,
	}
	return []incidents.Incident{operation, leader, deaths, advisory, aggregate, smoke, draft, past}
}

// hostile is text that would run if it were not escaped.
const hostile = `</script><script>alert(1)</script><img src=x onerror=alert(2)>"'&`

func hostileIncident() incidents.Incident {
	return incidents.Incident{
		ID: attackID, Story: "jalisco", Class: incidents.ClassIncident, Kind: "other_incident",
		Title: incidents.Text{"en": hostile, "es": hostile}, Summary: incidents.Text{"en": hostile},
		When:  day(2026, 2, 22),
		Where: geo.Location{Geometry: orb.Point{-103, 20}, Precision: geo.Exact, Place: map[string]string{"en": hostile}},
		Sources: []incidents.Source{{
			ID: "s", Publisher: incidents.Text{"en": hostile}, Kind: incidents.Social, Attribution: incidents.Anonymous,
			Reason: incidents.Text{"en": hostile}, URL: "javascript:alert(3)", Archive: "data:text/html,<script>alert(4)</script>",
		}},
		Claims:   []incidents.Claim{{ID: "k", Field: hostile, Value: hostile, Source: "s", Passage: hostile, Stance: incidents.Supports}},
		Workflow: incidents.Published, Verification: incidents.Unverified, Disposition: incidents.Corrected,
	}
}

// site is a server with its store.
type site struct {
	*web.Server
	store *memory
	index *index.Index
}

// newSite serves the fixture, changed by the given functions.
func newSite(t testing.TB, change ...func(*web.Config)) *site {
	t.Helper()
	m := newMemory()
	m.putStory(jaliscoStory())
	for _, inc := range fixtureIncidents() {
		m.write(inc, incidents.Create, nil)
	}
	m.write(hostileIncident(), incidents.Correction, incidents.Text{"en": hostile})
	gone := fixtureIncidents()[0]
	gone.ID, gone.Title = retractedID, incidents.Text{"en": "A report that was wrong", "es": "Un reporte equivocado"}
	gone.Workflow = incidents.Review
	m.write(gone, incidents.Create, incidents.Text{"en": "a note from before it was public"})
	gone.Workflow = incidents.Published
	m.write(gone, incidents.Update, nil)
	gone.Disposition = incidents.Retracted
	m.write(gone, incidents.Retraction, incidents.Text{"en": "The caller took it back."})
	return serve(t, m, change...)
}

func serve(t testing.TB, m *memory, change ...func(*web.Config)) *site {
	t.Helper()
	x := index.New()
	if err := x.Sync(t.Context(), m); err != nil {
		t.Fatal(err)
	}
	c := web.Config{
		Store: m, Index: x,
		Basemap:   web.BasemapConfig{Tiles: oneTile{}, MaxZoom: 14, Attribution: "GeoNames"},
		UI:        web.UI{Templates: ui.Templates(), Dist: ui.Dist()},
		PublicURL: "https://maps.example.org", Logger: slog.New(slog.DiscardHandler),
	}
	for _, f := range change {
		f(&c)
	}
	s, err := web.New(c)
	if err != nil {
		t.Fatal(err)
	}
	return &site{s, m, x}
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
