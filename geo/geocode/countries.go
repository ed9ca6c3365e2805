package geocode

import (
	"slices"
	"strings"

	"incidentmap/geo/gazetteer"
)

// Countries gives the countries that words name: by a code, a name in any language of the
// gazetteer, an old or an official one, with words put behind a comma or in brackets
// ("Congo, Democratic Republic of the", "Taiwan (Province of China)"), or misspelt where
// one country alone is spelt so. What was one country and is several now gives all of them;
// a part of a country that tables count as one gives that part. Towns are not looked at.
func (c *Geocoder) Countries(words string) []gazetteer.Ref {
	for _, name := range countrySpellings(words) {
		if codes, ok := countryNames[name]; ok {
			return c.areasOf(codes)
		}
		if found := c.countriesNamed(name); found != nil {
			return found
		}
	}
	return c.similar(countrySpellings(words), gazetteer.Country, nil)
}

func (c *Geocoder) countriesNamed(name string) []gazetteer.Ref {
	var found []gazetteer.Ref
	c.g.Exact(name, func(m gazetteer.Match) bool {
		if c.g.Kind(m.Ref) == gazetteer.Country && !slices.Contains(found, m.Ref) {
			found = append(found, m.Ref)
		}
		return true
	})
	if len(found) > 1 {
		return nil
	}
	return found
}

// areasOf gives the areas of codes.
func (c *Geocoder) areasOf(codes string) []gazetteer.Ref {
	var all []gazetteer.Ref
	for _, code := range strings.Fields(codes) {
		if e, ok := c.g.Area(code); ok {
			all = append(all, e.Ref)
		}
	}
	return all
}

// countrySpellings are the forms in which a country may be known, the likeliest first.
func countrySpellings(words string) []string {
	var all []string
	add := func(parts ...string) {
		if name := nameKey(strings.Join(parts, " ")); name != "" && !slices.Contains(all, name) {
			all = append(all, name)
		}
	}
	add(words)
	if head, tail, ok := strings.Cut(words, ","); ok {
		add(tail, head)
		add(tail, "of the", head)
		add(tail, "of", head)
	}
	if at := strings.IndexAny(words, "(["); at > 0 {
		head, tail := words[:at], strings.Trim(words[at:], "()[] ")
		add(tail, head)
		add(tail, "of", head)
		if !shared[nameKey(head)] {
			add(head)
		}
		add(tail)
	}
	for _, s := range slices.Clone(all) {
		add(writtenOut(s))
		if rest, ok := strings.CutPrefix(s, "the "); ok {
			add(rest)
		}
		add(strings.TrimSuffix(s, " the"))
	}
	return all
}

// abbreviated are the abbreviations in the names of countries.
var abbreviated = map[string]string{"rep": "republic", "dem": "democratic", "is": "islands", "n": "north", "s": "south", "fed": "federal", "utd": "united", "arab": "arab", "isl": "islands"}

func writtenOut(name string) string {
	words := strings.Fields(name)
	for i, w := range words {
		if full, ok := abbreviated[w]; ok {
			words[i] = full
		}
	}
	return strings.Join(words, " ")
}

// severalCountries gives the countries that words list, if they list several.
func (c *Geocoder) severalCountries(words string) []gazetteer.Ref {
	parts := strings.FieldsFunc(strings.NewReplacer(" and ", ";", " y ", ";", " & ", ";", " e ", ";").Replace(words), func(r rune) bool { return strings.ContainsRune(";/|,+\n", r) })
	if len(parts) < 2 {
		return nil
	}
	var all []gazetteer.Ref
	for _, p := range parts {
		found := c.Countries(p)
		if len(found) == 0 {
			return nil
		}
		all = append(all, found...)
	}
	return all
}

// shared are names that several countries or parts of countries have, told apart by what
// stands beside.
var shared = set("congo", "korea", "corea", "guinea", "sudan", "yemen", "germany", "alemania", "china", "vietnam", "virgin islands", "samoa", "ireland", "cyprus", "serbia", "macedonia")

// nameKey is the form in which names are compared, of whatever script.
func nameKey(words string) string {
	if key := gazetteer.Normalize(words); key != "" {
		return key
	}
	return gazetteer.Script(words)
}

// countryNames are the names that tables give countries besides those of the gazetteer: old
// and official ones, those of the World Bank, UN, EM-DAT, UCDP and GTD, and names that mean a
// part of a country; with the codes of what they are now.
var countryNames = countryTable(
	"MM", "burma", "myanmar burma", "burma myanmar", "birmania", "birmanie",
	"TW", "taiwan province of china", "china taiwan province of", "china taiwan", "chinese taipei", "formosa", "taiwan china",
	"HK", "hong kong sar", "china hong kong special administrative region", "hong kong sar china", "china hong kong sar", "hong kong china",
	"MO", "macao sar", "china macao special administrative region", "macau sar china", "china macao sar", "macau",
	"CN", "people s republic of china", "peoples republic of china", "prc", "china peoples republic of", "mainland china", "china prc",
	"CD", "democratic republic of the congo", "democratic republic of congo", "congo democratic republic", "congo democratic republic of the", "congo dem rep", "congo dem rep of", "dem rep congo", "dem rep of the congo",
	"CD", "democratic republic congo", "congo kinshasa", "kinshasa congo", "dr congo zaire", "congo dr", "dr congo", "drc", "zaire", "congo zaire", "republica democratica del congo", "rd congo", "rdc", "congo the democratic republic of the", "belgian congo",
	"CG", "republic of the congo", "republic of congo", "congo rep", "congo republic", "congo republic of", "congo republic of the", "congo brazzaville", "brazzaville congo", "people s republic of the congo", "peoples republic of the congo", "congo",
	"KP", "north korea", "korea north", "dpr korea", "korea dem rep", "korea dem people s rep", "korea democratic people s republic of", "korea democratic peoples republic of", "democratic people s republic of korea", "democratic peoples republic of korea", "korea dem peoples rep", "corea del norte", "dprk",
	"KR", "south korea", "korea south", "republic of korea", "korea republic of", "korea rep", "korea the republic of", "rok", "corea del sur",
	"IR", "iran islamic rep", "iran islamic republic of", "islamic republic of iran", "persia",
	"SY", "syrian arab republic", "syria arab republic", "syrian arab rep",
	"LA", "lao", "lao pdr", "lao people s dem rep", "lao people s democratic republic", "lao peoples democratic republic", "laos pdr",
	"VN", "viet nam", "socialist republic of vietnam", "vietnam democratic republic of", "north vietnam", "south vietnam", "vietnam north", "vietnam south", "republic of vietnam",
	"CI", "ivory coast", "cote d ivoire", "cote divoire", "costa de marfil", "costa do marfim",
	"SZ", "swaziland", "suazilandia", "kingdom of eswatini", "kingdom of swaziland",
	"CZ", "czech republic", "czechia", "czech rep", "tchequie", "republica checa", "chequia",
	"MK", "macedonia", "north macedonia", "macedonia fyr", "fyr macedonia", "former yugoslav republic of macedonia", "the former yugoslav republic of macedonia", "macedonia former yugoslav republic of", "macedonia fyrom", "fyrom", "republic of north macedonia", "republic of macedonia",
	"TR", "turkiye", "turkey ottoman empire", "republic of turkiye",
	"CV", "cape verde", "cabo verde", "cape verde is", "cabo verde is",
	"TL", "east timor", "timor leste", "timor oriental",
	"RU", "russia", "russian federation", "russian fed", "russia soviet union", "russian soviet federative socialist republic",
	"GB", "uk", "u k", "great britain", "united kingdom of great britain and northern ireland", "united kingdom", "britain", "reino unido", "gran bretana",
	"GB.ENG", "england", "inglaterra", "GB.SCT", "scotland", "escocia", "GB.WLS", "wales", "gales", "GB.NIR", "northern ireland", "irlanda del norte",
	"US", "usa", "u s a", "u s", "united states of america", "united states", "the united states", "estados unidos", "ee uu", "eeuu", "eua", "estados unidos de america", "etats unis", "us of a",
	"BO", "bolivia plurinational state of", "plurinational state of bolivia", "bolivia plurinational state",
	"VE", "venezuela bolivarian republic of", "bolivarian republic of venezuela", "venezuela rb", "venezuela bolivarian rep",
	"TZ", "tanzania united republic of", "united republic of tanzania", "tanzania uni rep", "tanganyika", "TZ", "tanzania united rep",
	"MD", "moldova republic of", "republic of moldova", "moldova rep", "moldavia",
	"BN", "brunei", "brunei darussalam", "FM", "micronesia federated states of", "micronesia fed sts", "federated states of micronesia", "micronesia fed states of",
	"PS", "palestine", "palestine state of", "state of palestine", "palestinian territories", "occupied palestinian territory", "palestinian territory", "palestinian territory occupied", "palestine occupied", "west bank and gaza", "west bank and gaza strip", "west bank gaza", "palestine west bank", "palestina", "opt",
	"XK", "kosovo", "kosovo republic of", "VA", "vatican city", "holy see", "holy see vatican city state", "vatican", "vatican city state",
	"GM", "gambia", "the gambia", "gambia the", "gambia republic of the", "BS", "bahamas", "the bahamas", "bahamas the", "KY", "cayman is", "VG", "british virgin islands", "virgin islands british", "virgin is uk",
	"VI", "us virgin islands", "virgin islands u s", "virgin islands us", "united states virgin islands", "virgin is us",
	"BF", "upper volta", "haute volta", "alto volta", "BJ", "dahomey", "republic of dahomey", "ZW", "rhodesia", "southern rhodesia", "zimbabwe rhodesia", "ZM", "northern rhodesia", "LK", "ceylon", "ceilan", "KH", "kampuchea", "cambodia kampuchea", "khmer republic",
	"TH", "siam", "ET", "abyssinia", "GH", "gold coast", "MW", "nyasaland", "BW", "bechuanaland", "LS", "basutoland", "GW", "portuguese guinea", "guinea bissau", "NA", "south west africa", "BZ", "british honduras", "SR", "dutch guiana", "surinam", "GY", "british guiana",
	"DJ", "french somaliland", "afars and issas", "EH", "spanish sahara", "western sahara", "sahara occidental", "VU", "new hebrides", "vanuatu new hebrides", "KI", "gilbert islands", "TV", "ellice islands", "CF", "central african rep", "central african empire", "ubangi shari", "car",
	"DO", "dominican rep", "santo domingo republic", "GQ", "eq guinea", "spanish guinea", "BA", "bosnia", "bosnia herzegovina", "bosnia and herzegovina", "bosnia hercegovina", "AE", "uae", "u a e", "united arab emirates", "emirates", "trucial states", "emiratos arabes unidos",
	"SA", "ksa", "saudi", "kingdom of saudi arabia", "IE", "republic of ireland", "eire", "ireland republic of", "ST", "sao tome et principe", "sao tome and principe", "KN", "st kitts and nevis", "saint kitts nevis", "st kitts nevis", "LC", "st lucia", "VC", "st vincent and the grenadines", "saint vincent grenadines", "st vincent",
	"TT", "trinidad", "trinidad tobago", "AG", "antigua", "antigua barbuda", "PG", "papua", "new guinea", "SB", "solomon is", "MH", "marshall is", "CK", "cook is", "FK", "falkland is", "falkland islands", "falkland islands malvinas", "malvinas", "islas malvinas", "MP", "northern mariana is",
	"GB", "united kingdom great britain", "SK", "slovak republic", "slovak rep", "KG", "kyrgyz republic", "kyrgyz rep", "kirghizia", "BY", "belorussia", "byelorussia", "white russia", "UA", "ukrainian ssr", "the ukraine", "GE", "georgia republic of", "AZ", "azerbaidjan",
	"DE", "federal republic of germany", "germany federal republic of", "germany fed rep", "west germany", "west germany frg", "germany west", "frg", "east germany", "east germany gdr", "germany east", "german democratic republic", "germany dem rep", "gdr", "ddr", "rfa", "rda",
	"YE", "north yemen", "south yemen", "yemen arab republic", "yemen arab rep", "yemen p dem rep", "yemen people s democratic republic", "yemen north yemen", "yemen rep", "yemen republic of", "people s democratic republic of yemen", "peoples republic of yemen",
	"EG", "egypt arab rep", "arab republic of egypt", "united arab republic", "LY", "libyan arab jamahiriya", "libya arab jamahiriya", "socialist people s libyan arab jamahiriya", "state of libya",
	"NL", "holland", "holanda", "the netherlands", "netherlands the", "netherlands kingdom of the", "NZ", "aotearoa", "PT", "azores islands", "azores", "madeira", "ES", "canary is", "canary islands", "islas canarias", "RE", "reunion island",
	"SO", "somaliland", "SS", "south sudan", "sudan south", "republic of south sudan", "sudan del sur", "SD", "north sudan", "the sudan", "republic of the sudan", "republic of sudan",
	"RU BY UA MD GE AM AZ KZ KG UZ TM TJ EE LV LT", "soviet union", "ussr", "u s s r", "union of soviet socialist republics", "urss", "union sovietica",
	"RS ME HR SI BA MK XK", "yugoslavia", "former yugoslavia", "yugoslavia socialist federal republic of", "yugoslavia sfr",
	"RS ME XK", "serbia montenegro", "serbia and montenegro", "serbia and montenegro yugoslavia", "federal republic of yugoslavia", "state union of serbia and montenegro",
	"CZ SK", "czechoslovakia", "checoslovaquia", "tchecoslovaquie", "CW SX BQ", "netherlands antilles", "antillas neerlandesas", "IL PS", "israel palestine", "israel and palestine", "palestine israel", "israel and the occupied territories", "israel opt",
	"IN PK BD", "british india",
)

// countryTable reads codes in capitals, each followed by the names of what they stand for.
func countryTable(items ...string) map[string]string {
	table, codes := map[string]string{}, ""
	for _, it := range items {
		if it == strings.ToUpper(it) {
			codes = it
		} else {
			table[it] = codes
		}
	}
	return table
}
