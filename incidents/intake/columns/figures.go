package columns

import (
	"slices"
	"strings"

	"incidentmap/incidents"
	"incidentmap/incidents/intake/words"
)

// A column of figures is known by the words of its name: one that says what became of people
// (killed, feridos, blessés), words that count (number, total, best), and words of bounds (minimum).
// A word that names a part of the people (men, side a, civilians, slightly) makes it the figure of a
// part, which is never taken for all; and so does any other word, of which nobody knows what it does.

// outcomeWords are the words for what became of people, in Spanish, English, Portuguese, French,
// Catalan, Italian and German.
var outcomeWords = wordSets(map[incidents.Outcome]string{
	incidents.Killed: `killed, dead, deaths, death, fatalities, fatality, загинуло, загинули, загиблі, вбито, погибло, погибли, погибшие, убито, muertos, muertas, muertes, muerto, muerta, fallecido, fallecida, fatals, fallecidos, fallecidas, fallecimientos, murieron, fallecieron, asesinados, asesinadas, decesos, defunciones, homicidios,
		mortos, mortas, mortes, obitos, falecidos, tues, tuees, morts, mortes, deces, decedes, tue, morti, decessi, deceduti, uccisi, vittime mortali, nkill, kills, kill, died, victimas mortales, victimas fatales, vitimas fatais, vitimas mortais,
		vidas perdidas, tote, getotete, gestorbene, mort, lives lost, casualties killed, todesopfer, todesfalle, umgekommene, opfer todlich, todlich verungluckte, abatidos, occisos, ejecutados, bodies, deceased, dth, dths, fatal victims, personas sin vida`,
	incidents.Wounded:  `wounded, поранено, поранені, ранено, ранены, раненые, injured, injuries, injury, injured persons, heridos, heridas, herido, herida, lesionado, lesionada, lesionados, lesionadas, lesiones, feridos, feridas, blesses, blessees, ferits, ferides, feriti, nwound, hurt, verletzte, verletzter, verwundete, wound, wounds, nonfatal injuries, injuring`,
	incidents.Missing:  `missing, зникло, пропало, desaparecido, desaparecida, desaparecidos, desaparecidas, disappeared, unaccounted, disparus, desapareguts, scomparsi, dispersi, vermisste, vermisster, nao localizados, missing persons`,
	incidents.Detained: `detained, detenido, detenida, detenidos, detenidas, arrested, arrests, arrestados, aprehendidos, capturados, detenciones, detidos, presos, arretes, detinguts, arrestati, fermati, detentions, interpelles, interpellations, festgenommene, festnahmen, prisoes`,
})

// countWords are words that say no more than that something is counted, or of what.
var countWords = wordSet(`number, num, no, n, nr, nro, numero, nombre, nbre, nb, cantidad, quantidade, count, counts, of, de, del, des, du, di, do, da, dos, das, the, los, las, le, les, el, la, els, gli, in, en, em, dans, nel,
	people, persons, person, personas, persona, pessoas, pessoa, personnes, persone, persones, personen, victims, victim, victimas, victima, vitimas, victimes, vittime, individuals, humans, human, lives,
	how, many, were, was, are, there, cuantas, cuantos, quantas, quantos, combien, hubo, d, have, been, has, se, resultaron, foram, y, f, t, i, figure, figures, cifra, reported, reportados, reportadas, confirmed, confirmados, confirmadas, estimated, est, estimate,
	incident, incidente, event, evento, accident, accidente, acidente, attack, ataque, crash, hecho, hechos, made, casualties, casualty, disaster, as, by, at, on, por, approx, minimal, a l, toll, anzahl, zahl, der, totally, sum, suma, soma, known, quantity, qty`)

// wholeWords are words of a figure of all.
var wholeWords = wordSet(`total, totals, totales, totais, totaux, totale, totali, tot, best, all, todos, overall, gesamt, ttl`)

// lowWords and highWords are words of bounds.
var (
	lowWords  = wordSet(`low, lower, min, minimum, minimo, minima, minimos, least, lowest, lo, mini`)
	highWords = wordSet(`high, higher, max, maximum, maximo, maxima, maximos, most, highest, upper, hi, maxi`)
)

// partWords are words of a part of the people.
var partWords = wordSet(`a, b, side, civilian, civilians, civil, civiles, civis, civils, civili, unknown, male, males, female, females, men, women, man, woman, hombres, mujeres, hombre, mujer, homens, mulheres, hommes, femmes, uomini, donne, homes, dones,
	masculino, femenino, feminino, children, child, ninos, ninas, nino, nina, criancas, enfants, bambini, nens, minors, menores, boys, girls, adults, adultos, elderly, adolescentes, infants, babies, police, policia, policias, policiais, policiers, officers, officer,
	military, militares, militaires, soldiers, soldados, troops, army, ejercito, marina, navy, forces, security, guards, terrorists, terrorist, perpetrators, perpetrator, perps, attackers, attacker, suspects, suspect, subject, subjects, agressors, agresores, assailants,
	us, ter, te, foreign, foreigners, extranjeros, pedestrian, pedestrians, peatones, peaton, pedestres, pietons, cyclist, cyclists, ciclistas, motorcyclists, motociclistas, driver, drivers, conductores, passenger, passengers, pasajeros, occupants,
	direct, indirect, directos, indirectos, leves, leve, graves, grave, greus, lleus, legers, leger, gravi, leggeri, slight, slightly, serious, seriously, severe, severely, minor, critical, hospitalized, hospitalised, hospitalizados, moderate, major,
	staff, workers, aid, journalists, periodistas, combatants, combatientes, militants, militantes, rebels, insurgents, gang, criminales, delincuentes, migrants, migrantes, hostages, rehenes, crew, tripulantes, public, coalition, host, nation, enemy, friendly,
	schwer, leicht, lebensgefahrlich, thousands, thousand, millions, million, hundreds, miles, millones, milhares, milhoes, milliers, tausend, first, second, per, rate, tasa, pct, percent, percentage, porcentaje, cumulative, acumulado, new, nuevos, daily, diarios, previous, later, despues, of which, incapacitating, nonincapacitating, motorist, motorists, employees, volunteers, students, teachers, prisoners`)

// peopleWords are words for people whose figure is none of the outcomes.
var peopleWords = wordSet(`victims, victimas, vitimas, victimes, vittime, casualties, affected, afectados, afectadas, damnificados, displaced, desplazados, desplazadas, homeless, evacuated, evacuados, survivors, sobrevivientes, supervivientes, rescued, rescatados,
	kidnapped, secuestrados, abducted, hostages, rehenes, infected, contagios, casos, sick, enfermos, envolvidos, ilesos, unhurt, unharmed`)

// otherWords are words of names that are no figure of people, whatever else they hold.
var otherWords = wordSet(`age, edad, idade, date, fecha, data, year, ano, time, hora, id, code, codigo, day, name, cause, causa, place, lugar, source, fuente, url, type, tipo, status, description, month, mes, notes, cost, costo, damage, age group, weight, distance, vehicles, vehiculos`)

func wordSet(list string) map[string]bool {
	set := map[string]bool{}
	for _, w := range strings.Split(list, ",") {
		set[strings.Join(strings.Fields(w), " ")] = true
	}
	return set
}

func wordSets(lists map[incidents.Outcome]string) map[string]incidents.Outcome {
	set := map[string]incidents.Outcome{}
	for outcome, list := range lists {
		for w := range wordSet(list) {
			set[w] = outcome
		}
	}
	return set
}

// compounds parts German words that name a part of the people and what became of them in one.
var compounds = strings.NewReplacer("schwerverletzte", "schwer verletzte", "leichtverletzte", "leicht verletzte", "schwerverwundete", "schwer verwundete", "leichtverwundete", "leicht verwundete")

// bound is which of the three numbers of a figure a column holds.
type bound int

const (
	bestFigure bound = iota
	lowFigure
	highFigure
)

// figure is what the name of a column says of a figure.
type figure struct {
	outcome incidents.Outcome // empty for people of whom no outcome is said
	bound   bound
	whole   bool   // it says that it counts all
	part    string // the first word that makes it the figure of a part, or of who knows what
	several bool   // it counts several outcomes together
}

// figureOf reads the name of a column of figures, in the form of words.Key; false for others.
func figureOf(key string) (f figure, ok bool) {
	all := strings.Fields(compounds.Replace(key))
	for _, w := range all {
		if otherWords[w] {
			return f, false
		}
	}
	people := false
	for i := 0; i < len(all); i++ {
		w := all[i]
		if i+1 < len(all) {
			if o, isPair := outcomeWords[w+" "+all[i+1]]; isPair {
				f.add(o)
				i++
				continue
			}
		}
		o, isOutcome := outcomeWords[w]
		switch {
		case isOutcome:
			f.add(o)
		case lowWords[w]:
			f.bound = lowFigure
		case highWords[w]:
			f.bound = highFigure
		case wholeWords[w]:
			f.whole = true
		case peopleWords[w] && !countWords[w]:
			people = true
		case w == "victims" || w == "victimas" || w == "vitimas" || w == "victimes" || w == "vittime" || w == "casualties":
			people = true
		case partWords[w]:
			f.setPart(w)
		case countWords[w]:
		default:
			f.setPart(w)
		}
	}
	switch {
	case f.outcome == "" && people:
		return f, true
	case f.outcome == "" || f.several:
		return f, f.outcome != ""
	}
	return f, true
}

func (f *figure) add(o incidents.Outcome) {
	f.several = f.several || f.outcome != "" && f.outcome != o
	f.outcome = o
}

func (f *figure) setPart(w string) {
	if f.part == "" {
		f.part = w
	}
}

// figureFields are the fields of an outcome's figures, by bound.
var figureFields = map[incidents.Outcome][3]Field{
	incidents.Killed:    {Killed, KilledLow, KilledHigh},
	incidents.DiedLater: {DiedLater, "", ""},
	incidents.Wounded:   {Wounded, WoundedLow, WoundedHigh},
	incidents.Missing:   {Missing, MissingLow, MissingHigh},
	incidents.Detained:  {Detained, DetainedLow, DetainedHigh},
}

// bareNames are the names of UCDP's figures of deaths, which say so only beside one another.
var bareNames = map[string]bound{"best": bestFigure, "best est": bestFigure, "best estimate": bestFigure, "low": lowFigure, "low est": lowFigure, "low estimate": lowFigure, "high": highFigure, "high est": highFigure, "high estimate": highFigure}

// assignFigures gives each figure the column that speaks for all of the people, and says of every
// other column that looks like a figure why it is not taken.
func assignFigures(all []Column, keys []string, out []Decision) {
	keys = figureKeys(all, keys)
	bare := [3]int{-1, -1, -1}
	for i, key := range keys {
		if b, ok := bareNames[key]; ok && out[i].Field == "" && all[i].Sample.share(isCount) > 0.8 && bare[b] < 0 {
			bare[b] = i
		}
	}
	beside := 0
	for _, i := range bare {
		if i >= 0 {
			beside++
		}
	}
	taken := map[Field]int{}
	for i := range out {
		if out[i].Field != "" {
			taken[out[i].Field] = i + 1
		}
	}
	if beside >= 2 {
		for b, i := range bare {
			if field := figureFields[incidents.Killed][b]; i >= 0 && taken[field] == 0 {
				out[i] = Decision{Field: field, Score: 0.95, Reason: "by its name beside those of the other bounds"}
				taken[field] = i + 1
			}
		}
	}
	for _, wanted := range []bool{true, false} { // those that say that they count all come first
		for i, key := range keys {
			f, ok := figureOf(key)
			if !ok || out[i].Field != "" || f.outcome == "" || f.several || f.part != "" || f.whole != wanted {
				continue
			}
			field := figureFields[f.outcome][f.bound]
			fit := all[i].Sample.fit(field)
			if field == "" || taken[field] > 0 || fit < 0.5 {
				continue
			}
			score := 0.9
			if f.whole {
				score = 1
			}
			out[i] = Decision{Field: field, Score: score * fit, Reason: "by its name"}
			taken[field] = i + 1
		}
	}
	for i, key := range keys {
		if out[i].Field == "" {
			out[i].Figure = leftFigure(all, key, i, taken)
		}
	}
}

// figureKeys gives the names by which figures are known: the last part of a name, and all of it where
// what stands before says of whom ("Men/Dead") or what became of them ("Dead/Total").
func figureKeys(all []Column, keys []string) []string {
	out := slices.Clone(keys)
	for i, c := range all {
		if isShare(c.Name) {
			out[i] += " percent" // signs are in no key
			continue
		}
		whole := words.Key(c.Name)
		if whole == keys[i] {
			continue
		}
		if f, ok := figureOf(whole); !ok || f.outcome == "" {
			continue
		}
		before := strings.Fields(strings.TrimSuffix(whole, keys[i]))
		ofPart := slices.ContainsFunc(before, func(w string) bool { return partWords[w] && len(w) > 1 })
		if f, ok := figureOf(keys[i]); ofPart || !ok || f.outcome == "" {
			out[i] = whole
		}
	}
	return out
}

// leftFigure says why a column that looks like a figure is not taken for one; nothing of others.
func leftFigure(all []Column, key string, i int, taken map[Field]int) string {
	f, ok := figureOf(key)
	if _, isBare := bareNames[key]; !ok && !isBare || all[i].Sample == nil || len(all[i].Sample.cells) == 0 {
		return ""
	}
	if all[i].Sample.share(isCount) < 0.8 {
		if !ok {
			return ""
		}
		return f.unread(all[i].Sample.share(hasDigit) > 0.5)
	}
	field := Killed
	if f.outcome != "" {
		field = figureFields[f.outcome][f.bound]
	}
	switch other := taken[field] - 1; {
	case !ok:
		return "looks like a bound of a figure, and does not say of which"
	case f.outcome == "":
		return "counts people, and does not say what became of them"
	case f.several:
		return "counts people of several outcomes together"
	case strings.Trim(f.part, "0123456789") == "" && f.part != "":
		return "is called as another column and a number, and nothing tells which of the two counts all of the people"
	case f.part != "":
		return "counts a part of the people (" + f.part + "), or others besides, and not all of them"
	case other >= 0:
		return "counts the same as " + all[other].Name + ", which is taken"
	}
	return "looks like a figure"
}

// unread says why a column is not taken that is called like a figure and whose cells are no numbers, or
// not whole ones. Of people in prose, of whom nothing says how many, there is nothing to tell.
func (f *figure) unread(hasNumbers bool) string {
	switch {
	case f.outcome != "" && f.part == "" && !f.several:
		return "has the name of a figure, but its cells are no numbers of people"
	case !hasNumbers:
		return ""
	case f.part != "":
		return "has the name of a figure with more in it (" + f.part + "), and its cells are no numbers of people"
	}
	return "has the name of a figure of several outcomes, and its cells are no numbers of people"
}

// isShare tells the name of a share of a hundred or a thousand.
func isShare(name string) bool { return strings.ContainsAny(name, "%‰") }

func hasDigit(c string) bool { return strings.ContainsAny(c, "0123456789") }

// partitions are words that part a figure into two or three that make up the whole.
var partitions = [][]string{
	{"direct", "indirect"},
	{"directos", "indirectos"},
	{"leves", "graves"},
	{"leve", "grave"},
	{"lleus", "greus"},
	{"legers", "graves"},
	{"leggeri", "gravi"},
	{"leicht", "schwer"},
	{"slight", "serious"},
	{"minor", "serious"},
	{"minor", "major"},
	{"male", "female"},
	{"men", "women"},
	{"hombres", "mujeres"},
	{"homens", "mulheres"},
	{"hommes", "femmes"},
}

// Sums are the figures that no column gives and several give together: the columns of each field, all
// parts of one whole.
func Sums(all []Column, decisions []Decision) map[Field][]int {
	given := map[Field]bool{}
	for _, d := range decisions {
		given[d.Field] = true
	}
	sums := map[Field][]int{}
	for _, outcome := range incidents.Outcomes() {
		field := figureFields[outcome][bestFigure]
		if given[field] {
			continue
		}
		for _, parting := range partitions {
			columns := make([]int, 0, len(parting))
			for _, word := range parting {
				for i := range all {
					f, ok := figureOf(words.Key(all[i].Name))
					makesUp := ok && f.outcome == outcome && f.bound == bestFigure && !f.several && f.part == word
					if makesUp && decisions[i].Field == "" && !isShare(all[i].Name) && all[i].Sample.share(isCount) > 0.8 {
						columns = append(columns, i)
						break
					}
				}
			}
			if len(columns) == len(parting) && !countsChildren(all, outcome, columns) {
				sums[field] = columns
				break
			}
		}
	}
	return sums
}

// childWords are parts of the people that may be counted among men and women, or besides them.
var childWords = wordSet(`children, child, minors, ninos, ninas, menores, infants, kids, criancas, enfants, bambini, kinder, nna`)

// countsChildren tells that a column besides those of a sum counts children of the outcome.
func countsChildren(all []Column, outcome incidents.Outcome, sum []int) bool {
	for i := range all {
		f, ok := figureOf(words.Key(all[i].Name))
		if ok && f.outcome == outcome && childWords[f.part] && !slices.Contains(sum, i) {
			return true
		}
	}
	return false
}

// newWords say that a column counts those who are new since the row before it.
var newWords = wordSet(`new, nuevos, nuevas, daily, diarios, diarias, novos, novas, nouveaux, nuovi, neue`)

// CountsNew tells the name of a column that counts those who are new since the row before it ("new deaths"), of the outcome of a
// field.
func CountsNew(name string, field Field) bool {
	rest, ok := without(words.Key(name), newWords)
	if !ok {
		return false
	}
	f, isFigure := figureOf(rest)
	return isFigure && f.part == "" && !f.several && figureFields[f.outcome][bestFigure] == field
}
