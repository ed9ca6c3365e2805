package staticmap

import (
	"math"

	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/geo/mercator"
)

// projection places degrees on a picture: Web Mercator (EPSG:3857), in which the world is so
// many pixels wide.
type projection struct {
	world         float64   // pixels
	origin        orb.Point // the picture's north-west corner, in pixels of the world
	width, height float64   // of the picture
}

// widestWorld is the width in pixels of a world at zoom 20: a box of nothing is not drawn larger.
const widestWorld = 256 * (1 << 20)

// fitted gives the projection that shows a box in the middle of a picture, with a margin in pixels.
func fitted(box geo.BBox, width, height int, margin float64) projection {
	p := projection{width: float64(width), height: float64(height)}
	east := box.East
	if east < box.West {
		east += 360 // across the antimeridian
	}
	nw, se := mercator.Project(orb.Point{box.West, box.North}, 1), mercator.Project(orb.Point{east, box.South}, 1)
	across, down := max(se[0]-nw[0], 1e-12), max(se[1]-nw[1], 1e-12)
	p.world = min((p.width-2*margin)/across, (p.height-2*margin)/down, widestWorld)
	// The world is not shown twice beside itself.
	p.world = max(p.world, p.width)
	p.origin = orb.Point{(nw[0]+se[0])/2*p.world - p.width/2, (nw[1]+se[1])/2*p.world - p.height/2}
	return p
}

// pixel places a point where it is nearest to the picture's middle: the world goes around.
func (p *projection) pixel(at orb.Point) orb.Point {
	q := p.unwrapped(at)
	q[0] -= p.world * math.Round((q[0]-p.width/2)/p.world)
	return q
}

// unwrapped places a point in the world that begins at the longitude of -180.
func (p *projection) unwrapped(at orb.Point) orb.Point {
	m := mercator.Project(at, p.world)
	return orb.Point{m[0] - p.origin[0], m[1] - p.origin[1]}
}

// shape places lines so that each stays whole, and all are of the world nearest to the picture.
func (p *projection) shape(lines path) path {
	if len(lines) == 0 {
		return nil
	}
	b := orb.MultiPoint(lines[0]).Bound()
	for _, l := range lines[1:] {
		b = b.Union(orb.MultiPoint(l).Bound())
	}
	middle := p.unwrapped(b.Center())[0]
	shift := p.world * math.Round((middle-p.width/2)/p.world)
	out := make(path, len(lines))
	for i, l := range lines {
		out[i] = make([]orb.Point, len(l))
		for j, at := range l {
			q := p.unwrapped(at)
			out[i][j] = orb.Point{q[0] - shift, q[1]}
		}
	}
	return out
}

// pixels gives a length in metres at a point.
func (p *projection) pixels(metres float64, at orb.Point) float64 {
	return metres / (2 * mercator.HalfSide) * p.world / math.Cos(mercator.Clamp(at[1])*math.Pi/180)
}

// bound is the picture's.
func (p *projection) bound() orb.Bound { return orb.Bound{Max: orb.Point{p.width, p.height}} }

// box gives the degrees that the picture shows.
func (p *projection) box() geo.BBox {
	lon := func(x float64) float64 { return mercator.Lon((x + p.origin[0]) / p.world) }
	lat := func(y float64) float64 { return mercator.Lat((y + p.origin[1]) / p.world) }
	b := geo.BBox{West: -180, South: max(-90, lat(p.height)), East: 180, North: min(90, lat(0))}
	if p.width < p.world {
		b.West, b.East = wrapped(lon(0)), wrapped(lon(p.width))
	}
	return b
}

// wrapped brings a longitude into ±180 degrees.
func wrapped(lon float64) float64 { return lon - 360*math.Floor((lon+180)/360) }
