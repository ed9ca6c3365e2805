package geocode

import (
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"incidentmap/geo"
)

// A country's name is read as that and as nothing else: codes, other languages, old and
// official names, words behind a comma or in brackets, abbreviations, misspellings.
func TestCountries(t *testing.T) {
	c := New(places(t), nil)
	for codes, names := range map[string]string{
		"MM": "Burma|Myanmar (Burma)|Birmania|Birmanie|MM|MMR", "TW": "Taiwan (Province of China)|Taiwan, Province of China|Chinese Taipei",
		"CD": "Congo, Democratic Republic|Congo, Dem. Rep.|Democratic Republic of the Congo|Congo (Kinshasa)|Zaire|DR Congo (Zaire)|D.R. Congo|DRC|COD", "CG": "Congo|Congo, Rep.|Republic of Congo|Rep. of Congo|Congo-Brazzaville|COG",
		"KP": "Korea, Dem. People's Rep.|North Korea|N. Korea|Korea (Democratic People's Republic of)|DPRK", "KR": "Korea, Republic of|Korea, Rep.|S. Korea|Corea del Sur",
		"US": "USA|U.S.A.|us|Estados Unidos|États-Unis|EE. UU.|EUA|United States of America (the)", "GB": "UK|gb|Reino Unido|United Kingdom of Great Britain and Northern Ireland (the)|Great Britain",
		"CI": "Ivory Coast|Côte d'Ivoire|Cote dIvoire|Costa de Marfil|Costa do Marfim", "IR": "Iran (Islamic Republic of)|Iran, Islamic Rep.|Irán", "BO": "Bolivia (Plurinational State of)|Bolivia",
		"DE": "Alemanha|Allemagne|Germany, Fed. Rep.|East Germany (GDR)|DEU", "CH": "Suíça|Suiza", "CZ": "Czech Republic|Czechia|Tchéquie", "NL": "Holanda|Pays-Bas|Netherlands, The", "GM": "The Gambia|Gambia, The", "TR": "Türkiye|Turquía",
		"MX": "México|Mexico|Mexco|MEX|Estados Unidos Mexicanos", "GE": "Georgia", "NE": "Niger", "NG": "Nigeria", "NA": "Namibia|NA", "KN": "St. Kitts & Nevis", "PS": "West Bank and Gaza Strip|Palestine, State of", "SZ": "Swaziland|Eswatini",
		"UA": "Україна", "EG": "مصر", "JP": "日本", "GB.ENG": "England|Inglaterra", "CZ SK": "Czechoslovakia|Checoslovaquia", "RS ME XK": "Serbia-Montenegro",
		"": "Wakanda|Mediterranean Sea|Paris|Guadalajara|Jalisco|Unknownland|Asia|X",
	} {
		for _, name := range strings.Split(names, "|") {
			var got []string
			for _, ref := range c.Countries(name) {
				got = append(got, c.g.Entry(ref).Code)
			}
			if s := strings.Join(got, " "); s != codes {
				t.Errorf("%q is %q, want %q", name, s, codes)
			}
		}
	}
}

// located is what is expected of a record: the beginning of the label and the precision of
// what is found, and the words that it stands for. No label means that nothing is found.
type located struct {
	fields    Fields
	label     string
	precision geo.Precision
	unfound   string
}

var records = []located{
	{Fields{Country: "Burma", City: "Rangoon"}, "Yangon, ", geo.Locality, ""},
	{Fields{Country: "USA", State: "CA", City: "Los Angeles"}, "Los Angeles, California", geo.Locality, ""},
	{Fields{Country: "Brasil", State: "SP", City: "Campinas"}, "Campinas, São Paulo", geo.Locality, ""},
	{Fields{Country: "United States", State: "SD", City: "Mitchell", County: "Davison"}, "Mitchell, South Dakota", geo.Locality, ""},
	{Fields{Country: "États-Unis", State: "Californie"}, "California (state)", geo.Admin1, ""},
	{Fields{Country: "Mexco", State: "Jalsco"}, "Jalisco (state)", geo.Admin1, ""},
	{Fields{Country: "México", State: "México"}, "State of Mexico (state)", geo.Admin1, ""},
	{Fields{Country: "México", State: "Puebla", County: "Puebla"}, "Puebla (municipality)", geo.Admin2, ""},
	{Fields{Country: "MX", State: "Zacatecas", City: "Zacatecas"}, "Zacatecas, ", geo.Locality, ""},
	{Fields{Country: "MX", State: "05"}, "Coahuila (state)", geo.Admin1, ""},
	{Fields{Country: "MX", State: "5"}, "Coahuila (state)", geo.Admin1, ""},
	{Fields{Country: "MX", State: "MX-JAL"}, "Jalisco (state)", geo.Admin1, ""},
	{Fields{Country: "Ecuador", State: "Tungurahua"}, "Tungurahua", geo.Admin1, ""},
	{Fields{Country: "Ecuador", State: "Orellana"}, "Orellana", geo.Admin1, ""},
	{Fields{Country: "Spain", State: "Sevilla"}, "Provincia de Sevilla", geo.Admin2, ""},
	{Fields{Country: "Ukraine", State: "Kharkivska oblast"}, "Kharkiv Oblast", geo.Admin1, ""},
	{Fields{Country: "Afghanistan", State: "Kandahar province"}, "Kandahar Province", geo.Admin1, ""},
	{Fields{Country: "US", State: "Missouri", County: "Greene", City: "Qwzxtown"}, "Greene County", geo.Admin2, "Qwzxtown"},
	{Fields{Country: "US", State: "OH", City: "Franklin County"}, "Franklin County", geo.Admin2, ""},
	{Fields{Country: "England", City: "Leeds"}, "Leeds, England", geo.Locality, ""},
	{Fields{Country: "Yugoslavia", City: "Sarajevo"}, "Sarajevo, ", geo.Locality, ""},
	{Fields{Country: "Україна", City: "Київ"}, "Kyiv, ", geo.Locality, ""},
	{Fields{State: "Amazonas", City: "Manaus"}, "Manaus, Amazonas, Brazil", geo.Locality, ""},
	{Fields{Country: "MX", State: "Jalisco", Place: "Avenida Lázaro Cárdenas, Guadalajara"}, "Guadalajara, Jalisco", geo.Locality, "Avenida Lázaro Cárdenas"},
	{Fields{Country: "MX", State: "Jalisco", Place: "Colonia Americana"}, "Jalisco (state)", geo.Admin1, "Colonia Americana"},
	{Fields{Country: "MX", State: "Jalisco", Place: "Macrolibramiento km 12"}, "Jalisco (state)", geo.Admin1, "Macrolibramiento km 12"},
	{Fields{Country: "MX", Place: "Aeropuerto de Guadalajara"}, "Aeropuerto Internacional Miguel Hidalgo", geo.Exact, ""},
	{Fields{Country: "Mexico", State: "Jalisco", City: "Paris"}, "Jalisco (state)", geo.Admin1, "Paris"},
	{Fields{Country: "Ecuador", State: "Jalisco"}, "Ecuador", geo.Country, "Jalisco"},
	{Fields{Country: "US", Place: "North Sea"}, "United States", geo.Country, "North Sea"},
	{Fields{Country: "US", State: "NY", City: "North Sea"}, "North Sea, New York", geo.Locality, ""},
	{Fields{Country: "MX", State: "San Luis Potosí", City: "SLP"}, "San Luis Potosí (state)", geo.Admin1, ""},
	{Fields{Country: "MX", Place: "GDL"}, "Aeropuerto Internacional Miguel Hidalgo", geo.Exact, ""},
	{Fields{Country: "Wakanda", City: "Paris"}, "", "", "Wakanda"},
	{Fields{Country: "Soviet Union"}, "", "", "Soviet Union"},
	{Fields{Country: "Syria; Iraq"}, "", "", "Syria; Iraq"},
	{Fields{Country: "Syria / Iraq", City: "Mosul"}, "Mosul, ", geo.Locality, ""},
	{Fields{Country: "Mediterranean Sea"}, "", "", "Mediterranean Sea"},
	{Fields{State: "Amazonas"}, "", "", "Amazonas"},
	{Fields{}, "", "", ""},
}

func TestResolve(t *testing.T) {
	c := New(places(t), nil)
	for _, want := range records {
		res := c.Resolve(want.fields, Context{})
		label, precision := "", geo.Precision("")
		if len(res.Candidates) > 0 && !res.Ambiguous {
			label, precision = res.Candidates[0].Label, res.Candidates[0].Location.Precision
		}
		if !strings.HasPrefix(label, want.label) || want.label == "" && label != "" || precision != want.precision || res.Unfound != want.unfound {
			t.Errorf("%+v: %q %s, unfound %q (%s), want %q %s, unfound %q", want.fields, label, precision, res.Unfound, res.Reason, want.label, want.precision, want.unfound)
		}
		if (label == "" || res.Unfound != "") && res.Reason == "" {
			t.Errorf("%+v: no reason", want.fields)
		}
	}
}

// texts are descriptions in free words, as records are.
var texts = []struct {
	query, label string
	precision    geo.Precision
	unfound      string
}{
	{"Москва", "Moscow, ", geo.Locality, ""},
	{"القاهرة", "Cairo, ", geo.Locality, ""},
	{"東京", "Tokyo, ", geo.Locality, ""},
	{"Київ", "Kyiv, ", geo.Locality, ""},
	{"Харків, Україна", "Kharkiv, ", geo.Locality, ""},
	{"الخرطوم، السودان", "Khartoum, ", geo.Locality, ""},
	{"Αθήνα", "Athens, ", geo.Locality, ""},
	{"서울", "Seoul, ", geo.Locality, ""},
	{"Monterrey N.L.", "Monterrey, Nuevo León", geo.Locality, ""},
	{"Long Beach CA", "Long Beach, California", geo.Locality, ""},
	{"Portland OR", "Portland, Oregon", geo.Locality, ""},
	{"Mexico, Jalisco, Guadalajara", "Guadalajara, Jalisco", geo.Locality, ""},
	{"La Guardia Airport, New York, New York", "La Guardia Airport", geo.Exact, ""},
	{"Archerfield Aerodrome, Queensland, Australia", "Queensland", geo.Admin1, "Archerfield Aerodrome"},
	{"St. Charles Parkway, White Plains, Charles County, Maryland, US", "Charles County", geo.Admin2, "St. Charles Parkway, White Plains"},
	{"123 Main St, Springfield, Illinois", "Springfield, Illinois", geo.Locality, "123 Main St"},
	{"Qwzxtown, Jalisco, Mexico", "Jalisco (state)", geo.Admin1, "Qwzxtown"},
	{"Paris, Jalisco", "Jalisco (state)", geo.Admin1, "Paris"},
	{"Burma", "Myanmar", geo.Country, ""},
	{"LIMA", "Lima, ", geo.Locality, ""},
	{"Mar del Plata", "Mar del Plata, ", geo.Locality, ""},
	{"Gulf Shores, Alabama", "Gulf Shores, ", geo.Locality, ""},
	{"Trinidad and Tobago", "Trinidad and Tobago", geo.Country, ""},
	{"Long Beach, CA To: Fresno, CA", "Long Beach, California, United States – Fresno, California", geo.InTransit, ""},
	{"From Guadalajara to Monterrey", "Guadalajara, Jalisco, Mexico – Monterrey, Nuevo León", geo.InTransit, ""},
	{"entre Guadalajara y Tepic", "Guadalajara, Jalisco, Mexico – Tepic, Nayarit", geo.Near, ""},
	// What is no one place.
	{"Chapala y Jocotepec, Jalisco", "", "", ""},
	{"Baghdad; Mosul", "", "", ""},
	{"Tehran - Qom", "", "", ""},
	{"Avenida Lázaro Cárdenas", "", "", ""},
	{"Macrolibramiento km 12", "", "", ""},
	{"Mediterranean Sea", "", "", ""},
	{"Mar Caribe", "", "", ""},
	{"North Sea", "", "", ""},
	{"Golfo de Adén", "", "", ""},
	{"aeropuerto de Tapalpa", "", "", ""},
}

func TestTexts(t *testing.T) {
	c := New(places(t), nil)
	for _, want := range texts {
		res := c.Geocode(want.query, Context{})
		label, precision := "", geo.Precision("")
		if len(res.Candidates) > 0 && !res.Ambiguous {
			label, precision = res.Candidates[0].Label, res.Candidates[0].Location.Precision
		}
		if !strings.HasPrefix(label, want.label) || want.label == "" && label != "" || precision != want.precision || res.Unfound != want.unfound {
			t.Errorf("%s: %q %s, unfound %q (%s), want %q %s, unfound %q", want.query, label, precision, res.Unfound, res.Reason, want.label, want.precision, want.unfound)
		}
	}
}

func TestJourneys(t *testing.T) {
	c := New(places(t), nil)
	loc := c.Geocode("Long Beach, CA To: Fresno, CA", Context{}).Candidates[0].Location
	line, ok := loc.Geometry.(orb.LineString)
	if !ok || len(line) != 2 || loc.RadiusM != 0 || loc.Admin.Admin1 != "US.CA" || loc.GazetteerID != "" {
		t.Errorf("%+v", loc)
	}
	loc = c.Geocode("between Guadalajara and Tepic", Context{}).Candidates[0].Location
	if _, ok := loc.Geometry.(orb.Point); !ok || loc.RadiusM < 80_000 || loc.Admin.Country != "MX" || loc.Admin.Admin1 != "" {
		t.Errorf("%+v", loc)
	}
}

// The country of a file follows from its states, whatever they are called by.
func TestCommonCountry(t *testing.T) {
	c := New(places(t), nil)
	for states, want := range map[string]string{
		"OH OR NC SD MO NE MD TX": "US", "SP RJ MG BA": "BR", "Puebla Zacatecas México Jalisco Colima Veracruz": "MX",
		"Guayas Pichincha Manabí Orellana Tungurahua Azuay": "EC", "Amazonas": "", "Borno Kano Lagos": "NG", "Qwz Xyz": "", "Bayern Hessen Sachsen": "DE", "": "",
	} {
		var all []Fields
		for _, s := range strings.Fields(states) {
			all = append(all, Fields{State: s})
		}
		if got, ok := c.CommonCountry(all); ok != (want != "") || ok && got != want {
			t.Errorf("%s: %s %v, want %s", states, got, ok, want)
		}
	}
}

// Two towns with a comma between them are two places, unless the first may be in the second; a state is known by the name
// that it had.
func TestTwoTowns(t *testing.T) {
	c := New(places(t), nil)
	for _, tt := range []struct {
		fields Fields
		label  string
		reason string
	}{
		{Fields{Place: "Paris, Lyon", Country: "France"}, "France", "it names two places"},
		{Fields{City: "Guadalajara, Monterrey", Country: "Mexico"}, "Mexico", "it names two places"},
		{Fields{Place: "Guadalajara|Tepic", Country: "Mexico"}, "Mexico", "it names two places"},
		{Fields{Place: "Zapopan, Guadalajara"}, "Zapopan, Jalisco", ""},
		{Fields{City: "Lima", Country: "Mexico"}, "Mexico", "the name is of a large city of another country, and here of a small place alone"},
		{Fields{City: "Lima", State: "Ohio", Country: "United States"}, "Lima, Ohio", ""},
		{Fields{City: "Lima", Country: "Peru"}, "Lima", ""},
		{Fields{Place: "the Sahel"}, "", "it is a region of several countries, of which no outline is known here"},
		{Fields{Place: "Patagonia"}, "", "it is a region of several countries, of which no outline is known here"},
		{Fields{Place: "Sahel", Country: "Burkina Faso"}, "Sahel Region (state)", ""},
		{Fields{Place: "Colonia Roma, Monterrey", Country: "Mexico"}, "Monterrey", "it names a street, a road or a neighbourhood, and not in which town"},
		{Fields{Place: "Paris, Jalisco"}, "Jalisco (state)", "no place is known by these words"},
		{Fields{Place: "Distrito Federal", Country: "Mexico"}, "Mexico City (state)", ""},
		{Fields{State: "Distrito Federal", Country: "Mexico"}, "Mexico City (state)", ""},
		{Fields{State: "Distrito Federal", Country: "Brazil"}, "Federal District (state)", ""},
	} {
		res := c.Resolve(tt.fields, Context{Lang: "en"})
		label := ""
		if len(res.Candidates) > 0 {
			label = res.Candidates[0].Label
		}
		if !strings.HasPrefix(label, tt.label) || res.Reason != tt.reason {
			t.Errorf("%+v is %q, %q; want %q, %q", tt.fields, label, res.Reason, tt.label, tt.reason)
		}
	}
}
