package records

import (
	"errors"
	"fmt"
	"strconv"

	"github.com/paulmach/orb"

	"incidentmap/incidents/records/jsonscan"
)

// geometryReader reads the geometries of GeoJSON (RFC 7946, section 3.1).
type geometryReader struct {
	hasThird bool
	third    []byte
	cursor   jsonscan.Cursor // of the coordinates
}

func (g *geometryReader) read(raw []byte, depth int) (shape, error) {
	g.hasThird, g.third = false, nil
	geometry, err := g.object(raw, depth)
	s := shape{geometry: geometry, hasThird: g.hasThird}
	if _, ok := geometry.(orb.Point); ok {
		s.third = string(g.third)
	}
	return s, err
}

// object reads a geometry object; its members stand in any order.
func (g *geometryReader) object(raw []byte, depth int) (orb.Geometry, error) {
	if depth <= 0 {
		return nil, errors.New("geometries lie in one another deeper than the limit")
	}
	var kind, coordinates, geometries []byte
	var keys [64]byte
	var c jsonscan.Cursor
	c.Reset(raw, depth)
	ok, err := c.Enter('{')
	for ; ok; ok, err = c.Next('}') {
		key, err := c.Key(keys[:0])
		if err != nil {
			return nil, err
		}
		value, err := c.Raw()
		if err != nil {
			return nil, err
		}
		switch string(key) {
		case "type":
			kind = value
		case "coordinates":
			coordinates = value
		case "geometries":
			geometries = value
		}
	}
	if err != nil {
		return nil, err
	}
	if kind == nil && coordinates == nil {
		return arcGISGeometry(raw)
	}
	if string(kind) == `"GeometryCollection"` {
		return g.collection(geometries, depth)
	}
	if coordinates == nil {
		return nil, fmt.Errorf("a geometry of type %s has no coordinates", shorten(string(kind)))
	}
	g.cursor.Reset(coordinates, depth)
	return g.coordinates(string(kind), &g.cursor)
}

func (g *geometryReader) collection(raw []byte, depth int) (orb.Geometry, error) {
	var all orb.Collection
	c := jsonscan.NewCursor(raw, depth)
	err := list(c, func() error {
		value, err := c.Raw()
		if err != nil || string(value) == "null" {
			return err
		}
		member, err := g.object(value, depth-2)
		if member != nil {
			all = append(all, member)
		}
		return err
	})
	return all, err
}

func (g *geometryReader) coordinates(kind string, c *jsonscan.Cursor) (orb.Geometry, error) {
	switch kind {
	case `"Point"`:
		p, ok, err := g.position(c)
		if !ok && err == nil {
			return orb.MultiPoint{}, nil // the empty point
		}
		return p, err
	case `"MultiPoint"`:
		points, err := g.positions(c)
		return orb.MultiPoint(points), err
	case `"LineString"`:
		points, err := g.positions(c)
		return orb.LineString(points), err
	case `"MultiLineString"`:
		lines, err := lists(c, g.positions)
		all := make(orb.MultiLineString, len(lines))
		for i, l := range lines {
			all[i] = l
		}
		return all, err
	case `"Polygon"`:
		return g.polygon(c)
	case `"MultiPolygon"`:
		polygons, err := lists(c, g.polygon)
		return orb.MultiPolygon(polygons), err
	}
	return nil, fmt.Errorf("geometry type %s is not one of GeoJSON", shorten(kind))
}

func (g *geometryReader) polygon(c *jsonscan.Cursor) (orb.Polygon, error) {
	rings, err := lists(c, g.positions)
	all := make(orb.Polygon, len(rings))
	for i, r := range rings {
		all[i] = r
	}
	return all, err
}

// list reads each item of a list.
func list(c *jsonscan.Cursor, item func() error) error {
	ok, err := c.Enter('[')
	for ; ok; ok, err = c.Next(']') {
		if err := item(); err != nil {
			return err
		}
	}
	return err
}

func lists[T any](c *jsonscan.Cursor, item func(*jsonscan.Cursor) (T, error)) ([]T, error) {
	var all []T
	err := list(c, func() error {
		one, err := item(c)
		all = append(all, one)
		return err
	})
	return all, err
}

func (g *geometryReader) positions(c *jsonscan.Cursor) ([]orb.Point, error) {
	var all []orb.Point
	err := list(c, func() error {
		p, ok, err := g.position(c)
		if err == nil && !ok {
			err = errors.New("a position has no numbers")
		}
		all = append(all, p)
		return err
	})
	return all, err
}

// position reads longitude, latitude and what follows them; false for an empty list.
func (g *geometryReader) position(c *jsonscan.Cursor) (p orb.Point, ok bool, err error) {
	n := 0
	more, err := c.Enter('[')
	for ; more; more, err = c.Next(']') {
		raw, err := c.Raw()
		if err != nil {
			return p, false, err
		}
		if n < 2 {
			v, err := strconv.ParseFloat(string(raw), 64)
			if !finite(v, err) || jsonscan.LiteralOf(raw) != jsonscan.Number {
				return p, false, fmt.Errorf("the coordinate %s is not a finite number", shorten(string(raw)))
			}
			p[n] = v
		} else if n == 2 {
			g.height(raw)
		}
		n++
	}
	if err == nil && n == 1 {
		err = errors.New("a position has one number")
	}
	return p, n > 0, err
}

// height notes the third number of a position.
func (g *geometryReader) height(raw []byte) {
	if jsonscan.LiteralOf(raw) == jsonscan.Number && fits(raw) {
		g.hasThird, g.third = true, raw
	}
}
