package coordinates

import (
	"errors"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"incidentmap/geo/projection"
)

// formMGRS is a reference of the Military Grid Reference System (NGA.STND.0037, Universal Grids): the zone, the band of
// latitude, the square of 100 km, and as many digits of the easting as of the northing in it.
var formMGRS = regexp.MustCompile(`(?i)^(\d{1,2}) ?([C-HJ-NP-X]) ?([A-HJ-NP-Z])([A-HJ-NP-V]) ?(?:(\d{2,10})|(\d{1,5})[ ,](\d{1,5}))$`)

const (
	squareM = 100_000   // the side of a square, in metres
	cycleM  = 2_000_000 // after which the letters of rows come again
	bands   = "CDEFGHJKLMNPQRSTUVWX"
	columns = "ABCDEFGHJKLMNPQRSTUVWXYZ"
	rows    = "ABCDEFGHJKLMNPQRSTUV"
)

// parseMGRS reads "14QMG8600048000", "14Q MG 860 480". The datum is taken to be WGS 84.
func parseMGRS(s string) (Cell, error) {
	m := formMGRS.FindStringSubmatch(strings.ToUpper(s))
	if m == nil {
		return Cell{}, errors.New("is not an MGRS reference")
	}
	east, north := m[6], m[7]
	if digits := m[5]; digits != "" {
		if len(digits)%2 != 0 {
			return Cell{}, errors.New("has not as many digits for the easting as for the northing")
		}
		east, north = digits[:len(digits)/2], digits[len(digits)/2:]
	}
	if len(east) != len(north) {
		return Cell{}, errors.New("has not as many digits for the easting as for the northing")
	}
	zone, _ := strconv.Atoi(m[1])
	g, err := gridOf(zone, m[2][0])
	if err != nil {
		return Cell{}, err
	}
	side := squareM / math.Pow10(len(east))
	x, err := eastOf(zone, m[3])
	if err != nil {
		return Cell{}, err
	}
	x += within(east, side)
	y := g.northOf(zone, m[4]) + within(north, side)
	at, err := g.point(x+side/2, y+side/2)
	if err != nil {
		return Cell{}, err
	}
	if !g.holds(at, side) {
		return Cell{}, errors.New("names a square that does not lie in its zone and band")
	}
	return Cell{Center: at, RadiusM: math.Ceil(side / math.Sqrt2)}, nil
}

// within is how far the digits lie from the edge of the square, in metres.
func within(digits string, side float64) float64 {
	n, _ := strconv.Atoi(digits)
	return float64(n) * side
}

// eastOf is the easting of the western edge of a column of squares: three sets of eight letters take turns from zone to zone.
func eastOf(zone int, letter string) (float64, error) {
	i := strings.Index(columns, letter) - (zone-1)%3*8
	if i < 0 || i > 7 {
		return 0, fmt.Errorf("names a square %s that zone %d has not", letter, zone)
	}
	return float64(i+1) * squareM, nil
}

// grid is a zone of UTM and a band of latitude in it.
type grid struct {
	zone       int
	band       byte
	south      float64 // the band's southern edge, in degrees
	projection projection.Projection
}

// gridOf gives the grid of a zone and a band.
func gridOf(zone int, band byte) (grid, error) {
	i := strings.IndexByte(bands, band)
	if zone < 1 || zone > 60 || i < 0 {
		return grid{}, errors.New("names no zone and band of UTM")
	}
	g := grid{zone: zone, band: band, south: float64(-80 + 8*i)}
	code := 32600 + zone
	if band < 'N' {
		code += 100
	}
	g.projection, _ = projection.Find(code)
	return g, nil
}

// meridian is the central one of the zone, in degrees.
func (g grid) meridian() float64 { return float64(6*g.zone - 183) }

// northOf is the northing of the southern edge of a row of squares, of those with its letter the one in the band: letters
// begin at A in odd zones and at F in even ones.
func (g grid) northOf(zone int, letter string) float64 {
	i := strings.Index(rows, letter)
	if zone%2 == 0 {
		i = (i + len(rows) - 5) % len(rows)
	}
	_, least, err := g.projection.FromWGS84(g.meridian(), g.south)
	if err != nil {
		return math.NaN()
	}
	// A square may reach over the edge of its band.
	least -= squareM
	north := float64(i) * squareM
	for north < least {
		north += cycleM
	}
	return north
}

func (g grid) point(x, y float64) (orb.Point, error) {
	lon, lat, err := g.projection.ToWGS84(x, y)
	if err != nil {
		return orb.Point{}, errors.New("lies outside of its zone")
	}
	return rounded(orb.Point{lon, lat}), nil
}

const (
	// halfZone is half the width of a zone in degrees, and wideZone that of the widest, off Norway and Svalbard.
	halfZone, wideZone = 3.0, 6.0
	// bandHeight is the height of a band in degrees, and topHeight that of the northernmost.
	bandHeight, topHeight = 8.0, 12.0
)

// holds tells that the cell around a point, of a side in metres, lies in the zone and band.
func (g grid) holds(at orb.Point, side float64) bool {
	const edge = 0.02 // degrees, for what stands on an edge
	slackLat := edge + side/metresPerDegree
	slackLon := edge + side/(metresPerDegree*math.Max(0.1, math.Cos(at[1]*math.Pi/180)))
	half, height := halfZone, bandHeight
	if g.band == 'V' || g.band == 'X' {
		half = wideZone
	}
	if g.band == 'X' {
		height = topHeight
	}
	return math.Abs(at[0]-g.meridian()) <= half+slackLon && at[1] >= g.south-slackLat && at[1] <= g.south+height+slackLat
}

// metresPerDegree is about the length of a degree of latitude.
const metresPerDegree = 111_000
