package sqlite

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"incidentmap/incidents"
)

// maxWords is more words than anyone looks for, and fewer than FTS5's parser can take.
const maxWords = 40

// wordsOf gives the words of a text as they are compared: what stands between all but letters,
// digits, and the marks that belong to letters, folded. FTS5's tokenizer "ascii" leaves such
// words whole (https://www.sqlite.org/fts5.html, section 4.3.2).
func wordsOf(text string) []string {
	var words []string
	for word := range strings.FieldsFuncSeq(fold(text), divides) {
		if strings.IndexFunc(word, isNoMark) >= 0 {
			words = append(words, word)
		}
	}
	return words
}

func divides(r rune) bool {
	if r < utf8.RuneSelf {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	}
	return !unicode.In(r, unicode.L, unicode.N, unicode.M, unicode.Co)
}

func isNoMark(r rune) bool { return r < utf8.RuneSelf || !unicode.Is(unicode.M, r) }

// fold takes accents (U+0300 to U+036F, once they stand alone) and case from a text.
func fold(text string) string {
	if strings.IndexFunc(text, func(r rune) bool { return r >= utf8.RuneSelf }) < 0 {
		return strings.ToLower(text)
	}
	bare := strings.Map(func(r rune) rune {
		if r >= 0x300 && r <= 0x36f {
			return -1
		}
		return r
	}, norm.NFKD.String(text))
	return cases.Fold().String(bare)
}

// matchAll writes the words as an FTS5 query for all of them, the last as a prefix. Words
// hold no quotation marks, so a quoted one is nothing but a string to FTS5.
func matchAll(words []string) string {
	return `"` + strings.Join(words, `" AND "`) + `" *`
}

// words gives all that a search may find a public incident by.
func words(p *incidents.Public) string {
	texts := []incidents.Text{p.Title, p.Summary, incidents.Text(p.Where.Place), p.Note}
	for _, s := range p.Sources {
		texts = append(texts, s.Publisher)
	}
	lines := []string{p.Where.Admin.Admin1Name, p.Where.Admin.Admin2Name}
	for _, t := range texts {
		for _, s := range t {
			lines = append(lines, s)
		}
	}
	return strings.Join(wordsOf(strings.Join(lines, "\n")), " ")
}

// holdAll reports whether the words hold all that are asked for, the last as a prefix.
func holdAll(words string, asked []string) bool {
	words = " " + words + " "
	for i, word := range asked {
		if i < len(asked)-1 {
			word += " "
		}
		if !strings.Contains(words, " "+word) {
			return false
		}
	}
	return true
}
