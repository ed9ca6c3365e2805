// Package coordinates reads positions as people write them in a cell: decimal degrees,
// degrees with minutes and seconds, pairs of either, Well-Known Text, hexadecimal WKB and
// GeoJSON geometries.
//
// Goals: every spelling gives the same numbers, or an error that says why not; nothing is
// guessed about which number is which.
//
// Non-goals: projections, which package projection knows, and judging whether a position
// is the right one.
package coordinates

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"

	"incidentmap/incidents/intake/numbers"
)

// Axis is what an angle is, as far as its own writing tells.
type Axis int

// The axes.
const (
	Unsaid Axis = iota
	Lat
	Lon
)

// Angle is one coordinate in degrees.
type Angle struct {
	Degrees float64
	Axis    Axis
	// Step is the size in degrees of the last digit that was written, which tells how exact
	// the angle can be at most: 0.01 for 20.66, a minute for 20°30'.
	Step float64
}

// ParseAngle reads one coordinate in degrees: "20.66", "20,66", "-103.34", "103.34 W",
// "19°25'57.3\" N", "N 19 25.955", "19d25m57sN". The letter O is west (oeste).
func ParseAngle(s string) (Angle, error) {
	switch v, err := numbers.Decimal(s, false); {
	case err == nil:
		return Angle{Degrees: v, Step: step(s)}, nil
	case errors.Is(err, numbers.ErrNotFinite):
		return Angle{}, err
	}
	p := scan(s)
	a, err := p.angle()
	if err != nil {
		return Angle{}, err
	}
	if p.at < len(p.tokens) {
		return Angle{}, fmt.Errorf("goes on after the angle with %q", p.tokens[p.at].text)
	}
	return a, nil
}

// parser goes through the tokens of angles.
type parser struct {
	tokens []token
	at     int
}

func (p *parser) next() token {
	if p.at < len(p.tokens) {
		return p.tokens[p.at]
	}
	return token{}
}

// angle reads [letter] number [number [number]] [letter], of which the numbers are
// degrees, minutes and seconds.
func (p *parser) angle() (Angle, error) {
	said := Unsaid
	for p.next().kind == label {
		if axis := labelAxes[p.next().text]; axis != Unsaid {
			said = axis
		}
		p.at++
	}
	var letter token
	if p.next().kind == hemisphere {
		letter = p.next()
		p.at++
	}
	parts, err := p.parts()
	if err != nil {
		return Angle{}, err
	}
	if p.next().kind == hemisphere && letter.kind != hemisphere {
		letter = p.next()
		p.at++
	}
	a, err := assemble(parts, letter)
	switch {
	case err != nil || said == Unsaid:
	case a.Axis == Unsaid:
		a.Axis = said
	case a.Axis != said:
		return Angle{}, errors.New("has a word and a letter that say different axes")
	}
	return a, err
}

// part is a number of an angle; size is 1 for degrees, 60 for minutes, 3600 for seconds.
type part struct {
	text string
	size float64
}

// parts reads the numbers of one angle: each with a smaller unit than the one before.
func (p *parser) parts() ([]part, error) {
	var parts []part
	for p.next().kind == number && len(parts) < 3 {
		size := math.Pow(60, float64(len(parts)))
		text := p.next().text
		if len(parts) > 0 && (text[0] == '-' || text[0] == '+') {
			break
		}
		if len(parts) > 0 && (text[0] == '.' || text[0] == ',') {
			return nil, errors.New("has decimals behind the sign of their unit")
		}
		p.at++
		if t := p.next(); t.kind == unit && t.size == 0 {
			p.at++
		} else if t.kind == unit {
			if t.size < size {
				return nil, fmt.Errorf("has %q where smaller units are due", t.text)
			}
			if len(parts) == 0 && t.size > 1 {
				return nil, errors.New("begins with minutes or seconds")
			}
			size = t.size
			p.at++
		}
		parts = append(parts, part{text, size})
		if size == 3600 {
			break
		}
	}
	if len(parts) == 0 {
		return nil, errors.New("is not an angle")
	}
	return parts, nil
}

// assemble makes degrees of the parts. Only the last part may have decimals.
func assemble(parts []part, letter token) (Angle, error) {
	total := 0.0
	negative := strings.HasPrefix(parts[0].text, "-")
	for i, part := range parts {
		v, err := numbers.Decimal(strings.TrimLeft(part.text, "+-"), false)
		if err != nil {
			return Angle{}, err
		}
		if i > 0 && v >= 60 {
			return Angle{}, fmt.Errorf("has %g minutes or seconds", v)
		}
		if i < len(parts)-1 && v != math.Trunc(v) {
			return Angle{}, errors.New("has decimals before minutes or seconds")
		}
		total += v / part.size
	}
	last := parts[len(parts)-1]
	a := Angle{Degrees: total, Step: step(last.text) / last.size}
	switch letter.text {
	case "s":
		a.Degrees, a.Axis = -total, Lat
	case "n":
		a.Axis = Lat
	case "w":
		a.Degrees, a.Axis = -total, Lon
	case "e":
		a.Axis = Lon
	}
	if negative {
		if (letter.text == "n" || letter.text == "e") && total != 0 {
			return Angle{}, errors.New("has a minus and a letter that contradicts it")
		}
		a.Degrees = -total
	}
	return a, nil
}

// step is the size of the last digit of a number: 0.01 for "20.66" and "20,66". Of one with
// an exponent nothing is known, and it is 0.
func step(number string) float64 {
	decimals, behind := 0, false
	for i := range len(number) {
		switch c := number[i]; {
		case c >= '0' && c <= '9':
			if behind {
				decimals++
			}
		case c == '.' || c == ',':
			decimals, behind = 0, true
		case c == 'e' || c == 'E':
			return 0
		}
	}
	if decimals >= len(powers) {
		return 0
	}
	return powers[decimals]
}

var powers = [...]float64{1, 1e-1, 1e-2, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9}

// StepOf is the Step of a number as it is written shortest.
func StepOf(degrees float64) float64 {
	var room [32]byte
	text := strconv.AppendFloat(room[:0], degrees, 'f', -1, 64)
	dot := bytes.IndexByte(text, '.')
	switch decimals := len(text) - dot - 1; {
	case dot < 0:
		return 1
	case decimals < len(powers):
		return powers[decimals]
	}
	return 0
}
