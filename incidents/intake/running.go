package intake

import (
	"slices"
	"strings"
	"time"

	"incidentmap/incidents"
	"incidentmap/incidents/intake/columns"
	"incidentmap/incidents/intake/numbers"
)

const (
	// leastSteps is how many days a place needs for its numbers to tell whether they run on.
	leastSteps = 4
	// leastRises is how often the numbers of a column must rise, and mostFalls the share of all steps that may be falls, as
	// corrections are. That six changes are all rises happens to one in 64 columns of numbers that have nothing to do with
	// each other.
	leastRises = 6
	mostFalls  = 0.02
)

// decideRunning finds columns of figures that are running totals: from day to day, at each place, they rise and do not fall.
// Each row is then no number of people of its own, and their sum counts most of them many times.
func (pl *plan) decideRunning(p *profile) {
	days := pl.when.start
	if days < 0 {
		days = pl.when.date
	}
	if pl.own || pl.geometries {
		return
	}
	var groups map[string][]dayOf
	for _, f := range []columns.Field{columns.Killed, columns.Wounded, columns.Missing, columns.Detained, columns.DiedLater} {
		i := pl.column(f)
		if i < 0 || pl.isAsked(i) {
			continue
		}
		if j := slices.IndexFunc(pl.names, func(n string) bool { return columns.CountsNew(n, f) }); j >= 0 && j != i {
			pl.note(i, "stands beside "+incidents.Quote(pl.names[j])+", which counts those who are new: its numbers may be running totals", "it is kept as it is, and taken for no figure; --map killed=COLUMN takes a column for one")
			pl.drop(f, "kept: its numbers may be running totals")
			continue
		}
		if groups == nil && days >= 0 {
			groups = pl.byPlace(p.beginning, days)
		}
		if runs(groups, i) {
			pl.note(i, "its numbers rise from day to day at each place and do not fall, as running totals do", "it is kept as it is, and taken for no figure; --map killed=COLUMN takes a column for one")
			pl.drop(f, "kept: its numbers are running totals")
		}
	}
}

// dayOf is a row and its day.
type dayOf struct {
	day time.Time
	row []string
}

// byPlace puts rows together that say the same but for their days and figures, in the order of their days. Rows of a place
// that are of one day are no series, and are left out with it.
func (pl *plan) byPlace(rows [][]string, days int) map[string][]dayOf {
	w := &pl.where
	by := append([]int{pl.column(columns.Name), w.place, w.city, w.county, w.state, w.country, w.lat, w.lon, w.pair, w.x, w.y, pl.column(columns.Kind), pl.column(columns.Class)}, pl.addresses...)
	for _, t := range append(slices.Clone(pl.titles), pl.summaries...) {
		by = append(by, t.column)
	}
	groups := map[string][]dayOf{}
	for _, row := range rows {
		r, err := pl.formats[days].Format.Parse(strings.TrimSpace(cell(row, days)))
		if err != nil {
			continue
		}
		var key strings.Builder
		for _, i := range by {
			key.WriteString(cell(row, i) + "\x00")
		}
		at, _, _ := r.In(time.UTC)
		groups[key.String()] = append(groups[key.String()], dayOf{at, row})
	}
	for key, all := range groups {
		slices.SortStableFunc(all, func(a, b dayOf) int { return a.day.Compare(b.day) })
		for i := 1; i < len(all); i++ {
			if all[i].day.Equal(all[i-1].day) {
				delete(groups, key)
				break
			}
		}
	}
	return groups
}

// runs tells that the numbers of a column go up alone.
func runs(groups map[string][]dayOf, column int) bool {
	steps, rises, falls := 0, 0, 0
	for _, all := range groups {
		if len(all) < leastSteps {
			continue
		}
		last, isFirst := 0, true
		for _, d := range all {
			n, _, err := numbers.Count(cell(d.row, column))
			if err != nil || n.Best == nil {
				continue
			}
			switch {
			case isFirst:
			case *n.Best > last:
				rises++
			case *n.Best < last:
				falls++
			}
			if !isFirst {
				steps++
			}
			last, isFirst = *n.Best, false
		}
	}
	return rises >= leastRises && float64(falls) <= mostFalls*float64(steps)
}
