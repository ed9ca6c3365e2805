package geoparse

import (
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
	dropped     bool
}

// longestName bounds the words of one name.
const longestName = 8

// findMentions finds the mentions of a text, the longest name at each word; none overlap.
func (d *document) findMentions() {
	for i := 0; i < len(d.tokens); {
		m, ok := d.mentionAt(i)
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
	if before.dotted && abbreviates(before) {
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
	if !w.IsName() && d.p.features[key] == nil {
		return mention{}, false
	}
	n := d.lookUp(key, w)
	if len(n.candidates) == 0 {
		return mention{}, false
	}
	m := mention{first: i, last: j, name: n}
	m.short = i == j && onlyShort(n)
	if i == j && functionWords[key] && !m.short {
		return mention{}, false
	}
	if m.short && !d.shortCounts(i, key) {
		return mention{}, false
	}
	return m, true
}

// onlyShort reports whether a name is an abbreviation or a code of all it leads to.
func onlyShort(n *name) bool {
	for _, c := range n.candidates {
		if c.name != gazetteer.Short {
			return false
		}
	}
	return true
}

// spokenShort are abbreviations that are written by themselves.
var spokenShort = set("us usa uk uae eeuu eua eau cdmx edomex nyc dc drc dprk")

// shortCounts: an abbreviation is one when it has dots, follows a place and a comma, or is
// one that people write by itself.
func (d *document) shortCounts(i int, key string) bool {
	t := d.tokens[i]
	if t.shape == lower {
		return false
	}
	afterPlace := i > 0 && t.gap&(comma|opening) != 0 && d.tokens[i-1].shape != lower && len(d.mentions) > 0 && d.mentions[len(d.mentions)-1].last == i-1
	switch {
	case afterPlace:
		return t.dotted || t.shape == upper
	case t.shape == upper && spokenShort[key]:
		return !t.loud || len(key) > 2 || t.end-t.start > len(key)
	}
	return t.shape == upper && t.end-t.start > len(key) && len(key) >= 2
}
