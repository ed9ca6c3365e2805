package intake

import (
	"math"

	"incidentmap/incidents"
	"incidentmap/incidents/intake/columns"
	"incidentmap/incidents/intake/coordinates"
)

// hemispheres are those that the names of a latitude and a longitude say.
type hemispheres struct{ south, west bool }

// apply gives angles without a sign or a letter of their own the sign of the hemisphere.
func (h hemispheres) apply(lat, lon coordinates.Angle) (coordinates.Angle, coordinates.Angle) {
	if h.south && lat.Axis == coordinates.Unsaid {
		lat.Degrees = -math.Abs(lat.Degrees)
	}
	if h.west && lon.Axis == coordinates.Unsaid {
		lon.Degrees = -math.Abs(lon.Degrees)
	}
	return lat, lon
}

// decideHemispheres finds pairs of columns whose names say that they are south or west, or that they are degrees
// whose minutes have columns of their own.
func (pl *plan) decideHemispheres() {
	for _, s := range pl.positions {
		if s.form != asColumns {
			continue
		}
		pl.findMinutes(s.first)
		pl.findMinutes(s.second)
		south, west := columns.Negative(pl.names[s.first], pl.names[s.second])
		if !south && !west {
			continue
		}
		if pl.hemispheres == nil {
			pl.hemispheres = map[int]hemispheres{}
		}
		pl.hemispheres[s.first] = hemispheres{south, west}
		if south {
			pl.note(s.first, "its name says south of the equator", "its numbers are read as negative ones")
		}
		if west {
			pl.note(s.second, "its name says west of Greenwich", "its numbers are read as negative ones")
		}
	}
}

// leastPacked is how many different coordinates tell whether their decimals may be minutes and seconds: of as many that are
// not, one in more than a thousand columns looks so.
const leastPacked = 8

// notePacked tells of coordinates whose four decimals may be minutes and seconds: 19.2435 for 19°24'35".
func (pl *plan) notePacked(p *profile) {
	for _, s := range pl.positions {
		if s.form == asColumns && s.first < len(p.samples) && s.second < len(p.samples) && !pl.own && p.samples[s.first].ArePacked(leastPacked) && p.samples[s.second].ArePacked(leastPacked) {
			pl.note(s.first, "four decimals of its numbers, and of those of "+incidents.Quote(pl.names[s.second])+", may be minutes and seconds: none of them is above 59", "they are read as decimals of degrees; look at the map")
		}
	}
}

// findMinutes finds the columns of the minutes and seconds of one of degrees.
func (pl *plan) findMinutes(degrees int) {
	minutes, seconds := columns.Minutes(pl.names, degrees)
	if minutes < 0 {
		return
	}
	if pl.minutes == nil {
		pl.minutes = map[int][2]int{}
	}
	pl.minutes[degrees] = [2]int{minutes, seconds}
	pl.note(degrees, "its name says degrees, and a column beside it says minutes", "they are read together")
}

// angleText gives the cell of a coordinate, with its minutes and seconds where they have columns of their own.
func (c *converter) angleText(column int) string {
	v := c.value(column)
	if parts, ok := c.minutes[column]; ok && v != "" {
		for _, i := range parts {
			if more := c.value(i); more != "" {
				v += " " + more
			}
		}
	}
	if l, ok := c.letters[column]; ok {
		v = lettered(v, columns.Letter(l.axis, c.value(l.column)))
	}
	return v
}

// decideLetters finds the columns of the letters of the hemispheres, where the file's coordinates are in two columns.
func (pl *plan) decideLetters(p *profile) {
	if p.letters[0] < 0 {
		return
	}
	for _, s := range pl.positions {
		if s.form != asColumns || s.first != p.first && s.first != p.second {
			continue
		}
		pl.letters = map[int]letterColumn{s.first: {p.letters[0], columns.Lat}, s.second: {p.letters[1], columns.Lon}}
		pl.note(p.letters[0], "holds the letters of hemispheres, as does "+incidents.Quote(pl.names[p.letters[1]]), "they are read with the coordinates")
	}
}

// letterColumn is a column of the letters of an axis.
type letterColumn struct {
	column int
	axis   columns.Field
}

// withoutLetter tells a row that has numbers without a sign, and not the letters that say on which side they are.
func (c *converter) withoutLetter(s position) (fix, bool) {
	for _, i := range [2]int{s.first, s.second} {
		l, ok := c.letters[i]
		if v := c.value(i); ok && v != "" && columns.Letter(l.axis, c.value(l.column)) == "" {
			if a, err := coordinate(v); err == nil && a.Axis == coordinates.Unsaid && a.Degrees > 0 {
				return bad(v, "the letter that says on which side of the equator or of Greenwich it lies is missing"), true
			}
		}
	}
	return fix{}, false
}

// lettered writes a coordinate with the letter of its hemisphere; one with a sign or a letter of its own stays, and so does
// what is no coordinate.
func lettered(v, letter string) string {
	if letter == "" || v == "" {
		return v
	}
	if a, err := coordinates.ParseAngle(v); err != nil || a.Axis != coordinates.Unsaid || a.Degrees < 0 {
		return v
	}
	return v + " " + letter
}
