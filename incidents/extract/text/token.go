package text

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

func isSpace(r rune) bool { return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' }

func isWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)
}

// tokenize cuts the text into words, numbers and marks.
func (d *Document) tokenize() {
	d.Tokens = make([]Token, 0, d.mostTokens())
	space := true
	for at := 0; at < len(d.runes); {
		r := d.runes[at]
		if isSpace(r) {
			space, at = true, at+1
			continue
		}
		end := at + 1
		if isWord(r) {
			end = d.wordEnd(at)
		}
		t := Token{Start: at, End: end, Space: space}
		t.Word, t.Shape = fold(d.runes[at:end])
		if rest := d.possessiveEnd(end); t.Shape != Mark && rest > end {
			t.Possessive, end = true, rest
		}
		d.Tokens = append(d.Tokens, t)
		at, space = end, false
	}
}

// mostTokens is how many tokens the text has at most: a text of nothing but marks has five times as many as one of words,
// and memory that grows with them would be a multiple of what they take.
func (d *Document) mostTokens() int {
	n, inWord := 0, false
	for _, r := range d.runes {
		word := isWord(r)
		if !isSpace(r) && (!word || !inWord) {
			n++
		}
		inWord = word
	}
	return n
}

// wordEnd gives the end of the word or number that begins at a code point: "U.S.",
// "1,010", "covid19"; a hyphen divides words.
func (d *Document) wordEnd(at int) int {
	end := at
	for end < len(d.runes) && isWord(d.runes[end]) {
		end++
		if end+1 >= len(d.runes) || !isWord(d.runes[end+1]) {
			continue
		}
		mark, before, after := d.runes[end], d.runes[end-1], d.runes[end+1]
		digits := unicode.IsDigit(before) && unicode.IsDigit(after)
		initials := unicode.IsUpper(before) && unicode.IsUpper(after) && (end-1 == at || !isWord(d.runes[end-2]))
		if mark == '.' && (digits || initials) || mark == ',' && digits || mark == ':' && digits ||
			isApostrophe(mark) && after != 's' && after != 'S' && unicode.IsLetter(before) {
			end++
		}
	}
	// The full stop of initials is theirs: "U.S."
	if end-at >= 3 && end < len(d.runes) && d.runes[end] == '.' && d.runes[end-2] == '.' && unicode.IsUpper(d.runes[end-1]) {
		end++
	}
	return end
}

func isApostrophe(r rune) bool { return r == '\'' || r == '’' }

// possessiveEnd gives the end of an 's at a code point, or the code point itself.
func (d *Document) possessiveEnd(at int) int {
	if at+1 >= len(d.runes) || !isApostrophe(d.runes[at]) || d.runes[at+1] != 's' && d.runes[at+1] != 'S' {
		return at
	}
	if at+2 < len(d.runes) && isWord(d.runes[at+2]) {
		return at
	}
	return at + 2
}

// fold gives the word in lower case without accents, and its shape.
func fold(runes []rune) (string, Shape) {
	first := runes[0]
	if !isWord(first) {
		return string(straight(first)), Mark
	}
	if unicode.IsDigit(first) {
		return strings.ToLower(string(runes)), Number
	}
	shape := Lower
	if unicode.IsUpper(first) {
		shape = Upper
		for _, r := range runes {
			if unicode.IsLower(r) {
				shape = Capital
			}
		}
		if len(runes) == 1 {
			shape = Capital
		}
	}
	return plain(strings.TrimSuffix(string(runes), ".")), shape
}

func plain(s string) string {
	s = strings.ToLower(s)
	ascii := true
	for i := range len(s) {
		ascii = ascii && s[i] < 0x80
	}
	if ascii {
		return s
	}
	var b strings.Builder
	for _, r := range norm.NFD.String(s) {
		if !unicode.Is(unicode.Mn, r) {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// straight gives the mark that stands for several: quotation marks and dashes.
func straight(r rune) rune {
	switch r {
	case '“', '”', '«', '»', '„':
		return '"'
	case '‘', '’':
		return '\''
	case '–', '—', '―':
		return '—'
	}
	return r
}

// WordSet gives words as tokens have them: in lower case and without accents.
func WordSet(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		word, _ := fold([]rune(w))
		m[word] = true
	}
	return m
}
