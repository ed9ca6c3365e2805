package derive

import "github.com/paulmach/orb"

// What the packages do not have, written by hand.

// countryPoints are the points that GeoNames gives countries whose towns lie far from
// their middle (longitude, latitude).
var countryPoints = map[string]orb.Point{
	"US": {-98.5, 39.76},
	"CA": {-113.64, 60.11},
	"RU": {100, 60},
}

// countryNumbers are GeoNames' numbers of countries.
var countryNumbers = map[string]uint32{"MX": 3996063, "US": 6252001, "CA": 6251999, "RU": 2017370, "ES": 2510769}

// everydayNames are everyday names, by code and language, where the packages have formal
// or doubtful ones.
var everydayNames = map[string]string{
	"KR en": "South Korea", "KR es": "Corea del Sur", "KP en": "North Korea", "KP es": "Corea del Norte",
	"XK en": "Kosovo", "XK es": "Kosovo", "CG en": "Republic of the Congo", "CG es": "República del Congo",
}

// stateNames are the names of states, by code and language, where the packages have
// formal or dated ones.
var stateNames = map[string]string{
	"MX.09 en": "Mexico City", "MX.09 es": "Ciudad de México", "MX.15 en": "State of Mexico", "MX.15 es": "Estado de México",
	"MX.16 es": "Michoacán", "MX.16 en": "Michoacán", "MX.30 es": "Veracruz", "MX.30 en": "Veracruz",
	"MX.07 es": "Coahuila", "MX.07 en": "Coahuila",
}

// otherAreaNames are names that people use and the packages lack.
var otherAreaNames = map[string][]string{
	"MX":    {"Estados Unidos Mexicanos", "República Mexicana", "Mexican Republic", "Méjico"},
	"US":    {"EE. UU.", "EEUU", "E.U.A.", "EUA", "Estados Unidos de América", "Estados Unidos de Norteamérica", "the States"},
	"GB":    {"UK", "U.K.", "Britain", "Gran Bretaña", "United Kingdom of Great Britain and Northern Ireland"},
	"AE":    {"UAE", "EAU"},
	"CD":    {"DR Congo", "DRC", "Democratic Republic of Congo", "Congo-Kinshasa"},
	"KP":    {"DPRK"},
	"CG":    {"Congo-Brazzaville"},
	"MX.07": {"Coahuila de Zaragoza"},
	"MX.09": {"Distrito Federal", "Federal District", "México, Distrito Federal"},
	"MX.15": {"Estado de México", "State of Mexico", "Mexico State", "Edo. de México"},
	"MX.16": {"Michoacán de Ocampo"},
	"MX.30": {"Veracruz de Ignacio de la Llave", "Veracruz-Llave"},
	"US.DC": {"Washington, D.C.", "Washington DC"},
}

// stateAbbreviations are the customary abbreviations of Mexico's states, and those of
// the United States that wire stories use.
var stateAbbreviations = map[string]string{
	"MX.01": "Ags.", "MX.02": "B.C.", "MX.03": "B.C.S.", "MX.04": "Camp.", "MX.05": "Chis.", "MX.06": "Chih.",
	"MX.07": "Coah.", "MX.08": "Col.", "MX.09": "CDMX,D.F.", "MX.10": "Dgo.", "MX.11": "Gto.", "MX.12": "Gro.",
	"MX.13": "Hgo.", "MX.14": "Jal.", "MX.15": "Edomex,Edo. Méx.,Edo. Mex,Méx.", "MX.16": "Mich.", "MX.17": "Mor.", "MX.18": "Nay.",
	"MX.19": "N.L.", "MX.20": "Oax.", "MX.21": "Pue.", "MX.22": "Qro.", "MX.23": "Q. Roo,Q.R.", "MX.24": "S.L.P.",
	"MX.25": "Sin.", "MX.26": "Son.", "MX.27": "Tab.", "MX.28": "Tamps.", "MX.29": "Tlax.", "MX.30": "Ver.",
	"MX.31": "Yuc.", "MX.32": "Zac.",
	"US.AL": "Ala.", "US.AZ": "Ariz.", "US.AR": "Ark.", "US.CA": "Calif.", "US.CO": "Colo.", "US.CT": "Conn.",
	"US.DE": "Del.", "US.FL": "Fla.", "US.IL": "Ill.", "US.IN": "Ind.", "US.KS": "Kan.", "US.MA": "Mass.",
	"US.MI": "Mich.", "US.MN": "Minn.", "US.MS": "Miss.", "US.MT": "Mont.", "US.NE": "Neb.", "US.NV": "Nev.",
	"US.OK": "Okla.", "US.OR": "Ore.", "US.PA": "Penn.", "US.TN": "Tenn.", "US.TX": "Tex.", "US.WA": "Wash.",
	"US.WV": "W.Va.", "US.WI": "Wis.", "US.WY": "Wyo.",
}

// cityNames are cities whose English or Spanish name is not GeoNames' main one. Each name
// is one of GeoNames' alternate names of the city; the derivation fails otherwise.
var cityNames = []struct{ country, name, en, es string }{
	{"MX", "Mexico City", "Mexico City", "Ciudad de México"},
	{"US", "New York City", "New York City", "Nueva York"},
	{"US", "Los Angeles", "Los Angeles", "Los Ángeles"},
	{"US", "Philadelphia", "Philadelphia", "Filadelfia"},
	{"US", "New Orleans", "New Orleans", "Nueva Orleans"},
	{"GB", "London", "London", "Londres"},
	{"GB", "Edinburgh", "Edinburgh", "Edimburgo"},
	{"FR", "Paris", "Paris", "París"},
	{"FR", "Marseille", "Marseille", "Marsella"},
	{"FR", "Bordeaux", "Bordeaux", "Burdeos"},
	{"IT", "Rome", "Rome", "Roma"},
	{"IT", "Milan", "Milan", "Milán"},
	{"IT", "Turin", "Turin", "Turín"},
	{"IT", "Venice", "Venice", "Venecia"},
	{"IT", "Florence", "Florence", "Florencia"},
	{"IT", "Naples", "Naples", "Nápoles"},
	{"CH", "Genève", "Geneva", "Ginebra"},
	{"DE", "Munich", "Munich", "Múnich"},
	{"DE", "Berlin", "Berlin", "Berlín"},
	{"DE", "Hamburg", "Hamburg", "Hamburgo"},
	{"AT", "Vienna", "Vienna", "Viena"},
	{"CZ", "Prague", "Prague", "Praga"},
	{"PL", "Warsaw", "Warsaw", "Varsovia"},
	{"BE", "Brussels", "Brussels", "Bruselas"},
	{"NL", "Amsterdam", "Amsterdam", "Ámsterdam"},
	{"NL", "The Hague", "The Hague", "La Haya"},
	{"DK", "Copenhagen", "Copenhagen", "Copenhague"},
	{"SE", "Stockholm", "Stockholm", "Estocolmo"},
	{"PT", "Lisbon", "Lisbon", "Lisboa"},
	{"GR", "Athens", "Athens", "Atenas"},
	{"ES", "Sevilla", "Seville", "Sevilla"},
	{"RU", "Moscow", "Moscow", "Moscú"},
	{"RU", "Saint Petersburg", "Saint Petersburg", "San Petersburgo"},
	{"TR", "Istanbul", "Istanbul", "Estambul"},
	{"EG", "Cairo", "Cairo", "El Cairo"},
	{"CN", "Beijing", "Beijing", "Pekín"},
	{"JP", "Tokyo", "Tokyo", "Tokio"},
	{"KR", "Seoul", "Seoul", "Seúl"},
	{"IN", "New Delhi", "New Delhi", "Nueva Delhi"},
	{"IN", "Mumbai", "Mumbai", "Bombay"},
	{"CU", "Havana", "Havana", "La Habana"},
	{"GT", "Guatemala City", "Guatemala City", "Ciudad de Guatemala"},
	{"IR", "Tehran", "Tehran", "Teherán"},
	{"IQ", "Baghdad", "Baghdad", "Bagdad"},
	{"SY", "Damascus", "Damascus", "Damasco"},
	{"ZA", "Cape Town", "Cape Town", "Ciudad del Cabo"},
}
