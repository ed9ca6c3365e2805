package ogc

import (
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"incidentmap/geo/mercator"
	"incidentmap/geo/projection"
	"incidentmap/incidents"
)

// system is a coordinate reference system that features are given in.
type system struct {
	uri string
	// latFirst systems have their axes north before east, as EPSG registers them.
	latFirst bool
	// upright systems have meridians and parallels for the grid of their axes, so that
	// their boxes are boxes in degrees.
	upright    bool
	epsg       int
	decimals   int // of a coordinate: a decimetre in degrees, a millimetre in metres
	projection projection.Projection
}

const (
	crs84URI = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
	epsgURI  = "http://www.opengis.net/def/crs/EPSG/0/"
)

// storedSystem is the system that features are stored in.
var storedSystem = systemsFor([4]float64{})[0]

// maxZones is how many UTM zones a story's map may show; where it shows more, none of them
// fits the story.
const maxZones = 4

// systemsFor lists the systems in which a story whose map shows a box (west, south, east,
// north) is given: CRS84, in which it is stored, WGS 84 with its latitudes first, Web
// Mercator, and the UTM zones that the box lies in.
func systemsFor(view [4]float64) []system {
	systems := []system{{uri: crs84URI, epsg: 4326}, {uri: epsgURI + "4326", epsg: 4326, latFirst: true}, {uri: epsgURI + "3857", epsg: webMercator}}
	for _, code := range utmZones(view) {
		systems = append(systems, system{uri: fmt.Sprint(epsgURI, code), epsg: code})
	}
	known := systems[:0]
	for _, s := range systems {
		var found bool
		if s.projection, found = projection.Find(s.epsg); !found {
			continue
		}
		s.upright, s.decimals = s.projection.Geographic || s.epsg == webMercator, 3
		if s.projection.Geographic {
			s.decimals = 6
		}
		known = append(known, s)
	}
	return known
}

// utmZones gives the EPSG codes of the zones that a box lies in, on the side of the equator
// where its middle is; none where the zones do not reach, north of 84 and south of -80 degrees.
func utmZones(box [4]float64) []int {
	west, east, lat := box[0], box[2], (box[1]+box[3])/2
	if east < west {
		east += 360
	}
	first, last := int(math.Floor((west+180)/6)), int(math.Ceil((east+180)/6))
	if box == [4]float64{} || lat < -80 || lat > 84 || last-first > maxZones {
		return nil
	}
	north := 32601
	if lat < 0 {
		north = 32701
	}
	var codes []int
	for zone := first; zone < max(last, first+1); zone++ {
		codes = append(codes, north+zone%60)
	}
	return codes
}

// isStored tells whether it is the system that features are stored in.
func (c system) isStored() bool { return c.uri == crs84URI }

// name is how people call it.
func (c system) name() string {
	if c.isStored() {
		return "WGS 84 (CRS84)"
	}
	return fmt.Sprintf("%s (EPSG:%d)", c.projection.Name, c.projection.EPSG)
}

// webMercator is the EPSG code of Web Mercator.
const webMercator = 3857

// fromDegrees gives a position in the system's own order of axes. What lies beyond the edge
// of Web Mercator's square, around the poles, is put on its edge, as maps of the web do.
func (c system) fromDegrees(at orb.Point) (orb.Point, error) {
	if c.epsg == webMercator {
		at[1] = mercator.Clamp(at[1])
	}
	x, y, err := c.projection.FromWGS84(at[0], at[1])
	if c.latFirst {
		x, y = y, x
	}
	return orb.Point{x, y}, err
}

// boxCorner gives the longitude and latitude of a corner of a box. Beyond the edge of Web
// Mercator's square, which a map that shows all of it asks for, are the poles.
func (c system) boxCorner(at orb.Point) (orb.Point, error) {
	if c.epsg != webMercator {
		return c.toDegrees(at)
	}
	inside := orb.Point{min(max(at[0], -mercator.HalfSide), mercator.HalfSide), min(max(at[1], -mercator.HalfSide), mercator.HalfSide)}
	degrees, err := c.toDegrees(inside)
	switch {
	case at[1] >= mercator.HalfSide:
		degrees[1] = 90
	case at[1] <= -mercator.HalfSide:
		degrees[1] = -90
	}
	return degrees, err
}

// toDegrees gives the longitude and latitude of a position in the system's order of axes.
func (c system) toDegrees(at orb.Point) (orb.Point, error) {
	if c.latFirst {
		at[0], at[1] = at[1], at[0]
	}
	lon, lat, err := c.projection.ToWGS84(at[0], at[1])
	return orb.Point{lon, lat}, err
}

// holds reports whether every position of a box of degrees can be written in the system.
// The systems reach least far from their middle where a parallel is longest.
func (c system) holds(b orb.Bound) bool {
	longest := min(max(0, b.Min[1]), b.Max[1])
	for _, lon := range []float64{b.Min[0], b.Max[0]} {
		for _, lat := range []float64{b.Min[1], longest, b.Max[1]} {
			if _, err := c.fromDegrees(orb.Point{lon, lat}); err != nil {
				return false
			}
		}
	}
	return true
}

// findCRS finds the system that a parameter names among those of a collection.
func findCRS(parameter, uri string, known []system) (system, error) {
	i := slices.IndexFunc(known, func(c system) bool { return c.uri == uri })
	if i < 0 {
		return system{}, incidents.Errorf(incidents.EInvalid, parameter, "%q is not one of this collection's: %v", uri, crsURIs(known))
	}
	return known[i], nil
}

func crsURIs(list []system) []string {
	uris := make([]string, len(list))
	for i, c := range list {
		uris[i] = c.uri
	}
	return uris
}
