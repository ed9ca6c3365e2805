package geoparse

import (
	"math"
	"slices"
	"strings"

	"incidentmap/geo/gazetteer"
)

// findHolders finds the areas that the text says hold a place: "Ellaville, Ga.",
// "Tapalpa (Jalisco)", "Aguililla in the neighbouring state of Michoacan", "Agra is a town
// in Lincoln County, Oklahoma". What the text says so is a bound: a place outside it is
// never taken. A mention with a holder becomes a name of its own, so that one text may
// speak of two towns of a name.
func (d *document) findHolders() {
	defined := map[*name][]*name{}
	for i := len(d.mentions) - 2; i >= 0; i-- {
		m, h := &d.mentions[i], &d.mentions[i+1]
		if m.dropped || m.adjectival || m.short {
			continue
		}
		switch {
		case !h.dropped && !h.adjectival && d.puts(i) && d.mayHold(i):
			h.name = d.asArea(h.name)
			m.name = d.heldName(m.name, []*name{h.name})
		case !h.dropped && !h.adjectival && d.seated(i):
			m.name = d.asArea(m.name)
			h.name = d.heldName(h.name, []*name{m.name})
		default:
			if areas := d.definition(i); len(areas) > 0 {
				defined[m.name] = areas
			}
		}
	}
	// What a name is defined to be it is throughout, but where a mention is put elsewhere.
	for i := range d.mentions {
		m := &d.mentions[i]
		if areas := defined[m.name]; areas != nil {
			m.name = d.heldName(m.name, areas)
		}
	}
}

// puts reports whether the text puts mention i into the area of the next one.
func (d *document) puts(i int) bool {
	m, h := &d.mentions[i], &d.mentions[i+1]
	if !h.name.hasArea() || m.name == h.name {
		return false
	}
	t := d.tokens[h.first]
	switch h.first - m.last {
	case 1:
		return !d.tokens[m.last].possessive && (t.gap&(comma|opening) != 0 || h.short)
	case 2:
		w := d.tokens[m.last+1]
		return within[w.key] && w.gap == space && t.gap == space
	}
	return d.tokens[m.last+1].gap&^comma == space && d.phrase(m.last+1, h.first)
}

// seated reports whether an organisation of the area that mention i names is in the place
// of the next: "the University of Georgia in Athens".
func (d *document) seated(i int) bool {
	m, h := &d.mentions[i], &d.mentions[i+1]
	if m.first < 2 || h.first-m.last != 2 || !within[d.tokens[m.last+1].key] || !organisationStarts[d.tokens[m.first-2].key] || !m.name.hasArea() {
		return false
	}
	if k := d.tokens[m.first-1].key; k != "of" && k != "de" {
		return false
	}
	return d.someInside(h.name, m.name)
}

// someInside reports whether some place of a name lies in an area of another; each pair
// of names is looked at once.
func (d *document) someInside(n, area *name) bool {
	pair := [2]*name{n, area}
	some, known := d.pairs[pair]
	if known {
		return some
	}
	for b := range area.candidates {
		if !area.candidates[b].isArea() {
			continue
		}
		for a := range n.candidates {
			some = some || d.inside(&n.candidates[a], &area.candidates[b])
		}
	}
	d.pairs[pair] = some
	return some
}

// within are the words between a place and what holds it.
var within = set("in en de del within")

// holdingWords may stand between "in" and the area: "in the neighbouring state of".
var holdingWords = set(`in the neighboring neighbouring nearby western eastern northern southern central southwestern southeastern northwestern northeastern
	state province county of region department u s us american mexican canadian australian indian en el la estado vecino provincia departamento de del municipio region`)

// phrase reports whether the tokens between say that one place lies in another.
func (d *document) phrase(from, to int) bool {
	if to-from > 6 || !within[d.tokens[from].key] {
		return false
	}
	return !slices.ContainsFunc(d.tokens[from:to], func(t token) bool { return !holdingWords[t.key] })
}

// hasArea reports whether a name may be a country's, state's or county's.
func (n *name) hasArea() bool {
	return slices.ContainsFunc(n.candidates, func(c candidate) bool { return c.isArea() })
}

func (c *candidate) isArea() bool {
	return c.kind == gazetteer.Country || c.kind == gazetteer.Admin1 || c.kind == gazetteer.Admin2
}

// mayHold tells containment from a mere list: some place of the first name lies in the
// second, or the first is no area itself and no more items stand beside the two.
func (d *document) mayHold(i int) bool {
	m, h := &d.mentions[i], &d.mentions[i+1]
	listedBefore := i > 0 && d.isList(i-1)
	listedAfter := i+2 < len(d.mentions) && d.isList(i+1)
	if k := m.name.strongest().kind; k == gazetteer.Country && h.name.strongest().kind == k && (listedBefore || listedAfter) {
		return false // "Guinea, Niger, Nigeria"
	}
	if d.someInside(m.name, h.name) {
		return true
	}
	if !h.name.isMostlyArea() || m.name.strongest().isArea() {
		return false
	}
	return h.short || !listedBefore && !listedAfter
}

// mostlyArea is how much less a state may be known than the city of its name, and still
// hold what is put in it.
const mostlyArea = 4

// isMostlyArea reports whether a name is a country's or state's, or nearly.
func (n *name) isMostlyArea() bool {
	most := n.strongest().prior - mostlyArea
	return slices.ContainsFunc(n.candidates, func(c candidate) bool {
		return (c.kind == gazetteer.Country || c.kind == gazetteer.Admin1) && c.prior >= most
	})
}

// asArea gives the name with its areas only: what holds a place is one.
func (d *document) asArea(n *name) *name {
	if n.holders != nil || strings.Contains(n.key, "#") {
		return n
	}
	key := n.key + "#"
	if area, ok := d.names[key]; ok {
		return area
	}
	area := &name{key: key, weight: n.weight, best: -1, local: min(n.local, 0), mentions: []int{0}}
	for _, c := range n.candidates {
		if c.isArea() {
			c.prior, c.cut = c.prior+c.cut, 0
			area.candidates = append(area.candidates, c)
		}
	}
	d.names[key] = area
	return area
}

// heldName gives the name as one that lies in holders. Its last candidate is the place
// that the gazetteer does not have.
func (d *document) heldName(n *name, holders []*name) *name {
	if n.holders != nil {
		return n
	}
	key := n.key
	for _, h := range holders {
		key += "|" + h.key
	}
	if held, ok := d.names[key]; ok {
		held.mentions = append(held.mentions, 0)
		return held
	}
	held := &name{key: key, candidates: slices.Clone(n.candidates), holders: holders, weight: n.weight, best: -1, mentions: []int{0}, want: n.want, local: n.local}
	held.candidates = append(held.candidates, candidate{unknown: true})
	held.within = make([][]bool, len(holders))
	for k, h := range holders {
		held.within[k] = make([]bool, len(n.candidates)*len(h.candidates))
		for a := range n.candidates {
			for b := range h.candidates {
				held.within[k][a*len(h.candidates)+b] = d.inside(&n.candidates[a], &h.candidates[b])
			}
		}
	}
	d.names[key] = held
	n.held = append(n.held, held)
	return held
}

// inside reports whether a candidate lies in an area.
func (d *document) inside(c, area *candidate) bool {
	if c.unknown || area.unknown {
		return false
	}
	switch area.kind {
	case gazetteer.Country:
		return c.country == area.country && c.kind != gazetteer.Country
	case gazetteer.Admin1:
		return c.admin1 == area.admin1 && c.kind != gazetteer.Admin1 && c.admin1 != ""
	case gazetteer.Admin2:
		return c.admin2 == area.admin2 && c.kind != gazetteer.Admin2 && c.admin2 != ""
	}
	return false
}

const (
	holderSays   = 6.0
	unknownPrior = 0.0 // of a place that the gazetteer does not have, in what the text says holds it
)

// holding gives what the holders say for candidate i: minus infinity when it is outside
// all that the first of them may mean.
func (n *name) holding(i int) float64 {
	v := 0.0
	for k, h := range n.holders {
		in := 0.0
		if n.candidates[i].unknown {
			in = 1
		} else {
			for b := range h.candidates {
				if n.within[k][i*len(h.candidates)+b] {
					in += h.candidates[b].share
				}
			}
		}
		if in < leastShare && k == 0 {
			return math.Inf(-1)
		}
		v += holderSays * in
	}
	return v
}

// definition gives the areas that a sentence says its first place lies in: "Agra is a
// town in northern Lincoln County, Oklahoma".
func (d *document) definition(i int) []*name {
	m := &d.mentions[i]
	if !d.tokens[m.first].opens && m.first > 0 && !articleBefore(d.tokens, m.first) {
		return nil
	}
	at := d.verb(m.last + 1)
	if at < 0 {
		return nil
	}
	var areas []*name
	noun := false
	for j, k := at+1, i+1; j < len(d.tokens) && j < at+longestDefinition && d.tokens[j].gap&(stop|paragraph) == 0 || j < len(d.tokens) && j < at+longestDefinition && d.tokens[j-1].abbreviated(); j++ {
		noun = noun || placeNouns[d.tokens[j].key] || settlements[d.tokens[j].key]
		for k < len(d.mentions) && d.mentions[k].first < j {
			k++
		}
		if noun && k < len(d.mentions) && d.mentions[k].first == j && !d.mentions[k].dropped && d.mentions[k].name.strongest().isArea() && d.mentions[k].name != m.name {
			areas = append(areas, d.mentions[k].name)
		}
		if len(areas) > 0 && !holdingWords[d.tokens[j].key] && !d.placed(j) && !settlements[d.tokens[j].key] {
			break
		}
	}
	// The smallest is said last in none of the languages, so the most telling is the first
	// that is no country.
	slices.SortStableFunc(areas, func(a, b *name) int { return a.size() - b.size() })
	return areas[:min(len(areas), 3)]
}

// longestDefinition bounds the words of a definition.
const longestDefinition = 45

// settlements are what a definition may call a place besides the place nouns.
var settlements = set(`place settlement neighborhood neighbourhood area seat census suburb locality civil cdp resort settlements port unincorporated located situated lies`)

func (n *name) size() int {
	switch n.strongest().kind {
	case gazetteer.Country:
		return 2
	case gazetteer.Admin1:
		return 1
	}
	return 0
}

func articleBefore(tokens []token, i int) bool {
	return tokens[i-1].opens && functionWords[tokens[i-1].key]
}

// verb finds "is" or "was" after a name, past a bracket or other names of it.
func (d *document) verb(from int) int {
	for j := from; j < len(d.tokens) && j < from+15; j++ {
		switch d.tokens[j].key {
		case "is", "was", "es", "era", "lies", "are":
			return j
		}
		if d.tokens[j].gap&(stop|paragraph) != 0 && !abbreviates(d.tokens[j-1]) {
			return -1
		}
	}
	return -1
}
