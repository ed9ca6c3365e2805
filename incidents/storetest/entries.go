package storetest

import (
	"testing"

	"github.com/paulmach/orb"

	"incidentmap/incidents"
)

// outlines gives geometries that are not points.
func outlines() []orb.Geometry {
	ring := orb.Ring{{-103, 20}, {-102, 20}, {-102, 21}, {-103, 20}}
	return []orb.Geometry{
		orb.LineString{{-103, 20}, {-104, 21}},
		orb.Polygon{ring},
		orb.MultiPolygon{{ring}},
		orb.MultiPoint{{-103, 20}, {-102, 21}},
	}
}

// testEntries holds the entries in force against what readers see, before and after the
// story has other layers.
func testEntries(t *testing.T, s incidents.Store) {
	story := Story("a")
	put(t, s, story)
	killed := 3
	dead, untimed, placeless, withheld := Incident("a", "Dead"), Incident("a", "Untimed"), Incident("a", "Placeless"), secretive()
	dead.Casualties = []incidents.Casualty{{ID: "c1", Group: "police", Outcome: incidents.Killed, Best: &killed}}
	dead.Kind, dead.Disposition = "armed_clash", incidents.Corrected
	untimed.When = incidents.When{Precision: incidents.TimeUnknown, Basis: incidents.EventTime}
	placeless.Where = (&incidents.Incident{}).Where
	placeless.Where.Precision = "unlocated"
	withheld.Disclosure = incidents.Withheld
	writes := []incidents.Write{create(dead), create(untimed), create(placeless), create(withheld), create(draft("a", "Hidden"))}
	for _, g := range outlines() {
		inc := Incident("a", "An outline")
		inc.Where.Geometry = g
		writes = append(writes, create(inc))
	}
	write(t, s, writes...)
	for _, layers := range [][]incidents.Layer{story.Layers, story.Layers[1:], nil} {
		story.Layers = layers
		put(t, s, story)
		all := entries(t, s)
		if len(all) != len(writes)-1 {
			t.Errorf("%d entries of %d incidents", len(all), len(writes))
		}
		for _, change := range writes {
			if change.Incident.Workflow == incidents.DraftStage {
				continue
			}
			want, _, err := story.Entry(public(t, s, change.Incident))
			if err != nil {
				t.Fatal(err)
			}
			if got := all[change.Incident.ID]; got != want {
				t.Errorf("%s: the entry is\n%+v, what readers see comes to\n%+v", change.Incident.Title["en"], got, want)
			}
		}
	}
}

func testShapes(t *testing.T, s incidents.Store) {
	put(t, s, Story("a"))
	var ids []incidents.ShapeID
	for range 2 { // equal geometries have one name
		for _, g := range outlines() {
			inc := Incident("a", "An outline")
			inc.Where.Geometry = g
			write(t, s, create(inc))
			ids = append(ids, entries(t, s)[inc.ID].Shape)
		}
	}
	got, err := s.Shapes(t.Context(), ids)
	if err != nil || len(got) != len(outlines()) {
		t.Fatalf("Shapes gave %d, %v", len(got), err)
	}
	for i, g := range outlines() {
		if ids[i] != shapeID(g) || !orb.Equal(got[ids[i]], g) {
			t.Errorf("the shape %x reads %v, want %v", ids[i], got[ids[i]], g)
		}
	}
	if got, err := s.Shapes(t.Context(), nil); err != nil || len(got) != 0 {
		t.Errorf("no shapes: %v, %v", got, err)
	}
	_, err = s.Shapes(t.Context(), []incidents.ShapeID{ids[0], {1, 2, 3}})
	isCode(t, "a shape that is not there", err, incidents.ENotFound)
	if err := s.Check(t.Context()); err != nil {
		t.Errorf("Check: %v", err)
	}
}
