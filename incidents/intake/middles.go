package intake

import (
	"strings"

	"incidentmap/geo"
	"incidentmap/incidents"
	"incidentmap/incidents/intake/words"
)

// middle is what the name of a column of positions says they are the middle of.
type middle struct {
	precision geo.Precision
	metres    float64 // the radius, where the precision says none
	reason    string
}

const (
	ofAreas = "its name says that its positions are the middle of areas, and not how large those are"
	asWide  = "positions are taken for no more exact than that"
)

// middleWords are the words of such names, those of larger areas first: a path may have several.
var middleWords = []struct {
	words string
	middle
}{
	{" country countries nation pais pays land ", middle{geo.Country, 0, "its name says that its positions are those of countries"}},
	{" state states estado province provincia region admin1 adm1 departamento department entidad uf bundesland ", middle{geo.Admin1, 0, "its name says that its positions are those of states"}},
	{" county municipality municipio admin2 adm2 district distrito ", middle{geo.Admin2, 0, "its name says that its positions are those of municipalities"}},
	{" city ciudad town localidad cidade village ", middle{geo.Locality, 0, "its name says that its positions are those of towns"}},
	{" centroid centroide centroids ", middle{geo.Near, vagueM, ofAreas}},
}

// middleOf tells what the name of a column of positions says they are the middle of.
func middleOf(name string) (middle, bool) {
	for _, m := range middleWords {
		for _, w := range strings.Fields(words.Key(name)) {
			if strings.Contains(m.words, " "+w+" ") {
				return m.middle, true
			}
		}
	}
	return middle{}, false
}

// decideMiddles finds the columns of positions that are the middle of areas by their names.
func (pl *plan) decideMiddles() {
	pl.middles = map[int]middle{}
	if pl.own {
		return
	}
	for _, s := range pl.positions {
		if s.form != asColumns && s.form != asPair && s.form != asGeometry || s.first < 0 {
			continue
		}
		m, ok := middleOf(pl.names[s.first])
		if ok && s.second >= 0 {
			_, ok = middleOf(pl.names[s.second])
		}
		if ok {
			pl.middles[s.first] = m
			pl.note(s.first, m.reason, asWide)
		}
	}
}

// ofMiddle makes a position that stands for an area no more exact than the area. What the row itself says of its
// precision goes before.
func (c *converter) ofMiddle(loc *geo.Location, at fix) {
	m, ok := c.middles[at.at.first]
	if !ok || at.at.first < 0 || loc.Precision != geo.AsGiven {
		return
	}
	loc.Precision, loc.RadiusM = m.precision, m.metres
	loc.Method.Reasons = append(loc.Method.Reasons, "the name of its column "+incidents.Quote(c.names[at.at.first])+" says that it is the middle of an area")
}

// leaveNarrower leaves out the areas that a position was found to lie in where it is not known as exactly as they are
// large.
func leaveNarrower(loc *geo.Location) {
	if !loc.Admin.Derived {
		return
	}
	wide := loc.Precision == geo.Admin1 || loc.Precision == geo.Country || loc.RadiusM >= vagueM
	if wide {
		loc.Admin.Admin2, loc.Admin.Admin2Name = "", ""
	}
	if loc.Precision == geo.Country || loc.RadiusM >= areaRadiusM[geo.Admin1] {
		loc.Admin.Admin1, loc.Admin.Admin1Name = "", ""
	}
}
