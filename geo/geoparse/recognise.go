package geoparse

import (
	"math"

	"incidentmap/geo/gazetteer"
)

// evidence is what speaks for and against a mention being a place, in natural
// logarithms of odds.
type evidence struct {
	sum  float64
	told []told
	why  bool
}

type told struct {
	weight float64
	words  string
}

func (e *evidence) add(weight float64, words string) {
	e.sum += weight
	if e.why {
		e.told = append(e.told, told{weight, words})
	}
}

// recognise gives each mention the belief that it is a place.
func (d *document) recognise() {
	for i := range d.mentions {
		m := &d.mentions[i]
		m.evidence.why = d.options.Why
		d.weighName(m)
		if !m.adjectival {
			d.weighBefore(m)
			d.weighAfter(m)
		}
		m.belief = m.evidence.sum
	}
	d.weighNeighbours()
	d.shareBelief()
}

func logistic(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

// leastBelief is what a mention needs to be told of.
const leastBelief = 0.0

// weighName weighs what the name is apart from where it stands.
func (d *document) weighName(m *mention) {
	e := &m.evidence
	t := d.tokens[m.first]
	best := m.name.strongest()
	words := m.last - m.first + 1
	if m.adjectival {
		e.add(3, "an adjective or inhabitant of a place")
		return
	}
	e.add(0.35*(best.prior-5), "how well known the place of the name is")
	switch {
	case best.kind == gazetteer.Country:
		e.add(1.5, "it is the name of a country")
	case best.kind == gazetteer.Admin1 && best.name == gazetteer.MainName:
		e.add(1, "it is the name of a state")
	}
	if words > 1 {
		e.add(1.5, "a name of several words")
		return
	}
	key := m.name.key
	if d.p.lexicon.Words[key] {
		e.add(-2.5, "it is a common word")
	}
	if d.p.lexicon.FirstNames[key] {
		e.add(-1.2, "it is a first name")
	} else if d.p.lexicon.Surnames[key] {
		e.add(-0.6, "it is a surname")
	}
	if t.opens && d.p.lexicon.Words[key] {
		e.add(-1, "it begins a sentence")
	}
	if best.name != gazetteer.MainName {
		e.add(-0.5, "it is another name of the place")
	}
	if len(key) <= 3 && !m.short {
		e.add(-1.5, "it is very short")
	}
}

// strongest is the candidate of the highest prior.
func (n *name) strongest() *candidate {
	best := &n.candidates[0]
	for i := range n.candidates {
		if n.candidates[i].prior > best.prior {
			best = &n.candidates[i]
		}
	}
	return best
}

// before gives the token before the mention, if it belongs to the same sentence.
func (d *document) before(m *mention) (token, bool) {
	i := m.first
	if i == 0 || d.tokens[i].gap&(stop|paragraph) != 0 && !(d.tokens[i-1].dotted && abbreviates(d.tokens[i-1])) {
		return token{}, false
	}
	return d.tokens[i-1], true
}

// weighBefore weighs the words before a mention.
func (d *document) weighBefore(m *mention) {
	e := &m.evidence
	b, ok := d.before(m)
	if !ok {
		return
	}
	t := d.tokens[m.first]
	if t.gap&(comma|colon|opening|closing|quote|dash|slash) != 0 {
		return
	}
	switch {
	case locatives[b.key]:
		e.add(2.2, "after "+b.key)
	case directionWords[b.key]:
		e.add(1.5, "after "+b.key)
	case weakLocatives[b.key]:
		e.add(0.5, "after "+b.key)
		if m.first > 1 && placeNouns[d.tokens[m.first-2].key] {
			e.add(2, "after "+d.tokens[m.first-2].key+" "+b.key)
		}
	case personTitles[b.key] && b.shape != lower && !t.loud:
		e.add(-3, "after the title "+b.key)
	case placeNouns[b.key]:
		e.add(1, "after "+b.key)
	case b.shape != lower && b.shape != number && !t.loud && !functionWords[b.key] && t.gap.joins() && !b.possessive:
		if d.p.lexicon.FirstNames[b.key] && !d.placed(m.first-1) {
			e.add(-3.5, "after the first name "+b.key)
		} else if !d.placed(m.first - 1) {
			e.add(-1.5, "after another word in capitals")
		}
	}
}

// placed reports whether a token belongs to a mention.
func (d *document) placed(i int) bool {
	lo, hi := 0, len(d.mentions)
	for lo < hi {
		mid := (lo + hi) / 2
		if d.mentions[mid].last < i {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo < len(d.mentions) && d.mentions[lo].first <= i
}

// weighAfter weighs the words after a mention.
func (d *document) weighAfter(m *mention) {
	e := &m.evidence
	key := m.name.key
	single := m.first == m.last
	if single && d.persons[key] && m.name.strongest().kind != gazetteer.Country {
		e.add(-2.5, "the text names a person so")
	}
	if m.last+1 >= len(d.tokens) {
		return
	}
	a := d.tokens[m.last+1]
	t := d.tokens[m.last]
	direct := a.gap.joins() && !t.possessive
	switch {
	case direct && a.shape != lower && a.shape != number && !a.loud:
		switch {
		case organisationHeads[a.key]:
			e.add(0.8, "before "+a.key)
		case functionWords[a.key]:
		case single && d.p.lexicon.FirstNames[key]:
			e.add(-3, "a first name before another word in capitals")
		case d.p.lexicon.Surnames[a.key] && !d.placed(m.last+1):
			e.add(-1.5, "before a surname")
		default:
			e.add(-0.5, "before another word in capitals")
		}
	case a.gap&hyphen != 0 && a.key == "based", direct && placeFollowers[a.key]:
		e.add(1.5, "before "+a.key)
	case direct && speech[a.key] && m.name.strongest().kind != gazetteer.Country:
		e.add(-1.5, "before "+a.key)
	case a.gap&comma != 0 && m.last+1 < len(d.tokens) && d.areaAt(m.last+1):
		e.add(2.5, "before the area that holds it")
	}
	if t.possessive {
		e.add(0.2, "possessive")
	}
}

// areaAt reports whether a mention of a state or country starts at a token.
func (d *document) areaAt(i int) bool {
	m := d.mentionFrom(i)
	if m == nil {
		return false
	}
	k := m.name.strongest().kind
	return k == gazetteer.Country || k == gazetteer.Admin1
}

// mentionFrom gives the mention that starts at a token, or nil.
func (d *document) mentionFrom(i int) *mention {
	lo, hi := 0, len(d.mentions)
	for lo < hi {
		mid := (lo + hi) / 2
		if d.mentions[mid].first < i {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(d.mentions) && d.mentions[lo].first == i {
		return &d.mentions[lo]
	}
	return nil
}

// weighNeighbours: in a list of places the doubtful ones are places too.
func (d *document) weighNeighbours() {
	for i := range d.mentions {
		for _, j := range []int{i - 1, i + 1} {
			if j < 0 || j >= len(d.mentions) || d.mentions[i].adjectival || d.mentions[j].adjectival {
				continue
			}
			if d.listed(min(i, j)) && d.mentions[j].evidence.sum > 2 {
				d.mentions[i].evidence.add(1, "beside another place in a list")
				d.mentions[i].belief += 1
			}
		}
	}
}

// listed reports whether mention i and the next stand side by side in a list.
func (d *document) listed(i int) bool {
	a, b := &d.mentions[i], &d.mentions[i+1]
	between := b.first - a.last
	if between == 1 {
		return d.tokens[b.first].gap&comma != 0
	}
	if between == 2 {
		w := d.tokens[a.last+1].key
		return w == "and" || w == "or" || w == "y" || w == "o" || w == "e"
	}
	return false
}

// shareBelief lets the mentions of a name in a text share what is known: one mention that
// is surely a place speaks for the others.
func (d *document) shareBelief() {
	for i := range d.mentions {
		m := &d.mentions[i]
		m.name.mentions = append(m.name.mentions, i)
	}
	for _, n := range d.names {
		if len(n.mentions) == 0 {
			continue
		}
		best := math.Inf(-1)
		for _, i := range n.mentions {
			best = max(best, d.mentions[i].evidence.sum)
		}
		for _, i := range n.mentions {
			m := &d.mentions[i]
			if best > 2 && m.belief < best {
				m.belief += 0.4 * (best - max(m.belief, -2))
			}
			n.weight = max(n.weight, logistic(m.belief))
			m.dropped = m.belief < leastBelief || m.adjectival && d.options.NoAdjectivals
		}
	}
}
