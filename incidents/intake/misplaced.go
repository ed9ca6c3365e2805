package intake

import (
	"math"

	"github.com/paulmach/orb"
	orbgeo "github.com/paulmach/orb/geo"
)

// isMissingCode tells -1, 1, 9, -9, 99, -99 and the like.
func isMissingCode(v float64) bool {
	switch math.Abs(v) {
	case 1, 9, 99:
		return true
	}
	return false
}

const (
	nullIsland = "0, 0 lies in the Gulf of Guinea, and stands for no coordinates"
	halfZero   = "one of the two coordinates is 0 and the other is not, as where one of them is not known"
	sameCode   = "both coordinates are the same number, by which programs write that they are not known"
)

// isVouched tells that a point is one, whatever misplaced says of it: it is read back from an export of this project, or lies
// on the equator or the meridian of Greenwich and where the row's own words or the other rows of the file are.
func (c *converter) isVouched(at orb.Point, reason string, named place) bool {
	switch {
	case c.own:
		return reason == nullIsland || reason == halfZero || reason == sameCode
	case reason == halfZero:
		return named.found && named.holds(at) || c.hasCore && c.core.Contains(at)
	}
	return false
}

// misplaced says why a point cannot be a position. It is longitude, latitude.
func misplaced(at orb.Point) string {
	switch lon, lat := math.Abs(at[0]), math.Abs(at[1]); {
	case at == orb.Point{}:
		return nullIsland
	case lon == 0 && lat != math.Trunc(lat), lat == 0 && lon != math.Trunc(lon):
		return halfZero
	case at[0] == at[1] && isMissingCode(at[0]):
		return sameCode
	case lat > 90 && lat <= 180 && lon <= 90:
		return "the latitude is beyond 90 degrees; the two seem to be exchanged"
	case lat > 90:
		return "the latitude is not between -90 and 90 degrees"
	case lon > 180:
		return "the longitude is not between -180 and 180 degrees"
	}
	return ""
}

// sameM is how far, in metres, the coordinates in a record's columns may be from its geometry without a word.
const sameM = 5_000

// compare tells of coordinates in columns that are not where the record's own geometry is.
func (c *converter) compare(at fix) {
	p, isPoint := at.geometry.(orb.Point)
	for _, s := range c.positions {
		if !isPoint || s.form != asColumns {
			continue
		}
		other, ok := c.fix(s).geometry.(orb.Point)
		if !ok || misplaced(other) != "" || orbgeo.DistanceHaversine(p, other) <= sameM {
			continue
		}
		c.note(s.first, degreesText(other), "is elsewhere than the record's own geometry, more than 5 km from it", "the geometry is taken, and the cells are kept")
	}
}
