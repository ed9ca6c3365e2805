package geocode

import (
	"slices"
	"strings"
)

// isStreet reports whether words are those of a street, a road or a neighbourhood, and not
// the name of a place, nor so far from one. Its name is often that of a town elsewhere.
func (c *Geocoder) isStreet(words string) bool {
	name := nameKey(words)
	fields := strings.Fields(name)
	if len(fields) == 0 || c.g.Has(name) {
		return false
	}
	var r reading
	if r.takeMove(fields); r.anchored {
		return false
	}
	if slices.ContainsFunc(fields, saysAirport) {
		return false
	}
	// "Main St." is normalised to a saint; houses have numbers before the street's name.
	last, first := fields[len(fields)-1], fields[0]
	return slices.ContainsFunc(fields, func(w string) bool { return streets[w] }) ||
		len(fields) > 1 && last == "saint" || len(fields) > 2 && strings.Trim(first, "0123456789") == ""
}
