package incidents

import "slices"

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
