// Package wkt reads geometries in Well-Known Text (OGC 06-103r4, section 7.2).
//
// Goals: an error that says where in the text it is; the variants that are met in files: Z, M and ZM
// behind a name or grown together with it, numbers beyond x and y (which are left out), MULTIPOINT
// without inner brackets, names in any case.
//
// Non-goals: writing, which orb's package does, and whether a geometry is valid, which package geo checks.
//
// Why not the readers of orb and go-geom: orb's knows neither Z nor M, and neither gives the offset of
// an error, ends before the end of the text, bounds nesting, or takes a ring that is not closed.
package wkt

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode"

	"github.com/paulmach/orb"

	"incidentmap/geo"
)

// Error says what is wrong with a text, and where.
type Error struct {
	Offset  int // bytes before the place
	Message string
}

// Error gives the place and the message.
func (e *Error) Error() string { return fmt.Sprintf("at offset %d: %s", e.Offset, e.Message) }

// Options are what Prefix is strict about.
type Options struct {
	// Nesting is how many collections may lie in one another.
	Nesting int
	// Numbers is how many numbers a position may have, from 2 to 4.
	Numbers int
	// RefuseEmpty makes EMPTY an error; else it is a nil geometry, and no part of a larger one.
	RefuseEmpty bool
	// CloseRings adds the first position of a ring to its end where it is not there.
	CloseRings bool
	// Position is given each position and the bytes before it, and gives the one that is kept. Nil keeps all.
	Position func(offset int, at orb.Point) (orb.Point, error)
}

// Parse reads a text that is a geometry, with PostGIS's "SRID=4326;" before it, which is given as
// epsg, or 0. Coordinates are as they stand, x first. Rings that are not closed are closed. EMPTY gives nil.
func Parse(s string) (g orb.Geometry, epsg int, err error) {
	p := parser{text: s, options: Options{Nesting: geo.MaxNesting, Numbers: 4, CloseRings: true}}
	if epsg, err = p.srid(); err != nil {
		return nil, 0, err
	}
	if g, err = p.geometry(0); err != nil {
		return nil, 0, err
	}
	if p.space(); p.at < len(s) {
		return nil, 0, p.fail(p.at, "the text goes on after the geometry: %.40q", s[p.at:])
	}
	return g, epsg, nil
}

// Prefix reads the geometry with which a text begins, and gives how many bytes it takes. What is wrong
// gives an *Error, or the error of Options.Position.
func Prefix(s string, o Options) (g orb.Geometry, end int, err error) {
	p := parser{text: s, options: o}
	if g, err = p.geometry(0); err != nil {
		return nil, 0, err
	}
	return g, p.at, nil
}

// parser goes through the text from left to right, one method for each rule of the grammar.
type parser struct {
	text    string
	at      int // bytes that were read
	options Options
}

// srid reads "SRID=4326;", if it is next.
func (p *parser) srid() (int, error) {
	const name = "SRID="
	p.space()
	rest := p.text[p.at:]
	if len(rest) < len(name) || !strings.EqualFold(rest[:len(name)], name) {
		return 0, nil
	}
	p.at += len(name)
	code, _, _ := strings.Cut(rest[len(name):], ";")
	epsg, err := strconv.Atoi(strings.TrimSpace(code))
	if err != nil {
		return 0, p.fail(p.at, "the SRID %.40q is not a number", code)
	}
	p.at = min(len(p.text), p.at+len(code)+1)
	return epsg, nil
}

func (p *parser) fail(offset int, format string, args ...any) error {
	return &Error{offset, fmt.Sprintf(format, args...)}
}

// missing is the error of something that is not at the place that was reached.
func (p *parser) missing(what string) error {
	p.space()
	if p.at == len(p.text) {
		return p.fail(p.at, "%s is missing; there is the end", what)
	}
	return p.fail(p.at, "%s is missing; there is %.20q", what, p.text[p.at:])
}

func (p *parser) space() {
	p.at = len(p.text) - len(strings.TrimLeftFunc(p.text[p.at:], unicode.IsSpace))
}

// word takes letters and gives them in upper case.
func (p *parser) word() string {
	p.space()
	from := p.at
	for p.at < len(p.text) && p.text[p.at]|0x20 >= 'a' && p.text[p.at]|0x20 <= 'z' {
		p.at++
	}
	return strings.ToUpper(p.text[from:p.at])
}

// accept takes a sign, if it is next.
func (p *parser) accept(sign byte) bool {
	p.space()
	if p.at == len(p.text) || p.text[p.at] != sign {
		return false
	}
	p.at++
	return true
}

// list reads "(item, item)" or EMPTY.
func (p *parser) list(item func() error) error {
	if !p.accept('(') {
		p.space()
		from := p.at
		if p.word() == "EMPTY" {
			if p.options.RefuseEmpty {
				return p.fail(from, "the geometry is empty")
			}
			return nil
		}
		p.at = from
		return p.missing(`"("`)
	}
	for {
		if err := item(); err != nil {
			return err
		}
		if p.accept(')') {
			return nil
		}
		if !p.accept(',') {
			return p.missing(`"," or ")"`)
		}
	}
}

func (p *parser) number() (float64, error) {
	p.space()
	from := p.at
	for p.at < len(p.text) && strings.IndexByte("+-.0123456789eE", p.text[p.at]) >= 0 {
		p.at++
	}
	v, err := strconv.ParseFloat(p.text[from:p.at], 64)
	switch {
	case from == p.at:
		return 0, p.missing("a number")
	case err != nil || math.IsInf(v, 0):
		return 0, p.fail(from, "%.40q is not a finite number", p.text[from:p.at])
	}
	return v + 0, nil // never minus zero
}

// position reads two numbers, and passes over more as far as they are allowed.
func (p *parser) position() (orb.Point, error) {
	p.space()
	from := p.at
	var at orb.Point
	for i := range p.options.Numbers {
		p.space()
		if i >= 2 && (p.at == len(p.text) || p.text[p.at] == ',' || p.text[p.at] == ')') {
			break
		}
		v, err := p.number()
		if err != nil {
			return at, err
		}
		if i < 2 {
			at[i] = v
		}
	}
	if p.options.Position != nil {
		return p.options.Position(from, at)
	}
	return at, nil
}

func (p *parser) positions() (all []orb.Point, err error) {
	err = p.list(func() error {
		at, err := p.position()
		all = append(all, at)
		return err
	})
	return all, err
}

// members reads the positions of a MULTIPOINT, each in brackets or none.
func (p *parser) members() (all []orb.Point, err error) {
	err = p.list(func() error {
		bracket := p.accept('(')
		at, err := p.position()
		if err == nil && bracket && !p.accept(')') {
			err = p.missing(`")"`)
		}
		all = append(all, at)
		return err
	})
	return all, err
}

func (p *parser) polygon() (rings orb.Polygon, err error) {
	err = p.list(func() error {
		ring, err := p.positions()
		if n := len(ring); p.options.CloseRings && n > 2 && ring[0] != ring[n-1] {
			ring = append(ring, ring[0])
		}
		rings = append(rings, ring)
		return err
	})
	return rings, err
}

// geometry reads a geometry that lies in so many collections.
func (p *parser) geometry(depth int) (orb.Geometry, error) {
	p.space()
	from := p.at
	name := p.word()
	p.dimensions()
	switch strings.TrimRight(name, "ZM") {
	case "POINT":
		all, err := p.positions()
		if len(all) > 1 && err == nil {
			err = p.fail(from, "a point has one position; this has %d", len(all))
		}
		if len(all) == 0 || err != nil {
			return nil, err
		}
		return all[0], nil
	case "LINESTRING":
		all, err := p.positions()
		return filled(orb.LineString(all), len(all), err)
	case "POLYGON":
		rings, err := p.polygon()
		return filled(rings, len(rings), err)
	case "MULTIPOINT":
		all, err := p.members()
		return filled(orb.MultiPoint(all), len(all), err)
	case "MULTILINESTRING":
		lines, err := listOf(p, func() (orb.LineString, error) { return p.positions() })
		return filled(orb.MultiLineString(lines), len(lines), err)
	case "MULTIPOLYGON":
		all, err := listOf(p, p.polygon)
		return filled(orb.MultiPolygon(all), len(all), err)
	case "GEOMETRYCOLLECTION":
		return p.collection(from, depth)
	}
	p.at = from
	return nil, p.missing("a geometry such as POINT(1 2)")
}

func (p *parser) collection(from, depth int) (orb.Geometry, error) {
	if depth >= p.options.Nesting {
		return nil, p.fail(from, "collections lie too deep in one another; a geometry such as POINT(1 2) is missing here")
	}
	members, err := listOf(p, func() (orb.Geometry, error) { return p.geometry(depth + 1) })
	all := orb.Collection{}
	for _, g := range members {
		if g != nil {
			all = append(all, g)
		}
	}
	return filled(all, len(all), err)
}

// listOf reads a list of items.
func listOf[T any](p *parser, item func() (T, error)) (all []T, err error) {
	err = p.list(func() error {
		it, err := item()
		all = append(all, it)
		return err
	})
	return all, err
}

// filled gives nil in place of a geometry of no parts.
func filled(g orb.Geometry, parts int, err error) (orb.Geometry, error) {
	if parts == 0 || err != nil {
		return nil, err
	}
	return g, nil
}

// dimensions passes over Z, M or ZM behind a geometry's name.
func (p *parser) dimensions() {
	before := p.at
	switch p.word() {
	case "Z", "M", "ZM":
	default:
		p.at = before
	}
}
