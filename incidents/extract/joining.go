package extract

import (
	"slices"

	"incidentmap/incidents"
	"incidentmap/incidents/extract/text"
)

// joins reports whether a statement is of the same event as the one before it in its sentence.
func (r *reading) joins(a, b *statement) bool {
	if r.isTollOf(a, b) {
		return true
	}
	if a.aggregate != b.aggregate || !samePlaces(a.places, b.places) || a.transit != b.transit {
		return false
	}
	if r.hasAfterwards(a.span.Last, b.span.First) {
		return false // "two were killed, a day after a drone dropped explosives"
	}
	if !b.weak && a.speaker != nil && b.speaker != nil && a.speaker.Name != b.speaker.Name && len(b.figures) == 0 && r.newClause(a.span.First, b.span.First) {
		return false // "gunmen killed 17, an official said, and the army said it had retaken a town"
	}
	if r.areOneMishap(a, b) {
		return true
	}
	if b.isFigure() && a.takes(b.figures) || a.isFigure() && b.takes(a.figures) {
		return true
	}
	if b.weak && len(b.figures) == 0 && b.class == incidents.ClassIncident && familyOf(b.kind) == "violence" && takesFigures(a.kind) && a.class == incidents.ClassIncident {
		return true // "dead", whose number follows
	}
	if unrest, blockade := familyOf(a.kind) == "unrest", familyOf(b.kind) == "blockade"; (unrest && blockade || familyOf(b.kind) == "unrest" && familyOf(a.kind) == "blockade") && !a.numbered && !b.numbered && !r.newClause(a.span.First, b.span.First) {
		return true // "protesters burned tyres and looted a shop"
	}
	if a.kind == "flight_disruption" && b.class == incidents.ClassAdvisory && sameSpeaker(a.speaker, b.speaker) {
		return true // what an airline tells those who would have flown
	}
	if b.kind == "fire_or_smoke" && (familyOf(a.kind) == "blockade" || familyOf(a.kind) == "violence" || a.kind == "property_attack") {
		return true // the smoke is of what was told of
	}
	if isDamage(b) && blasts[a.kind] && !r.newClause(a.span.First, b.span.First) {
		return true // "a charge of dynamite wrecked the front of a school"
	}
	if a.class == incidents.ClassDisruption && len(b.figures) == 0 && b.class == incidents.ClassIncident && r.isCause(b.span.First) && !r.newClause(a.span.First, b.span.First) {
		return true
	}
	if familyOf(a.kind) == "weather" && len(a.figures) == 0 && b.kind == "service_outage" && r.d.Lang == "es" && !r.newClause(a.span.First, b.span.First) {
		return true // "la borrasca ha dejado sin luz a 30.000 abonados"
	}
	if isBlastOf(a, b) && !r.newClause(a.span.First, b.span.First) {
		return true
	}
	if (isForBlockade(a, b) || isForBlockade(b, a)) && !r.newClause(a.span.First, b.span.First) {
		return true
	}
	if a.kind == "fire_or_smoke" && familyOf(b.kind) == "violence" && len(b.figures) == 0 && !r.newClause(a.span.First, b.span.First) {
		return true // "flames engulfed a depot after a drone raid"
	}
	if b.sequel && !b.isDeathAfter() && r.newClause(a.span.Last-1, b.span.First) {
		return false // "two were killed, and hours later a policeman was shot dead"
	}
	if areCountedApart(a.kind, b.kind, a.numbered, b.numbered) {
		return false
	}
	if isArrestIn(a, b) || isArrestIn(b, a) {
		return true
	}
	return familyOf(a.kind) == familyOf(b.kind) || areOfOneRaid(a.kind, b.kind) && (!a.numbered && !b.numbered || a.kind != "vehicle_arson" && b.kind != "vehicle_arson") && (!a.anaphor || a.kind == "abduction" || b.kind == "abduction" || isPastVerb(r.token(a.span.Last-1), r.d.Lang)) && !r.newClause(a.span.First, b.span.First)
}

// isTollOf reports whether a figure at a place of its own ends the clause that tells what brought it about at another: "the overflow of the
// Pantepec left four dead in Álamo".
func (r *reading) isTollOf(a, b *statement) bool {
	if !b.weak || familyOf(b.kind) != "violence" || len(a.figures) > 0 || a.class != incidents.ClassIncident || !takesFigures(a.kind) || a.weak || a.aggregate || b.aggregate || a.transit || b.transit || len(b.places) == 0 {
		return false
	}
	for i := a.span.Last; i < b.span.First; i++ {
		if w := r.token(i); r.d.Tokens[i].Shape == text.Mark || w == "and" || w == "y" || w == "e" {
			return false
		}
	}
	return len(a.places) > 0 && r.comparePlaces(a.places, b.places) == placesApart
}

// areOneMishap reports whether a statement of an accident goes on with what it did, or with another that it is of.
func (r *reading) areOneMishap(a, b *statement) bool {
	switch {
	case !isAccident(a.kind):
		return false
	case b.kind == "killing" && len(b.figures) == 0 && !r.newClause(a.span.Last-1, b.span.First):
		return true // "un deslave mató a cinco"
	case familyOf(b.kind) == "blockade" && len(b.figures) == 0 && !b.numbered && !r.newClause(a.span.Last-1, b.span.First):
		return true // "un alud que bloqueó la vía"
	case !isAccident(b.kind):
		return false
	case b.weak && len(b.figures) == 0:
		return true // "un derrumbe por las lluvias"
	}
	return !a.numbered && !b.numbered && !r.newClause(a.span.First, b.span.First) // "flooding and landslides unleashed by the storm"
}

// isForBlockade reports whether a statement of a sentence that tells of a blockade says why it is, or how its vehicles were taken: "bloquean la
// vía en protesta por …", "despojaron a conductores de sus camiones y los atravesaron".
func isForBlockade(why, blockade *statement) bool {
	return familyOf(blockade.kind) == "blockade" && (why.kind == "protest" || why.kind == "robbery") && len(why.figures) == 0 && len(blockade.figures) == 0 && !why.numbered
}

// causeWords begin Spanish words for why something was stopped.
var causeWords = text.WordSet(`por ante debido causa`)

// isCause reports whether what begins at a token is why something else was: "suspenden clases por frente frío", "por miedo a ataques".
func (r *reading) isCause(i int) bool {
	const reach = 4
	for j := i - 1; j >= max(0, i-reach) && r.d.Lang == "es"; j-- {
		if causeWords[r.token(j)] {
			return true
		}
	}
	return false
}

// isBlastOf reports whether one statement tells of an explosion and the other of the accident that it was: "al explotar un polvorín".
func isBlastOf(a, b *statement) bool {
	return a.kind == "explosion" && b.kind == "industrial_accident" || a.kind == "industrial_accident" && b.kind == "explosion"
}

// blasts are the kinds that break what they hit.
var blasts = map[incidents.Kind]bool{"explosion": true, "drone_attack": true, "airstrike": true, "fire_or_smoke": true}

// isDamage reports whether a statement tells of no more than what was broken.
func isDamage(s *statement) bool {
	return (s.kind == "vandalism" || s.kind == "property_attack") && len(s.figures) == 0
}

// isDeathAfter reports whether a statement tells of nothing but deaths, which may be of those who were hurt before.
func (s *statement) isDeathAfter() bool {
	return s.weak && !slices.ContainsFunc(s.figures, func(f figure) bool { return f.Outcome != incidents.Killed && f.Outcome != incidents.DiedLater })
}

// areCountedApart reports whether two things that mostly are one are counted each by itself: "19 vehicles were burned and a dozen
// roadblocks set up".
func areCountedApart(a, b incidents.Kind, aNumbered, bNumbered bool) bool {
	return familyOf(a) == "blockade" && familyOf(b) == "blockade" && a != b && aNumbered && bNumbered
}

// isArrestIn reports whether a statement tells of arrests at what another tells of: "15 were arrested after riots".
func isArrestIn(a, b *statement) bool {
	return a.kind == "arrest" && familyOf(b.kind) == "unrest" && len(a.figures) > 0
}

// areOfOneRaid reports whether the same people kill and abduct, burn or rob: "abducted dozens and killed two".
func areOfOneRaid(a, b incidents.Kind) bool {
	return familyOf(a) == "violence" && raids[b] || raids[a] && familyOf(b) == "violence"
}

// raids are what those do besides who attack a place.
var raids = map[incidents.Kind]bool{"abduction": true, "property_attack": true, "robbery": true, "theft": true, "vehicle_arson": true}

// takes reports whether the figures may be of what the statement tells: nobody is killed by a
// roadblock, though some are hurt at one.
func (s *statement) takes(figures []figure) bool { return canTake(s.kind, figures) }

// canTake reports whether figures may be of an event of a kind.
func canTake(k incidents.Kind, figures []figure) bool {
	if familyOf(k) != "blockade" {
		return takesFigures(k)
	}
	return !slices.ContainsFunc(figures, func(f figure) bool { return f.Outcome == incidents.Killed || f.Outcome == incidents.DiedLater })
}

// isFigure reports whether a statement is no more than a figure.
func (s *statement) isFigure() bool { return len(s.figures) > 0 && s.weak }

func samePlaces(a, b []int) bool {
	return len(a) == 0 && len(b) == 0 || len(a) > 0 && len(b) > 0 && a[0] == b[0]
}

// take adds what another statement says of the same event.
func (s *statement) take(o *statement) {
	if len(s.figures) == 0 && o.weak && len(o.places) > 0 {
		s.places = o.places // where people died, and not what killed them came from
	}
	if s.isFigure() && !o.isFigure() && o.time != nil {
		s.time = o.time // that of the event, and not of who counts its dead
	}
	if o.class == incidents.ClassDisruption && s.class == incidents.ClassIncident || familyOf(o.kind) == "blockade" && isForBlockade(s, o) || s.weak && !o.weak || isArrestIn(s, o) && !o.weak || s.weak == o.weak && familyOf(s.kind) == familyOf(o.kind) && tellsMore(o.kind, s.kind) {
		s.kind, s.class, s.weak, s.bodies = o.kind, o.class, o.weak && s.weak, o.bodies
	}
	if o.kind == "riot" && familyOf(s.kind) == "blockade" {
		s.kind, s.class = o.kind, o.class // who blocks a road and hurls bricks riots
	}
	s.figures = append(s.figures, o.figures...)
	s.span = text.Range{First: min(s.span.First, o.span.First), Last: max(s.span.Last, o.span.Last)}
	s.definite = s.definite && (o.definite || o.weak && len(o.figures) == 0)
	s.anaphor, s.nouns = s.anaphor || o.anaphor, append(s.nouns, o.nouns...)
	s.firm = s.firm || o.firm
	s.several = s.several || o.several
	s.apart = s.apart || o.apart
	if s.time == nil {
		s.time, s.timeOfSaying = o.time, o.timeOfSaying
	}
	if s.speaker == nil {
		s.speaker = o.speaker
	}
}
