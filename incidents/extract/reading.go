package extract

import (
	"slices"
	"sort"
	"strings"
	"time"

	"incidentmap/geo"
	"incidentmap/geo/geoparse"
	"incidentmap/incidents"
	"incidentmap/incidents/extract/attribution"
	"incidentmap/incidents/extract/text"
	"incidentmap/incidents/extract/timex"
	"incidentmap/incidents/extract/toll"
	"incidentmap/incidents/extract/trigger"
)

// reading is a text under way.
type reading struct {
	e          *Extractor
	o          Options
	d          *text.Document
	base       time.Time // the day of the report, at midnight in UTC; zero when it is not known
	places     []place
	said       [][]attribution.Statement   // by sentence
	lines      []line                      // by sentence
	main       time.Time                   // the day of the story
	country    string                      // ISO code of the country that most places are in
	airports   map[string]geoparse.Toponym // of capitals that were looked up, by the area
	states     map[string]geo.Location     // that names were looked up as, by country and name
	goodsTold  map[int]bool                // sentences whose seized goods a draft tells of
	releasedBy *attribution.Speaker        // whose press release the text is; nil for a report
	focus      *event                      // what was told of last
	dateline   int                         // the place of the dateline, -1 where there is none
}

// line is what is known of one sentence.
type line struct {
	text.Sentence
	triggers     []trigger.Trigger
	figures      []toll.Figure
	times        []timex.Expression
	timeOfSaying bool  // its only time is that on which somebody spoke
	places       []int // of reading.places, in order
	background   bool
	unsure       bool
	corrects     bool
	disputes     bool
	journey      bool // it tells of a death on the way
	occurred     bool // it says that something took place
	several      bool // it tells of several things together
	sum          int  // what its figures and those before add up to, as it says; 0 where it says nothing
	total        bool // it tells what was told before, together
}

// read finds everything in the text that a draft is made of.
func (e *Extractor) read(s string, o Options) *reading {
	r := &reading{e: e, o: o, d: text.Read(s, o.Lang), dateline: -1, airports: map[string]geoparse.Toponym{}, states: map[string]geo.Location{}, goodsTold: map[int]bool{}}
	r.base = r.reportDay()
	r.findPlaces(e.parser.Parse(r.withoutAgency(s), geoparse.Options{NoAdjectivals: true, Home: o.Near}))
	r.said = attribution.Read(r.d)
	for i, s := range r.d.Sentences {
		r.lines = append(r.lines, r.line(i, s))
	}
	r.releasedBy = r.publisher()
	r.spreadBackground()
	r.main = r.mainDay()
	return r
}

// withoutAgency gives a text in which the name of the Press Association, in the brackets of the dateline, is no state: "DUBLIN (PA)". All else
// stands where it stood.
func (r *reading) withoutAgency(s string) string {
	const agency, blank = "(PA)", "(..)"
	if r.d.Dateline.Agency != "PA" {
		return s
	}
	return strings.Replace(s, agency, blank, 1)
}

func (r *reading) line(i int, s text.Sentence) line {
	l := line{
		Sentence: s, background: trigger.Background(r.d, s.Range), unsure: trigger.Unsure(r.d, s.Range), corrects: corrections.has(r.d, s.Range), disputes: contrasts.has(r.d, s.Range),
		several: severals.has(r.d, s.Range) && !oneOfSeveral.has(r.d, s.Range), total: totals.has(r.d, s.Range), journey: journeys.has(r.d, s.Range), occurred: occurrences.has(r.d, s.Range),
	}
	l.corrects = l.corrects && !l.disputes
	body := s.Range
	if dl := r.d.Dateline; dl.Len() > 0 && dl.First >= s.First && dl.Last <= s.Last {
		body.First = dl.Last
	}
	if body.Len() <= 0 || s.Aside {
		r.said[i] = nil
		return l
	}
	l.triggers = trigger.Find(r.d, body)
	l.figures = toll.Read(r.d, body)
	r.addAllAboard(&l)
	if n, adds := toll.Total(r.d, body); adds && (len(l.figures) > 0 || len(l.triggers) > 0) {
		l.sum, l.corrects = n, false
	}
	l.times = timex.Read(r.d.Tokens, body, r.base)
	counts := slices.ContainsFunc(l.figures, func(f toll.Figure) bool { return f.Party.Known && !f.Denied })
	l.background = l.background || trigger.Life(r.d, s.Range) && !counts
	first := sort.Search(len(r.places), func(k int) bool { return r.places[k].First >= body.First })
	for k := first; k < len(r.places) && r.places[k].First < body.Last; k++ {
		l.places = append(l.places, k)
	}
	r.sift(&l)
	r.partBackground(&l)
	return l
}

// partBackground leaves out of a sentence its clauses, divided by semicolons, of courts, lives or habits, where others tell of the day.
func (r *reading) partBackground(l *line) {
	if !l.background {
		return
	}
	var of, day []text.Range
	for first, i := l.First, l.First; i < l.Last; i++ {
		if i+1 < l.Last && r.token(i) != ";" {
			continue
		}
		clause := text.Range{First: first, Last: i + 1}
		if first = i + 1; trigger.Background(r.d, clause) {
			of = append(of, clause)
		} else {
			day = append(day, clause)
		}
	}
	if len(of) == 0 || len(day) == 0 {
		return
	}
	within := func(i int) bool { return slices.ContainsFunc(of, func(c text.Range) bool { return c.Holds(i) }) }
	l.background = false
	l.triggers = slices.DeleteFunc(l.triggers, func(t trigger.Trigger) bool { return within(t.First) })
	l.figures = slices.DeleteFunc(l.figures, func(f toll.Figure) bool { return within(f.First) })
}

// publisher gives the body whose press release a text is: all that it tells is what the body says. The sentence in which it speaks says that it
// is one, or the heading does.
func (r *reading) publisher() *attribution.Speaker {
	const heading, first = 2, 4
	headed := slices.ContainsFunc(r.lines[:min(len(r.lines), heading)], func(l line) bool { return releases.has(r.d, l.Range) })
	for i := range r.lines {
		for k := range r.said[i] {
			st := &r.said[i][k]
			if st.Speaker.Attribution == incidents.Institution && !st.Act && (headed && i < first || releases.has(r.d, r.lines[i].Range)) {
				return &st.Speaker
			}
		}
	}
	return nil
}

// reportDay is the day of the report: that given, or else that of the dateline.
func (r *reading) reportDay() time.Time {
	if !r.o.Date.IsZero() {
		y, m, d := r.o.Date.Date()
		return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	}
	if dl := r.d.Dateline; dl.Len() > 0 {
		if found := timex.Read(r.d.Tokens, dl.Range, time.Time{}); len(found) > 0 {
			return found[0].Start
		}
	}
	return time.Time{}
}

// recentDays is how long before the report a day may be that is not background.
const recentDays = 21

// old reports whether a time is long before the report, or began then and goes on.
func (r *reading) old(e timex.Expression) bool {
	if e.Since {
		return true
	}
	return !r.base.IsZero() && e.End.Before(r.base.AddDate(0, 0, -recentDays))
}

// spreadBackground marks the sentences of other years, and those that go on with them in the
// same paragraph.
func (r *reading) spreadBackground() {
	going, paragraph := false, -1
	for i := range r.lines {
		l := &r.lines[i]
		if l.Paragraph != paragraph {
			going, paragraph = false, l.Paragraph
		}
		old, recent := false, false
		for _, e := range l.times {
			if r.old(e) {
				old = true
				old = old && !r.isOfOthers(l, e)
			} else if e.Precision != incidents.Year {
				recent = true
			}
		}
		switch {
		case old && !recent && (r.isArrestFor(l) || r.isProtestAt(l) || r.partOld(l)):
		case old && !recent:
			l.background, going = true, true
		case recent:
			going = false
			if old {
				r.dropOld(l)
			}
		case going:
			l.background = true
		}
	}
}

// isOfOthers reports whether an old time is that of people for whom a Spanish sentence tells of a protest or a blockade, and leaves them out:
// "bloquearon la costera en exigencia de la aparición de dos defensores, desaparecidos en 2023".
func (r *reading) isOfOthers(l *line, e timex.Expression) bool {
	at := e.First - 1
	if w := r.token(at); w == "en" || w == "el" || w == "desde" {
		at--
	}
	if r.d.Lang != "es" || l.background || !isPastVerb(r.token(at), "es") {
		return false
	}
	protests := slices.ContainsFunc(l.triggers, func(t trigger.Trigger) bool {
		return (familyOf(t.Kind) == "unrest" || familyOf(t.Kind) == "blockade") && t.Modality == trigger.Actual && t.Last < at
	})
	if !protests {
		return false
	}
	l.figures = slices.DeleteFunc(l.figures, func(f toll.Figure) bool { return f.Trigger.Holds(at) || f.Trigger.First >= at })
	l.triggers = slices.DeleteFunc(l.triggers, func(t trigger.Trigger) bool { return t.Holds(at) || t.First >= at })
	return true
}

// isArrestFor reports whether a sentence tells first of an arrest and then of what was done long before, and leaves that out: "captured a man
// wanted in the 2019 murder of a prosecutor".
func (r *reading) isArrestFor(l *line) bool {
	at := l.Last
	for _, e := range l.times {
		if r.old(e) {
			at = min(at, e.First)
		}
	}
	arrests := slices.ContainsFunc(l.figures, func(f toll.Figure) bool {
		return f.Outcome == incidents.Detained && f.Party.Known && !f.Denied && f.Trigger.First < at && f.Last <= at
	})
	if !arrests || l.background {
		return false
	}
	l.triggers = slices.DeleteFunc(l.triggers, func(t trigger.Trigger) bool { return t.Kind != "arrest" && t.Kind != "seizure" })
	l.figures = slices.DeleteFunc(l.figures, func(f toll.Figure) bool { return f.Outcome != incidents.Detained })
	return true
}

// isProtestAt reports whether a sentence tells of a protest against what was long before, and leaves that out: "marched to protest the killing
// last month of two colleagues".
func (r *reading) isProtestAt(l *line) bool {
	is := func(t trigger.Trigger) bool {
		return familyOf(t.Kind) == "unrest" && t.Modality == trigger.Actual && t.First < l.First+l.Len()/2
	}
	recalled := slices.ContainsFunc(l.triggers, func(t trigger.Trigger) bool { return t.Modality == trigger.Recalled })
	if l.background || !recalled || !slices.ContainsFunc(l.triggers, is) {
		return false
	}
	l.triggers = slices.DeleteFunc(l.triggers, func(t trigger.Trigger) bool { return !is(t) })
	l.figures = nil
	return true
}

// partOld leaves out of a sentence the clause, divided by a semicolon, that tells of another time: "… leaves seven hurt; ten years ago 42
// died". It reports whether anything else is told in it.
func (r *reading) partOld(l *line) bool {
	clause := func(i int) (first, last int) {
		first, last = i, i
		for first > l.First && r.token(first-1) != ";" {
			first--
		}
		for last < l.Last && r.token(last) != ";" {
			last++
		}
		return first, last
	}
	isOld := func(i int) bool {
		first, last := clause(i)
		return slices.ContainsFunc(l.times, func(e timex.Expression) bool { return r.old(e) && e.First >= first && e.First < last })
	}
	kept := slices.DeleteFunc(slices.Clone(l.triggers), func(t trigger.Trigger) bool { return isOld(t.First) })
	if len(kept) == 0 {
		return false
	}
	l.triggers = kept
	l.figures = slices.DeleteFunc(l.figures, func(f toll.Figure) bool { return isOld(f.Trigger.First) })
	return true
}

// dropOld leaves out of a sentence what is told in a clause that has times long past and no other: "Nine men drowned there in March 2019, and
// the pit was shut on Monday".
func (r *reading) dropOld(l *line) {
	isOld := func(i int) bool {
		old := false
		for _, e := range l.times {
			first, last := min(i, e.First), max(i, e.First)
			if r.newClause(first, last) {
				continue
			}
			if !r.old(e) {
				return false
			}
			old = true
		}
		return old
	}
	l.triggers = slices.DeleteFunc(l.triggers, func(t trigger.Trigger) bool { return isOld(t.First) })
	l.figures = slices.DeleteFunc(l.figures, func(f toll.Figure) bool { return isOld(f.Trigger.First) })
}

// mainDay is the day on which the first event with a day was, or else the report's.
func (r *reading) mainDay() time.Time {
	for i := range r.lines {
		l := &r.lines[i]
		if l.background || len(l.triggers) == 0 && len(l.figures) == 0 {
			continue
		}
		for _, e := range l.times {
			if !r.old(e) && !e.Ahead && (e.Precision == incidents.Day || e.Precision == incidents.PartOfDay || e.Days) {
				y, m, d := e.End.Date()
				return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
			}
		}
	}
	return r.dayOfHeading()
}

// dayOfHeading is a day of the week before the report that its heading tells: "acciones relevantes del 16 de marzo"; else the report's.
func (r *reading) dayOfHeading() time.Time {
	const days, heading = 7, 2
	for i := range r.lines[:min(len(r.lines), heading)] {
		for _, e := range r.lines[i].times {
			if e.Precision == incidents.Day && !e.Ahead && !r.base.IsZero() && !e.Start.Before(r.base.AddDate(0, 0, -days)) {
				return e.Start
			}
		}
	}
	return r.base
}
