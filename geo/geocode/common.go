package geocode

import (
	"slices"

	"incidentmap/geo/gazetteer"
)

const (
	// knownShare is the part of the states of records that one country must have.
	knownShare = 0.7
	// ahead is how much more of them it must have than any other.
	ahead = 1.3
)

// CommonCountry gives the ISO code of the country that the states of records are of, and
// false where no one country has most of them and clearly more than any other. A town that
// lies in its record's state speaks for the country as well. It tells which country is
// meant by states that are known by two letters, or by names that several countries have.
func (c *Geocoder) CommonCountry(records []Fields) (string, bool) {
	states, score, known := map[string]bool{}, map[string]float64{}, map[string]int{}
	for _, f := range records {
		if f.State == "" {
			continue
		}
		first := !states[f.State]
		states[f.State] = true
		for _, ref := range c.everywhere(f.State) {
			country := c.g.Country(ref)
			if first {
				known[country]++
				score[country]++
			}
			if town := f.City + f.County; town != "" && (c.knows(f.City, ref) || c.knows(f.County, ref)) {
				score[country]++
			}
		}
	}
	best, second := "", ""
	for _, country := range sortedKeys(score) {
		switch {
		case best == "" || score[country] > score[best]:
			best, second = country, best
		case second == "" || score[country] > score[second]:
			second = country
		}
	}
	is := best != "" && float64(known[best]) >= knownShare*float64(len(states)) && score[best] >= ahead*score[second]
	return best, is
}

// everywhere gives the states of a name, of each country one.
func (c *Geocoder) everywhere(words string) []gazetteer.Ref {
	var all []gazetteer.Ref
	for _, ref := range c.exactly(words, gazetteer.Admin1, nil) {
		of := c.g.Country(ref)
		if !slices.ContainsFunc(all, func(r gazetteer.Ref) bool { return c.g.Country(r) == of }) {
			all = append(all, ref)
		}
	}
	return all
}

func sortedKeys(m map[string]float64) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
