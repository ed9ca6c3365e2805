package records

import "testing"

// TestStructures holds that records are found by the structure of a JSON text, whatever holds them.
func TestStructures(t *testing.T) {
	point := func(title string) string {
		return `{"type":"Feature","properties":{"t":"` + title + `"},"geometry":{"type":"Point","coordinates":[-103.5,20.5]}}`
	}
	collection := `{"type":"FeatureCollection","features":[` + point("a") + `,` + point("b") + `]}`
	check(t, []readingCase{
		{"a script: a.js", "/* map */\nvar json_layer = " + collection + ";\n", Options{}, []string{"a.js geojson utf-8", "note skipped /* map */\nvar json_layer = ", "1 a POINT(-103.5 20.5)", "2 b POINT(-103.5 20.5)", "t"}},
		{"a callback: a.js", "eqfeed_callback(" + collection + ");", Options{}, []string{"a.js geojson utf-8", "note skipped eqfeed_callback(", "1 a POINT(-103.5 20.5)", "2 b POINT(-103.5 20.5)", "t"}},
		{"a module: a.js", "export default [{\"t\":\"a\"}]", Options{}, []string{"a.js json utf-8", "note skipped export default ", "1 a", "t"}},
		{
			"two values: a.js", "var a = [{\"t\":\"a\"}];\nvar b = [{\"t\":\"b\"}];",
			Options{},
			[]string{"a.js json utf-8", "note skipped var a = ", "1 a", "broken: a.js: reading stopped after 1 records: the script goes on behind its first data, which is all that is read; save the rest as files of their own", "t"},
		},
		{
			"layers: a.umap", `{"type":"umap","properties":{"name":"Map"},"geometry":{"type":"Point","coordinates":[1,2]},"layers":[{"_umap_options":{"name":"One"},"type":"FeatureCollection","features":[` + point("a") + `]},{"type":"FeatureCollection","features":[` + point("b") + `],"_umap_options":{"name":"Two"}}]}`,
			Options{},
			[]string{"a.umap geojson utf-8", "1 a|One POINT(-103.5 20.5)", "2 b|Two POINT(-103.5 20.5)", "t|folder"},
		},
		{
			"layers of which one has no features: a.json", `{"layers":[{"name":"Empty"},5,{"name":"Two","features":[` + point("b") + `]}]}`,
			Options{},
			[]string{"a.json geojson utf-8", "1 b|Two POINT(-103.5 20.5)", "t|folder"},
		},
		{"collections in a list: a.json", "[" + collection + "," + collection + "]", Options{}, []string{"a.json geojson utf-8", "1 a POINT(-103.5 20.5)", "2 b POINT(-103.5 20.5)", "3 a POINT(-103.5 20.5)", "4 b POINT(-103.5 20.5)", "t"}},
		{"collections by name: a.json", `{"x":` + collection + `,"y":` + collection + `}`, Options{}, []string{"a.json geojson utf-8", "1 a|x POINT(-103.5 20.5)", "2 b|x POINT(-103.5 20.5)", "3 a|y POINT(-103.5 20.5)", "4 b|y POINT(-103.5 20.5)", "t|folder"}},
		{"an answer: a.json", `{"success":true,"result":{"records":[{"t":"a"},{"t":"b"}]}}`, Options{}, []string{"a.json json utf-8", "1 a", "2 b", "t"}},
		{"Airtable: a.json", `{"records":[{"id":"rec1","createdTime":"2026-02-22T10:00:00.000Z","fields":{"t":"a","Killed":2}}],"offset":"x"}`, Options{}, []string{"a.json json utf-8", "1 #rec1 a|2|rec1|2026-02-22T10:00:00.000Z", "t|Killed|id|createdTime"}},
		{
			"ArcGIS: a.json", `{"geometryType":"esriGeometryPoint","spatialReference":{"wkid":102100,"latestWkid":3857},"fields":[{"name":"t"}],"features":[{"attributes":{"t":"a"},"geometry":{"x":-11504022.3,"y":2362165.1}}]}`,
			Options{},
			[]string{"a.json geojson utf-8", "note projected ", "1 a POINT(-103.342390609 20.750600619) projected", "t"},
		},
		{
			"rings: a.json", `{"features":[{"attributes":{"t":"a"},"geometry":{"rings":[[[0,0],[0,4],[4,4],[4,0],[0,0]],[[1,1],[2,1],[2,2],[1,2],[1,1]]]}}]}`,
			Options{},
			[]string{"a.json geojson utf-8", "1 a POLYGON((0 0,4 0,4 4,0 4,0 0),(1 1,1 2,2 2,2 1,1 1)) ring_order", "t"},
		},
		{
			"objects in records: a.json", `[{"t":"a","location":{"lat":1.5,"lng":2.5,"deep":{"x":"y"}},"geo":{"type":"Point","coordinates":[1,2]},"_id":{"$oid":"5f"}}]`,
			Options{},
			[]string{"a.json json utf-8", `1 a|1.5|2.5|y|{"type":"Point","coordinates":[1,2]}|5f`, "t|location.lat|location.lng|location.deep.x|geo|_id"},
		},
		{"records by name: a.json", `{"k1":{"t":"a"},"k2":{"t":"b"}}`, Options{}, []string{"a.json json utf-8", "1 #k1 a", "2 #k2 b", "t"}},
		{
			"TopoJSON: a.json", `{"type":"Topology","transform":{"scale":[0.5,0.5],"translate":[10,20]},"arcs":[[[0,0],[2,0],[0,2]],[[2,2],[-2,0],[0,-2]]],"objects":{"x":{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[2,4],"properties":{"t":"a"}},{"type":"Polygon","arcs":[[0,1]],"id":7}]}}}`,
			Options{},
			[]string{"a.json topojson utf-8", "1 a POINT(11 22)", "2 #7  POLYGON((10 20,11 20,11 21,10 21,10 20))", "t"},
		},
	})
}

// Rows below the header that describe the columns are no records.
func TestSubheaders(t *testing.T) {
	check(t, []readingCase{
		{"hashtags: a.csv", "Date,Killed\n#date+occurred,#affected +killed\n2024-03-01,12\n", Options{}, []string{"a.csv csv utf-8 ,", "note title_rows #date+occurred #affected +killed", "3 2024-03-01|12", "Date|Killed"}},
		{"codes: a.csv", "Date,Place,Killed\nQ1,Q2,Q3\n2024-03-01,Tapalpa,12\n2024-03-02,Zapopan,1\n", Options{}, []string{"a.csv csv utf-8 ,", "note title_rows Q1 Q2 Q3", "3 2024-03-01|Tapalpa|12", "4 2024-03-02|Zapopan|1", "Date|Place|Killed"}},
		{"years: a.csv", "Country,2015,2016,2017\nX,3,4,5\nY,1,0,2\n", Options{}, []string{"a.csv csv utf-8 ,", "2 X|3|4|5", "3 Y|1|0|2", "Country|2015|2016|2017"}},
		{"a first row without numbers: a.csv", "Date,Place,Killed\nn/a,Tapalpa,unknown\n2024-03-01,Tapalpa,12\n2024-03-02,Zapopan,1\n", Options{}, []string{"a.csv csv utf-8 ,", "2 n/a|Tapalpa|unknown", "3 2024-03-01|Tapalpa|12", "4 2024-03-02|Zapopan|1", "Date|Place|Killed"}},
	})
	files, err := open(t, put(t, "a.csv", []byte("Date,Killed\n#date+occurred,#affected +killed\n2024-03-01,12\n")), Options{})
	if err != nil || files[0].Tags["Killed"] != "#affected+killed" {
		t.Errorf("%v %+v", err, files)
	}
}
