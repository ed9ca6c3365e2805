package jsonform

import (
	"encoding/json"
	"fmt"

	"github.com/paulmach/orb"

	"incidentmap/geo"
)

// Geometry reads a GeoJSON geometry (RFC 7946, section 3.1); nil when it is not there. A
// third number of a position is its height, which a flat map passes over. One that is not known
// yet is held against the limits of package geo, and cut at the antimeridian.
func (f *Fields) Geometry(name string, known bool) orb.Geometry {
	g := f.Object(name)
	if g == nil {
		return nil
	}
	if n := positionsIn(g.Members); !known && n > geo.MaxPositions {
		f.Wrong(name, "%v", geo.Size{Positions: n}.Check())
		return nil
	}
	before := len(*f.problems)
	shape := g.shape()
	g.Done()
	if len(*f.problems) > before {
		return nil
	}
	if known {
		return shape
	}
	accepted, err := geo.Accept(shape)
	if err != nil {
		f.Wrong(name, "%v", err)
		return nil
	}
	return accepted
}

// positionsIn counts the lists of numbers in a geometry, before anything is made of them.
func positionsIn(v any) int {
	n := 0
	switch v := v.(type) {
	case map[string]any:
		for _, member := range []string{"coordinates", "geometries"} {
			n += positionsIn(v[member])
		}
	case []any:
		if len(v) > 0 {
			if _, isNumber := v[0].(json.Number); isNumber {
				return 1
			}
		}
		for _, item := range v {
			n += positionsIn(item)
		}
	}
	return n
}

func (f *Fields) shape() orb.Geometry {
	kind := Word[string](f, "type")
	f.Take("bbox") // follows from the coordinates
	if kind == "GeometryCollection" {
		var all orb.Collection
		for _, member := range f.Objects("geometries") {
			all = append(all, member.shape())
			member.Done()
		}
		return all
	}
	v := f.Take("coordinates")
	c := coordinates{f}
	const at = "coordinates"
	switch kind {
	case "Point":
		return c.position(at, v)
	case "MultiPoint":
		return orb.MultiPoint(each(c, at, v, c.position))
	case "LineString":
		return orb.LineString(each(c, at, v, c.position))
	case "MultiLineString":
		return orb.MultiLineString(each(c, at, v, c.line))
	case "Polygon":
		return orb.Polygon(each(c, at, v, c.ring))
	case "MultiPolygon":
		return orb.MultiPolygon(each(c, at, v, c.polygon))
	}
	f.Wrong("type", "%q is not a GeoJSON geometry such as Point or Polygon", kind)
	return nil
}

// coordinates reads nested lists of positions.
type coordinates struct{ *Fields }

func each[T any](c coordinates, at string, v any, read func(string, any) T) []T {
	list, isList := v.([]any)
	if !isList {
		c.Wrong(at, "is %s and not a list", TypeName(v))
		return nil
	}
	all := make([]T, 0, len(list))
	for i, it := range list {
		all = append(all, read(fmt.Sprintf("%s[%d]", at, i), it))
	}
	return all
}

func (c coordinates) line(at string, v any) orb.LineString {
	return orb.LineString(each(c, at, v, c.position))
}

func (c coordinates) ring(at string, v any) orb.Ring { return orb.Ring(each(c, at, v, c.position)) }

func (c coordinates) polygon(at string, v any) orb.Polygon {
	return orb.Polygon(each(c, at, v, c.ring))
}

func (c coordinates) position(at string, v any) orb.Point {
	list, isList := v.([]any)
	if !isList || len(list) < 2 || len(list) > 3 {
		c.Wrong(at, "is not a position: [longitude, latitude]")
		return orb.Point{}
	}
	var p orb.Point
	for i, n := range list {
		x, err := finite(n)
		if err != nil {
			c.Wrong(fmt.Sprintf("%s[%d]", at, i), "%v", err)
			return orb.Point{}
		}
		if i < len(p) {
			p[i] = x
		}
	}
	return p
}

// Degrees reads a list of as many numbers as there is room for, which are in an order; false when it is none.
func (f *Fields) Degrees(name string, into []float64, order string) bool {
	list := f.List(name)
	if len(list) != len(into) {
		f.Wrong(name, "is not %s in degrees", order)
		return false
	}
	for i, n := range list {
		x, err := finite(n)
		if err != nil {
			f.Wrong(name, "%v", err)
			return false
		}
		into[i] = x
	}
	return true
}
