package basemap

import (
	"context"
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/mvt"
	"github.com/paulmach/orb/geojson"
	"github.com/paulmach/orb/maptile"

	"incidentmap/geo/shapes"
	"incidentmap/tiles/cache"
)

// cacheBytes bounds the memory of the tiles that are kept.
const cacheBytes = 16 << 20

// ErrNoTile is the error for a tile outside the world or beyond [MaxZoom].
var ErrNoTile = errors.New("no such tile")

// layers lists the polygon and line layers in the order in which they are drawn, with the
// themes that each shows.
var layers = []struct {
	name   string
	themes []themed
}{
	{"land", []themed{{theme: Land}}},
	{"urban", []themed{{theme: Urban}}},
	{"lakes", []themed{{theme: Lakes}}},
	{"rivers", []themed{{theme: Rivers}}},
	{"borders", []themed{
		{StateBorders, geojson.Properties{"level": 1}},
		{SmallerStateBorders, geojson.Properties{"level": 1}},
		{CountryBorders, geojson.Properties{"level": 0}},
	}},
}

type themed struct {
	theme      Theme
	properties geojson.Properties
}

// Map makes tiles. It is safe for simultaneous use.
type Map struct {
	outlines *shapes.File
	labels   []*labelFile
	kept     *cache.Cache[[]byte]
}

// Open makes a Map of a shapes file whose outlines [Cut] made and of files that
// [WriteLabels] wrote. It keeps them, they must not change, and reads only their headers.
func Open(outlines []byte, labels ...[]byte) (*Map, error) {
	f, err := shapes.Open(outlines)
	if err != nil {
		return nil, fmt.Errorf("open basemap: %w", err)
	}
	var all []*labelFile
	for _, b := range labels {
		l, err := openLabels(b)
		if err != nil {
			return nil, fmt.Errorf("open basemap: %w", err)
		}
		all = append(all, l)
	}
	return &Map{outlines: f, labels: all, kept: cache.New(cacheBytes, func(b []byte) int { return len(b) })}, nil
}

// Tile gives the tile of column x and row y, counted from the north-west, as uncompressed
// MVT. A tile in which there is nothing, far out at sea, has no bytes. The bytes are shared:
// they must not be changed. The error is ErrNoTile if there is no such tile, or the
// context's, or that of damaged files.
func (m *Map) Tile(ctx context.Context, z, x, y int) ([]byte, error) {
	if z < 0 || z > MaxZoom || x < 0 || y < 0 || x >= 1<<z || y >= 1<<z {
		return nil, fmt.Errorf("%d/%d/%d: %w: zooms are 0 to %d, columns and rows 0 to 2^zoom-1", z, x, y, ErrNoTile, MaxZoom)
	}
	t := maptile.New(uint32(x), uint32(y), maptile.Zoom(z))
	return m.kept.Get(ctx, fmt.Sprintf("%d/%d/%d", z, x, y), func(context.Context) ([]byte, error) { return m.draw(t) })
}

func (m *Map) draw(t maptile.Tile) ([]byte, error) {
	var out mvt.Layers
	d := newDrawing(t)
	for _, l := range layers {
		var features []*geojson.Feature
		for _, th := range l.themes {
			g, err := m.outline(d, th.theme)
			if err != nil {
				return nil, fmt.Errorf("tile %d/%d/%d: %w", t.Z, t.X, t.Y, err)
			}
			if g != nil {
				features = append(features, &geojson.Feature{Geometry: g, Properties: th.properties})
			}
		}
		out = appendLayer(out, l.name, features)
	}
	var labels []Label
	for _, file := range m.labels {
		some, err := file.in(t)
		if err != nil {
			return nil, fmt.Errorf("tile %d/%d/%d: %w", t.Z, t.X, t.Y, err)
		}
		labels = append(labels, some...)
	}
	b, err := mvt.Marshal(appendLayer(out, "places", d.places(labels)))
	if err != nil {
		return nil, fmt.Errorf("tile %d/%d/%d: %w", t.Z, t.X, t.Y, err)
	}
	return b, nil
}

func (m *Map) outline(d drawing, theme Theme) (orb.Geometry, error) {
	s, ok, err := m.outlines.Get(cellID(theme, cellOf(d.tile)))
	if err != nil || !ok || s.MinZoom > uint8(d.tile.Z) {
		return nil, err
	}
	return d.geometry(s.Geometry), nil
}

func (d drawing) places(labels []Label) []*geojson.Feature {
	var all []*geojson.Feature
	for _, l := range labels {
		p := geojson.Properties{"name": plainName(l.Name), "class": l.Class.String(), "rank": l.Rank}
		if l.NameES != "" {
			p["name_es"] = plainName(l.NameES)
		}
		if l.NameEN != "" {
			p["name_en"] = plainName(l.NameEN)
		}
		at := rounded(orb.LineString{d.point(l.Point)})[0]
		all = append(all, &geojson.Feature{Geometry: at, Properties: p})
	}
	return all
}

// remark is what a source says of a name behind it: "[Fraccionamiento]", "(El Paraíso)".
var remark = regexp.MustCompile(`\s*(\[[^\]]*\]|\([^)]*\))`)

// plainName gives a name as a map writes it, without remarks; one that is nothing else stays.
func plainName(name string) string {
	if plain := strings.TrimSpace(remark.ReplaceAllString(name, "")); plain != "" {
		return plain
	}
	return name
}

func appendLayer(ls mvt.Layers, name string, features []*geojson.Feature) mvt.Layers {
	if len(features) == 0 {
		return ls
	}
	return append(ls, &mvt.Layer{Name: name, Version: 2, Extent: extent, Features: features})
}
