package stale

import (
	"strings"
	"unicode"
)

// token is a run of letters and digits, with its place in the text in code points, the end not included.
type token struct {
	text       string // small, without accents
	start, end int
	digits     bool // digits alone
}

// tokens divides a text.
func tokens(text []rune) []token {
	var all []token
	for i := 0; i < len(text); {
		if !isWord(text[i]) {
			i++
			continue
		}
		t := token{start: i, digits: true}
		for i < len(text) && isWord(text[i]) {
			t.digits = t.digits && '0' <= text[i] && text[i] <= '9'
			i++
		}
		t.end = i
		t.text = fold(string(text[t.start:t.end]))
		all = append(all, t)
	}
	return all
}

func isWord(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r)
}

var accents = strings.NewReplacer("á", "a", "é", "e", "í", "i", "ó", "o", "ú", "u", "ü", "u",
	"a\u0301", "a", "e\u0301", "e", "i\u0301", "i", "o\u0301", "o", "u\u0301", "u", "u\u0308", "u")

// fold gives small letters without the accents of Spanish.
func fold(s string) string { return accents.Replace(strings.ToLower(s)) }

// part is what a word adds to a number.
type part struct {
	value int
	kind  kind
}

type kind uint8

const (
	unit     kind = iota + 1 // 1 to 9, after tens or alone
	small                    // 0, and 10 to 29 in one word: nothing goes with it
	tens                     // 20 to 90, before a unit
	hundreds                 // 100 to 900 in one word, before the rest
	hundred                  // times the unit before it
	thousand                 // times all before it
	dozen                    // times all before it, and the end
	half                     // before "dozen"
	joiner                   // and, y
	article                  // a, before hundred, thousand and dozen
	larger                   // million: what stands before it is no number of its own
)

// lexicon gives the words of a language; nil for one whose words are not known.
func lexicon(lang string) map[string]part {
	switch primary, _, _ := strings.Cut(lang, "-"); primary {
	case "en":
		return english
	case "es":
		return spanish
	}
	return nil
}

var english = words(map[kind]string{
	unit:     "one=1 two=2 three=3 four=4 five=5 six=6 seven=7 eight=8 nine=9",
	small:    "zero=0 ten=10 eleven=11 twelve=12 thirteen=13 fourteen=14 fifteen=15 sixteen=16 seventeen=17 eighteen=18 nineteen=19",
	tens:     "twenty=20 thirty=30 forty=40 fifty=50 sixty=60 seventy=70 eighty=80 ninety=90",
	hundred:  "hundred=100",
	thousand: "thousand=1000",
	dozen:    "dozen=12",
	half:     "half=0",
	joiner:   "and=0",
	article:  "a=1",
	larger:   "million=0 millions=0 billion=0 billions=0",
})

var spanish = words(map[kind]string{
	unit: "un=1 una=1 uno=1 dos=2 tres=3 cuatro=4 cinco=5 seis=6 siete=7 ocho=8 nueve=9",
	small: "cero=0 diez=10 once=11 doce=12 trece=13 catorce=14 quince=15 dieciseis=16 diecisiete=17 dieciocho=18 diecinueve=19 veinte=20 " +
		"veintiun=21 veintiuna=21 veintiuno=21 veintidos=22 veintitres=23 veinticuatro=24 veinticinco=25 veintiseis=26 veintisiete=27 " +
		"veintiocho=28 veintinueve=29 cien=100",
	tens: "treinta=30 cuarenta=40 cincuenta=50 sesenta=60 setenta=70 ochenta=80 noventa=90",
	hundreds: "ciento=100 doscientos=200 doscientas=200 trescientos=300 trescientas=300 cuatrocientos=400 cuatrocientas=400 quinientos=500 " +
		"quinientas=500 seiscientos=600 seiscientas=600 setecientos=700 setecientas=700 ochocientos=800 ochocientas=800 novecientos=900 novecientas=900",
	thousand: "mil=1000",
	dozen:    "docena=12 docenas=12 decena=10 decenas=10",
	half:     "media=0",
	joiner:   "y=0",
	larger:   "millon=0 millones=0",
})

// words reads lists of a word and its value.
func words(lists map[kind]string) map[string]part {
	all := map[string]part{}
	for k, list := range lists {
		for entry := range strings.FieldsSeq(list) {
			word, digits, _ := strings.Cut(entry, "=")
			n := 0
			for _, d := range digits {
				n = 10*n + int(d-'0')
			}
			all[word] = part{n, k}
		}
	}
	return all
}
