package intake

import (
	"strings"

	"incidentmap/geo/geocode"
	"incidentmap/incidents"
	"incidentmap/incidents/intake/columns"
)

// decideLevels finds the column of states of a file that has two: provinces are states in Argentina, and parts of regions or
// departments in Chile, Italy, Peru and Spain. Where more of the first rows' areas are known with the other column as that of the
// states, and the one that was taken as that of what they consist of, it is so.
func (pl *plan) decideLevels(p *profile) {
	w := &pl.where
	if pl.Geocoder == nil || pl.own || w.state < 0 || pl.isAsked(w.state) {
		return
	}
	for other, d := range pl.fields {
		if f, ok := columns.NamedField(pl.names[other]); d.Field != "" || !ok || f != columns.State || hasColumn(pl.kept, pl.names[other]) || other >= len(p.samples) {
			continue
		}
		if !pl.isWider(p, other) {
			continue
		}
		pl.note(w.state, "its areas are parts of those of "+incidents.Quote(pl.names[other]), "they are looked for in those")
		pl.lower(other)
		return
	}
}

// isWider tells that more areas of the first rows are known where the states are in another column than that which was taken.
func (pl *plan) isWider(p *profile, other int) bool {
	w := &pl.where
	known := newPlaces(pl)
	asked := map[geocode.Fields]bool{}
	all, asTaken, asOther := 0, 0, 0
	for _, row := range p.beginning {
		f := geocode.Fields{State: strings.TrimSpace(cell(row, other)), County: strings.TrimSpace(cell(row, w.state)), Country: cell(row, w.country)}
		if f.State == "" || f.County == "" || asked[f] {
			continue
		}
		asked[f] = true
		all++
		if at := known.ask(f); at.found && at.words == "" {
			asOther++
		}
		if at := known.ask(geocode.Fields{State: f.County, Country: f.Country}); at.found && at.words == "" {
			asTaken++
		}
	}
	return asOther > asTaken && 2*asOther > all || all > 0 && asOther == all && asTaken == all && pl.isInside(p, other)
}

// isInside tells that areas which may be states as well lie in those of another column: León is a state of Nicaragua, and a
// province of Castile and León. It is so where none of them lies in the country that it has as a state.
func (pl *plan) isInside(p *profile, other int) bool {
	known, apart := newPlaces(pl), 0
	for _, row := range p.beginning {
		state, part := strings.TrimSpace(cell(row, other)), strings.TrimSpace(cell(row, pl.where.state))
		if state == "" || part == "" {
			continue
		}
		a, b := known.ask(geocode.Fields{State: state, Country: cell(row, pl.where.country)}), known.ask(geocode.Fields{State: part, Country: cell(row, pl.where.country)})
		if a.location.Admin.Admin1 == b.location.Admin.Admin1 && a.location.Admin.Country == b.location.Admin.Country {
			continue
		}
		if a.location.Admin.Country == b.location.Admin.Country {
			return false
		}
		apart++
	}
	return apart > 0
}

// lower makes a column that of the states, and the ones below it those of the next smaller areas.
func (pl *plan) lower(states int) {
	w := &pl.where
	parts, counties := w.state, w.county
	pl.fields[states] = columns.Decision{Field: columns.State, Score: 1, Reason: "its areas hold those of " + incidents.Quote(pl.names[parts])}
	w.state = states
	switch {
	case counties < 0:
		pl.fields[parts].Field, w.county = columns.County, parts
	case w.city < 0:
		pl.fields[counties].Field, w.city = columns.City, counties
		pl.fields[parts].Field, w.county = columns.County, parts
	default:
		pl.fields[parts].Field = ""
	}
}
