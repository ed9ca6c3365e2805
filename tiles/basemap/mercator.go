package basemap

import (
	"math"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/maptile"
)

// maxLatitude is where Web Mercator's square ends: 2 atan(e^pi) - pi/2.
const maxLatitude = 85.0511287798066

// project gives the position of a point in tiles from the north-west corner of the world
// at a zoom (EPSG:3857 scaled). Latitudes beyond the square are drawn on its edge.
func project(p orb.Point, z maptile.Zoom) (x, y float64) {
	tiles := float64(uint64(1) << z)
	lat := min(max(p[1], -maxLatitude), maxLatitude)
	sin := math.Sin(lat * math.Pi / 180)
	x = (p[0]/360 + 0.5) * tiles
	y = (0.5 - math.Log((1+sin)/(1-sin))/(4*math.Pi)) * tiles
	return x, y
}

// unproject is the inverse of project.
func unproject(x, y float64, z maptile.Zoom) orb.Point {
	tiles := float64(uint64(1) << z)
	lat := math.Atan(math.Sinh(math.Pi*(1-2*y/tiles))) * 180 / math.Pi
	return orb.Point{(x/tiles - 0.5) * 360, lat}
}
