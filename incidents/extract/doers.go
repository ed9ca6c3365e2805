package extract

import (
	"incidentmap/incidents/extract/attribution"
)

// settleDoers gives what nobody is said to tell the body that did it, which is who such a report mostly comes from: "Police arrested 12 people".
// What other sentences tell of the same event stays the report's. It is no source that the text states, and so an editor is asked to look.
func (r *reading) settleDoers(events []*event) {
	for _, e := range events {
		if e.isTold() {
			continue
		}
		for _, s := range e.statements {
			l := &r.lines[s.sentence]
			by, ok := attribution.Doer(r.d, l.Range)
			if !ok {
				continue
			}
			s.speaker, e.byDoer = &by, true
			for k := range e.rows {
				if row := &e.rows[k]; row.speaker == nil && l.Holds(row.figure.First) {
					row.speaker = &by
				}
			}
		}
	}
}

// isTold reports whether somebody is said to tell any of an event.
func (e *event) isTold() bool {
	for _, s := range e.statements {
		if s.speaker != nil {
			return true
		}
	}
	for k := range e.rows {
		if e.rows[k].speaker != nil {
			return true
		}
	}
	return e.speaker != nil
}
