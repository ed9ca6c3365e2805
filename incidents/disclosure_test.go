package incidents

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"incidentmap/geo"
)

// secrets are words of the sample that tell where it was.
var secrets = []string{"103.123456", "20.654321", "103.12", "20.65", "Escondido", "4711"}

func encode(t *testing.T, p *Public) string {
	t.Helper()
	b, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestDisclosure(t *testing.T) {
	for _, tt := range []struct {
		name   string
		policy Policy
		own    Disclosure
		want   Disclosure
	}{
		{"nothing said", Policy{}, "", Open},
		{"the story is open", Policy{Disclosure: Open}, "", Open},
		{"the story coarsens", Policy{Disclosure: Coarsened}, "", Coarsened},
		{"the story withholds", Policy{Disclosure: Withheld}, "", Withheld},
		{"the incident withholds", Policy{Disclosure: Open}, Withheld, Withheld},
		{"the incident coarsens", Policy{Disclosure: Withheld}, Coarsened, Coarsened},
		{"the incident is open", Policy{Disclosure: Withheld}, Open, Open},
		{"an unknown rule", Policy{Disclosure: "whim"}, "", Withheld},
		{"an unknown rule of the incident", Policy{}, "whim", Withheld},
	} {
		story, inc := sampleStory(), sample()
		story.Policy, inc.Disclosure = tt.policy, tt.own
		p := story.Public(inc, Stamp{})
		encoded := encode(t, p)
		for _, secret := range secrets {
			if open := tt.want == Open; strings.Contains(encoded, secret) && !open {
				t.Errorf("%s: %q is encoded: %s", tt.name, secret, encoded)
			}
		}
		switch tt.want {
		case Open:
			if diff := cmp.Diff(inc.Where, p.Where); diff != "" {
				t.Errorf("%s: %s", tt.name, diff)
			}
		case Coarsened:
			if p.Where.Precision != geo.Near || p.Where.RadiusM < DefaultGridM/2 || p.Where.Admin.Admin1Name != "Jalisco" {
				t.Errorf("%s: the place is %+v", tt.name, p.Where)
			}
		case Withheld:
			if diff := cmp.Diff(geo.Location{Precision: geo.Unlocated}, p.Where); diff != "" {
				t.Errorf("%s: %s", tt.name, diff)
			}
		}
		if len(p.Casualties) != 1 || *p.Counts[Killed].Best != 1 {
			t.Errorf("%s: the figures are gone", tt.name)
		}
	}
}

// A rule for a kind stands in place of the story's, field by field; one of the incident in place of both.
func TestDisclosureByKind(t *testing.T) {
	policy := Policy{Disclosure: Coarsened, GridM: 4000, Kinds: map[Kind]KindPolicy{
		"killing": {Disclosure: Withheld}, "roadblock": {GridM: 20_000}, "panic": {Disclosure: Open},
	}}
	for _, tt := range []struct {
		kind Kind
		own  Disclosure
		want Disclosure
		grid float64
	}{
		{"protest", "", Coarsened, 5000},
		{"killing", "", Withheld, 0},
		{"killing", Coarsened, Coarsened, 5000},
		{"roadblock", "", Coarsened, 20_000},
		{"panic", "", Open, 0},
		{"panic", Withheld, Withheld, 0},
	} {
		story, inc := sampleStory(), sample()
		story.Policy, inc.Kind, inc.Disclosure = policy, tt.kind, tt.own
		p := story.Public(inc, Stamp{})
		rules := story.Policy.of(tt.kind)
		if got := rules.rule(tt.own); got != tt.want || story.Hides(inc) != (tt.want != Open) {
			t.Errorf("%s, %q: the rule is %s, want %s", tt.kind, tt.own, got, tt.want)
		}
		if tt.want == Coarsened && rules.grid() != tt.grid {
			t.Errorf("%s: the grid is %g m, want %g m", tt.kind, rules.grid(), tt.grid)
		}
		encoded := encode(t, p)
		for _, secret := range secrets {
			if strings.Contains(encoded, secret) && tt.want != Open {
				t.Errorf("%s, %q: %q is encoded", tt.kind, tt.own, secret)
			}
		}
		// As of then, the stricter of the rules of then and now holds.
		opened := sampleStory()
		past, was := opened.Past(story, inc, inc)
		if q := past.Public(was, Stamp{}); encode(t, q) != encode(t, p) && tt.want != Open {
			t.Errorf("%s, %q: as of then readers see %s", tt.kind, tt.own, encode(t, q))
		}
	}
}

// metres is the distance of two points on a sphere (haversine).
func metres(a, b orb.Point) float64 {
	rad := func(d float64) float64 { return d * math.Pi / 180 }
	s := func(d float64) float64 { v := math.Sin(rad(d) / 2); return v * v }
	h := s(b[1]-a[1]) + math.Cos(rad(a[1]))*math.Cos(rad(b[1]))*s(b[0]-a[0])
	return 2 * 6371008.8 * math.Asin(math.Sqrt(min(1, h)))
}

// TestCoarsened holds that what is let out covers the place, is no more exact than it was,
// is the same for all of a cell and does not tell the point.
func TestCoarsened(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 3000 {
		at := orb.Point{math.Round(rng.Float64()*3.4e8)/1e6 - 170, math.Round(rng.Float64()*1.4e8)/1e6 - 70}
		near := orb.Point{at[0] + rng.Float64()/10, at[1] + rng.Float64()/10}
		var g orb.Geometry = at
		corners := []orb.Point{at}
		switch rng.IntN(4) {
		case 0:
			g, corners = orb.LineString{at, near}, []orb.Point{at, near}
		case 1:
			g = orb.Polygon{{at, {near[0], at[1]}, near, {at[0], near[1]}, at}}
			corners = []orb.Point{at, near, {near[0], at[1]}, {at[0], near[1]}}
		}
		precisions := geo.Precisions()
		l := geo.Location{Geometry: g, Precision: precisions[rng.IntN(len(precisions)-1)], RadiusM: float64(rng.IntN(3)) * 1000}
		policy := Policy{Disclosure: Coarsened, GridM: []float64{0, 500, 5000, 20_000}[rng.IntN(4)]}
		out := policy.disclose("", l)

		if l.Precision.CoarserThan(out.Precision) || geo.Near.CoarserThan(out.Precision) {
			t.Fatalf("%s became %s", l.Precision, out.Precision)
		}
		if isOutline(g) && (l.Precision == geo.Admin1 || l.Precision == geo.Country) {
			continue // the outline of a state is no secret
		}
		middle, isPoint := out.Geometry.(orb.Point)
		if !isPoint || geo.Validate(middle) != nil {
			t.Fatalf("%v became %v", g, out.Geometry)
		}
		for _, c := range corners {
			if d := metres(c, middle); d+l.RadiusM > 1.005*out.RadiusM+1 {
				t.Fatalf("%v, %g m, became %v, %g m, from which it is %g m away", g, l.RadiusM, middle, out.RadiusM, d)
			}
		}
		if again := policy.disclose("", geo.Location{Geometry: middle, Precision: l.Precision}); metres(again.Geometry.(orb.Point), middle) > 1 {
			t.Fatalf("%v is not the middle of its own cell: %v", middle, again.Geometry)
		}
	}
}

func TestCoarsenedKeepsNamesThatSayNoMore(t *testing.T) {
	policy := Policy{Disclosure: Coarsened}
	outline := orb.Polygon{{{-104, 20}, {-103, 20}, {-103, 21}, {-104, 20}}}
	hamlet := orb.Polygon{{{-103.35, 20.67}, {-103.349, 20.67}, {-103.349, 20.671}, {-103.35, 20.67}}}
	for _, tt := range []struct {
		precision geo.Precision
		g         orb.Geometry
		named     bool
	}{
		{geo.Exact, orb.Point{-103.35, 20.67}, false},
		{geo.Near, orb.Point{-103.35, 20.67}, false},
		{geo.Locality, orb.Point{-103.35, 20.67}, false}, // how far it reaches is not known
		{geo.Admin2, orb.Point{-103.35, 20.67}, false},
		{geo.Locality, outline, true},
		{geo.Admin2, outline, true},
		{geo.Locality, hamlet, false},
		{geo.Admin1, hamlet, false}, // whatever it is called
		{geo.Admin1, orb.Point{-103.35, 20.67}, false},
		{geo.Admin1, outline, true},
		{geo.Country, outline, true},
		{geo.InTransit, orb.LineString{{-104, 20}, {-103, 20}}, false},
		{geo.Unlocated, nil, false},
	} {
		l := geo.Location{
			Geometry: tt.g, Precision: tt.precision, Place: map[string]string{"en": "Name"}, GazetteerID: "id",
			Admin: geo.Admin{Country: "MX"}, Method: geo.Method{Query: "a house in Name"},
		}
		out := policy.disclose("", l)
		if (len(out.Place) > 0) != tt.named || (out.GazetteerID != "") != tt.named || out.Method.Query != "" || out.Admin.Country != "MX" {
			t.Errorf("%s as %T: encoded is %+v", tt.precision, tt.g, out)
		}
	}
}

// What is let out under any two grids, one after the other, says no more than the finer of them alone: the cell of
// one lies in that of the other, and no cell is smaller than was asked for.
func TestGridsCannotBeIntersected(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	for range 20_000 {
		at := orb.Point{rng.Float64()*360 - 180, rng.Float64()*178 - 89}
		some := Policy{GridM: math.Exp(rng.Float64()*math.Log(1000)) * 100}
		other := Policy{GridM: some.GridM * (0.2 + 4*rng.Float64())}
		for _, p := range []Policy{some, other} {
			if p.grid() < p.GridM || p.grid() >= 2*p.GridM {
				t.Fatalf("a grid of %g m has cells of %g m", p.GridM, p.grid())
			}
		}
		if some.grid() > other.grid() {
			some, other = other, some
		}
		fine, coarse := cellOf(at, some.grid()), cellOf(at, other.grid())
		for i := range 2 {
			if fine.Min[i] < coarse.Min[i]-1e-9 || fine.Max[i] > coarse.Max[i]+1e-9 {
				t.Fatalf("at %v, the cell %v of %g m is not in %v of %g m", at, fine, some.grid(), coarse, other.grid())
			}
		}
		if !fine.Contains(at) {
			t.Fatalf("%v is not in its cell %v", at, fine)
		}
		width := (fine.Max[0] - fine.Min[0]) * math.Cos(at[1]*math.Pi/180) * metresPerDegree
		if inside := fine.Min[0] > -180 && fine.Max[0] < 180 && math.Abs(at[1]) < 85; inside && width < 0.999*some.grid() {
			t.Fatalf("at %v, the cell %v is %g m wide, and the grid %g m", at, fine, width, some.grid())
		}
	}
}

// Every claim about the place goes with the place, by whatever name; what says nothing of it stays.
func TestClaimsAboutThePlaceGoWithIt(t *testing.T) {
	of := func(rule Disclosure, field string) int {
		story, inc := sampleStory(), sample()
		inc.Disclosure, inc.Casualties = rule, nil
		inc.Claims = []Claim{{ID: "k1", Field: field, Value: "Callejon 7", Source: "wire", Stance: Supports}}
		return len(story.Public(inc, Stamp{}).Claims)
	}
	for _, field := range []string{
		"where", "Where", "WHERE", "place", "geometry", "location", "Location.point", "coordinates", "address", "lat", "Ubicación", "ubicacio\u0301n",
		"UBICACIÓN exacta", "dirección", "lugar", "calle", "municipio", "where.place", "where[0]", "\uff57here", "место", "地点", "x_address", "", ".", "casualties.place",
		"killed at", "title.where", "admin2", "gazetteer_id", "radius_m", "precision",
	} {
		for _, rule := range []Disclosure{Coarsened, Withheld, "whim"} {
			if of(rule, field) != 0 {
				t.Errorf("%s: a claim about %q is public", rule, field)
			}
		}
		if field != "" && of(Open, field) != 1 {
			t.Errorf("open: a claim about %q is not public", field)
		}
	}
	for _, field := range []string{"casualties", "Casualties", "casualties[0].best", "casualties.killed.low", "casualties.civilian", "killed", "title", "when.start", "kind"} {
		if of(Withheld, field) != 1 {
			t.Errorf("a claim about %q is hidden with the place", field)
		}
	}
}

func TestPublic(t *testing.T) {
	stamp := Stamp{Revision: 3, Seq: 12, Published: time.Unix(1, 0), Updated: time.Unix(2, 0), Note: Text{"en": "Note"}}
	for _, stage := range []Workflow{DraftStage, Review, Approved, "", "whim"} {
		inc := sample()
		inc.Workflow = stage
		if p := sampleStory().Public(inc, stamp); p != nil {
			t.Errorf("%q is public: %+v", stage, p)
		}
	}
	for _, stage := range []Workflow{Published, Archived} {
		inc := sample()
		inc.Workflow = stage
		p := sampleStory().Public(inc, stamp)
		if p == nil {
			t.Fatalf("%q is not public", stage)
		}
		if diff := cmp.Diff(stamp, p.Stamp); diff != "" {
			t.Error(diff)
		}
		if p.Path() != "/stories/jalisco/incidents/"+sampleID {
			t.Errorf("the path is %s", p.Path())
		}
		if diff := cmp.Diff([]string{"en", "es"}, p.Langs()); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff([]string{"deaths"}, p.Layers); diff != "" {
			t.Error(diff)
		}
	}
	inc := sample()
	inc.Disposition = Retracted
	p := sampleStory().Public(inc, stamp)
	if p == nil || p.Title["en"] != "A death" || len(p.Sources) != 2 || p.Where.Geometry == nil {
		t.Fatalf("the tombstone is %+v", p)
	}
	if len(p.Claims)+len(p.Casualties)+len(p.Counts)+len(p.Summary) > 0 {
		t.Errorf("the tombstone still claims: %+v", p)
	}
}
