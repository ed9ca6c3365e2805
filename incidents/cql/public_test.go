package cql

import (
	"testing"
	"time"

	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/incidents"
)

func figure(n int) *int { return &n }

// roadblock is a public incident that has most properties.
func roadblock() *incidents.Public {
	return &incidents.Public{
		ID: "01ARZ3NDEKTSV4RRFFQ69G5FAV", Story: "jalisco", Class: "disruption", Kind: "roadblock",
		Layers: []string{"roadblocks"},
		Title:  incidents.Text{"es": "Bloqueo en Zapopan", "en": "Roadblock in Zapopan"},
		When: incidents.When{
			Start: when("2026-02-22T08:00:00-06:00"), End: when("2026-02-22T09:00:00-06:00"), Precision: incidents.Hour,
		},
		Where: geo.Location{
			Geometry: orb.Point{-103.4, 20.7}, Precision: geo.Locality, RadiusM: 1499.6,
			Place: map[string]string{"es": "Zapopan"}, GazetteerID: "geonames:1",
			Admin: geo.Admin{Country: "MX", Admin1: "MX.14", Admin1Name: "Jalisco", Admin2Name: "Zapopan"},
		},
		Counts:       incidents.Counts{incidents.Killed: {Low: figure(1), Best: figure(2)}},
		Verification: incidents.Confirmed, Disposition: incidents.Active,
		Stamp: incidents.Stamp{Revision: 2, Seq: 17, Updated: when("2026-02-23T01:02:03Z").Add(456 * time.Millisecond)},
	}
}

func TestPublic(t *testing.T) {
	tests := []struct {
		text string
		want truth
	}{
		{"id = '01ARZ3NDEKTSV4RRFFQ69G5FAV' AND story = 'jalisco'", yes},
		{"class = 'disruption' AND kind IN ('roadblock','protest')", yes},
		{"A_CONTAINS(layers,('roadblocks'))", yes},
		{"title = 'Roadblock in Zapopan' AND lang = 'en'", yes},
		{"summary IS NULL AND note IS NULL AND published IS NULL", yes},
		{"start = TIMESTAMP('2026-02-22T14:00:00Z') AND end = '2026-02-22T09:00:00-06:00'", yes},
		{"T_DURING(INTERVAL(start,end),INTERVAL('2026-02-22','2026-02-22'))", yes},
		{"time_precision = 'hour' AND precision = 'locality' AND place = 'Zapopan'", yes},
		{"radius_m = 1500", yes},
		{"admin1 = 'Jalisco' AND admin2 = 'Zapopan' AND country = 'MX' AND gazetteer_id = 'geonames:1'", yes},
		{"geo_precision IS NOT NULL AND where_prec IS NOT NULL", yes},
		{"killed = 2 AND killed_low = 1 AND killed_high IS NULL", yes},
		{"wounded >= 0", unknown},
		{"NOT (wounded >= 0)", unknown},
		{"verification = 'confirmed' AND disposition = 'active' AND revision = 2 AND seq = 17", yes},
		{"updated = TIMESTAMP('2026-02-23T01:02:03Z')", yes},
		{"S_WITHIN(geometry,BBOX(-104,20,-103,21))", yes},
		{"S_INTERSECTS(geometry,BBOX(-100,20,-99,21))", no},
	}
	subject := Public(roadblock(), "en")
	for _, tt := range tests {
		e, err := ParseText(tt.text, PublicProperties(), Options{})
		if err != nil {
			t.Fatal(err)
		}
		if got := truthOfExpr(e, subject); got != tt.want {
			t.Errorf("%s is %d, want %d", tt.text, got, tt.want)
		}
	}
}

// TestPublicValuesHaveTheirTypes makes sure that the table's types are those of its values.
func TestPublicValuesHaveTheirTypes(t *testing.T) {
	subject := Public(roadblock(), "es")
	props := PublicProperties()
	if len(props) != len(Queryables()) {
		t.Errorf("%d properties, %d queryables: a name is there twice", len(props), len(Queryables()))
	}
	for name, typ := range props {
		if v := subject.Value(name); !v.missing() && v.typ.family() != typ.family() {
			t.Errorf("%s is %v, the table says %v", name, v.typ, typ)
		}
	}
	if !subject.Value("claims").missing() {
		t.Error("a property outside the table has a value")
	}
	empty := Public(&incidents.Public{}, "es")
	for name := range props {
		v := empty.Value(name)
		if always := name == "layers" || name == "revision" || name == "seq"; v.missing() == always {
			t.Errorf("%s of an empty incident: missing is %v", name, v.missing())
		}
	}
}
