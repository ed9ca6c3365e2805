package tiles

import (
	"bytes"
	"context"
	"fmt"
	"strconv"
	"sync"

	"incidentmap/geo"
	"incidentmap/incidents"
	"incidentmap/incidents/index"
	"incidentmap/tiles/cache"
)

// Source is a snapshot of a story in the index: what tiles are drawn from. It never changes, and gives
// the same answers in the same order.
type Source interface {
	// Tile gives the cells of a tile that hold points, of the grid of a level; of a tile with no more points than
	// apart, each by itself.
	Tile(q index.Query, z, x, y, level uint32, apart int) []index.Cluster
	// Areas gives the geometries that are no points and meet the box.
	Areas(q index.Query, box *geo.BBox) []index.Area
	// Changed is the sequence number of the story's last change in it.
	Changed() incidents.Seq
}

// Gate bounds how much of a kind of work is done at the same time.
type Gate interface {
	// Enter waits for a turn and gives what ends it. The error is that too many wait, or the
	// context's.
	Enter(ctx context.Context) (leave func(), err error)
}

// drawer holds what drawing can use again.
type drawer struct {
	shapes *cache.Cache[outline]
	large  Gate      // of outlines of large geometries; nil for none
	layers sync.Pool // of *layers
}

// layers is what the layers of a tile are written with.
type layers struct {
	areas  areaLayer
	points pointLayer
	tile   []byte
}

func newDrawer(shapeBytes int, large Gate) *drawer {
	return &drawer{
		shapes: cache.New(shapeBytes, outline.bytes), large: large,
		layers: sync.Pool{New: func() any {
			return &layers{areas: areaLayer{featureLayer: newFeatureLayer()}, points: pointLayer{newFeatureLayer()}}
		}},
	}
}

func (d *drawer) tile(ctx context.Context, src Source, q index.Query, z, x, y int) ([]byte, error) {
	a, err := newAddress(z, x, y)
	if err != nil {
		return nil, err
	}
	l := d.layers.Get().(*layers)
	defer d.layers.Put(l)
	// A tile is a message of layers, and messages that follow one another are one message.
	b, err := l.areas.append(ctx, l.tile[:0], d, src.Areas(q, a.box()), a)
	if err != nil {
		return nil, fmt.Errorf("tile %s: %w", a, err)
	}
	l.tile = l.points.append(b, a.clusters(src, q), a)
	if len(l.tile) == 0 {
		return nil, nil
	}
	return bytes.Clone(l.tile), nil
}

// Cache keeps the tiles lately asked for, and the simplified geometries they are made of. It
// is safe for simultaneous use.
type Cache struct {
	kept   *cache.Cache[[]byte]
	drawer *drawer
}

// NewCache makes a cache that keeps about so many bytes: a third of them geometries. The outline of
// a geometry of many corners, at a zoom at which it is not kept, is made behind a gate, which other
// tiles do not wait for; nil is none.
func NewCache(bytes int, large Gate) *Cache {
	return &Cache{cache.New(bytes-bytes/3, func(b []byte) int { return len(b) }), newDrawer(bytes/3, large)}
}

// Layer is what a tile shows of which story.
type Layer struct {
	Story string // slug
	// Filter is the canonical text of what the query asks for besides the layer: two queries
	// of a layer with the same text must ask for the same.
	Filter string
	Query  index.Query
}

// Tile gives a tile as the function Tile does. The bytes are shared and must not be changed.
// Requests at the same time for the same tile draw it once. ErrNoTile if there is no such
// tile; the context's error if it ended before the tile was drawn.
func (c *Cache) Tile(ctx context.Context, src Source, l Layer, z, x, y int) ([]byte, error) {
	a, err := newAddress(z, x, y)
	if err != nil {
		return nil, err
	}
	// No part but the last can hold a zero byte: slugs and ids are words.
	key := a.append(make([]byte, 0, 128))
	key = strconv.AppendInt(append(key, 0), int64(src.Changed()), 10)
	key = append(append(append(key, 0), l.Story...), 0)
	for _, layer := range l.Query.Layers {
		key = append(append(key, layer...), ',')
	}
	key = append(append(key, 0), l.Filter...)
	return c.kept.GetHere(ctx, string(key), func(ctx context.Context) ([]byte, error) {
		return c.drawer.tile(ctx, src, l.Query, z, x, y)
	})
}
