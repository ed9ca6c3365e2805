package geocode

import (
	"math"
	"strconv"
	"strings"

	"incidentmap/geo"
	"incidentmap/geo/gazetteer"
)

// LocationOf gives the location of an entry of the gazetteer by itself: its geometry,
// precision and radius, its name, and the areas it lies in.
func (c *Geocoder) LocationOf(e gazetteer.Entry) geo.Location {
	loc := c.locate(e)
	loc.RadiusM = math.Ceil(loc.RadiusM/100) * 100
	loc.Place, loc.GazetteerID, loc.Admin = c.g.Names(e.Ref), e.ID, c.g.Admin(e.Ref)
	return loc
}

// Relation is what words say of where a place is, seen from another: "10 km north of",
// "beside", "a two-hour drive southwest of", "off the coast of".
type Relation struct {
	move move
}

// ReadRelation reads normalised words that stand before a name, and reports whether all
// of them say where a place is, seen from the one of the name.
func ReadRelation(words []string) (Relation, bool) {
	words = skip(words, fillers)
	for _, p := range coastPhrases {
		if strings.Join(words, " ") == strings.Join(p, " ") {
			return Relation{move: move{metres: coastM, far: true}}, true
		}
	}
	metres, rest, drive := travel(words)
	if drive {
		words = append([]string{strconv.Itoa(int(metres / 1000)), "km"}, rest...)
	}
	var r reading
	left := append(append(make([]string, 0, len(words)+1), words...), "x")
	left = r.takeMove(left)
	if !r.anchored {
		left = r.takeBeside(left)
	}
	if !r.anchored || len(left) != 1 {
		return Relation{}, false
	}
	if drive {
		r.move.spread = metres * travelSpread
	}
	return Relation{move: r.move}, true
}

// Apply makes the location of a place that of what lies in the relation to it, and says
// how. An area stays what it is: what is near a state is not known better than the state.
func (r Relation) Apply(loc *geo.Location) string {
	loc.RadiusM += r.move.spread
	reason := displace(loc, r.move)
	loc.RadiusM = math.Ceil(loc.RadiusM/100) * 100
	return reason
}

// coastPhrases put a place into the sea before a coast.
var coastPhrases = phrases(
	"off the coast of", "off the coasts of", "off coast of", "coast of", "off the shore of",
	"frente a las costas de", "frente a la costa de", "frente a costas de",
)

const (
	// coastM is how far off a coast such words reach.
	coastM = 50_000
	// travelMS is how fast, in metres a second and as the crow flies, one is taken to travel by
	// road: 50 km an hour. travelSpread is the share of the way by which that may be wrong.
	travelMS     = 50_000.0 / 3600
	travelSpread = 0.4
)

// numerals are the numbers that are written out before hours and minutes.
var numerals = map[string]float64{
	"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "half": 0.5, "30": 30,
	"una": 1, "un": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "media": 0.5,
}

// travel reads the time of a journey by road ("two hour drive", "a dos horas por
// carretera") as a distance, and gives the words after it.
func travel(words []string) (metres float64, rest []string, ok bool) {
	if len(words) < 2 {
		return 0, words, false
	}
	n, known := numerals[words[0]]
	if !known {
		var err error
		if n, err = strconv.ParseFloat(words[0], 64); err != nil || n <= 0 || n > 100 {
			return 0, words, false
		}
	}
	seconds := map[string]float64{"hour": 3600, "hours": 3600, "hora": 3600, "horas": 3600, "minute": 60, "minutes": 60, "minuto": 60, "minutos": 60}[words[1]]
	if seconds == 0 {
		return 0, words, false
	}
	rest = words[2:]
	for _, p := range journeyPhrases {
		if len(rest) >= len(p) && strings.Join(rest[:len(p)], " ") == strings.Join(p, " ") {
			rest = rest[len(p):]
			break
		}
	}
	return n * seconds * travelMS, rest, true
}

var journeyPhrases = phrases("drive by car", "s drive", "drive", "by road", "by car", "away", "journey", "por carretera", "en coche", "en auto", "en carro", "de camino", "de distancia")
