package extract

import (
	"slices"
	"sort"

	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/incidents"
	"incidentmap/incidents/extract/text"
)

// placeGroup is places that are named together: one, or a list.
type placeGroup struct {
	text.Range
	places []int
	many   bool // areas that are not named
}

// longestList bounds the places of a list that are one location.
const longestList = 40

// placeGroups gives the scenes of a sentence; those in a list are one group.
func (r *reading) placeGroups(l *line) []placeGroup {
	var groups []placeGroup
	for _, k := range l.places {
		p := &r.places[k]
		if p.role != scene && p.role != destination || r.inSpeaker(l, p.First) {
			continue
		}
		if n := len(groups) - 1; n >= 0 && len(groups[n].places) < longestList && r.listed(groups[n].Last, p.First) && r.places[groups[n].places[0]].role == p.role {
			if !samePlace(&r.places[groups[n].places[len(groups[n].places)-1]], p) {
				groups[n].places = append(groups[n].places, k)
			}
			groups[n].Last = p.Last
			continue
		}
		groups = append(groups, placeGroup{Range: p.Range, places: []int{k}})
	}
	groups = r.withRoads(l, r.withWitnesses(l, groups))
	if k := r.ofOfficials(l); len(groups) == 0 && k >= 0 {
		groups = append(groups, placeGroup{Range: r.places[k].Range, places: []int{k}}) // "officials in Donetsk said shelling killed 13"
	}
	for _, m := range hereabouts.Find(r.d.Tokens, l.Range) {
		if r.dateline >= 0 && r.places[r.dateline].Location.Precision == geo.Locality && !r.inSpeaker(l, m.First) {
			groups = slices.DeleteFunc(groups, func(g placeGroup) bool { return g.Last == m.First }) // "el barrio Las Flores de esta ciudad"
			groups = append(groups, placeGroup{Range: m.Range, places: []int{r.dateline}})
		}
	}
	if g, ok := r.inCapital(l); ok {
		groups = append(groups, g)
	}
	for _, m := range manyAreas.Find(r.d.Tokens, l.Range) {
		named := false
		for _, g := range groups {
			of := r.token(m.Last)
			named = named || g.First >= m.Last && g.First-m.Last <= 3 && (len(g.places) > 1 || of == "de" || of == "del" || of == "of" || of == "in" || of == "en")
		}
		if !named && !r.inSpeaker(l, m.First) {
			groups = append(groups, placeGroup{Range: m.Range, many: true})
		}
	}
	sort.SliceStable(groups, func(a, b int) bool { return groups[a].First < groups[b].First })
	return groups
}

// theCapital are Spanish words for the capital of the country where a report is written in it.
var theCapital = phraseSet(`en|de la capital`)

// inCapital gives the place that "en la capital" means in a report that is written in the capital of its country, where the words are not of
// another: "la capital del estado".
func (r *reading) inCapital(l *line) (placeGroup, bool) {
	if r.d.Lang != "es" || r.dateline < 0 || r.places[r.dateline].Entry.Feature != "PPLC" {
		return placeGroup{}, false
	}
	for _, m := range theCapital.Find(r.d.Tokens, l.Range) {
		if after := r.token(m.Last); after != "de" && after != "del" && r.d.Tokens[min(m.Last, len(r.d.Tokens)-1)].Shape != text.Capital && !r.inSpeaker(l, m.First) {
			return placeGroup{Range: m.Range, places: []int{r.dateline}}, true
		}
	}
	return placeGroup{}, false
}

// withWitnesses adds the place whose people tell what a sentence without another place tells: "vecinos de Reconquista denunciaron que …".
func (r *reading) withWitnesses(l *line, groups []placeGroup) []placeGroup {
	if len(groups) > 0 || r.d.Lang != "es" {
		return groups
	}
	for _, k := range l.places {
		p := &r.places[k]
		for _, st := range r.said[r.index(l)] {
			if st.Speaker.Kind == incidents.Witness && st.Said.Holds(p.First) && r.token(p.First-1) == "de" && precise(p.Location.Precision) {
				return append(groups, placeGroup{Range: p.Range, places: []int{k}})
			}
		}
	}
	return groups
}

// roadReachM is how far from the town that a road leads to something on it may be, in metres.
const roadReachM = 50_000

// withRoads adds the towns that roads lead to where no scene is named before them: what happens on "the road to Tecate" is
// somewhere near it.
func (r *reading) withRoads(l *line, groups []placeGroup) []placeGroup {
	for _, k := range l.places {
		p := r.places[k]
		linked := r.isFirstLinked(&p) && !slices.ContainsFunc(groups, r.isPrecise) // else what lies between the ends is told
		if len(groups) > 0 && groups[0].First < p.First && !linked {
			break
		}
		if p.role == mention && p.Location.Precision == geo.Admin1 && roads[r.token(p.First-2)] {
			r.asTown(&p) // "the road to Kairouan" leads to the town
		}
		beside := len(groups) == 0 || groups[0].First-p.Last == 1 || r.hasAnd(p.Last, groups[0].First)
		if p.role != mention || p.Relation != nil || r.inSpeaker(l, p.First) || !linked && (!beside || !r.leadsTo(&p)) {
			continue
		}
		p.role, p.Location.Precision, p.Location.RadiusM = scene, geo.Near, max(p.Location.RadiusM, roadReachM)
		r.places = append(r.places, p)
		return slices.Insert(groups, 0, placeGroup{Range: p.Range, places: []int{len(r.places) - 1}})
	}
	return groups
}

// isPrecise reports whether places of a group are no states or countries.
func (r *reading) isPrecise(g placeGroup) bool {
	return slices.ContainsFunc(g.places, func(k int) bool { return !isArea(&r.places[k]) })
}

// hasAnd reports whether "and" stands between two tokens.
func (r *reading) hasAnd(from, to int) bool {
	for i := from; i < to; i++ {
		if w := r.token(i); w == "and" || w == "y" || w == "e" {
			return true
		}
	}
	return false
}

// leadsTo reports whether a road is said to lead to a town.
func (r *reading) leadsTo(p *place) bool {
	if _, ok := p.Location.Geometry.(orb.Point); !ok || !roads[r.token(p.First-2)] {
		return false
	}
	switch r.token(p.First - 1) {
	case "a", "al", "to", "hacia", "toward", "towards":
		return true
	}
	return false
}

// listed reports whether a list of places goes on from one token to another.
func (r *reading) listed(from, to int) bool {
	if to <= from || to-from > 3 {
		return false
	}
	for i := from; i < to; i++ {
		switch r.token(i) {
		case ",", "and", "y", "e", "&":
		default:
			return false
		}
	}
	return true
}

// inSpeaker reports whether a token is a part of who says something.
func (r *reading) inSpeaker(l *line, i int) bool {
	for _, st := range r.said[r.index(l)] {
		if st.Said.Holds(i) && st.Speaker.Kind != incidents.Social {
			return true
		}
	}
	return false
}

func (r *reading) index(l *line) int {
	return sort.Search(len(r.lines), func(k int) bool { return r.lines[k].First >= l.First })
}

// assign gives each anchor its places: those that follow it before the next anchor, else those
// the sentence begins with, those of the anchor before it, or those of the next.
func assign(r *reading, l *line, anchors []anchor, groups []placeGroup) {
	own := r.ownGroups(l, anchors, groups)
	lead := -1
	for k := range groups {
		if groups[k].First < anchors[0].First && r.usable(&anchors[0], &groups[k]) {
			lead = k
		}
	}
	last, next := -1, make([]int, len(anchors)+1)
	next[len(anchors)] = -1
	for k := len(anchors) - 1; k >= 0; k-- {
		next[k] = next[k+1]
		if part := anchors[k].figure != nil && anchors[k].figure.Party.Part; own[k] >= 0 && !part { // where some were is not where all were
			next[k] = own[k]
		}
	}
	for k := range anchors {
		switch {
		case own[k] >= 0:
			last = own[k]
		case last < 0 && next[k] >= 0 && (r.isContrasted(anchors[k].Last, groups[next[k]].First) || r.isSequel(anchors[k].Last, groups[next[k]].First)):
			last, anchors[k].apart = lead, lead < 0
		case last < 0 && lead >= 0 && next[k] >= 0 && r.holdsGroup(&groups[lead], &groups[next[k]]) && !r.isWhere(groups[lead].Last, anchors[k].First):
			last = next[k] // "in Jalisco, two were killed and three hurt in Zapopan"
		case last < 0 && lead >= 0:
			last = lead
		case last < 0:
			last = next[k]
		case next[k] >= 0 && r.newClause(groups[last].Last, anchors[k].First) && !r.newClause(anchors[k].Last, groups[next[k]].First):
			last = next[k]
		}
		if k > 0 && own[k] < 0 && last >= 0 && r.isOfAnother(l, &anchors[k-1], &anchors[k]) {
			last = -1
		}
		anchors[k].group = last
		if last >= 0 && !r.usable(&anchors[k], &groups[last]) {
			anchors[k].group = -1
		}
	}
}

// isIncident reports whether an anchor tells of something that happened, and not of a stop or advice.
func (a *anchor) isIncident() bool {
	return a.trigger == nil || a.trigger.Class == incidents.ClassIncident
}

// isSequel reports whether another thing is told of between two tokens as one some time after: "…, and hours later gunmen burst into a hall in
// Choloma".
func (r *reading) isSequel(from, to int) bool {
	return r.newClause(from, to) && sequels.has(r.d, text.Range{First: from, Last: to})
}

// isWhere reports whether a clause says of a place what was there: "in Kenya, where 19 have died, …".
func (r *reading) isWhere(from, at int) bool {
	if w := r.token(from + 1); r.token(from) != "," || w != "where" && w != "donde" {
		return false
	}
	for i := from + 2; i < at; i++ {
		if r.token(i) == "," {
			return false
		}
	}
	return true
}

// isContrasted reports whether a clause that sets something else against what was told begins between two tokens: "…, while Kyiv hit back".
func (r *reading) isContrasted(from, to int) bool {
	for i := from; i < to; i++ {
		if w := r.token(i); w == ";" || r.token(i-1) == "," && (w == "while" || w == "mientras" || w == "as" && r.newClause(i-1, i+1)) {
			return true
		}
	}
	return false
}

// isOfAnother reports whether an order or advice stands in a clause of its own, by another than who spoke before.
func (r *reading) isOfAnother(l *line, before, a *anchor) bool {
	if a.trigger == nil || a.trigger.Class == incidents.ClassIncident || !r.newClause(before.Last, a.First) {
		return false
	}
	i := r.index(l)
	by, was := r.speakerOf(i, a.First), r.speakerOf(i, before.First)
	return by != nil && was != nil && by.Name != was.Name
}

// usable reports whether what an anchor tells of may have been at a place: where something goes,
// only flights and advice to travellers are.
func (r *reading) usable(a *anchor, g *placeGroup) bool {
	if g.many {
		return true
	}
	if r.places[g.places[0]].role != destination {
		return true
	}
	return a.trigger != nil && (a.trigger.Kind == "flight_disruption" || a.trigger.Kind == "travel_advisory" || a.trigger.Kind == "protest")
}

// ownGroups gives for each anchor the places that follow it before the next one, -1 for none.
func (r *reading) ownGroups(l *line, anchors []anchor, groups []placeGroup) []int {
	for k := len(anchors) - 2; k >= 0; k-- {
		if anchors[k+1].First < anchors[k].Last {
			anchors[k].Last = max(anchors[k].Last, anchors[k+1].Last) // the words of one are a part of those of the next
		}
	}
	g, lead := 0, -1
	named := slices.ContainsFunc(groups, func(g placeGroup) bool { return !g.many && precise(r.places[g.places[0]].Location.Precision) })
	own := make([]int, 0, len(anchors))
	for k := range anchors {
		if k > 0 && anchors[k].First < anchors[k-1].Last {
			// The trigger and the figure of one word.
			anchors[k].Last = max(anchors[k].Last, anchors[k-1].Last)
			own = append(own, own[k-1])
			continue
		}
		next := l.Last
		for j := k + 1; j < len(anchors); j++ {
			if anchors[j].First >= anchors[k].Last {
				next = anchors[j].First
				break
			}
		}
		own = append(own, -1)
		led := lead
		lead = -1
		for g < len(groups) && groups[g].First < next {
			if groups[g].First >= anchors[k].First && r.usable(&anchors[k], &groups[g]) && (!groups[g].many || !named || !anchors[k].isIncident()) {
				switch apart := r.newClause(anchors[k].Last, groups[g].First); {
				case apart && next < l.Last && !r.newClause(groups[g].Last, next) && r.leadsClause(groups[g].First):
					lead = g // it begins the clause of the next: "…, while in Kano a guard was hurt"
				case own[k] < 0 && (g == 0 || !apart):
					own[k] = g
				}
			}
			g++
		}
		if own[k] < 0 {
			own[k] = led
		}
	}
	return own
}

// leadsClause reports whether a place stands right after what begins a clause: "mientras que en Navolato".
func (r *reading) leadsClause(at int) bool {
	const reach = 6
	for i := at - 1; i >= max(0, at-reach); i-- {
		switch r.token(i) {
		case "and", "y", "e", "but", "pero", "while", "mientras", ";":
			return true
		case ",":
			return false
		}
	}
	return false
}

// holdsGroup reports whether one place is an area that another lies in.
func (r *reading) holdsGroup(a, b *placeGroup) bool {
	return !a.many && !b.many && holds(&r.places[a.places[0]], &r.places[b.places[0]])
}

// hasAfterwards reports whether a clause between two tokens begins with words that put another event before or after.
func (r *reading) hasAfterwards(from, to int) bool {
	for i := from; i < to; i++ {
		if (r.token(i) == "," || came[r.token(i)]) && r.isAfterwards(i+1) {
			return true
		}
	}
	return false
}

// came are verbs of when something was: "the attack came hours after soldiers captured him".
var came = text.WordSet(`came comes occurred happened follows ocurrio sucedio sucede ocurre registro`)

// isAfterwards reports whether words at a token put another event before or after: "a day after a drone …", "horas después de que …".
func (r *reading) isAfterwards(i int) bool {
	const reach = 4
	unit := false
	for j := i; j < i+reach; j++ {
		switch w := r.token(j); {
		case units[w]:
			unit = true
		case w == "after" || w == "before" || w == "despues" || w == "antes":
			return unit
		}
	}
	return false
}

// units are what times are counted in.
var units = text.WordSet(`hour hours minutes day days week weeks month months hora horas minutos dia dias semana semanas mes meses`)

// endsPlace reports whether a comma ends what stands beside a name, after another comma, to say where that is: "in Alausí, Ecuador, and killed
// seven".
func (r *reading) endsPlace(comma int) bool {
	const longest = 5
	for i := comma - 1; i >= max(0, comma-longest); i-- {
		w := r.token(i)
		if w == "," {
			return i < comma-1 && i > 0 && r.isNamed(i-1)
		}
		if !r.isNamed(i) && !nameParts[w] {
			return false
		}
	}
	return false
}

// isNamed reports whether a token is of a name, as it is written.
func (r *reading) isNamed(i int) bool { return !r.d.Loud && r.d.Tokens[i].Shape == text.Capital }

// nameParts stand within the names of places.
var nameParts = text.WordSet(`de del la las los el of the al`)

// newClause reports whether another clause begins between two tokens.
func (r *reading) newClause(from, to int) bool {
	for i := from; i < to; i++ {
		switch r.token(i) {
		case ";":
			return true
		case ",":
			switch r.token(i + 1) {
			case "but", "pero", "while", "mientras":
				return true
			case "and", "y", "e":
				if !r.endsPlace(i) {
					return true
				}
			case "as":
				if leadsTown[r.token(i+2)] || r.token(i+2) == "another" {
					return true // "…, as a truck bomb in Beledweyne claimed 10 more"
				}
			}
			if r.isAfterwards(i + 1) {
				return true
			}
		}
	}
	return false
}
