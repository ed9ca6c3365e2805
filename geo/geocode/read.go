package geocode

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"incidentmap/geo/gazetteer"
)

// reading is what a query says, before anything is looked up for it.
type reading struct {
	query    string   // all of it
	names    []target // what the place may be called
	written  string   // the words of the place as they were written
	airport  bool     // the words say that it is an airport
	contexts []string // areas or places said to hold the place, or to be around it
	split    bool     // the first of the contexts was found without a comma before it
	beside   string   // the place it is said to be beside
	anchored bool     // the place named is not the one meant, which is near it
	move     move     // how far from the anchor, and which way

	scope

	around []surrounding // what beside and contexts were found to name
}

// target is a normalised name and the kind of place that the words say bears it, 0 for any.
type target struct {
	name  string
	kind  gazetteer.Kind
	whole bool // the query as a whole is the name, commas and all
}

// move is a way from an anchor; a bearing is known if there is one, and so a distance.
type move struct {
	towards, far    bool
	bearing, metres float64
	spread          float64 // metres by which the distance may be wrong besides
}

// maxQuery is the length, in bytes, of the longest query that is read.
const maxQuery = 400

// read reads the parts of a query, the place first. A query that is the name of a place as a
// whole is left whole.
func (c *Geocoder) read(query string, parts []string, in scope) reading {
	r := reading{query: query, written: parts[0], scope: in}
	for _, p := range parts[1:] {
		if !sections[nameKey(p)] {
			r.addContext(nameKey(p))
		}
	}
	if whole := nameKey(strings.Join(parts, " ")); len(parts) > 1 && c.g.Has(whole) {
		r.names = append(r.names, target{name: whole, whole: true})
	}
	words := strings.Fields(nameKey(parts[0]))
	if !c.g.Has(strings.Join(words, " ")) {
		words = r.takeMove(words)
		words = r.takeBeside(words)
		words = c.takePart(&r, words)
	}
	if r.takeAirport(words) {
		return r
	}
	c.addNames(&r, words)
	return r
}

// splitParts splits a query at commas, semicolons, brackets and slashes, but not at a
// comma within a number.
func splitParts(query string) []string {
	prev := ' '
	runes := []rune(query)
	var parts []string
	var part []rune
	end := func() {
		if s := strings.TrimSpace(string(part)); s != "" {
			parts = append(parts, s)
		}
		part = part[:0]
	}
	for i, r := range runes {
		inNumber := r == ',' && unicode.IsDigit(prev) && i+1 < len(runes) && unicode.IsDigit(runes[i+1])
		if strings.ContainsRune(",;()[]/|،、，；\n", r) && !inNumber {
			end()
		} else {
			part = append(part, r)
		}
		prev = r
	}
	end()
	return parts
}

// addContext takes a part after the first: an area, or a place that it is beside.
func (r *reading) addContext(key string) {
	words := strings.Fields(key)
	for _, p := range besidePhrases {
		if startsWith(words, p) {
			r.beside = strings.Join(words[len(p):], " ")
			return
		}
	}
	for _, p := range withinPhrases {
		if startsWith(words, p) {
			words = words[len(p):]
			break
		}
	}
	if len(words) > 0 {
		r.contexts = append(r.contexts, strings.Join(words, " "))
	}
}

// takeMove takes "10 km south of" from the beginning, or "south of" alone.
func (r *reading) takeMove(words []string) []string {
	rest := skip(words, fillers)
	metres, after := length(rest)
	rest = skip(after, fillers)
	if len(rest) == 0 {
		return words
	}
	name, taken := rest[0], 1
	if len(rest) > 1 && (name == "north" || name == "south") && (rest[1] == "east" || rest[1] == "west") {
		name, taken = name+rest[1], 2
	}
	bearing, towards := directions[name]
	if towards {
		rest = rest[taken:]
	}
	if len(rest) < 2 || !towards && metres == 0 || !set("of", "from", "de", "del")[rest[0]] {
		return words
	}
	r.anchored = true
	r.move = move{towards: towards, far: metres > 0, bearing: bearing, metres: metres}
	return rest[1:]
}

// takePart takes a word for a part of an area from before its name: "northern Veracruz", "coastal Oaxaca".
func (c *Geocoder) takePart(r *reading, words []string) []string {
	if r.anchored || len(words) < 2 || !parts[words[0]] {
		return words
	}
	rest := words[1:]
	if name := strings.Join(rest, " "); !c.namesArea(name) {
		return words
	}
	r.anchored = true
	return rest
}

func skip(words []string, some map[string]bool) []string {
	for len(words) > 0 && some[words[0]] {
		words = words[1:]
	}
	return words
}

// length reads a number of units, in metres; "2.5" is two words in normalised form.
func length(words []string) (float64, []string) {
	if len(words) < 2 {
		return 0, words
	}
	number, unit, rest := words[0], words[1], words[2:]
	if digits := strings.TrimRightFunc(number, unicode.IsLetter); digits != number {
		number, unit, rest = digits, number[len(digits):], words[1:]
	} else if _, err := strconv.Atoi(unit); err == nil && len(words) > 2 {
		number, unit, rest = number+"."+unit, words[2], words[3:]
	}
	n, err := strconv.ParseFloat(number, 64)
	if err != nil || units[unit] == 0 || n <= 0 || n*units[unit] > 1e6 {
		return 0, words
	}
	return n * units[unit], rest
}

// takeBeside takes "near" and the like: at the beginning the place named is an anchor,
// further on it is beside another. The phrase alone names nothing.
func (r *reading) takeBeside(words []string) []string {
	for i := range words {
		for _, p := range besidePhrases {
			if slices.Equal(words[i:], p) {
				return words[:i]
			}
			if !startsWith(words[i:], p) {
				continue
			}
			rest := words[i+len(p):]
			if i == 0 {
				r.anchored = true
				return rest
			}
			r.beside = strings.Join(rest, " ")
			return words[:i]
		}
	}
	return words
}

// saysArea reports whether the words say that the place is an area: "Franklin County".
func (r *reading) saysArea() bool {
	return slices.ContainsFunc(r.names, func(t target) bool { return t.kind == gazetteer.Admin1 || t.kind == gazetteer.Admin2 })
}

// takeAirport reads the words as an airport's if they say so.
func (r *reading) takeAirport(words []string) bool {
	if !slices.ContainsFunc(words, saysAirport) {
		return false
	}
	r.airport = true
	left := slices.DeleteFunc(slices.Clone(words), gazetteer.AirportWord)
	r.names = append(r.names, target{name: strings.Join(left, " "), kind: gazetteer.Airport}) // "La Guardia" begins with its article
	for len(left) > 0 && connectors[left[0]] {
		left = left[1:]
	}
	for len(left) > 0 && connectors[left[len(left)-1]] {
		left = left[:len(left)-1]
	}
	if name := strings.Join(left, " "); name != r.names[len(r.names)-1].name {
		r.names = append(r.names, target{name: name, kind: gazetteer.Airport})
	}
	return true
}

func saysAirport(word string) bool {
	switch word {
	case "airport", "aeropuerto", "aerodromo", "airfield", "aerodrome":
		return true
	}
	return false
}

// addNames adds the name as it is and, where words say which kind of place it is, the
// name without them.
func (c *Geocoder) addNames(r *reading, words []string) {
	whole := strings.Join(words, " ")
	known := c.g.Has(whole)
	for _, p := range kindPhrases {
		name, ok := p.cut(words)
		if ok && (!known || p.kind != gazetteer.Populated) {
			r.names = append(r.names, target{name: c.bare(name), kind: p.kind})
			break
		}
	}
	r.names = append(r.names, target{name: c.bare(words)})
}

// bare leaves out the article before a name, unless it is part of it.
func (c *Geocoder) bare(words []string) string {
	whole := strings.Join(words, " ")
	if len(words) > 1 && articles[words[0]] && !c.g.Has(whole) {
		return strings.Join(words[1:], " ")
	}
	return whole
}

// cut takes the phrase off the words.
func (p kindPhrase) cut(words []string) ([]string, bool) {
	n := len(words) - len(p.words)
	switch {
	case !p.suffix && startsWith(words, p.words):
		return words[len(p.words):], true
	case p.suffix && n > 0 && slices.Equal(words[n:], p.words):
		return words[:n], true
	}
	return nil, false
}
