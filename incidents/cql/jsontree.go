package cql

import (
	"encoding/json"
	"strings"

	"github.com/paulmach/orb"
)

// ParseJSON reads a filter in CQL2 JSON. What cannot be read gives an *Error.
func ParseJSON(src []byte, props Properties, opts Options) (Expr, error) {
	s := string(src)
	if err := checkSource(s); err != nil {
		return Expr{}, err
	}
	e, err := parseJSON(s, &builder{props: props, opts: opts})
	if err != nil {
		return Expr{}, err.place(s)
	}
	return e, nil
}

func parseJSON(s string, b *builder) (Expr, *Error) {
	v, err := readJSON(s)
	if err != nil {
		return Expr{}, err
	}
	n, err := (&jsonParser{b}).expression(v)
	if err != nil {
		return Expr{}, err
	}
	return b.filter(n)
}

// jsonParser makes nodes of JSON values.
type jsonParser struct{ *builder }

// expression: any JSON value that stands for an expression; an array stands for one only
// where arrayOperand is asked for.
func (p *jsonParser) expression(v jsonValue) (*node, *Error) {
	switch value := v.value.(type) {
	case string:
		return stringLiteral(v.pos, value), nil
	case bool:
		return literal(v.pos, BooleanValue(value)), nil
	case json.Number:
		return p.number(v.pos, value.String())
	case jsonObject:
		return p.object(v.pos, value)
	case nil:
		return nil, at(v.pos, `null is no value; test for it by {"op":"isNull","args":[…]}`)
	}
	return nil, at(v.pos, "an array cannot stand here")
}

// object: the one member that says what the object is.
func (p *jsonParser) object(pos int, o jsonObject) (*node, *Error) {
	readers := map[string]func(int, jsonObject) (*node, *Error){
		"op": p.operation, "property": p.propertyRef, "date": p.date, "timestamp": p.timestamp,
		"interval": p.intervalObject, "bbox": p.bboxObject, "type": p.geoJSON,
	}
	var found []string
	for _, key := range []string{"op", "property", "date", "timestamp", "interval", "type", "bbox"} {
		_, has := o[key]
		if has && (key != "bbox" || len(found) == 0) { // a geometry may have its own bbox
			found = append(found, key)
		}
	}
	if len(found) != 1 {
		return nil, at(pos, "an object has one of op, property, date, timestamp, interval, bbox and type; this has %d of them", len(found))
	}
	return readers[found[0]](pos, o)
}

// str gives a member that must be a string.
func (o jsonObject) str(pos int, key string) (string, int, *Error) {
	m, has := o[key]
	s, isString := m.value.(string)
	switch {
	case !has:
		return "", pos, at(pos, "the member %s is missing", quoted(key))
	case !isString:
		return "", m.pos, at(m.pos, "%s must be a string", quoted(key))
	}
	return s, m.pos, nil
}

// list gives a member that must be an array.
func (o jsonObject) list(pos int, key string) ([]jsonValue, *Error) {
	m, has := o[key]
	items, isArray := m.value.([]jsonValue)
	switch {
	case !has:
		return nil, at(pos, "the member %s is missing", quoted(key))
	case !isArray:
		return nil, at(m.pos, "%s must be an array", quoted(key))
	}
	return items, nil
}

func (p *jsonParser) propertyRef(pos int, o jsonObject) (*node, *Error) {
	name, namePos, err := o.str(pos, "property")
	if err != nil {
		return nil, err
	}
	return p.property(namePos, name)
}

func (p *jsonParser) date(pos int, o jsonObject) (*node, *Error) {
	return p.time(pos, o, "date", parseDate)
}

func (p *jsonParser) timestamp(pos int, o jsonObject) (*node, *Error) {
	return p.time(pos, o, "timestamp", parseTimestamp)
}

func (p *jsonParser) time(pos int, o jsonObject, key string, parse func(string) (Value, error)) (*node, *Error) {
	s, place, err := o.str(pos, key)
	if err != nil {
		return nil, err
	}
	v, bad := parse(s)
	if bad != nil {
		return nil, at(place, "%v", bad)
	}
	return literal(place, v), nil
}

func (p *jsonParser) intervalObject(pos int, o jsonObject) (*node, *Error) {
	ends, err := o.list(pos, "interval")
	if err != nil {
		return nil, err
	}
	if len(ends) != 2 {
		return nil, at(pos, "an interval has two ends; this has %d", len(ends))
	}
	from, err := p.intervalEnd(ends[0])
	if err != nil {
		return nil, err
	}
	to, err := p.intervalEnd(ends[1])
	if err != nil {
		return nil, err
	}
	return p.interval(pos, from, to)
}

func (p *jsonParser) intervalEnd(v jsonValue) (*node, *Error) {
	if s, isString := v.value.(string); isString {
		return p.instant(v.pos, s)
	}
	return p.expression(v)
}

// operation: {"op": name, "args": […]}.
func (p *jsonParser) operation(pos int, o jsonObject) (*node, *Error) {
	name, namePos, err := o.str(pos, "op")
	if err != nil {
		return nil, err
	}
	op, known := operations[strings.ToLower(name)]
	if !known {
		return nil, at(namePos, "there is no operator or function %s", quoted(name))
	}
	values, err := o.list(pos, "args")
	if err != nil {
		return nil, err
	}
	if op.op == opIn {
		if values, err = spread(pos, values); err != nil {
			return nil, err
		}
	}
	args := make([]*node, len(values))
	for i, v := range values {
		if args[i], err = p.argument(op.op, v); err != nil {
			return nil, err
		}
	}
	if op.op == opSubtract && len(args) == 1 { // a sign
		return p.call(namePos, operations["*"], literal(pos, NumberValue(-1)), args[0])
	}
	return p.call(namePos, op, args...)
}

// spread puts the list of IN beside its first operand.
func spread(pos int, values []jsonValue) ([]jsonValue, *Error) {
	if len(values) == 2 {
		if list, isArray := values[1].value.([]jsonValue); isArray {
			return append(values[:1:1], list...), nil
		}
	}
	return nil, at(pos, "in takes a value and an array")
}

func (p *jsonParser) argument(o op, v jsonValue) (*node, *Error) {
	items, isArray := v.value.([]jsonValue)
	if o != opArrays || !isArray {
		return p.expression(v)
	}
	elements := make([]*node, len(items))
	for i, it := range items {
		var err *Error
		if elements[i], err = p.expression(it); err != nil {
			return nil, err
		}
	}
	return p.array(v.pos, elements)
}

func (p *jsonParser) bboxObject(pos int, o jsonObject) (*node, *Error) {
	items, err := o.list(pos, "bbox")
	if err != nil {
		return nil, err
	}
	numbers, err := numbersOf(items)
	if err != nil {
		return nil, err
	}
	return p.bbox(pos, numbers)
}

func numbersOf(items []jsonValue) ([]float64, *Error) {
	numbers := make([]float64, len(items))
	for i, it := range items {
		text, isNumber := it.value.(json.Number)
		if !isNumber {
			return nil, at(it.pos, "a number is missing here")
		}
		v, err := parseNumber(text.String())
		if err != nil {
			return nil, at(it.pos, "%v", err)
		}
		numbers[i] = v.num
	}
	return numbers, nil
}

// geoJSON reads a geometry of RFC 7946. Heights are dropped.
func (p *jsonParser) geoJSON(pos int, o jsonObject) (*node, *Error) {
	g, err := p.geometryObject(pos, o, true)
	if err != nil {
		return nil, err
	}
	return p.geometry(pos, g)
}

func (p *jsonParser) geometryObject(pos int, o jsonObject, outermost bool) (orb.Geometry, *Error) {
	name, namePos, err := o.str(pos, "type")
	if err != nil {
		return nil, err
	}
	if name == "GeometryCollection" && outermost {
		return p.collection(pos, o)
	}
	place, has := o["coordinates"]
	if !has {
		return nil, at(pos, `the member "coordinates" is missing`)
	}
	switch name {
	case "Point":
		return whole(p.position(place))
	case "LineString":
		return whole(p.line(place))
	case "Polygon":
		return whole(p.polygon(place))
	case "MultiPoint":
		points, err := each(place, p.position)
		return whole(orb.MultiPoint(points), err)
	case "MultiLineString":
		lines, err := each(place, p.line)
		return whole(orb.MultiLineString(lines), err)
	case "MultiPolygon":
		areas, err := each(place, p.polygon)
		return whole(orb.MultiPolygon(areas), err)
	}
	return nil, at(namePos, "%s is not a geometry that can stand here", quoted(name))
}

func (p *jsonParser) collection(pos int, o jsonObject) (orb.Geometry, *Error) {
	items, err := o.list(pos, "geometries")
	if err != nil {
		return nil, err
	}
	var members orb.Collection
	for _, it := range items {
		object, isObject := it.value.(jsonObject)
		if !isObject {
			return nil, at(it.pos, "a geometry is missing here")
		}
		g, err := p.geometryObject(it.pos, object, false)
		if err != nil {
			return nil, err
		}
		members = append(members, g)
	}
	return members, nil
}

// each reads the items of an array.
func each[T any](v jsonValue, item func(jsonValue) (T, *Error)) ([]T, *Error) {
	items, isArray := v.value.([]jsonValue)
	if !isArray {
		return nil, at(v.pos, "an array is missing here")
	}
	all := make([]T, len(items))
	for i, it := range items {
		var err *Error
		if all[i], err = item(it); err != nil {
			return nil, err
		}
	}
	return all, nil
}

func (p *jsonParser) line(v jsonValue) (orb.LineString, *Error) { return each(v, p.position) }

func (p *jsonParser) ring(v jsonValue) (orb.Ring, *Error) { return each(v, p.position) }

func (p *jsonParser) polygon(v jsonValue) (orb.Polygon, *Error) { return each(v, p.ring) }

func (p *jsonParser) position(v jsonValue) (orb.Point, *Error) {
	items, isArray := v.value.([]jsonValue)
	if !isArray || len(items) < 2 || len(items) > 3 {
		return orb.Point{}, at(v.pos, "a position of two or three numbers is missing here")
	}
	n, err := numbersOf(items)
	if err != nil {
		return orb.Point{}, err
	}
	return p.point(v.pos, orb.Point{n[0], n[1]})
}

// whole gives the geometry unless there is an error.
func whole[G orb.Geometry](g G, err *Error) (orb.Geometry, *Error) {
	if err != nil {
		return nil, err
	}
	return g, nil
}
