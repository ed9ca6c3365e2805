package ogc_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"incidentmap/web/webtest"
)

// The parts of a layer by dimension hold each of its incidents once, with geometries of their own kind
// alone, so that a program that takes one kind of geometry per layer draws all of them.
func TestDimensionsDivideALayer(t *testing.T) {
	s := webtest.NewSite(t)
	var doc struct{ Collections []struct{ ID, Title string } }
	if err := json.Unmarshal(s.Get(t, ogc+"/collections?f=json&lang=en").Body.Bytes(), &doc); err != nil {
		t.Fatal(err)
	}
	var parts []string
	titles := map[string]bool{}
	for _, c := range doc.Collections {
		if titles[c.Title] {
			t.Errorf("two collections are called %q", c.Title)
		}
		titles[c.Title] = true
		if strings.HasPrefix(c.ID, "all.") {
			parts = append(parts, c.ID)
		}
	}
	if len(parts) < 2 {
		t.Fatalf("the parts of all are %q", parts)
	}
	formats := map[string]string{
		"points": "geometry-point-or-multipoint", "lines": "geometry-linestring-or-multilinestring", "areas": "geometry-polygon-or-multipolygon",
	}
	var divided []string
	for _, id := range parts {
		_, kind, _ := strings.Cut(id, ".")
		items := ogc + "/collections/" + id + "/items"
		for _, f := range pageAt(t, s, items+"?limit=1000").Features {
			if f.Geometry.Type != "" && !strings.Contains(formats[kind], strings.ToLower(f.Geometry.Type)) {
				t.Errorf("%s holds a %s", id, f.Geometry.Type)
			}
			if got := s.Get(t, items+"/"+f.ID); got.Code != 200 {
				t.Errorf("%s has no feature %s: %d", id, f.ID, got.Code)
			}
		}
		divided = append(divided, walk(t, s, items+"?limit=2")...)
		for _, document := range []string{"/schema", "/queryables"} {
			if got := s.Get(t, ogc+"/collections/"+id+document, "Accept", "application/schema+json"); !strings.Contains(got.Body.String(), formats[kind]) {
				t.Errorf("%s%s does not say that its geometries are %s", id, document, formats[kind])
			}
		}
	}
	slices.Sort(divided)
	if all := walk(t, s, itemsDocument+"?limit=1000"); !slices.Equal(divided, all) {
		t.Errorf("the parts hold %q, all holds %q", divided, all)
	}
	if got := s.Get(t, ogc+"/collections/all.points/items/"+webtest.AdvisoryID); got.Code != 404 {
		t.Errorf("an area is among the points: %d", got.Code)
	}
	if got := s.Get(t, ogc+"/collections/none.points/items"); got.Code != 404 {
		t.Errorf("a part of no layer: %d", got.Code)
	}
}
