package address

import (
	"math"
	"net/url"
	"strconv"
	"strings"

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
