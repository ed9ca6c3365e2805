package geoparse

import "strings"

// readRegime tells which lines are headlines or in capitals, and whether the text has
// capitals at all, and which language it is in.
func (d *document) readRegime() {
	capitals, spanish, english := 0, 0, 0
	d.cues = map[string]float64{}
	from := 0
	for i := range d.tokens {
		t := &d.tokens[i]
		if t.shape != lower && t.shape != number {
			capitals++
		}
		switch {
		case spanishWords[t.key]:
			spanish++
		case englishWords[t.key]:
			english++
		}
		if country, ok := countryCues[t.key]; ok {
			d.cues[country]++
		}
		if i > from && (t.gap&(paragraph|stop) != 0 && t.opens) {
			d.readLine(from, i)
			from = i
		}
	}
	d.readLine(from, len(d.tokens))
	d.lowercase = capitals == 0 && len(d.tokens) > 0
	d.spanish = spanish > english
	if d.spanish {
		d.speaks = spanishCountries
	} else {
		d.speaks = englishCountries
	}
}

// countryCues are words that the press of one country uses of its own affairs.
var countryCues = cueTable(map[string]string{
	"US": `sheriff sheriffs deputies county counties commissioners selectmen aldermen alderman republican republicans democrat democrats gop interstate
		freshman sophomore varsity gubernatorial medicaid medicare statewide neighborhood neighborhoods congressman congresswoman township twp zip`,
	"GB": `councillor councillors constabulary mp mps nhs pounds neighbourhood borough ofsted magistrates pub pubs pensioner pensioners tory tories labour
		county's colour centre programme crown`,
	"CA": `rcmp premier ndp loonie bylaw`,
	"AU": `aussie aboriginal indigenous`,
	"IE": `gardai garda taoiseach dail`,
	"IN": `crore lakh panchayat rupees`,
	"MX": `sedena pesos cdmx semar pri morena pan alcaldia conagua imss issste pemex cfe ejidatarios`,
	"CO": `vereda veredas corregimiento eln farc disidencias cti sijin`,
	"ES": `concejal concejales euros guardia autonomica consejeria ertzaintza mossos`,
})

func cueTable(words map[string]string) map[string]string {
	table := map[string]string{}
	for country, all := range words {
		for w := range set(all) {
			table[w] = country
		}
	}
	return table
}

var (
	spanishWords = set("el la los las de del y en que por con para una un se su al lo fue es")
	englishWords = set("the of and in to for with that was is on by at from an it his her said as be has")
	// Of one where it is a language among others it says less.
	spanishCountries = countries(1, "MX ES CO AR PE VE CL EC GT CU BO DO HN PY SV NI CR PA UY", 0.5, "PR GQ US")
	englishCountries = countries(1, "US GB CA AU IE NZ", 0.4, "IN ZA NG KE GH PH JM SG")
)

func countries(most float64, codes string, less float64, others string) map[string]float64 {
	s := map[string]float64{}
	for _, c := range strings.Fields(codes) {
		s[c] = most
	}
	for _, c := range strings.Fields(others) {
		s[c] = less
	}
	return s
}

// leastHeadline is how many words a headline has at least.
const leastHeadline = 6

// readLine marks the tokens of a sentence or line as loud when nearly all words that
// could be lower case have capitals.
func (d *document) readLine(from, to int) {
	words, capitals := 0, 0
	for _, t := range d.tokens[from:to] {
		if t.shape == number || functionWords[t.key] && t.shape == lower || t.key == "" {
			continue
		}
		words++
		if t.shape != lower {
			capitals++
		}
	}
	if words < leastHeadline || 10*capitals < 9*words {
		return
	}
	for i := from; i < to; i++ {
		d.tokens[i].loud = true
	}
}
