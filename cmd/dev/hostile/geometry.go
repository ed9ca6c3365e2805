package hostile

import (
	"context"
	"fmt"
	"math"
	"strings"

	"incidentmap/cmd/dev/synthetic"
)

// spatialWords are CQL2's words on geometries.
var spatialWords = []string{"S_INTERSECTS", "S_DISJOINT", "S_EQUALS", "S_TOUCHES", "S_CROSSES", "S_WITHIN", "S_CONTAINS", "S_OVERLAPS"}

// aroundArea is a box around the polygon of many corners, and insideArea one that lies in it.
const (
	aroundArea = "-109,16,-95,30"
	insideArea = "-103,22,-101,24"
)

func geometryAttacks() []attack {
	var all []attack
	for _, word := range spatialWords {
		all = append(
			all,
			attack{
				name: "cql2/" + strings.ToLower(word) + "/literal", why: "a literal of as many corners as a request has room for", gate: heldFilters, large: true,
				send: filtered(
					word+"(geometry,"+literal("LINESTRING", "(", ")", zigzag)+")",
					word+"(geometry,"+literal("POLYGON", "((", "))", saw)+")",
				),
			},
			attack{
				name: "cql2/" + strings.ToLower(word) + "/area", why: "a box over a polygon of many corners", gate: heldFilters, large: true, // the polygon may be the item
				send: filtered(
					word+"(geometry,BBOX("+aroundArea+"))", word+"(geometry,BBOX("+insideArea+"))",
					word+"(geometry,POLYGON((-103 22,-101 22,-102 24,-103 22)))",
				),
			},
		)
	}
	return append(append(append(all, filterTexts()...), pictureAttacks()...), areaAttacks()...)
}

// filtered asks for items by filters of CQL2's text.
func filtered(filters ...string) func(ctx context.Context, t *target) tally {
	return func(ctx context.Context, t *target) tally {
		var all []request
		for _, f := range filters {
			all = append(all, get(items, "limit", "1", "filter", f))
		}
		sum, _ := t.each(ctx, all...)
		return sum
	}
}

// literal writes a geometry whose positions are at gives, as long as a request has room for.
func literal(kind, open, end string, at func(i int) (lon, lat float64)) string {
	var b strings.Builder
	lon0, lat0 := at(0)
	fmt.Fprintf(&b, "%s%s%.2f %.2f", kind, open, lon0, lat0)
	for i := 1; b.Len() < longQuery-2000; i++ {
		lon, lat := at(i)
		fmt.Fprintf(&b, ",%.2f %.2f", lon, lat)
	}
	fmt.Fprintf(&b, ",%.2f %.2f%s", lon0, lat0, end)
	return b.String()
}

// zigzag goes to and fro over Mexico.
func zigzag(i int) (lon, lat float64) {
	return -110 + 0.01*float64(i%2000), 16 + 14*float64(i%2)
}

// saw is a ring with many teeth, which does not cross itself.
func saw(i int) (lon, lat float64) {
	angle := math.Pi * 2 * float64(i) / 2400
	far := 6 + float64(i%2)
	return -102 + far*math.Cos(angle), 23 + far*math.Sin(angle)
}

// filterTexts are filters that are hard to read or to evaluate.
func filterTexts() []attack {
	repeat := func(text string, most int) string { return strings.Repeat(text, most/len(text)) }
	list := func(item string) string { return strings.TrimSuffix(repeat(item+",", longQuery-200), ",") }
	texts := []struct{ name, filter string }{
		{"nested", repeat("(", longQuery/2) + "killed>0" + repeat(")", longQuery/2)},
		{"nested-few", strings.Repeat("(", 30) + "killed>0" + strings.Repeat(")", 30)},
		{"not-not", repeat("NOT ", longQuery) + "killed>0"},
		{"chain", repeat("killed>0 OR ", longQuery/2) + "killed>0"},
		{"chain-like", repeat("title LIKE '%a%b%' OR ", longQuery/3) + "killed>0"},
		{"chain-boxes", repeat("S_INTERSECTS(geometry,BBOX(0,0,1,1)) OR ", longQuery/2) + "killed>0"},
		{"in-numbers", "killed IN (" + list("1") + ")"},
		{"in-texts", "title IN (" + list("'a'") + ")"},
		{"like", "title LIKE '" + strings.Repeat("%a", 3500) + "'"},
		{"like-few", "title LIKE '" + strings.Repeat("%a", 30) + "%b'"},
		{"casei", repeat("CASEI(", longQuery/2) + "title" + repeat(")", longQuery/3)},
		{"casei-like", "CASEI(ACCENTI(title)) LIKE CASEI(ACCENTI('%" + strings.Repeat("á_", 200) + "%'))"},
		{"arithmetic", "killed" + repeat("*2-1", longQuery-100) + ">0"},
		{"power", "killed^999999999^999999999 > 1"},
		{"numbers", "killed > " + repeat("9", longQuery-100)},
		{"between", repeat("start BETWEEN TIMESTAMP('0001-01-01T00:00:00Z') AND TIMESTAMP('9999-12-31T23:59:59Z') AND ", longQuery/2) + "killed>0"},
		{"arrays", "A_CONTAINS(layers,(" + list("'all'") + "))"},
		{"strings", "title = '" + repeat("''", longQuery-100) + "'"},
		{"collection", "S_INTERSECTS(geometry," + repeat("GEOMETRYCOLLECTION(", longQuery/2) + "POINT(0 0)" + repeat(")", longQuery/3) + ")"},
		{"multipoint", "S_INTERSECTS(geometry,MULTIPOINT(" + list("(0 0)") + "))"},
		{"antimeridian", "S_INTERSECTS(geometry,POLYGON((179 -20,181 -20,181 20,179 20,179 -20))) OR S_WITHIN(geometry,BBOX(179,-90,-179,90))"},
		{"unknown", repeat("nothing=1 AND ", longQuery/2) + "none=2"},
	}
	var all []attack
	for _, x := range texts {
		all = append(all, attack{name: "filter/" + x.name, why: "a filter that is hard to read or to evaluate", gate: heldFilters, send: filtered(x.filter)})
	}
	return append(all, attack{name: "filter/json", why: "the same as JSON", gate: heldFilters, large: true, send: jsonFilters})
}

func jsonFilters(ctx context.Context, t *target) tally {
	var points strings.Builder
	for i := 0; points.Len() < longQuery-6000; i++ {
		lon, lat := zigzag(i)
		fmt.Fprintf(&points, "[%.2f,%.2f],", lon, lat)
	}
	filters := []string{
		strings.Repeat(`{"op":"not","args":[`, 500) + "true" + strings.Repeat("]}", 500),
		strings.Repeat("[", longQuery/2),
		`{"op":"s_crosses","args":[{"property":"geometry"},{"type":"LineString","coordinates":[` + strings.TrimSuffix(points.String(), ",") + `]}]}`,
		`{"op":"=","args":["\ud800",{"property":"title"}]}`,
		`{"op":"in","args":[{"property":"killed"},[` + strings.TrimSuffix(strings.Repeat("1,", 5000), ",") + `]]}`,
		`{` + strings.Repeat(`"op":"and",`, 1000) + `"args":[]}`,
	}
	var all []request
	for _, f := range filters {
		q := get(items, "limit", "1", "filter-lang", "cql2-json", "filter", f)
		for _, plain := range []string{"{", "}", "[", "]", `"`} { // else three times as long
			q.path = strings.ReplaceAll(q.path, fmt.Sprintf("%%%02X", plain[0]), plain)
		}
		all = append(all, q)
	}
	sum, _ := t.each(ctx, all...)
	return sum
}

// Kinds of work that is costly by nature.
const (
	pictures    = "pictures"
	outlines    = "large outlines"
	heldFilters = "filters held against many incidents"
)

// pictureAttacks draw the map of all, and of the polygon, in many ways.
func pictureAttacks() []attack {
	sizes := []string{"100", "800", "2400", "2401", "0", "99999999999"}
	boxes := []string{"-180,-85,180,85", aroundArea, insideArea, "-102.001,22.999,-101.999,23.001", "179,-1,-179,1", "-108.5,22.9,-108.4,23.1"}
	return []attack{
		{
			name: "pictures/sizes", why: "each size is drawn anew", gate: pictures,
			send: func(ctx context.Context, t *target) tally {
				var all []request
				for i, s := range sizes {
					all = append(all, get(base+"/image.png", "width", s, "height", sizes[(i+len(sizes)-1)%len(sizes)]), get(base+"/image.png", "width", s, "height", s))
				}
				sum, _ := t.each(ctx, all...)
				return sum
			},
		},
		{
			name: "pictures/boxes", why: "the polygon of many corners at each scale", gate: pictures,
			send: func(ctx context.Context, t *target) tally {
				var all []request
				for _, b := range boxes {
					all = append(all, get(base+"/image.png", "bbox", b), get(base+"/image.png", "bbox", b, "theme", "dark", "width", "2400", "height", "2400"))
				}
				sum, _ := t.each(ctx, all...)
				return sum
			},
		},
		{
			name: "pictures/crowd", why: "60 different pictures at once", gate: pictures,
			send: func(ctx context.Context, t *target) tally {
				var all []request
				for i := range 60 {
					all = append(all, get(base+"/image.png", "bbox", aroundArea, "width", fmt.Sprint(2000+i), "height", "2400"))
				}
				return t.crowd(ctx, 60, crowdTime, all)
			},
		},
	}
}

// areaAttacks ask for the polygon wherever it is shown.
func areaAttacks() []attack {
	return []attack{
		{name: "area/tiles", why: "the polygon at each zoom, cut anew", gate: outlines, send: areaTiles(nil)},
		{name: "area/tiles-filtered", why: "the same with filters, so that nothing is kept", gate: outlines, send: areaTiles([]string{"kind", areaKind, "datetime", "2025-01-01/.."})},
		{name: "area/ogc-tiles", why: "the same by the other address", gate: outlines, send: func(ctx context.Context, t *target) tally {
			var all []request
			for z := range 15 {
				at := synthetic.TileAt(z, -103, 23)
				all = append(all, get(fmt.Sprintf("%s/ogc/collections/all/tiles/WebMercatorQuad/%d/%d/%d", base, at.Z, at.Y, at.X), "kind", areaKind))
			}
			sum, _ := t.each(ctx, all...)
			return sum
		}},
		{name: "area/tiles-crowd", why: "200 different tiles over the polygon's edge at once", gate: outlines, send: func(ctx context.Context, t *target) tally {
			var all []request
			for i := range 200 {
				at := synthetic.TileAt(8+i%6, -102+5*math.Cos(float64(i)), 23+5*math.Sin(float64(i)))
				all = append(all, get(fmt.Sprintf("%s/tiles/all/%s.mvt", base, at), "kind", areaKind, "datetime", fmt.Sprintf("2025-01-01T00:00:%02dZ/..", i%60)))
			}
			return t.crowd(ctx, 40, crowdTime, all)
		}},
		{name: "area/clusters", why: "one feature of many corners among few", send: ask(
			get(base+"/clusters", "zoom", "5", "bbox", aroundArea, "kind", areaKind), get(base+"/clusters", "zoom", "14", "bbox", insideArea, "kind", areaKind))},
		{name: "area/items", why: "the polygon in other coordinates and forms", large: true, send: ask(
			get(items, "kind", areaKind), get(items, "kind", areaKind, "crs", "http://www.opengis.net/def/crs/EPSG/0/3857"),
			get(items, "kind", areaKind, "f", "html"), get(items, "bbox", "-108.5,22.9,-108.4,23.1", "kind", areaKind))},
		{name: "area/files", why: "the polygon in each format", gate: layerFiles, large: true, send: func(ctx context.Context, t *target) tally {
			var all []request
			for _, ext := range formats() {
				all = append(all, get(base+"/layers/all."+ext, "kind", areaKind))
			}
			sum, _ := t.each(ctx, all...)
			return sum
		}},
		{name: "area/pages", why: "pages that show it", send: func(ctx context.Context, t *target) tally {
			one := base + "/incidents/" + t.area
			sum, _ := t.each(ctx, get(one), get(one, "lang", "en"), get(base, "kind", areaKind), get(base+"/list", "kind", areaKind),
				get(base+"/embed", "kind", areaKind), get(base, "kind", areaKind, "within", aroundArea), get(base, "incident", t.area), get(base, "lite", "1", "kind", areaKind))
			return sum
		}},
		{name: "area/feature", why: "the item itself", large: true, send: func(ctx context.Context, t *target) tally {
			sum, _ := t.each(ctx, get(items+"/"+t.area), get(items+"/"+t.area, "f", "html"), get(items+"/"+t.area, "crs", "http://www.opengis.net/def/crs/EPSG/0/4326"))
			return sum
		}},
	}
}

// ask sends requests one by one.
func ask(all ...request) func(ctx context.Context, t *target) tally {
	return func(ctx context.Context, t *target) tally {
		sum, _ := t.each(ctx, all...)
		return sum
	}
}

// areaTiles asks for tiles in the polygon's middle and on its edge, at every zoom.
func areaTiles(pairs []string) func(ctx context.Context, t *target) tally {
	var all []request
	for z := range 17 {
		for _, lon := range []float64{-102, -106.9} {
			all = append(all, get(fmt.Sprintf("%s/tiles/all/%s.mvt", base, synthetic.TileAt(z, lon, 23)), pairs...))
		}
	}
	return ask(all...)
}
