package web

import (
	"incidentmap/incidents"
)

// figures writes a count as its source gives it: "4", "at least 3", "up to 5", "3 to 5",
// or "4 (3 to 5)".
func (m messages) figures(c incidents.Count) string {
	bounds := m.bounds(c)
	if c.Best == nil {
		return bounds
	}
	best := m.number(*c.Best)
	if bounds == "" || same(c.Low, c.High) {
		return best
	}
	// A bound that repeats the best figure adds only its "at least" or "up to".
	if same(c.Best, c.Low) && c.High == nil || same(c.Best, c.High) && c.Low == nil {
		return bounds
	}
	return m.text("number.best", "best", best, "bounds", bounds)
}

func (m messages) bounds(c incidents.Count) string {
	switch {
	case c.Low != nil && same(c.Low, c.High):
		return m.number(*c.Low)
	case c.Low != nil && c.High != nil:
		return m.text("number.range", "low", *c.Low, "high", *c.High)
	case c.Low != nil:
		return m.text("number.at_least", "low", *c.Low)
	case c.High != nil:
		return m.text("number.up_to", "high", *c.High)
	}
	return ""
}

func same(a, b *int) bool { return a != nil && b != nil && *a == *b }

// agreeing gives the number that the noun after a count agrees with: the last one said
// outside brackets.
func agreeing(c incidents.Count) int {
	for _, n := range []*int{c.Best, c.High, c.Low} {
		if n != nil {
			return *n
		}
	}
	return 0
}

// figure says how many and what became of them: "at least 3 wounded".
func (m messages) figure(outcome incidents.Outcome, c incidents.Count) figure {
	number := m.figures(c)
	noun := m.text(plural("outcome."+string(outcome), agreeing(c)))
	return figure{
		Outcome: label{string(outcome), m.text("outcome." + string(outcome))},
		Number:  number,
		Text:    m.text("figure.text", "number", number, "outcome", noun),
	}
}

// ledgerFigures says the counts of one source, the gravest outcome first.
func (m messages) ledgerFigures(counts incidents.Counts) []figure {
	var all []figure
	for _, o := range incidents.Outcomes() {
		if c, has := counts[o]; has {
			all = append(all, m.figure(o, c))
		}
	}
	return all
}

// casualty says one row: how many, what became of them and who they were.
func (m messages) casualty(row incidents.Casualty) casualty {
	c := incidents.Count{Low: row.Low, Best: row.Best, High: row.High}
	f := m.figure(row.Outcome, c)
	group := m.text(plural("group."+string(row.Group), agreeing(c)))
	return casualty{
		ID:      row.ID,
		Group:   label{string(row.Group), group},
		Outcome: f.Outcome,
		Number:  f.Number,
		Text:    m.text("figure.group", "figure", f.Text, "group", group),
	}
}
