package extract

import (
	"incidentmap/incidents"
	"incidentmap/incidents/extract/attribution"
	"incidentmap/incidents/extract/quantity"
	"incidentmap/incidents/extract/toll"
)

// figureRow is one figure of an event, as one source gives it.
type figureRow struct {
	outcome   incidents.Outcome
	group     incidents.Group
	count     quantity.Number
	speaker   *attribution.Speaker
	statement *statement
	figure    toll.Figure
	soft      bool // one person who is named, and may be among others who are counted
	competes  bool // another source's figure for the people of the row before
	withdrawn bool // a later figure corrects it
}

// ofAWar is the number of people from which on a figure without a place and a day of its own is that
// of years, and not of an event.
const ofAWar = 500

// count adds the figures of a statement: the same people are counted once.
func (e *event) count(s *statement) {
	added := len(e.rows)
	toll := false
	for _, f := range s.figures {
		dead := f.Outcome == incidents.Killed || f.Outcome == incidents.DiedLater
		if toll && dead {
			continue // they are in the toll
		}
		toll = toll || s.corrects && dead && f.Party.Bare
		if !f.Party.Known || f.Party.Part && e.has(f.Outcome) || f.Party.Count.Value() >= ofAWar && (s.time == nil || len(s.places) == 0) {
			continue
		}
		e.countOne(s, f, added)
	}
	e.dropSoft()
}

func (e *event) has(o incidents.Outcome) bool {
	for k := range e.rows {
		if e.rows[k].outcome == o && !e.rows[k].withdrawn {
			return true
		}
	}
	return false
}

// countOne adds one figure. Rows from the number added on are of the same statement.
func (e *event) countOne(s *statement, f figure, added int) {
	speaker := f.speaker
	if speaker == nil {
		speaker = s.speaker
	}
	row := figureRow{
		outcome: f.Outcome, group: f.Party.Group, count: f.Party.Count, speaker: speaker, statement: s, figure: f.Figure,
		soft: f.Party.Count.Definite && f.Party.Count.Value() == 1,
	}
	n := f.Party.Count.Value()
	if s.older && e.has(f.Outcome) {
		row.withdrawn = true
		e.rows = append(e.rows, row)
		return
	}
	total := 0
	for k := range e.rows {
		old := &e.rows[k]
		if old.outcome != f.Outcome || old.withdrawn || old.competes {
			continue
		}
		total += old.count.Value()
		other := old.speaker != nil && speaker != nil && old.speaker.Name != speaker.Name
		switch {
		case k >= added && f.Trigger == old.figure.Trigger && !f.Party.Part:
			// They are listed together.
			row.soft, old.soft = false, false
			if old.group == row.group {
				old.count = old.count.Plus(row.count)
				return
			}
		case other && !s.corrects && !f.Party.Count.Other && compatible(old.group, row.group) && !row.soft && !old.soft && old.count.Value() != n:
			// Another source's figure for the same people.
			row.competes, row.group = true, old.group
			e.rows = append(e.rows, row)
			return
		case k >= added && !old.soft && !row.soft:
			// They are listed beside one another, and so are others.
			if old.group == row.group {
				old.count = old.count.Plus(row.count)
				return
			}
		case row.soft && old.count.Value() >= 1:
			return
		case old.soft && f.Also:
			row.count = row.count.Plus(old.count)
			old.withdrawn = true
		case old.soft:
		case s.corrects && (old.group == row.group || old.group == "unknown" || row.group == "unknown") && old.count.Value() != n:
			old.withdrawn = true
		case f.Party.Count.Other:
			if old.group == row.group || row.group == "unknown" {
				old.count = old.count.Plus(row.count)
				return
			}
		case old.count.Value() == n && compatible(old.group, row.group):
			if old.group == "unknown" {
				old.group = row.group
			}
			if other {
				row.competes, row.group = true, old.group
				e.rows = append(e.rows, row)
			}
			return
		case k < added && old.group == "unknown" && old.count.Value() > n:
			// They are among those who were counted before.
			return
		case k < added && old.group == row.group:
			row.competes = other
			if !row.competes {
				return
			}
		}
	}
	if row.group == "unknown" && total > 0 && n > total && !f.Party.Count.Other && !row.soft {
		// All of them together.
		for k := range e.rows {
			if old := &e.rows[k]; old.outcome == f.Outcome && k < added {
				old.withdrawn = true
			}
		}
	}
	e.rows = append(e.rows, row)
}

func compatible(a, b incidents.Group) bool { return a == b || a == "unknown" || b == "unknown" }

// dropSoft leaves out single persons who are named where others of the same fate are counted.
func (e *event) dropSoft() {
	dead := func(o incidents.Outcome) incidents.Outcome {
		if o == incidents.DiedLater {
			return incidents.Killed
		}
		return o
	}
	firm := map[incidents.Outcome]bool{}
	for k := range e.rows {
		if row := &e.rows[k]; !row.soft && !row.withdrawn {
			firm[dead(row.outcome)] = true
		}
	}
	soft := map[incidents.Outcome]bool{}
	for k := range e.rows {
		row := &e.rows[k]
		if !row.soft || row.withdrawn {
			continue
		}
		if firm[dead(row.outcome)] || soft[dead(row.outcome)] {
			row.withdrawn = true
		}
		soft[dead(row.outcome)] = true
	}
	// One person who was wounded and died is counted as dead alone.
	if soft[incidents.Killed] && !firm[incidents.Killed] {
		for k := range e.rows {
			if row := &e.rows[k]; row.soft && row.outcome == incidents.Wounded {
				row.withdrawn = true
			}
		}
	}
}
