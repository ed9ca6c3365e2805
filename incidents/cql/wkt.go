package cql

import (
	"errors"

	"github.com/paulmach/orb"

	"incidentmap/geo/wkt"
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
	position := func(offset int, q orb.Point) (orb.Point, error) {
		q, err := p.point(tag.pos+offset, q)
		if err != nil { // a nil *Error would be an error
			return q, err
		}
		return q, nil
	}
	g, end, err := wkt.Prefix(p.src[tag.pos:], wkt.Options{Nesting: 1, Numbers: 3, RefuseEmpty: true, Position: position})
	if err != nil {
		return nil, faultOf(err, tag.pos)
	}
	for p.peek().kind != endOfText && p.peek().pos < tag.pos+end {
		p.take()
	}
	return p.geometry(tag.pos, g)
}

// faultOf gives an error of a geometry that begins at a byte of the filter as one of the filter.
func faultOf(err error, pos int) *Error {
	if own := (*Error)(nil); errors.As(err, &own) {
		return own
	}
	if of := (*wkt.Error)(nil); errors.As(err, &of) {
		return at(pos+of.Offset, "%s", of.Message)
	}
	return at(pos, "%v", err)
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
