package i18n

import "incidentmap/incidents"

// unknownGroup is the group of people of whom nobody says who they were.
const unknownGroup incidents.Group = "unknown"

// figures writes a count as its source gives it: "4", "at least 3", "up to 5", "3 to 5",
// or "4 (3 to 5)".
func (m Language) figures(c incidents.Count) string {
	bounds := m.bounds(c)
	if c.Best == nil {
		return bounds
	}
	best := m.Number(*c.Best)
	if bounds == "" || same(c.Low, c.High) {
		return best
	}
	// A bound that repeats the best figure adds only its "at least" or "up to".
	if same(c.Best, c.Low) && c.High == nil || same(c.Best, c.High) && c.Low == nil {
		return bounds
	}
	return m.Text("number.best", "best", best, "bounds", bounds)
}

func (m Language) bounds(c incidents.Count) string {
	switch {
	case c.Low != nil && same(c.Low, c.High):
		return m.Number(*c.Low)
	case c.Low != nil && c.High != nil:
		return m.Text("number.range", "low", *c.Low, "high", *c.High)
	case c.Low != nil:
		return m.Text("number.at_least", "low", *c.Low)
	case c.High != nil:
		return m.Text("number.up_to", "high", *c.High)
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
func (m Language) figure(outcome incidents.Outcome, c incidents.Count) Figure {
	number := m.figures(c)
	noun := m.Text(plural("outcome."+string(outcome), agreeing(c)))
	return Figure{
		Outcome: Label{string(outcome), m.Text("outcome." + string(outcome))},
		Noun:    noun,
		Number:  number,
		Text:    m.saidOf(outcome, number, noun, c),
	}
}

// saidOf says how many: of nobody in a word of its own, as "0 muertos" is no sentence.
func (m Language) saidOf(outcome incidents.Outcome, number, noun string, c incidents.Count) string {
	zero := func(n *int) bool { return n == nil || *n == 0 }
	if agreeing(c) == 0 && zero(c.Low) && zero(c.High) {
		return m.Text("outcome." + string(outcome) + ".none")
	}
	return m.Text("figure.text", "number", number, "outcome", noun)
}

// LedgerFigures says the counts of one source, the gravest outcome first.
func (m Language) LedgerFigures(counts incidents.Counts) []Figure {
	var all []Figure
	for _, o := range incidents.Outcomes() {
		if c, has := counts[o]; has {
			all = append(all, m.figure(o, c))
		}
	}
	return all
}

// Casualty says one row: how many, what became of them and who they were.
func (m Language) Casualty(row incidents.Casualty) Casualty {
	c := incidents.Count{Low: row.Low, Best: row.Best, High: row.High}
	f := m.figure(row.Outcome, c)
	group := m.Text(plural("group."+string(row.Group), agreeing(c)))
	text := m.Text("figure.group", "figure", f.Text, "group", group)
	if row.Group == unknownGroup {
		text = f.Text // who they were is left unsaid, as the source does
	}
	return Casualty{
		ID:      row.ID,
		Group:   Label{string(row.Group), group},
		Outcome: f.Outcome,
		Number:  f.Number,
		Text:    text,
	}
}
