package extract

import (
	"slices"

	"incidentmap/geo"
	"incidentmap/incidents"
	"incidentmap/incidents/extract/trigger"
)

// settleDeaths takes those who died, it is not said how, in a report of violence for killed.
func (r *reading) settleDeaths(events []*event) {
	if !r.isViolent(events) {
		return
	}
	mixed := slices.ContainsFunc(events, func(e *event) bool { return isAccident(e.kind) })
	for k, e := range events {
		if e.kind == "deaths" && !r.isMishap(e) && (!mixed || isAmongViolence(events, k)) {
			e.kind = "killing"
		}
	}
}

// isAmongViolence reports whether the event told before or after one, in a report of accidents, too, is of violence.
func isAmongViolence(events []*event, k int) bool {
	violent := func(i int) bool {
		return i >= 0 && i < len(events) && familyOf(events[i].kind) == "violence" && !events[i].weak
	}
	return violent(k-1) && events[k-1].paragraph == events[k].paragraph || violent(k+1) && events[k+1].paragraph == events[k].paragraph
}

// mishapDeaths are words for deaths that nobody brought about.
var mishapDeaths = phraseSet(`drown*|electrocut*|suffocat*|asphyxiat*|poison*|hypothermia|heatstroke|liquor|alcohol`, `hipotermia`, `ahog*|electrocut*|intoxic*|asfixi*|derrap*|infart*`, `rayo|descarga electrica`, `cayo|caer|cayeron .. pozo|vacio|barranco|zanja|noria|cisterna`)

// isMishap reports whether the first sentence of an event tells of a death that nobody brought about: "murió ahogado en una pileta".
func (r *reading) isMishap(e *event) bool {
	return mishapDeaths.has(r.d, r.lines[e.statements[0].sentence].Range)
}

// isViolent reports whether any of some events is of violence by more than the bodies that were found.
func (r *reading) isViolent(events []*event) bool {
	return slices.ContainsFunc(events, func(e *event) bool {
		return familyOf(e.kind) == "violence" && !e.weak && e.kind != "arrest" && e.kind != "seizure" && !r.areBodies(e)
	})
}

// settleBodies takes bodies that are found, in a report of a disaster or an accident and of no violence, for its dead.
func (r *reading) settleBodies(events []*event) {
	if r.isViolent(events) || !slices.ContainsFunc(events, func(e *event) bool { return isAccident(e.kind) }) {
		return
	}
	for _, e := range events {
		if e.kind == "killing" {
			e.kind = "deaths"
		}
	}
}

// release withdraws those who were held where a sentence soon after tells that they were freed: "The guards were freed unharmed".
func (r *reading) release(events []*event, i int) {
	const reach = 2
	l := &r.lines[i]
	if len(events) == 0 || !leadsAgain[r.token(l.First)] || !freed.has(r.d, l.Range) {
		return
	}
	for _, e := range latestFirst(events)[:1] {
		if i-e.last > reach || r.lines[i].Paragraph != e.paragraph {
			return
		}
		for k := range e.rows {
			if e.rows[k].outcome == incidents.Missing {
				e.rows[k].withdrawn = true
			}
		}
	}
}

// freed say that people who were held are so no longer.
var freed = phraseSet(`were|was [all] [later] freed|released|rescued`, `fueron|fue [todos] liberad*|rescatad*`)

// areBodies reports whether an event is told by nothing but bodies that were found.
func (r *reading) areBodies(e *event) bool {
	return !slices.ContainsFunc(e.statements, func(s *statement) bool { return !s.weak && !s.bodies })
}

// settleKind chooses the kind of an event of violence among those its first statements tell: what
// was seized and who was arrested in an operation do not make it a seizure.
func (e *event) settleKind() {
	if familyOf(e.kind) != "violence" {
		return
	}
	operation, best := false, incidents.Kind("")
	for k, s := range e.statements {
		if k == 5 {
			break
		}
		operation = operation || s.kind == "security_operation"
		if !s.weak && s.kind != "seizure" && s.kind != "arrest" && (best == "" || tellsMore(s.kind, best)) {
			best = s.kind
		}
	}
	switch {
	case best != "":
		e.kind = best
	case operation:
		e.kind = "security_operation"
	case e.weak && e.has(incidents.Killed) && e.kind == "attack":
		e.kind = "killing"
	case (e.kind == "seizure" || e.kind == "arrest") && e.has(incidents.Killed):
		e.kind = "killing"
	}
}

// hasKind reports whether an event of a kind was told of.
func hasKind(events []*event, k incidents.Kind) bool {
	return slices.ContainsFunc(events[max(0, len(events)-mostEvents):], func(e *event) bool { return e.kind == k })
}

// isGoneOnWith reports whether a statement without people and places speaks of what was told just before in another word: "The fighting
// erupted on Monday".
func isGoneOnWith(events []*event, s *statement) bool {
	if len(events) == 0 {
		return false
	}
	e := events[len(events)-1]
	return s.time != nil && s.sentence-e.last <= 2 && familyOf(e.kind) == familyOf(s.kind)
}

// isNamedAlone reports whether a place is known by its name, but not where it is.
func (r *reading) isNamedAlone(k int) bool {
	p := &r.places[k]
	return p.Location.Precision == geo.Unlocated && len(p.Location.Place) > 0
}

// worthwhile reports whether an event is told of firmly enough to be a draft.
func (r *reading) worthwhile(e *event) bool {
	if e.aggregate || e.class != incidents.ClassIncident {
		return len(e.places) > 0 || e.aggregate
	}
	short := trigger.IsHeadline(r.d) && (e.kind == "killing" || e.kind == "deaths")
	if e.weak && len(e.rows) == 0 && !short {
		return false
	}
	if len(r.lines) > 3 && !slices.ContainsFunc(e.statements, func(s *statement) bool { return s.firm }) {
		return false
	}
	if len(r.lines) <= 3 || len(e.rows) > 0 {
		return true
	}
	return len(e.places) > 0 && (familyOf(e.kind) != "violence" || precise(r.places[e.places[0]].Location.Precision) || r.isNamedAlone(e.places[0]))
}
