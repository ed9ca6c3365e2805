package quantity

import (
	"incidentmap/incidents/extract/text"
)

// largest is the largest number that counts people or things of a report.
const largest = 10_000_000

// Read gives the numbers of a stretch of tokens, in order. Articles are numbers, too; what
// they stand before tells whether they count.
func Read(tokens []text.Token, r text.Range, lang string) []Number {
	var found []Number
	for i := r.First; i < r.Last; {
		if lang == "es" && tokens[i].Word == "a" {
			i++
			continue
		}
		n, ok := readAt(tokens, i, r.Last)
		if !ok {
			i++
			continue
		}
		found = append(found, n)
		i = n.Last
	}
	return found
}

// readAt reads the number that begins at a token, with the words that bound it.
func readAt(tokens []text.Token, i, last int) (Number, bool) {
	if n, ok := readSpan(tokens, i, last); ok {
		return n, true
	}
	start, means := i, exactly
	definite, other := false, false
	if definites[tokens[i].Word] {
		definite = !boths[tokens[i].Word]
		if !definite {
			n := Exactly(2)
			n.Range, n.Definite = text.Range{First: i, Last: i + 1}, true
			return n, true
		}
		i++
	}
	if m, words, ok := modifierAt(tokens, i, last); ok {
		means, i = m, i+words
	}
	if i < last && before[tokens[i].Word] {
		other, i = true, i+1
	}
	n, ok := numberAt(tokens, i, last)
	if !ok {
		// "another man", "otro hombre" count one.
		single := i > start && i <= last && (tokens[i-1].Word == "another" || tokens[i-1].Word == "otro" || tokens[i-1].Word == "otra")
		if !single && (!definite || i == start || i > last || tokens[i-1].Word != "other") {
			return Number{}, false
		}
		n = Exactly(1)
		n.Last, n.Article = i, true
	}
	moreThan := n.Last+1 < last && tokens[n.Last].Word == "mas" && tokens[n.Last+1].Word == "de"
	if n.Last < last && after[tokens[n.Last].Word] && !n.Article && !moreThan {
		other = true
		n.Last++
	}
	if n.Last < last && n.Article && (tokens[n.Last].Word == "other" || tokens[n.Last].Word == "further") {
		other = true
		n.Last++
	}
	if n.Article && !definite && n.Last < last && ordinals[tokens[n.Last].Word] && !isFraction(tokens, n.Last, last) {
		other = true
		n.Last++
	}
	n.First, n.Other, n.Definite = start, other, definite
	return n.bounded(means), true
}

// IsOrdinal reports whether a word counts one more than were counted before: "fourth", "cuarto".
func IsOrdinal(w string) bool { return ordinals[w] }

// isFraction reports whether an ordinal at a token is a part of something: "a third of the town".
func isFraction(tokens []text.Token, i, last int) bool {
	return i+1 < last && (tokens[i+1].Word == "of" || tokens[i+1].Word == "de" || tokens[i+1].Word == "del")
}

func (n Number) bounded(means modifier) Number {
	if n.Best == nil {
		return n
	}
	switch means {
	case exactly:
	case atLeast:
		n.Low, n.Best, n.Article = n.Best, nil, false
	case atMost:
		n.High, n.Best, n.Article = n.Best, nil, false
	case about:
		n.About, n.Article = true, false
	}
	return n
}

// risen are verbs of which "up" before "to" and a number is a part.
var risen = text.WordSet(`gone went goes going risen rose rises rising moved shot climbed jumped crept inched ticked shoots driven pushed`)

// modifierAt reads the words that bound a number, and how many they are.
func modifierAt(tokens []text.Token, i, last int) (modifier, int, bool) {
	if i >= last {
		return exactly, 0, false
	}
	for _, m := range bounds[tokens[i].Word] {
		if i+len(m.words) >= last {
			continue
		}
		same := true
		for k, w := range m.words {
			same = same && tokens[i+k].Word == w
		}
		if same && m.words[0] == "up" && i > 0 && risen[tokens[i-1].Word] {
			return exactly, len(m.words), true // "has gone up to 27"
		}
		if same {
			return m.means, len(m.words), true
		}
	}
	return exactly, 0, false
}

// readSpan reads "between 3 and 5", "de 3 a 5", "3 to 5", "3 o 4", "3-5".
func readSpan(tokens []text.Token, i, last int) (Number, bool) {
	start := i
	w := tokens[i].Word
	opened := w == "between" || w == "entre" || w == "from" || w == "de"
	if opened {
		i++
	}
	if i >= last || articles[tokens[i].Word] {
		return Number{}, false
	}
	a, ok := numberAt(tokens, i, last)
	if !ok || a.Best == nil || a.Last+1 >= last {
		return Number{}, false
	}
	join := tokens[a.Last].Word
	b, ok := numberAt(tokens, a.Last+1, last)
	if !ok || b.Best == nil || b.Article || *b.Best <= *a.Best {
		return Number{}, false
	}
	switch join {
	case "and", "y":
		if w != "between" && w != "entre" {
			return Number{}, false
		}
	case "to", "a":
		if w == "de" && join != "a" {
			return Number{}, false
		}
	case "or", "o", "u":
		if opened {
			return Number{}, false
		}
	default:
		return Number{}, false
	}
	return Number{Range: text.Range{First: start, Last: b.Last}, Low: a.Best, High: b.Best}, true
}

// numberAt reads a number without the words around it.
func numberAt(tokens []text.Token, i, last int) (Number, bool) {
	if i >= last {
		return Number{}, false
	}
	t := tokens[i]
	if t.Shape == text.Number {
		n, ok := digits(t.Word)
		if !ok {
			return Number{}, false
		}
		end := i + 1
		if end < last && (tokens[end].Word == "mil" || tokens[end].Word == "thousand") {
			n, end = n*1000, end+1
			if rest, ok := restOf(tokens, end, last); ok {
				n, end = n+rest, end+1 // "2 mil 300"
			}
		}
		return counted(n, i, end), true
	}
	if low, ok := plenties[t.Word]; ok {
		end := i + 1
		if end < last && (tokens[end].Word == "of" || tokens[end].Word == "de") {
			end++
		}
		return Number{Range: text.Range{First: i, Last: end}, Low: &low}, true
	}
	if n, end, ok := aboutAt(tokens, i, last); ok {
		m := counted(n, i, end)
		m.About = n > 3 && n != 12 && n != 6
		return m, true
	}
	if articles[t.Word] {
		m := counted(1, i, i+1)
		m.Article = true
		return m, true
	}
	return spelled(tokens, i, last)
}

// restOf reads the digits of less than a thousand at a token.
func restOf(tokens []text.Token, i, last int) (int, bool) {
	if i >= last || tokens[i].Shape != text.Number {
		return 0, false
	}
	n, ok := digits(tokens[i].Word)
	return n, ok && n < 1000
}

// aboutAt reads "una treintena de", "a dozen", "two dozen", "media docena", "half a dozen".
func aboutAt(tokens []text.Token, i, last int) (n, end int, ok bool) {
	times, j := 1, i
	switch w := tokens[i].Word; {
	case w == "half" && i+2 < last && tokens[i+1].Word == "a":
		if tokens[i+2].Word != "dozen" {
			return 0, 0, false
		}
		return 6, past(tokens, i+3, last), true
	case (w == "media" || w == "medio") && i+1 < last && abouts[tokens[i+1].Word] > 0:
		return abouts[tokens[i+1].Word] / 2, past(tokens, i+2, last), true
	case articles[w]:
		j++
	case units[w] > 1:
		times, j = units[w], j+1
	}
	if j >= last {
		return 0, 0, false
	}
	each, ok := abouts[tokens[j].Word]
	if !ok {
		return 0, 0, false
	}
	return times * each, past(tokens, j+1, last), true
}

func past(tokens []text.Token, i, last int) int {
	if i < last && (tokens[i].Word == "of" || tokens[i].Word == "de") {
		return i + 1
	}
	return i
}

func counted(n, first, last int) Number {
	m := Exactly(n)
	m.Range = text.Range{First: first, Last: last}
	return m
}

// spelled reads a number in words: "thirty-two", "treinta y dos", "two hundred".
func spelled(tokens []text.Token, i, last int) (Number, bool) {
	total, part, end := 0, 0, i
	for j := i; j < last; j++ {
		w := tokens[j].Word
		if v, ok := units[w]; ok && (part == 0 || part%10 == 0 && v < 10 && part >= 20 || part%100 == 0 && v < 100 && part >= 100) {
			part, end = part+v, j+1
			continue
		}
		if v, ok := scales[w]; ok && end > i || w == "mil" && ok {
			part = max(part, 1) * v
			if v == 1000 {
				total, part = total+part, 0
			}
			end = j + 1
			continue
		}
		joins := (w == "-" || w == "y" || w == "and") && end == j && j > i && j+1 < last
		if !joins {
			break
		}
		next, ok := units[tokens[j+1].Word]
		tens := part >= 20 && part%10 == 0 && next > 0 && next < 10 && w != "and"
		hundreds := w == "and" && part >= 100 && part%100 == 0 && next < 100
		if !ok || !tens && !hundreds {
			break
		}
	}
	if end == i || total+part > largest {
		return Number{}, false
	}
	return counted(total+part, i, end), true
}

// digits reads a number in digits. Points and commas before three digits divide thousands.
func digits(s string) (int, bool) {
	n, run, divided := 0, 0, false
	for _, c := range s {
		switch {
		case c >= '0' && c <= '9':
			n, run = n*10+int(c-'0'), run+1
			if n > largest {
				return 0, false
			}
		case (c == ',' || c == '.') && run > 0 && run <= 3 && (!divided || run == 3):
			run, divided = 0, true
		default:
			return 0, false
		}
	}
	return n, run > 0 && (!divided || run == 3)
}
