package phrase

import "strings"

// Noun is a Spanish noun without accents, in the singular and in the plural.
type Noun struct{ One, Many string }

// NounForms gives a Spanish noun for a person, listed in the masculine singular, and its feminine where it has one of its own.
func NounForms(w string) []Noun {
	forms := []Noun{{w, pluralOf(w)}}
	switch {
	case strings.HasSuffix(w, "o"):
		forms = append(forms, Noun{w[:len(w)-1] + "a", w[:len(w)-1] + "as"})
	case strings.HasSuffix(w, "or"), len(w) > 5 && (strings.HasSuffix(w, "es") || strings.HasSuffix(w, "on") || strings.HasSuffix(w, "an")):
		forms = append(forms, Noun{w + "a", w + "as"})
	}
	return forms
}

// pluralOf gives the plural of a Spanish noun without accents.
func pluralOf(w string) string {
	switch last := w[len(w)-1]; {
	case strings.ContainsRune("aeiou", rune(last)):
		return w + "s"
	case last == 'z':
		return w[:len(w)-1] + "ces"
	case last == 's' && !strings.HasSuffix(w, "es"):
		return w
	}
	return w + "es"
}
