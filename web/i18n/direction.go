package i18n

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/language"
)

// rightToLeft reports whether a language (BCP 47) is written in a script that runs from right to left.
func rightToLeft(lang string) bool {
	script, _ := language.Make(lang).Script()
	return slices.Contains([]string{"Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm", "Rohg", "Samr", "Mand"}, script.String())
}

// Marks of Unicode between which a text has a direction of its own, by its first letter (UAX #9, section 2.4).
const (
	isolate = "\u2068" // FIRST STRONG ISOLATE
	release = "\u2069" // POP DIRECTIONAL ISOLATE
)

// isolated gives a text as it may stand within a sentence of the interface, which runs from left to right: one with
// letters that run the other way is kept to itself, so that what is around it stays in its order.
func isolated(text string) string {
	if !strings.ContainsFunc(text, func(r rune) bool {
		return unicode.In(r, unicode.Hebrew, unicode.Arabic, unicode.Syriac, unicode.Thaana, unicode.Nko, unicode.Adlam)
	}) {
		return text
	}
	return isolate + text + release
}
