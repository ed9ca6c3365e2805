package tiles

import (
	"context"
	"errors"
	"testing"

	"github.com/paulmach/orb"

	"incidentmap/incidents/index"
)

// looking counts how often it is asked for a tile.
type looking struct {
	Source
	tiles, drawn int
}

func (l *looking) Tile(q index.Query, z, x, y, level uint32, apart int) []index.Cluster {
	l.tiles++
	if level > z {
		l.drawn++
	}
	return l.Source.Tile(q, z, x, y, level, apart)
}

// discarded is a file that is written to and not read.
type discarded struct{}

func (d *discarded) Write(b []byte) (int, error) { return len(b), nil }

func (d *discarded) Seek(offset int64, _ int) (int64, error) { return offset, nil }

// How many tiles an archive looks at is known without drawing one.
func TestArchivesAreCountedBeforeTheyAreDrawn(t *testing.T) {
	if testing.Short() {
		t.Skip("-short")
	}
	withAreas := scattered(200)
	withAreas.areas = append(withAreas.areas, index.Area{Sums: index.Sums{Count: 1}, Geometry: orb.Polygon{{{10, 10}, {40, 10}, {25, 42}, {10, 10}}}})
	for name, src := range map[string]Source{"nothing": &plain{seq: 1}, "points": scattered(300), "areas too": withAreas} {
		for maxZoom := range 7 {
			wrote := &looking{Source: src}
			if err := WritePMTiles(t.Context(), &discarded{}, wrote, index.Query{}, TileJSON{}, 0, maxZoom); err != nil {
				t.Fatal(err)
			}
			for most, want := range map[int]bool{wrote.tiles: true, wrote.tiles - 1: false, 1 << 30: true, 0: false} {
				counted := &looking{Source: src}
				fits, err := FitsPMTiles(t.Context(), counted, index.Query{}, maxZoom, most)
				if err != nil || fits != want {
					t.Errorf("%s to zoom %d: %d tiles of %d fit: %t, %v", name, maxZoom, wrote.tiles, most, fits, err)
				}
				if counted.drawn > 0 || counted.tiles > wrote.tiles {
					t.Errorf("%s to zoom %d: %d tiles were asked for, %d drawn", name, maxZoom, counted.tiles, counted.drawn)
				}
			}
		}
	}
}

// What must become too many is refused long before it is found.
func TestTooManyTilesAreRefusedEarly(t *testing.T) {
	src := &looking{Source: scattered(2000)}
	fits, err := FitsPMTiles(t.Context(), src, index.Query{}, 14, 50_000)
	if err != nil || fits || src.tiles > 5000 {
		t.Errorf("fits: %t, %v, after %d tiles", fits, err, src.tiles)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := FitsPMTiles(ended, src, index.Query{}, 14, 50_000); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}
