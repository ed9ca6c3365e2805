package stale

import (
	"slices"
	"strings"
)

// Number is a whole number that a text tells.
type Number struct {
	Value      int
	Words      string // as the text has it
	Start, End int    // in code points, the end not included
}

// Numbers finds the whole numbers of a text in a language, in digits or words.
func Numbers(text, lang string) []Number {
	runes := []rune(text)
	f := finder{text: runes, tokens: tokens(runes), lexicon: lexicon(lang)}
	var all []Number
	for i := 0; i < len(f.tokens); {
		value, n, isNumber := f.number(i)
		if n == 0 {
			i++
			continue
		}
		if first, last := f.tokens[i], f.tokens[i+n-1]; isNumber {
			all = append(all, Number{value, string(runes[first.start:last.end]), first.start, last.end})
		}
		i += n
	}
	return all
}

type finder struct {
	text    []rune
	tokens  []token
	lexicon map[string]part
}

// number reads a number at a token, and gives over how many tokens it goes, zero for none. What looks like one and
// counts nothing, such as a time of the day, is passed over as a whole.
func (f *finder) number(i int) (value, n int, isNumber bool) {
	if f.tokens[i].digits {
		value, n, isNumber = f.digits(i)
	} else {
		value, n = f.spelled(i)
		isNumber = n > 0
	}
	if n > 0 && i+n < len(f.tokens) && f.joined(i+n) && f.part(i+n).kind == larger {
		return 0, n + 1, false
	}
	return value, n, isNumber && !f.isDay(i, n)
}

// digits reads digits, with groups of three behind the first.
func (f *finder) digits(i int) (value, n int, isNumber bool) {
	first := f.tokens[i]
	text, n := first.text, 1
	for i+n < len(f.tokens) && len(first.text) <= 3 {
		next := f.tokens[i+n]
		if !next.digits || len(next.text) != 3 || !f.between(i+n, ",", ".", "\u00a0", "\u202f", "\u2009") {
			break
		}
		text, n = text+next.text, n+1
	}
	last := f.tokens[i+n-1]
	before, after := f.at(first.start-1), f.at(last.end)
	pointed := i+n < len(f.tokens) && f.tokens[i+n].digits && f.between(i+n, ",", ".", ":", "h")
	for i+n < len(f.tokens) && f.tokens[i+n].digits && f.between(i+n, ",", ".", ":", "/") {
		n++ // of a decimal, a time or a date nothing is a number
	}
	switch {
	case pointed, len(text) > 9, before == '/' || after == '/', after == 'º' || after == 'ª' || after == '°', after == '%':
		return 0, n, false
	case after == '.' && (f.at(last.end+1) == 'º' || f.at(last.end+1) == 'ª' || f.at(last.end+1) == 'o'):
		return 0, n, false
	case after == ' ' && f.at(last.end+1) == '%':
		return 0, n, false
	}
	for _, d := range text {
		value = 10*value + int(d-'0')
	}
	return value, n, true
}

// at gives a character of the text, zero outside of it.
func (f *finder) at(i int) rune {
	if i < 0 || i >= len(f.text) {
		return 0
	}
	return f.text[i]
}

// between reports whether one of some texts stands between a token and the one before.
func (f *finder) between(i int, some ...string) bool {
	return slices.Contains(some, string(f.text[f.tokens[i-1].end:f.tokens[i].start]))
}

// joined reports whether a word may go on with the number of the word before.
func (f *finder) joined(i int) bool {
	gap := string(f.text[f.tokens[i-1].end:f.tokens[i].start])
	return strings.TrimSpace(gap) == "" || gap == "-" || gap == "\u2010" || gap == "\u2011"
}

func (f *finder) part(i int) part { return f.lexicon[f.tokens[i].text] }

// spelled reads a number in words: the longest that they make up.
func (f *finder) spelled(i int) (value, n int) {
	sum, current := 0, 0 // of thousands, and of what stands before the next
	var last kind        // of the part before
	joinedBy := false
	for j := i; j < len(f.tokens) && (j == i || f.joined(j)); j++ {
		p := f.part(j)
		switch {
		case p.kind == half && j == i, p.kind == article && (j == i || last == half):
			last = p.kind
			continue
		case p.kind == joiner && (last == tens || last == hundred || last == hundreds || last == thousand) && !joinedBy:
			joinedBy = true
			continue
		case p.kind == unit && (last == 0 || last == tens || follows(last)),
			p.kind == small && (last == 0 || follows(last)) && (p.value < 100 || last == 0 || last == thousand),
			p.kind == tens && (last == 0 || follows(last)),
			p.kind == hundreds && (last == 0 || last == thousand):
			current += p.value
		case p.kind == hundred && last == unit && current < 10:
			current *= 100
		case p.kind == hundred && last == article:
			current = 100
		case p.kind == thousand && sum == 0 && last != half && (last != 0 || f.lexicon["thousand"].value <= 0):
			sum, current = 1000*max(1, current), 0
		case p.kind == dozen && last == half:
			return p.value / 2, j - i + 1
		case p.kind == dozen && f.halved(i, j):
			return p.value / 2, j - i + 1
		case p.kind == dozen && last != 0 && last != half && !joinedBy:
			return (sum + max(1, current)) * p.value, j - i + 1
		default:
			return value, n
		}
		value, n, last, joinedBy = sum+current, j-i+1, p.kind, false
	}
	return value, n
}

// halved reports whether the words are "half a dozen".
func (f *finder) halved(i, j int) bool {
	return j == i+2 && f.part(i).kind == half && f.part(i+1).kind == article
}

// follows reports whether tens and units may follow a part.
func follows(k kind) bool { return k == hundred || k == hundreds || k == thousand }

var months = strings.Fields("january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov dec " +
	"enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre")

// isDay reports whether a number is the day of a month: "6 de febrero", "6 February", "February 6".
func (f *finder) isDay(i, n int) bool {
	month := func(j int) bool { return j >= 0 && j < len(f.tokens) && slices.Contains(months, f.tokens[j].text) }
	if month(i+n) && f.joined(i+n) || i > 0 && month(i-1) && f.joined(i) {
		return true
	}
	return month(i+n+1) && (f.tokens[i+n].text == "de" || f.tokens[i+n].text == "of") && f.joined(i+n) && f.joined(i+n+1)
}
