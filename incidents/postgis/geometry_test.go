package postgis

import (
	"bytes"
	"testing"

	"github.com/paulmach/orb"

	"incidentmap/incidents"
	"incidentmap/incidents/postgis/postgistest"
)

func shapes() []orb.Geometry {
	ring := orb.Ring{{-103, 20}, {-102.5, 20}, {-102.5, 20.25}, {-103, 20}}
	hole := orb.Ring{{-102.9, 20.01}, {-102.6, 20.1}, {-102.6, 20.01}, {-102.9, 20.01}}
	return []orb.Geometry{
		orb.Point{-103.35, 20.67},
		orb.MultiPoint{{1, 2}, {3, 4}},
		orb.LineString{{-180, 90}, {180, -90}},
		orb.MultiLineString{{{1, 2}, {3, 4}}, {{5, 6}, {7, 8}, {0, 0}}},
		orb.Polygon{ring, hole},
		orb.MultiPolygon{{ring, hole}, {ring}},
		orb.Collection{orb.Point{1, 2}, orb.Polygon{ring}, orb.Collection{orb.MultiPoint{{5, 6}}}},
	}
}

// TestShapesThroughTheServer holds that a geometry is the same to the bit when it comes back,
// for its name says so.
func TestShapesThroughTheServer(t *testing.T) {
	s := open(t, postgistest.Setting(t))
	fill(t, s, 1)
	for _, g := range shapes()[1:] {
		writes := batch(2) // of which the second says nothing new
		for i := range writes {
			writes[i].Incident.Where.Geometry = g
		}
		if _, err := s.Write(t.Context(), writes...); err != nil {
			t.Errorf("%T: %v", g, err)
			continue
		}
		id, err := incidents.NewShapeID(g)
		if err != nil {
			t.Fatal(err)
		}
		got, err := s.Shapes(t.Context(), []incidents.ShapeID{id, id})
		if err != nil || len(got) != 1 || !orb.Equal(got[id], g) {
			t.Errorf("%v came back as %v, %v", g, got[id], err)
		}
	}
	if err := s.Check(t.Context()); err != nil {
		t.Error(err)
	}
}

// FuzzDecodeGeometry holds that whatever can be read is written as it was.
func FuzzDecodeGeometry(f *testing.F) {
	for _, g := range shapes() {
		form, err := encodeGeometry(g)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(form)
	}
	f.Fuzz(func(t *testing.T, form []byte) {
		g, err := decodeGeometry(form)
		if err != nil {
			return
		}
		again, err := encodeGeometry(g)
		if err != nil {
			t.Fatalf("%v cannot be written: %v", g, err)
		}
		back, err := decodeGeometry(again)
		if err != nil {
			t.Fatalf("%v cannot be read: %v", g, err)
		}
		third, err := encodeGeometry(back)
		if err != nil || !bytes.Equal(again, third) {
			t.Errorf("%x became %x, %v", again, third, err)
		}
	})
}
