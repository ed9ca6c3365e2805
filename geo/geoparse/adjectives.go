package geoparse

import (
	"strings"

	"incidentmap/geo/gazetteer"
)

// adjectival reads a token, or two, as an adjective or inhabitant of a place.
func (d *document) adjectival(i int) (mention, bool) {
	t := d.tokens[i]
	if t.shape == lower && !d.lowercase && !d.spanish {
		return mention{}, false
	}
	last := i
	code, ok := "", false
	if i+1 < len(d.tokens) && d.goesOn(i, i+1) {
		if code, ok = d.p.lexicon.Demonyms[t.key+" "+d.tokens[i+1].key]; ok {
			last = i + 1
		}
	}
	if !ok {
		code, ok = d.p.lexicon.Demonyms[t.key]
	}
	if !ok {
		return mention{}, false
	}
	n := d.namedByCode(code)
	return mention{first: i, last: last, name: n, adjectival: true}, n != nil
}

// namedByCode gives the name of one meaning that a code stands for, or nil.
func (d *document) namedByCode(code string) *name {
	key := "@" + code
	if n, ok := d.names[key]; ok {
		return n
	}
	n := &name{key: key, best: -1}
	if f, ok := strings.CutPrefix(code, "feature:"); ok {
		for _, f := range d.p.features[f] {
			n.candidates = append(n.candidates, d.featureCandidate(f))
		}
	} else if e, ok := d.p.g.Area(code); ok {
		n.candidates = append(n.candidates, d.candidate(gazetteer.Match{Ref: e.Ref}))
	} else if e, ok := d.p.g.ByID(code); ok {
		n.candidates = append(n.candidates, d.candidate(gazetteer.Match{Ref: e.Ref}))
	}
	if len(n.candidates) == 0 {
		n = nil
	}
	d.names[key] = n
	return n
}
