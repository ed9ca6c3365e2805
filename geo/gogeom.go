package geo

import (
	"errors"
	"fmt"

	"github.com/paulmach/orb"
	"github.com/twpayne/go-geom"
)

// ToGoGeom gives g as a go-geom geometry in two dimensions with SRID 4326, for the formats
// that library writes. A nil geometry gives nil; what GeoJSON has no type for is an error.
func ToGoGeom(g orb.Geometry) (geom.T, error) {
	switch g := g.(type) {
	case nil:
		return nil, nil
	case orb.Point:
		return geom.NewPointFlat(geom.XY, []float64{g[0], g[1]}).SetSRID(SRID), nil
	case orb.MultiPoint:
		return geom.NewMultiPointFlat(geom.XY, flatten(nil, g)).SetSRID(SRID), nil
	case orb.LineString:
		return geom.NewLineStringFlat(geom.XY, flatten(nil, g)).SetSRID(SRID), nil
	case orb.MultiLineString:
		flat, ends := flattenAll(nil, g)
		return geom.NewMultiLineStringFlat(geom.XY, flat, ends).SetSRID(SRID), nil
	case orb.Polygon:
		flat, ends := flattenAll(nil, g)
		return geom.NewPolygonFlat(geom.XY, flat, ends).SetSRID(SRID), nil
	case orb.MultiPolygon:
		var flat []float64
		endss := make([][]int, len(g))
		for i, p := range g {
			flat, endss[i] = flattenAll(flat, p)
		}
		return geom.NewMultiPolygonFlat(geom.XY, flat, endss).SetSRID(SRID), nil
	case orb.Collection:
		all := geom.NewGeometryCollection()
		for i, m := range g {
			t, err := ToGoGeom(m)
			if err != nil {
				return nil, fmt.Errorf("member %d: %w", i+1, err)
			}
			if err := all.Push(t); err != nil {
				return nil, fmt.Errorf("member %d: %w", i+1, err)
			}
		}
		return all.SetSRID(SRID), nil
	}
	return nil, fmt.Errorf("%s is not a geometry of GeoJSON", g.GeoJSONType())
}

// SRID is the EPSG code of WGS 84, the only datum of the project.
const SRID = 4326

func flatten(flat []float64, points []orb.Point) []float64 {
	for _, p := range points {
		flat = append(flat, p[0], p[1])
	}
	return flat
}

// flattenAll appends lines or rings and gives the index behind each one's last number.
func flattenAll[L ~[]orb.Point](flat []float64, lines []L) ([]float64, []int) {
	ends := make([]int, len(lines))
	for i, l := range lines {
		flat = flatten(flat, l)
		ends[i] = len(flat)
	}
	return flat, ends
}

// FromGoGeom gives the orb geometry of what ToGoGeom gave. A nil geometry gives nil; what has
// more than two dimensions, or GeoJSON has no type for, is an error.
func FromGoGeom(t geom.T) (orb.Geometry, error) {
	if t == nil {
		return nil, nil
	}
	// A collection has the layout of its members, and none when it has none.
	if l := t.Layout(); l != geom.XY && l != geom.NoLayout {
		return nil, fmt.Errorf("its positions are of the layout %s and not of two numbers", l)
	}
	switch t := t.(type) {
	case *geom.Point:
		if t.Empty() {
			return nil, errors.New("it is an empty point")
		}
		return orb.Point{t.X(), t.Y()}, nil
	case *geom.MultiPoint:
		return orb.MultiPoint(positions(t.FlatCoords())), nil
	case *geom.LineString:
		return orb.LineString(positions(t.FlatCoords())), nil
	case *geom.MultiLineString:
		return orb.MultiLineString(parts[orb.LineString](t.FlatCoords(), 0, t.Ends())), nil
	case *geom.Polygon:
		return orb.Polygon(parts[orb.Ring](t.FlatCoords(), 0, t.Ends())), nil
	case *geom.MultiPolygon:
		all, from := make(orb.MultiPolygon, len(t.Endss())), 0
		for i, ends := range t.Endss() {
			all[i] = parts[orb.Ring](t.FlatCoords(), from, ends)
			if len(ends) > 0 {
				from = ends[len(ends)-1]
			}
		}
		return all, nil
	case *geom.GeometryCollection:
		all := make(orb.Collection, t.NumGeoms())
		for i, m := range t.Geoms() {
			var err error
			if all[i], err = FromGoGeom(m); err != nil {
				return nil, fmt.Errorf("member %d: %w", i+1, err)
			}
		}
		return all, nil
	}
	return nil, fmt.Errorf("%T is not a geometry of GeoJSON", t)
}

func positions(flat []float64) []orb.Point {
	all := make([]orb.Point, len(flat)/2)
	for i := range all {
		all[i] = orb.Point{flat[2*i], flat[2*i+1]}
	}
	return all
}

// parts gives lines or rings, the first of which begins at the index from.
func parts[L ~[]orb.Point](flat []float64, from int, ends []int) []L {
	all := make([]L, len(ends))
	for i, end := range ends {
		all[i], from = positions(flat[from:end]), end
	}
	return all
}
