package columns

import (
	"slices"
	"strings"

	"incidentmap/incidents/intake/words"
)

// AreaCodes are columns whose cells are codes of areas of one scheme: whole codes in the first, or the parts of a state and of a
// county in both; Second is -1 for one column.
type AreaCodes struct {
	Scheme        string // as the geocoder calls it
	First, Second int
}

// codeNames are the names, in the form of words.Key, of columns of codes of areas: of whole ones, and of their parts.
var codeNames = []struct {
	scheme               string
	whole, state, county map[string]bool
}{
	{
		"FIPS 6-4", wordSet(`fips, fips code, county fips, county fips code, fips county, geoid, fips5, countyfips, fips county code, state county fips, stcofips, state fips, statefp, state fp, state fips code, fips state`),
		wordSet(`state fips, statefp, state fp, state fips code, fips state, statefips`), wordSet(`county fips, countyfp, county fp, county fips code, fips county, county code, countyfips`),
	},
	{
		"INEGI", wordSet(`cvegeo, cve geo, clave inegi, clave geoestadistica, cve inegi, inegi, clave geoestadistica municipal, cve ent, cve entidad, clave entidad`),
		wordSet(`cve ent, cve entidad, clave entidad, clave ent, cve edo`), wordSet(`cve mun, cve municipio, clave municipio, clave mun`),
	},
	{"IBGE", wordSet(`ibge, codigo ibge, cod ibge, cod municipio, codigo municipio, cod mun, cd mun, codigo municipio ibge, codigo do municipio, geocodigo, cd municipio, id municipio`), nil, nil},
	{"DANE", wordSet(`divipola, cod dane, codigo dane, codigo divipola, cod divipola, cod mpio, codigo municipio, cod municipio, codigo dane municipio, codigo dane mpio, dane, codmun`), nil, nil},
	{"INEI", wordSet(`ubigeo, codigo ubigeo, cod ubigeo, ubigeo distrito`), nil, nil},
}

// AreaCodesOf gives the columns that may hold codes of areas, by their names and whether their cells are numbers. Whether the
// areas are known is for the caller to look up.
func AreaCodesOf(names []string, samples []*Sample) []AreaCodes {
	var all []AreaCodes
	find := func(some map[string]bool) int {
		return slices.IndexFunc(names, func(n string) bool { return some[words.Key(n)] })
	}
	for _, of := range codeNames {
		if state, county := find(of.state), find(of.county); state >= 0 && county >= 0 && state != county && county < len(samples) && samples[county].share(func(s string) bool { return len(s) <= 3 && isWhole(s) }) == 1 {
			all = append(all, AreaCodes{of.scheme, state, county})
			continue
		}
		for i, n := range names {
			if of.whole[words.Key(n)] && i < len(samples) && samples[i].share(isWhole) > 0.9 {
				all = append(all, AreaCodes{of.scheme, i, -1})
			}
		}
	}
	return all
}

// Code gives the code of a row; empty where it has none.
func (a AreaCodes) Code(cell func(int) string) string {
	code := strings.TrimSpace(cell(a.First))
	if county := strings.TrimSpace(cell(max(a.Second, 0))); a.Second >= 0 && county != "" && len(county) <= 3 && code != "" && len(code) <= 2 {
		code = strings.Repeat("0", 2-len(code)) + code + strings.Repeat("0", 3-len(county)) + county
	}
	return code
}
