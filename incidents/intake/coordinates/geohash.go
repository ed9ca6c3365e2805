package coordinates

import (
	"errors"
	"math"
	"regexp"
	"strings"

	"github.com/paulmach/orb"
)

// geohashDigits are the digits of geohashes, each of five bits (G. Niemeyer's geohash.org).
const geohashDigits = "0123456789bcdefghjkmnpqrstuvwxyz"

// mostGeohash is the length above which further digits say nothing.
const mostGeohash = 12

// parseGeohash reads "9g3qxc2": bits by turns of the longitude and of the latitude, each halving the box.
func parseGeohash(s string) (Cell, error) {
	s = strings.ToLower(s)
	if s == "" || len(s) > mostGeohash {
		return Cell{}, errors.New("is not a geohash")
	}
	b := orb.Bound{Min: orb.Point{-180, -90}, Max: orb.Point{180, 90}}
	axis := 0
	for i := range len(s) {
		value := strings.IndexByte(geohashDigits, s[i])
		if value < 0 {
			return Cell{}, errors.New("is not a geohash")
		}
		for bit := 4; bit >= 0; bit-- {
			middle := (b.Min[axis] + b.Max[axis]) / 2
			if value>>bit&1 == 1 {
				b.Min[axis] = middle
			} else {
				b.Max[axis] = middle
			}
			axis = 1 - axis
		}
	}
	return boxCell(b), nil
}

// mostQuadkey is the length of the longest quadkey: the deepest level of tiles.
const mostQuadkey = 30

// parseQuadkey reads "0231301203311": a tile of the map of the web (Bing Maps Tile System), each digit a quarter of the one
// before it.
func parseQuadkey(s string) (Cell, error) {
	if s == "" || len(s) > mostQuadkey || strings.Trim(s, "0123") != "" {
		return Cell{}, errors.New("is not a quadkey")
	}
	x, y, side := 0., 0., 1.
	for i := range len(s) {
		side /= 2
		digit := s[i] - '0'
		x += float64(digit&1) * side
		y += float64(digit>>1) * side
	}
	north, south := latitudeAt(y), latitudeAt(y+side)
	return boxCell(orb.Bound{Min: orb.Point{x*360 - 180, south}, Max: orb.Point{(x+side)*360 - 180, north}}), nil
}

// latitudeAt gives the latitude in degrees of a share of the map of the web, from its northern edge.
func latitudeAt(y float64) float64 {
	return math.Atan(math.Sinh(math.Pi*(1-2*y))) * 180 / math.Pi
}

// formMaidenhead is a locator of radio amateurs (IARU, the Maidenhead Locator System): a field, a square, a subsquare and an
// extended square.
var formMaidenhead = regexp.MustCompile(`^[A-R]{2}\d{2}(?:[A-X]{2}(?:\d{2})?)?$`)

// parseMaidenhead reads "EK09la".
func parseMaidenhead(s string) (Cell, error) {
	s = strings.ToUpper(s)
	if !formMaidenhead.MatchString(s) {
		return Cell{}, errors.New("is not a Maidenhead locator")
	}
	lon, lat, width, height := -180., -90., 360., 180.
	for i := 0; i < len(s); i += 2 {
		base, zero := 18., byte('A')
		switch i {
		case 2, 6:
			base, zero = 10, '0'
		case 4:
			base = 24
		}
		width, height = width/base, height/base
		lon += float64(s[i]-zero) * width
		lat += float64(s[i+1]-zero) * height
	}
	return boxCell(orb.Bound{Min: orb.Point{lon, lat}, Max: orb.Point{lon + width, lat + height}}), nil
}
