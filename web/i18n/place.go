package i18n

import (
	"math"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"incidentmap/geo"
	"incidentmap/incidents"
)

// Place says where something was and, in words, how exactly that is known.
func (m Language) Place(pub *incidents.Public, lang string) Place {
	name := m.Words(pub.Where.Place, lang)
	if state := pub.Where.Admin.Admin1Name; name.Text != "" && !strings.Contains(name.Text, state) && !sameName(name.Text, state) {
		name.Text += ", " + state
	}
	precision := m.precision(pub)
	text := precision
	if name.Text != "" {
		text = name.Text + " — " + precision
	}
	return Place{name, Label{string(pub.Where.Precision), precision}, text}
}

// generic are the words of names that say of what kind a place is, in the languages of the interface and of the gazetteer.
var generic = []string{"ciudad", "city", "estado", "state", "provincia", "province", "departamento", "department", "distrito", "district", "federal", "region", "capital", "de", "del", "la", "el", "of", "the"}

// sameName reports whether two names are of one place in two languages, as Ciudad de México and Mexico City are: they
// have the same words besides those of their kind.
func sameName(a, b string) bool {
	own := func(name string) []string {
		var folded strings.Builder
		for _, r := range norm.NFD.String(strings.ToLower(name)) {
			if !unicode.Is(unicode.Mn, r) {
				folded.WriteRune(r)
			}
		}
		words := strings.FieldsFunc(folded.String(), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		words = slices.DeleteFunc(words, func(w string) bool { return slices.Contains(generic, w) })
		slices.Sort(words)
		return words
	}
	x, y := own(a), own(b)
	return len(x) > 0 && slices.Equal(x, y)
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
