package geocode

import (
	"strings"

	"incidentmap/geo/gazetteer"
)

// All phrases are in normalised form (gazetteer.Normalize), the longer before those they
// begin with.

// besidePhrases say that a place is near another.
var besidePhrases = phrases(
	"in the vicinity of", "on the outskirts of", "at the outskirts of", "in the outskirts of", "just outside of", "just outside",
	"outskirts of", "outside of", "outside", "not far from", "next door to", "next to", "close to", "adjacent to", "near to", "near", "nearby",
	"beside", "alongside", "bordering", "neighboring", "neighbouring", "around",
	"en las inmediaciones de", "inmediaciones de", "en los alrededores de", "alrededores de", "a las afueras de", "en las afueras de",
	"afueras de", "en la periferia de", "a un lado de", "a un costado de", "al lado de", "junto a", "cerca de", "cercano a", "cercana a",
	"proximo a", "proxima a", "frente a", "a la altura de", "aledano a", "aledana a", "colindante con", "contiguo a", "vecina de", "vecino de",
)

// withinPhrases stand between a place and the area that holds it.
var withinPhrases = phrases("in the state of", "in the", "in", "en el estado de", "en el", "en la", "en", "within", "of", "de", "del")

// directions are bearings, in degrees clockwise from north.
var directions = map[string]float64{
	"north": 0, "norte": 0, "northeast": 45, "noreste": 45, "nororiente": 45, "east": 90, "este": 90, "oriente": 90,
	"southeast": 135, "sureste": 135, "sudeste": 135, "suroriente": 135, "south": 180, "sur": 180,
	"southwest": 225, "suroeste": 225, "sudoeste": 225, "surponiente": 225, "west": 270, "oeste": 270, "poniente": 270,
	"northwest": 315, "noroeste": 315, "norponiente": 315,
}

// parts are words for a part of an area, before its name.
var parts = set("northern", "southern", "eastern", "western", "northeastern", "northwestern", "southeastern", "southwestern", "north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest",
	"central", "coastal", "rural", "inland", "upper", "lower")

// units are lengths in metres.
var units = map[string]float64{
	"km": 1000, "kms": 1000, "kilometer": 1000, "kilometers": 1000, "kilometre": 1000, "kilometres": 1000, "kilometro": 1000, "kilometros": 1000,
	"mile": 1609.344, "miles": 1609.344, "mi": 1609.344, "milla": 1609.344, "millas": 1609.344,
	"m": 1, "meter": 1, "meters": 1, "metre": 1, "metres": 1, "metro": 1, "metros": 1,
}

// fillers may stand before a distance or a direction, or between them.
var fillers = set("a", "about", "al", "approximately", "aproximadamente", "around", "como", "el", "hacia", "just", "la", "roughly", "some", "the", "to", "unos", "unas", "zona", "region", "parte", "franja")

// sections are parts of a town that say nothing about which town it is.
var sections = set("centro", "center", "centre", "downtown", "city center", "city centre", "norte", "sur", "north", "south", "east", "west", "zona centro", "colonia centro")

// streets are words of streets, roads and neighbourhoods, of which the gazetteer has none.
var streets = set("calle", "avenida", "av", "avda", "ave", "blvd", "boulevard", "bulevar", "blv", "carretera", "autopista", "libramiento", "macrolibramiento", "periferico", "calzada", "callejon", "andador", "privada", "circuito",
	"cerrada", "prolongacion", "esquina", "entronque", "crucero", "km", "kilometro", "colonia", "col", "fraccionamiento", "fracc", "barrio", "unidad habitacional", "street", "road", "rd", "avenue", "highway", "hwy", "parkway", "pkwy", "drive", "lane",
	"ln", "court", "block", "route", "interstate", "freeway", "turnpike", "expressway", "intersection", "rua", "rodovia", "travessa", "rue", "chemin", "strasse", "neighborhood", "neighbourhood")

// articles may stand before a name without being part of it.
var articles = set("the", "el", "la", "los", "las")

// prepositions begin the part of a name that people leave out.
var prepositions = []string{" de ", " del ", " d ", " of ", " on ", " upon ", " sur ", " am ", " an der ", " da ", " do ", " di "}

// connectors join the word airport with the place it serves.
var connectors = set("at", "de", "del", "el", "en", "for", "in", "la", "of", "s", "the")

// kindPhrase is what says which kind of place a name is.
type kindPhrase struct {
	words  []string
	kind   gazetteer.Kind
	suffix bool // stands after the name
}

var kindPhrases = kindTable(
	gazetteer.Admin1, "state of", "estado de", "estado libre y soberano de", "province of", "provincia de", "departamento de", "department of", "* state", "* province",
	gazetteer.Admin2, "municipality of", "municipio de", "county of", "condado de", "alcaldia de", "alcaldia", "delegacion de", "delegacion", "partido de",
	"* municipality", "* county", "* municipio",
	gazetteer.Populated, "city of", "ciudad de", "town of", "village of", "pueblo de", "poblado de", "localidad de", "cabecera municipal de", "* city", "* town", "* village",
)

func phrases(all ...string) [][]string {
	split := make([][]string, len(all))
	for i, p := range all {
		split[i] = strings.Fields(p)
	}
	return split
}

func set(words ...string) map[string]bool {
	s := make(map[string]bool, len(words))
	for _, w := range words {
		s[w] = true
	}
	return s
}

// kindTable reads kinds, each followed by its phrases; a star stands for the name.
func kindTable(items ...any) []kindPhrase {
	var table []kindPhrase
	var kind gazetteer.Kind
	for _, it := range items {
		switch it := it.(type) {
		case gazetteer.Kind:
			kind = it
		case string:
			after, suffix := strings.CutPrefix(it, "* ")
			table = append(table, kindPhrase{words: strings.Fields(after), kind: kind, suffix: suffix})
		}
	}
	return table
}

// startsWith reports whether words begin with phrase and go on after it; Spanish "de" and
// "a" may be contracted with the article after them.
func startsWith(words, phrase []string) bool {
	if len(words) <= len(phrase) {
		return false
	}
	for i, p := range phrase {
		if last := i == len(phrase)-1; words[i] != p && (!last || !contracted(words[i], p)) {
			return false
		}
	}
	return true
}

func contracted(word, full string) bool {
	return full == "de" && word == "del" || full == "a" && word == "al"
}
