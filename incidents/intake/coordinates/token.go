package coordinates

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"incidentmap/incidents/intake/words"
)

// kind is what a token is.
type kind int

const (
	nothing    kind = iota
	number          // digits with decimals and a sign
	unit            // of degrees, minutes or seconds
	hemisphere      // n, s, e or w
	label           // "lat", "longitud": says what the caller knows
	comma
	divider // ; | /
	odd     // anything else
)

// token is a piece of an angle or of a pair.
type token struct {
	kind kind
	text string
	size float64 // of a unit: how many of it a degree has; zero where its place tells
}

// maxTokens is more than any pair has.
const maxTokens = 24

// symbols are the signs of units, the longer first.
var symbols = []struct {
	text string
	size float64
}{
	{"''", 3600},
	{"′′", 3600},
	{"’’", 3600},
	{"´´", 3600},
	{"\"", 3600},
	{"″", 3600},
	{"”", 3600},
	{"“", 3600},
	{"°", 1},
	{"º", 1},
	{"˚", 1},
	{"'", 60},
	{"′", 60},
	{"’", 60},
	{"‘", 60},
	{"´", 60},
	{"`", 60},
	{":", 0},
}

// letters are the words of units, hemispheres and labels.
var letters = map[string]token{
	"n": {kind: hemisphere, text: "n"}, "north": {kind: hemisphere, text: "n"}, "norte": {kind: hemisphere, text: "n"},
	"s": {kind: hemisphere, text: "s"}, "south": {kind: hemisphere, text: "s"}, "sur": {kind: hemisphere, text: "s"},
	"e": {kind: hemisphere, text: "e"}, "east": {kind: hemisphere, text: "e"}, "este": {kind: hemisphere, text: "e"},
	"w": {kind: hemisphere, text: "w"}, "west": {kind: hemisphere, text: "w"}, "oeste": {kind: hemisphere, text: "w"}, "o": {kind: hemisphere, text: "w"},
	"d": {kind: unit, size: 1}, "deg": {kind: unit, size: 1}, "degrees": {kind: unit, size: 1}, "grados": {kind: unit, size: 1}, "g": {kind: unit, size: 1},
	"m": {kind: unit, size: 60}, "min": {kind: unit, size: 60}, "minutes": {kind: unit, size: 60}, "minutos": {kind: unit, size: 60},
	"sec": {kind: unit, size: 3600}, "seg": {kind: unit, size: 3600}, "seconds": {kind: unit, size: 3600}, "segundos": {kind: unit, size: 3600},
	"lat": {kind: label}, "latitude": {kind: label}, "latitud": {kind: label}, "lon": {kind: label}, "long": {kind: label}, "lng": {kind: label},
	"longitude": {kind: label}, "longitud": {kind: label}, "geo": {kind: label}, "y": {kind: label},
}

// labelAxes are the axes of labels.
var labelAxes = map[string]Axis{"lat": Lat, "latitude": Lat, "latitud": Lat, "lon": Lon, "long": Lon, "lng": Lon, "longitude": Lon, "longitud": Lon}

// scan parts text into tokens.
func scan(s string) *parser {
	p := &parser{}
	space := false
	for len(s) > 0 && len(p.tokens) <= maxTokens {
		r, n := utf8.DecodeRuneInString(s)
		if unicode.IsSpace(r) || r == '(' || r == ')' || r == '[' || r == ']' || r == '=' || r == '\u200e' || r == '\u200f' {
			s, space = s[n:], true
			continue
		}
		t, rest := one(s, r, p.last(), space)
		space = false
		p.tokens = append(p.tokens, t)
		s = rest
	}
	return p
}

func (p *parser) last() token {
	if len(p.tokens) == 0 {
		return token{}
	}
	return p.tokens[len(p.tokens)-1]
}

// one takes one token from the beginning of s.
func one(s string, r rune, last token, space bool) (token, string) {
	for _, sym := range symbols {
		rest, ok := strings.CutPrefix(s, sym.text)
		if !ok {
			continue
		}
		if sym.size == 0 {
			return colon(last), rest
		}
		return token{kind: unit, text: sym.text, size: sym.size}, rest
	}
	switch {
	case r == ',':
		return token{kind: comma, text: ","}, s[1:]
	case r == ';' || r == '|' || r == '/' || r == '\\' || r == '_':
		return token{kind: divider, text: s[:1]}, s[1:]
	case r >= '0' && r <= '9', r == '-', r == '+', r == '.', r == '−', r == '–':
		return aNumber(s, last.kind == number && !space && !strings.ContainsAny(last.text, ".,"))
	case unicode.IsLetter(r):
		return aWord(s, last)
	}
	_, n := utf8.DecodeRuneInString(s)
	return token{kind: odd, text: s[:n]}, s[n:]
}

// colon parts degrees from minutes and a label from its value.
func colon(last token) token {
	if last.kind == number {
		return token{kind: unit, text: ":"}
	}
	return token{kind: label, text: ":"}
}

// aNumber takes digits, one decimal sign and a minus before them. A hyphen that parts
// whole numbers, as in 19-25-57N, is no minus.
func aNumber(s string, parted bool) (token, string) {
	text := ""
	if r, n := utf8.DecodeRuneInString(s); r == '-' || r == '−' || r == '–' || r == '+' {
		if s = s[n:]; r != '+' && !parted {
			text = "-"
		}
	}
	end := endOfDigits(s, 0)
	if end < len(s) && (s[end] == '.' || s[end] == ',') {
		if after := endOfDigits(s, end+1); after > end+1 || s[end] == '.' && end > 0 {
			end = after
		}
	}
	if end == 0 {
		return token{kind: odd, text: "-"}, s
	}
	return token{kind: number, text: text + s[:end]}, s[end:]
}

func endOfDigits(s string, from int) int {
	for from < len(s) && s[from] >= '0' && s[from] <= '9' {
		from++
	}
	return from
}

func aWord(s string, last token) (token, string) {
	end := strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) })
	if end < 0 {
		end = len(s)
	}
	word := words.Plain(s[:end])
	if len(word) == 2 && end == 2 && word[0] == 's' && last.kind == number {
		end, word = 1, word[:1] // "57sN"
	}
	t, ok := letters[word]
	switch {
	case !ok:
		return token{kind: odd, text: s[:end]}, s[end:]
	case word == "s" && last.kind == number && seconds(s[end:]):
		return token{kind: unit, text: "s", size: 3600}, s[end:]
	case t.kind == label && strings.HasPrefix(s[end:], "."):
		end++
	}
	if t.text == "" {
		t.text = word
	}
	return t, s[end:]
}

// leastOther is the length of a word from which on it is no letters of hemispheres and units written together.
const leastOther = 3

// hasOtherWords tells text with words in which no angle is written, of letters without accents. It is told of most texts,
// and takes less than reading them.
func hasOtherWords(s string) bool {
	for at := 0; at < len(s); at++ {
		begin := at
		for at < len(s) && isLetter(rune(s[at])) {
			at++
		}
		isWhole := (begin == 0 || s[begin-1] < utf8.RuneSelf) && (at == len(s) || s[at] < utf8.RuneSelf)
		if at-begin < leastOther || !isWhole {
			continue
		}
		if _, ok := letters[s[begin:at]]; ok {
			continue
		}
		if _, ok := letters[strings.ToLower(s[begin:at])]; !ok {
			return true
		}
	}
	return false
}

// seconds: an s behind a number is its unit when the hemisphere still follows.
func seconds(rest string) bool {
	rest = strings.TrimLeft(rest, " ,")
	return rest != "" && strings.ContainsRune("nsewoNSEWO", rune(rest[0]))
}
