package columns

import (
	"regexp"
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
		if axis != Lat || isOtherPlace(stem) {
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

// negativeWords and positiveWords are the words for hemispheres in names of columns, by axis.
var (
	negativeWords = map[Field]string{Lat: " s south sur sud sul ", Lon: " w west oeste o ouest ovest "}
	positiveWords = map[Field]string{Lat: " n north norte nord ", Lon: " e east este est leste "}
)

// packed is a number of degrees with four decimals, of which the first two and the last two may be minutes and seconds.
var packed = regexp.MustCompile(`^-?\d{1,3}[.,][0-5]\d[0-5]\d$`)

// ArePacked tells that all cells are numbers of degrees whose decimals may be minutes and seconds, at least so many
// different ones.
func (s *Sample) ArePacked(least int) bool {
	return s != nil && len(s.cells) >= least && s.share(packed.MatchString) == 1 && s.variety()*float64(len(s.cells)) >= float64(least)
}

// Negative tells for the names of a latitude and a longitude which of the two is south or west by its
// name ("Longitude (W)", "Latitud S"), so that its numbers need no sign. A letter alone counts only where
// both names have one: lat_s and lon_s are those of a start.
func Negative(lat, lon string) (south, west bool) {
	latWord, lonWord := hemisphereOf(lat, Lat), hemisphereOf(lon, Lon)
	both := latWord != "" && lonWord != ""
	is := func(word string, axis Field) bool {
		return word != "" && (both || len(word) > 1) && strings.Contains(negativeWords[axis], " "+word+" ")
	}
	return is(latWord, Lat), is(lonWord, Lon)
}

// hemisphereOf gives the word for a hemisphere that the name of an axis ends with.
func hemisphereOf(name string, axis Field) string {
	parts := strings.Fields(words.Key(name))
	if len(parts) < 2 || axes[parts[0]] != axis {
		return ""
	}
	last := " " + parts[len(parts)-1] + " "
	if strings.Contains(negativeWords[axis], last) || strings.Contains(positiveWords[axis], last) {
		return strings.TrimSpace(last)
	}
	return ""
}

// The words for the parts of an angle in names of columns.
var (
	degreeWords = wordSet(`deg, degree, degrees, grados, grado, graus, grad`)
	minuteWords = wordSet(`min, mins, minute, minutes, minuto, minutos`)
	secondWords = wordSet(`sec, secs, second, seconds, seg, segundo, segundos`)
)

// Minutes gives the columns of the minutes and seconds of the degrees that a column has by its name ("lat_deg",
// "lat_min", "lat_sec"); -1 for those that there are not.
func Minutes(names []string, degrees int) (minutes, seconds int) {
	minutes, seconds = -1, -1
	stem, ok := without(words.Key(names[degrees]), degreeWords)
	if !ok {
		return minutes, seconds
	}
	for i, n := range names {
		if s, ok := without(words.Key(n), minuteWords); ok && s == stem && minutes < 0 {
			minutes = i
		}
		if s, ok := without(words.Key(n), secondWords); ok && s == stem && seconds < 0 {
			seconds = i
		}
	}
	return minutes, seconds
}

// without gives a name without one of some words; false where it has none.
func without(key string, some map[string]bool) (string, bool) {
	parts := strings.Fields(key)
	at := slices.IndexFunc(parts, func(w string) bool { return some[w] })
	if at < 0 {
		return "", false
	}
	return strings.Join(slices.Delete(parts, at, at+1), " "), true
}

// letterWords are the letters and words of hemispheres in cells, as they stand behind an angle.
var letterWords = map[Field]map[string]string{
	Lat: {"n": "N", "s": "S", "north": "N", "south": "S", "norte": "N", "sur": "S", "nord": "N", "sud": "S", "sul": "S"},
	Lon: {"e": "E", "w": "W", "o": "W", "east": "E", "west": "W", "este": "E", "oeste": "W", "est": "E", "ouest": "W", "leste": "E", "ovest": "W"},
}

// Letter gives the letter of the hemisphere that a cell says for an axis, Lat or Lon: N, S, E or W; empty for none.
func Letter(axis Field, cell string) string { return letterWords[axis][words.Plain(cell)] }

// sideWords are words of the names of columns of hemispheres.
var sideWords = wordSet(`ns, ew, we, sn, n, e, w, dir, direction, hem, hemi, hemisphere, hemisferio, ref, lat, lon, lng, long, latitude, longitude, latitud, longitud, cardinal, orientacion, northing, easting, side, letter, letra`)

// Letters gives the columns that are called as those of hemispheres and whose cells are nothing else, of latitudes and of
// longitudes; -1 for none. Both must be there: a column of N alone may be anything. Of several the first is taken.
func Letters(names []string, samples []*Sample) (lat, lon int) {
	find := func(axis Field) int {
		for i, s := range samples {
			isCalled := i < len(names) && slices.ContainsFunc(strings.Fields(words.Key(names[i])), func(w string) bool { return sideWords[w] })
			if isCalled && s != nil && s.share(func(c string) bool { return Letter(axis, c) != "" }) == 1 {
				return i
			}
		}
		return -1
	}
	lat, lon = find(Lat), find(Lon)
	if lat < 0 || lon < 0 {
		return -1, -1
	}
	return lat, lon
}
