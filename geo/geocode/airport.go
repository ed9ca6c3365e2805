package geocode

import (
	"strings"

	"incidentmap/geo/gazetteer"
)

// searchAirports adds the airports of a code, of a name, however it is divided into words
// ("La Guardia", LaGuardia), or of the town they serve. An airport that is only near is not
// the one that is named.
func (c *Geocoder) searchAirports(r *reading, add func(hit)) {
	c.byCode(r, add)
	for _, t := range r.names {
		for _, name := range []string{t.name, strings.ReplaceAll(t.name, " ", "")} {
			if name == "" {
				continue
			}
			c.g.Exact(name, func(m gazetteer.Match) bool {
				if h := c.hit(m, t, match{how: exactly, name: m.Name, key: name}); h.kind == gazetteer.Airport {
					add(h)
				}
				return true
			})
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
