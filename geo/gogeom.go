package geo

import (
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
