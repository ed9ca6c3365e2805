package extract

import (
	"slices"

	"incidentmap/incidents"
	"incidentmap/incidents/extract/text"
	"incidentmap/incidents/extract/timex"
)

// isSame reports whether a statement is of an event: it tells on of it, or nothing bars it and their days, kinds and places go together.
func (r *reading) isSame(e *event, s *statement) bool {
	if r.isToldOn(e, s) {
		return true
	}
	if r.isBarred(e, s) || !r.areOfOneDay(e, s) || !r.areOfOneKind(e, s) {
		return false
	}
	how := r.comparePlaces(e.places, s.places)
	if s.areAllOf(e) && (how == placesWithin || how == placesNone) {
		return true
	}
	if s.arePart() && len(s.places) > 0 && len(e.places) > 0 && how != placesSame {
		return false
	}
	return r.areOfOnePlace(e, s, how)
}

// isBarred reports whether a statement cannot go on with an event whatever the two have in common.
func (r *reading) isBarred(e *event, s *statement) bool {
	several := r.isOfSeveral(e) && !e.sharesDead(s) || len(e.places) > 1 && len(s.places) == 1 && s.time != nil
	switch {
	case e.aggregate != s.aggregate || e.transit != s.transit:
	case s.class != incidents.ClassIncident && e.class != s.class:
	case s.class == incidents.ClassAdvisory && !sameSpeaker(e.speaker, s.speaker):
	case s.sequel && len(s.figures) > 0 && !s.isLaterDeath(e): // it was another, some time after
	case e.isApart() && !e.sharesFigure(s) && (len(s.places) > 0 || len(s.figures) > 0):
	case several && len(s.places) > 0: // it was told in short of several, and now of one
	default:
		return r.isElsewhereSince(e, s)
	}
	return true
}

// areOfOneDay reports whether the days of an event and a statement do not part them.
func (r *reading) areOfOneDay(e *event, s *statement) bool {
	return sameDays(e.time, s.time) || e.wasToldAfter(s) || e.isToldInShort(r, s) || s.isLaterDeath(e) || r.isCountedSince(e, s)
}

// sameDays reports whether two times may be of the same thing.
func sameDays(a, b *timex.Expression) bool {
	if a == nil || b == nil {
		return true
	}
	return !a.Start.After(b.End) && !b.Start.After(a.End)
}

// isCountedSince reports whether a statement is a figure alone, at no place of its own, in the sentence after what was told, or of the week after
// it: its day is that on which people died or were counted. A sentence that begins with another day on which people were killed is of another event.
func (r *reading) isCountedSince(e *event, s *statement) bool {
	const days, reach = 7, 3
	if !s.isFigure() || len(s.places) > 0 || e.time == nil || s.time == nil || r.beginsWithTime(s) && slices.ContainsFunc(s.figures, r.isKilling) {
		return false
	}
	since := s.time.Start.After(e.time.End) && s.time.Start.Before(e.time.End.AddDate(0, 0, days))
	return s.sentence-e.last <= 1 || since && s.sentence-e.last <= reach
}

// beginsWithTime reports whether the sentence of a statement begins by saying when.
func (r *reading) beginsWithTime(s *statement) bool {
	const lead = 3
	return s.time.First <= r.lines[s.sentence].First+lead
}

// isKilling reports whether the words for how people died tell what was done to them, and not only that they are dead.
func (r *reading) isKilling(f figure) bool {
	if f.Outcome != incidents.Killed {
		return false
	}
	return !slices.ContainsFunc(r.words(f.Trigger), func(w string) bool { return dyings[w] || deadWords[w] })
}

// deadWords are words for those who are dead.
var deadWords = text.WordSet(`dead bodies body remains perished drowned lost lives deaths fatalities toll number muertos muertas muerto muerta fallecidos fallecidas fallecido fallecida cuerpos cuerpo cadaveres cadaver restos decesos
	victimas vidas ahogado ahogados ahogada ahogadas cifra`)

// areOfOneKind reports whether a statement may be of an event by their kinds: they are of one family, the statement counts people whom the
// event may count, or the one comes with the other.
func (r *reading) areOfOneKind(e *event, s *statement) bool {
	near := s.sentence-e.last <= 2 || r.isInParagraph(e, s)
	switch {
	case familyOf(e.kind) == familyOf(s.kind) && !areCountedApart(e.kind, s.kind, e.statements[0].numbered, s.numbered):
	case (s.isFigure() || s.bodies && isAccident(e.kind) && len(s.figures) > 0) && canTake(e.kind, s.figures):
	case areOfOneRaid(e.kind, s.kind) && len(s.places) == 0 && r.isInParagraph(e, s) && r.isInFocus(e, s):
	case areOfOneBlast(e, s) && (s.definite || s.corrects):
	case s.disputes && len(s.places) == 0 && s.sentence-e.last <= 2 && e.countsAs(s):
	default:
		return r.isArrestAt(e, s, near || r.isInFocus(e, s))
	}
	return true
}

// isInParagraph reports whether an event was told of last in the paragraph of a statement.
func (r *reading) isInParagraph(e *event, s *statement) bool {
	return r.lines[s.sentence].Paragraph == e.paragraph
}

// areOfOnePlace reports whether a statement is of an event by what their places have to do with each other. Figures of different sources for
// other people part them, as they are never added.
func (r *reading) areOfOnePlace(e *event, s *statement, how comparison) bool {
	if how != placesApart && !s.disputes && r.addsOthers(e, s) {
		return false
	}
	near := s.sentence-e.last <= 2 || r.isInParagraph(e, s)
	again := s.definite || e.sharesFigure(s)
	switch how {
	case placesSame:
		return true
	case placesNone:
		if len(s.places) > 0 && (e.inferred || len(e.places) == 0) {
			return again // where it was had not been said
		}
		arrest := s.kind == "arrest" && len(s.places) == 0 && r.isInFocus(e, s)
		return near || arrest || s.definite || s.anaphor && r.isSpokenOf(e, s) || s.isFigure() && r.isLatest(e, s)
	case placesWithin:
		told := r.isInParagraph(e, s) || again || r.isDetailOf(e, s) || !e.isFirm() && (near || e.kind == s.kind)
		return told && !e.isBeside(s)
	}
	return r.isHeadline(e) && e.agrees(s) || r.tellsWhere(e, s) || r.isDetailOf(e, s)
}
