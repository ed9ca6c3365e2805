package extract

import (
	"slices"

	"github.com/paulmach/orb"
	orbgeo "github.com/paulmach/orb/geo"

	"incidentmap/geo"
	"incidentmap/incidents"
	"incidentmap/incidents/extract/attribution"
	"incidentmap/incidents/extract/text"
)

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
	at := -1
	return slices.DeleteFunc(slices.Clone(events), func(e *event) bool {
		at++
		several := r.isOfSeveral(e)
		if e.class != incidents.ClassIncident || (len(e.places) < 2 || len(e.rows) > 0) && !several {
			return false
		}
		told, others := r.toldOneByOne(e, events, at)
		if len(told) < 2 && (len(told) == 0 || others == 0 || len(e.rows) > 0) {
			return false
		}
		for _, o := range told {
			o.restOn(e.speaker)
		}
		return true
	})
}

// toldOneByOne gives the events of a kind with one of several places that are at one of those, and how many others are.
func (r *reading) toldOneByOne(e *event, events []*event, at int) (told []*event, others int) {
	several := r.isOfSeveral(e)
	for _, o := range events[max(0, at-mostEvents):min(len(events), at+mostEvents)] {
		if o == e || len(o.places) != 1 || o.class != incidents.ClassIncident {
			continue
		}
		within := r.comparePlaces(e.places, o.places) == placesWithin
		switch {
		case familyOf(o.kind) == familyOf(e.kind) && (several && o.statements[0].sentence > e.last && !r.isElse(e, o) || within):
			told = append(told, o)
		case within && o.statements[0].sentence > e.last:
			others++
		}
	}
	return told, others
}

// isElse reports whether an event is in a town of its own, and another is elsewhere, and so is none of the several that were told of in the
// town: "three explosions in Cali", and a bomb in Corinto.
func (r *reading) isElse(e, o *event) bool {
	if len(e.places) != 1 || e.inferred || o.inferred {
		return false
	}
	p := r.places[e.places[0]].Location.Precision
	return p != geo.Country && p != geo.Admin1 && r.comparePlaces(e.places, o.places) == placesApart
}

// restOn gives what nobody is said to tell of an event the source of the report's first words, which told of it in short.
func (e *event) restOn(by *attribution.Speaker) {
	if e.speaker != nil || by == nil {
		return
	}
	e.speaker = by
	for _, s := range e.statements {
		if s.speaker == nil {
			s.speaker = by
		}
	}
	for k := range e.rows {
		if e.rows[k].speaker == nil {
			e.rows[k].speaker = by
		}
	}
}

// withoutSums leaves out what counts the dead of an area, or of no place, where at least two things that are told next in
// it have as many dead together: they are the same people.
func (r *reading) withoutSums(events []*event) []*event {
	events = slices.Clone(events)
	for i := len(events) - 1; i >= 0; i-- { // the sum of a state before that of its country
		parts := r.partsOf(events[i], events)
		for _, o := range parts {
			o.restOn(events[i].speaker)
		}
		switch {
		case len(parts) == 0:
		case events[i].tellsMoreThan(parts):
			events[i].withdrawDead()
		default:
			events = slices.Delete(events, i, i+1)
		}
	}
	return events
}

// mostParts bounds the events that are looked at for the parts of a sum.
const mostParts = 20

// partsOf gives the events after another that add up to its dead, those who died later among them or not; nil where they do not.
func (r *reading) partsOf(e *event, events []*event) []*event {
	if e.dead() < 2 || e.class != incidents.ClassIncident || e.transit {
		return nil
	}
	told := r.toldUnder(e, events)
	for _, dead := range []func(*event) int{(*event).dead, (*event).deadAtOnce} {
		parts, sum := 0, 0
		for parts < len(told) && sum < e.dead() {
			sum += dead(told[parts])
			parts++
		}
		if sum == e.dead() && parts > 1 && (!e.tellsMoreThan(told[:parts]) || !r.isInTown(e) || e.isApart()) {
			return told[:parts]
		}
	}
	return nil
}

// toldUnder gives the next events that count dead whom another may count, too.
func (r *reading) toldUnder(e *event, events []*event) []*event {
	i := slices.Index(events, e)
	first := i + 1
	for k := i - 1; r.d.Lang == "es" && k >= 0 && events[k].statements[0].sentence == e.statements[0].sentence; k-- {
		first = k // what the same headline tells before: "Volcadura y ataques dejan seis muertos"
	}
	said := slices.ContainsFunc(events, func(o *event) bool { return o.countedIn == e }) // "two of the dead were in Kalamazoo"
	var told []*event
	for _, o := range events[first:min(len(events), i+1+mostParts)] {
		if o != e && o.dead() > 0 && o.class == incidents.ClassIncident && (r.mayHold(e, o) || said && len(o.places) > 0) {
			told = append(told, o)
		}
	}
	return told
}

// tellsMoreThan reports whether an event counts people who were hurt, and none of its parts does.
func (e *event) tellsMoreThan(parts []*event) bool {
	return e.has(incidents.Wounded) && !slices.ContainsFunc(parts, func(o *event) bool { return o.has(incidents.Wounded) })
}

// withdrawDead leaves out the dead of an event, who are counted by others.
func (e *event) withdrawDead() {
	for k := range e.rows {
		if row := &e.rows[k]; row.outcome == incidents.Killed || row.outcome == incidents.DiedLater {
			row.withdrawn = true
		}
	}
}

// mayHold reports whether an event may count those of another, which is at a place of its own: its place is not said, or is an area
// around that.
func (r *reading) mayHold(e, o *event) bool {
	if len(o.places) == 0 {
		return false
	}
	if e.isApart() || r.lines[e.statements[0].sentence].total && !r.isInTown(e) {
		return true
	}
	if o.inferred {
		return false
	}
	if len(e.places) == 0 || e.inferred {
		return true
	}
	return r.isAround(e, o) || slices.ContainsFunc(e.places, func(k int) bool { return holds(&r.places[k], &r.places[o.places[0]]) })
}

// isInTown reports whether an event was in a town or municipality that is said, and not only in an area.
func (r *reading) isInTown(e *event) bool {
	if len(e.places) == 0 || e.inferred {
		return false
	}
	p := r.places[e.places[0]].Location.Precision
	return p != geo.Admin1 && p != geo.Country
}

// isAround reports whether the first sentence of an event speaks of an area that another lies in, besides its place: of a part of the world,
// of the surroundings of a town, of the other of two states.
func (r *reading) isAround(e, o *event) bool {
	q := &r.places[o.places[0]]
	l := &r.lines[e.statements[0].sentence]
	at := r.places[e.places[0]].Location.Precision
	isArea := at == geo.Admin1 || at == geo.Country
	return slices.ContainsFunc(l.places, func(k int) bool {
		p := &r.places[k]
		switch {
		case r.inSpeaker(l, p.First):
			return false
		case p.Location.Precision == geo.Near && p.Location.RadiusM >= vast:
			return true
		case surrounds[r.token(p.First-1)] && p.Location.Precision == geo.Locality:
			return isWithin(p, q, roadReachM)
		}
		return isArea && (holds(p, q) || plainWord(p.Text) == plainWord(q.Location.Admin.Admin1Name))
	})
}

// surrounds are words for more than a town itself.
var surrounds = text.WordSet(`around across outside near alrededor`)

// isWithin reports whether two points are at most so many metres apart.
func isWithin(p, q *place, far float64) bool {
	a, aok := p.Location.Geometry.(orb.Point)
	b, bok := q.Location.Geometry.(orb.Point)
	return aok && bok && orbgeo.DistanceHaversine(a, b) <= far
}

// dead is the number of those who died of an event, as its first source gives it.
func (e *event) dead() int { return e.deadAtOnce() + e.counted(incidents.DiedLater) }

// deadAtOnce leaves out those who died later.
func (e *event) deadAtOnce() int { return e.counted(incidents.Killed) }

// counted is the number of people of a fate, as the first source gives it.
func (e *event) counted(o incidents.Outcome) int {
	n := 0
	for k := range e.rows {
		if row := &e.rows[k]; !row.withdrawn && !row.competes && row.outcome == o {
			n += row.count.Value()
		}
	}
	return n
}

// arePart reports whether all whom a statement counts are some of those who were told of before: "one of the victims died in Tecpan".
func (s *statement) arePart() bool {
	return len(s.figures) > 0 && !slices.ContainsFunc(s.figures, func(f figure) bool { return !f.Party.Part })
}

// areAllOf reports whether those whom a statement tells of part by part are all the dead of an event: "three of the dead were found in the
// plant and a fourth died at a hospital", of four.
func (s *statement) areAllOf(e *event) bool {
	dead, parts := 0, 0
	for _, f := range s.figures {
		if f.Party.Known && !f.older && f.isOfDead() {
			dead, parts = dead+f.Party.Count.Value(), parts+1
		}
	}
	return parts > 1 && dead == e.dead()
}

// countsLater reports whether a statement counts any who died later.
func (s *statement) countsLater() bool {
	return slices.ContainsFunc(s.figures, func(f figure) bool { return f.Outcome == incidents.DiedLater })
}

// wholeOf gives the last event that counts at least as many dead as a statement of some of them, nil for none.
func wholeOf(events []*event, s *statement) *event {
	part := 0
	for _, f := range s.figures {
		if f.Outcome == incidents.Killed || f.Outcome == incidents.DiedLater {
			part += f.Party.Count.Value()
		}
	}
	for k := len(events) - 1; part > 0 && k >= max(0, len(events)-mostParts); k-- {
		if events[k].countedIn == nil && events[k].dead() > part {
			return events[k]
		}
	}
	return nil
}
