package cql

import (
	"testing"

	"github.com/google/go-cmp/cmp"

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
