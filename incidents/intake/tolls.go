package intake

import (
	"slices"

	"incidentmap/incidents"
	"incidentmap/incidents/intake/numbers"
)

// leastTallied is the share of the cells of a column that must tell what became of how many people for it
// to be read so.
const leastTallied = 0.8

// decideTallies finds a column of no other use whose cells say what became of how many people ("3 muertos,
// 5 heridos").
func (pl *plan) decideTallies(p *profile) {
	pl.tally = -1
	for i, d := range pl.fields {
		if d.Field != "" || i >= len(p.samples) || pl.own {
			continue
		}
		cells, told := p.samples[i].Cells(), 0
		for _, c := range cells {
			if _, ok := numbers.ReadTally(c); ok {
				told++
			}
		}
		if told == 0 || float64(told) < leastTallied*float64(len(cells)) {
			continue
		}
		pl.tally, pl.fields[i].Figure = i, ""
		pl.note(i, "its cells say what became of how many people", "the figures that no other column has are read from them, and the words are kept")
		return
	}
}

// readTally reads the figures that the row has in words alone.
func (c *converter) readTally() {
	v := c.value(c.tally)
	if v == "" || c.isMissing(v) {
		return
	}
	all, ok := numbers.ReadTally(v)
	if !ok {
		c.lose(c.tally, v, "does not say what became of how many people", "no figure is read from it, and the words are kept")
		return
	}
	for _, t := range all {
		given := slices.ContainsFunc(c.figures, func(f figureColumns) bool { return f.outcome == t.Outcome })
		if !given {
			c.addFigure(t.Outcome, t.Count)
		}
	}
}

// addFigure gives the incident a figure of people of whom nothing says who they were.
func (c *converter) addFigure(o incidents.Outcome, n incidents.Count) {
	if n.Low == nil && n.Best == nil && n.High == nil {
		return
	}
	if c.inc.Casualties == nil {
		c.inc.Casualties = make([]incidents.Casualty, 0, len(c.figures)+1)
	}
	c.inc.Casualties = append(c.inc.Casualties, incidents.Casualty{
		ID: casualtyIDs[len(c.inc.Casualties)], Group: "unknown", Outcome: o, Low: n.Low, Best: n.Best, High: n.High,
	})
}
