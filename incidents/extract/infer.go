package extract

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/paulmach/orb"
	orbgeo "github.com/paulmach/orb/geo"

	"incidentmap/geo"
	"incidentmap/geo/geoparse"
	"incidentmap/incidents"
	"incidentmap/incidents/extract/attribution"
	"incidentmap/incidents/extract/text"
	"incidentmap/incidents/extract/timex"
)

// inferPlace gives an event without a place that of the paragraph or of the event before it.
func (r *reading) inferPlace(e *event, events []*event) {
	s := e.statements[0]
	l := &r.lines[s.sentence]
	if s.far {
		return
	}
	if e.class == incidents.ClassAdvisory && theCountry.has(r.d, l.Range) {
		if k := r.countryOf(s.sentence); k >= 0 {
			e.places = []int{k}
			return
		}
	}
	if e.class != incidents.ClassIncident {
		if k := r.jurisdiction(s); k >= 0 {
			e.places = []int{k}
			return
		}
	}
	for i := s.sentence; i >= 0 && r.lines[i].Paragraph == l.Paragraph; i-- {
		if g := r.namedIn(&r.lines[i]); len(g) > 0 && (!s.elsewhere || i != s.sentence) {
			e.places, e.inferred = g, true
			e.inferTime(r.dayToldAt(&r.lines[i]))
			return
		}
	}
	if k := r.nearby(e, l); k >= 0 {
		e.places, e.inferred = []int{k}, true
		return
	}
	for k := len(events) - 1; k >= max(0, len(events)-3); k-- {
		if o := events[k]; len(o.places) > 0 && s.sentence-o.last <= 4 && familyOf(o.kind) == familyOf(e.kind) {
			e.places, e.inferred = o.places, true
			return
		}
	}
	if e.class == incidents.ClassIncident {
		// What follows is more likely where it was told of last than where the report was written.
		for k := len(events) - 1; k >= max(0, len(events)-2); k-- {
			if o := events[k]; len(o.places) > 0 && (!o.inferred || o.places[0] != r.dateline) && s.sentence-o.last <= 2 && o.class == incidents.ClassIncident {
				e.places, e.inferred = o.places, true
				return
			}
		}
	}
	if e.class != incidents.ClassIncident {
		for i := s.sentence; i >= max(0, s.sentence-4); i-- {
			if g := r.scenesOf(&r.lines[i]); len(g) > 0 {
				e.places, e.inferred = g, true
				return
			}
		}
	}
	if e.kind == "shipwreck" && r.dateline >= 0 && r.places[r.dateline].Entry.Feature == "PPLC" {
		return // it was at sea, and not where the report was written
	}
	if r.dateline >= 0 && (s.sentence <= 3 || e.class != incidents.ClassIncident) {
		e.places, e.inferred = []int{r.dateline}, true
		if e.time != nil && (e.time.Precision == incidents.Week || e.time.Precision == incidents.Month) && !cityWide.has(r.d, l.Range) {
			e.places = []int{r.stateOf(r.dateline)}
		}
	}
}

// inferTime gives an event of which no day is said that of the sentence that says where it was.
func (e *event) inferTime(t *timex.Expression) {
	if e.time == nil && e.class == incidents.ClassIncident {
		e.time = t
	}
}

// dayToldAt gives the one day that a sentence tells, where it is neither long past nor to come, nor that on which somebody spoke; nil for none.
func (r *reading) dayToldAt(l *line) *timex.Expression {
	if len(l.times) != 1 || l.timeOfSaying || l.background {
		return nil
	}
	if e := &l.times[0]; !r.old(*e) && !e.Ahead && (e.Precision == incidents.Day || e.Precision == incidents.PartOfDay) {
		return e
	}
	return nil
}

// theCountry says that advice is about the country that the report tells of.
var theCountry = phraseSet(`leave|depart|leaving|to|out the country`)

// countryOf gives the country that was named last before a sentence, or begins the report; -1 for none.
func (r *reading) countryOf(sentence int) int {
	for k := len(r.places) - 1; k >= 0; k-- {
		if p := &r.places[k]; p.Location.Precision == geo.Country && p.First < r.lines[sentence].First && p.Location.Admin.Country == r.country {
			return k
		}
	}
	return -1
}

// cityWide say that something was in the town that a report was written in.
var cityWide = phraseSet(`across|around|throughout|in the city`, `citywide`)

// residents are those who mostly see what happens where they live.
var residents = text.WordSet(`vecinos pobladores habitantes residentes residents villagers`)

// patrols are those who act where they serve.
var patrols = text.WordSet(`police deputies firefighters sheriff's officers`)

// ofPolice gives the place whose police a sentence begins with: "St. Louis police shot a man"; -1 for none.
func (r *reading) ofPolice(l *line) int {
	const lead = 2
	for _, k := range l.places {
		if p := &r.places[k]; patrols[r.token(p.Last)] && p.First <= l.First+lead && p.Location.Precision == geo.Locality {
			return k
		}
	}
	return -1
}

// ofResidents gives the place whose residents a sentence says did or saw something: "vecinos de Ojocaliente encontraron el cuerpo"; -1 for
// none.
func (r *reading) ofResidents(l *line) int {
	for _, k := range l.places {
		p := &r.places[k]
		if r.isOfResidents(p) && (p.Location.Geometry != nil || p.Location.Precision == geo.Unlocated) && !r.inSpeaker(l, p.First) {
			return k
		}
	}
	return -1
}

// isOfResidents reports whether a place is that of the people of whom a sentence speaks.
func (r *reading) isOfResidents(p *place) bool {
	before := r.token(p.First - 1)
	return (before == "de" || before == "of") && residents[r.token(p.First-2)]
}

// locals are those who mostly tell of what happens where they are: "officials in Donetsk said".
var locals = text.WordSet(`officials authorities doctors medics residents rescuers firefighters prosecutors villagers`)

// ofOfficials gives the place where a sentence says those are who tell it; -1 for none.
func (r *reading) ofOfficials(l *line) int {
	for _, k := range l.places {
		if p := &r.places[k]; r.token(p.First-1) == "in" && locals[r.token(p.First-2)] && p.Location.Geometry != nil && r.inSpeaker(l, p.First) {
			return k
		}
	}
	return -1
}

// nearby gives the place of those whom a sentence without a scene speaks of: the road it was on, a mayor's, the police's or residents'; -1 for
// none.
func (r *reading) nearby(e *event, l *line) int {
	if k := r.onRoad(l); k >= 0 || e.class != incidents.ClassIncident {
		return k
	}
	for _, k := range l.places {
		if p := &r.places[k]; p.role == mention && localOffices[r.token(p.First-2)] && p.Location.Geometry != nil {
			return k
		}
	}
	if k := r.ofPolice(l); k >= 0 {
		return k
	}
	return r.ofResidents(l)
}

// longestRoad is the distance, in metres, between the ends of the longest road that what happened on it is placed by one of them.
const longestRoad = 120_000

// onRoad gives a place near an end of the road that a sentence names by its ends, as far around as the other end; -1 where it names none.
func (r *reading) onRoad(l *line) int {
	for i := 0; i+1 < len(l.places); i++ {
		p, q := r.places[l.places[i]], &r.places[l.places[i+1]]
		a, aok := p.Location.Geometry.(orb.Point)
		b, bok := q.Location.Geometry.(orb.Point)
		if p.role != mention || q.First-p.Last != 1 || !aok || !bok || !r.isRoadEnd(&p) || !r.isHyphened(q) {
			continue
		}
		far := orbgeo.DistanceHaversine(a, b)
		if far > longestRoad {
			continue
		}
		p.Location.Precision, p.Location.RadiusM, p.Relation = geo.Near, max(p.Location.RadiusM, far), nil
		r.places = append(r.places, p)
		return len(r.places) - 1
	}
	return -1
}

// refine gives an event that was told of a country, or of no place that is said, the scene of a sentence that goes on to speak of what it
// was told of: "The bus was on a curve near Tehuacán".
func (r *reading) refine(events []*event, i int) {
	const reach, latest = 3, 3
	l := &r.lines[i]
	noun := l.First + 1
	if l.background || l.Len() < 3 || !leadsAgain[r.token(l.First)] {
		return
	}
	scenes := r.scenesOf(l)
	if len(scenes) == 0 || r.places[scenes[0]].Location.Precision == geo.Admin1 {
		return
	}
	for k := len(events) - 1; k >= max(0, len(events)-latest); k-- {
		e := events[k]
		coarse := len(e.places) == 0 || e.inferred || len(e.places) == 1 && r.places[e.places[0]].Location.Precision == geo.Country
		if i-e.last > reach || !coarse || !r.speaksOf(e, r.token(noun)) {
			continue
		}
		if len(e.places) > 0 && !e.inferred && !holds(&r.places[e.places[0]], &r.places[scenes[0]]) {
			continue
		}
		e.places, e.inferred = scenes, true
		return
	}
}

// retime gives what was told of last the day of a sentence that goes on to say when it was, where none or only the day on which somebody spoke
// was said: "El hecho ocurrió el lunes", "It happened on Friday night".
func (r *reading) retime(i int) {
	const reach, near = 6, 2
	l, e := &r.lines[i], r.focus
	noun := r.token(l.First + 1)
	again := leadsAgain[r.token(l.First)] && (eventNouns[noun] || resumed[noun]) || r.token(l.First) == "it"
	if e == nil || i-e.last > near || e.time != nil && !e.timeOfSaying || !again || l.background {
		return
	}
	if t := r.dayToldAt(l); t != nil && takesPlace.has(r.d, text.Range{First: l.First, Last: min(l.Last, l.First+reach)}) {
		e.time, e.timeOfSaying = t, false
	}
}

// refineBy gives an event that was told of an area the scene of the paragraph in which a statement at no place of its own counts as many dead.
func (r *reading) refineBy(e *event, s *statement) {
	if len(s.places) > 0 || len(e.places) != 1 || len(e.statements) < 2 || !e.sharesDead(s) {
		return
	}
	for i := s.sentence; i > e.last && r.lines[i].Paragraph == r.lines[s.sentence].Paragraph; i-- {
		if scenes := r.namedIn(&r.lines[i]); len(scenes) > 0 {
			if holds(&r.places[e.places[0]], &r.places[scenes[0]]) {
				e.places, e.inferred = scenes, true
			}
			return
		}
	}
}

// leadsAgain begin a sentence about what was told before.
var leadsAgain = text.WordSet(`the this el la los las este esta dicho dicha`)

// speaksOf reports whether a noun stands in what an event is told by.
func (r *reading) speaksOf(e *event, noun string) bool {
	for i := e.statements[0].span.First; i < e.statements[0].span.Last; i++ {
		if r.token(i) == noun {
			return true
		}
	}
	return false
}

// inferDay gives a statement that says no day, but that it was on that of what was told before, this day: "hours later", "esa noche".
func (s *statement) inferDay(events []*event) {
	if s.time != nil || !s.sameDay || len(events) == 0 || events[len(events)-1].time == nil {
		return
	}
	e := *events[len(events)-1].time
	if e.End.Sub(e.Start) >= 24*time.Hour {
		return
	}
	y, m, d := e.End.Date()
	e.Start = time.Date(y, m, d+s.dayAfter, 0, 0, 0, 0, time.UTC)
	e.End, e.Precision = e.Start.AddDate(0, 0, 1).Add(-time.Second), incidents.Day
	s.time = &e
}

// Words that put what they begin a day before or after what was told.
var (
	dayBefore = phraseSet(`a|one day earlier|before`, `the day before`, `the previous day`, `un|el dia antes|anterior|previo`, `la vispera`)
	dayAfter  = phraseSet(`a|one day later`, `the next|following day`, `al dia siguiente`, `un dia despues`)
)

// comparing are words after which follows of what such a day is before or after.
var comparing = text.WordSet(`than of de del que after before`)

// daysAfter gives how many days after what was told before the first words of a sentence put what it tells: -1 for "a day earlier", 0 where
// they say nothing. "A day after" something says of what it is.
func (r *reading) daysAfter(l *line) int {
	const reach = 5
	lead := text.Range{First: l.First, Last: min(l.Last, l.First+reach)}
	isOf := func(p phrases) bool {
		for _, m := range p.Find(r.d.Tokens, lead) {
			if m.First <= l.First+1 && !comparing[r.token(m.Last)] {
				return true
			}
		}
		return false
	}
	switch {
	case isOf(dayBefore):
		return -1
	case isOf(dayAfter):
		return 1
	}
	return 0
}

// isNamePart reports whether a place stands where a part of a person's name does.
func (r *reading) isNamePart(p *place) bool {
	after, before := r.token(p.Last), r.token(p.First-1)
	if bodies[after] || before == "de" || before == "of" || before == "in" || before == "en" || r.d.Loud {
		return false
	}
	next := p.Last < len(r.d.Tokens) && r.d.Tokens[p.Last].Shape == text.Capital
	last := p.First > 0 && r.d.Tokens[p.First-1].Shape == text.Capital && p.First-1 > r.sentenceStart(p.First)
	return next || last
}

// localOffices are those who mostly are where they serve.
var localOffices = text.WordSet(`mayor alcalde alcaldesa councilman councilor edil regidor regidora priest parroco`)

// stateOf gives the state of a place: what is told of a period is told of more than the town
// that the report was written in.
func (r *reading) stateOf(k int) int {
	p := r.places[k]
	for _, c := range r.e.coder.Geocode(p.Location.Admin.Admin1Name, placeContext(r)).Candidates {
		if c.Location.Precision == geo.Admin1 && c.Location.Admin.Admin1 == p.Location.Admin.Admin1 {
			p.Location, p.Relation = c.Location, nil
			r.places = append(r.places, p)
			return len(r.places) - 1
		}
	}
	return k
}

// jurisdiction gives the area of who gives advice or orders a stop: that in the speaker's name, or
// of a governor the state that most of the text's places are in; -1 where it is not known.
func (r *reading) jurisdiction(s *statement) int {
	l := &r.lines[s.sentence]
	said := slices.Clone(r.said[s.sentence])
	slices.SortStableFunc(said, func(a, b attribution.Statement) int { return isOther(&a, s) - isOther(&b, s) })
	for _, st := range said {
		for _, k := range l.places {
			if p := &r.places[k]; st.Said.Holds(p.First) && !r.isNamePart(p) && (p.Location.Precision != geo.Country || isCalled(p, st.Speaker.Name)) && p.Location.Geometry != nil {
				return k
			}
		}
	}
	if k := r.nationwide(s, l); k >= 0 {
		return k
	}
	if s.speaker == nil || !governs.MatchString(plainWord(s.speaker.Name)) {
		return -1
	}
	counts, best := map[string]int{}, -1
	for k := range r.places {
		if a := r.places[k].Location.Admin.Admin1; a != "" {
			counts[a]++
		}
	}
	for k := range r.places {
		if p := &r.places[k]; p.Location.Precision == geo.Admin1 && (best < 0 || counts[p.Location.Admin.Admin1] > counts[r.places[best].Location.Admin.Admin1]) {
			best = k
		}
	}
	return best
}

// isOther is 1 where somebody else than the speaker of a statement speaks, who comes first.
func isOther(a *attribution.Statement, s *statement) int {
	if s.speaker != nil && a.Speaker.Name != s.speaker.Name {
		return 1
	}
	return 0
}

// allOver say that something is of a whole country.
var allOver = phraseSet(`nationwide`, `across the country`, `en todo el pais|territorio`, `a nivel nacional`, `all schools|universities`, `todas las escuelas`)

// nationwide gives the country of the government that orders something all over it, by its adjective: "El gobierno salvadoreño suspendió las
// clases en todo el territorio"; -1 for none.
func (r *reading) nationwide(s *statement, l *line) int {
	if s.speaker == nil || !allOver.has(r.d, l.Range) {
		return -1
	}
	for _, t := range r.e.parser.Parse(s.speaker.Name, geoparse.Options{Home: r.o.Near}) {
		if t.Location.Precision == geo.Country {
			p := place{Range: l.Range, Toponym: t}
			p.Last = p.First + 1
			r.places = append(r.places, p)
			return len(r.places) - 1
		}
	}
	return -1
}

// isCalled reports whether a name is that of a place, its article left out: "El Salvador closed its schools".
func isCalled(p *place, name string) bool {
	return plainWord(p.Text) == plainWord(name) || strings.HasSuffix(plainWord(p.Text), " "+plainWord(name))
}

// governs tells who governs a state.
var governs = regexp.MustCompile(`\b(gov|governor|gobernador|gobernadora|state|estatal|mandatario|mandataria)\b`)

// scenesOf gives the first place of a sentence that something may have happened at.
func (r *reading) scenesOf(l *line) []int {
	for _, k := range l.places {
		if p := &r.places[k]; p.role == scene && !r.inSpeaker(l, p.First) && precise(p.Location.Precision) && p.Location.Precision != geo.Exact {
			return []int{k}
		}
	}
	return nil
}
