package basemap

import (
	"fmt"
	"math"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/clip"
	"github.com/paulmach/orb/maptile"

	"incidentmap/geo/shapes"
)

// MaxZoom is the greatest zoom of a tile.
const MaxZoom = 14

// extent is the side of a tile in units, and buffer how far lines and polygons reach
// beyond it.
const (
	extent = 4096
	buffer = 64
)

// Level is a degree of detail. Its outlines are cut into the squares of zoom Cells, and
// are meant for the tiles of zooms from Cells to Last.
type Level struct {
	Cells, Last maptile.Zoom
}

// Levels lists the degrees of detail, coarsest first.
func Levels() []Level {
	return []Level{{0, 2}, {3, 5}, {6, MaxZoom}}
}

// cellOf gives the square that holds all a tile shows.
func cellOf(t maptile.Tile) maptile.Tile {
	for _, l := range Levels() {
		if t.Z <= l.Last {
			shift := t.Z - l.Cells
			return maptile.New(t.X>>shift, t.Y>>shift, l.Cells)
		}
	}
	return t
}

// Theme is a kind of outline in the file.
type Theme string

// The themes, each of which is shown in one layer.
const (
	Land                Theme = "land"
	Urban               Theme = "urban"
	Lakes               Theme = "lakes"
	Rivers              Theme = "rivers"
	CountryBorders      Theme = "country-borders"
	StateBorders        Theme = "state-borders"
	SmallerStateBorders Theme = "smaller-state-borders"
)

func cellID(theme Theme, cell maptile.Tile) string {
	return fmt.Sprintf("%s/%d/%d/%d", theme, cell.Z, cell.X, cell.Y)
}

// Cut cuts a polygon or line, in degrees and within longitudes of -180 to 180, into the
// squares of a level, each with the buffer that its tiles need. A square in which nothing
// is left has no shape. What lies beyond the latitudes of Web Mercator is lost.
func Cut(theme Theme, level Level, minZoom uint8, g orb.Geometry) []shapes.Shape {
	c := cutter{theme: theme, level: level, minZoom: minZoom}
	c.cut(maptile.New(0, 0, 0), g)
	return c.out
}

type cutter struct {
	theme   Theme
	level   Level
	minZoom uint8
	out     []shapes.Shape
}

// cut halves the world again and again, so that a long coast is gone through once for each
// zoom and not once for each square.
func (c *cutter) cut(square maptile.Tile, g orb.Geometry) {
	beyond := float64(buffer) / extent * math.Pow(2, float64(square.Z)-float64(c.level.Cells))
	// Clipping writes into its argument, which the other children still need.
	g = clip.Geometry(square.Bound(beyond), orb.Clone(g))
	if isEmpty(g) {
		return
	}
	if square.Z == c.level.Cells {
		c.out = append(c.out, shapes.Shape{
			ID: cellID(c.theme, square), Class: string(c.theme), MinZoom: c.minZoom, Geometry: g,
		})
		return
	}
	for _, child := range square.Children() {
		c.cut(child, g)
	}
}

func isEmpty(g orb.Geometry) bool {
	switch g := g.(type) {
	case nil:
		return true
	case orb.LineString:
		return len(g) < 2
	case orb.Polygon:
		return len(g) == 0
	case orb.MultiLineString:
		return len(g) == 0
	case orb.MultiPolygon:
		return len(g) == 0
	}
	return false
}
