package intake

import (
	"errors"
	"fmt"
	"strings"

	"incidentmap/geo/geocode"
	"incidentmap/incidents/intake/columns"
	"incidentmap/incidents/intake/coordinates"
	"incidentmap/incidents/intake/words"
)

// schemeWords are words in the names of columns that say of which scheme codes of countries are.
var schemeWords = map[string]geocode.CountryScheme{
	"fips": geocode.FIPS, "gec": geocode.FIPS, "m49": geocode.M49, "numeric": geocode.M49, "num": geocode.M49, "un": geocode.M49, "iso2": geocode.ISO, "alpha2": geocode.ISO,
}

// countryCodes is what the codes of a column of countries are in one scheme.
type countryCodes struct {
	known, unknown int // different codes
	looked         int // rows that have coordinates or a town
	agree          int // of these, those that lie in the country of their code
}

// decideScheme finds out of which scheme the codes in the column of countries are. Two letters are of ISO 3166-1, unless
// the column's name, or where the rows' own coordinates and towns are, or codes that are of no country else, say that they
// are of FIPS 10-4: AU is Australia here and Austria there. Digits are read where something speaks for them.
func (pl *plan) decideScheme(p *profile) {
	w := &pl.where
	if w.country < 0 || w.country >= len(p.samples) || pl.own {
		return
	}
	letters, digits, all := 0, 0, distinct(p.samples[w.country].Cells())
	for code := range all {
		switch {
		case isAreaCode(code):
			letters++
		case len(code) <= 3 && strings.Trim(code, "0123456789") == "":
			digits++
		}
	}
	named, key := geocode.CountryScheme(""), words.Key(pl.names[w.country])
	if strings.Contains(key, "action geo") { // GDELT's, by its codebook
		named = geocode.FIPS
	}
	for _, word := range strings.Fields(key) {
		if s := schemeWords[word]; s != "" {
			named = s
		}
	}
	switch {
	case 2*digits > len(all):
		pl.decideNumeric(p, all, named)
	case 2*letters > len(all):
		pl.decideLettered(p, all, named)
	}
}

// decideNumeric reads numbers for countries where the column's name says of which scheme they are, or the rows do.
func (pl *plan) decideNumeric(p *profile, all map[string]bool, named geocode.CountryScheme) {
	column := pl.where.country
	of := pl.codesIn(p, all, geocode.M49)
	_, asked := pl.given[columns.Country]
	if of.unknown == 0 && (named == geocode.M49 || asked || 2*of.agree > of.looked) || named == geocode.M49 && of.known > of.unknown {
		pl.scheme = geocode.M49
		pl.note(column, "its numbers are codes of countries of ISO 3166-1, as the United Nations' M49 has them", "they are read so")
		return
	}
	pl.note(column, "its cells are numbers, and nothing says of which scheme of codes of countries they are", "no place is taken for them; call the column iso numeric or m49 if they are those, or name one with the countries' names by --map country=COLUMN")
}

// decideLettered tells codes of FIPS 10-4 from those of ISO 3166-1.
func (pl *plan) decideLettered(p *profile, all map[string]bool, named geocode.CountryScheme) {
	column := pl.where.country
	example, differs := "", 0
	for code := range all {
		if of, ok := geocode.FIPS.Country(code); ok && of != code && code != "UK" {
			if differs++; example == "" || code < example {
				example = code
			}
		}
	}
	if differs == 0 {
		return
	}
	iso := pl.codesIn(p, all, geocode.ISO)
	if named == "" && iso.unknown == 0 && 2*iso.agree > iso.looked {
		return // the rows lie where these say
	}
	fips := pl.codesIn(p, all, geocode.FIPS)
	of, _ := geocode.FIPS.Country(example)
	one, other := pl.countryName(example), pl.countryName(of)
	switch {
	case named == geocode.FIPS:
		pl.scheme = geocode.FIPS
		pl.note(column, "its name says that its codes of countries are of FIPS 10-4", "they are read so, and not as those of ISO 3166-1")
	case named == geocode.ISO:
	case fips.agree > iso.agree && fips.unknown <= iso.unknown, iso.agree == fips.agree && iso.unknown > 0 && fips.unknown == 0:
		pl.scheme = geocode.FIPS
		pl.note(column, fmt.Sprintf("its codes of countries fit those of FIPS 10-4, in which %s is %s, and not those of ISO 3166-1, in which it is %s", example, other, one), "they are read so; look at it")
	case iso.agree <= fips.agree && fips.unknown == 0:
		pl.note(column, fmt.Sprintf("its codes of countries may be those of ISO 3166-1, in which %s is %s, or of FIPS 10-4, in which it is %s", example, one, other), "they are read as those of ISO 3166-1; look at it; FIPS in the column's name decides otherwise")
	}
}

// countryName gives the name of a country by its code of ISO 3166-1, or the code where none is known.
func (pl *plan) countryName(code string) string {
	if pl.Geocoder == nil {
		return code
	}
	res := pl.Geocoder.Resolve(geocode.Fields{Country: code}, geocode.Context{Lang: "en"})
	if len(res.Candidates) == 0 || res.Unfound != "" {
		return "no country"
	}
	return res.Candidates[0].Name
}

// codesIn looks at the codes as those of one scheme, and at whether the file's first rows lie in the countries that they
// then name.
func (pl *plan) codesIn(p *profile, all map[string]bool, scheme geocode.CountryScheme) countryCodes {
	c := countryCodes{}
	known := newPlaces(pl)
	isKnown := func(iso string) bool {
		return pl.Geocoder == nil || known.ask(geocode.Fields{Country: iso}).found
	}
	for code := range all {
		if iso, ok := scheme.Country(code); ok && isKnown(iso) {
			c.known++
		} else {
			c.unknown++
		}
	}
	if pl.Geocoder == nil {
		return c
	}
	w := &pl.where
	asked := map[geocode.Fields]bool{}
	for _, row := range p.beginning {
		iso, ok := scheme.Country(strings.TrimSpace(cell(row, w.country)))
		if !ok {
			continue
		}
		if at, err := pl.pointOf(row); err == nil {
			c.looked++
			if lies, _ := pl.Geocoder.AreasAt(at); lies.Country == iso {
				c.agree++
			}
			continue
		}
		f := geocode.Fields{City: cell(row, w.city), County: cell(row, w.county), State: cell(row, w.state), Country: iso}
		if f.City+f.County+f.State == "" {
			f.Place = cell(row, w.place)
		}
		if f.City+f.County+f.State+f.Place == "" || asked[f] {
			continue
		}
		asked[f] = true
		c.looked++
		if at := known.ask(f); at.found && at.words == "" {
			c.agree++
		}
	}
	return c
}

// pointOf gives the coordinates of a row that has them in two columns of degrees.
func (pl *plan) pointOf(row []string) (p [2]float64, err error) {
	w := &pl.where
	if w.lat < 0 || w.lon < 0 {
		return p, errMissing
	}
	lat, errLat := coordinates.ParseAngle(cell(row, w.lat))
	lon, errLon := coordinates.ParseAngle(cell(row, w.lon))
	return [2]float64{lon.Degrees, lat.Degrees}, errors.Join(errLat, errLon)
}

// countryIn gives the row's word or code for its country, as the gazetteer has it.
func (c *converter) countryIn() string {
	v := c.nameIn(c.where.country)
	if c.scheme == "" || v == "" {
		return v
	}
	if iso, ok := c.scheme.Country(v); ok {
		return iso
	}
	return v
}

// distinct gives the different cells, as far as they are few.
func distinct(cells []string) map[string]bool {
	all := map[string]bool{}
	for _, c := range cells {
		all[c] = true
	}
	return all
}
