package incidents

import (
	"slices"
	"unicode/utf8"
)

// Text is the same text in several languages, by BCP 47 tag: {"es": "…", "en": "…"}.
type Text map[string]string

// In gives the text in the first of the wanted languages it is written in, else in the
// alphabetically first language it has, with that language's tag. An empty Text gives
// two empty strings.
func (t Text) In(langs ...string) (text, lang string) {
	for _, l := range langs {
		if s := t[l]; s != "" {
			return s, l
		}
	}
	for _, l := range t.Langs() {
		return t[l], l
	}
	return "", ""
}

// isEmpty reports whether the text is written in no language.
func (t Text) isEmpty() bool {
	for _, s := range t {
		if s != "" {
			return false
		}
	}
	return true
}

// Langs lists, in alphabetical order, the languages the text is written in.
func (t Text) Langs() []string {
	if len(t) == 0 {
		return nil
	}
	langs := make([]string, 0, len(t))
	for l, s := range t {
		if s != "" {
			langs = append(langs, l)
		}
	}
	slices.Sort(langs)
	return langs
}

// fault says what a text has that none may have, empty where it has nothing such.
func fault(s string) string {
	if !utf8.ValidString(s) {
		return "has bytes that are not UTF-8"
	}
	if _, controls := WithoutControls(s); controls {
		return "has a control character, or one that turns the direction of text round; leave it out"
	}
	return ""
}

// checkNew holds a text that is to be written against what no text may have. What was written
// before the rule was, stays as it is.
func (t Text) checkNew(p *Problems, field string) {
	if len(t) > maxLanguages {
		p.Add(field, "is in %d languages; the limit is %d", len(t), maxLanguages)
		return
	}
	for lang, s := range t {
		checkNew(p, field, lang, s)
	}
}

// checkNew holds one text, of a field or below it, against what no text may have.
func checkNew(p *Problems, field, below, s string) {
	wrong := fault(s)
	if wrong == "" {
		return
	}
	if below != "" {
		field += "." + below
	}
	p.Add(field, "%s", wrong)
}
