package web_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/mvt"
	"github.com/paulmach/orb/maptile"

	"incidentmap/geo"
	"incidentmap/incidents"
	"incidentmap/web/webtest"
)

// spoken is what one source says of one outcome, by brute force: -1 is not known.
type spoken struct{ low, best, high int }

// said is what sources say: by source, and then by outcome.
type said map[string]map[incidents.Outcome]spoken

func (s said) add(source string, o incidents.Outcome, c spoken) {
	if s[source] == nil {
		s[source] = map[incidents.Outcome]spoken{}
	}
	sum, has := s[source][o]
	if !has {
		s[source][o] = c
		return
	}
	both := func(a, b int) int {
		if a < 0 || b < 0 {
			return -1
		}
		return a + b
	}
	s[source][o] = spoken{max(sum.low, 0) + max(c.low, 0), both(sum.best, c.best), both(sum.high, c.high)}
}

// together puts the sources side by side, as properties have it; nothing of nobody.
func (s said) together() map[string]any {
	all := map[string]any{}
	for _, o := range incidents.Outcomes() {
		var each []spoken
		for _, says := range s {
			if c, has := says[o]; has {
				each = append(each, c)
			}
		}
		if len(each) == 0 {
			continue
		}
		low, high, best := each[0].low, each[0].high, each[0].best
		for _, c := range each {
			low, high = min(low, c.low), max(high, c.high)
			if c.best != best {
				best = -1
			}
		}
		if slices.ContainsFunc(each, func(c spoken) bool { return c.high < 0 }) {
			high = -1
		}
		if high == 0 {
			continue
		}
		for name, n := range map[string]int{"": best, "_low": low, "_high": high} {
			if n >= 0 {
				all[string(o)+name] = float64(n)
			}
		}
	}
	return all
}

// figuresOnly keeps those of an outcome. Where a tile leaves out a bound that is the best figure it is
// put in.
func figuresOnly(properties map[string]any, areTiles bool) map[string]any {
	kept := map[string]any{}
	for _, o := range incidents.Outcomes() {
		best, agreed := properties[string(o)].(float64)
		nobody := properties[string(o)+"_high"] == 0.0
		for _, suffix := range []string{"", "_low", "_high"} {
			v, has := properties[string(o)+suffix].(float64)
			switch {
			case has && !nobody:
				kept[string(o)+suffix] = v
			case areTiles && agreed:
				kept[string(o)+suffix] = best
			}
		}
	}
	return kept
}

// spot is a place where many incidents are, all in one state.
type spot struct {
	code string
	at   orb.Point
	says said
}

// counted makes an incident that up to five sources count, and notes what is to be summed.
func counted(r *rand.Rand, n, sources int, at *spot) incidents.Incident {
	inc := webtest.Incidents()[0]
	inc.ID, inc.Sources, inc.Claims, inc.Casualties, inc.Relations = fmt.Sprintf("01KJ%022d", n), nil, nil, nil, nil
	inc.Where = geo.Location{
		Geometry: at.at, Precision: geo.Exact, Admin: geo.Admin{Country: "MX", Admin1: at.code, Admin1Name: "State " + at.code},
	}
	inc.Kind = []incidents.Kind{"attack", "roadblock"}[n%2]
	switch r.IntN(16) {
	case 0:
		inc.Disposition = incidents.Retracted
	case 1:
		inc.Disposition = incidents.Merged
	case 2:
		inc.Verification = incidents.Debunked
	case 3:
		inc.Class = incidents.ClassBackground
	}
	leftOut := inc.Disposition != incidents.Active || inc.Verification == incidents.Debunked || inc.Class == incidents.ClassBackground
	for i := range r.IntN(sources + 1) {
		source, claim := fmt.Sprintf("s%d", i), fmt.Sprintf("k%d", i)
		if r.IntN(sources) == 0 {
			source, claim = "", ""
		} else {
			inc.Sources = append(inc.Sources, incidents.Source{
				ID: source, Publisher: incidents.Text{"en": "Source " + source}, Kind: incidents.Wire, Attribution: incidents.Institution,
			})
			inc.Claims = append(inc.Claims, incidents.Claim{ID: claim, Field: "casualties", Value: "some", Source: source, Stance: incidents.Supports})
		}
		o := incidents.Outcomes()[r.IntN(3)]
		if slices.ContainsFunc(inc.Casualties, func(c incidents.Casualty) bool { return c.Claim == claim && c.Outcome == o }) {
			continue
		}
		low, more := r.IntN(4), r.IntN(3)
		row := incidents.Casualty{ID: fmt.Sprintf("c%d", i), Group: "police", Outcome: o, Claim: claim, Best: &low}
		c := spoken{low, low, low}
		switch kind := r.IntN(6); {
		case kind == 0 && o == incidents.Wounded:
			row.Best, row.Low = nil, &low
			c = spoken{low, -1, -1}
		case kind == 1 && o != incidents.DiedLater:
			best, high := low+more, low+2*more
			row.Low, row.Best, row.High = &low, &best, &high
			c = spoken{low, best, high}
		case kind == 2:
			row.CountedIn = &incidents.CasualtyRef{Incident: "01KJ9999999999999999999999", Casualty: "c1"}
		}
		inc.Casualties = append(inc.Casualties, row)
		if row.CountedIn == nil && !leftOut {
			at.says.add(source, o, c)
		}
	}
	return inc
}

// TestFiguresAreOneRuleEverywhere holds clusters, tiles, counts by area and the page's ledger to what each
// source says by brute force, over stories of one to five sources.
func TestFiguresAreOneRuleEverywhere(t *testing.T) {
	for sources := 1; sources <= 5; sources++ {
		r, m := rand.New(rand.NewPCG(uint64(sources), 9)), webtest.NewStore(t)
		m.PutStory(webtest.Story())
		spots := []*spot{{"MX.14", orb.Point{-103.35, 20.67}, said{}}, {"MX.09", orb.Point{-99.13, 19.43}, said{}}, {"MX.19", orb.Point{-100.31, 25.67}, said{}}}
		all := said{}
		var invented []incidents.Incident
		for n := range 300 {
			invented = append(invented, counted(r, n, sources, spots[n%len(spots)]))
		}
		m.WriteAll(invented, incidents.Create, nil)
		s := webtest.Serve(t, m)
		holdFigures(t, s, sources, spots)
		for _, at := range spots {
			for source, outcomes := range at.says {
				for o, c := range outcomes {
					all.add(source, o, c)
				}
			}
		}
		holdLedger(t, s, all)
		world := featuresAt(t, s, "/stories/jalisco/clusters?zoom=0")
		if len(world) != 1 {
			t.Fatalf("%d clusters of the world", len(world))
		}
		if d := cmp.Diff(all.together(), figuresOnly(world[0].Properties, false)); d != "" {
			t.Errorf("%d sources, the world: %s", sources, d)
		}
	}
}

type anyFeature struct {
	Geometry struct {
		Coordinates json.RawMessage
	}
	Properties map[string]any
}

func featuresAt(t *testing.T, s *webtest.Site, address string) []anyFeature {
	t.Helper()
	var c struct{ Features []anyFeature }
	if err := json.Unmarshal(s.Get(t, address).Body.Bytes(), &c); err != nil {
		t.Fatal(err)
	}
	return c.Features
}

// holdFigures holds what is said of each spot to brute force.
func holdFigures(t *testing.T, s *webtest.Site, sources int, spots []*spot) {
	t.Helper()
	found := map[string]map[string]any{}
	for _, f := range featuresAt(t, s, "/stories/jalisco/clusters?zoom=6") {
		for _, at := range spots {
			if strings.HasPrefix(string(f.Geometry.Coordinates), fmt.Sprintf("[%.1f", at.at[0])) {
				found["cluster "+at.code] = figuresOnly(f.Properties, false)
			}
		}
	}
	for _, f := range featuresAt(t, s, "/stories/jalisco/layers/all.geojson?by=adm1") {
		found[fmt.Sprint("area ", f.Properties["area"])] = figuresOnly(f.Properties, false)
	}
	for _, at := range spots {
		tile := maptile.At(at.at, 7)
		layers, err := mvt.Unmarshal(s.Get(t, fmt.Sprintf("/stories/jalisco/tiles/all/7/%d/%d.mvt", tile.X, tile.Y)).Body.Bytes())
		if err != nil || len(layers) != 1 || len(layers[0].Features) != 1 {
			t.Fatalf("%d tile layers, %v", len(layers), err)
		}
		found["tile "+at.code] = figuresOnly(layers[0].Features[0].Properties, true)
	}
	for _, at := range spots {
		for _, what := range []string{"cluster ", "area ", "tile "} {
			if d := cmp.Diff(at.says.together(), found[what+at.code]); d != "" {
				t.Errorf("%d sources, %s%s: %s", sources, what, at.code, d)
			}
		}
	}
}

// holdLedger holds the page's figures by source to brute force.
func holdLedger(t *testing.T, s *webtest.Site, all said) {
	t.Helper()
	_, ledger, _ := strings.Cut(s.Get(t, webtest.StoryEN).Body.String(), `<section id="ledger">`)
	ledger, _, _ = strings.Cut(ledger, "</section>")
	got := map[string][]string{}
	for _, row := range strings.Split(ledger, "<dt>")[1:] {
		who, figures, _ := strings.Cut(row, "</dt>")
		for _, figure := range strings.Split(figures, "<b>")[1:] {
			number, _, _ := strings.Cut(figure, "</b>")
			got[who] = append(got[who], number)
		}
	}
	want := map[string][]string{}
	for source, outcomes := range all {
		who := "Source " + source
		if source == "" {
			who = "no source given"
		}
		for _, o := range incidents.Outcomes() {
			if c, has := outcomes[o]; has {
				want[who] = append(want[who], c.text())
			}
		}
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("the ledger: %s", d)
	}
}

func (c spoken) text() string {
	switch {
	case c.high < 0:
		return fmt.Sprintf("at least %d", c.low)
	case c.low == c.high:
		return fmt.Sprint(c.low)
	case c.best < 0:
		return fmt.Sprintf("%d to %d", c.low, c.high)
	}
	return fmt.Sprintf("%d (%d to %d)", c.best, c.low, c.high)
}
