package extract

import (
	"slices"
	"strconv"

	"incidentmap/incidents"
	"incidentmap/incidents/extract/attribution"
	"incidentmap/incidents/extract/phrase"
	"incidentmap/incidents/extract/text"
	"incidentmap/incidents/extract/timex"
	"incidentmap/incidents/extract/toll"
	"incidentmap/incidents/extract/trigger"
)

// sift leaves out of a sentence what its words alone make look like people, times and events:
// the name of a place, the day on which somebody spoke, people who are in prison.
func (r *reading) sift(l *line) {
	l.figures = slices.DeleteFunc(l.figures, func(f toll.Figure) bool { return r.isPlaceName(l, &f) || r.areInmates(f.Trigger.First) })
	r.settleNumbers(l)
	r.addRevised(l)
	r.dropYears(l)
	r.dropNatural(l)
	r.dropSurnames(l)
	r.dropRemembered(l)
	r.markLater(l)
	l.triggers = slices.DeleteFunc(l.triggers, func(t trigger.Trigger) bool {
		return t.Kind == "abduction" && r.areInmates(t.First) || t.Kind == "seizure" && r.isAssurance(l, t.First)
	})
	l.times = slices.DeleteFunc(l.times, func(e timex.Expression) bool { return r.isNamedDate(e) || e.Until && !r.old(e) })
	kept := slices.DeleteFunc(slices.Clone(l.times), func(e timex.Expression) bool { return r.isTimeOfSaying(e) })
	l.timeOfSaying = len(kept) == 0 && len(l.times) > 0
	if len(kept) > 0 {
		l.times = kept
	}
}

// dropYears leaves out what is said to be of a year before the report's: "who lost his brother in a 1997 flood".
func (r *reading) dropYears(l *line) {
	l.triggers = slices.DeleteFunc(l.triggers, func(t trigger.Trigger) bool { return r.isOfOtherYear(t.First) })
	l.figures = slices.DeleteFunc(l.figures, func(f toll.Figure) bool { return r.isOfOtherYear(f.Trigger.First) })
}

// isOfOtherYear reports whether a year before the report's stands right before a token.
func (r *reading) isOfOtherYear(i int) bool {
	w := r.token(i - 1)
	year, err := strconv.Atoi(w)
	return err == nil && len(w) == 4 && year > firstYear && !r.base.IsZero() && year < r.base.Year()
}

// numberWords are words for a number of people of whom the sentence before says what became of them: "put the number at 13".
var numberWords = text.WordSet(`number figure count`)

// settleNumbers gives a number of people the fate of those whom the sentence before told of last; without any it is left out.
func (r *reading) settleNumbers(l *line) {
	l.figures = slices.DeleteFunc(l.figures, func(f toll.Figure) bool {
		if f.Trigger.Len() != 1 || !numberWords[r.token(f.Trigger.First)] {
			return false
		}
		return len(r.lines) == 0 || r.lines[len(r.lines)-1].Paragraph != l.Paragraph || len(r.lines[len(r.lines)-1].figures) == 0
	})
	for k := range l.figures {
		if f := &l.figures[k]; f.Trigger.Len() == 1 && numberWords[r.token(f.Trigger.First)] {
			f.Outcome = r.lines[len(r.lines)-1].figures[0].Outcome
		}
	}
}

// illnessReach is how far after a word for dying that of the illness stands.
const illnessReach = 3

// isNatural reports whether a sentence tells of a death of age or illness. "Dead at" tells an age where a number follows.
func (r *reading) isNatural(l *line) bool {
	return slices.ContainsFunc(naturals.Find(r.d.Tokens, l.Range), func(m phrase.Match[bool]) bool {
		w := r.token(m.Last - 1)
		return w != "at" && w != "the" && w != "of" || m.Last < l.Last && r.d.Tokens[m.Last].Shape == text.Number || w == "of" && r.d.Lang == "es"
	})
}

// dropNatural leaves out deaths of age or illness where nothing else is told of.
func (r *reading) dropNatural(l *line) {
	if !r.isNatural(l) {
		return
	}
	if slices.ContainsFunc(l.triggers, func(t trigger.Trigger) bool { return t.Kind != "deaths" && t.Kind != "epidemic" }) {
		l.figures = slices.DeleteFunc(l.figures, func(f toll.Figure) bool { // "marched to mourn a colleague who died of cancer"
			return dyings[r.token(f.Trigger.First)] && f.Party.Count.Value() == 1 && illnesses.has(r.d, text.Range{First: f.Trigger.First, Last: min(l.Last, f.Trigger.Last+illnessReach)})
		})
		return
	}
	one := func(f toll.Figure) bool { return f.Party.Count.Value() == 1 }
	if slices.ContainsFunc(l.figures, func(f toll.Figure) bool { return !one(f) }) {
		return
	}
	l.triggers, l.figures = nil, nil
}

// anniversaries say that what is told was years before.
var anniversaries = phraseSet(
	`se cumple|cumplen|cumplieron|cumplio|cumplian .. ano|anos|meses|decada|decadas|aniversario`, `primer|segundo|tercer|cuarto|quinto|decimo|enesimo aniversario`, `aniversario de|del|luctuoso`, `conmemor* .. anos|aniversario`,
	`anniversary of`, `recuerdan|recordaron|homenajean|honran|homenaje a [las|los|sus] victimas|muertos|caidos|martires`, `en memoria de`,
)

// unreal say that a sentence tells what would have been.
var unreal = phraseSet(`de haber estallado|explotado|detonado|ocurrido|sido|caido`, `si hubiera|hubiese|hubieran|hubiesen estallado|explotado|detonado|ocurrido|sido|caido`)

// dropRemembered leaves out what a sentence tells of an anniversary, but for those who march on it, and what never was.
func (r *reading) dropRemembered(l *line) {
	if unreal.has(r.d, l.Range) {
		l.triggers, l.figures = nil, nil
		return
	}
	if !anniversaries.has(r.d, l.Range) {
		return
	}
	l.triggers = slices.DeleteFunc(l.triggers, func(t trigger.Trigger) bool {
		return t.Class == incidents.ClassIncident && familyOf(t.Kind) != "unrest"
	})
	l.figures = slices.DeleteFunc(l.figures, func(f toll.Figure) bool { return f.Outcome != incidents.Detained && f.Outcome != incidents.Wounded })
}

// isPlaceName reports whether the one person of a figure is the name of a place: "In Slavyansk, a woman died".
func (r *reading) isPlaceName(l *line, f *toll.Figure) bool {
	if !f.Party.Count.Definite || f.Party.Count.Value() != 1 {
		return false
	}
	return slices.ContainsFunc(l.places, func(k int) bool {
		p := &r.places[k]
		return p.First >= f.Party.First && p.Last == f.Party.Last && p.First <= f.Party.First+1
	})
}

// areInmates reports whether a token begins "privadas de la libertad" of people in prison, and not
// of what was done to them: "fueron privadas de la libertad".
func (r *reading) areInmates(i int) bool {
	switch r.token(i) {
	case "privada", "privado", "privadas", "privados":
		if r.token(i+1) == "de" && r.token(i+2) == "libertad" {
			return true // "cuatro privados de libertad fallecieron"
		}
		w := r.token(i - 1)
		return w == "persona" || w == "personas" || w == "mujeres" || w == "hombres"
	}
	return false
}

// isAssurance reports whether "aseguró" at a token ends what somebody tells, and seizes nothing: "…, aseguró el general Tobón".
func (r *reading) isAssurance(l *line, i int) bool {
	if w := r.token(i); w != "aseguro" && w != "aseguraron" || r.token(i-1) != "," {
		return false
	}
	return attribution.AreWho(r.d, text.Range{First: i + 1, Last: l.Last})
}

// named are what dates are the names of: "la calle 5 de Mayo".
var named = text.WordSet(`calle avenida av boulevard bulevar colonia barrio distrito plaza parque puente escuela primaria secundaria mercado municipio glorieta estacion fraccionamiento ejido unidad frente movimiento comunidad`)

// isNamedDate reports whether a date is a part of a name.
func (r *reading) isNamedDate(e timex.Expression) bool {
	return named[r.token(e.First-1)] || named[r.token(e.First-2)] && (r.token(e.First-1) == "el" || r.token(e.First-1) == "la")
}

// sayings are verbs whose day is that of the report.
var sayings = text.WordSet(`said told reported announced confirmed added stated dijo informo informaron confirmo reporto senalo aseguro declaro preciso anuncio agrego indico detallo explico statement comunicado conferencia`)

// hearers are those whom somebody tells something.
var hearers = text.WordSet(`our correspondent reporters journalists newsmen afp ap reuters cnn bbc dawn media press`)

// isTimeOfSaying reports whether a time says when somebody spoke: "officials said on Monday".
func (r *reading) isTimeOfSaying(e timex.Expression) bool {
	if r.token(e.First-1) == "by" {
		return true // "had 21 deaths by Tuesday"
	}
	if r.isToldTo(e.First) {
		return true
	}
	for i := e.First - 1; i >= e.First-6; i-- {
		switch w := r.token(i); {
		case sayings[w]:
			return i >= e.First-3 || w == "told"
		case hearers[w] || w == "on" || w == "el" || w == "este" || w == "this" || w == "late" || w == "early" || w == "a" || w == "ayer":
		default:
			return false
		}
	}
	return false
}

// tellVerbs are verbs before whom something is told, and listeners are words for them that are no names.
var (
	tellVerbs = text.WordSet(`told tells telling dijo dijeron conto contaron relato declaro declararon informo confirmo explico comento preciso`)
	listeners = text.WordSet(`reporters journalists media lawmakers parliament the a an news conference radio television tv station agency state local network newspaper broadcaster on of late early
		a al la el los las periodistas medios prensa cadena emisora agencia diario television este esta ayer`)
)

// isToldTo reports whether nothing but words for whom something is told stands between a verb of telling and a time: "told Radio Kledu on
// Friday", "dijo a la emisora Blu Radio el martes".
func (r *reading) isToldTo(at int) bool {
	const longest = 8
	to := false
	for i := at - 1; i >= max(0, at-longest); i-- {
		w := r.token(i)
		if tellVerbs[w] {
			return r.d.Lang == "en" || to
		}
		if shape := r.d.Tokens[i].Shape; shape != text.Capital && shape != text.Upper && !listeners[w] || r.d.Loud {
			return false
		}
		to = w == "a" || w == "al"
	}
	return false
}

// inHospital are words of those who lived at first.
var inHospital = text.WordSet(`hospital hospitals hospitalized hospitalised hospitales internado internada internados hospitalizado hospitalizada hospitalizados clinica nosocomio`)

// hurt are words for those who were counted as hurt before.
var hurt = text.WordSet(`injured wounded lesionado lesionada lesionados lesionadas herido herida heridos heridas hospitalized`)

// markLater makes deaths later ones where the sentence tells that they had lived at first: in a
// hospital, or among those who were hurt.
func (r *reading) markLater(l *line) {
	if slices.ContainsFunc(l.figures, func(f toll.Figure) bool { return f.Outcome == incidents.Wounded && !f.Party.Part }) {
		return
	}
	r.dropDead(l)
	for k := range l.figures {
		f := &l.figures[k]
		lived := r.livedAtFirst(l, f)
		if f.Outcome != incidents.Killed || !dyings[r.token(f.Trigger.First)] {
			continue
		}
		among := r.isOneOf(f.Party.Range)
		for i := f.Party.First; i < f.Party.Last; i++ {
			among = among || hurt[r.token(i)]
		}
		if among || lived && f.Party.Count.Value() <= fewLater {
			f.Outcome = incidents.DiedLater
		}
	}
}

// dropDead makes of one who was hurt and then died a later death: "one of the wounded officers, who was in a hospital, died".
func (r *reading) dropDead(l *line) {
	dead := slices.IndexFunc(l.figures, func(f toll.Figure) bool {
		return dyings[r.token(f.Trigger.First)] && f.Party.Count.Definite && f.Party.Count.Value() == 1
	})
	hurt := slices.IndexFunc(l.figures, func(f toll.Figure) bool {
		return f.Outcome == incidents.Wounded && f.Party.Part && f.Party.Count.Value() == 1 && r.isOneOf(f.Party.Range)
	})
	if dead < 0 || hurt < 0 {
		return
	}
	f := &l.figures[dead]
	f.Outcome, f.Party = incidents.DiedLater, l.figures[hurt].Party
	f.Party.Part, f.Party.Hurt, f.Party.Count.Definite = false, true, false
	l.figures = slices.Delete(l.figures, hurt, hurt+1)
}

// livedAtFirst reports whether the clause of a figure speaks of a hospital: up to a semicolon, or to the people of another figure.
func (r *reading) livedAtFirst(l *line, f *toll.Figure) bool {
	from, to := l.First, l.Last
	for k := range l.figures {
		switch o := &l.figures[k]; {
		case o.First >= f.Last:
			to = min(to, o.First)
		case o.Last <= f.First:
			from = max(from, o.Last)
		}
	}
	for i := f.First; i >= from && r.token(i) != ";"; i-- {
		if inHospital[r.token(i)] {
			return true
		}
	}
	for i := f.First; i < to && r.token(i) != ";"; i++ {
		if inHospital[r.token(i)] {
			return true
		}
	}
	return false
}

// isOneOf reports whether people are some of those who were told of: "one of the children", "uno de los heridos".
func (r *reading) isOneOf(people text.Range) bool {
	if people.Len() < 3 {
		return false
	}
	switch r.token(people.First+1) + " " + r.token(people.First+2) {
	case "of the", "of those", "of them", "de los", "de las", "de ellos", "de ellas":
		return true
	}
	return false
}

// fewLater is how many people at most are taken for having died later where only the word hospital says so.
const fewLater = 3

// dyings are verbs of dying, and not of being killed.
var dyings = text.WordSet(`died dies succumbed fallecio fallecieron fallece murio murieron muere perdio perdieron`)

// isLaterDeath reports whether a statement tells only of deaths after an event, of those it hurt.
func (s *statement) isLaterDeath(e *event) bool {
	if len(s.figures) == 0 || s.time != nil && e.time != nil && s.time.End.Before(e.time.Start) {
		return false
	}
	return !slices.ContainsFunc(s.figures, func(f figure) bool { return f.Outcome != incidents.DiedLater })
}

// isArrestAt reports whether a statement tells of arrests right after an event, at no place of their own or at its place.
func (r *reading) isArrestAt(e *event, s *statement, near bool) bool {
	return s.kind == "arrest" && near && e.class == incidents.ClassIncident && len(s.figures) > 0 && (len(s.places) == 0 || r.comparePlaces(e.places, s.places) != placesNone)
}

// carried are verbs of bringing people to a hospital, which is not where they were hurt.
var carried = text.WordSet(`shifted admitted admission moved conveyed ferried evacuated flown referred transferred undergoing receiving treatment succumbed recovering hospitalized hospitalised taken rushed airlifted sent brought transported treated died trasladado trasladada trasladados trasladadas llevado llevada llevados llevadas atendidos atendido murio fallecio`)

// isTakenTo reports whether people are brought to what stands at a token.
func (r *reading) isTakenTo(at int) bool {
	const reach = 5
	for i := at - 1; i >= max(0, at-reach); i-- {
		if carried[r.token(i)] {
			return true
		}
	}
	return false
}
