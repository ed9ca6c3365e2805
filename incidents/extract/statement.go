package extract

import (
	"slices"
	"sort"

	"incidentmap/geo"
	"incidentmap/incidents"
	"incidentmap/incidents/extract/attribution"
	"incidentmap/incidents/extract/quantity"
	"incidentmap/incidents/extract/text"
	"incidentmap/incidents/extract/timex"
	"incidentmap/incidents/extract/toll"
	"incidentmap/incidents/extract/trigger"
)

// statement is what one clause says of one event.
type statement struct {
	sentence     int
	span         text.Range // the clause
	kind         incidents.Kind
	weak         bool // the kind is told by words that tell little
	class        incidents.Class
	figures      []figure
	places       []int // scenes, several where they are listed
	aggregate    bool  // several areas that are not named
	transit      bool
	timeOfSaying bool // its time is that on which somebody spoke
	time         *timex.Expression
	speaker      *attribution.Speaker
	background   bool
	definite     bool // it speaks of what was told before
	anaphor      bool // one of its words does
	general      bool // it speaks of an accident, it is not said of which kind
	unsure       bool
	corrects     bool
	disputes     bool     // it says that what was told is not so
	numbered     bool     // a number of things stands before it: "19 vehículos quemados"
	apart        bool     // its sentence tells of several things, which are then told one by one
	sequel       bool     // it is told as another thing, some time after
	bodies       bool     // it is told by bodies that were found
	elsewhere    bool     // the places of its sentence are those of another thing
	far          bool     // it was far from what was told before, and where is not said
	beside       bool     // its sentence tells of something else, too
	sameDay      bool     // it is told as of the day of what was told before
	dayAfter     int      // it is told as of so many days after that; before it where that is less than 0
	several      bool     // it tells of several events together: "three attacks"
	nouns        []string // the words that tell of it again: "the ambush"
	firm         bool     // it tells that the event took place, and does not only speak of it
}

// figure is a figure and who gives it; nil is nobody in its sentence.
type figure struct {
	toll.Figure
	speaker *attribution.Speaker
	older   bool // the clause says that it no longer holds
	revised bool // its sentence goes on to give another in its place
}

// anchor is a trigger or a figure in a sentence.
type anchor struct {
	text.Range
	trigger *trigger.Trigger
	figure  *toll.Figure
	group   int  // of the places, -1 for none
	apart   bool // the places of its sentence are those of another thing
}

// statements cuts a sentence into what it says of each event.
func (r *reading) statements(i int) []statement {
	l := &r.lines[i]
	anchors := r.anchors(l)
	if len(anchors) == 0 {
		return nil
	}
	groups := r.placeGroups(l)
	assign(r, l, anchors, groups)
	var found []statement
	for k := range anchors {
		a := &anchors[k]
		st := r.newStatement(i, a, groups)
		if n := len(found) - 1; n >= 0 && r.joins(&found[n], &st) {
			found[n].take(&st)
			continue
		}
		// What a clause in between tells of does not end what came before it.
		if n := len(found) - 2; n >= 0 && r.joins(&found[n], &st) && a.figure == nil {
			found[n].take(&st)
			continue
		}
		found = append(found, st)
	}
	found = r.withoutBefore(found)
	r.settleSpans(l, found)
	for k := range found {
		found[k].beside = len(found) > 1
		found[k].settleParts()
	}
	return found
}

// withoutBefore leaves out of a sentence what it tells, without people and at no place of its own, as what came so long before: "were found dead,
// eight days after a gang abducted them".
func (r *reading) withoutBefore(found []statement) []statement {
	for k := len(found) - 1; k > 0; k-- {
		a, b := &found[k-1], &found[k]
		if len(b.figures) == 0 && len(a.figures) > 0 && samePlaces(a.places, b.places) && r.hasAfterwards(a.span.Last, b.span.First) {
			found = slices.Delete(found, k, k+1)
		}
	}
	return found
}

// settleParts leaves out of a statement its first figure of the dead where those that follow are its parts: "seven died: four at once and three
// in hospitals"; where all died at once the parts are left out.
func (s *statement) settleParts() {
	s.dropSubsets()
	s.dropHurtWhoDied()
	first, sum, parts, later := -1, 0, 0, false
	for k, f := range s.figures {
		switch {
		case !f.isOfDead() || !f.Party.Known || f.Denied || f.older:
		case first < 0:
			first = k
		default:
			sum, parts, later = sum+f.Party.Count.Value(), parts+1, later || f.Outcome == incidents.DiedLater
		}
	}
	if parts < 2 || sum != s.figures[first].Party.Count.Value() || s.figures[first].Party.Part {
		return
	}
	if later {
		s.figures = slices.Delete(s.figures, first, first+1)
		return
	}
	n := 0
	s.figures = slices.DeleteFunc(s.figures, func(f figure) bool {
		n++
		return f.isOfDead() && n-1 > first
	})
}

// dropSubsets leaves out those who are some of those some who are told of just before: "five of them, including three women, were killed".
func (s *statement) dropSubsets() {
	for k := len(s.figures) - 1; k > 0; k-- {
		f, before := &s.figures[k], &s.figures[k-1]
		if f.Party.Part && before.Party.Part && f.Trigger == before.Trigger && f.Party.First > before.Party.First && f.Party.Count.Value() <= before.Party.Count.Value() {
			s.figures = slices.Delete(s.figures, k, k+1)
		}
	}
}

// dropHurtWhoDied leaves out that one person was hurt where the statement tells that this one died: "the boy was taken to a hospital, where he
// died".
func (s *statement) dropHurtWhoDied() {
	one := func(f *figure) bool { return f.Party.Count.Definite && f.Party.Count.Value() == 1 && f.Party.Known }
	for k := 1; k < len(s.figures); k++ {
		hurt, died := &s.figures[k-1], &s.figures[k]
		again := died.Party.Name && died.Party.Len() == 1 || died.Party.Range == died.Trigger // "he", or nobody
		if hurt.Outcome == incidents.Wounded && died.isOfDead() && one(hurt) && one(died) && again {
			s.figures = slices.Delete(s.figures, k-1, k)
		}
	}
	for k := len(s.figures) - 1; k > 0; k-- {
		died, hurt := &s.figures[k-1], &s.figures[k]
		if hurt.Outcome == incidents.Wounded && died.isOfDead() && hurt.Party.Range == hurt.Trigger && one(hurt) && died.Party.Count.Value() == 1 {
			s.figures = slices.Delete(s.figures, k, k+1) // "the sixth death was that of a seller, who was struck by a bullet"
		}
	}
}

// isOfDead reports whether a figure counts people who died.
func (f *figure) isOfDead() bool {
	return f.Outcome == incidents.Killed || f.Outcome == incidents.DiedLater
}

// anchors gives what a sentence tells of, in order: what is denied or supposed is left out, but
// for advice, which always is of what is to come.
func (r *reading) anchors(l *line) []anchor {
	var found []anchor
	seizes := slices.ContainsFunc(l.triggers, func(t trigger.Trigger) bool { return t.Kind == "seizure" })
	for k := range l.triggers {
		t := &l.triggers[k]
		if seizes && t.Kind == "explosion" && t.Weak {
			continue // it is among what was seized
		}
		if r.isBlow(l.triggers[:k+1]) || isActor(l.triggers[k:]) || r.isClash(t, l) || r.isBefore(t) && (l.tellsBesides(t) || len(l.figures) > 0) {
			continue
		}
		if t.Happened(r.d) {
			found = append(found, anchor{Range: t.Range, trigger: t, group: -1})
		}
	}
	for k := range l.figures {
		f := &l.figures[k]
		if f.Denied || !f.Party.Known && len(l.triggers) > 0 {
			continue
		}
		found = append(found, anchor{Range: f.Trigger, figure: f, group: -1})
	}
	sort.SliceStable(found, func(a, b int) bool { return found[a].First < found[b].First })
	return found
}

// blows are verbs of what hits something: who attacks it, or a disaster.
var blows = text.WordSet(`hit hits struck strikes golpeo golpea azoto azota`)

// isBlow reports whether the last of some triggers tells, by such a verb, what the accident or disaster before it did: "an avalanche hit a camp".
func (r *reading) isBlow(told []trigger.Trigger) bool {
	const reach = 3
	last := len(told) - 1
	if last < 1 || !blows[r.token(told[last].First)] || isAccident(told[last].Kind) {
		return false
	}
	before := &told[last-1]
	return isAccident(before.Kind) && !before.Weak && told[last].First-before.Last <= reach && !r.newClause(before.First, told[last].First)
}

// vehicles are words of a sentence in which a "choque" is one of them.
var vehicles = text.WordSet(`vehiculo vehiculos autobus autobuses camion camiones camioneta camionetas trailer traileres tractocamion auto autos automovil automoviles taxi taxis moto motocicleta motocicletas
	tren combi pipa unidad unidades volante conductor chofer carretera autopista carril`)

// isClash reports whether a "choque" is another word for the violence that its sentence tells of.
func (r *reading) isClash(t *trigger.Trigger, l *line) bool {
	if t.Kind != "traffic_collision" || !clashes[r.token(t.First)] {
		return false
	}
	for i := l.First; i < l.Last; i++ {
		if vehicles[r.token(i)] {
			return false
		}
	}
	return slices.ContainsFunc(l.triggers, func(o trigger.Trigger) bool {
		return (familyOf(o.Kind) == "violence" || familyOf(o.Kind) == "unrest") && !o.Weak
	})
}

// clashes are words for a collision and for a clash.
var clashes = text.WordSet(`choque choques chocan chocaron`)

// isBefore reports whether a trigger tells what some had done who are spoken of: "police clashed with teachers who had blocked a road".
func (r *reading) isBefore(t *trigger.Trigger) bool {
	at := t.First - 1
	if been := r.token(at); been == "been" || been == "sido" {
		at-- // "a girl who had been shot"
	}
	had := r.token(at)
	if had != "had" && had != "habia" && had != "habian" {
		return false
	}
	switch r.token(at - 1) {
	case "who", "that", "which", "que", "quienes":
		return true
	}
	return false
}

// tellsBesides reports whether a sentence tells of something else than a trigger.
func (l *line) tellsBesides(t *trigger.Trigger) bool {
	return slices.ContainsFunc(l.triggers, func(o trigger.Trigger) bool { return o.First != t.First && !o.Weak && o.Modality == trigger.Actual })
}

// isActor reports whether the first of some triggers is a word for those who do what the next tells at once, as in "an armed
// group blocked the road": it tells of no attack besides.
func isActor(all []trigger.Trigger) bool {
	return len(all) > 1 && all[0].Weak && all[0].Kind == "attack" && !all[1].Weak && all[1].First <= all[0].Last+2
}

// newStatement makes the statement of one anchor.
func (r *reading) newStatement(i int, a *anchor, groups []placeGroup) statement {
	l := &r.lines[i]
	st := statement{sentence: i, span: a.Range, background: l.background, unsure: l.unsure, corrects: l.corrects, disputes: l.disputes}
	if a.trigger != nil {
		st.kind, st.class, st.weak, st.definite = a.trigger.Kind, a.trigger.Class, a.trigger.Weak, a.trigger.Definite
		st.anaphor, st.general = a.trigger.Definite, a.trigger.Definite && mishaps[r.token(a.trigger.First)]
	} else {
		st.kind, st.class, st.weak = "deaths", incidents.ClassIncident, true
		st.figures = append(st.figures, figure{*a.figure, r.speakerOf(i, a.First), r.isOlder(l, a.figure), r.isRevised(l, a.figure)})
		st.span = text.Range{First: min(a.First, a.figure.First), Last: max(a.Last, a.figure.Last)}
		switch a.figure.Outcome {
		case incidents.Detained:
			st.kind = "arrest"
		case incidents.Wounded:
			st.kind = "attack"
		case incidents.Missing:
			st.kind = "missing_person"
		case incidents.Killed, incidents.DiedLater:
		}
	}
	if st.anaphor {
		st.nouns = append(st.nouns, r.words(a.Range)...)
	}
	r.settleTrigger(&st, a, l)
	if a.trigger != nil && r.goesOnWith(l) {
		st.definite = true
	}
	st.bodies = a.trigger != nil && a.trigger.Bodies
	if a.group >= 0 {
		st.places, st.aggregate = groups[a.group].places, groups[a.group].many
	}
	if a.figure != nil && (a.figure.Outcome == incidents.Killed || a.figure.Outcome == incidents.DiedLater) && l.journey && a.figure.Party.Count.Definite {
		st.transit = true
	}
	st.elsewhere = a.apart
	st.time = r.timeOf(l, a.First)
	st.timeOfSaying = st.time != nil && l.timeOfSaying
	st.firm = r.isFirm(&st, a, l)
	st.several = a.trigger != nil && !a.trigger.Weak && r.isSeveral(l, a.First)
	st.apart = l.several && st.class == incidents.ClassIncident && familyOf(st.kind) == "violence"
	st.sequel = sequels.has(r.d, text.Range{First: max(l.First, a.First-sequelReach), Last: a.First})
	st.sequel = st.sequel || awayFrom.has(r.d, text.Range{First: a.Last, Last: r.clauseEnd(a.Last, l.Last)})
	st.dayAfter = r.daysAfter(l)
	st.sameDay = st.dayAfter != 0 || onThatDay.has(r.d, text.Range{First: l.First, Last: a.First})
	r.settleDistance(&st, a, l, groups)
	st.numbered = a.trigger != nil && r.isNumbered(l, a.First)
	st.speaker = r.speakerOf(i, a.First)
	return st
}

// settleDistance takes from a statement the place that a clause before its own names where it says that it was so many miles away.
func (r *reading) settleDistance(st *statement, a *anchor, l *line, groups []placeGroup) {
	if a.group >= 0 && groups[a.group].Last <= a.First {
		own := text.Range{First: groups[a.group].Last, Last: r.clauseEnd(a.First, l.Last)}
		if r.newClause(own.First, a.First) && distances.has(r.d, own) {
			st.places, st.elsewhere, st.far = nil, true, true
		}
	}
}

// clauseEnd gives the first mark at or after a token, or the end.
func (r *reading) clauseEnd(i, last int) int {
	for i < last && !r.divides(i) {
		i++
	}
	return i
}

// mishaps are words for any accident.
var mishaps = text.WordSet(`accidente percance siniestro accident disaster tragedia crash wreck collision mishap tragedy`)

// inmates are those who clash in a prison, and prisons are where.
var (
	inmates = text.WordSet(`inmates inmate prisoners detainees internos reos reclusos presos`)
	prisons = text.WordSet(`prison jail penitentiary lockup penal prision carcel cereso reclusorio`)
)

// settleTrigger makes a clash of inmates in a prison a riot of it, and a raid in which people were arrested an operation.
func (r *reading) settleTrigger(st *statement, a *anchor, l *line) {
	if a.trigger == nil {
		return
	}
	switch st.kind {
	case "killing":
		if r.killsFoes(l) {
			st.kind = "armed_clash"
		}
	case "traffic_collision":
		for i := a.First; i < min(l.Last, a.Last+boatReach); i++ {
			if boats[r.token(i)] {
				st.kind = "shipwreck" // "el choque de dos embarcaciones"
			}
		}
	case "armed_clash", "riot":
		who, where := false, false
		for i := l.First; i < l.Last; i++ {
			who, where = who || inmates[r.token(i)], where || prisons[r.token(i)]
		}
		if who && where {
			st.kind = "prison_riot"
		}
	case "attack":
		arrests := slices.ContainsFunc(l.figures, func(f toll.Figure) bool { return f.Outcome == incidents.Detained && f.Party.Known })
		if w := r.token(a.First); arrests && (w == "raid" || w == "raids" || w == "raided") {
			st.kind = "security_operation"
		}
	}
}

// forces are those who fight, and foes those whom they fight.
var (
	forces = text.WordSet(`police policemen officers troops soldiers army military forces commandos marines guardsmen rangers`)
	foes   = text.WordSet(`bandits militants militant insurgents insurgent jihadis jihadists terrorists terrorist extremists fighters rebels rebel guerrillas naxalites maoists ultras naxals infiltrators separatists`)
)

// killsFoes reports whether a sentence tells of forces and of those whom they fight as killed: "police gunned down 14 Maoist rebels".
func (r *reading) killsFoes(l *line) bool {
	dead := slices.ContainsFunc(l.figures, func(f toll.Figure) bool {
		return f.Outcome == incidents.Killed && f.Party.Known && foes[f.Party.Head]
	})
	for i := l.First; dead && i < l.Last; i++ {
		if forces[r.token(i)] {
			return true
		}
	}
	return false
}

// sequelReach is how far before what is told the words stand that say that it is another thing.
const sequelReach = 12

// isSeveral reports whether a number before a trigger in the plural says that it tells of several
// events: "tres ataques", "a series of attacks".
func (r *reading) isSeveral(l *line, at int) bool {
	w := r.token(at)
	if w == "" || w[len(w)-1] != 's' {
		return false
	}
	for _, n := range quantity.Read(r.d.Tokens, text.Range{First: max(l.First, at-3), Last: at}, r.d.Lang) {
		if n.Last >= at-1 && n.Value() > 1 {
			return true
		}
	}
	before := r.token(at - 1)
	return (before == "of" || before == "de") && manyWords[r.token(at-2)]
}

// manyWords stand for many things of a kind: "a string of attacks".
var manyWords = text.WordSet(`series serie wave ola oleada racha cadena sucesion andanada escalada string spate rash flurry spree chain`)

// isFirm reports whether a statement tells that something took place: by a figure, a verb, a
// word such as "occurred", or a place and a time of its own.
func (r *reading) isFirm(s *statement, a *anchor, l *line) bool {
	if a.figure != nil || s.class != incidents.ClassIncident || familyOf(s.kind) != "violence" {
		return true
	}
	for i := a.First; i < a.Last; i++ {
		if isPastVerb(r.token(i), r.d.Lang) {
			return true
		}
	}
	if l.occurred {
		return true
	}
	return len(s.places) > 0 && s.time != nil
}

// timeOf gives the time of the sentence that stands nearest to a token; of what is long past
// only where there is no other.
func (r *reading) timeOf(l *line, at int) *timex.Expression {
	var best *timex.Expression
	for k := range l.times {
		e := &l.times[k]
		if r.old(*e) && !l.background || at < e.First && r.isAfterwards(e.First) {
			continue // "the attack came a day after gunmen killed two" tells of the second
		}
		if best == nil || finer(e.Precision, best.Precision) || abs(e.First-at) < abs(best.First-at) && !finer(best.Precision, e.Precision) {
			best = e
		}
	}
	return best
}

var fineness = map[incidents.TimePrecision]int{
	incidents.Minute: 0, incidents.Hour: 0, incidents.PartOfDay: 1, incidents.Day: 1, incidents.Week: 1, incidents.Month: 2, incidents.Year: 3,
}

func finer(a, b incidents.TimePrecision) bool { return fineness[a] < fineness[b] }

func abs(n int) int { return max(n, -n) }

// speakerOf gives who says what stands at a token of a sentence.
func (r *reading) speakerOf(i, at int) *attribution.Speaker {
	for k := range r.said[i] {
		if s := &r.said[i][k]; s.Scope.Holds(at) {
			return &s.Speaker
		}
	}
	return nil
}

// isNumbered reports whether a number of things stands right before a token.
func (r *reading) isNumbered(l *line, at int) bool {
	const reach = 5
	for _, n := range quantity.Read(r.d.Tokens, text.Range{First: max(l.First, at-reach), Last: at}, r.d.Lang) {
		if n.Last == at && !n.Article {
			return true
		}
	}
	return false
}

// settleSpans widens the span of each statement to its clause: to the marks around it that no
// other statement crosses; one alone has the whole sentence.
func (r *reading) settleSpans(l *line, found []statement) {
	if len(found) == 1 {
		found[0].span = l.Range
		return
	}
	for k := range found {
		s := &found[k]
		from, to := l.First, l.Last
		if dl := r.d.Dateline; dl.First >= l.First && dl.Last < l.Last {
			from = max(from, dl.Last)
		}
		for j := range found {
			if j == k {
				continue
			}
			if o := found[j].span; o.Last <= s.span.First {
				from = max(from, o.Last)
			} else if o.First >= s.span.Last {
				to = min(to, o.First)
			}
		}
		first, last := s.span.First, s.span.Last
		for first > from && !r.divides(first-1) {
			first--
		}
		for last < to && !r.divides(last) {
			last++
		}
		s.span = text.Range{First: first, Last: last}
	}
}

func (r *reading) divides(i int) bool {
	switch r.token(i) {
	case ",", ";", ":", "—", "(", ")":
		return true
	}
	return false
}

// precise reports whether a place may be told apart from others of its area.
func precise(p geo.Precision) bool { return p != geo.Country && p != geo.Unlocated }
