package phrase

import "strings"

// endings are those of regular Spanish verbs without accents, by the ending of the infinitive.
type endings struct{ past, present, gerund []string }

var conjugations = map[string]endings{
	"ar": {past: []string{"o", "aron", "aba", "aban"}, present: []string{"a", "an"}, gerund: []string{"ando", "ar"}},
	"er": {past: []string{"io", "ieron", "ia", "ian"}, present: []string{"e", "en"}, gerund: []string{"iendo", "er"}},
	"ir": {past: []string{"io", "ieron", "ia", "ian"}, present: []string{"e", "en"}, gerund: []string{"iendo", "ir"}},
}

// conjugate gives the forms of a verb that a pattern asks for; it panics on what is no infinitive without accents.
func conjugate(verb string) []string {
	infinitive := strings.TrimRight(verb, "-+")
	if len(infinitive) < 3 {
		panic("verb that is too short: " + verb)
	}
	stem, ending := infinitive[:len(infinitive)-2], infinitive[len(infinitive)-2:]
	by, ok := conjugations[ending]
	if !ok {
		panic("no infinitive: " + verb)
	}
	all := by.past
	if !strings.HasSuffix(verb, "-") {
		all = append(all[:len(all):len(all)], by.present...)
	}
	if strings.HasSuffix(verb, "+") {
		all = append(all[:len(all):len(all)], by.gerund...)
	}
	forms := make([]string, len(all))
	for k, end := range all {
		forms[k] = stem + end
	}
	return forms
}
