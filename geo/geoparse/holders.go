package geoparse

import (
	"slices"

	"incidentmap/geo/gazetteer"
)

// findHolders finds the areas that the text says hold a place: "Ellaville, Ga.",
// "Tapalpa (Jalisco)", "Aguililla in the neighbouring state of Michoacan". A mention with
// a holder becomes a name of its own, so that one text may speak of two towns of a name.
func (d *document) findHolders() {
	for i := 0; i+1 < len(d.mentions); i++ {
		m, h := &d.mentions[i], &d.mentions[i+1]
		if m.dropped || h.dropped || m.adjectival || h.adjectival || !d.puts(i) {
			continue
		}
		d.hold(m, h.name)
	}
}

// puts reports whether the text puts mention i into the area of the next one.
func (d *document) puts(i int) bool {
	m, h := &d.mentions[i], &d.mentions[i+1]
	if !h.name.isArea() {
		return false
	}
	t := d.tokens[h.first]
	switch h.first - m.last {
	case 1:
		return t.gap&(comma|opening) != 0 || h.short || t.gap == space && !m.name.isState()
	case 2:
		w := d.tokens[m.last+1]
		return within[w.key] && w.gap == space && t.gap == space
	}
	return d.tokens[m.last+1].gap == space && d.phrase(m.last+1, h.first)
}

// within are the words between a place and what holds it.
var within = set("in en de del")

// holdingWords may stand between "in" and the area: "in the neighbouring state of".
var holdingWords = set("in the neighboring neighbouring nearby western eastern northern southern central state province county of en el estado vecino provincia departamento de municipio")

// phrase reports whether the tokens between say that one place lies in another.
func (d *document) phrase(from, to int) bool {
	if to-from > 6 || !within[d.tokens[from].key] {
		return false
	}
	return !slices.ContainsFunc(d.tokens[from:to], func(t token) bool { return !holdingWords[t.key] })
}

// isArea reports whether a name is a country's or a state's first of all.
func (n *name) isArea() bool {
	k := n.strongest().kind
	return k == gazetteer.Country || k == gazetteer.Admin1 || n.isState()
}

// isState reports whether a name is also a state's.
func (n *name) isState() bool {
	return slices.ContainsFunc(n.candidates, func(c candidate) bool { return c.kind == gazetteer.Admin1 || c.kind == gazetteer.Country })
}

// hold makes the mention's name that of the places in the holder, if there are any.
func (d *document) hold(m *mention, holder *name) {
	fits := make([]bool, len(m.name.candidates))
	some := false
	for i := range m.name.candidates {
		for j := range holder.candidates {
			if d.inside(&m.name.candidates[i], &holder.candidates[j]) {
				fits[i], some = true, true
			}
		}
	}
	if !some {
		return
	}
	key := m.name.key + "|" + holder.key
	held := d.names[key]
	if held == nil {
		held = &name{key: key, candidates: slices.Clone(m.name.candidates), holder: holder, fits: fits, weight: m.name.weight}
		d.names[key] = held
		m.name.held = append(m.name.held, held)
	}
	held.mentions = append(held.mentions, 0)
	m.name = held
}

// inside reports whether a candidate lies in an area.
func (d *document) inside(c, area *candidate) bool {
	switch area.kind {
	case gazetteer.Country:
		return c.country == area.country && c.kind != gazetteer.Country
	case gazetteer.Admin1:
		return c.admin1 == area.admin1 && c.kind != gazetteer.Admin1
	case gazetteer.Admin2:
		return c.feature == nil && c.ref != area.ref && d.p.g.Inside(c.ref, area.ref)
	}
	return false
}
