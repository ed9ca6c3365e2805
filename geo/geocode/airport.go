package geocode

import "incidentmap/geo/gazetteer"

const (
	// airportWithinM is how far from a town's point its airport may be: of the airports
	// with scheduled flights whose town OurAirports names, few are farther.
	airportWithinM = 60_000
	// townsAsked is how many towns of the name are asked for their nearest airport.
	townsAsked = 5
)

// searchAirports adds the airports of a code, of a name, or of the town they serve, and
// else the nearest to a town of the name.
func (c *Geocoder) searchAirports(r *reading, add func(hit)) {
	some := false
	found := func(h hit) {
		some = true
		add(h)
	}
	c.byCode(r, found)
	for _, t := range r.names {
		if t.name == "" {
			continue
		}
		c.g.Exact(t.name, func(m gazetteer.Match) bool {
			if h := c.hit(m, t, match{how: exactly, name: m.Name, key: t.name}); h.kind == gazetteer.Airport {
				found(h)
			}
			return true
		})
		if !some {
			c.nearestAirports(t, found)
		}
	}
}

func (c *Geocoder) nearestAirports(t target, add func(hit)) {
	for _, town := range c.largest(t.name, townsAsked) {
		for _, n := range c.g.Within(c.g.Point(town), airportWithinM, gazetteer.Airport) {
			add(hit{ref: n.Ref, kind: gazetteer.Airport, want: t.kind, match: match{how: nearestTo, key: t.name}})
		}
	}
}

// largest gives up to n populated places of a name, the most populous first.
func (c *Geocoder) largest(name string, n int) []gazetteer.Ref {
	var towns []gazetteer.Ref
	c.g.Exact(name, func(m gazetteer.Match) bool {
		if c.g.Kind(m.Ref) != gazetteer.Populated || m.Name == gazetteer.Short {
			return true
		}
		at := len(towns)
		for at > 0 && c.g.Population(m.Ref) > c.g.Population(towns[at-1]) {
			at--
		}
		if at < n {
			towns = append(towns[:at], append([]gazetteer.Ref{m.Ref}, towns[at:]...)...)
			towns = towns[:min(len(towns), n)]
		}
		return true
	})
	return towns
}
