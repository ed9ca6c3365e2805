package intake

import (
	"strings"

	"incidentmap/incidents"
)

// grouped says of numbers of a column whether their points part thousands or decimals.
type grouped struct {
	either bool // one can be read both ways: "16.000"
	sure   bool // one can be read in one way alone: "16.5", "0.250", "1500"
}

// add looks at a cell that is a number as programs write it.
func (g *grouped) add(v string) {
	v = strings.TrimPrefix(strings.TrimSpace(v), "-")
	whole, fraction, ok := strings.Cut(v, ".")
	switch {
	case !ok:
		g.sure = g.sure || len(whole) > 3
	case len(fraction) == 3 && len(whole) >= 1 && len(whole) <= 3 && whole[0] != '0':
		g.either = true
	default:
		g.sure = true
	}
}

// decideGrouped makes columns texts whose numbers can all be read with thousands and with decimals: nothing tells which of
// the two they are. Programs that write numbers and no text never part thousands.
func (pl *plan) decideGrouped(p *profile, format string) {
	if pl.own || format != csvFormat && format != tsvFormat {
		return
	}
	for i, g := range p.grouped {
		if i < len(p.types) && p.types[i] == incidents.NumberColumn && g.either && !g.sure {
			p.types[i] = incidents.TextColumn
			pl.note(i, `every number with a point has three digits behind it, so that "1.234" may be one thousand or one`, "it is kept as text")
		}
	}
}

const csvFormat, tsvFormat = "csv", "tsv"
