package records

import (
	"fmt"
	"strings"
	"testing"
)

// feature writes a feature with a title.
func feature(title, geometry string) string {
	return fmt.Sprintf(`{"type":"Feature","properties":{"t":%q},"geometry":%s}`, title, geometry)
}

func TestGeoJSON(t *testing.T) {
	point := `{"type":"Point","coordinates":[-103.5,20.5]}`
	collection := func(features ...string) string {
		return `{"type":"FeatureCollection","features":[` + strings.Join(features, ",\n") + `]}`
	}
	check(t, []readingCase{
		{
			"values: a.json", collection(`{"type":"Feature","id":"x1","geometry":null,"properties":{"s":"a\/ñ","n":1.50,"b":true,"z":null,"l":["x", {"y":1}]},"extra":7}`, `{"type":"Feature","id":12,"properties":null,"geometry":{"type":"Point","coordinates":[1,2,-3.50]}}`),
			Options{},
			[]string{"a.json geojson utf-8", `1 #x1 a/ñ|1.50|true||["x", {"y":1}]|7`, `2 #12 ||||||-3.50 POINT(1 2) third_number:z`, "s|n|b|z|l|extra|z_2"},
		},
		{
			"a bad feature among good ones: a.json", collection(feature("a", point), `{"type":"Feature","properties":{"t":"b"`+"\n"+`,},"geometry":null}`, feature("c", point)),
			Options{},
			[]string{
				"a.json geojson utf-8", "1 a POINT(-103.5 20.5)",
				`2 error: feature 2 cannot be read: at byte 41: a comma stands before '}', in "{\"type\":\"Feature\",\"properties\":{\"t\":\"b\"\n"…`,
				"3 c POINT(-103.5 20.5)", "t",
			},
		},
		{
			"cut: a.json", collection(feature("a", point), feature("b", point))[:150],
			Options{},
			[]string{
				"a.json geojson utf-8", "1 a POINT(-103.5 20.5)",
				"broken: a.json: reading stopped after 1 records: the file ends before its last feature and its brackets do", "t",
			},
		},
		{
			"numbers that cannot be kept: a.json", collection(`{"type":"Feature","properties":{"a":1e400,"b":NaN,"c":-Infinity,"d":1e30},"geometry":{"type":"Point","coordinates":[NaN,1]}}`),
			Options{},
			[]string{"a.json geojson utf-8", "1 |||1e30 value_refused:a! value_refused:b! value_refused:c! geometry_refused!", "a|b|c|d"},
		},
		{
			"features one a line: a.json", feature("a", point) + "\n{\"type\":\n" + feature("b", point) + "\n",
			Options{},
			[]string{
				"a.json geojsonseq utf-8", "1 a POINT(-103.5 20.5)", `2 error: feature 2 cannot be read: at byte 8: a value is missing, in "{\"type\":"`,
				"3 b POINT(-103.5 20.5)", "t",
			},
		},
		{
			"features behind separators: a.json", "\x1e" + feature("a", point) + "\n\x1e{\n" + feature("b", point)[1:] + "\n",
			Options{},
			[]string{"a.json geojsonseq utf-8", "1 a POINT(-103.5 20.5)", "2 b POINT(-103.5 20.5)", "t"},
		},
		{
			"features in a row, over lines: a.json", "{\n" + feature("a", point)[1:] + "\n{\n" + feature("b", point)[1:],
			Options{},
			[]string{"a.json geojsonseq utf-8", "1 a POINT(-103.5 20.5)", "2 b POINT(-103.5 20.5)", "t"},
		},
		{"one feature: a.json", feature("a", point), Options{}, []string{"a.json geojson utf-8", "1 a POINT(-103.5 20.5)", "t"}},
		{"a geometry: a.json", point, Options{}, []string{"a.json geojson utf-8", "1  POINT(-103.5 20.5)", ""}},
		{"a list of objects: a.json", `[{"place":"Tapalpa","id":3},{"dead":4}]`, Options{}, []string{"a.json json utf-8", "1 #3 Tapalpa|3", "2 ||4", "place|id|dead"}},
		{"objects in a member: a.json", `{"total":1,"results":[{"place":"Tapalpa"}]}`, Options{}, []string{"a.json json utf-8", "1 Tapalpa", "place"}},
		{
			"deeper than the limit: a.json", collection(feature("a", `{"type":"Point","coordinates":`+strings.Repeat("[", 100)+strings.Repeat("]", 100)+`}`), feature("b", point)),
			Options{},
			[]string{"a.json geojson utf-8", "1 a geometry_refused!", "2 b POINT(-103.5 20.5)", "t"},
		},
		{
			"longer than the limit: a.json", collection(feature(strings.Repeat("x", 300), point), feature("b", point)),
			Options{Limits: Limits{Record: 200}},
			[]string{"a.json geojson utf-8", "1 error: feature 1 is longer than 200 bytes and was skipped", "2 b POINT(-103.5 20.5)", "t"},
		},
		{
			"more columns than the limit: a.json", `[{"a":1,"b":2,"c":3}]`,
			Options{Limits: Limits{Columns: 2}},
			[]string{"a.json json utf-8", "1 1|2 value_refused:c!", "a|b"},
		},
		{
			"a system in front: a.json", `{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::32613"}},"features":[` + feature("a", `{"type":"Point","coordinates":[500000,0]}`) + `]}`,
			Options{},
			[]string{"a.json geojson utf-8", "note projected ", "1 a POINT(-105 0) projected", "t"},
		},
		{
			"a system behind: a.json", `{"type":"FeatureCollection","features":[` + feature("a", `{"type":"LineString","coordinates":[[0,0],[0,111325.1428663851]]}`) + `],"crs":{"type":"EPSG","properties":{"code":3857}}}`,
			Options{},
			[]string{"a.json geojson utf-8", "note projected ", "1 a LINESTRING(0 0,0 1) projected", "t"},
		},
		{
			"a system that is degrees: a.json", `{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:OGC:1.3:CRS84"}},"features":[` + feature("a", point) + `]}`,
			Options{},
			[]string{"a.json geojson utf-8", "1 a POINT(-103.5 20.5)", "t"},
		},
		{
			"a system that is not known: a.json", `{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"EPSG:27700"}},"features":[]}`,
			Options{},
			[]string{"cannot: a.json: its coordinate system EPSG:27700 is not known; write the file in WGS 84 (EPSG:4326)"},
		},
	})
}

func TestGeometriesAreMended(t *testing.T) {
	for _, tt := range []struct{ name, geometry, want string }{
		{"order", `{"type":"Polygon","coordinates":[[[0,0],[0,4],[4,4],[4,0],[0,0]],[[1,1],[2,1],[2,2],[1,1]]]}`, "POLYGON((0 0,4 0,4 4,0 4,0 0),(1 1,2 2,2 1,1 1)) ring_order"},
		{"open ring", `{"type":"Polygon","coordinates":[[[0,0],[4,0],[4,4]]]}`, "POLYGON((0 0,4 0,4 4,0 0)) ring_closed"},
		{"a ring too short among others", `{"type":"MultiPolygon","coordinates":[[[[0,0],[1,1]]],[[[0,0],[4,0],[4,4],[0,0]]]]}`, "MULTIPOLYGON(((0 0,4 0,4 4,0 0))) parts_refused!"},
		{"nothing but a short line", `{"type":"LineString","coordinates":[[0,0]]}`, "geometry_refused!"},
		{"empty", `{"type":"Polygon","coordinates":[]}`, "geometry_empty"},
		{"empty point", `{"type":"Point","coordinates":[]}`, "geometry_empty"},
		{"over the antimeridian", `{"type":"LineString","coordinates":[[178,0],[-178,2]]}`, "MULTILINESTRING((178 0,180 1),(-180 1,-178 2)) antimeridian"},
		{"beyond the antimeridian", `{"type":"Polygon","coordinates":[[[170,0],[190,0],[190,10],[170,10],[170,0]]]}`, "MULTIPOLYGON(((180 10,170 10,170 0,180 0,180 10)),((-180 0,-170 0,-170 10,-180 10,-180 0))) antimeridian"},
		{"the whole world", `{"type":"Polygon","coordinates":[[[-180,-90],[180,-90],[180,90],[-180,90],[-180,-90]]]}`, "POLYGON((-180 -90,180 -90,180 90,-180 90,-180 -90))"},
		{"counted to 360", `{"type":"Point","coordinates":[256.5,20]}`, "POINT(-103.5 20) wrapped"},
		{"swapped", `{"type":"Point","coordinates":[20.5,-103.5]}`, "geometry_refused!"},
		{"metres without a word", `{"type":"Point","coordinates":[671874,2286500]}`, "geometry_refused!"},
		{"winding", `{"type":"LineString","coordinates":[[0,0],[170,0],[-20,0],[150,0],[-40,0],[130,0],[-60,0],[110,0]]}`, "geometry_refused!"},
		{"heights", `{"type":"LineString","coordinates":[[0,0,5],[1,1,6]]}`, "LINESTRING(0 0,1 1) third_number!"},
		{"collection", `{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,2]},{"type":"LineString","coordinates":[[0,0],[1,1]]}]}`, "GEOMETRYCOLLECTION(POINT(1 2),LINESTRING(0 0,1 1)) collection"},
		{"collection of points", `{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[1,2]},{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[3,4]}]}]}`, "MULTIPOINT((1 2),(3 4)) collection"},
		{"members in another order", `{"coordinates":[1,2],"type":"Point"}`, "POINT(1 2)"},
		{"text for a number", `{"type":"Point","coordinates":["1",2]}`, "geometry_refused!"},
		{"no type", `{"coordinates":[1,2]}`, "geometry_refused!"},
		{"null coordinates", `{"type":"Point","coordinates":null}`, "geometry_refused!"},
	} {
		got := told(t, put(t, "a.geojson", []byte(feature("x", tt.geometry))), Options{})
		if want := strings.TrimSpace("1 x " + tt.want); len(got) < 2 || got[1] != want {
			t.Errorf("%s: %q, want %q", tt.name, got, want)
		}
	}
}
