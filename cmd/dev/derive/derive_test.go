package derive

import (
	"encoding/json"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"

	"incidentmap/tiles/basemap"
)

func square(x, y float64) orb.MultiPolygon {
	return orb.MultiPolygon{{{{x, y}, {x + 1, y}, {x + 1, y + 1}, {x, y + 1}, {x, y}}}}
}

// townsIn are n towns of a code within the square of a corner.
func townsIn(n int, code string, x, y float64) []town {
	var all []town
	for i := range n {
		f := (float64(i) + 0.5) / float64(n)
		all = append(all, town{point: orb.Point{x + f, y + f}, country: code[:2], code: code})
	}
	return all
}

func TestDivisionsJoinWhereTheirTownsAre(t *testing.T) {
	w := &world{codes: map[string]string{"AA.1": "One", "AA.2": "Two", "BB.1": "Other"}}
	for i, d := range []division{
		{name: "dated code", country: "AA", code: "AA.9"},
		{name: "part of the same", country: "AA", code: ""},
		{name: "no towns, sound code", country: "AA", code: "AA.2"},
		{name: "no towns, dated code", country: "AA", code: "AA.7"},
		{name: "the towns say another country", country: "AA", code: "AA.2"},
		{name: "towns of many codes", country: "AA", code: "AA.1"},
	} {
		d.geometry = square(float64(2*i), 0)
		d.bound = d.geometry.Bound()
		w.divisions = append(w.divisions, d)
	}
	for _, towns := range [][]town{
		townsIn(9, "AA.1", 0, 0), townsIn(1, "AA.2", 0, 0), townsIn(5, "AA.1", 2, 0), townsIn(4, "BB.1", 8, 0),
		townsIn(2, "AA.1", 10, 0), townsIn(1, "BB.1", 10, 0), townsIn(1, "AA.8", 10, 0),
	} {
		w.towns = append(w.towns, towns...)
	}
	w.towns = append(w.towns, townsIn(3, "AA.2", 4, 0)...)
	w.join()
	var got []string
	for _, d := range w.divisions {
		got = append(got, d.country+" "+d.code)
	}
	want := []string{"AA AA.1", "AA AA.1", "AA AA.2", "AA ", "BB BB.1", "AA "}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestACodeMostOfWhoseTownsAreElsewhereHasNoArea(t *testing.T) {
	w := &world{codes: map[string]string{"AA.1": "One", "AA.2": "Two"}}
	for i := range 2 {
		w.divisions = append(w.divisions, division{country: "AA", geometry: square(float64(2*i), 0), bound: square(float64(2*i), 0).Bound()})
	}
	w.towns = append(townsIn(3, "AA.1", 0, 0), append(townsIn(9, "AA.2", 2, 0), townsIn(4, "AA.1", 2, 0)...)...)
	w.join()
	if w.divisions[0].code != "" || w.divisions[1].code != "AA.2" {
		t.Errorf("%q and %q", w.divisions[0].code, w.divisions[1].code)
	}
}

func TestChooseZooms(t *testing.T) {
	all := []candidate{
		{town: town{name: "suburb", point: orb.Point{-103.4, 20.72}}, weight: 1e6},
		{town: town{name: "city", point: orb.Point{-103.35, 20.67}}, weight: 9e6},
		{town: town{name: "hamlet", point: orb.Point{-103.36, 20.67}}, weight: 300},
		{town: town{name: "far city", point: orb.Point{-60, 0}}, weight: 4e6},
		{town: town{name: "far town", point: orb.Point{60, 0}}, weight: 1e4},
	}
	chooseZooms(all)
	got := map[string]uint8{}
	for _, c := range all {
		got[c.town.name] = c.minZoom
	}
	// The suburb is 0.05 degrees away, which are 30 pixels north-south at zoom 10.
	want := map[string]uint8{"city": 3, "far city": 3, "far town": 7, "suburb": 10, "hamlet": 12}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestRank(t *testing.T) {
	ascending := []int{
		rank(3, basemap.Country, 0), rank(3, basemap.Capital, 9e6), rank(3, basemap.Capital, 1000),
		rank(3, basemap.City, 4e6), rank(3, basemap.State, 0), rank(3, basemap.City, 3e5), rank(3, basemap.Town, 9000),
		rank(3, basemap.Village, 400), rank(4, basemap.Country, 0),
	}
	for i := 1; i < len(ascending); i++ {
		if ascending[i] <= ascending[i-1] {
			t.Errorf("ranks do not ascend at %d: %v", i, ascending)
		}
	}
}

func TestTopoJSON(t *testing.T) {
	const file = `{"bbox":[0,0,20,10],"transform":{"scale":[2,1],"translate":[0,0]},
		"arcs":[[[0,0],[5,0]],[[5,0],[0,5],[-5,-5]]],
		"objects":{"all":{"geometries":[
			{"type":"LineString","arcs":[0]},{"type":"LineString","arcs":[-1]},
			{"type":"MultiLineString","arcs":[[0,1],[1]]},{"type":"Polygon","arcs":[[0,1]]}]},
		"bad":{"geometries":[{"type":"Point"}]}}}`
	var topo topoJSON
	if err := json.Unmarshal([]byte(file), &topo); err != nil {
		t.Fatal(err)
	}
	got, err := topo.geometries("all")
	if err != nil {
		t.Fatal(err)
	}
	want := []orb.Geometry{
		orb.LineString{{0, 0}, {10, 0}},
		orb.LineString{{10, 0}, {0, 0}},
		orb.MultiLineString{{{0, 0}, {10, 0}, {10, 5}, {0, 0}}, {{10, 0}, {10, 5}, {0, 0}}},
		orb.Polygon{{{0, 0}, {10, 0}, {10, 5}, {0, 0}}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if _, err := topo.geometries("bad"); err == nil || !strings.Contains(err.Error(), "geometry 0 of bad") {
		t.Error(err)
	}
	if b := topo.region(); b.Max != (orb.Point{20, 10}) {
		t.Error(b)
	}
}

func TestEachLakeIsTakenOnce(t *testing.T) {
	region := orb.Bound{Min: orb.Point{-100, -70}, Max: orb.Point{-30, 25}}
	world := orb.Bound{Min: orb.Point{-180, -90}, Max: orb.Point{180, 90}}
	at := func(x, y, size float64) orb.Bound {
		return orb.Bound{Min: orb.Point{x, y}, Max: orb.Point{x + size, y + size}}
	}
	var taken []orb.Bound
	for _, tt := range []struct {
		name      string
		b, region orb.Bound
		want      bool
	}{
		{"in the region", at(-70, -16, 1), region, true},
		{"the same, less exact", at(-70.04, -16.02, 1), world, false},
		{"a larger one there", at(-70, -16, 2), world, true},
		{"cut off by the region", at(-31, -16, 1), region, false},
		{"which the world has whole", at(-31, -16, 2), world, true},
	} {
		if got := take(&taken, tt.b, tt.region); got != tt.want {
			t.Errorf("%s: %v", tt.name, got)
		}
	}
}

func TestSmooth(t *testing.T) {
	line := orb.LineString{{0, 0}, {1, 0}, {1, 1}}
	if got := smooth(line, false); got[0] != line[0] || got[len(got)-1] != line[2] || len(got) < 8 {
		t.Error(got)
	}
	ring := orb.LineString(square(0, 0)[0][0])
	got := orb.Ring(smooth(ring, true))
	if area := planar.Area(got); !got.Closed() || area >= 1 || area < 0.8 {
		t.Errorf("closed %v, area %g", got.Closed(), area)
	}
	if got := smooth(orb.LineString{{0, 0}, {1, 0}}, false); len(got) != 2 {
		t.Error(got)
	}
}

func TestStairsBecomeSlopes(t *testing.T) {
	stairs := orb.Ring{{0, 0}, {3, 0}, {3, 1}, {2, 1}, {2, 2}, {1, 2}, {1, 3}, {0, 3}, {0, 0}}
	got := withoutSteps(orb.Polygon{stairs})[0]
	for _, p := range got {
		if sum := p[0] + p[1]; p[0] > 0.5 && p[1] > 0.5 && math.Abs(sum-3.5) > 1e-9 && math.Abs(sum-3) > 1e-9 {
			t.Errorf("%v is not on a slope of %v", p, got)
		}
	}
	if !got.Closed() {
		t.Error("open ring")
	}
}

func TestWidestPoint(t *testing.T) {
	// A horseshoe, whose middle is outside of it.
	shoe := orb.MultiPolygon{{{{0, 0}, {10, 0}, {10, 10}, {9, 10}, {9, 3}, {1, 3}, {1, 10}, {0, 10}, {0, 0}}}}
	if p := widestPoint(shoe); !planar.MultiPolygonContains(shoe, p) || p[1] > 3 {
		t.Error(p)
	}
}

func TestUrbanPopulationGoesToTheTownItIsNamedFor(t *testing.T) {
	all := []candidate{
		{town: town{ascii: "Santiago de Queretaro", class: "PPL", point: orb.Point{1.02, 0.5}}, weight: 100},
		{town: town{ascii: "Corregidora", class: "PPL", point: orb.Point{0.6, 0.5}}, weight: 900},
		{town: town{ascii: "Queretaro", class: "PPL", point: orb.Point{1.5, 0.5}}, weight: 900},
		{town: town{ascii: "Queretaro Viejo", class: "PPL", point: orb.Point{0.5, 0.5}}, weight: 90},
	}
	creditUrban([]urbanArea{{name: "Queretaro", outline: square(0, 0), population: 5000}, {outline: square(0, 0), population: 1e6}}, all)
	for i, want := range []float64{5000, 900, 900, 90} {
		if all[i].weight != want {
			t.Errorf("%s weighs %g, want %g", all[i].town.ascii, all[i].weight, want)
		}
	}
}

func TestLockFileNamesNoHost(t *testing.T) {
	b, err := sources.ReadFile("sources/package-lock.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, word := range []string{"resolved", "registry"} {
		if strings.Contains(string(b), word) {
			t.Errorf("package-lock.json holds %q: the sources must come from whichever registry npm is set to", word)
		}
	}
}
