package tiles

import (
	"bytes"
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"

	"incidentmap/incidents"
	"incidentmap/incidents/index"
)

// counting counts the tiles that were drawn from it, each of which waits for hold.
type counting struct {
	Source
	drawn atomic.Int32
	hold  chan struct{}
}

func (c *counting) Tile(q index.Query, z, x, y, level uint32, apart int) []index.Cluster {
	c.drawn.Add(1)
	if c.hold != nil {
		<-c.hold
	}
	return c.Source.Tile(q, z, x, y, level, apart)
}

func TestCacheKnowsTilesApart(t *testing.T) {
	src := &counting{Source: scattered(50)}
	later := scattered(50)
	later.seq++
	c := NewCache(64<<20, nil)
	layer := func(id string) index.Query { return index.Query{Filter: incidents.Filter{Layers: []string{id}}} }
	for i, ask := range []struct {
		src     Source
		l       Layer
		z, x, y int
		drawn   int32 // so far, from src
	}{
		{src, Layer{"a", "", layer("all")}, 0, 0, 0, 1},
		{src, Layer{"a", "", layer("all")}, 0, 0, 0, 1},
		{src, Layer{"b", "", layer("all")}, 0, 0, 0, 2},
		{src, Layer{"a", "", layer("riot")}, 0, 0, 0, 3},
		{src, Layer{"a", "kind=riot", layer("all")}, 0, 0, 0, 4},
		{src, Layer{"a", "", layer("all")}, 1, 0, 0, 5},
		{src, Layer{"a", "", layer("all")}, 1, 1, 0, 6},
		{src, Layer{"a", "", layer("all")}, 1, 0, 1, 7},
		{&counting{Source: later}, Layer{"a", "", layer("all")}, 0, 0, 0, 7},
		{src, Layer{"a", "", layer("all")}, 0, 0, 0, 7},
	} {
		got, err := c.Tile(t.Context(), ask.src, ask.l, ask.z, ask.x, ask.y)
		if err != nil || !bytes.Equal(got, mustTile(t, src.Source, ask.z, ask.x, ask.y)) {
			t.Errorf("%d: %d bytes, %v", i, len(got), err)
		}
		if n := src.drawn.Load(); n != ask.drawn {
			t.Errorf("%d: %d drawn, want %d", i, n, ask.drawn)
		}
		if other, ok := ask.src.(*counting); ok && other != src && other.drawn.Load() != 1 {
			t.Errorf("%d: a later state was not drawn", i)
		}
	}
	if _, err := c.Tile(t.Context(), src, Layer{}, 3, 8, 0); !errors.Is(err, ErrNoTile) {
		t.Errorf("%v", err)
	}
}

func TestSimultaneousRequestsDrawOnce(t *testing.T) {
	src := &counting{Source: scattered(50), hold: make(chan struct{})}
	c := NewCache(64<<20, nil)
	var all sync.WaitGroup
	for range 20 {
		all.Go(func() {
			if b, err := c.Tile(context.Background(), src, Layer{}, 0, 0, 0); err != nil || len(b) == 0 {
				t.Errorf("%d bytes, %v", len(b), err)
			}
		})
	}
	close(src.hold)
	all.Wait()
	if n := src.drawn.Load(); n != 1 {
		t.Errorf("drawn %d times", n)
	}
}
