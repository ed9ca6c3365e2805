package extract

import (
	"slices"

	"incidentmap/geo"
	"incidentmap/incidents"
)

// isHeadline reports whether an event was told of by the headline alone, which leaves the place to
// the report below it.
func (r *reading) isHeadline(e *event) bool {
	if !e.inferred && !r.isInCountry(e) {
		return false
	}
	i := e.statements[0].sentence
	l := &r.lines[e.statements[len(e.statements)-1].sentence]
	if dl := r.d.Dateline; dl.Len() > 0 {
		return l.Last <= dl.First
	}
	return len(e.statements) == 1 && i == 0 && len(r.lines) > 1 && r.lines[1].Paragraph > l.Paragraph && r.token(l.Last-1) != "."
}

// withoutHeadlines leaves out what the headline alone tells where the report tells it again: what the headline says of it is said of the event
// there.
func (r *reading) withoutHeadlines(events []*event) []*event {
	return slices.DeleteFunc(slices.Clone(events), func(h *event) bool {
		if !r.isOfHeadline(h) {
			return false
		}
		for _, e := range events {
			if e != h && !r.isOfHeadline(e) && r.isToldBy(e, h) {
				e.takeHeadline(h)
				return true
			}
		}
		return false
	})
}

// isOfHeadline reports whether all that is told of an event stands in the headline: a first line without a full stop, before the dateline
// where there is one.
func (r *reading) isOfHeadline(e *event) bool {
	i := e.statements[len(e.statements)-1].sentence
	l := &r.lines[i]
	if e.class != incidents.ClassIncident || i+1 >= len(r.lines) || r.lines[i+1].Paragraph == l.Paragraph || r.token(l.Last-1) == "." {
		return false
	}
	if dl := r.d.Dateline; dl.Len() > 0 {
		return l.Last <= dl.First
	}
	return i == 0
}

// isToldBy reports whether an event of the report is that of its headline: as many died of it or, where the headline counts nobody, it is of the
// same family, and it may be where the headline puts it.
func (r *reading) isToldBy(e, h *event) bool {
	if e.class != h.class || e.aggregate || !r.mayBeAt(e, h) {
		return false
	}
	if len(h.rows) == 0 {
		return familyOf(e.kind) == familyOf(h.kind)
	}
	return takesFigures(e.kind) && slices.ContainsFunc(h.statements, e.sharesDead)
}

// mayBeAt reports whether an event may be where a headline puts it: in its area, or at a place that is said or known no better.
func (r *reading) mayBeAt(e, h *event) bool {
	if len(h.places) == 0 || h.inferred || len(e.places) == 0 || e.inferred || r.comparePlaces(e.places, h.places) != placesApart {
		return true
	}
	return r.isNamedAlone(e.places[0]) || isUnfound(&r.places[e.places[0]])
}

// takeHeadline adds what a headline says of an event: its words, and its people of a fate of which the report counts fewer.
func (e *event) takeHeadline(h *event) {
	e.statements = append(slices.Clone(h.statements), e.statements...)
	for _, row := range h.rows {
		if row.withdrawn || e.counted(row.outcome) >= h.counted(row.outcome) {
			continue
		}
		for k := range e.rows {
			if old := &e.rows[k]; old.outcome == row.outcome {
				old.withdrawn = true
			}
		}
		e.rows = append(e.rows, row)
	}
}

// isInCountry reports whether no more is told of where an event was than its country.
func (r *reading) isInCountry(e *event) bool {
	return len(e.places) == 1 && r.places[e.places[0]].Location.Precision == geo.Country
}

// agrees reports whether a statement counts the same people as an event: as many of the same fate,
// or nobody as the event does.
func (e *event) agrees(s *statement) bool {
	if len(e.rows) == 0 {
		return true
	}
	for k := range e.rows {
		for _, f := range s.figures {
			if f.Party.Known && f.Outcome == e.rows[k].outcome && f.Party.Count.Value() == e.rows[k].count.Value() {
				return true
			}
		}
	}
	return false
}

// isOfSeveral reports whether an event was told in short of several things, at no one place: "three
// attacks in the south". Two bombs in one town are of one thing.
func (r *reading) isOfSeveral(e *event) bool {
	if e.isApart() {
		return true
	}
	if !e.statements[0].several {
		return false
	}
	if len(e.places) != 1 || e.inferred {
		return true
	}
	p := r.places[e.places[0]].Location.Precision
	return p == geo.Admin1 || p == geo.Country
}

// isApart reports whether the first sentences of an event say that it is several: "nine were killed in four attacks".
func (e *event) isApart() bool {
	const first = 2
	return slices.ContainsFunc(e.statements[:min(len(e.statements), first)], func(s *statement) bool { return s.apart })
}

// longestNote is the number of sentences of the longest note or alert.
const longestNote = 3

// placeOfNote gives an event of a short note, which has no scene, the only sort of place it names:
// where a road goes, or whose police or mayor it speaks of.
func (r *reading) placeOfNote(e *event) {
	if len(e.places) > 0 || len(r.lines) > longestNote {
		return
	}
	for k := range r.places {
		p := &r.places[k]
		fine := precise(p.Location.Precision) && p.Location.Precision != geo.Admin1 && p.Location.Geometry != nil
		if fine && (p.role == destination || p.role == mention && r.isOfOffice(p)) {
			e.places, e.inferred = []int{k}, true
			return
		}
	}
}

// isOfOffice reports whether a place is named as that of an office: "la policía de Pátzcuaro".
func (r *reading) isOfOffice(p *place) bool {
	before := r.token(p.First - 1)
	return (before == "de" || before == "of") && bodiesOf[r.token(p.First-2)]
}
