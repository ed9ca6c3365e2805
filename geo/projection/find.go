package projection

import "fmt"

// datumShift is how far NAD83, ETRS89 and Mexico ITRF2008 lie from today's WGS 84 at
// most, in metres (NGS, "NAD 83 and WGS 84", and plate motion since 1989).
const datumShift = 2

// Find gives the coordinate system of an EPSG code, and false when it is not known here.
func Find(epsg int) (Projection, bool) {
	switch epsg {
	case 4326:
		return Projection{EPSG: epsg, Name: "WGS 84", Geographic: true, math: geographic{}}, true
	case 4979:
		return Projection{EPSG: epsg, Name: "WGS 84 (with heights)", Geographic: true, math: geographic{}}, true
	case 4269, 4258, 6365:
		names := map[int]string{4269: "NAD83", 4258: "ETRS89", 6365: "Mexico ITRF2008"}
		return Projection{EPSG: epsg, Name: names[epsg], Geographic: true, Shift: datumShift, math: geographic{}}, true
	case 3857, 900913, 102100, 102113, 3785: // the last four are older names of the first
		return Projection{EPSG: epsg, Name: "Web Mercator", math: webMercator{}}, true
	case 6372:
		return Projection{EPSG: epsg, Name: "Mexico ITRF2008 / LCC", Shift: datumShift, math: mexicoLCC()}, true
	}
	return findUTM(epsg)
}

// utmBlocks are runs of EPSG codes that are the zones of one datum in order.
var utmBlocks = []struct {
	datum       string
	first, last int // codes
	zone        int // of the first code
	south       bool
	shift       float64
}{
	{datum: "WGS 84", first: 32601, last: 32660, zone: 1},
	{datum: "WGS 84", first: 32701, last: 32760, zone: 1, south: true},
	{datum: "NAD83", first: 26901, last: 26923, zone: 1, shift: datumShift},
	{datum: "ETRS89", first: 25828, last: 25838, zone: 28, shift: datumShift},
	{datum: "Mexico ITRF2008", first: 6366, last: 6371, zone: 11, shift: datumShift},
}

func findUTM(epsg int) (Projection, bool) {
	for _, b := range utmBlocks {
		if epsg < b.first || epsg > b.last {
			continue
		}
		zone, hemisphere := b.zone+epsg-b.first, "N"
		if b.south {
			hemisphere = "S"
		}
		return Projection{
			EPSG: epsg, Name: fmt.Sprintf("%s / UTM zone %d%s", b.datum, zone, hemisphere),
			Shift: b.shift, math: utm(zone, b.south),
		}, true
	}
	return Projection{}, false
}
