package extract

import (
	"slices"

	"incidentmap/geo"
	"incidentmap/incidents"
	"incidentmap/incidents/extract/attribution"
	"incidentmap/incidents/extract/timex"
)

// event is one thing that the text tells of, by one or more statements.
type event struct {
	statements   []*statement
	kind         incidents.Kind
	weak         bool
	class        incidents.Class
	places       []int
	aggregate    bool
	transit      bool
	time         *timex.Expression
	timeOfSaying bool // its time is no more than the day on which somebody told it
	speaker      *attribution.Speaker
	byDoer       bool // nobody tells it: its source is who did it
	rows         []figureRow
	partOf       *event
	countedIn    *event
	inferred     bool // its place is taken from what was told before
	last         int  // the last sentence that spoke of it
	paragraph    int
}

// mostEvents bounds the events that are looked at for what a statement may be of.
const mostEvents = 40

// assemble puts the statements of a text together into events.
func (r *reading) assemble() []*event {
	var events []*event
	for i := range r.lines {
		told := r.statements(i)
		if len(told) == 0 {
			r.retime(i)
			r.refine(events, i)
			r.release(events, i)
		}
		for _, st := range told {
			if st.background && !r.isOfTheDay(&st) {
				continue
			}
			if r.lines[i].total && (st.time == nil || st.time.Precision == incidents.Year) && len(st.places) == 0 && st.countsDead() && tallies.has(r.d, r.lines[i].Range) {
				continue // "212 soldiers have been slain this year"
			}
			if r.lines[i].total && r.lines[i].sum == 0 && st.isFigure() && len(events) > 0 && !st.arePart() && !st.isLaterDeath(events[len(events)-1]) {
				continue
			}
			r.inheritSpeaker(&st, i)
			s := &st
			if s.areOlder() {
				s.time, s.timeOfSaying = nil, false // on which it was told
			}
			s.inferDay(events)
			r.goesOn(events, s)
			if s.definite && len(s.places) == 0 && len(s.figures) == 0 && s.class == incidents.ClassIncident && !hasKind(events, s.kind) && !isGoneOnWith(events, s) {
				continue
			}
			if e := r.eventOf(events, s); e != nil {
				r.extend(e, s)
				continue
			}
			if s.areOlder() && s.weak {
				continue
			}
			if e := r.begin(s, events); e != nil {
				events = append(events, e)
			}
		}
	}
	r.settleDeaths(events)
	r.settleDoers(events)
	events = r.withoutHeadlines(events)
	events = r.withoutSums(r.withoutSummaries(withoutTotals(events)))
	for _, e := range events {
		e.settleKind()
	}
	r.settleBodies(events)
	return slices.DeleteFunc(events, func(e *event) bool { return !r.worthwhile(e) })
}

// isInFocus reports whether nothing else was told of since an event, not many sentences before a statement.
func (r *reading) isInFocus(e *event, s *statement) bool {
	const farthest = 6
	return r.focus == e && s.sentence-e.last <= farthest
}

// goesOn gives a statement the kind of what was told of before where its noun says no more than that: "the accident" is the collapse, "the
// riot" that of the prison.
func (r *reading) goesOn(events []*event, s *statement) {
	const reach = 3
	for _, e := range latestFirst(events) {
		how := r.comparePlaces(e.places, s.places)
		if how == placesApart || how == placesNone && s.sentence-e.last > reach {
			continue
		}
		if s.general && isAccident(e.kind) || s.kind == "riot" && s.definite && e.kind == "prison_riot" {
			s.kind = e.kind
		}
		return
	}
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
			if n := len(r.said[j]); n > 0 && !r.said[j][n-1].Act {
				s.speaker = &r.said[j][n-1].Speaker
				return
			}
		}
	}
	s.speaker = r.releasedBy
}

// eventOf gives the event that a statement is of, or nil where it is of a new one.
func (r *reading) eventOf(events []*event, s *statement) *event {
	if e := r.eventNamed(events, s); e != nil {
		return e
	}
	if e := r.eventCorrected(events, s); e != nil {
		return e
	}
	var same *event
	best := unlike
	for _, e := range latestFirst(events) {
		if how := r.likenessOf(e, s); how > best {
			same, best = e, how
		}
	}
	return same
}

// likeness is how likely a statement is of an event, by what they have in common.
type likeness uint8

const (
	unlike      likeness = iota // it is of another
	alike                       // it may be, and is more likely of another that it may be of
	likely                      // it is, where it may be of several of the last of them
	spokenOf                    // it begins with a noun of the clause that told of the event: "the woman's husband"
	sameFigures                 // it counts as many people of the same fate
)

// likenessOf tells how likely a statement is of an event.
func (r *reading) likenessOf(e *event, s *statement) likeness {
	switch {
	case !r.isSame(e, s):
		return unlike
	case e.sharesDead(s):
		return sameFigures
	case len(s.places) > 0 && len(e.places) == 0:
		return alike // more likely of what was told of that place
	case s.countsOthers() && !e.countsGroup(s.figures[0].Party.Group):
		return alike // "three other soldiers" are more likely of where soldiers were told of
	case s.definite && e.kind != s.kind:
		return alike // "the ambush" is more likely the last ambush than the last of its family
	case r.isSpokenOf(e, s):
		return spokenOf
	}
	return likely
}

// isSpokenOf reports whether a statement at no place of its own names an event by a noun of the clause that told of it: the sentence begins with
// it and its article, or it stands for what happened ("the ambush", of those who were ambushed).
func (r *reading) isSpokenOf(e *event, s *statement) bool {
	const shortest = 4 // letters: shorter ones are no nouns that tell much
	if len(s.places) > 0 {
		return false
	}
	first := e.statements[0].span
	for i := first.First; i < first.Last; i++ {
		if slices.ContainsFunc(s.nouns, func(noun string) bool { return ofOneStem(noun, r.token(i)) }) {
			return true
		}
	}
	l := &r.lines[s.sentence]
	noun := r.token(l.First + 1)
	return leadsAgain[r.token(l.First)] && len(noun) >= shortest && s.span.First < l.First+spokenReach && r.speaksOf(e, noun)
}

// ofOneStem reports whether two words begin alike, as "linchamiento" and "lincharon" do.
func ofOneStem(a, b string) bool {
	const stem = 5 // letters
	return len(a) >= stem && len(b) >= stem && a[:stem] == b[:stem]
}

// spokenReach is how many words after the beginning of a sentence a statement begins that its first noun is of.
const spokenReach = 12

// countsDead reports whether a statement counts any who died.
func (s *statement) countsDead() bool {
	return slices.ContainsFunc(s.figures, func(f figure) bool { return f.Outcome == incidents.Killed || f.Outcome == incidents.DiedLater })
}

// countsOthers reports whether a statement counts more of a group of which some were counted before: "three other soldiers".
func (s *statement) countsOthers() bool {
	return s.isFigure() && s.figures[0].Party.Count.Other && s.figures[0].Party.Group != "unknown"
}

// countsGroup reports whether an event counts people of a group.
func (e *event) countsGroup(g incidents.Group) bool {
	return slices.ContainsFunc(e.rows, func(row figureRow) bool { return row.group == g })
}

// isBeside reports whether one sentence tells of the dead of an event and of a statement in two clauses: "gunmen killed 16 in Somalia's capital,
// as a bomb in Beledweyne claimed 10 more".
func (e *event) isBeside(s *statement) bool {
	return e.last == s.sentence && !s.anaphor && e.countsAs(s)
}

// latestFirst gives the last events, those that were told of last first.
func latestFirst(events []*event) []*event {
	last := slices.Clone(events[max(0, len(events)-mostEvents):])
	slices.Reverse(last)
	slices.SortStableFunc(last, func(a, b *event) int { return b.last - a.last })
	return last
}

// begin makes the event of a statement, or nil where it tells too little to be one.
func (r *reading) begin(s *statement, events []*event) *event {
	if (s.definite || s.weak && len(r.lines) > longestNote) && len(s.places) == 0 && len(s.figures) == 0 && s.class == incidents.ClassIncident {
		return nil
	}
	if s.arePart() && s.weak && len(s.places) == 0 && wholeOf(events, s) != nil {
		return nil // they are counted
	}
	e := &event{kind: s.kind, weak: s.weak, class: s.class, aggregate: s.aggregate, transit: s.transit, speaker: s.speaker, paragraph: -1}
	r.countToll(s)
	r.extend(e, s)
	if k := r.ofPolice(&r.lines[s.sentence]); k >= 0 && len(e.places) == 1 && r.places[e.places[0]].Location.Precision == geo.Unlocated {
		e.places, e.inferred = []int{k}, true // a street or a park of a town
	}
	if len(e.places) == 0 && !e.aggregate {
		r.inferPlace(e, events)
		r.placeOfNote(e)
	}
	if s.arePart() {
		e.countedIn = wholeOf(events, s)
	} else if s.isFigure() || s.transit {
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

// extend adds a statement to an event.
func (r *reading) extend(e *event, s *statement) {
	e.statements, r.focus = append(e.statements, s), e
	if e.weak && !s.weak || e.weak == s.weak && familyOf(e.kind) == familyOf(s.kind) && tellsMore(s.kind, e.kind) && len(e.statements) < 3 {
		e.kind, e.class, e.weak = s.kind, s.class, s.weak
	}
	if len(s.places) > 0 && (len(e.places) == 0 || e.inferred || len(e.places) == 1 && r.places[e.places[0]].Location.Precision == geo.Unlocated || len(e.places) == 1 && r.isInCountry(e) && r.areNowhere(s.places) || len(e.places) == 1 && len(s.places) == 1 && holds(&r.places[e.places[0]], &r.places[s.places[0]])) {
		e.places, e.inferred = s.places, false
	}
	if (s.isLater(e) || r.addsUpWith(e, s) && s.time != nil && e.time != nil && s.time.Start.After(e.time.End)) && !s.corrects {
		s.settleLater(e)
	}
	if s.time != nil && (e.time == nil || e.timeOfSaying && !s.timeOfSaying || finer(s.time.Precision, e.time.Precision) && e.timeOfSaying == s.timeOfSaying) {
		e.time, e.timeOfSaying = s.time, s.timeOfSaying
	}
	if e.speaker == nil {
		e.speaker = s.speaker
	}
	r.refineBy(e, s)
	e.last, e.paragraph = s.sentence, r.lines[s.sentence].Paragraph
	e.count(s)
	r.raise(e, s)
}
