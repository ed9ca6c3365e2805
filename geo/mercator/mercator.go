// Package mercator is Web Mercator (EPSG:3857), the square map of the web: degrees to a position in
// its square, and back.
//
// Positions are counted in sides of the square from its north-west corner: x grows to the east, from
// 0 at longitude -180 to 1 at 180, and y to the south, from 0 at latitude MaxLatitude to 1 at
// -MaxLatitude. Times a number of tiles, pixels or cells a side, they are positions in these.
//
// Non-goals: metres (package projection has them), and which of the worlds beside one another a
// longitude beyond 180 is in.
//
// Source: EPSG Guidance Note 7-2, method 1024, scaled to a square of side 1.
package mercator

import (
	"math"

	"github.com/paulmach/orb"
)

// MaxLatitude is where the square ends, in degrees north and south: 2 atan(e^pi) - pi/2.
const MaxLatitude = 85.0511287798066

// HalfSide is half the side of the square along the equator, in metres: pi times the greater radius of WGS 84.
const HalfSide = math.Pi * 6378137

// X gives the position of a longitude in degrees.
func X(lon float64) float64 { return lon/360 + 0.5 }

// Y gives the position of a latitude in degrees. Latitudes beyond the square are on its edge.
func Y(lat float64) float64 {
	sin := math.Sin(Clamp(lat) * math.Pi / 180)
	y := 0.5 - math.Log((1+sin)/(1-sin))/(4*math.Pi)
	return min(max(y, 0), 1) // rounding may carry the edge out of the square
}

// Lon gives the longitude of a position, in degrees.
func Lon(x float64) float64 { return (x - 0.5) * 360 }

// Lat gives the latitude of a position, in degrees; positions beyond the square have theirs, too.
func Lat(y float64) float64 { return math.Atan(math.Sinh(math.Pi*(1-2*y))) * 180 / math.Pi }

// Clamp puts a latitude that is beyond the square on its edge, in degrees.
func Clamp(lat float64) float64 { return min(max(lat, -MaxLatitude), MaxLatitude) }

// Project gives the position of a point, lon, lat in degrees, in a square of a side: x, y.
func Project(p orb.Point, side float64) orb.Point { return orb.Point{X(p[0]) * side, Y(p[1]) * side} }

// Unproject is the inverse of Project.
func Unproject(p orb.Point, side float64) orb.Point {
	return orb.Point{Lon(p[0] / side), Lat(p[1] / side)}
}
