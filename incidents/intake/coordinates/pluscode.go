package coordinates

import (
	"errors"
	"math"
	"regexp"
	"strings"

	"github.com/paulmach/orb"
)

// plusDigits are the digits of plus codes (Open Location Code 1.0), which have a value of their place among them.
const plusDigits = "23456789CFGHJMPQRVWX"

var (
	fullPlusCode  = regexp.MustCompile(`(?i)^[2-9CF][2-9CFGHJMPQRV](?:0{6}|[2-9CFGHJMPQRVWX]{2}0{4}|[2-9CFGHJMPQRVWX]{4}00|[2-9CFGHJMPQRVWX]{6})\+[2-9CFGHJMPQRVWX]{0,7}$`)
	shortPlusCode = regexp.MustCompile(`(?i)^([2-9CFGHJMPQRVWX]{2}|[2-9CFGHJMPQRVWX]{4}|[2-9CFGHJMPQRVWX]{6})(\+[2-9CFGHJMPQRVWX]{2,7})(?:$|[ ,]+(.*)$)`)
)

const (
	separatorAt = 8   // digits before the plus of a full code
	pairDigits  = 10  // digits that are taken in pairs of a latitude and a longitude; each behind them is of a cell of 4 by 5
	pairBase    = 20  // cells of a pair on each side
	firstSide   = 20. // degrees of a side of the first pair's cell
	gridColumns = 4
	gridRows    = 5
)

// parsePlusCode reads a full plus code: "76F2CV52+3X".
func parsePlusCode(s string) (Cell, error) {
	if !fullPlusCode.MatchString(s) {
		if shortPlusCode.MatchString(s) {
			return Cell{}, errShort
		}
		return Cell{}, errors.New("is not a plus code")
	}
	digits := strings.TrimRight(strings.ReplaceAll(strings.ToUpper(s), "+", ""), "0")
	lat, lon, height, width := -90., -180., firstSide, firstSide
	for i := 0; i < len(digits); i++ {
		value := float64(strings.IndexByte(plusDigits, digits[i]))
		switch {
		case i >= pairDigits:
			height, width = height/gridRows, width/gridColumns
			lat += math.Floor(value/gridColumns) * height
			lon += math.Mod(value, gridColumns) * width
		case i%2 == 0:
			if i > 0 {
				height /= pairBase
			}
			lat += value * height
		default:
			if i > 1 {
				width /= pairBase
			}
			lon += value * width
		}
	}
	if len(digits)%2 != 0 && len(digits) < pairDigits {
		return Cell{}, errors.New("is not a plus code")
	}
	return boxCell(orb.Bound{Min: orb.Point{lon, lat}, Max: orb.Point{lon + width, lat + height}}), nil
}

// errShort is told of a short plus code by itself.
var errShort = errors.New("is a short plus code, and no one town is known that it is near")

// ShortPlusCode parts a short plus code from the words behind it, which name the town that it is near; false for others.
func ShortPlusCode(s string) (code, words string, ok bool) {
	if strings.IndexByte(s, '+') < 0 {
		return "", "", false
	}
	m := shortPlusCode.FindStringSubmatch(strings.TrimSpace(s))
	if m == nil {
		return "", "", false
	}
	return m[1] + m[2], strings.TrimSpace(m[3]), true
}

// NearTown reads a short plus code as the one of all with its digits that is nearest to a town (longitude, latitude) of a
// radius in metres. A town that reaches as far as the next of them tells nothing.
func NearTown(code string, town orb.Point, radiusM float64) (Cell, error) {
	short := strings.IndexByte(code, '+')
	if short < 0 || short >= separatorAt {
		return Cell{}, errShort
	}
	left := separatorAt - short
	side := math.Pow(pairBase, float64(2-left/2)) // of the area in which the digits are of one cell alone, in degrees
	if radiusM > side/2*metresPerDegree*math.Cos(town[1]*math.Pi/180) {
		return Cell{}, errShort
	}
	c, err := parsePlusCode(plusPrefix(town, left) + code)
	if err != nil {
		return Cell{}, err
	}
	for axis := range 2 {
		switch d := c.Center[axis] - town[axis]; {
		case d > side/2:
			c.Center[axis] -= side
		case d < -side/2:
			c.Center[axis] += side
		}
	}
	c.Center = rounded(c.Center)
	if math.Abs(c.Center[1]) > 90 || math.Abs(c.Center[0]) > 180 {
		return Cell{}, errShort
	}
	return c, nil
}

// plusPrefix gives the first digits of the code of a point.
func plusPrefix(p orb.Point, digits int) string {
	lat, lon, side := p[1]+90, p[0]+180, firstSide
	var b strings.Builder
	for range digits / 2 {
		y, x := math.Floor(lat/side), math.Floor(lon/side)
		b.WriteByte(plusDigits[int(min(y, pairBase-1))])
		b.WriteByte(plusDigits[int(min(x, pairBase-1))])
		lat, lon, side = lat-y*side, lon-x*side, side/pairBase
	}
	return b.String()
}
