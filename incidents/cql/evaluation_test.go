package cql

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/wkt"

	"incidentmap/geo"
	"incidentmap/geo/geotest"
	"incidentmap/incidents"
)

// match holds one filter against one subject, without a bound.
func match(e Expr, s Subject) bool {
	yes, err := NewEvaluation(nil).Match(s, e)
	return yes && err == nil
}

// truthOfExpr evaluates a filter that is not the zero Expr.
func truthOfExpr(e Expr, s Subject) truth {
	v := NewEvaluation(nil)
	v.subject = s
	return e.root.truth(&v.evaluation)
}

func parsed(t testing.TB, text string) Expr {
	t.Helper()
	e, err := ParseText(text, PublicProperties(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// placed is an incident with a geometry.
func placed(g orb.Geometry) Subject {
	p := roadblock()
	p.Where.Geometry = g
	return Public(p, "en")
}

// zigzag is a line of n positions up and down through a box.
func zigzag(b orb.Bound, n int) string {
	var s strings.Builder
	s.WriteString("LINESTRING(")
	for i := range n {
		if i > 0 {
			s.WriteByte(',')
		}
		fmt.Fprintf(&s, "%.4f %.4f", b.Min[0]+(b.Max[0]-b.Min[0])*float64(i)/float64(n), []float64{b.Min[1], b.Max[1]}[i%2])
	}
	return s.String() + ")"
}

// hostile are filters that are made to cost much, each against a polygon of 190,000 positions.
var hostile = []string{
	"S_WITHIN(geometry,BBOX(-1,-1,1,1))", "S_WITHIN(geometry,BBOX(-9,-9,9,9))", "S_CONTAINS(geometry,BBOX(-0.1,-0.1,0.1,0.1))",
	"S_OVERLAPS(geometry,BBOX(0,0,9,9))", "S_EQUALS(geometry,BBOX(0,0,9,9))", "S_TOUCHES(geometry,BBOX(5,5,9,9))",
	"S_CROSSES(geometry," + zigzag(orb.Bound{Min: orb.Point{-5, -5}, Max: orb.Point{5, 5}}, 1900) + ")",
	"S_CROSSES(" + zigzag(orb.Bound{Min: orb.Point{-5, -5}, Max: orb.Point{5, 5}}, 950) + "," + zigzag(orb.Bound{Min: orb.Point{-5, -4}, Max: orb.Point{5, 5}}, 950) + ")",
	"S_INTERSECTS(geometry," + zigzag(orb.Bound{Min: orb.Point{-9, 6}, Max: orb.Point{9, 9}}, 1900) + ")",
}

// TestHostileFiltersStayInTheBudget holds what each costs to what one request may spend at
// once, for one incident.
func TestHostileFiltersStayInTheBudget(t *testing.T) {
	coast := placed(orb.Polygon{geotest.Coastline(1, orb.Point{0, 0}, 5, 190_000)})
	for _, text := range hostile {
		budget := geo.NewBudget(FreeBudget)
		_, err := NewEvaluation(budget).Match(coast, parsed(t, text))
		t.Logf("%.40s… %d units, %v", text, budget.Spent(), err)
		if budget.Spent() > FreeBudget {
			t.Errorf("%.40s… spent %d", text, budget.Spent())
		}
		if err != nil {
			t.Errorf("%.40s…: %v", text, err)
		}
	}
}

// TestBudgetIsExact: what a filter spends is just enough, one unit less is not, and what is
// found within a budget is what is found without one.
func TestBudgetIsExact(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for n := range 300 {
		g := wkt.MarshalString(randomBlock(rng).geometry)
		for name := range spatialRelations {
			e := parsed(t, name+"(geometry,"+g+")")
			subject := placed(randomBlock(rng).geometry)
			want := match(e, subject)
			enough := geo.NewBudget(1 << 40)
			if got, err := NewEvaluation(enough).Match(subject, e); err != nil || got != want {
				t.Fatalf("%s: %t, %v; without a budget %t", e.Text(), got, err, want)
			}
			exact := geo.NewBudget(enough.Spent())
			if got, err := NewEvaluation(exact).Match(subject, e); err != nil || got != want {
				t.Fatalf("%s: %d units were enough and are not: %v", e.Text(), enough.Spent(), err)
			}
			less := geo.NewBudget(enough.Spent() - 1 - int64(n)%enough.Spent())
			v := NewEvaluation(less)
			for range 2 {
				got, err := v.Match(subject, e)
				if code := incidents.CodeOf(err); got || code != incidents.EInvalid {
					t.Fatalf("%s: of %d units %d were enough: %v", e.Text(), enough.Spent(), less.Spent(), err)
				}
			}
			if less.Spent() >= enough.Spent() {
				t.Fatalf("%s: more was spent than there was", e.Text())
			}
		}
	}
}

// TestCostlyWordIsNamed: who is refused reads what cost too much, and what to do.
func TestCostlyWordIsNamed(t *testing.T) {
	for text, word := range map[string]string{
		hostile[6]:                           "S_CROSSES",
		"CASEI(ACCENTI(title)) LIKE '%_a_%'": "LIKE",
		"title = 'a'":                        "looking at each incident",
	} {
		e := parsed(t, text)
		budget := geo.NewBudget(0)
		if word != "looking at each incident" {
			budget = geo.NewBudget(subjectUnits + 8)
		}
		_, err := NewEvaluation(budget).Match(placed(orb.LineString{{0, 0}, {1, 1}}), e)
		var refusal *incidents.Error
		if !errors.As(err, &refusal) || refusal.Field != "filter" || !strings.Contains(err.Error(), "bbox") {
			t.Errorf("%.30s: %v", text, err)
		}
		if word != "LIKE" && !strings.Contains(err.Error(), word) && !strings.Contains(err.Error(), "geometry") {
			t.Errorf("%.30s: %v does not name %s", text, err, word)
		}
	}
}

func TestCaps(t *testing.T) {
	list := strings.TrimSuffix(strings.Repeat("'a',", MaxList+1), ",")
	line := zigzag(orb.Bound{Min: orb.Point{-5, -5}, Max: orb.Point{5, 5}}, MaxPositions/2+1)
	for text, want := range map[string]string{
		"kind IN (" + list + ")":                                              "the list has 1001 values; the limit is 1000",
		"A_CONTAINS(layers,(" + list + "))":                                   "the list has 1001 values; the limit is 1000",
		"S_CROSSES(geometry," + line + ") OR S_WITHIN(geometry," + line + ")": "the geometries of the filter have more than 2,000 positions; simplify them, or use BBOX",
		"S_WITHIN(geometry,POLYGON((0 0,2 2,2 0,0 2,0 0)))":                   "crosses itself near longitude 1, latitude 1",
		"S_WITHIN(geometry,POLYGON((0 0,2 2,1 1,0 0)))":                       "encloses nothing",
		"S_INTERSECTS(geometry,POLYGON((-170 5,0 6,170 5,-170 5)))":           "does not say which pole is inside",
		"S_INTERSECTS(geometry,LINESTRING(-100 5,120 7))":                     "nearly as far one way round the world as the other",
		"S_INTERSECTS(geometry,POINT(541 5))":                                 "longitude 541",
		"S_INTERSECTS(geometry,BBOX(170,0,190,5))":                            "longitude 190",
		"title LIKE '" + strings.Repeat("_", MaxPattern+1) + "'":              "the pattern has 1001 characters",
	} {
		check := func(form string, err error) {
			if err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("%s of %.40s…: %v, want %q", form, text, err, want)
			}
		}
		_, err := ParseText(text, PublicProperties(), Options{})
		check("text", err)
	}
	one := `{"op":"s_within","args":[{"property":"geometry"},{"type":"Polygon","coordinates":[[[0,0],[2,2],[2,0],[0,2],[0,0]]]}]}`
	if _, err := ParseJSON([]byte(one), PublicProperties(), Options{}); err == nil || !strings.Contains(err.Error(), "crosses itself") {
		t.Errorf("JSON: %v", err)
	}
	words := `"` + strings.Repeat(`a","`, MaxList) + `a"`
	if _, err := ParseJSON([]byte(`{"op":"in","args":[{"property":"kind"},[`+words+`]]}`), PublicProperties(), Options{}); err == nil || !strings.Contains(err.Error(), "the limit is 1000") {
		t.Errorf("JSON: %v", err)
	}
	many := `[0,0]` + strings.Repeat(`,[1,1],[0,0]`, MaxPositions/2)
	if _, err := ParseJSON([]byte(`{"op":"s_within","args":[{"property":"geometry"},{"type":"LineString","coordinates":[`+many+`]}]}`), PublicProperties(), Options{}); err == nil || !strings.Contains(err.Error(), "2,000 positions") {
		t.Errorf("JSON: %v", err)
	}
}

// TestLiteralsAreCutAtTheAntimeridian holds literals that go on beyond longitude 180, or jump
// over it, against places on both sides.
func TestLiteralsAreCutAtTheAntimeridian(t *testing.T) {
	for _, literal := range []string{
		"POLYGON((170 0,190 0,190 10,170 10,170 0))", "POLYGON((170 0,-170 0,-170 10,170 10,170 0))",
		"POLYGON((-190 0,-170 0,-170 10,-190 10,-190 0))", "BBOX(170,0,-170,10)",
	} {
		e := parsed(t, "S_INTERSECTS(geometry,"+literal+")")
		again, err := ParseJSON(e.JSON(), PublicProperties(), Options{})
		if err != nil {
			t.Fatal(err)
		}
		for at, want := range map[orb.Point]bool{{175, 5}: true, {-175, 5}: true, {180, 5}: true, {0, 5}: false, {165, 5}: false, {-165, 5}: false} {
			if got := match(e, placed(at)); got != want {
				t.Errorf("%s holds %v: %t", literal, at, got)
			}
			if match(again, placed(at)) != want {
				t.Errorf("%s changes when it is written", literal)
			}
		}
		box := e.Narrow().BBox
		if box == nil || !box.Intersects(orb.Point{175, 5}) || !box.Intersects(orb.Point{-175, 5}) {
			t.Errorf("%s narrows to %v", literal, box)
		}
	}
	if e := parsed(t, "S_CROSSES(geometry,LINESTRING(170 0,190 10))"); !match(e, placed(orb.LineString{{-176, 0}, {-176, 10}})) {
		t.Error("a line beyond 180 is not where it is on the other side")
	}
}

func BenchmarkHostile(b *testing.B) {
	coast := placed(orb.Polygon{geotest.Coastline(1, orb.Point{0, 0}, 5, 190_000)})
	for i, text := range hostile {
		e := parsed(b, text)
		b.Run(fmt.Sprintf("%d %.14s", i, text), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				budget := geo.NewBudget(DefaultBudget)
				if _, err := NewEvaluation(budget).Match(coast, e); err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(float64(budget.Spent()), "units")
			}
		})
	}
}
