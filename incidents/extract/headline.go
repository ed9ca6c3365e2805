package extract

import "incidentmap/geo"

// isHeadline reports whether an event was told of by the headline alone, which leaves the place to
// the report below it.
func (r *reading) isHeadline(e *event) bool {
	if !e.inferred || len(e.statements) != 1 {
		return false
	}
	i := e.statements[0].sentence
	l := &r.lines[i]
	if dl := r.d.Dateline; dl.Len() > 0 {
		return l.Last <= dl.First
	}
	return i == 0 && len(r.lines) > 1 && r.lines[1].Paragraph > l.Paragraph && r.token(l.Last-1) != "."
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
	if !e.statements[0].several {
		return false
	}
	if len(e.places) != 1 || e.inferred {
		return true
	}
	p := r.places[e.places[0]].Location.Precision
	return p == geo.Admin1 || p == geo.Country
}
