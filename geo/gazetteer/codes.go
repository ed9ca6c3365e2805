package gazetteer

import (
	"encoding/binary"
	"slices"
	"sort"
	"strings"

	"golang.org/x/text/language"

	"incidentmap/geo"
)

// inegi are INEGI's keys of the states that GeoNames numbers otherwise (INEGI, "Catálogo
// Único de Claves de Áreas Geoestadísticas").
var inegi = map[string]string{"05": "07", "06": "08", "07": "05", "08": "06"}

// cveEnt gives INEGI's key of a state of Mexico by GeoNames' number, and the other way round:
// the difference is an exchange.
func cveEnt(number string) string {
	if key, ok := inegi[number]; ok {
		return key
	}
	return number
}

// JoinCodes gives the codes of an area by its code here ("MX", "MX.14", "MX.14.120").
func (g *Gazetteer) JoinCodes(code string) geo.Codes {
	parts := strings.Split(code, ".")
	c := geo.Codes{Alpha2: parts[0]}
	if region, err := language.ParseRegion(parts[0]); err == nil {
		c.Alpha3 = region.ISO3()
	}
	if e, ok := g.Area(code); ok {
		c.GeoNames, c.Population = e.ID, e.Population
	}
	if len(parts) > 1 {
		c.ISO = g.subdivision(parts[0] + "." + parts[1])
	}
	if parts[0] == "MX" && len(parts) > 1 {
		c.CVEEnt = cveEnt(parts[1])
		if len(parts) > 2 {
			c.CVEGeo = c.CVEEnt + parts[2]
		}
	}
	return c
}

// subdivision gives the ISO 3166-2 code of a state.
func (g *Gazetteer) subdivision(code string) string {
	e, ok := g.Area(code)
	if !ok {
		return ""
	}
	s := g.s[secISO]
	// The codes of a country stand side by side.
	country, _, _ := strings.Cut(code, ".")
	for i := g.isoFrom(country + "-"); i < s.len(); i++ {
		iso := g.text(s.u32(i))
		if !strings.HasPrefix(iso, country+"-") {
			break
		}
		if Ref(binary.LittleEndian.Uint32(s.at(i)[4:])) == e.Ref {
			return iso
		}
	}
	return ""
}

func (g *Gazetteer) isoFrom(code string) int {
	s := g.s[secISO]
	return sort.Search(s.len(), func(i int) bool { return g.text(s.u32(i)) >= code })
}

// ByJoinCode gives the area of a code of another table: ISO 3166-1 alpha-3 ("MEX"), ISO
// 3166-2 ("MX-JAL"), or INEGI's keys behind the country's code ("MX-14", "MX-14120").
// GeoNames' own codes and numbers are found as well.
func (g *Gazetteer) ByJoinCode(code string) (Entry, bool) {
	code = strings.ToUpper(strings.TrimSpace(code))
	if country, rest, ok := strings.Cut(code, "-"); ok {
		if i := g.isoFrom(code); g.text(g.s[secISO].u32(i)) == code && i < g.s[secISO].len() {
			e := g.Entry(Ref(binary.LittleEndian.Uint32(g.s[secISO].at(i)[4:])))
			return e, e.Kind != 0
		}
		if country == "MX" && (len(rest) == 1 || len(rest) == 4) {
			rest = "0" + rest // a spreadsheet took the zero away
		}
		switch {
		case country != "MX" || strings.Trim(rest, "0123456789") != "":
		case len(rest) == 2:
			return g.Area("MX." + cveEnt(rest))
		case len(rest) == 5:
			return g.Area("MX." + cveEnt(rest[:2]) + "." + rest[2:])
		}
		return Entry{}, false
	}
	if len(code) == 3 && strings.Trim(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "" {
		if region, err := language.ParseRegion(code); err == nil {
			return g.Area(region.String())
		}
		return Entry{}, false
	}
	return g.Area(code)
}

// subdivisions writes the codes of ISO 3166-2.
func (f *fileBuilder) subdivisions() error {
	var all []int
	for i, r := range f.records {
		if r.ISO != "" {
			all = append(all, i)
		}
	}
	slices.SortStableFunc(all, func(a, b int) int { return strings.Compare(f.records[a].ISO, f.records[b].ISO) })
	for _, i := range all {
		f.put(secISO, f.text(f.records[i].ISO), uint32(i))
	}
	return nil
}
