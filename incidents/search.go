package incidents

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"incidentmap/geo"
)

// MaxSearchWords is more words than anyone looks for at once.
const MaxSearchWords = 40

// AskedWords gives the words of a search, each once; the last of them may be the beginning of a
// word. EInvalid for more words than anyone looks for.
func AskedWords(q string) ([]string, error) {
	words := SearchWords(q)
	if len(words) > MaxSearchWords {
		return nil, Errorf(EInvalid, "q", "has %d words; the limit is %d", len(words), MaxSearchWords)
	}
	// What is asked for again costs a search as much as another word.
	last := len(words) - 1
	var asked []string
	for i, w := range words {
		if i == last || !slices.Contains(asked, w) {
			asked = append(asked, w)
		}
	}
	return asked, nil
}

// NotIndexed is the error of a search over more that was just written than it looks through itself.
func NotIndexed() error {
	return Errorf(EUnavailable, "q", "what was just written is not ready to be searched yet; ask again in some seconds")
}

// SearchWords gives the words of a text as a search compares them: what stands between all
// but letters, digits, and the marks that belong to letters, without accents and case.
func SearchWords(text string) []string {
	var words []string
	for word := range strings.FieldsFuncSeq(fold(text), divides) {
		if strings.IndexFunc(word, isNoMark) >= 0 {
			words = append(words, word)
		}
	}
	return words
}

// SearchWords gives all words that a search may find the incident by, in no order.
func (p *Public) SearchWords() []string {
	texts := searched(&p.Where, p.Sources, p.Title, p.Summary, p.Note)
	for i := range p.Attributes {
		if p.Attributes[i].Type == TextColumn {
			texts = append(texts, p.Attributes[i].Value)
		}
	}
	return SearchWords(strings.Join(texts, "\n"))
}

// Mentions reports whether what editors know of an incident holds all of some words, as AskedWords gives
// them: the last may be the beginning of one.
func (r *Revision) Mentions(asked []string) bool {
	inc := &r.Incident
	texts := append(searched(&inc.Where, inc.Sources, inc.Title, inc.Summary, r.Note), inc.ID)
	for _, value := range inc.Extra {
		texts = append(texts, value)
	}
	words := SearchWords(strings.Join(texts, "\n"))
	for i, wanted := range asked {
		if i == len(asked)-1 && slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(w, wanted) }) {
			continue
		}
		if !slices.Contains(words, wanted) {
			return false
		}
	}
	return true
}

// searched gives the texts of an incident by which it is found.
func searched(where *geo.Location, sources []Source, more ...Text) []string {
	texts := []string{where.Admin.Admin1Name, where.Admin.Admin2Name}
	for _, t := range append(more, where.Place) {
		for _, s := range t {
			texts = append(texts, s)
		}
	}
	for i := range sources {
		for _, s := range sources[i].Publisher {
			texts = append(texts, s)
		}
	}
	return texts
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
	first := strings.IndexFunc(text, func(r rune) bool { return r >= utf8.RuneSelf })
	if first < 0 {
		return strings.ToLower(text)
	}
	letters := foldedLetters()
	var b strings.Builder
	b.Grow(len(text))
	for _, r := range text {
		switch {
		case r < utf8.RuneSelf:
			if 'A' <= r && r <= 'Z' {
				r += 'a' - 'A'
			}
			b.WriteByte(byte(r))
		case r < foldedEnd:
			b.WriteString(letters[r-utf8.RuneSelf])
		default:
			return foldAny(text)
		}
	}
	return b.String()
}

// foldedEnd is behind Latin Extended-A. No letter before it changes with those about it, so
// that each is looked up, which takes a fifth of the time.
const foldedEnd = 0x180

var foldedLetters = sync.OnceValue(func() (letters [foldedEnd - utf8.RuneSelf]string) {
	for i := range letters {
		letters[i] = foldAny(string(rune(utf8.RuneSelf + i)))
	}
	return letters
})

// foldAny is fold for letters of all scripts.
func foldAny(text string) string {
	bare := strings.Map(func(r rune) rune {
		if r >= 0x300 && r <= 0x36f {
			return -1
		}
		return r
	}, norm.NFKD.String(text))
	return cases.Fold().String(bare)
}
