package publish

import (
	"context"
	"encoding/json"
	"fmt"
	"math"

	"incidentmap/geo/mercator"
)

// worldZoom is up to where the basemap is written of the whole world.
const worldZoom = 4

// coverage says which tiles of the basemap there are: those of the world up to a zoom, and
// from there on those below the columns and rows that are given of the last zoom. The page's
// script draws what lies deeper from the last there is.
type coverage struct {
	World int    `json:"world"`
	Zoom  int    `json:"zoom"`
	X     [2]int `json:"x"` // the first and the last column; the first is greater across the antimeridian
	Y     [2]int `json:"y"`
	// Near is what there is besides around incidents, of an archive with streets; nil for nothing.
	Near *nearby `json:"near,omitempty"`
}

// coverBasemap decides, by the view of the story in a script's configuration, which tiles of the
// basemap are written, and adds them to the configuration.
func (r *run) coverBasemap(ctx context.Context, config *tree) error {
	box, base := config.get("bbox"), config.get("basemap")
	if box == nil || base == nil {
		return nil
	}
	if r.cover == nil {
		var view [4]float64
		var basemap struct{ MaxZoom, Nearest int }
		if err := json.Unmarshal(box.append(nil), &view); err != nil {
			return fmt.Errorf("the story's view: %w", err)
		}
		if err := json.Unmarshal(base.append(nil), &basemap); err != nil {
			return fmt.Errorf("the basemap: %w", err)
		}
		cover := coverView(view, basemap.MaxZoom, r.config.Bounds.Basemap)
		if basemap.Nearest > 0 {
			var err error
			if cover.Near, err = r.coverNear(ctx, cover.Zoom, basemap.MaxZoom); err != nil {
				return err
			}
		}
		r.cover = &cover
		if cover.Zoom < basemap.MaxZoom {
			r.report(fmt.Sprintf("the basemap has its tiles to zoom %d around the story's view, to zoom %d elsewhere (--basemap-tiles); deeper ones are drawn from these", cover.Zoom, cover.World))
		}
	}
	cover, err := treeOf(r.cover)
	if err != nil {
		return err
	}
	base.set("coverage", cover)
	return nil
}

// coverView gives the deepest coverage of a view (west, south, east, north, degrees) with as much again
// around it that has no more tiles than most, and no more zooms than the basemap.
func coverView(view [4]float64, maxZoom, most int) coverage {
	c := coverage{World: min(worldZoom, maxZoom)}
	for c.World > 0 && (1<<(2*c.World+2)-1)/3 > most {
		c.World--
	}
	deepest := func(zoom int) coverage {
		c := c
		c.Zoom = zoom
		width := view[2] - view[0]
		if width < 0 {
			width += 360
		}
		side := 1 << zoom
		height := view[3] - view[1]
		c.Y = [2]int{row(view[3]+height/2, side), row(view[1]-height/2, side)}
		c.X = [2]int{0, side - 1}
		if width < 180 {
			c.X = [2]int{column(view[0]-width/2, side), column(view[2]+width/2, side)}
		}
		return c
	}
	best := deepest(c.World)
	for zoom := c.World + 1; zoom <= maxZoom; zoom++ {
		next := deepest(zoom)
		n := 0
		next.each(func(int, int, int) { n++ })
		if n > most {
			break
		}
		best = next
	}
	return best
}

// column and row give the tile of a zoom, of as many tiles a side, that a longitude or a
// latitude lies in (https://wiki.openstreetmap.org/wiki/Slippy_map_tilenames).
func column(lon float64, side int) int {
	x := int(math.Floor(mercator.X(lon) * float64(side)))
	return ((x % side) + side) % side
}

func row(lat float64, side int) int {
	return min(max(int(math.Floor(mercator.Y(lat)*float64(side))), 0), side-1)
}

// each calls for every tile there is, the coarsest first.
func (c *coverage) each(do func(z, x, y int)) {
	for z := 0; z <= max(c.World, c.Zoom); z++ {
		side := 1 << z
		x0, width, y0, y1 := 0, side, 0, side-1
		if z > c.World {
			up := c.Zoom - z
			x0, y0, y1 = c.X[0]>>up, c.Y[0]>>up, c.Y[1]>>up
			width = (c.X[1]>>up-x0+side)%side + 1
			if c.X[0] > c.X[1] && x0 == c.X[1]>>up {
				width = side // both ends are in one column, and all others between them
			}
		}
		for y := y0; y <= y1; y++ {
			for i := range width {
				do(z, (x0+i)%side, y)
			}
		}
	}
}

// writeBasemap writes the tiles that are covered; those with nothing in them are empty files.
func (r *run) writeBasemap(ctx context.Context) error {
	if _, err := r.writeTiles(ctx, r.cover.each); err != nil {
		return err
	}
	near := r.cover.Near
	if near == nil {
		return nil
	}
	before := r.folder.report.Bytes
	tiles, err := r.writeTiles(ctx, near.each)
	if err != nil {
		return err
	}
	r.report(fmt.Sprintf("streets around incidents: %d tiles to zoom %d, %.1f MB (--street-tiles)", tiles, near.Zoom, float64(r.folder.report.Bytes-before)/1e6))
	return nil
}

// writeTiles writes tiles of the basemap, and gives how many.
func (r *run) writeTiles(ctx context.Context, each func(do func(z, x, y int))) (int, error) {
	var all []wanted
	each(func(z, x, y int) {
		file := fmt.Sprintf("basemap/%d/%d/%d.mvt", z, x, y)
		all = append(all, wanted{file, "/" + file})
	})
	for _, w := range all {
		if err := r.write(ctx, w); err != nil {
			return 0, fmt.Errorf("the basemap: %w", err)
		}
	}
	return len(all), nil
}
