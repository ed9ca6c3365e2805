// Package streets draws the map below incidents from an archive of the operator's with streets, over the embedded basemap.
//
// Tiles of the archive follow the schema of Protomaps (https://docs.protomaps.com/basemaps/layers) or of OpenMapTiles
// (https://openmaptiles.org/schema/). Both are read into the layers of package tiles/basemap, so that pages and pictures
// draw one language, with three more: green, buildings (polygons), and streets (lines with a class); names of streets
// are places of the class street, with the angle of their street.
//
//	zoom of a tile   0 ─── FirstZoom ──────────── the archive's last
//	                 embedded     │ archive, where it has a tile; else embedded
//
// Non-goals: the archive's own style, points of interest, and everything else that would lead the eye from the incidents.
package streets

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/mvt"
	"github.com/paulmach/orb/geojson"

	"incidentmap/tiles/cache"
)

// FirstZoom is the zoom of tiles from which on the archive is drawn: what is farther off the embedded basemap shows as well, and
// the same wherever the archive ends.
const FirstZoom = 9

// LastZoom is the greatest zoom of tiles; maps draw what is nearer from its tiles.
const LastZoom = 15

const (
	extent     = 4096
	cacheBytes = 32 << 20
)

// Tiles gives tiles by zoom, column and row: uncompressed Mapbox Vector Tiles; none has no bytes.
type Tiles interface {
	Tile(ctx context.Context, z, x, y int) ([]byte, error)
}

// Map draws tiles. It is safe for simultaneous use.
type Map struct {
	below, archive Tiles
	schema         *schema
	maxZoom        int
	kept           *cache.Cache[[]byte]
}

// New makes a Map of the embedded basemap, an archive with layers of these names, and its last zoom. It fails when they are of
// no schema that is known, and when the archive has no streets.
func New(below, archive Tiles, layers []string, lastZoom int) (*Map, error) {
	m := &Map{below: below, archive: archive, maxZoom: min(lastZoom, LastZoom), kept: cache.New(cacheBytes, func(b []byte) int { return len(b) })}
	if m.maxZoom < FirstZoom {
		return nil, fmt.Errorf("the archive has zooms up to %d; streets need at least %d", lastZoom, FirstZoom)
	}
	for _, s := range schemas {
		if slices.Contains(layers, s.streets) {
			m.schema = s
			return m, nil
		}
	}
	return nil, fmt.Errorf("the archive has the layers %.200q, which are of neither schema: Protomaps has roads, OpenMapTiles transportation", layers)
}

// MaxZoom is the greatest zoom of a tile.
func (m *Map) MaxZoom() int { return m.maxZoom }

// Tile gives a tile as package tiles/basemap does. Where the archive has none it is of the embedded basemap.
func (m *Map) Tile(ctx context.Context, z, x, y int) ([]byte, error) {
	if z < FirstZoom || z > m.maxZoom {
		return m.below.Tile(ctx, z, x, y)
	}
	return m.kept.Get(ctx, fmt.Sprintf("%d/%d/%d", z, x, y), func(ctx context.Context) ([]byte, error) {
		b, err := m.archive.Tile(ctx, z, x, y)
		if err != nil {
			return nil, err
		}
		if len(b) == 0 {
			return m.below.Tile(ctx, z, x, y)
		}
		return m.schema.convert(b, z)
	})
}

// convert reads a tile of the schema into our layers.
func (s *schema) convert(b []byte, z int) ([]byte, error) {
	layers, err := unmarshal(b)
	if err != nil {
		return nil, fmt.Errorf("a tile of the archive: %w", err)
	}
	out := &drawn{zoom: z, layers: map[string]*mvt.Layer{}}
	if s.landWhereNoWater {
		square := orb.Polygon{{{-64, -64}, {extent + 64, -64}, {extent + 64, extent + 64}, {-64, extent + 64}, {-64, -64}}}
		out.add("land", square, nil)
	}
	for _, l := range layers {
		read := s.layers[l.Name]
		if read == nil || l.Extent == 0 {
			continue
		}
		scale := float64(extent) / float64(l.Extent)
		for _, f := range l.Features {
			if f.Geometry == nil {
				continue
			}
			read(out, scaled(f.Geometry, scale), f.Properties)
		}
	}
	return out.marshal()
}

// unmarshal reads a tile; one that makes the reader fail is an error.
func unmarshal(b []byte) (layers mvt.Layers, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = errors.New("it is damaged")
		}
	}()
	return mvt.Unmarshal(b)
}

// drawn is a tile in the making.
type drawn struct {
	zoom   int
	layers map[string]*mvt.Layer
}

// layerOrder is the order of layers in a tile.
var layerOrder = []string{"land", "urban", "green", "lakes", "rivers", "buildings", "streets", "borders", "places"}

// maxFeatures bounds a layer of a tile.
const maxFeatures = 20_000

func (d *drawn) add(layer string, g orb.Geometry, p geojson.Properties) {
	l := d.layers[layer]
	if l == nil {
		l = &mvt.Layer{Name: layer, Version: 2, Extent: extent}
		d.layers[layer] = l
	}
	if len(l.Features) < maxFeatures {
		l.Features = append(l.Features, &geojson.Feature{Geometry: g, Properties: p})
	}
}

func (d *drawn) marshal() ([]byte, error) {
	var all mvt.Layers
	for _, name := range layerOrder {
		if l := d.layers[name]; l != nil {
			all = append(all, l)
		}
	}
	return mvt.Marshal(all)
}

// scaled gives a geometry in units of our extent; empty parts are left out, which no tile may have.
func scaled(g orb.Geometry, scale float64) orb.Geometry {
	points := func(ps []orb.Point) []orb.Point {
		out := make([]orb.Point, len(ps))
		for i, p := range ps {
			out[i] = orb.Point{p[0] * scale, p[1] * scale}
		}
		return out
	}
	switch g := g.(type) {
	case orb.Point:
		return points([]orb.Point{g})[0]
	case orb.MultiPoint:
		return orb.MultiPoint(points(g))
	case orb.LineString:
		return orb.LineString(points(g))
	case orb.MultiLineString:
		var out orb.MultiLineString
		for _, l := range g {
			if len(l) > 1 {
				out = append(out, points(l))
			}
		}
		return out
	case orb.Polygon:
		var out orb.Polygon
		for _, r := range g {
			if len(r) > 3 {
				out = append(out, points(r))
			}
		}
		return out
	case orb.MultiPolygon:
		var out orb.MultiPolygon
		for _, p := range g {
			if q, _ := scaled(p, scale).(orb.Polygon); len(q) > 0 {
				out = append(out, q)
			}
		}
		return out
	}
	return g
}
