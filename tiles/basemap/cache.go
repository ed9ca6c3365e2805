package basemap

import (
	"container/list"
	"context"
	"fmt"
	"sync"

	"github.com/paulmach/orb/maptile"
	"golang.org/x/sync/singleflight"
)

// cacheBytes bounds the memory of the tiles that are kept.
const cacheBytes = 16 << 20

// entryOverhead is about what a kept tile costs besides its bytes.
const entryOverhead = 200

// cache keeps the tiles lately asked for. Tiles that are asked for at the same time are
// made once.
type cache struct {
	flight singleflight.Group

	mu      sync.Mutex
	room    int // bytes left
	entries map[maptile.Tile]*list.Element
	recent  list.List // of *entry, the latest in front
}

type entry struct {
	tile maptile.Tile
	b    []byte
}

func newCache(bytes int) *cache {
	return &cache{room: bytes, entries: map[maptile.Tile]*list.Element{}}
}

// get gives the kept tile or makes it. A caller whose context ends no longer waits; the
// tile is made nevertheless, for the others and the next.
func (c *cache) get(ctx context.Context, t maptile.Tile, draw func() ([]byte, error)) ([]byte, error) {
	if b, ok := c.lookup(t); ok {
		return b, nil
	}
	made := c.flight.DoChan(fmt.Sprintf("%d/%d/%d", t.Z, t.X, t.Y), func() (any, error) {
		// It may have been made between the look above and this.
		if b, ok := c.lookup(t); ok {
			return b, nil
		}
		b, err := draw()
		if err == nil {
			c.keep(t, b)
		}
		return b, err
	})
	select {
	case r := <-made:
		b, _ := r.Val.([]byte)
		return b, r.Err
	case <-ctx.Done():
		return nil, fmt.Errorf("tile %d/%d/%d: %w", t.Z, t.X, t.Y, ctx.Err())
	}
}

func (c *cache) lookup(t maptile.Tile) ([]byte, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.entries[t]
	if !ok {
		return nil, false
	}
	c.recent.MoveToFront(e)
	return e.Value.(*entry).b, true
}

func (c *cache) keep(t maptile.Tile, b []byte) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, ok := c.entries[t]; ok {
		return
	}
	c.entries[t] = c.recent.PushFront(&entry{t, b})
	c.room -= len(b) + entryOverhead
	for c.room < 0 {
		oldest := c.recent.Remove(c.recent.Back()).(*entry)
		delete(c.entries, oldest.tile)
		c.room += len(oldest.b) + entryOverhead
	}
}
