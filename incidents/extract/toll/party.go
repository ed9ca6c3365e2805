package toll

import (
	"strings"

	"incidentmap/incidents"
	"incidentmap/incidents/extract/quantity"
	"incidentmap/incidents/extract/text"
)

// Party is people who are counted together: "six other National Guard members", "El Mencho".
type Party struct {
	text.Range
	Count quantity.Number
	Known bool // their number is said
	Group incidents.Group
	Name  bool   // a person's name stands for them
	Part  bool   // they are among others who are counted: "including two minors"
	Bare  bool   // a number alone
	Head  string // the noun for them, empty for a number alone
	Also  bool   // one who is told of by another: "his colleague"
	Hurt  bool   // they are some of those who were hurt: "one of the wounded"
}

// ageWidth is how many tokens an age before a noun has.
const ageWidth = 5

// longestParty bounds the words between a number and the people it counts.
const longestParty = 6

// partiesOf finds the people of a sentence, in order.
func partiesOf(d *text.Document, s text.Range) []Party {
	var found []Party
	taken := s.First
	for _, n := range quantity.Read(d.Tokens, s, d.Lang) {
		if n.First < taken {
			continue
		}
		found = appendUncounted(d, found, text.Range{First: taken, Last: n.First})
		taken = n.First
		p, ok := counted(d, s, n)
		if !ok || isBothOf(d, s, n, &p) {
			continue
		}
		found = append(found, p)
		taken = p.Last
	}
	found = appendUncounted(d, found, text.Range{First: taken, Last: s.Last})
	markParts(d, s, found)
	settleRises(d, s, found)
	return found
}

// isBothOf reports whether "both" after a comma stands for those before it: "two brothers, both with wounds".
func isBothOf(d *text.Document, s text.Range, n quantity.Number, p *Party) bool {
	return p.Bare && d.Tokens[n.First].Word == "both" && n.First > s.First && d.Tokens[n.First-1].Word == ","
}

// counted reads the people that a number counts.
func counted(d *text.Document, s text.Range, n quantity.Number) (Party, bool) {
	i := n.Last
	if isMeasure(d, s, n) {
		return Party{}, false
	}
	part := isPart(d, s, i)
	if part {
		n.Article = false // "una de las lesionadas"
	}
	last := min(s.Last, i+longestParty)
	if i+1 < s.Last && d.Tokens[i].Shape == text.Number && d.Tokens[i+1].Word == "-" {
		last = min(s.Last, last+ageWidth) // "a 15-year-old Palestinian boy"
	}
	for j := i; j < last; j++ {
		if end := parenthesisEnd(d, j, s.Last); end > j && j > i {
			j, last = end-1, min(s.Last, last+end-j)
			continue
		}
		t := d.Tokens[j]
		if group, ok := headAt(d, j, s.Last, n); ok {
			end := describedEnd(d, s, j+1)
			n = paired(n, t.Word)
			hurt := part && ofTheHurt(d, text.Range{First: i, Last: end})
			return Party{
				Head: t.Word, Part: part && !hurt, Hurt: hurt,
				Range: text.Range{First: n.First, Last: end}, Count: n, Known: true,
				Group: groupOf(d.Tokens, text.Range{First: i, Last: end}, group),
			}, true
		}
		if t.Shape == text.Mark && t.Word != "-" && t.Word != "\"" || stops[t.Word] && !inGroupName(d, j) || t.Shape == text.Number && j > i || outcomeWord(d, j) && j > i && (!part || !hurtWords[t.Word]) {
			break
		}
		if things[t.Word] && t.Word != "forces" && !isPeople(d, j+1, s.Last) {
			if outcomeWord(d, i) {
				break // "31 needed hospital care"
			}
			return Party{}, false
		}
	}
	if end := yearsOldEnd(d, i, s.Last); n.Article && end > 0 {
		return Party{Range: text.Range{First: n.First, Last: end}, Count: n, Known: true, Group: "unknown"}, true // "a 5-year-old was shot"
	}
	switch {
	case !n.Article || standsAlone(d, s, n):
	case hasCompanion(d, s, n):
		n.Last++
	default:
		return Party{}, false
	}
	hurt := false
	if part {
		n.Last, hurt = partEnd(d, s, n.Last)
	}
	head := ""
	if i < s.Last && d.Tokens[i].Shape == text.Lower && strings.HasSuffix(d.Tokens[i].Word, "s") && !stops[d.Tokens[i].Word] && !outcomeWord(d, i) {
		head = d.Tokens[i].Word // a noun that is in no list: "five loggers"
		n.Last = i + 1
	}
	return Party{Range: n.Range, Count: n, Known: true, Group: "unknown", Bare: true, Head: head, Part: part && !hurt, Hurt: hurt}, true
}

// isPeople reports whether a word for people stands at a token: "school students", "hospital workers".
func isPeople(d *text.Document, i, last int) bool {
	if i >= last {
		return false
	}
	_, many := plural[d.Tokens[i].Word]
	_, one := singular[d.Tokens[i].Word]
	return many || one
}

// partEnd gives the end of the words that say of whom some are a part, which begin at a token, and whether those were hurt.
func partEnd(d *text.Document, s text.Range, i int) (end int, hurt bool) {
	end = i
	for j := i; j < min(s.Last, i+4); j++ {
		switch w := d.Tokens[j].Word; {
		case hurtWords[w]:
			hurt, end = true, j+1
		case heldWords[w] && j > i+1:
			end = j + 1 // "at least six of those taken remained missing"
		case fatal[w]:
			end = j + 1 // "five of the deaths occurred in the port"
		}
	}
	if d.Tokens[i].Word == "out" {
		i++
	}
	if of := quantity.Read(d.Tokens, text.Range{First: i + 1, Last: min(s.Last, i+4)}, d.Lang); !hurt && len(of) > 0 && of[0].First == i+1 {
		end = of[0].Last // "two of the three"
		if d.Lang == "en" && isPeople(d, end, s.Last) {
			end++
		}
	}
	return end, hurt
}

// paired makes an article before a word for a couple two: "una pareja y sus dos hijas".
func paired(n quantity.Number, noun string) quantity.Number {
	if !couples[noun] || !n.Article {
		return n
	}
	pair := quantity.Exactly(2)
	pair.Range, pair.Other = n.Range, n.Other
	return pair
}

// standsAlone reports whether one more is counted without a noun: "captured a fourth", "un cuarto murió", "otro resultó herido".
func standsAlone(d *text.Document, s text.Range, n quantity.Number) bool {
	if !n.Other {
		return false
	}
	if i := n.Last; i < s.Last && (be[d.Tokens[i].Word] || outcomeWord(d, i) || at[d.Tokens[i].Word]) {
		return true
	}
	if n.Last < s.Last && d.Tokens[n.Last].Word == "," && n.First > s.First && lists[d.Tokens[n.First-1].Word] {
		return true // "four died there and a fifth, a boy of 17, hours later"
	}
	ends := n.Last == s.Last || d.Tokens[n.Last].Shape == text.Mark || stops[d.Tokens[n.Last].Word]
	return ends && n.First > s.First && outcomeWord(d, n.First-1)
}

// hasCompanion reports whether somebody whose word is in no list is told of with one of theirs: "a sensitizer and his wife".
func hasCompanion(d *text.Document, s text.Range, n quantity.Number) bool {
	i := n.Last
	if i+1 < s.Last && d.Tokens[i].Shape == text.Lower && len(d.Tokens[i].Word) > 3 && !stops[d.Tokens[i].Word] && !things[d.Tokens[i].Word] && n.First > s.First+1 &&
		lists[d.Tokens[n.First-1].Word] && verbs[d.Tokens[i+1].Word] {
		return true // "dos turistas y un mesero fueron heridos"
	}
	if i+3 >= s.Last || d.Tokens[i].Shape != text.Lower || stops[d.Tokens[i].Word] || things[d.Tokens[i].Word] {
		return false
	}
	and, owner := d.Tokens[i+1].Word, d.Tokens[i+2].Word
	_, person := singular[d.Tokens[i+3].Word]
	return (and == "and" || and == "y" || and == "e") && (owner == "his" || owner == "her" || owner == "su") && person
}

// lists are words before the last of a list, and verbs are of those in it.
var (
	lists = text.WordSet(`and y e`)
	verbs = text.WordSet(`were fueron resultaron quedaron murieron fallecieron died`)
)

// at are prepositions before a place.
var at = text.WordSet(`en in at`)

// parenthesisEnd gives the token after a short parenthesis that begins at a token, or 0: "five Security Forces (SF) personnel".
func parenthesisEnd(d *text.Document, j, last int) int {
	const longest = 4
	if d.Tokens[j].Word != "(" {
		return 0
	}
	for k := j + 1; k < min(last, j+longest); k++ {
		if d.Tokens[k].Word == ")" {
			return k + 1
		}
	}
	return 0
}

// isPart reports whether the words after a number say that it is some of others: "one of the dead".
func isPart(d *text.Document, s text.Range, i int) bool {
	if i+1 < s.Last && d.Tokens[i].Word == "out" && d.Tokens[i+1].Word == "of" {
		return true // "ten out of 52 passengers"
	}
	if i+1 >= s.Last || d.Tokens[i].Word != "of" && d.Tokens[i].Word != "de" {
		return false
	}
	switch d.Tokens[i+1].Word {
	case "the", "los", "las", "them", "ellos", "ellas", "those", "these", "estos", "whom", "which", "quienes":
		return true
	}
	return false
}

// fatal are nouns for those who died and for their deaths.
var fatal = text.WordSet(`dead deaths fatalities killed slain muertos muertas fallecidos fallecidas decesos muertes victimas victims homicidios asesinatos`)

// heldWords are words for those who were held or caught in something.
var heldWords = text.WordSet(`taken abducted kidnapped seized held trapped aboard rescued secuestrados atrapados retenidos plagiados`)

// hurtWords are words for those who were hurt.
var hurtWords = text.WordSet(`injured wounded hurt hospitalized hospitalised heridos lesionados heridas lesionadas hospitalizados hospitalizadas`)

// ofTheHurt reports whether words speak of those who were hurt.
func ofTheHurt(d *text.Document, r text.Range) bool {
	for i := r.First; i < r.Last; i++ {
		if hurtWords[d.Tokens[i].Word] {
			return true
		}
	}
	return false
}

// inGroupName reports whether a small word stands within "two of the police officers", "tres de los soldados".
func inGroupName(d *text.Document, j int) bool { w := d.Tokens[j].Word; return w == "de" || w == "of" }

// headAt reports whether a token is the word for the people that a number counts.
func headAt(d *text.Document, j, last int, n quantity.Number) (incidents.Group, bool) {
	w := d.Tokens[j].Word
	if j+1 < last && (things[d.Tokens[j+1].Word] || d.Tokens[j+1].Word == "-" && !d.Tokens[j+1].Space) {
		return "", false
	}
	if g, ok := countedHead(d, j, n); ok {
		return g, true
	}
	if g, ok := plural[w]; ok {
		// "police officers": the head is the last of them.
		if j+1 < last {
			if _, again := plural[d.Tokens[j+1].Word]; again && !outcomeWord(d, j+1) && d.Lang == "en" {
				return "", false
			}
			if _, one := singular[d.Tokens[j+1].Word]; one && n.Article {
				return "", false
			}
		}
		if sexes[w] && j+2 < last && d.Tokens[j+1].Shape == text.Lower && !stops[d.Tokens[j+1].Word] && !outcomeWord(d, j+1) {
			if _, again := plural[d.Tokens[j+2].Word]; again && !outcomeWord(d, j+2) && d.Lang == "en" {
				return "", false // "two women health workers"
			}
		}
		if n.Article && w != "police" || n.Article && w == "police" {
			return "", false
		}
		return g, true
	}
	if g, ok := singular[w]; ok && (n.Article || n.Value() == 1) {
		if j+1 < last {
			if _, again := singular[d.Tokens[j+1].Word]; again && d.Lang == "en" {
				return "", false
			}
		}
		return g, true
	}
	return "", false
}

// sexes stand before another noun for the same people.
var sexes = text.WordSet(`women men boys girls`)

// describedEnd takes in what follows the people and tells of which body they are: "of the
// National Guard", "from the state prosecutor's office".
func describedEnd(d *text.Document, s text.Range, i int) int {
	i = pastAdjectives(d, s, i)
	if i >= s.Last {
		return i
	}
	switch d.Tokens[i].Word {
	case "of", "from", "de", "del":
	default:
		return i
	}
	last := min(s.Last, i+8)
	for j := i + 1; j < last; j++ {
		t := d.Tokens[j]
		if t.Shape == text.Mark && t.Word != "'" || stops[t.Word] || outcomeWord(d, j) || t.Shape == text.Number {
			return j
		}
	}
	return last
}

func isCapital(t text.Token) bool { return t.Shape == text.Capital || t.Shape == text.Upper }

// appendUncounted adds the people without a number: "soldiers", "the leader", "Juan Pérez", "he".
func appendUncounted(d *text.Document, found []Party, r text.Range) []Party {
	for i := r.First; i < r.Last; i++ {
		t := d.Tokens[i]
		if i+1 < r.Last && things[d.Tokens[i+1].Word] || i > 0 && t.Word == "militar" && ofSoldiers[d.Tokens[i-1].Word] || t.Word == "son" && d.Lang == "es" || neighbours[t.Word] {
			continue
		}
		if _, one := singular[next(d, i, r.Last)]; one && t.Word == "police" {
			continue
		}
		if g, ok := plural[t.Word]; ok && !outcomeWord(d, i) && (t.Word != "lives" || i == 0 || !owners[d.Tokens[i-1].Word]) {
			end := min(describedEnd(d, r, i+1), r.Last)
			found = append(found, Party{Range: text.Range{First: i, Last: end}, Group: groupOf(d.Tokens, text.Range{First: max(r.First, i-2), Last: end}, g)})
			i = end - 1
			continue
		}
		if g, ok := singular[t.Word]; ok && !outcomeWord(d, i) && !isTitle(d, i, r.Last) {
			end := min(describedEnd(d, r, i+1), r.Last)
			p := one(d, text.Range{First: i, Last: end}, g)
			p.Also = i > r.First && owners[d.Tokens[i-1].Word]
			found = append(found, p)
			i = end - 1
			continue
		}
		if end := nameEnd(d, i, r.Last); end > 0 && (i == 0 || !firms[d.Tokens[i-1].Word]) {
			p := one(d, text.Range{First: i, Last: end}, "")
			p.Name = true
			found = append(found, p)
			i = end - 1
			continue
		}
		if personal[t.Word] && !isOwner(d, i, len(d.Tokens)) {
			p := one(d, text.Range{First: i, Last: i + 1}, "")
			p.Name = true
			found = append(found, p)
		}
	}
	return found
}

// firms are nouns of which the name that follows is no person's: "la empresa Gas del Altiplano".
var firms = text.WordSet(`empresa empresas compania firma consorcio constructora minera concesionaria aerolinea naviera colectivo organizacion sindicato banda grupo pandilla cartel company firm operator carrier airline
	outlet station broadcaster newspaper diario periodico emisora cadena portal agencia buque barco pesquero lancha ferry vessel trawler boat ship tanker`)

// owners stand before one who is told of by another.
var owners = text.WordSet(`his her their su`)

// ofSoldiers are nouns after which "militar" is no person.
var ofSoldiers = text.WordSet(`hospital zona region base campo vehiculo convoy cuartel personal mando operativo policia helicoptero camion avion retén reten puesto uniforme tipo operacion patrulla instalacion`)

// isOwner reports whether "her" stands before what is hers.
func isOwner(d *text.Document, i, last int) bool {
	if d.Tokens[i].Word != "her" || i+1 >= last {
		return false
	}
	t := d.Tokens[i+1]
	return t.Shape == text.Number || t.Shape == text.Lower && !stops[t.Word] && !be[t.Word] && !outcomeWord(d, i+1)
}

func next(d *text.Document, i, last int) string {
	if i+1 >= last {
		return ""
	}
	return d.Tokens[i+1].Word
}

var personal = text.WordSet(`he she him her`)
