package coordinates

import (
	"errors"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"incidentmap/geo/projection"
	"incidentmap/incidents/intake/numbers"
)

// formUTM is a zone with its letter, an easting and a northing in metres, in one cell.
var formUTM = regexp.MustCompile(`(?i)^(?:utm|zone|zona)?:? ?(\d{1,2}) ?([C-HJ-NP-X])[ ,;]+(?:E|X)?[:=]? ?(\d{6}(?:[.,]\d+)?) ?m? ?E?[ ,;/]+(?:N|Y)?[:=]? ?(\d{5,8}(?:[.,]\d+)?) ?m? ?N?$`)

// parseUTM reads "14Q 486000 2148000" and "14N 486000E 2148000N". The datum is taken to be WGS 84.
func parseUTM(s string) (Cell, error) {
	m := formUTM.FindStringSubmatch(s)
	if m == nil {
		return Cell{}, errors.New("is not a zone of UTM with an easting and a northing")
	}
	x, errX := numbers.Decimal(m[3], false)
	y, errY := numbers.Decimal(m[4], false)
	system, ok := projection.Find(ZoneCode(m[1]+m[2], y))
	if errX != nil || errY != nil || !ok {
		return Cell{}, errors.New("is not a zone of UTM with an easting and a northing")
	}
	zone, _ := strconv.Atoi(m[1])
	band := strings.ToUpper(m[2])[0]
	g, err := gridOf(zone, band)
	if err != nil {
		return Cell{}, err
	}
	g.projection = system
	at, err := g.point(x, y)
	if err != nil {
		return Cell{}, err
	}
	// N and S are mostly hemispheres, and no bands.
	if band != 'N' && band != 'S' && !g.holds(at, 0) {
		return Cell{}, errors.New("does not lie in the zone and band that it names")
	}
	return Cell{Center: at, RadiusM: 1}, nil
}

// Northings in metres between which coordinates of band S lie, 32 to 40 degrees north: outside of it
// the letter S is for the southern hemisphere, as most people write it.
const bandSFrom, bandSTo = 3_500_000, 4_450_000

// ZoneCode reads "13", "13N", "13Q", "19 Sur" or "EPSG:32613", with the northing in metres of a row, and
// gives the EPSG code; 0 for none. Bands from N to X lie north of the equator.
func ZoneCode(cell string, y float64) int {
	s := strings.ToUpper(strings.TrimSpace(cell))
	s = strings.TrimSpace(strings.TrimPrefix(strings.TrimPrefix(s, "EPSG:"), "UTM"))
	digits := s[:len(s)-len(strings.TrimLeftFunc(s, unicode.IsDigit))]
	n, err := strconv.Atoi(digits)
	if err != nil {
		return 0
	}
	band := strings.TrimSpace(s[len(digits):])
	if _, ok := projection.Find(n); ok && band == "" {
		return n
	}
	isSouth := false
	switch {
	case n < 1 || n > 60:
		return 0
	case band == "" || band == "NORTH" || band == "NORTE" || band == "NORD":
	case band == "SOUTH" || band == "SUR" || band == "SUL" || band == "SUD":
		isSouth = true
	case len(band) > 1 || band[0] < 'C' || band[0] > 'X':
		return 0
	case band == "S":
		isSouth = y < bandSFrom || y > bandSTo
	default:
		isSouth = band[0] < 'N'
	}
	if isSouth {
		return 32700 + n
	}
	return 32600 + n
}
