package streets

import (
	"math"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"
)

// schema is how the tiles of an archive are read.
type schema struct {
	streets          string // the layer by which the schema is known
	landWhereNoWater bool   // no layer says what is land
	layers           map[string]func(d *drawn, g orb.Geometry, p geojson.Properties)
}

var schemas = []*schema{
	{ // Protomaps, of version 4 and, with keys that begin with pmap:, of versions before
		streets: "roads",
		layers: map[string]func(d *drawn, g orb.Geometry, p geojson.Properties){
			"earth":   func(d *drawn, g orb.Geometry, _ geojson.Properties) { d.area("land", g) },
			"water":   func(d *drawn, g orb.Geometry, _ geojson.Properties) { d.water(g) },
			"landuse": func(d *drawn, g orb.Geometry, p geojson.Properties) { d.use(g, word(p, "kind", "pmap:kind")) },
			"natural": func(d *drawn, g orb.Geometry, p geojson.Properties) { d.use(g, word(p, "kind", "pmap:kind")) },
			"roads": func(d *drawn, g orb.Geometry, p geojson.Properties) {
				class := streetClasses[word(p, "kind", "pmap:kind")]
				if detail := streetClasses[word(p, "kind_detail", "pmap:kind_detail")]; detail != "" {
					class = detail
				}
				d.street(g, class, p)
			},
			"buildings": func(d *drawn, g orb.Geometry, _ geojson.Properties) { d.area("buildings", g) },
			"boundaries": func(d *drawn, g orb.Geometry, p geojson.Properties) {
				level := number(p, "pmap:min_admin_level", number(p, "kind_detail", 4))
				if kind := word(p, "kind"); kind == "country" {
					level = 2
				}
				d.border(g, level)
			},
			"places": func(d *drawn, g orb.Geometry, p geojson.Properties) {
				kind := word(p, "kind_detail", "pmap:kind_detail")
				if kind == "" {
					kind = word(p, "kind", "pmap:kind")
				}
				d.place(g, kind, 100-int(number(p, "population_rank", 0)), p)
			},
		},
	},
	{ // OpenMapTiles
		streets: "transportation", landWhereNoWater: true,
		layers: map[string]func(d *drawn, g orb.Geometry, p geojson.Properties){
			"water":     func(d *drawn, g orb.Geometry, _ geojson.Properties) { d.water(g) },
			"waterway":  func(d *drawn, g orb.Geometry, _ geojson.Properties) { d.water(g) },
			"landcover": func(d *drawn, g orb.Geometry, p geojson.Properties) { d.use(g, word(p, "class")) },
			"landuse":   func(d *drawn, g orb.Geometry, p geojson.Properties) { d.use(g, word(p, "class")) },
			"park":      func(d *drawn, g orb.Geometry, _ geojson.Properties) { d.area("green", g) },
			"building":  func(d *drawn, g orb.Geometry, _ geojson.Properties) { d.area("buildings", g) },
			"transportation": func(d *drawn, g orb.Geometry, p geojson.Properties) {
				d.street(g, streetClasses[word(p, "class")], nil)
			},
			"transportation_name": func(d *drawn, g orb.Geometry, p geojson.Properties) {
				d.streetName(g, streetClasses[word(p, "class")], p)
			},
			"boundary": func(d *drawn, g orb.Geometry, p geojson.Properties) {
				if number(p, "maritime", 0) == 0 {
					d.border(g, number(p, "admin_level", 4))
				}
			},
			"place": func(d *drawn, g orb.Geometry, p geojson.Properties) {
				d.place(g, word(p, "class"), int(number(p, "rank", 90)), p)
			},
		},
	},
}

// streetClasses gives our class of a street by the words of both schemas; others, as ferries, are not drawn.
var streetClasses = map[string]string{
	"highway": "highway", "motorway": "highway", "motorway_link": "highway", "trunk": "highway", "trunk_link": "highway",
	"major_road": "major", "primary": "major", "primary_link": "major", "secondary": "major", "secondary_link": "major",
	"medium_road": "minor", "tertiary": "minor", "tertiary_link": "minor", "minor_road": "minor", "minor": "minor",
	"residential": "minor", "unclassified": "minor", "service": "minor", "road": "minor", "living_street": "minor",
	"path": "path", "track": "path", "pedestrian": "path", "footway": "path", "cycleway": "path", "steps": "path", "other": "path",
	"rail": "rail", "transit": "rail", "light_rail": "rail", "subway": "rail", "tram": "rail",
	"runway": "major", "taxiway": "path",
}

// streetRanks is the importance of a street's name, behind those of settlements.
var streetRanks = map[string]int{"highway": 2000, "major": 2100, "minor": 2200}

// uses gives our layer of a use of land; others are not drawn.
var uses = map[string]string{
	"park": "green", "forest": "green", "wood": "green", "grass": "green", "nature_reserve": "green", "national_park": "green",
	"cemetery": "green", "golf_course": "green", "garden": "green", "meadow": "green", "scrub": "green", "recreation_ground": "green",
	"residential": "urban", "industrial": "urban", "commercial": "urban", "retail": "urban", "urban_area": "urban",
	"aerodrome": "urban", "airfield": "urban", "hospital": "urban", "school": "urban", "university": "urban",
}

// placeClasses gives our class of a settlement; countries and states are named by the embedded basemap, farther off.
var placeClasses = map[string]string{
	"city": "city", "town": "town", "locality": "town", "village": "village", "hamlet": "village", "suburb": "village",
	"quarter": "village", "neighbourhood": "village", "macrohood": "village",
}

func word(p geojson.Properties, keys ...string) string {
	for _, key := range keys {
		if s, is := p[key].(string); is && s != "" {
			return s
		}
	}
	return ""
}

func number(p geojson.Properties, key string, other float64) float64 {
	switch v := p[key].(type) {
	case float64:
		return v
	case string:
		var n float64
		for _, r := range v {
			if r < '0' || r > '9' {
				return other
			}
			n = 10*n + float64(r-'0')
		}
		if v != "" {
			return n
		}
	}
	return other
}

func (d *drawn) area(layer string, g orb.Geometry) {
	switch g := g.(type) {
	case orb.Polygon:
		if len(g) > 0 {
			d.add(layer, g, nil)
		}
	case orb.MultiPolygon:
		if len(g) > 0 {
			d.add(layer, g, nil)
		}
	}
}

func (d *drawn) lines(layer string, g orb.Geometry, p geojson.Properties) {
	switch g := g.(type) {
	case orb.LineString:
		if len(g) > 1 {
			d.add(layer, g, p)
		}
	case orb.MultiLineString:
		if len(g) > 0 {
			d.add(layer, g, p)
		}
	}
}

func (d *drawn) water(g orb.Geometry) {
	d.area("lakes", g)
	d.lines("rivers", g, nil)
}

func (d *drawn) use(g orb.Geometry, kind string) {
	if layer := uses[kind]; layer != "" {
		d.area(layer, g)
	}
}

// Levels of borders that are drawn, as OpenStreetMap numbers them.
const (
	countryLevel = 2
	stateLevel   = 4
)

func (d *drawn) border(g orb.Geometry, level float64) {
	switch {
	case level <= countryLevel:
		d.lines("borders", g, geojson.Properties{"level": 0})
	case level <= stateLevel:
		d.lines("borders", g, geojson.Properties{"level": 1})
	}
}

// street draws a street of a class, and its name where its properties say one.
func (d *drawn) street(g orb.Geometry, class string, p geojson.Properties) {
	if class == "" {
		return
	}
	d.lines("streets", g, geojson.Properties{"class": class})
	d.streetName(g, class, p)
}

// namedFrom is the zoom of tiles from which on streets are named; before, the names of settlements have the room.
const namedFrom = 13

// streetName puts the name of a street at the middle of its longest straight piece, if that is long enough to be read along it.
func (d *drawn) streetName(g orb.Geometry, class string, p geojson.Properties) {
	rank, named := streetRanks[class]
	if !named || d.zoom < namedFrom || word(p, "name") == "" {
		return
	}
	var lines []orb.LineString
	switch g := g.(type) {
	case orb.LineString:
		lines = []orb.LineString{g}
	case orb.MultiLineString:
		lines = g
	}
	var from, to orb.Point
	longest := 0.0
	for _, l := range lines {
		for i := 1; i < len(l); i++ {
			if length := math.Hypot(l[i][0]-l[i-1][0], l[i][1]-l[i-1][1]); length > longest {
				from, to, longest = l[i-1], l[i], length
			}
		}
	}
	const letter = 6.5 * extent / 512 // the width of a letter in units, where a tile is 512 pixels wide
	middle := orb.Point{math.Round((from[0] + to[0]) / 2), math.Round((from[1] + to[1]) / 2)}
	inside := middle[0] >= 0 && middle[0] < extent && middle[1] >= 0 && middle[1] < extent
	if longest < letter*float64(len([]rune(word(p, "name")))) || !inside {
		return
	}
	angle := math.Atan2(to[1]-from[1], to[0]-from[0]) * 180 / math.Pi
	if angle > 90 {
		angle -= 180 // no name stands on its head
	} else if angle <= -90 {
		angle += 180
	}
	d.add("places", middle, d.named(p, geojson.Properties{"class": "street", "rank": rank, "angle": int(math.Round(angle))}))
}

func (d *drawn) place(g orb.Geometry, kind string, rank int, p geojson.Properties) {
	at, isPoint := g.(orb.Point)
	class := placeClasses[kind]
	inside := at[0] >= 0 && at[0] < extent && at[1] >= 0 && at[1] < extent
	if !isPoint || class == "" || !inside || word(p, "name") == "" {
		return // of a place in a tile's margin its neighbour tells
	}
	order := slices.Index([]string{"city", "town", "village"}, class)
	d.add("places", at, d.named(p, geojson.Properties{"class": class, "rank": 300*(order+1) + min(max(rank, 0), 99)}))
}

// named adds the names that our tiles have.
func (d *drawn) named(p, out geojson.Properties) geojson.Properties {
	out["name"] = word(p, "name")
	for _, lang := range []string{"es", "en"} {
		if name := word(p, "name:"+lang, "name_"+lang); name != "" && name != out["name"] {
			out["name_"+lang] = name
		}
	}
	return out
}
