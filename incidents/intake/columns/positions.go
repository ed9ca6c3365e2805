package columns

import (
	"slices"
	"strings"

	"incidentmap/incidents/intake/words"
)

// Position tells whether most cells hold a geometry or a pair of coordinates, and which.
func (s *Sample) Position() Field {
	for _, f := range []Field{Geometry, LatLon} {
		if s.tells(f) > 0.5 {
			return f
		}
	}
	return ""
}

// Pairs lists columns whose names are those of a latitude and a longitude that belong
// together: their names are the same but for the word of the axis.
func Pairs(names []string) [][2]int {
	var pairs [][2]int
	for i, name := range names {
		stem, axis := stemOf(name)
		if axis != Lat {
			continue
		}
		at := slices.IndexFunc(names, func(n string) bool {
			other, axis := stemOf(n)
			return axis == Lon && other == stem
		})
		if at >= 0 {
			pairs = append(pairs, [2]int{i, at})
		}
	}
	return pairs
}

var axes = map[string]Field{
	"lat": Lat, "latitude": Lat, "latitud": Lat, "lon": Lon, "lng": Lon, "long": Lon, "longitude": Lon, "longitud": Lon,
}

// stemOf gives a name without the word of an axis in it, and the axis.
func stemOf(name string) (string, Field) {
	parts := strings.Fields(words.Key(name))
	for i, w := range parts {
		if axis, ok := axes[w]; ok {
			return strings.Join(slices.Delete(parts, i, i+1), " "), axis
		}
	}
	return "", ""
}
