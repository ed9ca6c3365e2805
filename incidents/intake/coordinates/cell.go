package coordinates

import (
	"errors"
	"fmt"
	"math"
	"strings"

	"github.com/paulmach/orb"
	orbgeo "github.com/paulmach/orb/geo"
)

// Scheme is a way of writing where something is that names a cell of a grid.
type Scheme string

// The schemes that are read. No code of any of them has a check digit: one that is written wrongly may be a cell elsewhere.
const (
	MGRS       Scheme = "MGRS"
	UTM        Scheme = "UTM with a zone"
	PlusCode   Scheme = "plus codes"
	Geohash    Scheme = "geohashes"
	Quadkey    Scheme = "quadkeys"
	Maidenhead Scheme = "Maidenhead locators"
)

// Cell is what a code stands for: the middle (longitude, latitude) of an area, and how far from it, in metres, the area's
// corners lie at most.
type Cell struct {
	Center  orb.Point
	RadiusM float64
}

// mostRadiusM is the radius in metres of the largest cell that is taken for where something was.
const mostRadiusM = 150_000

// ParseCell reads a code of a scheme. A short plus code is none by itself: see [NearTown].
func ParseCell(scheme Scheme, s string) (Cell, error) {
	read, ok := map[Scheme]func(string) (Cell, error){
		MGRS: parseMGRS, UTM: parseUTM, PlusCode: parsePlusCode, Geohash: parseGeohash, Quadkey: parseQuadkey, Maidenhead: parseMaidenhead,
	}[scheme]
	if !ok {
		return Cell{}, fmt.Errorf("is of %s, which is not read", string(scheme))
	}
	c, err := read(strings.TrimSpace(s))
	if err == nil && c.RadiusM > mostRadiusM {
		return Cell{}, errors.New("stands for an area of more than 300 km across")
	}
	return c, err
}

// SchemeOf tells a code by its form alone, as it may stand among words for places; empty for none. Codes of few letters and
// digits are no such: they may be anything.
func SchemeOf(s string) Scheme {
	s = strings.TrimSpace(s)
	if len(s) > maxPair || s == "" {
		return ""
	}
	switch isPlus := strings.IndexByte(s, '+') >= 0; {
	case !isPlus && !beginsWithZone(s): // which tells most
		return ""
	case isPlus && fullPlusCode.MatchString(s):
		return PlusCode
	case formMGRS.MatchString(s) && strings.IndexFunc(s, isLetter) <= len(s)-leastMGRS:
		if _, err := parseMGRS(s); err == nil {
			return MGRS
		}
	case formUTM.MatchString(s):
		return UTM
	}
	return ""
}

// beginsWithZone tells text that begins with a number of a zone and a letter, or with the word for it.
func beginsWithZone(s string) bool {
	digits := 0
	for digits < len(s) && s[digits] >= '0' && s[digits] <= '9' {
		digits++
	}
	rest := strings.TrimPrefix(s[digits:], " ")
	if digits == 0 {
		return strings.HasPrefix(strings.ToLower(s), "utm") || strings.HasPrefix(strings.ToLower(s), "zon")
	}
	return digits <= 2 && rest != "" && isLetter(rune(rest[0]))
}

// leastMGRS is the length of three letters and four digits, a square of a kilometre.
const leastMGRS = 7

func isLetter(r rune) bool { return r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' }

// boxCell is the cell of a box of degrees.
func boxCell(b orb.Bound) Cell {
	middle := b.Center()
	far := 0.0
	for _, corner := range []orb.Point{b.Min, b.Max, {b.Min[0], b.Max[1]}, {b.Max[0], b.Min[1]}} {
		far = max(far, orbgeo.DistanceHaversine(middle, corner))
	}
	return Cell{Center: rounded(middle), RadiusM: math.Ceil(far)}
}

// rounded leaves a hundred-millionth of a degree, a millimetre.
func rounded(p orb.Point) orb.Point {
	return orb.Point{math.Round(p[0]*1e8) / 1e8, math.Round(p[1]*1e8) / 1e8}
}
