package records

import (
	"encoding/json"
	"errors"

	"github.com/paulmach/orb"
)

// arcGISGeometry reads a geometry as ArcGIS writes it (ArcGIS REST API, "Geometry objects"): x and y,
// points, paths or rings, whose outer ones run clockwise.
func arcGISGeometry(raw []byte) (orb.Geometry, error) {
	var g struct {
		X, Y   *json.Number
		Points [][]float64
		Paths  [][][]float64
		Rings  [][][]float64
	}
	if err := json.Unmarshal(raw, &g); err != nil {
		return nil, errors.New("it is neither a geometry of GeoJSON nor one of ArcGIS")
	}
	switch {
	case g.X != nil && g.Y != nil:
		x, errX := g.X.Float64()
		y, errY := g.Y.Float64()
		return orb.Point{x, y}, errors.Join(errX, errY)
	case g.X != nil || g.Y != nil:
		return nil, errors.New("it is a point of ArcGIS with one of two coordinates")
	case g.Points != nil:
		points, err := arcGISLine(g.Points)
		return orb.MultiPoint(points), err
	case g.Paths != nil:
		var all orb.MultiLineString
		for _, p := range g.Paths {
			line, err := arcGISLine(p)
			if err != nil {
				return nil, err
			}
			all = append(all, line)
		}
		return all, nil
	case g.Rings != nil:
		return arcGISPolygons(g.Rings)
	}
	return nil, errors.New("it has neither type nor coordinates")
}

func arcGISLine(positions [][]float64) ([]orb.Point, error) {
	line := make([]orb.Point, len(positions))
	for i, p := range positions {
		if len(p) < 2 {
			return nil, errors.New("a position has fewer than two numbers")
		}
		line[i] = orb.Point{p[0], p[1]}
	}
	return line, nil
}

// arcGISPolygons makes polygons of rings: a ring that runs clockwise begins one, others are holes.
func arcGISPolygons(rings [][][]float64) (orb.Geometry, error) {
	all := make([]orb.Ring, 0, len(rings))
	for _, r := range rings {
		ring, err := arcGISLine(r)
		if err != nil {
			return nil, err
		}
		all = append(all, ring)
	}
	return polygonsOfRings(all), nil
}

// polygonsOfRings makes polygons of rings whose outer ones run clockwise: each hole belongs to the
// outer ring that holds it.
func polygonsOfRings(rings []orb.Ring) orb.Geometry {
	var all orb.MultiPolygon
	var holes []orb.Ring
	for _, r := range rings {
		if len(all) == 0 || r.Orientation() != orb.CCW {
			all = append(all, orb.Polygon{r})
		} else {
			holes = append(holes, r)
		}
	}
	for _, h := range holes {
		at := -1
		for i := range all {
			if len(h) > 0 && all[i][0].Bound().Contains(h[0]) && ringHolds(all[i][0], h[0]) {
				at = i
				break
			}
		}
		if at < 0 { // no hole: it only runs the other way
			all = append(all, orb.Polygon{h})
			continue
		}
		all[at] = append(all[at], h)
	}
	if len(all) == 1 {
		return all[0]
	}
	return all
}

// ringHolds tells whether a position is within a ring, by the number of its edges to the east.
func ringHolds(r orb.Ring, p orb.Point) bool {
	in := false
	for i, j := 0, len(r)-1; i < len(r); j, i = i, i+1 {
		a, b := r[i], r[j]
		if a[1] > p[1] != (b[1] > p[1]) && p[0] < (b[0]-a[0])*(p[1]-a[1])/(b[1]-a[1])+a[0] {
			in = !in
		}
	}
	return in
}
