package extract

import (
	"slices"
	"strings"

	"incidentmap/geo"
	"incidentmap/geo/geocode"
	"incidentmap/geo/geoparse"
	"incidentmap/incidents"
	"incidentmap/incidents/extract/text"
)

// A name of a place that is not known is yet where something happened: taken for another place it would be a silent error, and left out
// the event would be put where another was. It is looked for as another spelling within its country, and else told in its words alone.

// mostUnknown bounds the names of a text that are looked for by another spelling, which costs more than to find a name.
const mostUnknown = 40

// mostUnlocated bounds the names that are added to a text's places.
const mostUnlocated = 1000

// likelySpelling is the score from which another spelling is taken for a name, and shortestSpelled the length, in bytes, of the shortest.
const (
	likelySpelling  = 0.35
	shortestSpelled = 5
	// A shorter name is no misspelling: one letter makes another town of it.
	shortestMisspelled = 6
)

// takeUnknown gives the names that were placed by guess, or are not known at all, what is sure about them.
func (r *reading) takeUnknown() {
	known := map[string]geo.Location{}
	bearers := r.bearers()
	for i := range r.places {
		if p := &r.places[i]; r.isGuessed(bearers, p) {
			p.Location, p.Relation, p.Confidence = r.spelled(known, p.Text, p.Location.Admin.Country), nil, unsureSpelling
		}
	}
	r.lengthen(known)
	before := len(r.places)
	for _, s := range r.d.Sentences {
		if s.Aside || r.d.Loud || len(r.places) > before+mostUnlocated {
			continue
		}
		for i := s.First; i < s.Last; i++ {
			if run := r.unknownName(s.Range, i); run.Len() > 0 {
				r.addUnknown(known, run)
				i = run.Last
			}
		}
	}
}

// unsureSpelling is how sure a place is that is known by another spelling.
const unsureSpelling = 0.5

// isGuessed reports whether a name is in no gazetteer and was taken for another place that the text names.
func (r *reading) isGuessed(bearers map[string][]int, p *place) bool {
	if p.Entry.ID != "" || p.Relation != nil || p.Location.GazetteerID == "" || p.Location.Precision != geo.Locality && p.Location.Precision != geo.Admin2 {
		return false
	}
	text := plainWord(p.Text)
	for _, name := range p.Location.Place {
		if plainWord(name) == text {
			return false
		}
	}
	taken := false
	for _, k := range bearers[p.Location.GazetteerID] {
		q := &r.places[k]
		if plainWord(q.Text) == text {
			continue
		}
		if r.sentenceStart(q.First) == r.sentenceStart(p.First) && !r.d.Dateline.Holds(q.First) {
			return false // it is told beside it: "in Majdal, Homs"
		}
		taken = true
	}
	return taken
}

// bearers gives by place the first of the names of the gazetteer that the text calls it by.
func (r *reading) bearers() map[string][]int {
	const most = 8
	all := map[string][]int{}
	for k := range r.places {
		if id := r.places[k].Location.GazetteerID; id != "" && r.places[k].Entry.ID != "" && len(all[id]) < most {
			all[id] = append(all[id], k)
		}
	}
	return all
}

// spelled gives the place of a country that a name is another spelling of; where there is none the name alone, without a place.
func (r *reading) spelled(known map[string]geo.Location, name, country string) geo.Location {
	key := country + " " + plainWord(name)
	if loc, ok := known[key]; ok {
		return loc
	}
	loc := geo.Location{Precision: geo.Unlocated, Place: map[string]string{r.d.Lang: name}}
	if len(known) < mostUnknown && len(name) >= shortestSpelled && country != "" {
		found := r.e.coder.Geocode(name, geocode.Context{Country: country, Lang: r.d.Lang})
		for _, c := range found.Candidates {
			if found.Unfound == "" && c.Score >= likelySpelling && c.Location.Admin.Country == country && c.Location.Precision != geo.Country && (len(name) >= shortestMisspelled || r.bears(&c.Location, name)) {
				loc = c.Location
				break
			}
		}
		if r.isOneOfAlike(name, country, found) {
			loc = geo.Location{Precision: geo.Unlocated, Place: map[string]string{r.d.Lang: name}}
		}
	}
	known[key] = loc
	return loc
}

// bears reports whether a place or what holds it has a name of which the words are a part.
func (r *reading) bears(loc *geo.Location, name string) bool {
	return slices.ContainsFunc(namesOf(loc), func(n string) bool { return strings.Contains(plainWord(n), plainWord(name)) })
}

// isOneOfAlike reports whether several places of a country are spelled nearly as a name is, and none as it is: then the name may be of any of
// them, or of another.
func (r *reading) isOneOfAlike(name, country string, found geocode.Result) bool {
	alike := map[string]bool{}
	for _, c := range found.Candidates {
		if c.Location.Admin.Country != country || c.Location.Precision == geo.Country {
			continue
		}
		for _, n := range c.Location.Place {
			if plainWord(n) == plainWord(name) {
				return false
			}
		}
		if n, _ := incidents.Text(c.Location.Place).In("en", "es"); n != "" && c.Score >= likelySpelling {
			alike[plainWord(n)] = true
		}
	}
	return len(alike) > 1
}

// addUnknown adds a name that the parser knows no place of.
func (r *reading) addUnknown(known map[string]geo.Location, run text.Range) {
	at, _ := slices.BinarySearchFunc(r.places, run.First, func(p place, first int) int { return p.First - first })
	name := r.d.Words(run)
	p := place{Range: run, Toponym: geoparse.Toponym{
		Span: geoparse.Span{Start: r.d.Tokens[run.First].Start, End: r.d.Tokens[run.Last-1].End}, Text: name, Confidence: unsureSpelling,
	}}
	for _, country := range r.countriesAround(at, run) {
		if p.Location = r.areaCalled(known, &p, country); p.Location.Precision != geo.Unlocated {
			break
		}
		if p.Location = r.spelled(known, name, country); p.Location.Precision != geo.Unlocated {
			break
		}
	}
	held := at < len(r.places) && r.isHeldBy(run.Last, r.places[at].First) // "in Mangochar, Kalat": the town stands for it
	if held {
		r.asState(at)
	}
	if at < len(r.places) && (held || r.token(run.Last) == "(" && r.places[at].First == run.Last+1) && (isArea(&r.places[at]) || r.places[at].Location.Precision == geo.Admin2) {
		// "en Pataz (La Libertad)": what is not known in its area is told as of the area
		if area := r.innerArea(at); p.Location.Precision == geo.Unlocated || !holds(area, &p) {
			p.Location = area.Location
		}
	}
	if p.Location.Precision == geo.Unlocated && (held || len(r.d.Sentences) <= longestNote) {
		return // of a note the other place that it names is likelier than none
	}
	r.places = slices.Insert(r.places, at, p)
}

// innerArea gives the area that a name in the possessive holds, where one follows: of "Kerala's Wayanad district" the district; else the place
// itself.
func (r *reading) innerArea(at int) *place {
	p := &r.places[at]
	if at+1 >= len(r.places) || !r.d.Tokens[p.Last-1].Possessive {
		return p
	}
	if q := &r.places[at+1]; q.First-p.Last <= 1 && holds(p, q) && q.Location.Precision == geo.Admin2 {
		return q
	}
	return p
}

// areaCalled gives the area of a country that a name means with the noun before it: "la provincia peruana de Pataz" is Provincia de Pataz. Where
// there is none it gives no place.
func (r *reading) areaCalled(known map[string]geo.Location, p *place, country string) geo.Location {
	noun := r.nounOf(p)
	if r.d.Lang != "es" || !areaLeads[noun] && noun != "distrito" && noun != "municipio" {
		return geo.Location{Precision: geo.Unlocated}
	}
	loc := r.spelled(known, noun+" de "+p.Text, country)
	if loc.Precision == geo.Unlocated || !r.bears(&loc, p.Text) {
		return geo.Location{Precision: geo.Unlocated}
	}
	return loc
}

// isUnknownArea reports whether a place is a province or the like that is not known, in which any other of its country may lie.
func (r *reading) isUnknownArea(p *place) bool {
	return p.Location.Precision == geo.Unlocated && areaLeads[r.nounOf(p)]
}

// isArea reports whether a place is a state or a country.
func isArea(p *place) bool {
	return p.Relation == nil && (p.Location.Precision == geo.Admin1 || p.Location.Precision == geo.Country)
}

// countriesAround gives the countries that a name may lie in, the likeliest first: that of the next place of its sentence, of the one before it,
// of the dateline.
func (r *reading) countriesAround(at int, run text.Range) []string {
	var all []string
	add := func(k int) {
		if c := r.places[k].Location.Admin.Country; c != "" && !slices.Contains(all, c) {
			all = append(all, c)
		}
	}
	start := r.sentenceStart(run.First)
	for _, k := range []int{at, at - 1} {
		if k >= 0 && k < len(r.places) && r.sentenceStart(r.places[k].First) == start {
			add(k)
		}
	}
	for k := 0; k < len(r.places) && r.places[k].First < r.d.Dateline.Last; k++ {
		if r.d.Dateline.Holds(r.places[k].First) {
			add(k)
		}
	}
	const reach = 20
	for k := at - 1; k >= max(0, at-reach) && len(all) < 2; k-- {
		add(k)
	}
	if len(all) == 0 {
		return []string{""}
	}
	return all
}

// isHeldBy reports whether the words between two names say that the second holds the first.
func (r *reading) isHeldBy(from, to int) bool {
	return to == from || r.token(from) == "," && to == from+1 || r.leadsHolder(from, to) || r.token(from) == "," && r.leadsHolder(from+1, to)
}

// townNouns are nouns before "of" and the name of a place.
var townNouns = text.WordSet(`town city village district community municipality neighborhood neighbourhood port suburb hamlet settlement outskirts
	hinterlands hinterland forest forests hills mountains jungle jungles slum shantytown ward parish peninsula island islands coast enclave stronghold commune canton township
	comunidad municipio poblado pueblo ciudad corregimiento localidad distrito rancheria vereda aldea barrio puerto alcaldia delegacion sindicatura pedania paraje ejido caserio`)

// noPlaces are words of names that are no places.
var noPlaces = text.WordSet(`congress parliament senate court supreme house operation ramadan christmas easter telegram twitter facebook whatsapp instagram tiktok x english spanish
	congreso senado camara corte facebook español ingles navidad semana internet god dios islam catholic church iglesia department ministry army police navy
	secretaria fiscalia policia ejercito marina guardia protección proteccion hospital university universidad instituto cruz the ap afp efe reuters cnn`)

// unknownName gives the name that begins at a token, follows words after which stands a place, and is no place that is known; else nothing.
func (r *reading) unknownName(s text.Range, i int) text.Range {
	if r.d.Tokens[i].Shape != text.Capital || noPlaces[r.token(i)] || r.isCovered(i) || !r.leadsScene(s, i) {
		return text.Range{}
	}
	const longest = 4
	last := i + 1
	for last < min(s.Last, i+longest) {
		t := r.d.Tokens[last]
		joins := t.Word == "-" && !t.Space || t.Shape == text.Lower && nameJoins[t.Word] && last+1 < s.Last && (r.d.Tokens[last+1].Shape == text.Capital || r.token(last+1) == "-")
		if t.Shape != text.Capital && !joins || noPlaces[t.Word] || r.isCovered(last) {
			break
		}
		last++
	}
	if last < s.Last && (r.d.Tokens[last].Shape == text.Capital || r.d.Tokens[last].Shape == text.Upper || bodies[r.token(last)]) || r.d.Tokens[last-1].Possessive || isDated(r.token(i)) {
		return text.Range{}
	}
	return text.Range{First: i, Last: last}
}

// nameJoins are small words within the names of places.
var nameJoins = text.WordSet(`de del la las los el al ez es`)

// isDated reports whether a word is a day or a month.
func isDated(w string) bool {
	switch w {
	case "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april", "may", "june", "july", "august", "september",
		"october", "november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec":
		return true
	}
	return false
}

// isCovered reports whether a token stands in the name of a place that is known.
func (r *reading) isCovered(i int) bool {
	k, _ := slices.BinarySearchFunc(r.places, i+1, func(p place, at int) int { return p.First - at })
	return k > 0 && r.places[k-1].Holds(i)
}

// leadsScene reports whether the words before a token are those before the name of a place: "in" or "en" that begins a sentence or follows a
// mark, a noun for a town and "of".
func (r *reading) leadsScene(s text.Range, i int) bool {
	if i == s.First {
		return false
	}
	switch r.token(i - 1) {
	case "in", "en":
		return true
	case "of", "de", "del":
		return r.namesArea(i - 2)
	case "on":
		return assaults[r.token(i-2)] || r.token(i) == "lake" || r.token(i) == "mount"
	case "off":
		return r.d.Lang == "en" && !r.isBuilding(i)
	case "back":
		return takings[r.token(i-2)]
	case "the":
		return locative[r.token(i-2)] && r.isArea(i)
	case "outside", "near":
		return true
	case "at":
		return r.d.Lang == "en" && !r.isBuilding(i) && !r.isCare(i-2)
	}
	if takings[r.token(i-1)] || hittings[r.token(i-1)] && r.isIn(i) {
		return true
	}
	return r.isCalledTown(s, i)
}

// areaLeads are nouns for areas before "of" and the name of a place that no gazetteer may know.
var areaLeads = text.WordSet(`provincia departamento region parroquia canton comuna caserio sector province governorate`)

// namesArea reports whether a noun for a town or an area ends at a token, with or without an adjective after it: "la provincia peruana de Pataz".
func (r *reading) namesArea(at int) bool {
	if w := r.token(at); townNouns[w] || areaLeads[w] {
		return true
	}
	return r.d.Lang == "es" && at > 0 && r.d.Tokens[at].Shape == text.Lower && (townNouns[r.token(at-1)] || areaLeads[r.token(at-1)]) && nounArticles[r.token(at-2)]
}

// takings are verbs of which the object mostly is a place, and hittings those of which it may be.
var (
	takings  = text.WordSet(`invaded raided overran shelled bombed pounded bombarded rocked rattled jolted battered lashed ravaged devastated besieged recaptured retook wrested inundated reached`)
	hittings = text.WordSet(`attacked stormed struck hit captured seized entered flooded targeted swept`)
)

// isIn reports whether the words after a name that begins at a token say in what it lies: "attacked Gidan Waya in Kaduna State".
func (r *reading) isIn(i int) bool {
	const longest = 4
	for last := i + longest; i < last && i < len(r.d.Tokens) && r.d.Tokens[i].Shape == text.Capital; i++ {
	}
	return r.token(i) == "in" || r.token(i) == "near"
}

// assaults are nouns before "on" and where they were.
var assaults = text.WordSet(`attack attacks raid raids assault assaults strike strikes airstrike airstrikes ambush shelling bombardment`)

// isArea reports whether words for an area follow a name that begins at a token: "in the Kurram tribal district".
func (r *reading) isArea(i int) bool {
	const longest = 3
	for last := i + longest; i < last && i < len(r.d.Tokens) && r.d.Tokens[i].Shape == text.Capital; i++ {
	}
	if r.token(i) == "tribal" || r.token(i) == "border" || r.token(i) == "mountain" {
		i++
	}
	return (areaWords[r.token(i)] || quarters[r.token(i)]) && r.token(i+1) != "of" // "in the Mexican city of Salamanca"
}

// buildings are words of the names of buildings and grounds.
var buildings = text.WordSet(`hospital university college school airport church mosque temple market hotel stadium prison jail base camp court clinic station hall house palace center centre mall plaza park club institute academy cathedral
	headquarters terminal port junction bridge stadium arena square library museum theater theatre cemetery barracks university's`)

// isBuilding reports whether a name in capitals that begins at a token is that of a building.
func (r *reading) isBuilding(i int) bool {
	const longest = 6
	for j := i; j < min(len(r.d.Tokens), i+longest) && r.d.Tokens[j].Shape != text.Mark && r.d.Tokens[j].Shape != text.Lower; j++ {
		if buildings[r.token(j)] || r.d.Tokens[j].Shape == text.Number {
			return true
		}
	}
	return false
}

// isCalledTown reports whether a name that begins at a token is said to be a town's: "Kryvyi Rig, an iron and steel city of 600,000".
func (r *reading) isCalledTown(s text.Range, i int) bool {
	const reach = 8
	for i < s.Last && r.d.Tokens[i].Shape == text.Capital {
		i++
	}
	if r.token(i) != "," || !leadsTown[r.token(i+1)] {
		return false
	}
	for j := i + 2; j < min(s.Last, i+reach) && r.d.Tokens[j].Shape != text.Mark; j++ {
		if townNouns[r.token(j)] {
			return true
		}
	}
	return false
}

// leadsTown are articles before a noun that says what a name is of.
var leadsTown = text.WordSet(`a an the un una el la`)
