package coordinates

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
)

// maxDepth is how deep collections may lie in one another.
const maxDepth = 8

// ParseWKT reads a geometry in Well-Known Text (OGC Simple Features, 7.2) with Z and M
// numbers, which are left out, and PostGIS's "SRID=4326;" before it, given as epsg, or 0.
// The numbers are as they stand: x first. EMPTY gives a nil geometry.
func ParseWKT(s string) (g orb.Geometry, epsg int, err error) {
	s = strings.TrimSpace(s)
	if rest, ok := cutFold(s, "SRID="); ok {
		code, geometry, _ := strings.Cut(rest, ";")
		if epsg, err = strconv.Atoi(strings.TrimSpace(code)); err != nil {
			return nil, 0, fmt.Errorf("has an SRID that is not a number: %q", code)
		}
		s = geometry
	}
	p := &wktParser{rest: s}
	if g, err = p.geometry(0); err != nil {
		return nil, 0, err
	}
	if p.space(); p.rest != "" {
		return nil, 0, errors.New("goes on after the geometry")
	}
	return g, epsg, nil
}

func cutFold(s, prefix string) (string, bool) {
	if len(s) < len(prefix) || !strings.EqualFold(s[:len(prefix)], prefix) {
		return s, false
	}
	return s[len(prefix):], true
}

// wktParser goes through the text from left to right.
type wktParser struct{ rest string }

func (p *wktParser) space() { p.rest = strings.TrimLeft(p.rest, " \t\r\n") }

func (p *wktParser) word() string {
	p.space()
	end := 0
	for end < len(p.rest) && (p.rest[end]|0x20 >= 'a' && p.rest[end]|0x20 <= 'z') {
		end++
	}
	w := strings.ToUpper(p.rest[:end])
	p.rest = p.rest[end:]
	return w
}

// accept takes one sign, if it is next.
func (p *wktParser) accept(c byte) bool {
	p.space()
	if p.rest == "" || p.rest[0] != c {
		return false
	}
	p.rest = p.rest[1:]
	return true
}

// list reads "(item, item)" or "EMPTY".
func (p *wktParser) list(item func() error) error {
	if !p.accept('(') {
		if p.word() == "EMPTY" {
			return nil
		}
		return errors.New("lacks an opening bracket")
	}
	for {
		if err := item(); err != nil {
			return err
		}
		if p.accept(')') {
			return nil
		}
		if !p.accept(',') {
			return errors.New("lacks a comma or a closing bracket")
		}
	}
}

func (p *wktParser) number() (float64, error) {
	p.space()
	end := 0
	for end < len(p.rest) && strings.IndexByte("+-.0123456789eE", p.rest[end]) >= 0 {
		end++
	}
	v, err := strconv.ParseFloat(p.rest[:end], 64)
	if err != nil || math.IsInf(v, 0) {
		return 0, errors.New("has a coordinate that is not a finite number")
	}
	p.rest = p.rest[end:]
	return v, nil
}

// position reads two to four numbers and keeps two.
func (p *wktParser) position() (orb.Point, error) {
	var at orb.Point
	for i := range 4 {
		p.space()
		if i >= 2 && (p.rest == "" || p.rest[0] == ',' || p.rest[0] == ')') {
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
	return at, nil
}

func (p *wktParser) positions() ([]orb.Point, error) {
	var all []orb.Point
	err := p.list(func() error {
		bracket := p.accept('(') // MULTIPOINT((1 2), (3 4))
		at, err := p.position()
		if err == nil && bracket && !p.accept(')') {
			err = errors.New("lacks a closing bracket")
		}
		all = append(all, at)
		return err
	})
	return all, err
}

func (p *wktParser) polygon() (orb.Polygon, error) {
	var rings orb.Polygon
	err := p.list(func() error {
		ring, err := p.positions()
		if n := len(ring); n > 2 && ring[0] != ring[n-1] {
			ring = append(ring, ring[0])
		}
		rings = append(rings, ring)
		return err
	})
	return rings, err
}

func (p *wktParser) geometry(depth int) (orb.Geometry, error) {
	if depth > maxDepth {
		return nil, errors.New("has collections too deep in one another")
	}
	name := p.word()
	p.dimensions()
	switch strings.TrimRight(name, "ZM") {
	case "POINT":
		all, err := p.positions()
		if len(all) > 1 && err == nil {
			err = errors.New("has more than one position in a point")
		}
		return first(all), err
	case "LINESTRING":
		all, err := p.positions()
		return orNil(orb.LineString(all), len(all)), err
	case "POLYGON":
		rings, err := p.polygon()
		return orNil(rings, len(rings)), err
	case "MULTIPOINT":
		all, err := p.positions()
		return orNil(orb.MultiPoint(all), len(all)), err
	case "MULTILINESTRING":
		var lines orb.MultiLineString
		err := p.list(func() error {
			l, err := p.positions()
			lines = append(lines, l)
			return err
		})
		return orNil(lines, len(lines)), err
	case "MULTIPOLYGON":
		var all orb.MultiPolygon
		err := p.list(func() error {
			rings, err := p.polygon()
			all = append(all, rings)
			return err
		})
		return orNil(all, len(all)), err
	case "GEOMETRYCOLLECTION":
		var all orb.Collection
		err := p.list(func() error {
			g, err := p.geometry(depth + 1)
			if g != nil {
				all = append(all, g)
			}
			return err
		})
		return orNil(all, len(all)), err
	}
	return nil, fmt.Errorf("does not begin with the name of a geometry")
}

// dimensions passes over Z, M or ZM behind a geometry's name.
func (p *wktParser) dimensions() {
	p.space()
	before := p.rest
	switch p.word() {
	case "Z", "M", "ZM":
	default:
		p.rest = before
	}
}

func first(all []orb.Point) orb.Geometry {
	if len(all) == 0 {
		return nil
	}
	return all[0]
}

func orNil(g orb.Geometry, size int) orb.Geometry {
	if size == 0 {
		return nil
	}
	return g
}
