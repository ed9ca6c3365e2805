package geocode

import (
	"fmt"
	"strings"

	"incidentmap/geo/gazetteer"
)

// AreaScheme is a scheme of codes of states and municipalities of one country.
type AreaScheme string

// The schemes.
const (
	USCounties   AreaScheme = "FIPS 6-4" // of the United States: two digits of a state, three of a county
	MexicanAreas AreaScheme = "INEGI"    // two digits of a state, three of a municipality
	BrazilTowns  AreaScheme = "IBGE"     // seven digits of a municipality
	ColombiaTown AreaScheme = "DANE"     // of Divipola: five digits of a municipality
	PeruDistrict AreaScheme = "INEI"     // ubigeo: six digits of a district, of which the first four are the province's
)

// areaSchemes are how codes are written: their digits, those of the state alone, 0 where these say nothing here, and whether some
// begin with a zero.
var areaSchemes = map[AreaScheme]struct {
	country       string
	digits, state int
	zeros         bool
}{
	USCounties: {"US", 5, 2, true}, MexicanAreas: {"MX", 5, 2, true}, BrazilTowns: {"BR", 7, 0, false}, ColombiaTown: {"CO", 5, 0, true}, PeruDistrict: {"PE", 6, 0, true},
}

// AreaOf gives a code of an area as Fields.County has it: the area is looked up by it, and none but it is found. false for what
// is no code of the scheme. A zero that a spreadsheet took from its beginning is put back.
func (s AreaScheme) AreaOf(code string) (string, bool) {
	of := areaSchemes[s]
	code = strings.TrimSuffix(strings.TrimSpace(code), ".0")
	if code == "" || strings.Trim(code, "0123456789") != "" {
		return "", false
	}
	if of.zeros && len(code) == of.digits-1 || of.state > 0 && len(code) == of.state-1 {
		code = "0" + code
	}
	if len(code) != of.digits && (of.state == 0 || len(code) != of.state) {
		return "", false
	}
	return string(s) + ":" + code, true
}

// usStates are the states of the United States by their FIPS 5-2 codes, as GeoNames names them.
const usStates = "01AL 02AK 04AZ 05AR 06CA 08CO 09CT 10DE 11DC 12FL 13GA 15HI 16ID 17IL 18IN 19IA 20KS 21KY 22LA 23ME 24MD 25MA 26MI 27MN 28MS 29MO 30MT 31NE 32NV 33NH 34NJ 35NM 36NY 37NC 38ND 39OH 40OK 41OR 42PA 44RI 45SC 46SD 47TN 48TX 49UT 50VT 51VA 53WA 54WV 55WI 56WY"

// usTerritories are those of the territories, which GeoNames has as countries of their own, with what the codes of counties
// are there: areas of the first level.
const usTerritories = "60AS 66GU 69MP 72PR 78VI"

// usArea gives the code in the gazetteer of an area by its FIPS code; empty for one that is of no state.
func usArea(code string) string {
	area := ""
	if at := strings.Index(usStates, code[:2]); at >= 0 && at%5 == 0 {
		area = "US." + usStates[at+2:at+4]
	} else if at := strings.Index(usTerritories, code[:2]); at >= 0 && at%5 == 0 {
		area = usTerritories[at+2 : at+4]
	}
	if area != "" && len(code) > 2 {
		area += "." + code[2:]
	}
	return area
}

// mostStates is how many first level areas are tried for a municipality whose code does not say its own.
const mostStates = 40

// byAreaCode gives the area of a code that [AreaScheme.AreaOf] made; isCode tells that the words are one.
func (c *Geocoder) byAreaCode(words string) (e gazetteer.Entry, isCode, ok bool) {
	scheme, code, isCode := strings.Cut(words, ":")
	of, known := areaSchemes[AreaScheme(scheme)]
	if !isCode || !known {
		return e, false, false
	}
	switch AreaScheme(scheme) {
	case MexicanAreas:
		e, ok = c.g.ByJoinCode("MX-" + code)
		return e, true, ok
	case USCounties:
		e, ok = c.g.Area(usArea(code))
		return e, true, ok
	case PeruDistrict:
		code = code[:4]
	}
	for n := range mostStates {
		if e, ok = c.g.Area(fmt.Sprintf("%s.%02d.%s", of.country, n, code)); ok {
			return e, true, true
		}
	}
	return e, true, false
}
