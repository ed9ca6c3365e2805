package geoparse

import (
	"strings"

	"incidentmap/geo/gazetteer"
)

// mention is a stretch of the text that may be the name of a place.
type mention struct {
	first, last int // tokens, both included
	name        *name
	adjectival  bool
	short       bool // an abbreviation or a code
	evidence    evidence
	belief      float64 // log-odds that it is a place
	listed      bool    // it stands in a list with a place
	part        bool    // it is a part of a town
	building    bool    // a street or building bears the name
	airport     bool    // it is an airport
	beside      bool    // it stands right after a word in capitals, as a last name does
	person      bool    // it stands where a person's name does
	thing       bool    // it is a part of the name of an airline or a disease
	given       bool    // the caller says that it is a place
	dropped     bool
}

// longestName bounds the words of one name.
const longestName = 8

// findMentions finds the mentions of a text, the longest name at each word; none overlap.
func (d *document) findMentions() {
	for i := 0; i < len(d.tokens); {
		m, ok := d.mentionAt(i)
		if !ok {
			m, ok = d.unknownAt(i)
		}
		if !ok {
			i++
			continue
		}
		d.mentions = append(d.mentions, m)
		i = m.last + 1
	}
}

// mentionAt gives the longest name that starts at a token.
func (d *document) mentionAt(i int) (mention, bool) {
	t := d.tokens[i]
	if t.key == "" || t.shape == number {
		return mention{}, false
	}
	var best mention
	found := false
	if t.shape != lower || d.lowercase {
		w, key := d.p.g.Walk(), make([]byte, 0, 40)
		for j := i; j < len(d.tokens) && j < i+longestName && (j == i || d.goesOn(i, j)); j++ {
			var ok bool
			if w, key, ok = step(w, key, d.tokens[j].key); !ok && !d.p.beginsFeature(string(key)) {
				break
			}
			if !d.mayEnd(i, j) {
				continue
			}
			if m, ok := d.named(i, j, string(key), w); ok {
				best, found = m, true
			}
		}
	}
	if !found || best.last == i {
		if m, ok := d.adjectival(i); ok {
			return m, true
		}
	}
	return best, found
}

// step adds a word to the walk and to the key.
func step(w gazetteer.Walk, key []byte, word string) (gazetteer.Walk, []byte, bool) {
	ok := true
	if len(key) > 0 {
		key = append(key, ' ')
		w, ok = w.Step(" ")
	}
	key = append(key, word...)
	if ok {
		w, ok = w.Step(word)
	}
	return w, key, ok
}

// goesOn reports whether a name that starts at token i may go on with token j.
func (d *document) goesOn(i, j int) bool {
	before, t := d.tokens[j-1], d.tokens[j]
	g := t.gap
	if before.abbreviated() {
		g &^= stop
	}
	return g.joins() && !before.possessive && t.key != ""
}

// mayEnd: a name of a text in mixed case ends with a capital or a number.
func (d *document) mayEnd(i, j int) bool {
	return i == j || d.lowercase || d.tokens[j].shape != lower
}

// named makes a mention of the tokens from i to j if their key is a name that counts
// where it stands.
func (d *document) named(i, j int, key string, w gazetteer.Walk) (mention, bool) {
	if !w.IsName() && d.p.features[key] == nil && d.p.lexicon.Names[key] == nil {
		return mention{}, false
	}
	m := mention{first: i, last: j}
	if i == j {
		m.short = d.isShort(i, key)
		if !m.short && (functionWords[key] || directionWords[key] || neverAlone[key] || d.tokens[i].dotted && abbreviations[key]) {
			return mention{}, false
		}
	}
	if j > i && d.onlyDirections(i, j) || placedNouns[d.tokens[i].key] && d.tokens[min(i+1, j)].key == "of" {
		return mention{}, false // "South West"; of "City of Norfolk" the name is Norfolk
	}
	if j == i+1 && d.tokens[i].opens && functionWords[d.tokens[i].key] && neverAlone[d.tokens[j].key] {
		return mention{}, false // "La Guardia Civil", "The Mission"
	}
	if m.short && strings.HasPrefix(d.text[d.tokens[i].end:], "$") {
		return mention{}, false // US$40
	}
	m.name = d.lookUp(key, w, m.short)
	if i < j && len(m.name.candidates) == 0 && d.tokens[i].dotted {
		m.short = true // "Q. Roo", "W. Va."
		m.name = d.lookUp(key, w, true)
		return m, len(m.name.candidates) > 0
	}
	if m.short && len(m.name.candidates) == 0 && !functionWords[key] && !neverAlone[key] {
		m.short = false
		m.name = d.lookUp(key, w, false)
	}
	return m, len(m.name.candidates) > 0
}

// placedNouns before "of" are no part of the name after it.
var placedNouns = set("city town village borough county township")

func (d *document) onlyDirections(i, j int) bool {
	for _, t := range d.tokens[i : j+1] {
		if !directionWords[t.key] {
			return false
		}
	}
	return true
}

// spokenShort are abbreviations that are written by themselves.
var spokenShort = set("us usa uk uae eeuu eua eau cdmx edomex nyc dc drc dprk eu ue")

// neverAlone are words that by themselves are no names of places, or of others than the
// places that bear them.
var neverAlone = set(`ap afp upi rns reuters efe am pm mr mrs sr jr dr sen sens rep reps gov gen col lt sgt st ave rd blvd co inc corp ltd tv fm ok
	interior central centre center college university hospital police army navy state county city town village district region province ministry
	north south east west northeast northwest southeast southwest mission union democrat republican senate house congress parliament
	policia fiscalia ejercito marina guardia nacional federal general national junta civil gobierno estado ciudad municipio congreso senado universidad hospital iglesia
	island islands river lake mountain valley beach park isla islas rio lago
	christmas easter obama nato islam christian sunday`)

// isShort: an abbreviation is one when it has dots, follows a place and a comma, or is
// one that people write by itself.
func (d *document) isShort(i int, key string) bool {
	t := d.tokens[i]
	if t.shape == lower || len(key) > 6 {
		return false
	}
	initials := t.shape == upper && t.end-t.start > len(key)
	if t.shape == upper && spokenShort[key] && (!t.loud || initials || len(key) > 2) {
		return true
	}
	if neverAlone[key] || t.loud && functionWords[key] || personTitles[key] && (t.dotted || t.shape != upper) {
		return false
	}
	if i > 0 && t.gap&(comma|opening) != 0 && len(d.mentions) > 0 && d.mentions[len(d.mentions)-1].last == i-1 {
		return t.dotted || t.shape == upper && len(key) <= 3
	}
	if i > 0 && t.gap == hyphen && len(d.tokens[i-1].key) == 1 {
		return t.dotted || t.shape == upper // R-Neb.
	}
	return initials || t.dotted && abbreviations[key] && i+1 < len(d.tokens) && d.tokens[i+1].shape == lower && !personTitles[key] && len(key) > 2
}
