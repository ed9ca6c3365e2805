package derive

import (
	"math"
	"slices"
	"strings"

	"github.com/paulmach/orb"
	orbgeo "github.com/paulmach/orb/geo"

	"incidentmap/geo/gazetteer"
)

// groupTowns tells each city the smallest known area that holds it, and lists the cities
// of each area, the largest first.
func groupTowns(cities []*city, areas areaSet) map[string][]*city {
	towns := map[string][]*city{}
	for _, c := range cities {
		for _, code := range []string{c.country, c.admin1, c.admin2} {
			if areas[code] != nil {
				c.Area = code
				towns[code] = append(towns[code], c)
			}
		}
	}
	for _, list := range towns {
		slices.SortStableFunc(list, func(a, b *city) int { return int(b.Population - a.Population) })
	}
	return towns
}

// locate gives every area its people, a point and a radius.
func (s areaSet) locate(towns map[string][]*city) {
	for _, a := range s.all() {
		list := towns[a.Code]
		for _, c := range list {
			if c.Feature != "PPLX" { // Sections of a city are counted with it.
				a.Population += c.Population
			}
		}
		p, ok := a.place(list)
		if !ok {
			s.locateAtParent(a)
			continue
		}
		a.Point = p
		for _, c := range list {
			a.RadiusM = max(a.RadiusM, orbgeo.DistanceHaversine(p, c.Point))
		}
	}
}

// locateAtParent works because all() gives an area after the one that holds it.
func (s areaSet) locateAtParent(a *area) {
	a.AtParent = true
	if dot := strings.LastIndexByte(a.Code, '.'); dot >= 0 {
		parent := s[a.Code[:dot]]
		a.Point, a.RadiusM = parent.Point, parent.RadiusM
	}
}

// place chooses an area's point: for a second level area its seat or a town of its; for
// a state the town that has most of its people, Natural Earth's label, or the middle of
// its towns; for a country the hand-written point or the middle of its towns.
func (a *area) place(towns []*city) (orb.Point, bool) {
	if p, ok := countryPoints[a.Code]; ok {
		return p, true
	}
	if a.Kind == gazetteer.Admin1 && a.label != (orb.Point{}) && (len(towns) == 0 || 2*towns[0].Population <= a.Population) {
		return a.label, true
	}
	if len(towns) == 0 {
		return orb.Point{}, false
	}
	switch {
	case a.Kind == gazetteer.Admin2:
		return a.seat(towns).Point, true
	case a.Kind == gazetteer.Admin1 && 2*towns[0].Population > a.Population:
		return towns[0].Point, true
	}
	return middle(towns), true
}

// middle is the centre of the box that holds the towns but for the outermost hundredth
// on each side, which may be an ocean away. Longitudes are counted from the largest town,
// so that the box may cross the antimeridian.
func middle(towns []*city) orb.Point {
	origin := towns[0].Point[0]
	lons, lats := make([]float64, len(towns)), make([]float64, len(towns))
	for i, c := range towns {
		lons[i], lats[i] = origin+math.Remainder(c.Point[0]-origin, 360), c.Point[1]
	}
	return orb.Point{math.Remainder(trimmedMiddle(lons), 360), trimmedMiddle(lats)}
}

func trimmedMiddle(values []float64) float64 {
	slices.Sort(values)
	cut := len(values) / 100
	return (values[cut] + values[len(values)-1-cut]) / 2
}

// seat is the town that governs a second level area, or else the town of its name, or
// else its largest. A town that governs more than the area does as well.
func (a *area) seat(towns []*city) *city {
	for _, feature := range []string{"PPLA2", "PPLA", "PPLC"} {
		for _, c := range towns {
			if c.Feature == feature {
				return c
			}
		}
	}
	for _, c := range towns {
		if gazetteer.Normalize(c.Name) == gazetteer.Normalize(a.Name) {
			return c
		}
	}
	return towns[0]
}
