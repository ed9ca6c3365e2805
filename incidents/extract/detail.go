package extract

import (
	"incidentmap/geo"
	"incidentmap/incidents/extract/text"
)

// isDetailOf reports whether a statement tells more exactly where the one thing was that the first sentences told of an area: it follows them at
// once or speaks of what they named ("the policemen", "the wreck"), begins with no other place, and counts none whom they counted otherwise.
func (r *reading) isDetailOf(e *event, s *statement) bool {
	const latest, near = 5, 2
	l := &r.lines[s.sentence]
	if !r.isLead(e, s) || len(e.places) != 1 || len(s.places) != 1 || s.sentence > latest || s.sequel || s.several || r.isOfSeveral(e) || e.paragraph == l.Paragraph {
		return false
	}
	p, q := &r.places[e.places[0]], &r.places[s.places[0]]
	wide := p.Location.Precision == geo.Near && p.Relation == nil && p.Location.RadiusM >= regionM && isWithin(p, q, p.Location.RadiusM)
	area := p.Location.Precision == geo.Country || p.Location.Precision == geo.Admin1
	if within := area && (holds(p, q) || r.isNamedAlone(s.places[0])); !wide && !within || elsewheres.has(r.d, text.Range{First: l.First, Last: min(l.Last, l.First+elsewhereReach)}) {
		return false
	}
	again := leadsAgain[r.token(l.First)] && (r.speaksOf(e, r.token(l.First+1)) || r.speaksOf(e, r.token(l.First+2)))
	if !again && (s.sentence-e.last > near || r.beginsAt(l, q)) {
		return false
	}
	for _, f := range s.figures {
		if f.Party.Known && e.has(f.Outcome) && !e.sharesFigure(s) && !f.Party.Part {
			return false
		}
	}
	return true
}

// regionM is the radius, in metres, of what is told as a region and no town.
const regionM = 50_000

// eventNouns stand for what was told just before, where a sentence begins with them: "The incident occurred at dawn".
var eventNouns = text.WordSet(`incident mishap accident tragedy disaster blast explosion crash collision stampede shooting attack fire blaze collapse raid ambush clash violence incidente accidente hecho ataque`)

// takesPlace are verbs by which a sentence tells on of it.
var takesPlace = phraseSet(`occurred|happened|began|started|took|came [place]`, `ocurrio|sucedio|comenzo`, `se registro|produjo`)

// isToldOn reports whether a statement's sentence tells on, by such a noun, of the event that was told of in the sentence before.
func (r *reading) isToldOn(e *event, s *statement) bool {
	const reach = 6
	l := &r.lines[s.sentence]
	if s.sentence-e.last != 1 || s.sequel || !leadsAgain[r.token(l.First)] || !eventNouns[r.token(l.First+1)] || e.aggregate || s.class != e.class || r.comparePlaces(e.places, s.places) == placesApart {
		return false
	}
	return takesPlace.has(r.d, text.Range{First: l.First, Last: min(l.Last, l.First+reach)}) && sameDays(e.time, s.time) && (len(s.figures) == 0 || takesFigures(e.kind))
}

// elsewheres begin what is told of another place.
var elsewheres = phraseSet(`elsewhere`, `meanwhile`, `separately`, `in another|other|neighboring|neighbouring|nearby`, `in a separate|related|second|different`, `also`, `hours earlier|later`, `earlier|later`)

// elsewhereReach is how many of the first words of a sentence say that it tells of another place.
const elsewhereReach = 4

// beginsAt reports whether a sentence begins with a place: "In Kano, …".
func (r *reading) beginsAt(l *line, p *place) bool {
	const reach = 3
	return p.First <= l.First+reach && locative[r.token(l.First)]
}
