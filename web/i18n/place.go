package i18n

import (
	"math"
	"strings"

	"incidentmap/geo"
	"incidentmap/incidents"
)

// Place says where something was and, in words, how exactly that is known.
func (m Language) Place(pub *incidents.Public, lang string) Place {
	name := m.Words(pub.Where.Place, lang)
	if state := pub.Where.Admin.Admin1Name; name.Text != "" && !strings.Contains(name.Text, state) {
		name.Text += ", " + state
	}
	precision := m.precision(pub)
	text := precision
	if name.Text != "" {
		text = name.Text + " — " + precision
	}
	return Place{name, Label{string(pub.Where.Precision), precision}, text}
}

// precision says how exactly the place is known. An advisory for an area is for the
// whole of it; anything else was somewhere in it.
func (m Language) precision(pub *incidents.Public) string {
	id := string(pub.Where.Precision)
	if pub.Class == incidents.ClassAdvisory {
		if whole := m.Optional("precision.whole." + id); whole != "" {
			return whole
		}
	}
	return m.Text("precision." + id)
}

// Location says in sentences what the precision means on the map, and the radius of what
// is a point. Background is not on the map.
func (m Language) Location(pub *incidents.Public) string {
	where := pub.Where
	if pub.Class == incidents.ClassBackground {
		return ""
	}
	text := m.Text("meaning." + string(where.Precision))
	if where.RadiusM <= 0 || where.Precision == geo.Exact {
		return text
	}
	return text + " " + m.Text("meaning.radius", "distance", m.distance(where.RadiusM))
}

// distance writes metres, upwards of a kilometre in kilometres, never less than given.
func (m Language) distance(metres float64) string {
	if metres < 1000 {
		return m.Text("distance.m", "n", int(math.Ceil(metres)))
	}
	return m.Text("distance.km", "n", int(math.Ceil(metres/1000)))
}
