package extract

import (
	"slices"
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/paulmach/orb"

	"incidentmap/geo"
	"incidentmap/geo/geoparse"
	"incidentmap/incidents"
	"incidentmap/incidents/extract/text"
)

// place is a name of a place in the text.
type place struct {
	text.Range // of tokens
	geoparse.Toponym
	role role
}

// role says what a place is to the sentence that names it.
type role uint8

const (
	scene       role = iota // something may have happened there
	mention                 // a part of the name of a person, a body or a thing
	origin                  // somebody is from there
	destination             // something goes there
	holder                  // it only says where the place before it lies
	beside                  // it only says what another place is near
)

// findPlaces puts the toponyms on the tokens of the text, and says what each is.
func (r *reading) findPlaces(toponyms []geoparse.Toponym) {
	tokens := r.d.Tokens
	counts := map[string]int{}
	for _, t := range toponyms {
		first := sort.Search(len(tokens), func(i int) bool { return tokens[i].End > t.Start })
		last := sort.Search(len(tokens), func(i int) bool { return tokens[i].Start >= t.End })
		if first >= last {
			continue
		}
		p := place{Range: text.Range{First: first, Last: last}, Toponym: t}
		if c := p.Location.Admin.Country; c != "" {
			counts[c]++
		}
		r.places = append(r.places, p)
	}
	r.places = slices.DeleteFunc(r.places, func(p place) bool { return r.d.InAgency(p.First) })
	r.takeDateline(mostCounted(counts))
	r.takeUnknown()
	for i := range r.places {
		r.asBearer(i)
	}
	r.keepWithin()
	for i := range r.places {
		r.asState(i)
		r.asCapitalAirport(&r.places[i])
		r.places[i].role = r.roleOf(i)
	}
	r.settleNatives()
	r.country = mostCounted(counts)
	for i := range r.places {
		if dl := r.d.Dateline; dl.Holds(r.places[i].First) {
			r.dateline = i
			break
		}
	}
	r.dropHomonyms()
}

// mostCounted gives the country that most places are in, empty for none.
func mostCounted(counts map[string]int) string {
	country, most := "", 0
	for c, n := range counts {
		if n > most || n == most && c < country {
			country, most = c, n
		}
	}
	return country
}

// isRoad reports whether a place is a part of the name of a road or of a hospital, which may be
// far from it: "la carretera Zamora-La Barca", "un hospital de Zamora".
func (r *reading) isRoad(p *place) bool {
	if r.isHyphened(p) {
		return r.isRoadEnd(p)
	}
	for i := p.First - 1; i >= max(0, p.First-3); i-- {
		switch w := r.token(i); {
		case roads[w] && i >= p.First-2 && r.token(p.First-1) != "de" && r.token(p.First-1) != "of", hospitals[w]:
			return true
		case w == "," || w == ".":
			return false
		case locative[w]:
			return hospitals[r.token(i-1)] && r.isTakenTo(i-1)
		}
	}
	return r.namesHospital(p)
}

// isOfHospital reports whether a place is a part of the name of a hospital after it, where people are brought: "Dhaka Medical College
// Hospital", "a Maiduguri hospital".
func (r *reading) isOfHospital(p *place) bool {
	const longest = 4
	for i := p.Last; i < p.Last+longest; i++ {
		if w := r.token(i); hospitals[w] && w != "cruz" {
			return r.d.Lang == "en"
		} else if i >= len(r.d.Tokens) || r.d.Tokens[i].Shape != text.Capital && w != "emergency" {
			return false
		}
	}
	return false
}

// streets stand right before the name of a street or a building, and streetsAfter right after it.
var (
	streets      = text.WordSet(`avenida av calle bulevar boulevard calzada paseo glorieta plaza parque hotel bar restaurante cine estadio escuela colegio secundaria primaria centro`)
	streetsAfter = text.WordSet(`street avenue road boulevard plaza park square hotel stadium mall school market lane drive`)
)

// isStreet reports whether a name is that of a street or a building: "un bar de la avenida Cuauhtémoc".
func (r *reading) isStreet(p *place) bool {
	if streets[r.token(p.First-1)] && !r.d.Loud {
		return true
	}
	return p.Last < len(r.d.Tokens) && r.d.Tokens[p.Last].Shape == text.Capital && streetsAfter[r.token(p.Last)] && !r.d.Loud
}

// isHyphened reports whether a hyphen joins a place to another name.
func (r *reading) isHyphened(p *place) bool {
	return dashes[r.token(p.First-1)] && !r.d.Tokens[p.First].Space && r.token(p.First-2) != "" || dashes[r.token(p.Last)] && !r.d.Tokens[p.Last].Space
}

// isRoadEnd reports whether a road is named by a place and another that it leads to: "la carretera Zamora-La Barca".
func (r *reading) isRoadEnd(p *place) bool {
	if !r.isHyphened(p) {
		return false
	}
	for i := p.First - 1; i >= max(0, p.First-7); i-- {
		if roads[r.token(i)] {
			return true
		}
	}
	for i := p.Last; i < p.Last+5; i++ {
		if w := r.token(i); w == "highway" || w == "road" || w == "motorway" || w == "railway" {
			return true
		}
	}
	return false
}

// dashes join two names.
var dashes = text.WordSet(`- — –`)

// origins stand before "de" and where somebody is from.
var origins = text.WordSet(`originario originaria originarios originarias procedente procedentes vecino vecina vecinos oriundo oriunda oriundos oriundas nativo nativa nativos proveniente provenientes`)

var (
	roads     = text.WordSet(`carretera carreteras highways autopistas autopista highway road route camino expressway motorway freeway interstate via tramo libramiento`)
	hospitals = text.WordSet(`hospital hospitales clinica clinicas clinic clinics hospitals nosocomio nosocomios sanatorio cruz`)
)

// areaWords follow the name of an area in it.
var areaWords = text.WordSet(`township district county state province region tehsil governorate municipality department community village town city lga local oblast raion area valley island islands`)

var stateWords = text.WordSet(`state states estado estados`)

func (r *reading) token(i int) string {
	if i < 0 || i >= len(r.d.Tokens) {
		return ""
	}
	return r.d.Tokens[i].Word
}

// roleOf says what a place is to its sentence.
func (r *reading) roleOf(i int) role {
	p := &r.places[i]
	if p.Location.Geometry == nil && p.Location.Precision == "" {
		return mention
	}
	before, after := r.token(p.First-1), r.token(p.Last)
	if (before == "de" || before == "of") && members[r.token(p.First-2)] && !r.d.Loud {
		return mention // "siete integrantes de Los Lobos"
	}
	if role, ok := r.roleAfter(i); ok {
		return role
	}
	if p.Location.Precision == geo.Exact && r.saysAirport(p) {
		return scene
	}
	if r.isElsewhere(i) || r.isRiver(p) {
		return mention
	}
	if r.d.Tokens[p.Last-1].Possessive && !locative[before] {
		return mention
	}
	if r.isRoad(p) || r.isLinked(i) || r.isTreatedAt(i) {
		return mention
	}
	if r.isOfHospital(p) || r.isStreet(p) {
		return mention
	}
	if locative[before] {
		return scene
	}
	if !r.d.Loud && p.Last < len(r.d.Tokens) && r.d.Tokens[p.Last].Shape == text.Capital && !areaWords[r.token(p.Last)] && p.Last < r.sentenceEnd(p.First) {
		return mention
	}
	if (before == "to" || before == "a" || before == "al") && p.Relation != nil && p.Location.Precision != geo.Country {
		return scene // "close to Djibo", "frente a Tela"
	}
	if way, ok := r.wayOf(p); ok {
		return way
	}
	if r.d.Loud && p.Relation == nil && p.First > r.sentenceStart(p.First) && r.d.Tokens[p.First-1].Shape == text.Upper && !leadsPlace[before] {
		return mention // in capitals, what follows another word without a preposition is the end of a name: "LOPEZ PALENCIA"
	}
	article := before == "a" || before == "an" // which a capital has after a dateline
	inName := !r.d.Loud && !article && p.Relation == nil && p.First > 0 && r.d.Tokens[p.First-1].Shape == text.Capital && p.First-1 > r.sentenceStart(p.First)
	if inName || officesBefore[before] || bodies[after] || stateWords[after] && bodies[r.token(p.Last+1)] {
		return mention
	}
	if (before == "de" || before == "del" || before == "of") && bodiesOf[r.token(p.First-2)] {
		return mention
	}
	return scene
}

// roleAfter says what a place is by the one before it; false where that says nothing.
func (r *reading) roleAfter(i int) (role, bool) {
	if i == 0 {
		return scene, false
	}
	p, q := &r.places[i], &r.places[i-1]
	gap := p.First - q.Last
	if gap <= 2 && gap > 0 && holds(p, q) && (r.token(q.Last) == "," || r.token(q.Last) == "in" || r.token(q.Last) == "en" || r.token(q.Last) == "de" || r.token(q.Last) == "(") {
		return holder, true
	}
	if gap <= 2 && gap > 0 && isUnfound(q) && q.Location.GazetteerID == p.Location.GazetteerID {
		return holder, true // "en Pataz (La Libertad)"
	}
	if holds(p, q) && r.token(q.Last) == "," && r.leadsHolder(q.Last+1, p.First) {
		return holder, true
	}
	if p.Relation != nil && (q.role == scene || q.role == holder) && p.Relation.Start >= q.End && r.tokensBetween(q.End, p.Relation.Start) <= 3 {
		return beside, true
	}
	if (q.role == destination || q.role == origin) && gap == 1 && r.isListed(q.Last, p.First) {
		return q.role, true // "a Guadalajara y Morelia"
	}
	if r.isTownOf(q, p) {
		if q.role == scene {
			q.role = holder
		}
		return scene, true
	}
	if gap <= 1 && gap >= 0 && r.d.Tokens[q.Last-1].Possessive && holds(q, p) {
		q.role = holder // "Haiti's Artibonite region"
		if i > 1 && isUnfound(&r.places[i-2]) && r.places[i-2].Location.GazetteerID == p.Location.GazetteerID {
			return holder, true // "at Meppadi in Kerala's Wayanad district"
		}
		return scene, true
	}
	return scene, false
}

// wayOf tells where something comes from or goes to by the word before it.
func (r *reading) wayOf(p *place) (role, bool) {
	before := r.token(p.First - 1)
	switch before {
	case "for":
		if heading[r.token(p.First-2)] {
			return destination, true
		}
	case "from":
		return origin, true
	case "by":
		return mention, true
	case "to", "hacia", "toward", "towards":
		return destination, true
	case "a", "al":
		if r.d.Lang == "es" {
			return destination, true
		}
	}
	if before == "de" && origins[r.token(p.First-2)] {
		return origin, true
	}
	return scene, false
}

// heading are words before "for" and where something goes.
var heading = text.WordSet(`bound headed heading left leaving departed making set`)

func (r *reading) sentenceEnd(i int) int {
	s := sort.Search(len(r.d.Sentences), func(k int) bool { return r.d.Sentences[k].Last > i })
	if s == len(r.d.Sentences) {
		return i
	}
	return r.d.Sentences[s].Last
}

// tokensBetween counts the tokens between two code points.
func (r *reading) tokensBetween(from, to int) int {
	first := sort.Search(len(r.d.Tokens), func(i int) bool { return r.d.Tokens[i].Start >= from })
	last := sort.Search(len(r.d.Tokens), func(i int) bool { return r.d.Tokens[i].Start >= to })
	return last - first
}

func (r *reading) sentenceStart(i int) int {
	s := sort.Search(len(r.d.Sentences), func(k int) bool { return r.d.Sentences[k].Last > i })
	if s == len(r.d.Sentences) {
		return i
	}
	return r.d.Sentences[s].First
}

// holds reports whether place p is an area that q lies in.
func holds(p, q *place) bool {
	a, b := p.Location.Admin, q.Location.Admin
	switch p.Location.Precision {
	case geo.Country:
		return a.Country != "" && a.Country == b.Country && q.Location.Precision != geo.Country
	case geo.Admin1:
		return a.Admin1 != "" && a.Admin1 == b.Admin1 && q.Location.Precision != geo.Admin1 && q.Location.Precision != geo.Country
	case geo.Admin2:
		return a.Admin2 != "" && a.Admin2 == b.Admin2 && q.Location.Precision != geo.Admin2 && q.Location.Precision != geo.Admin1
	case geo.Locality, geo.Exact, geo.Near, geo.AsGiven, geo.InTransit, geo.Unlocated:
	}
	// A part of a town and the town.
	return p.Location.Precision == geo.Locality && q.Location.Precision != geo.Country && q.Location.Precision != geo.Admin1 &&
		a.Admin1 != "" && a.Admin1 == b.Admin1 && a.Admin2 == b.Admin2 && together(p, q, a.Admin2 != "")
}

// leadsPlace are words before the name of a place in a text that is all in capitals.
var leadsPlace = text.WordSet(`the of and or from to for that when where while than but de del y la el los las que o desde hacia para con a al
	downtown northern southern eastern western central nearby greater upper lower northeastern northwestern southeastern southwestern coastal
	city town village capital province department state county district port ciudad pueblo municipio estado departamento provincia norte sur this its country country's`)

// members stand before "of" and the name of a band or a body they are in, which may be that of a place, too.
var members = text.WordSet(`members member integrantes integrante miembros miembro militantes faccion celula lideres lider cabecilla cabecillas leader leaders factions faction`)

var (
	locative = text.WordSet(`in at near off into around across throughout inside outside over through en sobre cerca within along beside between entre`)
	// officesBefore stand before the name of the area of an office.
	officesBefore = text.WordSet(`gov gobernador governor president`)
	// bodies follow the name of a place in the name of a body or an office.
	bodies = text.WordSet(`cartel gov governor government police army prosecutor president minister spokesman attorney official officials authorities embassy state_department department's generation university`)
	// bodiesOf stand before "of" and a place in the name of a body.
	bodiesOf = text.WordSet(`rivera ribera margen rio government president university embassy fiscalia secretaria gobierno cartel gobernador gobernadora universidad policia ejercito embajada congreso procuraduria
		arzobispo presidente republica republic bishop governor ministry bank banco capital isolated policias tribunal alcalde mayor senator consulado consulate exalcalde exalcaldesa edil exgobernador diputado diputada regidor regidora sindico director directora jefe comandante fiscal delegado obispo parroco prefecto prefecta intendente alcaldesa secretario ayuntamiento diocesis`)
)

// isName reports whether a text begins with a capital, and is no adjective: "salvadoreño".
func isName(s string) bool {
	first, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(first)
}

// where gives the location of a place in its sentence: what lies in the relation that the words
// say, or the place itself.
func (r *reading) where(i int) geo.Location {
	p := &r.places[i]
	loc := p.Location
	if p.Relation != nil {
		loc = p.Relation.Location
		loc.Method.Reasons = append(loc.Method.Reasons, p.Relation.Reason)
	}
	loc.Method.By, loc.Method.Query, loc.Method.Score = geo.ByGeocoder, p.Text, p.Confidence
	if len(loc.Place) == 0 {
		loc.Place = map[string]string{r.d.Lang: p.Text}
	}
	if r.isOfArea(p) {
		area, _ := incidents.Text(loc.Place).In(r.d.Lang, "en", "es")
		loc.Place = map[string]string{r.d.Lang: p.Text + ", " + area}
	}
	if name := loc.Place[r.d.Lang]; p.Relation == nil && !r.d.Loud && loc.Precision == geo.Locality && strings.HasSuffix(plainWord(p.Text), " "+plainWord(name)) {
		loc.Place = map[string]string{r.d.Lang: p.Text} // "San Miguel Petapa", which the gazetteer calls Petapa
	}
	return loc
}

// journey joins the ends of a journey.
func journey(from, to geo.Location) geo.Location {
	a, aok := from.Geometry.(orb.Point)
	b, bok := to.Geometry.(orb.Point)
	loc := geo.Location{Precision: geo.Unlocated}
	if aok && bok && a != b {
		loc = geo.Location{Geometry: orb.LineString{a, b}, Precision: geo.InTransit}
	}
	loc.Method.By = geo.ByGeocoder
	return loc
}

// isOfArea reports whether a place is a town that is not known, for which the area stands that the text says it lies in.
func (r *reading) isOfArea(p *place) bool {
	return p.Relation == nil && !r.d.Loud && isUnfound(p) && isName(p.Text) && r.isAnothersName(p)
}
