package geoparse

import (
	"math"

	"incidentmap/geo/gazetteer"
)

// recognise gives each mention the belief that it is a place, as far as the words around
// it tell.
func (d *document) recognise() {
	for i := range d.mentions {
		m := &d.mentions[i]
		m.evidence.why = d.options.Why
		d.weighName(m)
		if !m.adjectival {
			d.weighBefore(m)
			d.weighAfter(m)
			d.weighPersons(m)
		} else if b, ok := d.before(m); ok && d.p.lexicon.FirstNames[b.key] && b.shape == capital && d.follows(m.first) {
			m.evidence.add(-3.5, "after the first name "+b.key)
		}
	}
	d.readPlurals()
	d.weighLists()
	d.shareBelief()
}

func logistic(x float64) float64 { return 1 / (1 + math.Exp(-x)) }

// leastBelief is what a mention needs to be told of.
const leastBelief = 0.0

// sureName is the prior from which on a name is a place's whatever else it may be.
const sureName = 10

// knownTown is how many people a town has that readers may know by its name alone.
const knownTown = 50_000

// weighName weighs what the name is apart from where it stands.
func (d *document) weighName(m *mention) {
	e := &m.evidence
	best := m.name.strongest()
	if m.given {
		e.add(10, "the caller says that it is a place")
	}
	if m.adjectival {
		e.add(3, "an adjective or inhabitant of a place")
		return
	}
	if best.unknown {
		e.add(1, "it is said to be a place, and not known")
		return
	}
	if m.short {
		e.add(2, "an abbreviation of a place")
		return
	}
	e.add(min(0.5*(best.prior-6), 3), "how well known the place of the name is")
	if m.last > m.first {
		e.add(1.5, "a name of several words")
		if d.onlyKinds(m) {
			e.add(-3, "it is made of words for directions and kinds of places")
		} else if kindOf[d.tokens[m.last].key] != 0 || kindOf[d.tokens[m.first].key] != 0 {
			e.add(2, "a name with its kind of place")
		}
		return
	}
	key := m.name.key
	if d.p.lexicon.Words[key] && best.prior < sureName {
		e.add(-2, "it is a common word")
		if d.tokens[m.first].opens {
			e.add(-1.5, "it begins a sentence")
		}
	}
	if d.p.lexicon.FirstNames[key] && best.prior < sureName {
		e.add(-0.8, "it is a first name")
	}
	if !d.p.lexicon.Words[key] && !d.p.lexicon.FirstNames[key] && best.people > knownTown && best.name == gazetteer.MainName {
		e.add(0.5, "no usual word or first name, and a town's name")
	}
	if len(key) <= 3 {
		e.add(-1.5, "it is very short")
	}
	if d.tokens[m.first].loud {
		e.add(-0.7, "in a headline capitals say nothing")
	}
}

// onlyKinds reports whether a name has no word of its own: "Northern District".
func (d *document) onlyKinds(m *mention) bool {
	for _, t := range d.tokens[m.first : m.last+1] {
		if kindOf[t.key] == 0 && !directionWords[t.key] && !placeNouns[t.key] && !functionWords[t.key] && t.key != "side" && t.key != "far" {
			return false
		}
	}
	return true
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
	if i == 0 || d.tokens[i].gap&(stop|paragraph) != 0 && !d.tokens[i-1].abbreviated() {
		return token{}, false
	}
	return d.tokens[i-1], true
}

// weighBefore weighs the words before a mention.
func (d *document) weighBefore(m *mention) {
	e := &m.evidence
	t := d.tokens[m.first]
	b, ok := d.before(m)
	if !ok {
		d.weighDateline(m)
		return
	}
	if t.gap&hyphen != 0 && t.gap&space == 0 {
		if len(b.key) == 1 || b.key == "dfl" {
			e.add(3, "after the letter of a party")
		} else if b.shape == capital && !d.placed(m.first-1) && !directionWords[b.key] {
			e.add(-1, "the end of a word with a hyphen")
		}
		return
	}
	if t.gap&^(space|line) != 0 && !b.abbreviated() {
		return
	}
	switch {
	case locatives[b.key]:
		e.add(2.2, "after "+b.key)
	case directionWords[b.key]:
		e.add(1.5, "after "+b.key)
	case b.key == "by":
		e.add(-0.5, "after by")
	case weakLocatives[b.key]:
		e.add(0.5, "after "+b.key)
		if d.partOf(m.first) {
			e.add(1.5, "the place that a part is of")
		} else if m.first > 1 && (placeNouns[d.tokens[m.first-2].key] || directionWords[d.tokens[m.first-2].key]) {
			e.add(2, "after "+d.tokens[m.first-2].key+" "+b.key)
			d.suggest(m, kindOf[d.tokens[m.first-2].key])
		}
	case b.key == "air" && b.shape == capital:
		e.add(-6, "the name of an airline")
		m.thing = true
	case assaults[b.key]:
		e.add(1, "after "+b.key)
	case placeNouns[b.key] && !personTitles[b.key]:
		e.add(1.5, "after "+b.key)
	case b.key == "the" || b.key == "a" || b.key == "an":
		e.add(-0.3, "after "+b.key)
	}
}

// weighDateline: a story begins with its place, in capitals, before a dash, a bracket or
// the state.
func (d *document) weighDateline(m *mention) {
	if m.last+1 >= len(d.tokens) {
		return
	}
	after := d.tokens[m.last+1].gap
	next := d.tokens[m.last+1]
	if d.tokens[m.first].shape == upper && (after&(dash|opening|comma) != 0 || after == space && next.shape == capital && !next.loud) {
		m.evidence.add(3, "it is the place that a story is from")
	} else if after&(dash|colon) != 0 || after&opening != 0 && neverAlone[d.tokens[m.last+1].key] {
		m.evidence.add(1.5, "it is the place that a story is from")
	}
}

// weighPersons weighs what says that a name is a person's.
func (d *document) weighPersons(m *mention) {
	e := &m.evidence
	if m.short || m.last-m.first > 1 {
		return
	}
	t := d.tokens[m.first]
	if d.persons[d.tokens[m.last].key] && (m.first == m.last || d.p.lexicon.FirstNames[d.tokens[m.first].key]) {
		e.add(-3, "the text names a person so")
	}
	if m.last+2 < len(d.tokens) && d.tokens[m.last+1].shape == number && d.tokens[m.last+1].gap&comma != 0 && d.tokens[m.last+2].gap&comma != 0 && len(d.tokens[m.last+1].key) == 2 && !locatives[d.keyBefore(m)] && d.keyBefore(m) != "of" {
		e.add(-2.5, "before an age")
		m.person = true
	}
	if t.gap&quote != 0 && m.last+1 < len(d.tokens) && d.tokens[m.last+1].gap&quote != 0 && !locatives[d.keyBefore(m)] && m.first > 0 {
		e.add(-2.5, "it stands in quotation marks like a nickname")
		m.person = true
	}
	b, ok := d.before(m)
	if !ok || !d.follows(m.first) {
		return
	}
	if t.loud {
		if d.p.lexicon.FirstNames[b.key] && !d.p.lexicon.Words[b.key] && !d.placed(m.first-1) {
			e.add(-2.5, "after the first name "+b.key)
		}
		return
	}
	capitals := b.shape == capital || b.shape == upper
	switch {
	case d.placed(m.first-1) && !d.p.lexicon.FirstNames[b.key]:
	case personTitles[b.key] && (capitals || !placeNouns[b.key] && titleFits(b.key)):
		e.add(-3, "after the title "+b.key)
		m.person = true
	case !capitals || functionWords[b.key] || directionWords[b.key] || placeNouns[b.key] || t.gap&hyphen != 0:
	case len(b.key) == 1:
		e.add(-3, "after an initial")
		m.person = true
	case d.p.lexicon.FirstNames[b.key]:
		e.add(-3.5, "after the first name "+b.key)
		m.person = true
	case b.opens && d.p.lexicon.common(b.key):
		e.add(-0.3, "after a word that begins the sentence")
	default:
		if m.name.strongest().prior < sureName {
			e.add(-2, "after another word in capitals")
		} else {
			e.add(-1, "after another word in capitals")
		}
		m.beside = true
	}
}

// titleFits: a title in lower case right before a name is somebody's, but for the
// mayor of the place.
func titleFits(key string) bool { return key == "mr" || key == "mrs" || key == "ms" || key == "dr" }

func (d *document) keyBefore(m *mention) string {
	if b, ok := d.before(m); ok {
		return b.key
	}
	return ""
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
	if m.last+1 >= len(d.tokens) {
		return
	}
	a, t := d.tokens[m.last+1], d.tokens[m.last]
	direct := a.gap.joins() && !t.possessive
	single := m.first == m.last
	if local[a.key] && a.gap.joins() {
		m.name.local += localCue
	}
	if national[a.key] && a.gap.joins() {
		m.name.local -= localCue
	}
	if m.building && streetHeads[a.key] {
		e.add(-1, "a street bears the name")
	}
	switch {
	case direct && (diseases[a.key] || airlines[a.key] && a.shape != lower):
		e.add(-6, "before "+a.key)
		m.thing = true
	case a.gap&hyphen != 0 && a.key == "based":
		e.add(2, "before based")
	case direct && placeFollowers[a.key] || t.possessive && placeFollowers[a.key]:
		e.add(1.5, "before "+a.key)
		d.suggest(m, kindOf[a.key])
	case direct && organisationHeads[a.key]:
		e.add(0.8, "before "+a.key)
		d.suggest(m, kindOf[a.key])
	case direct && (a.shape == capital || a.shape == upper) && !a.loud && !functionWords[a.key] && (!d.placed(m.last+1) || d.p.lexicon.FirstNames[m.name.key]):
		if single && d.p.lexicon.FirstNames[m.name.key] {
			e.add(-3, "a first name before another word in capitals")
			m.person = true
		} else {
			e.add(-0.8, "before another word in capitals")
		}
	case direct && speech[a.key] && m.name.strongest().feature == nil && m.name.strongest().kind != gazetteer.Country:
		e.add(-1.5, "before "+a.key)
	case a.gap&(comma|opening) != 0 && d.areaAt(m.last+1):
		e.add(3, "before the area that holds it")
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

// weighLists: in a list of places the doubtful ones are places too. A list is read once
// from left to right and once back, so that a sure item speaks for all.
func (d *document) weighLists() {
	for i := 1; i < len(d.mentions); i++ {
		d.weighListed(i, i-1, i-1)
	}
	for i := len(d.mentions) - 2; i >= 0; i-- {
		d.weighListed(i, i+1, i)
	}
}

// weighListed weighs mention i by its neighbour j in a list, of which one is at left.
func (d *document) weighListed(i, j, left int) {
	m, other := &d.mentions[i], &d.mentions[j]
	if m.adjectival || other.adjectival || m.listed || other.evidence.sum < 1.5 || m.evidence.sum > 3 || !d.isList(left) {
		return
	}
	m.listed = true
	m.evidence.add(1.5, "beside another place in a list")
}

// isList reports whether mention i and the next stand side by side in a list.
func (d *document) isList(i int) bool {
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
	best, personal := map[*name]float64{}, map[*name]bool{}
	for i := range d.mentions {
		m := &d.mentions[i]
		m.name.mentions = append(m.name.mentions, i)
		m.belief = m.evidence.sum
		if b, ok := best[m.name]; !ok || b < m.belief {
			best[m.name] = m.belief
		}
		personal[m.name] = personal[m.name] || m.person || m.beside
	}
	for i := range d.mentions {
		m := &d.mentions[i]
		if personal[m.name] && best[m.name] < 2.5 && !m.person && !m.beside {
			m.belief += personElsewhere
			m.evidence.note(personElsewhere, "elsewhere in the text it stands like a person's name")
		} else if b := best[m.name]; !m.person && !m.thing && b > 1.5 && m.belief < b {
			m.belief += 0.4 * (b - max(m.belief, -3))
		}
		m.name.weight = max(m.name.weight, logistic(m.belief))
		m.dropped = m.belief < doubtful || m.adjectival && d.options.NoAdjectivals
	}
}

// personElsewhere is what it says against a name that it stands elsewhere in the text as a
// person's does, and nowhere as a place's surely.
const personElsewhere = -1.5

// doubtful is the belief from which on a mention is resolved, so that what the resolution
// finds may still speak for it.
const doubtful = -2.5

// settle gives the mentions their last belief: a name whose place lies among the other
// places of the text is more likely to be one, and one that lies apart is less.
func (d *document) settle() {
	names := map[*name]bool{}
	for i := range d.mentions {
		if !d.mentions[i].dropped {
			names[d.mentions[i].name] = true
		}
	}
	// In a text of few names it says little that the others lie elsewhere.
	alone := -min(1, float64(len(names)-1)/enoughNames)
	for i := range d.mentions {
		m := &d.mentions[i]
		if m.dropped || m.name.best < 0 {
			continue
		}
		if c := &m.name.candidates[m.name.best]; !m.adjectival && !m.short && c.kind != gazetteer.Country && c.feature == nil {
			most := 1.5
			if m.person {
				most = 0 // Persons have last names of the places that they come from.
			}
			m.belief += min(max(supportSpeaks*(c.support-supportUsual), alone), most)
		}
		m.dropped = m.belief < leastBelief
	}
}

const (
	supportSpeaks = 0.5
	supportUsual  = 2.0
	enoughNames   = 6
)
