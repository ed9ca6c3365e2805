package geoparse

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"incidentmap/geo/gazetteer"
)

// token is one word of the text.
type token struct {
	start, end int    // bytes of the text
	key        string // normalised; empty for letters of another script
	shape      shape
	gap        gap  // what stands between it and the token before
	opens      bool // it begins a sentence, a line or a quotation
	possessive bool // an 's follows it
	dotted     bool // it ends with a full stop that abbreviates it
	loud       bool // its line is a headline or in capitals, where a capital says nothing
}

// shape is how a token is written.
type shape uint8

const (
	lower   shape = iota
	capital       // Tapalpa
	upper         // TAPALPA, U.S.
	number
)

// gap is the set of what stands between two tokens.
type gap uint16

const (
	space gap = 1 << iota
	comma
	stop // full stop, question or exclamation mark
	hyphen
	dash // longer than a hyphen
	colon
	quote
	opening // bracket
	closing
	slash
	line      // end of line
	paragraph // two ends of line
	other
)

// joins reports whether a name may go on over the gap.
func (g gap) joins() bool { return g&^(space|hyphen|line) == 0 }

// tokenizer cuts a text into tokens.
type tokenizer struct {
	text   string
	tokens []token
}

func tokenize(text string) []token {
	t := tokenizer{text: text, tokens: make([]token, 0, len(text)/5+1)}
	between := line
	for at := 0; at < len(text); {
		r, size := utf8.DecodeRuneInString(text[at:])
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			end := t.wordEnd(at)
			t.add(at, end, between)
			at, between = t.tokens[len(t.tokens)-1].end, 0
			if t.tokens[len(t.tokens)-1].possessive {
				at = end
			}
			continue
		}
		between |= gapOf(r, between, text[at+size:])
		at += size
	}
	markOpenings(t.tokens)
	return t.tokens
}

// gapOf reads one rune between tokens, of which rest follows.
func gapOf(r rune, before gap, rest string) gap {
	switch r {
	case '\n':
		if before&line != 0 {
			return line | paragraph
		}
		return line
	case ',':
		return comma
	case '.', '!', '?', '¿', '¡', '…':
		return stop
	case '-', '‐', '‑':
		if before&space != 0 || strings.HasPrefix(rest, " ") || strings.HasPrefix(rest, "-") {
			return dash
		}
		return hyphen
	case '–', '—', '―':
		return dash
	case ':', ';':
		return colon
	case '"', '“', '”', '«', '»', '‘', '’', '\'':
		return quote
	case '(', '[':
		return opening
	case ')', ']':
		return closing
	case '/':
		return slash
	}
	if unicode.IsSpace(r) || r == '\u200b' {
		return space
	}
	return other
}

// wordEnd finds the end of the word at a byte: letters and digits, apostrophes between
// letters, or initials with their dots.
func (t *tokenizer) wordEnd(at int) int {
	if end := initialsEnd(t.text, at); end > at {
		return end
	}
	for i := at; i < len(t.text); {
		r, size := utf8.DecodeRuneInString(t.text[i:])
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r):
		case isApostrophe(r):
			if next, _ := utf8.DecodeRuneInString(t.text[i+size:]); !unicode.IsLetter(next) || i == at {
				return i
			}
		default:
			return i
		}
		i += size
	}
	return len(t.text)
}

// initialsEnd gives the end of two or more letters with a dot after each ("U.S.",
// "S.L.P."; the last dot may be missing), or at when there are none.
func initialsEnd(text string, at int) int {
	letters := 0
	for i := at; ; letters++ {
		r, size := utf8.DecodeRuneInString(text[i:])
		after, _ := utf8.DecodeRuneInString(text[i+size:])
		switch {
		case !unicode.IsLetter(r):
			if letters < 2 {
				return at
			}
			return i
		case after != '.':
			if letters < 2 || unicode.IsLetter(after) {
				return at
			}
			return i + size
		}
		i += size + 1
	}
}

func isApostrophe(r rune) bool { return r == '\'' || r == '’' || r == '‘' || r == 'ʼ' || r == '`' }

// add adds the word between two bytes.
func (t *tokenizer) add(start, end int, between gap) {
	tok := token{start: start, end: end, gap: between}
	word := t.text[start:end]
	if cut, ok := cutPossessive(word); ok {
		word, tok.possessive = cut, true
		tok.end = start + len(cut)
	}
	tok.shape = shapeOf(word)
	tok.dotted = strings.HasSuffix(word, ".") || strings.HasPrefix(t.text[end:], ".")
	tok.key = normalized(word)
	t.tokens = append(t.tokens, tok)
}

// cutPossessive takes off 's and the apostrophe of a plural.
func cutPossessive(word string) (string, bool) {
	for _, suffix := range []string{"'s", "’s", "'S", "’S", "`s"} {
		if cut, ok := strings.CutSuffix(word, suffix); ok && cut != "" {
			return cut, true
		}
	}
	return word, false
}

// normalized is gazetteer.Normalize, with a short way for plain lower-case words too long
// to be an abbreviation.
func normalized(word string) string {
	if len(word) > 4 {
		plain := true
		for i := 0; i < len(word) && plain; i++ {
			plain = word[i] >= 'a' && word[i] <= 'z'
		}
		if plain {
			return word
		}
	}
	return gazetteer.Normalize(word)
}

func shapeOf(word string) shape {
	if len(word) > 3 && (word[0] == 'd' || word[0] == 'l') && (word[1] == '\'' || strings.HasPrefix(word[1:], "’")) {
		_, article := utf8.DecodeRuneInString(word[1:])
		word = word[1+article:] // Coeur d'Alene, Côte d'Ivoire
	}
	first, size := utf8.DecodeRuneInString(word)
	if unicode.IsDigit(first) {
		return number
	}
	if !unicode.IsUpper(first) && !unicode.IsTitle(first) {
		return lower
	}
	letters := 1
	for _, r := range word[size:] {
		if unicode.IsLower(r) {
			return capital
		}
		if unicode.IsLetter(r) {
			letters++
		}
	}
	if letters == 1 {
		return capital
	}
	return upper
}

// markOpenings tells the tokens that begin a sentence, whose capital says nothing.
func markOpenings(tokens []token) {
	for i := range tokens {
		t := &tokens[i]
		switch {
		case i == 0 || t.gap&(line|paragraph) != 0 && t.gap&paragraph != 0 || t.gap&(quote|colon) != 0:
			t.opens = true
		case t.gap&stop != 0:
			before := tokens[i-1]
			t.opens = !before.abbreviated() || sentenceWords[t.key]
		}
	}
}

// abbreviated reports whether a full stop follows that belongs to the token.
func (t token) abbreviated() bool { return t.dotted && abbreviates(t) }

// abbreviates reports whether the full stop after a token belongs to it.
func abbreviates(t token) bool {
	return len(t.key) == 1 || t.shape == upper && len(t.key) <= 3 || abbreviations[t.key]
}
