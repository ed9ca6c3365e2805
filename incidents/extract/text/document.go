// Package text cuts a story into words, sentences and paragraphs, with what is quoted and
// the dateline it begins with. All offsets are counted in code points of the text as given.
package text

import "strings"

// Shape is how a word is written.
type Shape uint8

// The shapes of tokens.
const (
	Lower   Shape = iota
	Capital       // Tapalpa
	Upper         // TAPALPA, U.S.
	Number        // 12, 1,010, 2.5
	Mark          // a punctuation mark
)

// Token is a word, a number or a punctuation mark.
type Token struct {
	Start, End int    // code points, End not included
	Word       string // in lower case, without accents; curly quotation marks are straight
	Shape      Shape
	Possessive bool // an 's follows it, which is no token
	Quote      int  // the quotation it stands in, counted from 1; 0 outside of any
	Space      bool // white space stands before it
}

// Range is a stretch of tokens; Last is not part of it.
type Range struct{ First, Last int }

// Len is the number of tokens.
func (r Range) Len() int { return r.Last - r.First }

// Holds reports whether token i is in the range.
func (r Range) Holds(i int) bool { return r.First <= i && i < r.Last }

// Sentence is a sentence, a headline, or an item of a list.
type Sentence struct {
	Range
	Paragraph int  // counted from 0
	Aside     bool // its line is a caption, or leads to another page
}

// Document is a text that was read.
type Document struct {
	Tokens    []Token
	Sentences []Sentence
	Quotes    []Range // what stands between quotation marks, in order
	Dateline  Dateline
	Loud      bool // the text is in capitals, which then say nothing
	Lang      string
	runes     []rune
}

// Read cuts a text. Lang is "en", "es", or empty to tell it from the words.
func Read(s, lang string) *Document {
	d := &Document{runes: []rune(s), Lang: lang}
	d.tokenize()
	d.Loud = isLoud(d.Tokens)
	d.cutSentences()
	d.markAsides()
	d.markQuotes()
	if lang == "" {
		d.Lang = detect(d.Tokens)
	}
	d.Dateline = d.readDateline()
	return d
}

// Length is the number of code points of the text.
func (d *Document) Length() int { return len(d.runes) }

// Slice gives the text between two code points.
func (d *Document) Slice(start, end int) string { return string(d.runes[start:end]) }

// Words gives a stretch of the text as it is written, in one line.
func (d *Document) Words(r Range) string {
	if r.Len() <= 0 {
		return ""
	}
	out := make([]rune, 0, d.Tokens[r.Last-1].End-d.Tokens[r.First].Start)
	space := false
	for _, c := range d.runes[d.Tokens[r.First].Start:d.Tokens[r.Last-1].End] {
		if isSpace(c) {
			space = true
			continue
		}
		if space {
			out = append(out, ' ')
		}
		out, space = append(out, c), false
	}
	return string(out)
}

// isLoud reports whether most of a text's words are in capitals.
func isLoud(tokens []Token) bool {
	upper, lower := 0, 0
	for i := range tokens {
		switch tokens[i].Shape {
		case Upper:
			upper++
		case Lower, Capital:
			lower++
		case Number, Mark:
		}
	}
	return upper > 4 && upper > 2*lower
}

// Words that only one of the languages has, and has often.
var (
	spanish = WordSet(`el la los las de del que en un una por con para se su al fue fueron y lo como mas pero sus ha tras dos tres son hubo otros otras ultimos este esta`)
	english = WordSet(`the of and in to was were that by for on with his their at from is it has had as who after`)
)

// detect tells the language by its commonest words; a text that has neither is English.
func detect(tokens []Token) string {
	const enough = 4000
	es, en := 0, 0
	for i := range tokens[:min(len(tokens), enough)] {
		w := tokens[i].Word
		if spanish[w] {
			es++
		}
		if english[w] {
			en++
		}
		for _, end := range []string{"aron", "ieron", "cion", "ados"} {
			if strings.HasSuffix(w, end) {
				es++
			}
		}
	}
	if es > en {
		return "es"
	}
	return "en"
}
