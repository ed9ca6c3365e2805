package projection

import (
	"fmt"
	"math"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/project"
)

// Projection is one coordinate system. Its x is east (or longitude) and its y north (or
// latitude), whatever order the system's register gives them.
type Projection struct {
	EPSG int
	Name string
	// Geographic systems have degrees for x and y; the others metres.
	Geographic bool
	// Shift is how far, in metres, a position may be off because the system's datum is
	// taken for WGS 84; zero where it is WGS 84.
	Shift float64
	math  mapping
}

// mapping is the mathematics of a projection, in radians for angles.
type mapping interface {
	// inverse gives longitude and latitude, or false for a pair outside of what the
	// projection is meant for.
	inverse(x, y float64) (lon, lat float64, ok bool)
	forward(lon, lat float64) (x, y float64, ok bool)
}

// ToWGS84 gives the longitude and latitude, in degrees, of x and y. A pair that cannot
// be of this system is an error.
func (p Projection) ToWGS84(x, y float64) (lon, lat float64, err error) {
	lon, lat, ok := p.math.inverse(x, y)
	lon, lat = degrees(lon), degrees(lat)
	if !ok || !inWorld(lon, lat) {
		return 0, 0, fmt.Errorf("x %g, y %g is not in the area of %s (EPSG:%d); check the system and the order of the two", x, y, p.Name, p.EPSG)
	}
	return lon, lat, nil
}

// FromWGS84 gives x and y of a longitude and latitude in degrees. A position outside of
// what the system is meant for is an error.
func (p Projection) FromWGS84(lon, lat float64) (x, y float64, err error) {
	if inWorld(lon, lat) {
		if x, y, ok := p.math.forward(radians(lon), radians(lat)); ok {
			return x, y, nil
		}
	}
	return 0, 0, fmt.Errorf("longitude %g, latitude %g is not in the area of %s (EPSG:%d)", lon, lat, p.Name, p.EPSG)
}

// inWorld is false for what is not a number, too.
func inWorld(lon, lat float64) bool { return math.Abs(lon) <= 180 && math.Abs(lat) <= 90 }

func degrees(r float64) float64 { return r * (180 / math.Pi) }
func radians(d float64) float64 { return d * (math.Pi / 180) }

// geographic is longitude and latitude as they are.
type geographic struct{}

func (geographic) inverse(x, y float64) (lon, lat float64, ok bool) {
	return radians(x), radians(y), inWorld(x, y)
}

func (geographic) forward(lon, lat float64) (x, y float64, ok bool) {
	return degrees(lon), degrees(lat), true
}

// webMercator is the square map of the web: a sphere of the ellipsoid's greater radius.
type webMercator struct{}

// webMercatorEdge is half the width of the square, in metres, and a metre for rounding.
const webMercatorEdge = math.Pi*semiMajor + 1

func (webMercator) inverse(x, y float64) (lon, lat float64, ok bool) {
	if !(math.Abs(x) <= webMercatorEdge && math.Abs(y) <= webMercatorEdge) {
		return 0, 0, false
	}
	at := project.Mercator.ToWGS84(orb.Point{x, y})
	return radians(min(max(at[0], -180), 180)), radians(at[1]), true
}

func (webMercator) forward(lon, lat float64) (x, y float64, ok bool) {
	// The library holds back latitudes near the poles without a word.
	if math.Abs(lat) > math.Atan(math.Sinh(webMercatorEdge/semiMajor)) {
		return 0, 0, false
	}
	at := project.WGS84.ToMercator(orb.Point{degrees(lon), degrees(lat)})
	return at[0], at[1], true
}
