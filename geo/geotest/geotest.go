// Package geotest has geometries for tests: very large ones, and one of every shape that a
// geometry can have.
package geotest

import (
	"math"

	"github.com/paulmach/orb"
)

// Coastline is a ring of n different positions around a centre that never crosses itself, as
// rough as a coast at every scale: its distance from the centre is a sum of waves, each about
// half as long and high as the one before. Its size is about how far it reaches, in degrees.
// The same arguments give the same ring.
func Coastline(seed int, centre orb.Point, size float64, n int) orb.Ring {
	ring := make(orb.Ring, 0, n+1)
	for i := range n {
		angle := 2 * math.Pi * float64(i) / float64(n)
		far, height := 0.7, 0.15
		for wave := 3.0; wave < float64(n)/4; wave *= 2.1 {
			far += height * math.Sin(math.Floor(wave)*angle+float64(seed)*wave)
			height *= 0.55
		}
		ring = append(ring, orb.Point{centre[0] + size*far*math.Cos(angle), centre[1] + size*far*math.Sin(angle)})
	}
	return append(ring, ring[0])
}

// Comb is a ring of n teeth, each as long as the comb is high: the edges of all of them are
// beside one another, so that what looks at each pair of edges looks at many. It leans by so
// many degrees of longitude at its top.
func Comb(corner orb.Point, width, height, lean float64, n int) orb.Ring {
	ring := orb.Ring{corner}
	step := width / float64(2*n)
	for i := range n {
		x := corner[0] + float64(2*i)*step
		ring = append(ring, orb.Point{x + step/2 + lean, corner[1] + height}, orb.Point{x + step + lean/10, corner[1] + height/10})
	}
	return append(ring, orb.Point{corner[0] + width, corner[1]}, corner)
}

// Geometries is one of every shape, the broken ones too: nil, empty, too short, nested.
func Geometries() []orb.Geometry {
	square := orb.Ring{{0, 0}, {4, 0}, {4, 4}, {0, 4}, {0, 0}}
	hole := orb.Ring{{1, 1}, {1, 2}, {2, 2}, {2, 1}, {1, 1}}
	return []orb.Geometry{
		nil,
		orb.Point{},
		orb.Point{1, 2},
		orb.MultiPoint{},
		orb.MultiPoint{{1, 1}},
		orb.MultiPoint{{1, 1}, {1, 1}, {2, 2}},
		orb.LineString{},
		orb.LineString{{1, 1}},
		orb.LineString{{1, 1}, {1, 1}},
		orb.LineString{{1, 1}, {2, 3}, {3, 1}},
		orb.MultiLineString{},
		orb.MultiLineString{{}},
		orb.MultiLineString{{{1, 1}, {2, 2}}, nil, {{3, 3}, {4, 4}, {5, 5}}},
		orb.Ring{},
		orb.Ring{{1, 1}},
		square,
		orb.Polygon{},
		orb.Polygon{{}},
		orb.Polygon{{{1, 1}}},
		orb.Polygon{{{0, 0}, {1, 1}, {0, 0}}},
		orb.Polygon{{{1, 1}, {1, 1}, {1, 1}, {1, 1}}},
		orb.Polygon{square},
		orb.Polygon{square, hole},
		orb.Polygon{square, {}},
		orb.MultiPolygon{},
		orb.MultiPolygon{{}},
		orb.MultiPolygon{{square, hole}, {{{10, 10}, {12, 10}, {12, 12}, {10, 10}}}},
		orb.Collection{},
		orb.Collection{nil},
		orb.Collection{orb.Point{1, 1}},
		orb.Collection{nil, orb.Collection{orb.Point{1, 1}}},
		orb.Collection{orb.Polygon{square, hole}, orb.LineString{{0, 0}, {9, 9}}, orb.MultiPoint{{5, 5}}},
		orb.Bound{Max: orb.Point{1, 1}},
		orb.Bound{Min: orb.Point{1, 1}, Max: orb.Point{-1, -1}},
	}
}
