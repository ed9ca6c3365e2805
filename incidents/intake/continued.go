package intake

import (
	"slices"
	"strings"

	"incidentmap/incidents"
	"incidentmap/incidents/intake/columns"
	"incidentmap/incidents/intake/words"
	"incidentmap/incidents/records"
)

// leastAnchored is the share of rows in which a column must say something to tell rows apart. Of records of three rows
// each it is a third.
const leastAnchored = 0.3

// decideAnchors finds the columns that say which incident a row is of: its identifier, title, kind, time and place. Of a
// file with two of these and more a row with none of them goes on the one above it, as tables of records in several rows
// have it.
func (pl *plan) decideAnchors(p *profile) {
	if pl.own || pl.geometries {
		return
	}
	w := &pl.where
	places := append([]int{w.lat, w.pair, w.geometry, w.x, w.place, w.city, w.county, w.state}, pl.addresses...)
	groups := [][]int{{pl.id}, {pl.name}, pl.kinds, {pl.when.start, pl.when.date, pl.when.parts[0]}, places}
	for _, t := range pl.titles {
		groups[1] = append(groups[1], t.column)
	}
	said := 0
	for _, g := range groups {
		g = slices.DeleteFunc(slices.Clone(g), func(i int) bool { return i < 0 })
		rows := 0
		for _, row := range p.beginning {
			if slices.ContainsFunc(g, func(i int) bool { return strings.TrimSpace(cell(row, i)) != "" }) {
				rows++
			}
		}
		pl.anchors = append(pl.anchors, g...)
		if len(p.beginning) > 0 && float64(rows) >= leastAnchored*float64(len(p.beginning)) {
			said++
		}
	}
	if said < 2 {
		pl.anchors = nil
	}
}

const (
	// mostTogether is the share of the rows with a day or words for what happened that must have both, and leastTogether that
	// of all rows, before a row with neither is doubted.
	mostTogether  = 0.9
	leastTogether = 0.5
)

// decideTogether finds out whether the file's rows have both a day and words for what happened.
func (pl *plan) decideTogether(p *profile) {
	pl.told, pl.dated = append([]int{pl.name}, pl.kinds...), []int{pl.when.start, pl.when.date, pl.when.parts[0]}
	for _, t := range append(slices.Clone(pl.titles), pl.summaries...) {
		pl.told = append(pl.told, t.column)
	}
	both, some := 0, 0
	for _, row := range p.beginning {
		told, dated := hasSome(row, pl.told), hasSome(row, pl.dated)
		if told && dated {
			both++
		}
		if told || dated {
			some++
		}
	}
	pl.together = !pl.own && !pl.geometries && both > 2 && float64(both) >= mostTogether*float64(some) && float64(both) >= leastTogether*float64(len(p.beginning))
}

// hasSome tells that a row has something in one of some columns.
func hasSome(row []string, some []int) bool {
	return slices.ContainsFunc(some, func(i int) bool { return strings.TrimSpace(cell(row, i)) != "" })
}

// isSubtotal tells a row of areas and figures alone, in a file whose rows say what happened and when: sums of states stand so
// among the rows that they sum.
func (c *converter) isSubtotal() bool {
	return c.together && len(c.inc.Casualties) > 0 && !hasSome(c.row, c.told) && !hasSome(c.row, c.dated)
}

// isContinued tells a row that says nothing of what tells incidents apart.
func (c *converter) isContinued(rec *records.Record) bool {
	if len(c.anchors) == 0 || rec.ID != "" || rec.Geometry != nil {
		return false
	}
	for _, i := range c.anchors {
		if c.value(i) != "" {
			return false
		}
	}
	return true
}

// decideWithdrawn finds the columns that say whether a row still holds.
func (pl *plan) decideWithdrawn(p *profile) {
	for i, d := range pl.fields {
		if d.Field != "" || pl.own || i >= len(p.samples) || hasColumn(pl.kept, pl.names[i]) {
			continue
		}
		if key := words.Key(pl.names[i]); columns.TellsWithdrawn(key, p.samples[i].Cells()) {
			pl.holds = append(pl.holds, holding{i, key})
		}
	}
}

// holding is a column that says whether a row still holds, by its name as Withdrawn has it.
type holding struct {
	column int
	key    string
}

// withdrawn tells a row that says of itself that it is no incident, or none any more, by what it says so.
func (c *converter) withdrawn() (column int, said bool) {
	for _, h := range c.holds {
		v := c.value(h.column)
		// What is cancelled may be what happened: a flight, classes.
		isNews := c.inc.Class == incidents.ClassDisruption && strings.HasPrefix(strings.ToLower(v), "cancel")
		if v != "" && !isNews && columns.Withdrawn(h.key, v) {
			return h.column, true
		}
	}
	return -1, false
}

// unpublished says why a row is published by no import, whatever was asked; nil for one that is.
func (c *converter) unpublished(rec *records.Record) *Message {
	if column, said := c.withdrawn(); said {
		return &Message{
			Row: c.number, Column: c.names[column], Value: shorten(c.value(column)), each: true,
			Reason: "says that the row is no incident, or none any more", Action: "it is kept as a draft and never published by an import; --map extra=COLUMN keeps the column as it is, and the row as any other",
		}
	}
	switch {
	case c.isContinued(rec):
		return &Message{
			Row:    c.number,
			Reason: "has nothing of what tells the others apart (identifier, title, kind, time, place), and may go on the row above it", Action: "it is kept as a draft and never published by an import",
		}
	case c.isSubtotal():
		return &Message{
			Row:    c.number,
			Reason: "has figures, and neither a day nor words for what happened, which the other rows have: it may be a sum of them", Action: "it is kept as a draft and never published by an import",
		}
	case c.isBlank():
		return &Message{
			Row: c.number, unsaid: true, Reason: "nothing says what happened: no kind, title, text or name",
			Action: "it is kept as a draft and never published by an import; --kind says the kind of such rows, --map kind=COLUMN or --map title=COLUMN names a column",
		}
	}
	return nil
}

// keptAsIs is what becomes of such a row that was taken in before: no import takes anything back from readers.
const keptAsIs = "it is there already, and stays published or a draft as it is; an editor can retract it"
