package geocode

import (
	"github.com/paulmach/orb"

	"incidentmap/geo"
)

// Holding gives the administrative areas that a point (longitude, latitude) lies in, the smallest first: municipality,
// state and country, as far as they are known. None of them has a score: they are told by the point and by no words.
func (c *Geocoder) Holding(p orb.Point, ctx Context) []Candidate {
	admin, ok := c.AreasAt(p)
	if !ok {
		return nil
	}
	var all []Candidate
	for _, code := range []string{admin.Admin2, admin.Admin1, admin.Country} {
		entry, known := c.g.Area(code)
		if code == "" || !known {
			continue
		}
		location := c.LocationOf(entry)
		location.Method = geo.Method{By: geo.ByEditor}
		all = append(all, Candidate{
			Name: c.g.Name(entry.Ref, ctx.language()), Label: c.label(entry.Ref, ctx.language()), Kind: entry.Kind, Location: location,
			Reasons: []string{"the point lies in it"},
		})
	}
	return all
}
