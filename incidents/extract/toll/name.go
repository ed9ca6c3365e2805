package toll

import (
	"incidentmap/incidents"
	"incidentmap/incidents/extract/quantity"
	"incidentmap/incidents/extract/text"
)

// isTitle reports whether a word for a person stands before the person's name.
func isTitle(d *text.Document, i, last int) bool {
	if d.Lang == "es" && i+2 < last && d.Tokens[i+1].Shape == text.Lower && len(d.Tokens[i+1].Word) > shortestAdjective && !stops[d.Tokens[i+1].Word] && !outcomeWord(d, i+1) && isTitled(d, i+2, last) {
		return true // "el líder indígena José Tendetza"
	}
	return isTitled(d, i+1, last)
}

// shortestAdjective is the length, in bytes, of what stands between a title and a name at least.
const shortestAdjective = 4

// isTitled reports whether a person's name begins at a token.
func isTitled(d *text.Document, i, last int) bool {
	return i < last && !d.Loud && isCapital(d.Tokens[i]) && nameEnd(d, i, last) > 0
}

// couples are two.
var couples = text.WordSet(`couple pareja matrimonio`)

func one(d *text.Document, r text.Range, g incidents.Group) Party {
	n := quantity.Exactly(1)
	if couples[d.Tokens[r.First].Word] && (r.First == 0 || !owners[d.Tokens[r.First-1].Word]) { // "su pareja" is one
		n = quantity.Exactly(2)
	}
	n.Range, n.Definite = r, true
	return Party{Range: r, Count: n, Known: true, Group: groupOf(d.Tokens, r, g)}
}

// nameEnd gives the end of a person's name in capitals that begins at a token, or 0. In text
// that is all in capitals there are none.
func nameEnd(d *text.Document, i, last int) int {
	if d.Loud || d.Tokens[i].Shape != text.Capital || stops[d.Tokens[i].Word] || i > 0 && (wheres[d.Tokens[i-1].Word] || d.Tokens[i-1].Word == "un" || d.Tokens[i-1].Word == "una") {
		return 0
	}
	if first := runStart(d, i); first < i && first > 0 && wheres[d.Tokens[first-1].Word] {
		return 0 // the rest of the name of a place: "in Dera Ismail Khan"
	}
	end := i
	for end < min(last, i+longestName) && (d.Tokens[end].Shape == text.Capital || joinsName[d.Tokens[end].Word] && end+1 < last && d.Tokens[end+1].Shape == text.Capital) {
		end++
	}
	if end > i && end+2 < last && d.Tokens[end].Word == "\"" && d.Tokens[end+2].Word == "\"" && d.Tokens[end+1].End-d.Tokens[end+1].Start == 1 {
		return end + 3 // "Óscar "N"", as the Mexican press names who is accused
	}
	if end-i < 2 || institutional(d, i, end) {
		return 0
	}
	return end
}

// runStart gives the first of the capitals in a row that end at a token.
func runStart(d *text.Document, i int) int {
	for j := i; j > i-longestName && j > 0; j-- {
		if d.Tokens[j-1].Shape != text.Capital || wheres[d.Tokens[j-1].Word] {
			return j
		}
	}
	return i
}

// wheres stand before the name of a place, and not of a person.
var wheres = text.WordSet(`in at near en inside outside around across throughout`)

// longestName bounds the words of a person's name.
const longestName = 8

var joinsName = text.WordSet(`de del la los y`)

// institutional reports whether a run of capitals names no person.
func institutional(d *text.Document, first, last int) bool {
	for i := first; i < last; i++ {
		if w := d.Tokens[i].Word; offices[w] || days[w] || months[w] {
			return true
		}
	}
	return false
}

var offices = text.WordSet(`department ministry police army navy national guard government state states city cartel generation university school hospital avenue street plaza airport
	international group court congress senate party union council federal general prosecutor office embassy house white north south east west
	secretaria fiscalia policia ejercito guardia nacional gobierno estado ciudad nueva universidad hospital avenida calle colonia barrio carretera aeropuerto municipio
	region zona militar fuerzas armadas rio san santa santo los las el the new de`)

// stateOf are words that say how bad it is for some of those who were counted before.
var stateOf = text.WordSet(`critically seriously gravely severely badly slightly gravemente graves grave`)

// isOfThose reports whether those of whom people are some stand at the beginning of their clause: "of the injured, 36 remained hospitalized",
// "de los 36 lesionados que dejó el siniestro, 21 siguen internados y 15 fueron dados de alta".
func isOfThose(d *text.Document, s text.Range, p *Party) bool {
	if !p.Bare {
		return false
	}
	first, comma := p.First, 0
	for ; first > s.First && d.Tokens[first-1].Word != ";"; first-- {
		if d.Tokens[first-1].Word == "," {
			comma = first - 1
		}
	}
	if first+3 > comma || d.Tokens[first].Word != "de" && d.Tokens[first].Word != "of" || !isPart(d, s, first) {
		return false
	}
	for i := first + 2; i < min(comma, first+longestOfThose); i++ {
		if w := d.Tokens[i].Word; hurtWords[w] || fatal[w] || heldWords[w] {
			return true
		}
	}
	return d.Tokens[comma-1].Shape == text.Number || quantityAt(d, text.Range{First: first + 2, Last: comma})
}

// longestOfThose is how many words after the first of a clause the noun for those stands of whom some are counted.
const longestOfThose = 5

// quantityAt reports whether a stretch is a number and nothing else: "de los siete, cinco son mujeres".
func quantityAt(d *text.Document, r text.Range) bool {
	found := quantity.Read(d.Tokens, r, d.Lang)
	return len(found) == 1 && found[0].First == r.First && found[0].Last == r.Last
}

// mostly are words before those who most of some are: "20 people, mainly women and children".
var mostly = text.WordSet(`mainly mostly largely chiefly predominantly primarily`)

// someOf are words for some of those who are counted after them.
var someOf = text.WordSet(`last first most some many several half leader ultimo ultima mayoria algunos varios mitad lider`)

// isOrdinal reports whether people are told by the next number alone: "a fourth", "un cuarto".
func isOrdinal(d *text.Document, r text.Range) bool {
	return r.Len() == 2 && quantity.IsOrdinal(d.Tokens[r.First+1].Word)
}

// days are words of no name of a person.
var days = text.WordSet(`sunday monday tuesday wednesday thursday friday saturday domingo lunes martes miercoles jueves viernes sabado`)

// isAnew reports whether words begin another clause after "four of them children": ", and 22 injured".
func isAnew(d *text.Document, r text.Range) bool {
	for i := r.First + 1; i < r.Last; i++ {
		if w := d.Tokens[i].Word; d.Tokens[i-1].Word == "," && (d.Lang == "en" && (w == "and" || w == "while") || d.Lang == "es" && (w == "y" || w == "e" || w == "mientras")) {
			return true
		}
	}
	return false
}

// mine are words before those whom somebody tells of as of kin, who are some of those who were told of; kin are words before theirs.
var (
	mine = text.WordSet(`my our mi mis nuestro nuestra nuestros nuestras`)
	kin  = text.WordSet(`his her their su sus`)
)

// areLast reports whether people are the last or the rest of those who were counted: "the last two bodies", "los dos últimos cuerpos".
func areLast(d *text.Document, p *Party) bool {
	if before := p.First - 1; before > 0 && lasts[d.Tokens[before].Word] && bodyWords[p.Head] {
		switch d.Tokens[before-1].Word {
		case "the", "los", "las":
			return true
		}
	}
	if !p.Count.Definite || p.Count.Value() < 1 {
		return false
	}
	for i := p.First; i < p.Last; i++ {
		if lasts[d.Tokens[i].Word] {
			return true
		}
	}
	return false
}

// bodyWords are nouns for those who are found dead.
var bodyWords = text.WordSet(`body bodies corpse corpses victim victims cuerpo cuerpos cadaver cadaveres victima victimas`)

// lasts are words for those of some who were found or died last.
var lasts = text.WordSet(`last final remaining ultimo ultima ultimos ultimas restantes restante`)

// areAmong reports whether what follows people says that they are among those of whom an outcome is told: "were among the dead", "figuran entre
// los heridos".
func areAmong(d *text.Document, s text.Range, i int) bool {
	const reach = 8
	for j := i; j+2 < min(s.Last, i+reach); j++ {
		w, next := d.Tokens[j].Word, d.Tokens[j+1].Word
		if (w == "among" || w == "entre") && (next == "the" || next == "those" || next == "los" || next == "las") {
			return outcomeWord(d, j+2) || fatal[d.Tokens[j+2].Word] || hurtWords[d.Tokens[j+2].Word]
		}
		if d.Tokens[j].Shape == text.Mark || outcomeWord(d, j) {
			return false
		}
	}
	return false
}

// markParts marks the people who are among others that stand before them.
func markParts(d *text.Document, s text.Range, parties []Party) {
	for k := range parties {
		p := &parties[k]
		if p.Last+1 < s.Last && (d.Tokens[p.Last].Word == "among" && d.Tokens[p.Last+1].Word == "them" || d.Tokens[p.Last].Word == "entre" && d.Tokens[p.Last+1].Word == "ellos") {
			p.Part = true
			continue
		}
		if k > 0 && parties[k-1].Part && p.Count.Other && p.Count.Value() == 1 && isOrdinal(d, p.Range) {
			p.Part = true // "three of the dead were found in the plant and a fourth died at a hospital"
			continue
		}
		if p.First-2 >= s.First && (d.Tokens[p.First-1].Word == "of" || d.Tokens[p.First-1].Word == "de") && someOf[d.Tokens[p.First-2].Word] {
			p.Part, p.Known = true, false // "the last of the five attackers"
			continue
		}
		if isOfThose(d, s, p) {
			p.Part = true // "de los heridos, nueve fueron internados"
			continue
		}
		if p.Bare && k > 0 && parties[k-1].Known && p.Last < s.Last && stateOf[d.Tokens[p.Last].Word] && d.Tokens[p.First-1].Word == "," {
			p.Part = true // "injuring 20, two critically"
			continue
		}
		if p.First > s.First && mine[d.Tokens[p.First-1].Word] || k > 0 && parties[k-1].Part && kin[d.Tokens[p.First-1].Word] && mine[d.Tokens[max(s.First, parties[k-1].First-1)].Word] {
			p.Part = true // "they killed my brother and his two sons"
			continue
		}
		if areLast(d, p) {
			p.Part = true // "until rescuers found the last two bodies"
			continue
		}
		if areAmong(d, s, p.Last) {
			p.Part = true // "a woman and two children were among the wounded"
			continue
		}
		for i := p.First - 1; i >= max(s.First, p.First-12); i-- {
			w := d.Tokens[i].Word
			if w == "them" && i > s.First && d.Tokens[i-1].Word == "among" && i+1 < p.First && d.Tokens[i+1].Word == "," {
				break // of those before it: "a boy of six among them, and 31 needed care"
			}
			if w == "including" || w == "include" || w == "includes" || w == "included" || w == "incluido" || w == "incluidos" || w == "incluida" || w == "incluyendo" || w == "incluidas" ||
				w == "ellos" && i > s.First && (d.Tokens[i-1].Word == "entre" || d.Tokens[i-1].Word == "de") || w == "entre" && i+2 < p.First+1 && (d.Tokens[i+1].Word == "los" || d.Tokens[i+1].Word == "las") ||
				mostly[w] && !p.Known || w == "among" && d.Tokens[i+1].Word == "the" || w == "ellas" && i > s.First && d.Tokens[i-1].Word == "entre" ||
				w == "cuales" || w == "them" && i > s.First && (d.Tokens[i-1].Word == "among" || d.Tokens[i-1].Word == "of") || w == "whom" {
				p.Part = !isAnew(d, text.Range{First: i, Last: p.First})
				break
			}
			if i-2 >= s.First && outcomeWord(d, i) && (d.Tokens[i-2].Word == "among" || d.Tokens[i-2].Word == "entre") {
				p.Part = true // "among the dead were seven officials"
				break
			}
			if w == ";" || w == "." || w == "while" || w == "mientras" || tells[w] || outcomeWord(d, i) {
				break
			}
		}
	}
}
