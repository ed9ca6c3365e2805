package gazetteer

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxKey is the length, in bytes, at which normalised names are cut off. The longest
// name of a populated place known to GeoNames, Bangkok's, has 168 letters.
const maxKey = 120

// writtenOut holds the abbreviations that are part of place names, Spanish and English,
// by their normalised word. State and country abbreviations are names of their own.
var writtenOut = map[string]string{
	"cd": "ciudad", "edo": "estado", "fco": "francisco", "ft": "fort", "gral": "general", "hda": "hacienda",
	"lic": "licenciado", "mpio": "municipio", "mt": "mount", "mts": "mountains", "pob": "poblado", "pto": "puerto",
	"sn": "san", "st": "saint", "sta": "santa", "ste": "sainte", "sto": "santo", "tte": "teniente", "vla": "villa",
}

// unaccented holds the Latin letters that Unicode does not decompose into a base letter
// and a mark.
var unaccented = map[rune]string{
	'ø': "o", 'ł': "l", 'đ': "d", 'ð': "d", 'ħ': "h", 'ı': "i", 'ŋ': "n", 'ŧ': "t", 'ə': "e", 'ɛ': "e", 'ɔ': "o",
	'ß': "ss", 'æ': "ae", 'œ': "oe", 'þ': "th", 'ƙ': "k", 'ɗ': "d", 'ɓ': "b", 'ĸ': "k",
}

// Normalize gives the form in which names are compared: lower-case a to z and digits,
// words separated by one space, accents folded, apostrophes dropped, dotted initials
// joined ("D.F." is "df"), and the common abbreviations of place names written out
// ("Cd. Juárez" is "ciudad juarez"). It is empty for a name with a letter of another
// script.
func Normalize(name string) string {
	n := normalizer{out: make([]byte, 0, len(name)+8)}
	if !isASCII(name) {
		name = norm.NFKD.String(name)
	}
	for i := 0; i < len(name); {
		r, size := utf8.DecodeRuneInString(name[i:])
		i += size
		if !n.take(unicode.ToLower(r), name[i:]) {
			return ""
		}
	}
	n.endWord()
	return string(bytes.TrimRight(n.out[:min(len(n.out), maxKey)], " "))
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// normalizer collects the normalised form; word is where its unfinished word starts.
type normalizer struct {
	out      []byte
	word     int
	initials bool // the unfinished word is made of dotted initials so far
}

// take adds one lower-case rune, of which rest follows, and reports whether it is one
// that a Latin name may have.
func (n *normalizer) take(r rune, rest string) bool {
	switch {
	case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
		n.out = append(n.out, byte(r))
	case r == '.' && n.joinsInitials(rest):
		n.initials = true
	case r == '\'' || r == '’' || r == '‘' || r == '`' || r == 'ʻ' || r == 'ʼ' || r == 'ʾ' || r == 'ʿ' || unicode.Is(unicode.Mn, r):
		// Says nothing about which place is meant.
	case unaccented[r] != "":
		n.out = append(n.out, unaccented[r]...)
	case unicode.IsLetter(r):
		return false
	default:
		n.endWord()
	}
	return true
}

// joinsInitials: the dot stands after one letter (or after joined ones), and another
// single letter follows it.
func (n *normalizer) joinsInitials(rest string) bool {
	if len(n.out)-n.word != 1 && !n.initials {
		return false
	}
	r, size := utf8.DecodeRuneInString(rest)
	if !unicode.IsLetter(r) {
		return false
	}
	next, _ := utf8.DecodeRuneInString(rest[size:])
	return !unicode.IsLetter(next) && !unicode.Is(unicode.Mn, next)
}

// endWord writes the finished word out in full and separates it from the next.
func (n *normalizer) endWord() {
	if n.word < len(n.out) {
		if full, ok := writtenOut[string(n.out[n.word:])]; ok {
			n.out = append(n.out[:n.word], full...)
		}
		n.out = append(n.out, ' ')
	}
	n.word, n.initials = len(n.out), false
}

// AirportWord reports whether a normalised word says that a name is an airport's, and
// nothing about which.
func AirportWord(word string) bool {
	switch word {
	case "airport", "aeropuerto", "aerodrome", "aerodromo", "airfield", "airstrip", "international", "internacional", "intl", "nacional", "national", "regional":
		return true
	}
	return false
}
