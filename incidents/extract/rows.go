package extract

import (
	"slices"
	"strings"

	"incidentmap/incidents"
	"incidentmap/incidents/extract/attribution"
	"incidentmap/incidents/extract/quantity"
	"incidentmap/incidents/extract/text"
	"incidentmap/incidents/extract/toll"
)

// figureRow is one figure of an event, as one source gives it.
type figureRow struct {
	outcome   incidents.Outcome
	group     incidents.Group
	count     quantity.Number
	speaker   *attribution.Speaker
	statement *statement
	figure    toll.Figure
	soft      bool // one person who is named, and may be among others who are counted
	competes  bool // another source's figure for the people of the row before
	withdrawn bool // a later figure corrects it
}

// ofAWar is the number of people from which on a figure without a place and a day of its own is that
// of years, and not of an event.
const ofAWar = 500

// count adds the figures of a statement: the same people are counted once.
func (e *event) count(s *statement) {
	added := len(e.rows)
	toll := false
	if s.areAllOf(e) {
		if !s.countsLater() || e.counted(incidents.DiedLater) > 0 {
			return
		}
		e.withdrawDead() // how many died at once and how many later is told now
	}
	for _, f := range s.figures {
		dead := f.Outcome == incidents.Killed || f.Outcome == incidents.DiedLater
		if toll && dead {
			continue // they are in the toll
		}
		if f.Outcome == incidents.DiedLater && f.Party.Part && !e.has(incidents.Wounded) && !e.hasWhole(incidents.DiedLater, added) && e.countedIn == nil {
			f.Outcome = incidents.Killed // some of those who were attacked, and nobody was hurt before
		}
		if f.Outcome == incidents.Killed && f.Party.Part && added > 0 && e.has(incidents.Wounded) && !e.has(incidents.Killed) && !e.has(incidents.DiedLater) {
			f.Outcome = incidents.DiedLater // "five were burned. One of them did not survive"
		}
		toll = toll || s.corrects && dead && !f.revised && (f.Party.Bare || tollWords[f.Party.Head])
		if !f.Party.Known || f.Party.Part && e.hasWhole(f.Outcome, added) || f.Party.Count.Value() >= ofAWar && (s.time == nil || len(s.places) == 0) {
			continue
		}
		e.countOne(s, f, added)
	}
	e.dropSoft()
}

// tollWords are nouns for all the dead of an event.
var tollWords = text.WordSet(`muertos muertas fallecidos fallecidas victimas dead victims fatalities deaths`)

func (e *event) has(o incidents.Outcome) bool {
	for k := range e.rows {
		if e.rows[k].outcome == o && !e.rows[k].withdrawn {
			return true
		}
	}
	return false
}

// hasWhole reports whether an event counts those of an outcome of whom some more are told of; rows from the number added on are of the same
// statement, and count all of them only where they are not some of others themselves.
func (e *event) hasWhole(o incidents.Outcome, added int) bool {
	for k := range e.rows {
		if row := &e.rows[k]; row.outcome == o && !row.withdrawn && (k < added || !row.figure.Party.Part) {
			return true
		}
	}
	return false
}

// countOne adds one figure. Rows from the number added on are of the same statement.
func (e *event) countOne(s *statement, f figure, added int) {
	row := newRow(s, f)
	if f.revised || f.older && (len(e.statements) > 1 || e.dead() > 0) {
		row.withdrawn = true
		e.rows = append(e.rows, row)
		return
	}
	if f.Outcome == incidents.Killed && !row.soft && !row.count.Other && e.holdsDead(&row) || e.addsUpTo(&row, added) {
		return
	}
	if s.disputes && e.disagrees(&row, added) {
		e.rows = append(e.rows, row)
		return
	}
	total := 0
	for k := range e.rows {
		old := &e.rows[k]
		if old.outcome != f.Outcome || old.withdrawn || old.competes {
			continue
		}
		total += old.count.Value()
		switch row.meet(old, k >= added) {
		case goesOn:
		case isCounted:
			return
		case isAdded:
			e.rows = append(e.rows, row)
			return
		}
	}
	if row.group == "unknown" && total > 0 && row.count.Value() > total && !row.count.Other && !row.soft && !e.countsElse(&row) {
		// All of them together.
		for k := range e.rows[:added] {
			if old := &e.rows[k]; old.outcome == f.Outcome {
				old.withdrawn = true
			}
		}
	}
	e.rows = append(e.rows, row)
}

// addsUpTo reports whether a figure is the sum of those of its fate that were told one by one before: "a couple and their three children",
// who are then five.
func (e *event) addsUpTo(row *figureRow, told int) bool {
	sum, rows := 0, 0
	for k := range e.rows[:told] {
		if old := &e.rows[k]; old.outcome == row.outcome && !old.withdrawn && !old.competes && !old.soft {
			sum, rows = sum+old.count.Value(), rows+1
		}
	}
	return rows > 1 && sum == row.count.Value() && !row.count.Other && row.group == "unknown"
}

// areOlder reports whether none of the figures of a statement holds any longer.
func (s *statement) areOlder() bool {
	return len(s.figures) > 0 && !slices.ContainsFunc(s.figures, func(f figure) bool { return !f.older })
}

// isOlder reports whether words before a figure in its clause, or in the one that its clause goes on, say that it no longer holds: "had earlier
// put the toll at nine", "que en un primer reporte hablaba de tres".
func (r *reading) isOlder(l *line, f *toll.Figure) bool {
	for _, m := range olderFigures.Find(r.d.Tokens, l.Range) {
		if m.First <= f.Last && !r.turns(m.First, f.First) && !r.turns(f.First, m.First) {
			return true
		}
	}
	return false
}

// turns reports whether what holds now is told anew between two tokens: "…, but", "; ".
func (r *reading) turns(from, to int) bool {
	for i := from; i < to; i++ {
		switch w := r.token(i); {
		case w == ";" || w == "but" || w == "pero" || w == "although" || w == "aunque" || w == "sino":
			return true
		case w == "," && relatives[r.token(i+1)]:
			return true
		}
	}
	return false
}

// relatives begin a clause about what stands before them.
var relatives = text.WordSet(`que cuyo cuya which who whose and y after tras when cuando from frente up`)

// countsElse reports whether an event counts people of whom a figure's are none by the nouns for them: "three soldiers" are not among "seven
// fighters".
func (e *event) countsElse(row *figureRow) bool {
	return slices.ContainsFunc(e.rows, func(old figureRow) bool {
		return old.outcome == row.outcome && !old.withdrawn && !old.competes && !mayBeSame(&row.figure, &old.figure)
	})
}

// disagrees makes a figure by which somebody disputes what others say of the same people theirs for the largest group of those, and reports
// whether there are any; the first rows are those told before.
func (e *event) disagrees(row *figureRow, told int) bool {
	most := -1
	for k := range e.rows[:told] {
		old := &e.rows[k]
		if old.outcome == row.outcome && !old.withdrawn && !old.competes && !saidBySame(old, row) && (most < 0 || old.count.Value() > e.rows[most].count.Value()) {
			most = k
		}
	}
	if most < 0 || e.rows[most].count.Value() == row.count.Value() {
		return false
	}
	row.competes, row.group = true, e.rows[most].group
	return true
}

// saidBySame reports whether one source gives two rows.
func saidBySame(a, b *figureRow) bool {
	return a.speaker != nil && b.speaker != nil && a.speaker.Name == b.speaker.Name
}

// holdsDead reports whether a figure counts those who died at once and those who died later together, who are counted already. Where it
// corrects their number, it takes the place of both.
func (e *event) holdsDead(row *figureRow) bool {
	all, later := e.dead(), 0
	for k := range e.rows {
		if old := &e.rows[k]; old.outcome == incidents.DiedLater && !old.withdrawn && !old.competes {
			later += old.count.Value()
		}
	}
	if later == 0 || row.count.Value() < all {
		return false
	}
	for k := range e.rows {
		if old := &e.rows[k]; old.outcome == incidents.DiedLater && row.statement.corrects && row.count.Value() > all {
			old.withdrawn = true
		}
	}
	return row.count.Value() == all && later < all
}

func newRow(s *statement, f figure) figureRow {
	speaker := f.speaker
	if speaker == nil {
		speaker = s.speaker
	}
	return figureRow{
		outcome: f.Outcome, group: f.Party.Group, count: f.Party.Count, speaker: speaker, statement: s, figure: f.Figure,
		soft: f.Party.Count.Definite && f.Party.Count.Value() == 1 && (!f.Party.Also || f.Outcome != incidents.DiedLater),
	}
}

// meeting is what becomes of a figure that meets a row.
type meeting uint8

const (
	goesOn    meeting = iota // the next row is looked at
	isCounted                // the row counts these people
	isAdded                  // it is a row of its own
)

// meet compares a figure with a row of the same outcome; together tells that both are of one statement.
func (row *figureRow) meet(old *figureRow, together bool) meeting {
	s, f := row.statement, &row.figure
	other := row.speaker != nil && (old.speaker == nil || old.speaker.Name != row.speaker.Name)
	same := old.count.Value() == row.count.Value()
	switch {
	case together && f.Trigger == old.figure.Trigger && !f.Party.Part:
		row.soft, old.soft = false, false
		return row.join(old)
	case other && !s.corrects && !row.count.Other && compatible(old.group, row.group) && mayBeSame(&row.figure, &old.figure) && !row.soft && !old.soft && !same:
		// Another source's figure for the same people.
		row.competes, row.group = true, old.group
		return isAdded
	case together && !old.soft && !row.soft:
		return row.join(old)
	case !together && !other && row.makesExact(old) && compatible(old.group, row.group) && mayBeSame(&row.figure, &old.figure):
		old.withdrawn = true
	case row.soft && old.count.Value() >= 1:
		return isCounted
	case old.soft && f.Also:
		row.count = row.count.Plus(old.count)
		old.withdrawn = true
	case old.soft:
	case s.corrects && compatible(old.group, row.group) && !same && other && isParty(row.speaker):
		row.competes, row.group = true, old.group
		return isAdded
	case s.corrects && compatible(old.group, row.group) && !same:
		old.withdrawn = true
	case row.count.Other && !other && row.outcome == incidents.Missing && !together:
		old.withdrawn = true // who is still looked for
	case row.count.Other && !other:
		if row.group == "unknown" {
			row.group = old.group
		}
		return row.join(old)
	case same && compatible(old.group, row.group) && (mayBeSame(&row.figure, &old.figure) || row.count.Value() >= telling && !areFoes(&row.figure, &old.figure)):
		if old.group == "unknown" {
			old.group = row.group
		}
		if old.speaker == nil {
			old.speaker = row.speaker // who gives the number that the report begins with
			return isCounted
		}
		if other {
			row.competes, row.group = true, old.group
			return isAdded
		}
		return isCounted
	case !together && old.group == "unknown" && old.count.Value() > row.count.Value() && mayBeSame(&row.figure, &old.figure):
		return isCounted // they are among those who were counted before
	case !together && old.group == row.group && mayBeSame(&row.figure, &old.figure):
		row.competes = other
		if !other {
			return isCounted
		}
	}
	return goesOn
}

// telling is the number of people from which on the same number of the same fate is of the same people, whatever noun stands for them.
const telling = 3

// makesExact reports whether a number is the exact one of a bound that was told before: of "more than 30 injured" later "33".
func (row *figureRow) makesExact(old *figureRow) bool {
	n, low := row.count.Best, old.count.Low
	if n == nil || low == nil || old.count.Best != nil || old.count.High != nil || row.figure.Party.Part || row.count.Other || row.count.About {
		return false
	}
	return *n > *low && 2**n <= 3**low
}

// parties are words for those who take sides, and correct no one's figures but their own.
var parties = text.WordSet(`union sindicato group grupo ong ngo colectivo familiares relatives oposicion opposition activistas activists rebels rebeldes movement movimiento dirigente dirigentes dirigencia lider lideres leader
	leaders vecinos residents pobladores villagers workers trabajadores maestros campesinos magisterio organizacion organizaciones abogados lawyers`)

// isParty reports whether somebody who gives a figure takes sides, or only saw what happened.
func isParty(s *attribution.Speaker) bool {
	if s.Kind == incidents.Witness || s.Kind == incidents.Social {
		return true
	}
	return slices.ContainsFunc(strings.Fields(plainWord(s.Name)), func(w string) bool { return parties[w] })
}

// join adds a figure to a row of the same group.
func (row *figureRow) join(old *figureRow) meeting {
	if old.group != row.group {
		return goesOn
	}
	old.count = old.count.Plus(row.count)
	return isCounted
}

// anybody are nouns that may stand for any people.
var anybody = text.WordSet(`muerto muerta fallecido fallecida victim persona body cuerpo people persons person victims bodies dead lives personas persona victimas muertos muertas cuerpos fallecidos others otros civilians civiles heridos lesionados`)

// mayBeSame reports whether two figures may be of the same people by the nouns for them: "five laborers" are no "12 insurgents".
func mayBeSame(a, b *toll.Figure) bool {
	x, y := sameNoun(a.Party.Head), sameNoun(b.Party.Head)
	if areFoes(a, b) {
		return false
	}
	return x == "" || y == "" || x == y || anybody[x] || anybody[y]
}

// areFoes reports whether one of two figures is of those whom forces fight, and the other is not: "two jawans" are not "two ultras".
func areFoes(a, b *toll.Figure) bool {
	x, y := sameNoun(a.Party.Head), sameNoun(b.Party.Head)
	return x != "" && y != "" && hostile[x] != hostile[y] && !anybody[x] && !anybody[y]
}

// hostile are those whom forces fight, and who attack others, by the noun that stands for them.
var hostile = text.WordSet(`gunmen bandits jihadis jihadists extremists naxalites maoists ultras naxals infiltrators separatists suspects robbers kidnappers raiders`)

// nouns are words for the same people, by one of them.
var nouns = func() map[string]string {
	m := map[string]string{}
	for _, words := range []string{
		`inmates prisoners detainees reclusos internos reos presos`, `officers police policemen agents policias agentes uniformados`, `soldiers troops servicemen militares soldados efectivos`,
		`workers miners laborers labourers employees trabajadores mineros obreros empleados`, `children minors kids menores ninos`,
		`gunmen attackers assailants militants rebels insurgents fighters terrorists sicarios agresores pistoleros guerrilleros`, `passengers travelers commuters pasajeros viajeros`,
		`students pupils alumnos estudiantes normalistas`, `protesters demonstrators manifestantes`, `villagers residents vecinos pobladores habitantes`, `migrants refugees migrantes`,
	} {
		all := strings.Fields(words)
		for _, w := range all {
			m[w] = all[0]
		}
	}
	return m
}()

// sameNoun gives one noun for all that mean the same people.
func sameNoun(w string) string {
	if n, ok := nouns[w]; ok {
		return n
	}
	return w
}

func compatible(a, b incidents.Group) bool { return a == b || a == "unknown" || b == "unknown" }

// dropSoft leaves out single persons who are named where others of the same fate are counted.
func (e *event) dropSoft() {
	dead := func(o incidents.Outcome) incidents.Outcome {
		if o == incidents.DiedLater {
			return incidents.Killed
		}
		return o
	}
	firm := map[incidents.Outcome]bool{}
	amongFirm := func(soft *figureRow) bool {
		return slices.ContainsFunc(e.rows, func(row figureRow) bool {
			ofHurt := soft.outcome == incidents.Killed && row.outcome == incidents.DiedLater && row.figure.Party.Hurt // who died at once is none of these
			return !row.soft && !ofHurt && !row.withdrawn && dead(row.outcome) == dead(soft.outcome) && compatible(row.group, soft.group)
		})
	}
	for k := range e.rows {
		if row := &e.rows[k]; !row.soft && !row.withdrawn {
			firm[dead(row.outcome)] = true
		}
	}
	soft := map[incidents.Outcome]bool{}
	for k := range e.rows {
		row := &e.rows[k]
		if !row.soft || row.withdrawn {
			continue
		}
		if amongFirm(row) || soft[dead(row.outcome)] {
			row.withdrawn = true
		}
		soft[dead(row.outcome)] = true
	}
	// One person who was wounded and died is counted as dead alone.
	if soft[incidents.Killed] && !firm[incidents.Killed] {
		for k := range e.rows {
			if row := &e.rows[k]; row.outcome == incidents.Wounded && (row.soft || row.count.Value() == 1 && !row.count.Other) {
				row.withdrawn = true
			}
		}
	}
}
