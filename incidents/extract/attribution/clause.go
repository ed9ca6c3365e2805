package attribution

import (
	"strings"

	"incidentmap/incidents"
	"incidentmap/incidents/extract/text"
)

// verbAt gives the verb of saying at a token. "Claimed" is none of what claims lives, and "aseguró" is one only where it ends what is told:
// elsewhere it tells of what was seized.
func (r *reader) verbAt(s text.Range, i int) (text.Range, bool) {
	if m, ok := says[r.d.Lang].At(r.d.Tokens, i, s.Last); ok {
		return m.Range, !r.takesLives(s, m.Range)
	}
	if r.assures(s, i) {
		return text.Range{First: i, Last: i + 1}, true
	}
	return text.Range{}, false
}

// lives are what a disaster claims.
var lives = text.WordSet(`life lives victim victims`)

// takesLives reports whether a verb that ends with "claimed" has lives as its object: "floods have claimed at least 30 lives".
func (r *reader) takesLives(s, verb text.Range) bool {
	const reach = 8
	if w := r.d.Tokens[verb.Last-1].Word; w != "claimed" && w != "claims" {
		return false
	}
	for j := verb.Last; j < min(s.Last, verb.Last+reach); j++ {
		w := r.d.Tokens[j].Word
		if lives[w] {
			return true
		}
		if w == "that" || w == "to" || w == "responsibility" || w == "credit" || r.d.Tokens[j].Shape == text.Mark && w != "," && w != "-" {
			return false
		}
	}
	return false
}

// assures reports whether "aseguró" at a token follows a comma and leads to nobody but who tells: "…, aseguró el general Tobón".
func (r *reader) assures(s text.Range, i int) bool {
	const longest = 14
	w := r.d.Tokens[i].Word
	if r.d.Lang != "es" || w != "aseguro" && w != "aseguraron" || i == s.First || i+1 >= s.Last || r.d.Tokens[i-1].Word != "," {
		return false
	}
	return AreWho(r.d, text.Range{First: i + 1, Last: min(s.Last, i+longest)})
}

// AreWho reports whether Spanish words, up to a mark, begin with an article or a name, are of a person or a body, and count nothing.
func AreWho(d *text.Document, words text.Range) bool {
	if words.Len() == 0 || !articles[d.Tokens[words.First].Word] && !isCapital(d.Tokens[words.First]) {
		return false
	}
	known := false
	for i := words.First; i < words.Last && (d.Tokens[i].Shape != text.Mark || d.Tokens[i].Word == "-"); i++ {
		w := d.Tokens[i].Word
		if d.Tokens[i].Shape == text.Number || w == "un" || w == "una" || w == "unos" || w == "unas" {
			return false
		}
		known = known || persons[w] || institutions[w] || titles[w]
	}
	return known
}

// manners begin English words for how somebody speaks, between who does and the verb.
var manners = text.WordSet(`requesting speaking asking insisting citing quoting declining wishing preferring referring describing reached contacted`)

// isManner reports whether such words begin at a token.
func (r *reader) isManner(i int) bool { return r.d.Lang == "en" && manners[r.d.Tokens[i].Word] }

// placeWords stand before the name of a place.
var placeWords = text.WordSet(`in at near of from outside en de cerca`)

// isPlaceComma reports whether a comma stands within the name of a place with its area: "in Bara, North Kordofan,".
func (r *reader) isPlaceComma(s text.Range, comma int) bool {
	const longest = 4
	if r.d.Loud || comma+1 >= s.Last || !isCapital(r.d.Tokens[comma+1]) {
		return false
	}
	end := comma + 1
	for end < s.Last && isCapital(r.d.Tokens[end]) && end-comma <= longest {
		end++
	}
	if end >= s.Last || r.d.Tokens[end].Word != "," || end+1 < s.Last && !r.isManner(end+1) && r.d.Tokens[end+1].Word != "who" && r.d.Tokens[end+1].Word != "quien" && r.d.Tokens[end+1].Word != "que" {
		return false
	}
	i := comma - 1
	for i > s.First && comma-i <= longest && isCapital(r.d.Tokens[i]) {
		i--
	}
	return i < comma-1 && placeWords[r.d.Tokens[i].Word]
}

// beforeAside gives the name before what is said about it between commas: "Sunrise Airways, the last carrier to fly there, halted".
func (r *reader) beforeAside(s, who text.Range) text.Range {
	if who.First == s.First+2 && r.d.Tokens[who.First-1].Word == "," && r.d.Tokens[who.Last].Word == "," && isCapital(r.d.Tokens[s.First]) && articles[r.d.Tokens[who.First].Word] && !ends[r.d.Tokens[s.First].Word] {
		return text.Range{First: s.First, Last: s.First + 1} // "Avianca, the largest carrier, suspended"
	}
	for i := who.First + 1; i+1 < who.Last; i++ {
		if r.d.Tokens[i].Word == "," && (articles[r.d.Tokens[i+1].Word] || r.d.Tokens[i+1].Word == "which" || r.d.Tokens[i+1].Word == "que") {
			who.Last = i
		}
	}
	return who
}

// endsInPlace reports whether words end in the name of a place after a preposition: "a medic in Bara".
func (r *reader) endsInPlace(words text.Range) bool {
	i := words.Last - 1
	for i > words.First && isCapital(r.d.Tokens[i]) {
		i--
	}
	w := r.d.Tokens[i].Word
	return i > words.First && i < words.Last-1 && (w == "in" || w == "at" || w == "near" || w == "from" || w == "outside" || w == "en")
}

// anyBody are words for a body that was named, whatever it is.
var anyBody = text.WordSet(`corporacion dependencia institucion organismo entidad agency department institution force company organization`)

// bodyNamed gives the body that a sentence names before it says that "the agency" or "the ministry" tells it: "agentes de la Guardia Estatal
// hallaron …, indicó la corporación".
func (r *reader) bodyNamed(st Statement) (Speaker, bool) {
	if !st.again || st.name.Len() != 1 || pronouns[st.word] || r.d.Loud || !institutions[st.word] || unnamed[st.word] {
		return Speaker{}, false
	}
	best := r.lastBody(text.Range{First: r.s.First, Last: min(st.Said.First, st.name.First)}, st.word)
	for i := r.index - 1; i >= max(0, r.index-2) && best.Len() == 0 && anyBody[st.word] && r.silentIn(r.d.Sentences[i].Paragraph); i-- {
		best = r.lastBody(r.d.Sentences[i].Range, st.word)
	}
	if best.Len() == 0 {
		return Speaker{}, false
	}
	return Speaker{Name: r.nameOf(best), Kind: incidents.Official, Attribution: incidents.Institution}, true
}

// lastBody gives the body that words name last and that a noun may stand for.
func (r *reader) lastBody(words text.Range, noun string) text.Range {
	var best text.Range
	for i := words.First + 1; i < words.Last; i++ {
		run := r.bodyAt(i)
		if run.Len() == 0 || run.Len() < 2 && !anyBody[noun] {
			continue
		}
		name := strings.ToLower(r.d.Words(run))
		if anyBody[noun] || strings.Contains(name, noun) {
			best = run
		}
		i = run.Last
	}
	return best
}

// silentIn reports whether a sentence before is of the same paragraph, in which nobody has spoken yet.
func (r *reader) silentIn(paragraph int) bool {
	return paragraph == r.d.Sentences[r.index].Paragraph && r.spoke != paragraph
}

// grounds are bodies that are places, too, and isAt are prepositions before these.
var (
	grounds = text.WordSet(`hospital clinica university universidad instituto aeropuerto airport`)
	isAt    = text.WordSet(`en in at al a to hasta hacia from desde near`)
)

// bodyAt gives the name of a body, in capitals, that begins at a token after an article; else nothing.
func (r *reader) bodyAt(i int) text.Range {
	const longest = 9
	if t := r.d.Tokens[i]; !isCapital(t) || !articles[r.d.Tokens[i-1].Word] || grounds[t.Word] || i > 1 && isAt[r.d.Tokens[i-2].Word] {
		return text.Range{}
	}
	last, known := i, false
	for j := i; j < min(len(r.d.Tokens), i+longest); j++ {
		t := r.d.Tokens[j]
		if !isCapital(t) && !joinsName[t.Word] {
			break
		}
		if isCapital(t) {
			last = j + 1
			known = known || institutions[t.Word]
		}
	}
	if !known {
		return text.Range{}
	}
	return text.Range{First: i, Last: last}
}
