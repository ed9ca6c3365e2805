package extract

import (
	"regexp"
	"slices"

	"incidentmap/geo"
	"incidentmap/incidents"
	"incidentmap/incidents/extract/attribution"
	"incidentmap/incidents/extract/text"
	"incidentmap/incidents/extract/timex"
)

// event is one thing that the text tells of, by one or more statements.
type event struct {
	statements []*statement
	kind       incidents.Kind
	weak       bool
	class      incidents.Class
	places     []int
	aggregate  bool
	transit    bool
	time       *timex.Expression
	speaker    *attribution.Speaker
	rows       []figureRow
	partOf     *event
	countedIn  *event
	inferred   bool // its place is taken from what was told before
	last       int  // the last sentence that spoke of it
	paragraph  int
}

// mostEvents bounds the events that are looked at for what a statement may be of.
const mostEvents = 40

// assemble puts the statements of a text together into events.
func (r *reading) assemble() []*event {
	var events []*event
	for i := range r.lines {
		for _, st := range r.statements(i) {
			if st.background && !r.isOfTheDay(&st) {
				continue
			}
			if r.lines[i].total && st.isFigure() && len(events) > 0 {
				continue
			}
			r.inheritSpeaker(&st, i)
			s := &st
			if s.definite && len(s.places) == 0 && len(s.figures) == 0 && s.class == incidents.ClassIncident && !hasKind(events, s.kind) {
				continue
			}
			if e := r.eventOf(events, s); e != nil {
				r.extend(e, s)
				continue
			}
			if e := r.begin(s, events); e != nil {
				events = append(events, e)
			}
		}
	}
	settleDeaths(events)
	events = r.withoutSummaries(withoutTotals(events))
	for _, e := range events {
		e.settleKind()
	}
	return slices.DeleteFunc(events, func(e *event) bool { return !r.worthwhile(e) })
}

// settleDeaths takes those who died, it is not said how, in a report of violence for killed.
func settleDeaths(events []*event) {
	violent := slices.ContainsFunc(events, func(e *event) bool {
		return familyOf(e.kind) == "violence" && !e.weak && e.kind != "arrest" && e.kind != "seizure"
	})
	for _, e := range events {
		if violent && e.kind == "deaths" {
			e.kind = "killing"
		}
	}
}

// withoutTotals leaves out what is told of a month or a year where other things are told of a day.
func withoutTotals(events []*event) []*event {
	long := func(e *event) bool {
		return e.time != nil && (e.time.Precision == incidents.Month || e.time.Precision == incidents.Year)
	}
	if !slices.ContainsFunc(events, func(e *event) bool { return e.time != nil && !long(e) }) {
		return events
	}
	return slices.DeleteFunc(events, long)
}

// withoutSummaries leaves out what is told of several places together where it is then told of
// at least two of them one by one.
func (r *reading) withoutSummaries(events []*event) []*event {
	return slices.DeleteFunc(slices.Clone(events), func(e *event) bool {
		several := r.isOfSeveral(e)
		if (len(e.places) < 2 || len(e.rows) > 0) && !several {
			return false
		}
		told := 0
		for _, o := range events {
			if o != e && len(o.places) == 1 && familyOf(o.kind) == familyOf(e.kind) && (several && o.statements[0].sentence > e.last || r.comparePlaces(e.places, o.places) == placesWithin) {
				told++
			}
		}
		return told >= 2
	})
}

// settleKind chooses the kind of an event of violence among those its first statements tell: what
// was seized and who was arrested in an operation do not make it a seizure.
func (e *event) settleKind() {
	if familyOf(e.kind) != "violence" {
		return
	}
	operation, best := false, incidents.Kind("")
	for k, s := range e.statements {
		if k == 5 {
			break
		}
		operation = operation || s.kind == "security_operation"
		if !s.weak && s.kind != "seizure" && s.kind != "arrest" && (best == "" || tellsMore(s.kind, best)) {
			best = s.kind
		}
	}
	switch {
	case best != "":
		e.kind = best
	case operation:
		e.kind = "security_operation"
	case e.weak && e.has(incidents.Killed) && e.kind == "attack":
		e.kind = "killing"
	case (e.kind == "seizure" || e.kind == "arrest") && e.has(incidents.Killed):
		e.kind = "killing"
	}
}

// hasKind reports whether an event of a kind was told of.
func hasKind(events []*event, k incidents.Kind) bool {
	return slices.ContainsFunc(events[max(0, len(events)-mostEvents):], func(e *event) bool { return e.kind == k })
}

// isOfTheDay reports whether a statement of a sentence about courts or habits is yet of the day:
// it has a recent time, people and a place.
func (r *reading) isOfTheDay(s *statement) bool {
	return s.time != nil && !r.old(*s.time) && s.time.Precision != incidents.Year && len(s.figures) > 0 && len(s.places) > 0
}

// inheritSpeaker gives a statement that nobody is said to make the speaker of the rest of its
// paragraph.
func (r *reading) inheritSpeaker(s *statement, i int) {
	if s.speaker != nil || s.class != incidents.ClassIncident {
		return
	}
	for _, step := range []int{-1, 1} {
		for j := i + step; j >= 0 && j < len(r.lines) && j-i < 4 && i-j < 4 && r.lines[j].Paragraph == r.lines[i].Paragraph; j += step {
			if n := len(r.said[j]); n > 0 {
				s.speaker = &r.said[j][n-1].Speaker
				return
			}
		}
	}
}

// eventOf gives the event that a statement is of, or nil where it is of a new one.
func (r *reading) eventOf(events []*event, s *statement) *event {
	for k := len(events) - 1; k >= max(0, len(events)-mostEvents); k-- {
		e := events[k]
		if r.isSame(e, s) {
			return e
		}
	}
	return nil
}

// isSame reports whether a statement is of an event.
func (r *reading) isSame(e *event, s *statement) bool {
	if e.aggregate != s.aggregate && !(e.aggregate && len(s.places) == 0 && s.sentence-e.last <= 10 && len(s.figures) == 0) || e.transit != s.transit || !sameDays(e.time, s.time) && !s.isLater(e) && !s.isLaterDeath(e) {
		return false
	}
	related := familyOf(e.kind) == familyOf(s.kind)
	sameParagraph := r.lines[s.sentence].Paragraph == e.paragraph
	if !related && !s.isArrestAt(e, sameParagraph || s.sentence-e.last <= 2) && !(s.isFigure() && takesFigures(e.kind)) && !(e.weak && len(e.rows) > 0 && takesFigures(s.kind) && sameParagraph && familyOf(s.kind) != "fire") {
		return false
	}
	near := s.sentence-e.last <= 2 || sameParagraph
	if s.class != incidents.ClassIncident && e.class != s.class {
		return false
	}
	if s.class == incidents.ClassAdvisory && !sameSpeaker(e.speaker, s.speaker) {
		return false
	}
	if r.isOfSeveral(e) && len(s.places) > 0 || len(e.places) > 1 && len(s.places) == 1 && s.time != nil {
		return false // it was told in short of several, and now of one
	}
	switch how := r.comparePlaces(e.places, s.places); how {
	case placesSame:
		return !r.addsOthers(e, s)
	case placesNone:
		if (e.inferred || len(e.places) == 0) && len(s.places) > 0 {
			return sameParagraph || s.definite || e.sharesFigure(s) || !e.isFirm() && (near || r.isLead(e, s))
		}
		return (near || s.definite || s.isFigure() && r.isLatest(e, s)) && !r.addsOthers(e, s)
	case placesWithin:
		return (sameParagraph || s.definite || e.sharesFigure(s) || !e.isFirm() && (near || e.kind == s.kind)) && !r.addsOthers(e, s)
	case placesApart:
		return r.isHeadline(e) && e.agrees(s)
	}
	return false
}

// isLater reports whether a statement tells of those who died of an event in the days after it.
func (s *statement) isLater(e *event) bool {
	const days = 4
	return s.isFigure() && len(s.places) == 0 && s.time != nil && e.time != nil && s.time.Start.After(e.time.End) &&
		s.time.Start.Before(e.time.End.AddDate(0, 0, days)) && s.sentence-e.last <= 3 && len(e.rows) > 0
}

// isFirm reports whether people are counted for an event: then what is told elsewhere of another
// place does not move them there.
func (e *event) isFirm() bool {
	return slices.ContainsFunc(e.rows, func(row figureRow) bool { return !row.soft && !row.withdrawn })
}

// sharesFigure reports whether a statement counts as many of the same fate as the event does.
func (e *event) sharesFigure(s *statement) bool {
	return slices.ContainsFunc(s.figures, func(f figure) bool {
		return f.Party.Known && slices.ContainsFunc(e.rows, func(row figureRow) bool {
			return row.outcome == f.Outcome && row.count.Value() == f.Party.Count.Value() && compatible(row.group, f.Party.Group)
		})
	})
}

// isLead reports whether an event is what the first sentences tell in short, and a statement may
// tell in full.
func (r *reading) isLead(e *event, s *statement) bool {
	return e.statements[0].sentence <= 2 && s.sentence <= 8 && r.lines[s.sentence].Paragraph <= 6
}

// isLatest reports whether an event was the last one told of before a statement.
func (r *reading) isLatest(e *event, s *statement) bool { return s.sentence-e.last <= 4 }

// addsOthers reports whether a statement counts people whom another source than the event's
// speaks of: figures of different sources are never added, so they are an event of their own.
func (r *reading) addsOthers(e *event, s *statement) bool {
	if len(e.rows) == 0 || !s.isFigure() && len(s.figures) == 0 || sameSpeaker(e.speaker, s.speaker) || s.corrects || s.speaker == nil {
		return false
	}
	for _, f := range s.figures {
		if !f.Party.Known || f.Party.Count.Definite || f.Party.Part {
			continue
		}
		for k := range e.rows {
			row := &e.rows[k]
			if row.outcome == f.Outcome && row.count.Value() != f.Party.Count.Value() && f.Party.Group != "unknown" && f.Party.Group != row.group && !row.soft {
				return true
			}
		}
	}
	return false
}

func sameSpeaker(a, b *attribution.Speaker) bool {
	if a == nil || b == nil {
		return true
	}
	return a.Name == b.Name
}

// sameDays reports whether two times may be of the same thing.
func sameDays(a, b *timex.Expression) bool {
	if a == nil || b == nil {
		return true
	}
	return !a.Start.After(b.End) && !b.Start.After(a.End)
}

// How the places of an event and of a statement compare.
type comparison uint8

const (
	placesApart comparison = iota
	placesSame
	placesNone   // one of them has none
	placesWithin // one holds the other
)

func (r *reading) comparePlaces(a, b []int) comparison {
	if len(a) == 0 || len(b) == 0 {
		return placesNone
	}
	if len(a) > 1 || len(b) > 1 {
		if len(a) == len(b) && r.comparePlaces(a[:1], b[:1]) == placesSame {
			return placesSame
		}
		if len(a) > 1 && len(b) > 1 {
			return placesApart
		}
	}
	how := placesApart
	for _, x := range a {
		for _, y := range b {
			p, q := &r.places[x], &r.places[y]
			switch {
			case samePlace(p, q):
				if len(a) == len(b) {
					return placesSame
				}
				how = placesWithin
			case holds(p, q) || holds(q, p):
				how = placesWithin
			}
		}
	}
	return how
}

func samePlace(p, q *place) bool {
	if p.Location.GazetteerID != "" && p.Location.GazetteerID == q.Location.GazetteerID {
		return true
	}
	if plainWord(p.Text) == plainWord(q.Text) {
		return true
	}
	// A municipality and its town.
	return p.Location.Admin.Admin2 != "" && p.Location.Admin.Admin2 == q.Location.Admin.Admin2 && (p.Location.Precision == geo.Admin2 || q.Location.Precision == geo.Admin2)
}

// begin makes the event of a statement, or nil where it tells too little to be one.
func (r *reading) begin(s *statement, events []*event) *event {
	if s.definite && len(s.places) == 0 && len(s.figures) == 0 && s.class == incidents.ClassIncident {
		return nil
	}
	e := &event{kind: s.kind, weak: s.weak, class: s.class, aggregate: s.aggregate, transit: s.transit, speaker: s.speaker, paragraph: -1}
	r.extend(e, s)
	if len(e.places) == 0 && !e.aggregate {
		r.inferPlace(e, events)
	}
	if s.isFigure() || s.transit {
		for k := len(events) - 1; k >= max(0, len(events)-mostEvents); k-- {
			if o := events[k]; familyOf(o.kind) == "violence" && !o.transit && (s.transit || r.comparePlaces(o.places, e.places) == placesSame) {
				if s.transit {
					e.countedIn = o
				} else {
					e.partOf = o
				}
				break
			}
		}
	}
	return e
}

// inferPlace gives an event without a place that of the paragraph or of the event before it.
func (r *reading) inferPlace(e *event, events []*event) {
	s := e.statements[0]
	l := &r.lines[s.sentence]
	if e.class != incidents.ClassIncident {
		if k := r.jurisdiction(s); k >= 0 {
			e.places = []int{k}
			return
		}
	}
	for i := s.sentence; i >= 0 && r.lines[i].Paragraph == l.Paragraph; i-- {
		if g := r.scenesOf(&r.lines[i]); len(g) > 0 {
			e.places, e.inferred = g, true
			return
		}
	}
	if e.class == incidents.ClassIncident {
		for _, k := range l.places {
			if p := &r.places[k]; p.role == mention && localOffices[r.token(p.First-2)] && p.Location.Geometry != nil {
				e.places, e.inferred = []int{k}, true
				return
			}
		}
	}
	for k := len(events) - 1; k >= max(0, len(events)-3); k-- {
		if o := events[k]; len(o.places) > 0 && s.sentence-o.last <= 4 && familyOf(o.kind) == familyOf(e.kind) {
			e.places, e.inferred = o.places, true
			return
		}
	}
	if e.class != incidents.ClassIncident {
		for i := s.sentence - 1; i >= max(0, s.sentence-4); i-- {
			if g := r.scenesOf(&r.lines[i]); len(g) > 0 {
				e.places, e.inferred = g, true
				return
			}
		}
	}
	if r.dateline >= 0 && (s.sentence <= 3 || e.class != incidents.ClassIncident) {
		e.places, e.inferred = []int{r.dateline}, true
		if e.time != nil && (e.time.Precision == incidents.Week || e.time.Precision == incidents.Month) {
			e.places = []int{r.stateOf(r.dateline)}
		}
	}
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
var localOffices = set(`mayor alcalde alcaldesa councilman councilor edil regidor regidora priest parroco`)

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
	for _, st := range r.said[s.sentence] {
		for _, k := range l.places {
			if p := &r.places[k]; st.Said.Holds(p.First) && !r.isNamePart(p) && p.Location.Precision != geo.Country && p.Location.Geometry != nil {
				return k
			}
		}
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

// extend adds a statement to an event.
func (r *reading) extend(e *event, s *statement) {
	e.statements = append(e.statements, s)
	if e.weak && !s.weak || e.weak == s.weak && familyOf(e.kind) == familyOf(s.kind) && tellsMore(s.kind, e.kind) && len(e.statements) < 3 {
		e.kind, e.class, e.weak = s.kind, s.class, s.weak
	}
	if len(s.places) > 0 && (len(e.places) == 0 || e.inferred || len(e.places) == 1 && len(s.places) == 1 && holds(&r.places[e.places[0]], &r.places[s.places[0]])) {
		e.places, e.inferred = s.places, false
	}
	if s.isLater(e) {
		for k := range s.figures {
			if f := &s.figures[k]; f.Outcome == incidents.Killed {
				f.Outcome = incidents.DiedLater
			}
		}
	}
	if s.time != nil && (e.time == nil || finer(s.time.Precision, e.time.Precision)) {
		e.time = s.time
	}
	if e.speaker == nil {
		e.speaker = s.speaker
	}
	e.last, e.paragraph = s.sentence, r.lines[s.sentence].Paragraph
	e.count(s)
}

// worthwhile reports whether an event is told of firmly enough to be a draft.
func (r *reading) worthwhile(e *event) bool {
	if e.aggregate || e.class != incidents.ClassIncident {
		return len(e.places) > 0 || e.aggregate
	}
	short := len(r.d.Sentences) <= headline && (e.kind == "killing" || e.kind == "deaths")
	if e.weak && len(e.rows) == 0 && !short {
		return false
	}
	if len(r.lines) > 3 && !slices.ContainsFunc(e.statements, func(s *statement) bool { return s.firm }) {
		return false
	}
	if len(r.lines) <= 3 || len(e.rows) > 0 {
		return true
	}
	return len(e.places) > 0 && (familyOf(e.kind) != "violence" || precise(r.places[e.places[0]].Location.Precision))
}
