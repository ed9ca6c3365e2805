package extract

import (
	"slices"
	"sort"
	"time"

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
	sentence   int
	span       text.Range // the clause
	kind       incidents.Kind
	weak       bool // the kind is told by words that tell little
	class      incidents.Class
	figures    []figure
	places     []int // scenes, several where they are listed
	aggregate  bool  // several areas that are not named
	transit    bool
	time       *timex.Expression
	speaker    *attribution.Speaker
	background bool
	definite   bool // it speaks of what was told before
	unsure     bool
	corrects   bool
	older      bool // its figures no longer hold
	several    bool // it tells of several events together: "three attacks"
	firm       bool // it tells that the event took place, and does not only speak of it
}

// figure is a figure and who gives it; nil is nobody in its sentence.
type figure struct {
	toll.Figure
	speaker *attribution.Speaker
}

// anchor is a trigger or a figure in a sentence.
type anchor struct {
	text.Range
	trigger *trigger.Trigger
	figure  *toll.Figure
	group   int // of the places, -1 for none
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
		if n := len(found) - 1; n >= 0 && joins(&found[n], &st) {
			found[n].take(&st)
			continue
		}
		// What a clause in between tells of does not end what came before it.
		if n := len(found) - 2; n >= 0 && joins(&found[n], &st) && a.figure == nil {
			found[n].take(&st)
			continue
		}
		found = append(found, st)
	}
	r.settleSpans(l, found)
	return found
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
		if t.Modality == trigger.Reference && len(r.d.Sentences) <= headline && !t.Weak {
			found = append(found, anchor{Range: t.Range, trigger: t, group: -1})
			continue
		}
		if t.Modality != trigger.Actual && (t.Modality == trigger.Denied || t.Class != incidents.ClassAdvisory && t.Class != incidents.ClassDisruption || t.Kind == "curfew") {
			continue
		}
		found = append(found, anchor{Range: t.Range, trigger: t, group: -1})
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

// headline is the number of sentences up to which a text is no more than a headline, which tells of
// an event even where it speaks of it.
const headline = 2

// placeGroup is places that are named together: one, or a list.
type placeGroup struct {
	text.Range
	places []int
	many   bool // areas that are not named
}

// longestList bounds the places of a list that are one location.
const longestList = 40

// placeGroups gives the scenes of a sentence; those in a list are one group.
func (r *reading) placeGroups(l *line) []placeGroup {
	var groups []placeGroup
	for _, k := range l.places {
		p := &r.places[k]
		if p.role != scene && p.role != destination || r.inSpeaker(l, p.First) {
			continue
		}
		if n := len(groups) - 1; n >= 0 && len(groups[n].places) < longestList && r.listed(groups[n].Last, p.First) && r.places[groups[n].places[0]].role == p.role {
			if !samePlace(&r.places[groups[n].places[len(groups[n].places)-1]], p) {
				groups[n].places = append(groups[n].places, k)
			}
			groups[n].Last = p.Last
			continue
		}
		groups = append(groups, placeGroup{Range: p.Range, places: []int{k}})
	}
	for _, m := range manyAreas.Find(r.d.Tokens, l.Range) {
		named := false
		for _, g := range groups {
			named = named || g.First >= m.Last && g.First-m.Last <= 3 && len(g.places) > 1
		}
		if !named && !r.inSpeaker(l, m.First) {
			groups = append(groups, placeGroup{Range: m.Range, many: true})
		}
	}
	sort.SliceStable(groups, func(a, b int) bool { return groups[a].First < groups[b].First })
	return groups
}

// listed reports whether a list of places goes on from one token to another.
func (r *reading) listed(from, to int) bool {
	if to <= from || to-from > 3 {
		return false
	}
	for i := from; i < to; i++ {
		switch r.token(i) {
		case ",", "and", "y", "e", "&":
		default:
			return false
		}
	}
	return true
}

// inSpeaker reports whether a token is a part of who says something.
func (r *reading) inSpeaker(l *line, i int) bool {
	for _, st := range r.said[r.index(l)] {
		if st.Said.Holds(i) && st.Speaker.Kind != incidents.Social {
			return true
		}
	}
	return false
}

func (r *reading) index(l *line) int {
	return sort.Search(len(r.lines), func(k int) bool { return r.lines[k].First >= l.First })
}

// assign gives each anchor its places: those that follow it before the next anchor, else those
// the sentence begins with, those of the anchor before it, or those of the next.
func assign(r *reading, l *line, anchors []anchor, groups []placeGroup) {
	usable := func(a *anchor, g *placeGroup) bool {
		if g.many {
			return a.trigger != nil
		}
		if r.places[g.places[0]].role != destination {
			return true
		}
		return a.trigger != nil && (a.trigger.Kind == "flight_disruption" || a.trigger.Kind == "travel_advisory")
	}
	g := 0
	var own []int
	for k := range anchors {
		if k > 0 && anchors[k].First < anchors[k-1].Last {
			// The trigger and the figure of one word.
			anchors[k].Last = max(anchors[k].Last, anchors[k-1].Last)
			own = append(own, own[k-1])
			continue
		}
		next := l.Last
		for j := k + 1; j < len(anchors); j++ {
			if anchors[j].First >= anchors[k].Last {
				next = anchors[j].First
				break
			}
		}
		own = append(own, -1)
		for g < len(groups) && groups[g].First < next {
			if groups[g].First >= anchors[k].First && own[k] < 0 && usable(&anchors[k], &groups[g]) && !(g > 0 && r.newClause(anchors[k].Last, groups[g].First)) {
				own[k] = g
			}
			g++
		}
	}
	lead := -1
	for k := range groups {
		if groups[k].First < anchors[0].First && usable(&anchors[0], &groups[k]) {
			lead = k
		}
	}
	last, next := -1, make([]int, len(anchors)+1)
	next[len(anchors)] = -1
	for k := len(anchors) - 1; k >= 0; k-- {
		next[k] = next[k+1]
		if own[k] >= 0 {
			next[k] = own[k]
		}
	}
	for k := range anchors {
		switch {
		case own[k] >= 0:
			last = own[k]
		case last < 0 && lead >= 0 && next[k] >= 0 && r.holdsGroup(&groups[lead], &groups[next[k]]):
			last = next[k] // "in Jalisco, two were killed and three hurt in Zapopan"
		case last < 0 && lead >= 0:
			last = lead
		case last < 0:
			last = next[k]
		case next[k] >= 0 && r.newClause(groups[last].Last, anchors[k].First) && !r.newClause(anchors[k].Last, groups[next[k]].First):
			last = next[k]
		}
		anchors[k].group = last
		if last >= 0 && !usable(&anchors[k], &groups[last]) {
			anchors[k].group = -1
		}
	}
}

// holdsGroup reports whether one place is an area that another lies in.
func (r *reading) holdsGroup(a, b *placeGroup) bool {
	return !a.many && !b.many && holds(&r.places[a.places[0]], &r.places[b.places[0]])
}

// newClause reports whether another clause begins between two tokens.
func (r *reading) newClause(from, to int) bool {
	for i := from; i < to; i++ {
		switch r.token(i) {
		case ";":
			return true
		case ",":
			switch r.token(i + 1) {
			case "and", "y", "e", "but", "pero", "while", "mientras":
				return true
			}
		}
	}
	return false
}

// newStatement makes the statement of one anchor.
func (r *reading) newStatement(i int, a *anchor, groups []placeGroup) statement {
	l := &r.lines[i]
	st := statement{sentence: i, span: a.Range, background: l.background, unsure: l.unsure, corrects: l.corrects, older: l.older}
	if a.trigger != nil {
		st.kind, st.class, st.weak, st.definite = a.trigger.Kind, a.trigger.Class, a.trigger.Weak, a.trigger.Definite
	} else {
		st.kind, st.class, st.weak = "deaths", incidents.ClassIncident, true
		st.figures = append(st.figures, figure{*a.figure, r.speakerOf(i, a.First)})
		st.span = text.Range{First: min(a.First, a.figure.First), Last: max(a.Last, a.figure.Range.Last)}
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
	if a.group >= 0 {
		st.places, st.aggregate = groups[a.group].places, groups[a.group].many
	}
	if a.figure != nil && (a.figure.Outcome == incidents.Killed || a.figure.Outcome == incidents.DiedLater) && l.journey && a.figure.Party.Count.Definite {
		st.transit = true
	}
	st.time = r.timeOf(l, a.First)
	st.firm = r.isFirm(&st, a, l)
	st.several = a.trigger != nil && !a.trigger.Weak && r.isSeveral(l, a.First)
	st.speaker = r.speakerOf(i, a.First)
	return st
}

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
	return (before == "of" || before == "de") && (r.token(at-2) == "series" || r.token(at-2) == "serie" || r.token(at-2) == "wave" || r.token(at-2) == "ola")
}

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
		if r.old(*e) && !l.background {
			continue
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
	if len(r.said[i]) > 0 {
		return &r.said[i][len(r.said[i])-1].Speaker
	}
	return nil
}

// joins reports whether a statement is of the same event as the one before it in its sentence.
func joins(a, b *statement) bool {
	if a.aggregate != b.aggregate || !samePlaces(a.places, b.places) || a.transit != b.transit {
		return false
	}
	if b.isFigure() && a.takes(b.figures) || a.isFigure() && b.takes(a.figures) {
		return true
	}
	if b.kind == "fire_or_smoke" && (familyOf(a.kind) == "blockade" || familyOf(a.kind) == "violence" || a.kind == "property_attack") {
		return true // the smoke is of what was told of
	}
	return familyOf(a.kind) == familyOf(b.kind)
}

// takes reports whether the figures may be of what the statement tells: nobody is killed by a
// roadblock, though some are hurt at one.
func (s *statement) takes(figures []figure) bool {
	if familyOf(s.kind) != "blockade" {
		return takesFigures(s.kind)
	}
	return !slices.ContainsFunc(figures, func(f figure) bool { return f.Outcome == incidents.Killed })
}

// isFigure reports whether a statement is no more than a figure.
func (s *statement) isFigure() bool { return len(s.figures) > 0 && s.weak }

func samePlaces(a, b []int) bool {
	return len(a) == 0 && len(b) == 0 || len(a) > 0 && len(b) > 0 && a[0] == b[0]
}

// take adds what another statement says of the same event.
func (s *statement) take(o *statement) {
	if s.weak && !o.weak || s.weak == o.weak && tellsMore(o.kind, s.kind) {
		s.kind, s.class, s.weak = o.kind, o.class, o.weak && s.weak
	}
	s.figures = append(s.figures, o.figures...)
	s.span = text.Range{First: min(s.span.First, o.span.First), Last: max(s.span.Last, o.span.Last)}
	s.definite = s.definite && o.definite
	s.firm = s.firm || o.firm
	s.several = s.several || o.several
	if s.time == nil {
		s.time = o.time
	}
	if s.speaker == nil {
		s.speaker = o.speaker
	}
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

// day gives the day of a time.
func dayOf(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
}

// precise reports whether a place may be told apart from others of its area.
func precise(p geo.Precision) bool { return p != geo.Country && p != geo.Unlocated }
