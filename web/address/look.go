package address

import (
	"math"
	"net/url"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"incidentmap/geo"
)

// Look is the part of the map that an address shows at first: a box, or a middle with a zoom,
// which goes before it; the zero Look is the story's own.
type Look struct {
	BBox   *geo.BBox
	Center *[2]float64 // longitude and latitude in degrees
	Zoom   float64     // with Center, of a map whose world is 256 pixels wide at 0
}

// greatestZoom is beyond what any map has.
const greatestZoom = 24

// ReadLook reads bbox, center and zoom. What cannot be read is as if it were not there.
func ReadLook(words url.Values) Look {
	var l Look
	if box, err := geo.ParseBBox(words.Get("bbox")); err == nil {
		l.BBox = &box
	}
	lon, lat, two := strings.Cut(words.Get("center"), ",")
	x, xErr := strconv.ParseFloat(strings.TrimSpace(lon), 64)
	y, yErr := strconv.ParseFloat(strings.TrimSpace(lat), 64)
	z, zErr := strconv.ParseFloat(words.Get("zoom"), 64)
	if two && xErr == nil && yErr == nil && zErr == nil && math.Abs(x) <= 180 && math.Abs(y) <= 90 && z >= 0 && z <= greatestZoom {
		l.Center, l.Zoom = &[2]float64{x, y}, z
	}
	return l
}

// Put writes the look as parameters.
func (l Look) Put(words url.Values) {
	number := func(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }
	if l.BBox != nil {
		words.Set("bbox", l.BBox.String())
	}
	if l.Center != nil {
		words.Set("center", number(l.Center[0])+","+number(l.Center[1]))
		words.Set("zoom", number(l.Zoom))
	}
}

// roomAround is how far, in degrees, the picture of an incident reaches beyond it at least.
const roomAround = 0.4

// Around gives the box of a geometry with some room, for its picture; false when there is none.
func Around(g orb.Geometry) (geo.BBox, bool) {
	if g == nil || g.Bound().IsEmpty() {
		return geo.BBox{}, false
	}
	b := g.Bound()
	room := max(roomAround, (b.Max[0]-b.Min[0])/4, (b.Max[1]-b.Min[1])/4)
	round := func(v float64) float64 { // to a metre: addresses need no more
		short, err := strconv.ParseFloat(strconv.FormatFloat(v, 'f', 5, 64), 64)
		if err != nil {
			return v
		}
		return short
	}
	return geo.BBox{
		West: round(max(-180, b.Min[0]-room)), South: round(max(-90, b.Min[1]-room)),
		East: round(min(180, b.Max[0]+room)), North: round(min(90, b.Max[1]+room)),
	}, true
}
