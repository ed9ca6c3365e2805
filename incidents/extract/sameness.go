package extract

import (
	"slices"
	"strings"

	"incidentmap/geo"
	"incidentmap/incidents"
	"incidentmap/incidents/extract/attribution"
	"incidentmap/incidents/extract/text"
)

// areOfOneBlast reports whether a statement speaks of the explosion that an event's accident was, or the other way round: "the dead of the
// explosion", of a pipeline that burst.
func areOfOneBlast(e *event, s *statement) bool {
	return e.kind == "explosion" && s.kind == "industrial_accident" || e.kind == "industrial_accident" && s.kind == "explosion"
}

// wasToldAfter reports whether the days of an event and a statement differ only as one of them is the day on which somebody told
// it: what is told on Tuesday may have been on Monday.
func (e *event) wasToldAfter(s *statement) bool {
	const days = 2
	if e.time == nil || s.time == nil || e.timeOfSaying == s.timeOfSaying {
		return false
	}
	told, was := e.time, s.time
	if s.timeOfSaying {
		told, was = was, told
	}
	return was.Start.Before(told.Start) && was.End.After(told.Start.AddDate(0, 0, -days))
}

// isToldInShort reports whether an event was told of an area, beside another, and a statement goes on to tell of it: then its day may be
// another by one, as that of the first sentence is of what it tells first.
func (e *event) isToldInShort(r *reading, s *statement) bool {
	if !s.definite || e.kind != s.kind || e.time == nil || s.time == nil || len(e.statements) != 1 || len(e.places) != 1 {
		return false
	}
	p := r.places[e.places[0]].Location.Precision
	return (p == geo.Country || p == geo.Admin1) && e.statements[0].beside &&
		!s.time.Start.After(e.time.End.AddDate(0, 0, 1)) && !e.time.Start.After(s.time.End.AddDate(0, 0, 1))
}

// isLater reports whether a statement tells of those who died of an event in the days after it.
func (s *statement) isLater(e *event) bool {
	const days = 4
	return s.isFigure() && len(s.places) == 0 && s.time != nil && e.time != nil && s.time.Start.After(e.time.End) &&
		s.time.Start.Before(e.time.End.AddDate(0, 0, days)) && s.sentence-e.last <= 3 && len(e.rows) > 0
}

// settleLater makes the dead whom a statement counts on a day after an event those who died later; more than died at once are all of them.
func (s *statement) settleLater(e *event) {
	for k := range s.figures {
		switch f := &s.figures[k]; {
		case f.Outcome != incidents.Killed:
		case f.Party.Count.Other || f.Party.Count.Value() <= e.dead():
			f.Outcome = incidents.DiedLater
		case e.dead() > 0 && f.Party.Known && !f.Party.Part:
			s.corrects = true
		}
	}
}

// isFirm reports whether people are counted for an event: then what is told elsewhere of another
// place does not move them there.
func (e *event) isFirm() bool {
	return slices.ContainsFunc(e.rows, func(row figureRow) bool { return !row.soft && !row.withdrawn })
}

// sharesFigure reports whether a statement counts as many of the same fate as the event does.
func (e *event) sharesFigure(s *statement) bool {
	return slices.ContainsFunc(s.figures, e.counts)
}

// sharesDead reports whether a statement counts as many dead as the event does, and more than one: a number that says which event it is.
func (e *event) sharesDead(s *statement) bool {
	return slices.ContainsFunc(s.figures, func(f figure) bool {
		return f.Outcome == incidents.Killed && f.Party.Count.Value() > 1 && !f.Party.Part && e.counts(f)
	})
}

// counts reports whether an event has a figure of as many people of the same fate.
func (e *event) counts(f figure) bool {
	return f.Party.Known && slices.ContainsFunc(e.rows, func(row figureRow) bool {
		return row.outcome == f.Outcome && row.count.Value() == f.Party.Count.Value() && compatible(row.group, f.Party.Group)
	})
}

// addsUpWith reports whether a statement tells of deaths that make, with those of an event, the toll that its sentence comes to: "a girl died
// on Sunday, raising the toll to three".
func (r *reading) addsUpWith(e *event, s *statement) bool {
	sum := r.lines[s.sentence].sum
	if sum == 0 || len(s.places) > 0 {
		return false
	}
	dead := 0
	for _, f := range s.figures {
		if f.Outcome == incidents.Killed || f.Outcome == incidents.DiedLater {
			dead += f.Party.Count.Value()
		}
	}
	return dead > 0 && e.dead() > 0 && e.dead()+dead == sum
}

// isElsewhereSince reports whether a sentence between an event and a statement at no place of its own, of the statement's paragraph, leads
// elsewhere: "In Birmingham, an argument turned deadly. Four men were shot."
func (r *reading) isElsewhereSince(e *event, s *statement) bool {
	if len(s.places) > 0 || s.definite || s.disputes || len(s.figures) == 0 || len(e.places) == 0 {
		return false
	}
	for i := s.sentence - 1; i > e.last && r.lines[i].Paragraph == r.lines[s.sentence].Paragraph; i-- {
		if scenes := r.namedIn(&r.lines[i]); len(scenes) > 0 && !r.lines[i].background {
			return r.comparePlaces(e.places, scenes) == placesApart
		}
	}
	return false
}

// namedIn gives the scene of a sentence or, of one that begins a paragraph by saying where and tells of nothing that is known, any place that it
// names: "En el Caribe, una lancha volvió a hundirse frente a Puerto Lempira".
func (r *reading) namedIn(l *line) []int {
	if scenes := r.scenesOf(l); len(scenes) > 0 {
		return scenes
	}
	i := r.index(l)
	if len(l.triggers) > 0 || len(l.figures) > 0 || i == 0 || !locative[r.token(l.First)] || r.lines[i-1].Paragraph == l.Paragraph {
		return nil
	}
	var named []int
	for _, k := range l.places {
		p := &r.places[k]
		if !precise(p.Location.Precision) || r.inSpeaker(l, p.First) {
			continue
		}
		if p.Location.Precision == geo.Locality || p.Location.Precision == geo.Admin2 {
			return []int{k}
		}
		named = append(named, k)
	}
	return named[:min(len(named), 1)]
}

// countsAs reports whether a statement counts people of a fate of which an event counts some, too.
func (e *event) countsAs(s *statement) bool {
	return slices.ContainsFunc(s.figures, func(f figure) bool { return f.Party.Known && e.has(f.Outcome) })
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
	if len(e.rows) == 0 || !s.isFigure() && len(s.figures) == 0 || sameSpeaker(e.speaker, s.speaker) || s.corrects || s.speaker == nil || s.figures[0].older {
		return false
	}
	for _, f := range s.figures {
		if !f.Party.Known || f.Party.Count.Definite || f.Party.Part {
			continue
		}
		for k := range e.rows {
			row := &e.rows[k]
			if row.outcome == f.Outcome && row.count.Value() != f.Party.Count.Value() && (!mayBeSame(&f.Figure, &row.figure) || f.Party.Count.Other || f.Party.Group != "unknown" && f.Party.Group != row.group) && !row.soft {
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

type comparison uint8

const (
	placesApart comparison = iota
	placesSame
	placesNone   // one of them has none
	placesWithin // one holds the other
)

// comparePlaces tells what the places of two things have to do with each other.
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
			case isUnfound(p) && holds(p, q) || isUnfound(q) && holds(q, p):
				if how == placesApart {
					how = placesNone
				}
			case holds(p, q) || holds(q, p):
				how = placesWithin
			case how == placesApart && (r.isUnknownArea(p) || r.isUnknownArea(q)):
				how = placesNone
			}
		}
	}
	return how
}

// eventNamed gives the event whose sentences name what a statement names for its place, where that is no place that is known: "the
// dead in Catalinas"; nil for none.
func (r *reading) eventNamed(events []*event, s *statement) *event {
	if e := r.eventUnknown(events, s); e != nil {
		return e
	}
	if !r.areNowhere(s.places) {
		return nil
	}
	at := s.places
	s.places = nil
	if e := r.eventOfName(events, s); e != nil {
		return e
	}
	s.places = at
	return nil
}

// eventUnknown gives the event at a place that is not known which a statement names, and says where it lies: "the attack in El Plateado, a
// village in the municipality of Argelia".
func (r *reading) eventUnknown(events []*event, s *statement) *event {
	l := &r.lines[s.sentence]
	for _, e := range latestFirst(events) {
		if len(e.places) != 1 || len(s.places) == 0 || r.places[e.places[0]].Location.Precision != geo.Unlocated || familyOf(e.kind) != familyOf(s.kind) {
			continue
		}
		name := r.token(r.places[e.places[0]].First)
		second := r.token(r.places[e.places[0]].First + 1)
		for i := l.First; i+1 < s.span.Last; i++ {
			if r.token(i) == name && (r.places[e.places[0]].Len() == 1 || r.token(i+1) == second) {
				return e
			}
		}
	}
	return nil
}

// areNowhere reports whether of none of some places it is known where it is.
func (r *reading) areNowhere(places []int) bool {
	return !slices.ContainsFunc(places, func(k int) bool { return r.places[k].Location.Precision != geo.Unlocated })
}

// eventOfName gives the event whose sentences have a name that stands in a statement after a preposition.
func (r *reading) eventOfName(events []*event, s *statement) *event {
	l := &r.lines[s.sentence]
	for i := max(l.First+1, s.span.First); i < s.span.Last; i++ {
		if w := r.token(i - 1); w != "en" && w != "in" && w != "at" || r.d.Tokens[i].Shape != text.Capital {
			continue
		}
		for k := len(events) - 1; k >= max(0, len(events)-mostEvents); k-- {
			if e := events[k]; r.names(e, r.token(i)) && (r.isSame(e, s) || s.corrects && e.countsAs(s) && canTake(e.kind, s.figures)) {
				return e
			}
		}
	}
	return nil
}

// eventCorrected gives the event whose dead a statement at no place of its own corrects: of those it may be of, the one that counts
// the fewest less; nil for none.
func (r *reading) eventCorrected(events []*event, s *statement) *event {
	if !s.corrects || !r.areNowhere(s.places) || len(s.figures) == 0 || s.figures[0].Outcome != incidents.Killed || !s.figures[0].Party.Bare && !tollWords[s.figures[0].Party.Head] {
		return nil
	}
	at := s.places
	s.places = nil
	defer func() { s.places = at }()
	var best *event
	for k := len(events) - 1; k >= max(0, len(events)-mostParts); k-- {
		e := events[k]
		if n := e.dead(); n == 0 || n >= s.figures[0].Party.Count.Value() || best != nil && n <= best.dead() {
			continue
		}
		if r.isSame(e, s) {
			best = e
		}
	}
	return best
}

// names reports whether one of the first sentences of an event has a word that begins with a capital.
func (r *reading) names(e *event, word string) bool {
	const first = 4
	for _, s := range e.statements[:min(len(e.statements), first)] {
		for i := r.lines[s.sentence].First; i < r.lines[s.sentence].Last; i++ {
			if t := &r.d.Tokens[i]; t.Word == word && t.Shape == text.Capital {
				return true
			}
		}
	}
	return false
}

// whereM is how far from the town that was named a sentence may put what was told, in metres.
const whereM = 60_000

// tellsWhere reports whether a Spanish statement that counts nobody says where the thing was that the sentence before told of, a little way
// from the town that it named: "El ataque ocurrió en la carretera a Altata".
func (r *reading) tellsWhere(e *event, s *statement) bool {
	if r.d.Lang != "es" || !s.definite || len(s.figures) > 0 || s.sentence-e.last > 1 || !e.isFirm() || len(e.places) != 1 || len(s.places) != 1 {
		return false
	}
	return r.lines[s.sentence].occurred && isWithin(&r.places[e.places[0]], &r.places[s.places[0]], whereM)
}

// isUnfound reports whether a name was not found in the area that the words say it is in, so that the area stands for it.
func isUnfound(p *place) bool {
	const shortest = 5 // bytes: shorter ones are abbreviations of the area
	area := p.Location.Precision == geo.Admin1 || p.Location.Precision == geo.Country || p.Location.Precision == geo.Admin2 && p.Entry.ID == ""
	if !area || p.Relation != nil || len(p.Text) < shortest {
		return false
	}
	text := strings.TrimPrefix(plainWord(p.Text), "st ") // "St. Catherine" is Saint Catherine
	for _, name := range p.Location.Place {
		if n := plainWord(name); strings.Contains(n, text) || strings.Contains(text, n) {
			return false
		}
	}
	return len(p.Location.Place) > 0
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
