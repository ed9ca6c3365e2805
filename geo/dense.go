package geo

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"
)

// Of the places of a view: of each axis so many are within the densest stretch that nine tenths or hardly less are
// within both; fewer than few are all shown, as is what makes the view no more than roomy times as long; bounds that
// are wider than wide say nothing of where it is dense.
const (
	dense = 0.92
	few   = 20
	roomy = 1.6
	wide  = 60.0 // degrees
)

// Densest gives the box of about the densest nine tenths of what lies within bounds (longitude, latitude): outliers far
// from the others are not in it, and it reaches across the antimeridian where that is shorter. False if no bound
// says where it is.
func Densest(bounds []orb.Bound) (BBox, bool) {
	var narrow []orb.Bound
	for _, b := range bounds {
		if b.Right()-b.Left() <= wide {
			narrow = append(narrow, b)
		}
	}
	if len(narrow) == 0 {
		return BBox{}, false
	}
	lons, lats := make([]float64, len(narrow)), make([]float64, len(narrow))
	for i, b := range narrow {
		lons[i], lats[i] = wrapLon(b.Center().Lon()), b.Center().Lat()
	}
	slices.Sort(lons)
	slices.Sort(lats)
	west, width := shortest(lons, 360)
	south, height := shortest(lats, math.Inf(1))
	box := BBox{West: math.Inf(1), South: math.Inf(1), East: math.Inf(-1), North: math.Inf(-1)}
	for _, b := range narrow {
		at := math.Mod(b.Center().Lon()-west+720, 360)
		if lat := b.Center().Lat(); at > width+1e-9 || lat < south || lat > south+height {
			continue
		}
		left := west + at - (b.Right()-b.Left())/2
		box.West, box.East = min(box.West, left), max(box.East, left+b.Right()-b.Left())
		box.South, box.North = min(box.South, b.Bottom()), max(box.North, b.Top())
	}
	if box.East-box.West >= 360 {
		box.West, box.East = -180, 180
	}
	return box, box.South <= box.North
}

// shortest gives where the shortest stretch of an axis begins that holds the dense share of sorted values, and how long
// it is: all of them where they are few, or hardly longer. An axis that goes round has its length.
func shortest(sorted []float64, round float64) (from, length float64) {
	window := func(n int) (float64, float64) {
		best, least := sorted[0], math.Inf(1)
		for i := range sorted {
			last := i + n - 1
			end := 0.0
			switch {
			case last < len(sorted):
				end = sorted[last]
			case math.IsInf(round, 1):
				return best, least
			default:
				end = sorted[last-len(sorted)] + round
			}
			if cmp.Less(end-sorted[i], least) {
				best, least = sorted[i], end-sorted[i]
			}
		}
		return best, least
	}
	all, whole := window(len(sorted))
	if len(sorted) < few {
		return all, whole
	}
	if start, part := window(int(math.Ceil(dense * float64(len(sorted))))); part*roomy < whole {
		return start, part
	}
	return all, whole
}

// wrapLon brings a longitude into ±180 degrees.
func wrapLon(lon float64) float64 { return lon - 360*math.Floor((lon+180)/360) }
