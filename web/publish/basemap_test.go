package publish

import (
	"fmt"
	"testing"
)

// deepestOf is what the page's script asks for (web/ui/src/basemap/coverage.ts): the last zoom, up
// to a tile's own, at which there is the tile or one that it is part of.
func deepestOf(c coverage, z, x, y int) int {
	for at := min(z, c.Zoom); at > c.World; at-- {
		column, row, up := x>>(z-at), y>>(z-at), c.Zoom-at
		x0, x1 := c.X[0]>>up, c.X[1]>>up
		within := column >= x0 && column <= x1
		if c.X[0] > c.X[1] {
			within = column >= x0 || column <= x1
		}
		if within && row >= c.Y[0]>>up && row <= c.Y[1]>>up {
			return at
		}
	}
	return min(z, c.World)
}

// Whatever tile of the basemap the script wants, the tile it then asks for is written; no more
// are written than the bound, and no zoom of the whole view is missing below the last.
func TestCoverage(t *testing.T) {
	places := 150 // of a zoom, each way
	if testing.Short() {
		places = 20
	}
	for _, c := range []struct {
		name    string
		view    [4]float64
		maxZoom int
		most    int
		zoom    int
	}{
		{"a state", [4]float64{-106, 18, -101, 23}, 14, 3000, 10},
		{"the world", [4]float64{-180, -85, 180, 85}, 14, 3000, 5},
		{"across the antimeridian", [4]float64{170, -20, -170, 0}, 14, 1000, 7},
		{"nearly all around", [4]float64{10, -10, -10, 10}, 14, 1000, 6},
		{"a street", [4]float64{2.35, 48.85, 2.351, 48.851}, 14, 3000, 14},
		{"a shallow basemap", [4]float64{-106, 18, -101, 23}, 3, 3000, 3},
		{"few", [4]float64{-106, 18, -101, 23}, 14, 30, 5},
	} {
		t.Run(c.name, func(t *testing.T) {
			cover := coverView(c.view, c.maxZoom, c.most)
			if cover.Zoom != c.zoom {
				t.Errorf("to zoom %d, want %d", cover.Zoom, c.zoom)
			}
			there := map[string]bool{}
			cover.each(func(z, x, y int) {
				name := fmt.Sprintf("%d/%d/%d", z, x, y)
				if there[name] || x < 0 || y < 0 || x >= 1<<z || y >= 1<<z {
					t.Errorf("%s is written twice, or is not in the world", name)
				}
				there[name] = true
			})
			if len(there) > c.most {
				t.Errorf("%d tiles, at most %d are wanted", len(there), c.most)
			}
			for z := range c.maxZoom + 1 {
				step := max(1, 1<<z/places)
				for x := 0; x < 1<<z; x += step {
					for y := 0; y < 1<<z; y += step {
						at := deepestOf(cover, z, x, y)
						if name := fmt.Sprintf("%d/%d/%d", at, x>>(z-at), y>>(z-at)); !there[name] {
							t.Fatalf("for %d/%d/%d the script asks for %s, which is not written", z, x, y, name)
						}
					}
				}
			}
		})
	}
}
