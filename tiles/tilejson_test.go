package tiles

import (
	"encoding/json"
	"math"
	"slices"
	"strings"
	"testing"

	"incidentmap/geo"
	"incidentmap/geo/mercator"
	"incidentmap/incidents"
	"incidentmap/incidents/index"
)

func describedStory() *incidents.Story {
	return &incidents.Story{
		Slug: "s", Title: incidents.Text{"en": "A day", "es": "Un día"}, Summary: incidents.Text{"en": "What happened"},
		Credit: incidents.Text{"en": "The paper"}, Languages: []string{"en", "es"}, View: incidents.Viewport{BBox: [4]float64{-110, 15, -90, 30}},
		Layers: []incidents.Layer{{ID: "riot", Title: incidents.Text{"en": "Riot", "es": "Motín"}}},
	}
}

func TestDescribe(t *testing.T) {
	doc := Describe(describedStory(), "riot", "es", index.Summary{Extent: &geo.BBox{West: -105, South: 20, East: -103, North: 21}}, "/t/{z}/{x}/{y}.mvt")
	b, err := json.Marshal(doc)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`"tilejson":"3.0.0","tiles":["/t/{z}/{x}/{y}.mvt"],"vector_layers":[{"id":"incidents"`, `"name":"Un día: Motín"`, `"attribution":"The paper"`,
		`"scheme":"xyz","minzoom":0,"maxzoom":22,"bounds":[-105,20,-103,21],"center":[-104,20.5,7]`,
	} {
		if !strings.Contains(string(b), want) {
			t.Errorf("%s is not in %s", want, b)
		}
	}
	if all := Describe(describedStory(), "all", "fr", index.Summary{}); all.Name != "A day" || all.Bounds != [4]float64{-110, 15, -90, 30} {
		t.Errorf("%+v", all)
	}
}

// Section 3.4 and 3.5 of the specification, for boxes of every kind.
func TestCentresAreWithinBounds(t *testing.T) {
	for _, box := range []geo.BBox{
		{West: -180, South: -90, East: 180, North: 90},
		{West: 5, South: 5, East: 5, North: 5},
		{West: 170, South: -10, East: -170, North: 10},
		{West: 10, South: 86, East: 20, North: 89},
		{West: -170, South: 0, East: -171, North: 1},
		{},
	} {
		b, c := around(box)
		if b[0] > b[2] || b[1] > b[3] || b[0] < -180 || b[2] > 180 || b[1] < -mercator.MaxLatitude || b[3] > mercator.MaxLatitude {
			t.Errorf("%v: bounds %v", box, b)
		}
		if c[0] < b[0] || c[0] > b[2] || c[1] < b[1] || c[1] > b[3] || c[2] < 0 || c[2] > MaxZoom || c[2] != math.Trunc(c[2]) {
			t.Errorf("%v: centre %v", box, c)
		}
	}
}

// Every property of a tile is described, and its layer too.
func TestTilesHoldWhatIsDescribed(t *testing.T) {
	doc := Describe(describedStory(), "all", "en", index.Summary{})
	src := goldenSource()
	disputed := area(6, 2, circle(-104, 22, 1, 9))
	var said []incidents.SourceFigures
	for _, o := range incidents.Outcomes() {
		said = append(said, say("a", o, 1), say("b", o, 2))
	}
	disputed.Figures = index.FiguresOf(said...)
	src.areas = append(src.areas, disputed)
	used := map[string]bool{}
	for _, a := range []address{{0, 0, 0}, {4, 3, 7}, {6, 13, 28}} {
		b := mustTile(t, src, int(a.z), int(a.x), int(a.y))
		for _, l := range doc.VectorLayers {
			for _, f := range decoded(t, b, l.ID) {
				for name := range f.Properties {
					used[name] = true
					if l.Fields[name] == "" {
						t.Errorf("%s is not a field of %s", name, l.ID)
					}
				}
			}
		}
	}
	for _, p := range propertyInfo {
		if !used[p.name] && !slices.Contains([]string{"more", "disposition"}, p.name) {
			t.Errorf("no tile has %s", p.name)
		}
	}
}
