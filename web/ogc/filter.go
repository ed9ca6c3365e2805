package ogc

import (
	"encoding/json"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/incidents"
	"incidentmap/incidents/cql"
)

func isListWord(name string) bool { return slices.Contains(incidents.TraitWords(), name) }

// crs gives the system that a parameter names, or CRS84.
func (r *request) crs(parameter string, c *collection) (system, error) {
	uri := crs84URI
	if r.query.Has(parameter) {
		uri = r.query.Get(parameter)
	}
	if uri == crs84URI {
		return storedSystem, nil // each collection's, whatever it holds
	}
	return findCRS(parameter, uri, c.crs())
}

// filterExpr reads the parameters filter, filter-lang and filter-crs (OGC API Features
// Part 3, clause 6.4).
func (r *request) filterExpr(c *collection) (cql.Expr, error) {
	crs, err := r.crs("filter-crs", c)
	if err != nil {
		return cql.Expr{}, err
	}
	options := cql.Options{}
	if !crs.isStored() {
		options.ToLonLat = crs.toDegrees
	}
	language := r.query.Get("filter-lang")
	if r.query.Has("filter-lang") && !slices.Contains(filterLanguages, language) {
		return cql.Expr{}, incidents.Errorf(incidents.EInvalid, "filter-lang", "%q is not one of %s", language, strings.Join(filterLanguages, ", "))
	}
	if !r.query.Has("filter") {
		return cql.Expr{}, nil
	}
	properties := cql.PublicProperties(r.story.Story.Columns...)
	if language == cqlJSON {
		return cql.ParseJSON([]byte(r.query.Get("filter")), properties, options)
	}
	return cql.ParseText(r.query.Get("filter"), properties, options)
}

// The languages of filters, the default first.
const (
	cqlText = "cql2-text"
	cqlJSON = "cql2-json"
)

var filterLanguages = []string{cqlText, cqlJSON}

// equality makes the filter that a property is a value, or, for a list, that it holds the
// value (OGC API Features Part 3, clause 6.3.3).
func equality(p cql.Queryable, value string, among cql.Properties) (cql.Expr, error) {
	var operand any = value
	op := "="
	switch p.Type {
	case cql.Number, cql.Integer:
		n, err := strconv.ParseFloat(value, 64)
		if err != nil || math.IsNaN(n) || math.IsInf(n, 0) {
			return cql.Expr{}, fmt.Errorf("%s is not a number", incidents.Quote(value))
		}
		operand = n
	case cql.Boolean:
		if value != "true" && value != "false" {
			return cql.Expr{}, fmt.Errorf("%s is neither true nor false", incidents.Quote(value))
		}
		operand = value == "true"
	case cql.Date:
		operand = map[string]string{"date": value}
	case cql.Strings:
		op, operand = "a_contains", []string{value}
	}
	return condition(op, p.Name, operand, among, func(err error) error {
		return fmt.Errorf("%s is not a value of %s, which is %s", incidents.Quote(value), p.Name, p.Type)
	})
}

// condition makes the filter of an operation on a property and a value.
func condition(op, property string, operand any, among cql.Properties, explain func(error) error) (cql.Expr, error) {
	filter, err := json.Marshal(map[string]any{
		"op": op, "args": []any{map[string]string{"property": property}, operand},
	})
	if err != nil {
		return cql.Expr{}, explain(err)
	}
	expr, err := cql.ParseJSON(filter, among, cql.Options{})
	if err != nil {
		return cql.Expr{}, explain(err)
	}
	return expr, nil
}

// box reads bbox in the system that bbox-crs names (OGC API Features Part 2, clause 6.2.1).
// A box that is not one in degrees gives the box around it and a condition besides.
func (r *request) box(c *collection) (*geo.BBox, *cql.Expr, error) {
	crs, err := r.crs("bbox-crs", c)
	if err != nil || !r.query.Has("bbox") {
		return nil, nil, err
	}
	text := r.query.Get("bbox")
	if crs.projection.Geographic {
		if crs.latFirst {
			text = lonFirst(text)
		}
		box, err := geo.ParseBBox(text)
		return &box, nil, err
	}
	min, max, err := corners(text)
	if err != nil {
		return nil, nil, err
	}
	if crs.upright {
		return uprightBox(crs, min, max)
	}
	return slantedBox(crs, min, max)
}

// lonFirst turns a box of latitudes before longitudes round; what is not a box stays as it is.
func lonFirst(text string) string {
	n := strings.Split(text, ",")
	if len(n) == 4 || len(n) == 6 {
		half := len(n) / 2
		n[0], n[1], n[half], n[half+1] = n[1], n[0], n[half+1], n[half]
	}
	return strings.Join(n, ",")
}

// corners reads a box in metres: four numbers, or six, of which the heights are not used.
func corners(text string) (min, max orb.Point, err error) {
	if n := strings.Count(text, ",") + 1; n != 4 && n != 6 {
		return min, max, fmt.Errorf("%s has %d numbers; give the least x and y and the greatest x and y", incidents.Quote(text), n)
	}
	parts := strings.Split(text, ",")
	n := make([]float64, len(parts))
	for i, p := range parts {
		v, err := strconv.ParseFloat(strings.TrimSpace(p), 64)
		if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
			return min, max, fmt.Errorf("number %d of %s is not a number: %s", i+1, incidents.Quote(text), incidents.Quote(p))
		}
		n[i] = v
	}
	half := len(n) / 2
	return orb.Point{n[0], n[1]}, orb.Point{n[half], n[half+1]}, nil
}

// uprightBox is a box whose corners are those of a box in degrees. Its west may be east of
// its east: it then crosses the antimeridian.
func uprightBox(crs system, min, max orb.Point) (*geo.BBox, *cql.Expr, error) {
	sw, err := crs.boxCorner(min)
	if err != nil {
		return nil, nil, err
	}
	ne, err := crs.boxCorner(max)
	if err != nil {
		return nil, nil, err
	}
	if sw[1] > ne[1] {
		return nil, nil, fmt.Errorf("y %g is greater than y %g; give the least x and y and the greatest x and y", min[1], max[1])
	}
	return &geo.BBox{West: sw[0], South: sw[1], East: ne[0], North: ne[1]}, nil, nil
}

// boxSteps is into how many pieces each edge of a slanted box is cut. The edge of a UTM
// box 600 km long at 20 degrees north bends by 2.5 km, a piece of it by 15 cm.
const boxSteps = 128

// slantedBox is a box whose edges are curves in degrees.
func slantedBox(crs system, min, max orb.Point) (*geo.BBox, *cql.Expr, error) {
	if min[0] >= max[0] || min[1] >= max[1] {
		return nil, nil, fmt.Errorf("%v and %v are not the least and the greatest corner of a box", min, max)
	}
	ring := make(orb.Ring, 0, 4*boxSteps+1)
	turn := []orb.Point{min, {max[0], min[1]}, max, {min[0], max[1]}, min}
	for side := range 4 {
		from, to := turn[side], turn[side+1]
		for step := range boxSteps {
			t := float64(step) / boxSteps
			at, err := crs.toDegrees(orb.Point{from[0] + t*(to[0]-from[0]), from[1] + t*(to[1]-from[1])})
			if err != nil {
				return nil, nil, err
			}
			ring = append(ring, at)
		}
	}
	ring = append(ring, ring[0])
	around := ring.Bound()
	area, err := condition("s_intersects", "geometry", map[string]any{"type": "Polygon", "coordinates": orb.Polygon{ring}}, cql.PublicProperties(),
		func(err error) error { return fmt.Errorf("the box cannot be drawn in degrees: %w", err) })
	return &geo.BBox{West: around.Min[0], South: around.Min[1], East: around.Max[0], North: around.Max[1]}, &area, err
}
