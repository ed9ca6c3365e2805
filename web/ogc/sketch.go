package ogc

import (
	"context"
	"fmt"
	"math"
	"net/http"
	"strings"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/mvt"

	"incidentmap/geo"
	"incidentmap/geo/mercator"
	"incidentmap/incidents"
	"incidentmap/web/respond"
)

// sketch is a small map of incidents, drawn in the page itself: the land of the basemap,
// and on it their areas, lines and points.
type sketch struct {
	ViewBox string
	Radius  string // of a point
	Land    []string
	Shapes  []string // areas and lines
	Points  [][2]string
	Partial bool // whether its land is missing, which another time will be there
}

// whole takes the tag off a page of which a part of the map is missing.
func (d *sketch) whole(h http.Header) {
	if d != nil && d.Partial {
		respond.Partial(h)
	}
}

// The sizes of a small map: how many units a tile and the map have at most, how far it is
// drawn around the incidents at least, in tiles, and up to which zoom.
const (
	sketchTile   = 256
	sketchWidth  = 512
	sketchMargin = 0.05
	sketchZoom   = 8
)

// Of a line of more corners than these, those that are nearer to the line without them than can be seen, in units,
// are left out.
const (
	manyCorners = 2000
	seenFrom    = 0.25
)

// sketch draws incidents; nil if none of them is anywhere.
func (a *API) sketch(ctx context.Context, all []*incidents.Public) *sketch {
	var bound orb.Bound
	var placed []orb.Geometry
	for _, p := range all {
		if g := p.Where.Geometry; g != nil {
			if bound = bound.Union(g.Bound()); len(placed) == 0 {
				bound = g.Bound()
			}
			placed = append(placed, g)
		}
	}
	if len(placed) == 0 {
		return nil
	}
	zoom := min(sketchZoom, a.maxZoom)
	frame := tileFrame(bound, zoom)
	for ; zoom > 0 && max(frame.Max[0]-frame.Min[0], frame.Max[1]-frame.Min[1])*sketchTile > sketchWidth; zoom-- {
		frame = tileFrame(bound, zoom-1)
	}
	drawn := &sketch{
		ViewBox: fmt.Sprintf("%.1f %.1f %.1f %.1f", frame.Min[0]*sketchTile, frame.Min[1]*sketchTile,
			(frame.Max[0]-frame.Min[0])*sketchTile, (frame.Max[1]-frame.Min[1])*sketchTile),
		Radius: fmt.Sprintf("%.1f", (frame.Max[0]-frame.Min[0])*sketchTile/90),
	}
	for _, g := range placed {
		drawn.add(g, zoom)
	}
	if err := a.sketchLand(ctx, drawn, frame, zoom); err != nil {
		a.log.WarnContext(ctx, "a small map has no land", "error", err)
		drawn.Partial = true
	}
	return drawn
}

// tileFrame gives a box with a margin in tiles of a zoom, from the north-west.
func tileFrame(b orb.Bound, zoom int) orb.Bound {
	at := func(lon, lat float64) orb.Point {
		return mercator.Project(orb.Point{lon, lat}, math.Ldexp(1, zoom))
	}
	f := orb.Bound{Min: at(b.Min[0], b.Max[1]), Max: at(b.Max[0], b.Min[1])}
	return f.Pad(sketchMargin + max(f.Max[0]-f.Min[0], f.Max[1]-f.Min[1])/20)
}

// add draws a geometry: points as such, all else by its edges.
func (d *sketch) add(g orb.Geometry, zoom int) {
	place := func(p orb.Point) orb.Point {
		return mercator.Project(p, math.Ldexp(sketchTile, zoom))
	}
	switch g := g.(type) {
	case orb.Point:
		at := place(g)
		d.Points = append(d.Points, [2]string{fmt.Sprintf("%.1f", at[0]), fmt.Sprintf("%.1f", at[1])})
	case orb.MultiPoint:
		for _, p := range g {
			d.add(p, zoom)
		}
	case orb.Collection:
		for _, one := range g {
			d.add(one, zoom)
		}
	default:
		d.Shapes = append(d.Shapes, svgPath(g, place))
	}
}

// sketchLand draws the land of the tiles that the frame touches.
func (a *API) sketchLand(ctx context.Context, d *sketch, frame orb.Bound, zoom int) error {
	last := 1<<zoom - 1
	for x := max(0, int(frame.Min[0])); x <= min(last, int(frame.Max[0])); x++ {
		for y := max(0, int(frame.Min[1])); y <= min(last, int(frame.Max[1])); y++ {
			tile, err := a.basemap.Tile(ctx, zoom, x, y)
			if err != nil {
				return err
			}
			layers, err := mvt.Unmarshal(tile)
			if err != nil {
				return err
			}
			for _, l := range layers {
				if l.Name != "land" {
					continue
				}
				place := func(p orb.Point) orb.Point {
					return orb.Point{(float64(x) + p[0]/float64(l.Extent)) * sketchTile, (float64(y) + p[1]/float64(l.Extent)) * sketchTile}
				}
				for _, f := range l.Features {
					d.Land = append(d.Land, svgPath(f.Geometry, place))
				}
			}
		}
	}
	return nil
}

// svgPath writes lines and the rings of areas as the data of an SVG path.
func svgPath(g orb.Geometry, place func(orb.Point) orb.Point) string {
	var b strings.Builder
	line := func(points []orb.Point, end string) {
		placed := make(orb.LineString, len(points))
		for i, p := range points {
			placed[i] = place(p)
		}
		if len(placed) > manyCorners {
			placed, _ = geo.Coarse(placed, seenFrom).(orb.LineString)
		}
		for i, at := range placed {
			fmt.Fprintf(&b, "%c%.1f %.1f", "ML"[min(i, 1)], at[0], at[1])
		}
		b.WriteString(end)
	}
	switch g := g.(type) {
	case orb.LineString:
		line(g, "")
	case orb.MultiLineString:
		for _, l := range g {
			line(l, "")
		}
	case orb.Polygon:
		for _, ring := range g {
			line(ring, "Z")
		}
	case orb.MultiPolygon:
		for _, p := range g {
			for _, ring := range p {
				line(ring, "Z")
			}
		}
	}
	return b.String()
}
