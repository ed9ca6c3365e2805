package extract

import (
	"slices"

	"incidentmap/incidents"
)

// settleDeaths takes those who died, it is not said how, in a report of violence for killed.
func settleDeaths(events []*event) {
	violent := slices.ContainsFunc(events, func(e *event) bool {
		return familyOf(e.kind) == "violence" && !e.weak && e.kind != "arrest" && e.kind != "seizure"
	})
	for _, e := range events {
		if violent && e.kind == "deaths" {
			e.kind = "killing"
		}
	}
}

// withoutTotals leaves out what is told of a month or a year where other things are told of a day.
func withoutTotals(events []*event) []*event {
	long := func(e *event) bool {
		return e.time != nil && (e.time.Precision == incidents.Month || e.time.Precision == incidents.Year)
	}
	if !slices.ContainsFunc(events, func(e *event) bool { return e.time != nil && !long(e) }) {
		return events
	}
	return slices.DeleteFunc(events, long)
}

// withoutSummaries leaves out what is told of several places together where it is then told of
// at least two of them one by one.
func (r *reading) withoutSummaries(events []*event) []*event {
	return slices.DeleteFunc(slices.Clone(events), func(e *event) bool {
		several := r.isOfSeveral(e)
		if e.class != incidents.ClassIncident || (len(e.places) < 2 || len(e.rows) > 0) && !several {
			return false
		}
		told := 0
		for _, o := range events {
			if o != e && len(o.places) == 1 && familyOf(o.kind) == familyOf(e.kind) && (several && o.statements[0].sentence > e.last || r.comparePlaces(e.places, o.places) == placesWithin) {
				told++
			}
		}
		return told >= 2
	})
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

// worthwhile reports whether an event is told of firmly enough to be a draft.
func (r *reading) worthwhile(e *event) bool {
	if e.aggregate || e.class != incidents.ClassIncident {
		return len(e.places) > 0 || e.aggregate
	}
	short := len(r.d.Sentences) <= headline && (e.kind == "killing" || e.kind == "deaths")
	if e.weak && len(e.rows) == 0 && !short {
		return false
	}
	if len(r.lines) > 3 && !slices.ContainsFunc(e.statements, func(s *statement) bool { return s.firm }) {
		return false
	}
	if len(r.lines) <= 3 || len(e.rows) > 0 {
		return true
	}
	return len(e.places) > 0 && (familyOf(e.kind) != "violence" || precise(r.places[e.places[0]].Location.Precision))
}
