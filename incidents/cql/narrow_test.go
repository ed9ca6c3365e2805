package cql

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/incidents"
)

func TestNarrow(t *testing.T) {
	box := &geo.BBox{West: 170, South: 0, East: -170, North: 1}
	tests := []struct {
		text string
		want incidents.Filter
	}{
		{"killed > 1", incidents.Filter{}},
		{"kind = 'roadblock'", incidents.Filter{Kinds: []incidents.Kind{"roadblock"}}},
		{"'roadblock' = kind AND killed > 1", incidents.Filter{Kinds: []incidents.Kind{"roadblock"}}},
		{"NOT (kind = 'roadblock')", incidents.Filter{}},
		{"kind = 'roadblock' OR killed > 1", incidents.Filter{}},
		{"kind = 'roadblock' OR kind IN ('attack','nothing_known')", incidents.Filter{Kinds: []incidents.Kind{"roadblock", "attack"}}},
		{"kind = 'nothing_known'", incidents.Filter{}},
		{"kind = title", incidents.Filter{}},
		{"CASEI(kind) = 'roadblock'", incidents.Filter{}},
		{"kind IN ('roadblock',title)", incidents.Filter{}},
		{"class = 'incident' AND verification = 'disputed'", incidents.Filter{
			Classes: []incidents.Class{"incident"}, Verifications: []incidents.Verification{"disputed"},
		}},
		{"S_INTERSECTS(geometry,BBOX(170,0,-170,1)) AND killed > 1", incidents.Filter{BBox: box}},
		{"S_INTERSECTS(geometry,BBOX(170,0,-170,1)) OR killed > 1", incidents.Filter{}},
		{"S_DISJOINT(geometry,BBOX(170,0,-170,1))", incidents.Filter{}},
		{"S_CONTAINS(LINESTRING(1 4,3 2),geometry)", incidents.Filter{BBox: &geo.BBox{West: 1, South: 2, East: 3, North: 4}}},
		{"S_INTERSECTS(geometry,geometry)", incidents.Filter{}},
	}
	for _, tt := range tests {
		e, err := ParseText(tt.text, PublicProperties(), Options{})
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(tt.want, e.Narrow()); d != "" {
			t.Errorf("%s: %s", tt.text, d)
		}
	}
	if d := cmp.Diff(incidents.Filter{}, Expr{}.Narrow()); d != "" {
		t.Error(d)
	}
}

// Whatever a condition lets through, the filter that it is narrowed to lets through, too.
func TestNarrowLosesNothing(t *testing.T) {
	subjects := narrowSubjects()
	parts := []string{
		"kind = 'roadblock'", "kind IN ('attack','nothing_known')", "NOT (kind = 'attack')", "class = 'incident'", "verification = 'disputed'",
		"killed > 1", "kind = title", "S_INTERSECTS(geometry,BBOX(-104,20,-103,21))", "S_INTERSECTS(geometry,BBOX(170,-10,-170,10))",
		"S_DISJOINT(geometry,BBOX(-104,20,-103,21))", "S_WITHIN(geometry,POLYGON((-105 19,-102 19,-102 22,-105 22,-105 19)))", "geometry IS NULL",
	}
	matched := 0
	for _, a := range parts {
		for _, b := range parts {
			for _, text := range []string{a + " AND " + b, a + " OR " + b, "NOT (" + a + " AND " + b + ")"} {
				e, err := ParseText(text, PublicProperties(), Options{})
				if err != nil {
					t.Fatal(err)
				}
				f := e.Narrow()
				for _, p := range subjects {
					if !match(e, Public(p, "en")) {
						continue
					}
					if matched++; !f.Matches(p) {
						t.Errorf("%s lets %s %s at %v through, and %+v does not", text, p.Class, p.Kind, p.Where.Geometry, f)
					}
				}
			}
		}
	}
	if matched == 0 {
		t.Error("no condition let anything through")
	}
}

// narrowSubjects are incidents that differ in what Narrow reads.
func narrowSubjects() []*incidents.Public {
	var all []*incidents.Public
	for _, kind := range []incidents.Kind{"roadblock", "attack", "arrest"} {
		for _, class := range []incidents.Class{incidents.ClassIncident, incidents.ClassDisruption} {
			for _, g := range []orb.Geometry{nil, orb.Point{-103.4, 20.7}, orb.Point{179, 0}, orb.LineString{{-110, 20.5}, {-90, 20.5}}} {
				for _, v := range []incidents.Verification{incidents.Confirmed, incidents.Disputed} {
					p := roadblock()
					p.Kind, p.Class, p.Verification, p.Where.Geometry = kind, class, v, g
					all = append(all, p)
				}
			}
		}
	}
	return all
}
