package cql

import (
	"strings"

	"github.com/paulmach/orb"
)

// spatialTags are the words that begin a geometry in text.
var spatialTags = map[string]bool{
	"POINT": true, "LINESTRING": true, "POLYGON": true, "MULTIPOINT": true, "MULTILINESTRING": true,
	"MULTIPOLYGON": true, "GEOMETRYCOLLECTION": true, "BBOX": true,
}

// tagFollows reports whether the word before is a geometry's and not a property's.
func (p *textParser) tagFollows() bool {
	t := p.peek()
	return t.kind == sign && t.text == "(" || t.is("Z") || t.is("EMPTY")
}

// spatialLiteral reads a geometry in well-known text after its tag. Heights are dropped.
func (p *textParser) spatialLiteral(tag token) (*node, *Error) {
	if tag.is("BBOX") {
		return p.bboxLiteral(tag.pos)
	}
	g, err := p.tagged(tag)
	if err != nil {
		return nil, err
	}
	return p.geometry(tag.pos, g)
}

func (p *textParser) bboxLiteral(pos int) (*node, *Error) {
	if err := p.expect("("); err != nil {
		return nil, err
	}
	var numbers []float64
	for {
		v, err := p.coordinate()
		if err != nil {
			return nil, err
		}
		numbers = append(numbers, v)
		if !p.accept(",") {
			break
		}
	}
	if err := p.expect(")"); err != nil {
		return nil, err
	}
	return p.bbox(pos, numbers)
}

// tagged reads a geometry of the kind its tag says.
func (p *textParser) tagged(tag token) (orb.Geometry, *Error) {
	p.accept("Z")
	if t := p.peek(); t.is("EMPTY") {
		return nil, at(t.pos, "an empty geometry meets nothing")
	}
	switch strings.ToUpper(tag.text) {
	case "POINT":
		return p.single(tag.pos)
	case "LINESTRING":
		return whole(p.line())
	case "POLYGON":
		return whole(p.polygon())
	case "MULTIPOINT":
		points, err := parenthesized(p, p.memberPoint)
		return whole(orb.MultiPoint(points), err)
	case "MULTILINESTRING":
		lines, err := parenthesized(p, p.line)
		return whole(orb.MultiLineString(lines), err)
	case "MULTIPOLYGON":
		areas, err := parenthesized(p, p.polygon)
		return whole(orb.MultiPolygon(areas), err)
	}
	members, err := parenthesized(p, p.member)
	return whole(orb.Collection(members), err)
}

// whole gives the geometry unless there is an error.
func whole[G orb.Geometry](g G, err *Error) (orb.Geometry, *Error) {
	if err != nil {
		return nil, err
	}
	return g, nil
}

// parenthesized: "(" item { "," item } ")".
func parenthesized[T any](p *textParser, item func() (T, *Error)) ([]T, *Error) {
	if err := p.expect("("); err != nil {
		return nil, err
	}
	var all []T
	for {
		it, err := item()
		if err != nil {
			return nil, err
		}
		all = append(all, it)
		if !p.accept(",") {
			return all, p.expect(")")
		}
	}
}

func (p *textParser) single(pos int) (orb.Geometry, *Error) {
	points, err := parenthesized(p, p.position)
	if err != nil {
		return nil, err
	}
	if len(points) != 1 {
		return nil, at(pos, "a point has one position; this has %d", len(points))
	}
	return points[0], nil
}

func (p *textParser) line() (orb.LineString, *Error) { return parenthesized(p, p.position) }

func (p *textParser) ring() (orb.Ring, *Error) { return parenthesized(p, p.position) }

func (p *textParser) polygon() (orb.Polygon, *Error) { return parenthesized(p, p.ring) }

// memberPoint: a position of a MULTIPOINT, which older writers leave without parentheses.
func (p *textParser) memberPoint() (orb.Point, *Error) {
	bare := !p.accept("(")
	q, err := p.position()
	if err != nil || bare {
		return q, err
	}
	return q, p.expect(")")
}

// member: a geometry within a collection, which is not a collection itself.
func (p *textParser) member() (orb.Geometry, *Error) {
	t := p.take()
	upper := strings.ToUpper(t.text)
	if t.kind != word || !spatialTags[upper] || upper == "BBOX" || upper == "GEOMETRYCOLLECTION" {
		return nil, at(t.pos, "a geometry such as POINT(1 2) is missing; there is %v", t)
	}
	return p.tagged(t)
}

// coordinate reads a number with its sign.
func (p *textParser) coordinate() (float64, *Error) {
	t := p.peek()
	minus := p.accept("-")
	if !minus {
		p.accept("+")
	}
	digits := p.take()
	if digits.kind != number {
		return 0, at(digits.pos, "a number is missing; there is %v", digits)
	}
	v, err := parseNumber(digits.text)
	if err != nil {
		return 0, at(t.pos, "%v", err)
	}
	if minus {
		return 0 - v.num, nil
	}
	return v.num, nil
}

// position reads "x y" or "x y z", and drops z.
func (p *textParser) position() (orb.Point, *Error) {
	pos := p.peek().pos
	x, err := p.coordinate()
	if err != nil {
		return orb.Point{}, err
	}
	y, err := p.coordinate()
	if err != nil {
		return orb.Point{}, err
	}
	if t := p.peek(); t.kind == number || t.kind == sign && (t.text == "-" || t.text == "+") {
		if _, err := p.coordinate(); err != nil {
			return orb.Point{}, err
		}
	}
	return p.point(pos, orb.Point{x, y})
}
