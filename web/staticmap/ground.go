package staticmap

import (
	"context"
	"fmt"
	"image/color"
	"math"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/clip"
	"github.com/paulmach/orb/encoding/mvt"
	"github.com/paulmach/orb/geojson"
)

// Basemap gives the tiles below the incidents.
type Basemap interface {
	// Tile gives an uncompressed Mapbox Vector Tile; an empty one has no bytes.
	Tile(ctx context.Context, z, x, y int) ([]byte, error)
}

// tilePixels is how wide a tile of the basemap is meant to be seen, as in the page.
const tilePixels = 512

// ground is the basemap of a picture, in pixels.
type ground struct {
	areas   map[string]path // land, urban, lakes
	streets map[string]path // by class
	rivers  path
	state   path
	nation  path
	places  []place
	zoom    int
}

// place is a name of the basemap.
type place struct {
	name, class string
	rank        int
	at          orb.Point
}

// readGround gathers the tiles that a picture shows; names are those of a language where there
// are any.
func readGround(ctx context.Context, tiles Basemap, maxZoom int, p *projection, lang string, scale float64) (*ground, error) {
	zoom := min(max(0, int(math.Round(math.Log2(p.world/scale/tilePixels)))), maxZoom)
	g := &ground{areas: map[string]path{}, streets: map[string]path{}, zoom: zoom}
	side := p.world / float64(int(1)<<zoom) // of a tile, in pixels
	first := func(v float64) int { return int(math.Floor(v / side)) }
	last := (1 << zoom) - 1
	for y := max(0, first(p.origin[1])); y <= min(last, first(p.origin[1]+p.height)); y++ {
		for x := first(p.origin[0]); x <= first(p.origin[0]+p.width); x++ {
			bytes, err := tiles.Tile(ctx, zoom, x&last, y)
			if err != nil {
				return nil, fmt.Errorf("basemap: %w", err)
			}
			if len(bytes) == 0 {
				continue
			}
			layers, err := mvt.Unmarshal(bytes)
			if err != nil {
				return nil, fmt.Errorf("basemap tile %d/%d/%d: %w", zoom, x&last, y, err)
			}
			at := orb.Point{float64(x)*side - p.origin[0], float64(y)*side - p.origin[1]}
			for _, l := range layers {
				g.add(l, at, side/float64(l.Extent), lang)
			}
		}
	}
	return g, nil
}

// add takes in a tile's layer. unit is that of the tile, in pixels.
func (g *ground) add(l *mvt.Layer, at orb.Point, unit float64, lang string) {
	whole := orb.Bound{Max: orb.Point{float64(l.Extent), float64(l.Extent)}}
	for _, f := range l.Features {
		switch l.Name {
		case "land", "urban", "green", "lakes", "buildings":
			g.areas[l.Name] = append(g.areas[l.Name], placed(ringsOf(f.Geometry), at, unit)...)
		case "streets":
			class, _ := f.Properties["class"].(string)
			g.streets[class] = append(g.streets[class], placed(linesOf(clip.Geometry(whole, f.Geometry)), at, unit)...)
		case "rivers", "borders":
			// What tiles have beyond their edges would be drawn twice.
			lines := placed(linesOf(clip.Geometry(whole, f.Geometry)), at, unit)
			switch level, _ := f.Properties["level"].(float64); {
			case l.Name == "rivers":
				g.rivers = append(g.rivers, lines...)
			case level == 0:
				g.nation = append(g.nation, lines...)
			default:
				g.state = append(g.state, lines...)
			}
		case "places":
			if point, ok := f.Geometry.(orb.Point); ok {
				g.addPlace(f.Properties, placed(path{{point}}, at, unit)[0][0], lang)
			}
		}
	}
}

func (g *ground) addPlace(properties geojson.Properties, at orb.Point, lang string) {
	name := properties.MustString("name_"+lang, properties.MustString("name", ""))
	if name == "" || properties.MustString("class", "") == "street" { // which would have to be turned
		return
	}
	rank, known := properties["rank"].(float64)
	if !known {
		rank = math.MaxInt16
	}
	g.places = append(g.places, place{name: name, class: properties.MustString("class", ""), rank: int(rank), at: at})
}

// placed moves a tile's lines into the picture.
func placed(lines path, at orb.Point, unit float64) path {
	out := make(path, len(lines))
	for i, l := range lines {
		out[i] = make([]orb.Point, len(l))
		for j, q := range l {
			out[i][j] = orb.Point{at[0] + q[0]*unit, at[1] + q[1]*unit}
		}
	}
	return out
}

// ringsOf gives the rings of polygons, and of nothing else.
func ringsOf(g orb.Geometry) path {
	var out path
	switch g := g.(type) {
	case orb.Polygon:
		for _, r := range g {
			out = append(out, r)
		}
	case orb.MultiPolygon:
		for _, p := range g {
			out = append(out, ringsOf(p)...)
		}
	case orb.Bound:
		return ringsOf(g.ToPolygon())
	case orb.Collection:
		for _, part := range g {
			out = append(out, ringsOf(part)...)
		}
	}
	return out
}

// linesOf gives lines, and nothing else.
func linesOf(g orb.Geometry) path {
	var out path
	switch g := g.(type) {
	case orb.LineString:
		out = append(out, g)
	case orb.MultiLineString:
		for _, l := range g {
			out = append(out, l)
		}
	case orb.Collection:
		for _, part := range g {
			out = append(out, linesOf(part)...)
		}
	}
	return out
}

// pointsOf gives single points, and nothing else.
func pointsOf(g orb.Geometry) []orb.Point {
	switch g := g.(type) {
	case orb.Point:
		return []orb.Point{g}
	case orb.MultiPoint:
		return g
	case orb.Collection:
		var out []orb.Point
		for _, part := range g {
			out = append(out, pointsOf(part)...)
		}
		return out
	}
	return nil
}

// drawGround paints the basemap without its names, in the order and the widths of the page's map.
func (c *canvas) drawGround(g *ground, t theme, scale float64) {
	thin := func(below int, small, large float64) float64 {
		if g.zoom < below {
			return small * scale
		}
		return large * scale
	}
	c.fill(g.areas["land"], t.land)
	c.fill(g.areas["urban"], t.urban)
	c.fill(g.areas["green"], t.green)
	c.stroke(g.rivers, thin(7, 0.8, 1.4), t.river)
	c.fill(g.areas["lakes"], t.water)
	c.drawStreets(g, t, scale)
	c.stroke(g.state, thin(5, 0.6, 1), t.state)
	c.stroke(g.nation, thin(4, 0.8, 1.4), t.country)
}

// drawStreets paints buildings and streets, the thinnest first, in the widths of the page's map.
func (c *canvas) drawStreets(g *ground, t theme, scale float64) {
	c.fill(g.areas["buildings"], t.building)
	wide := math.Pow(2, min(max(float64(g.zoom)-12, -2), 3.2)) // a tile's zoom is one less than the map's
	for _, s := range []struct {
		class string
		width float64
		ink   color.NRGBA
	}{{"rail", 0.9, t.state}, {"path", 0.6, t.path}, {"minor", 1.4, t.street}, {"major", 2.2, t.street}, {"highway", 3, t.highway}} {
		if g.zoom > 10 && s.class != "rail" && s.class != "path" {
			c.stroke(g.streets[s.class], (s.width*wide+1.4)*scale, t.casing)
		}
		c.stroke(g.streets[s.class], max(s.width*wide, 0.5)*scale, s.ink)
	}
}
