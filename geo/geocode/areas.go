package geocode

import (
	"slices"
	"strings"

	orbgeo "github.com/paulmach/orb/geo"

	"incidentmap/geo/gazetteer"
)

// areaWords say that a name is that of a state, province or municipality. In a field that is
// one they add nothing: "Kandahar province", "Departamento del Cauca", "Kyivska oblast".
var areaWords = set("state", "estado", "province", "provincia", "departamento", "department", "departement", "region", "oblast", "governorate", "gobernacion",
	"prefecture", "prefectura", "county", "condado", "district", "distrito", "municipality", "municipio", "municipal", "wilaya", "wilayat", "voivodeship", "canton",
	"division", "territory", "territorio", "emirate", "republic", "krai", "rayon", "raion", "parish", "alcaldia", "delegacion", "partido", "muhafazah", "city",
	"autonomous", "capital", "area", "zone", "metropolitan", "libre", "soberano", "regional", "ciudad")

// spellings are the forms in which the name of an area may be known, the likeliest first: as
// it is written, without words for its kind, without what stands in brackets.
func spellings(words string) []string {
	bare := words
	if at := strings.IndexAny(words, "(["); at > 0 {
		bare = words[:at]
	}
	var all []string
	add := func(name string) {
		if name != "" && !slices.Contains(all, name) {
			all = append(all, name)
		}
	}
	for _, s := range []string{words, bare} {
		name := nameKey(s)
		add(name)
		fields := strings.Fields(name)
		left := slices.DeleteFunc(slices.Clone(fields), func(w string) bool { return areaWords[w] })
		for len(left) > 1 && connectors[left[0]] && len(left) < len(fields) {
			left = left[1:]
		}
		add(strings.Join(left, " "))
	}
	return all
}

// namings are words before the name of a state that is called like its country: the state of
// Mexico in Mexico.
var namings = []string{"estado de ", "state of ", "provincia de ", "province of ", "departamento de "}

// states gives the states that words name, within areas if there are any. Where provinces are
// the second level of the gazetteer, as in Spain, they are states, too.
func (c *Geocoder) states(words string, within []gazetteer.Ref) []gazetteer.Ref {
	if found := c.stateByCode(words, within); found != nil {
		return found
	}
	if found := c.exactly(words, gazetteer.Admin1, within); found != nil {
		return found
	}
	name := nameKey(words)
	former := slices.DeleteFunc(c.areasOf(formerStates[name]), func(r gazetteer.Ref) bool { return !c.insideAny(r, within) })
	if len(former) > 0 {
		return former
	}
	for _, w := range within {
		if c.bears(w, name) {
			for _, before := range namings {
				if found := c.exactly(before+name, gazetteer.Admin1, within); len(found) == 1 {
					return found
				}
			}
		}
	}
	if len(within) > 0 {
		if found := c.exactly(words, gazetteer.Admin2, within); len(found) == 1 {
			return found
		}
	}
	return c.similar(spellings(words), gazetteer.Admin1, within)
}

// bears reports whether a name is one of an entry's.
func (c *Geocoder) bears(ref gazetteer.Ref, name string) bool {
	is := false
	c.g.Exact(name, func(m gazetteer.Match) bool {
		is = m.Ref == ref
		return !is
	})
	return is
}

// stateByCode reads the codes of ISO 3166-2 ("MX-JAL"), of GeoNames ("MX.14"), and, in
// Mexico, of INEGI ("14").
func (c *Geocoder) stateByCode(words string, within []gazetteer.Ref) []gazetteer.Ref {
	e, ok := c.g.ByJoinCode(words)
	if !ok && len(within) == 1 {
		e, ok = c.g.ByJoinCode(c.g.Country(within[0]) + "-" + words)
	}
	if !ok || e.Kind != gazetteer.Admin1 || !c.insideAny(e.Ref, within) {
		return nil
	}
	return []gazetteer.Ref{e.Ref}
}

// ofKind gives the areas of a kind that words name, misspelt ones if there are no others.
func (c *Geocoder) ofKind(words string, kind gazetteer.Kind, within []gazetteer.Ref) []gazetteer.Ref {
	if found := c.exactly(words, kind, within); found != nil {
		return found
	}
	return c.similar(spellings(words), kind, within)
}

// decorations are the words for its kind that the gazetteer has in the name of an area, and
// tables leave out: "Lane County", "Tungurahua Province". A star stands for the name.
var decorations = map[gazetteer.Kind][]string{
	gazetteer.Admin1: {
		"* province", "* state", "* region", "* department", "* governorate", "* oblast", "* prefecture", "* district", "* county", "* division", "* krai", "* voivodeship", "* republic", "* city",
		"provincia de *", "provincia del *", "departamento de *", "departamento del *", "estado de *", "region de *", "canton of *", "state of *", "region of *", "republic of *",
	},
	gazetteer.Admin2: {
		"* county", "* parish", "* borough", "* municipality", "* district", "* department", "* province", "* census area", "* city", "* territory", "city of *", "municipio de *", "provincia de *", "provincia di *", "province of *", "departamento de *", "partido de *",
		"distrito de *", "arrondissement de *", "departement de *", "cercle de *", "city and county of *",
	},
}

// exactly gives the areas of a kind that bear a name, of which those whose own name it is
// count before those that are called so besides: other names are sometimes wrong.
func (c *Geocoder) exactly(words string, kind gazetteer.Kind, within []gazetteer.Ref) []gazetteer.Ref {
	for _, name := range spellings(words) {
		own, other := c.bearing(name, kind, within)
		for _, d := range decorations[kind] {
			if own != nil {
				break
			}
			own, _ = c.bearing(strings.Replace(d, "*", name, 1), kind, within)
		}
		if own != nil {
			return own
		}
		if other != nil {
			return other
		}
	}
	return nil
}

// bearing gives the areas of a kind whose own name it is, and those that are called so besides.
func (c *Geocoder) bearing(name string, kind gazetteer.Kind, within []gazetteer.Ref) (own, other []gazetteer.Ref) {
	c.g.Exact(name, func(m gazetteer.Match) bool {
		switch {
		case c.g.Kind(m.Ref) != kind || !c.insideAny(m.Ref, within):
		case m.Name == gazetteer.MainName:
			own = append(own, m.Ref)
		default:
			other = append(other, m.Ref)
		}
		return true
	})
	return own, other
}

// similar gives the one area of a kind whose name is nearest to one of the spellings, if there
// is one.
func (c *Geocoder) similar(names []string, kind gazetteer.Kind, within []gazetteer.Ref) []gazetteer.Ref {
	for _, name := range names {
		for edits := 1; edits <= editsFor(len(name)); edits++ {
			var found []gazetteer.Ref
			for _, n := range c.near(name, edits) {
				c.g.Exact(n.key, func(m gazetteer.Match) bool {
					if c.g.Kind(m.Ref) == kind && m.Name <= gazetteer.Alternate && c.insideAny(m.Ref, within) && !slices.Contains(found, m.Ref) {
						found = append(found, m.Ref)
					}
					return true
				})
			}
			if len(found) == 1 {
				return found
			}
			if len(found) > 1 {
				return nil
			}
		}
	}
	return nil
}

// insideAny reports whether an entry lies in one of the areas, or there are none. A town of
// which no municipality is known lies in one that it is close to.
func (c *Geocoder) insideAny(ref gazetteer.Ref, areas []gazetteer.Ref) bool {
	return len(areas) == 0 || slices.ContainsFunc(areas, func(a gazetteer.Ref) bool { return c.inside(ref, a) })
}

func (c *Geocoder) inside(ref, area gazetteer.Ref) bool {
	if c.g.Inside(ref, area) {
		return true
	}
	if c.g.Kind(area) != gazetteer.Admin2 || c.g.Kind(ref) == gazetteer.Admin2 {
		return false
	}
	holder, ok := c.g.Holder(ref)
	state, has := c.g.Holder(area)
	return ok && has && holder == state && c.g.Kind(holder) == gazetteer.Admin1 && c.reaches(area, ref)
}

// edgeM is how far outside of the circle of a municipality's known towns another of its may lie.
const edgeM = 10_000

// reaches reports whether an entry is within the circle of a municipality.
func (c *Geocoder) reaches(area, ref gazetteer.Ref) bool {
	e := c.g.Entry(area)
	return !e.AtParent && orbgeo.DistanceHaversine(e.Point, c.g.Point(ref)) <= e.RadiusM+edgeM
}
