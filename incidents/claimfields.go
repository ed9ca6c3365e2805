package incidents

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
)

// placelessFields are the fields whose claims say nothing of where something happened. The list is closed: writers name
// fields as they like, and whatever is not here may name the place, in any language.
var placelessFields = []string{
	"title", "summary", "kind", "class", "when", "start", "end", "time", "date", "casualties", "casualty", "figures",
	"killed", "died_later", "wounded", "detained", "missing", "deaths", "injured",
	"verification", "disposition", "relations", "sources", "source", "note", "revision",
}

// fieldParts are what may follow the name of a field that says nothing of the place: "casualties[0].killed.best".
var fieldParts = []string{"low", "best", "high", "count", "group", "outcome", "precision", "zone", "basis"}

// isPlaceless reports whether a claim's field is one that says nothing of the place, however it is written.
func isPlaceless(field string) bool {
	plain, _, err := transform.String(transform.Chain(norm.NFKD, runes.Remove(runes.In(unicode.Mn)), cases.Fold()), field)
	if err != nil {
		return false
	}
	parts := strings.FieldsFunc(plain, func(r rune) bool { return strings.ContainsRune(".[]", r) })
	if len(parts) == 0 || !slices.Contains(placelessFields, parts[0]) {
		return false
	}
	return !slices.ContainsFunc(parts[1:], func(part string) bool {
		isNumber := strings.Trim(part, "0123456789") == ""
		return !isNumber && !slices.Contains(placelessFields, part) && !slices.Contains(fieldParts, part) && !slices.Contains(Groups(), Group(part))
	})
}

// withoutPlace gives the claims that say nothing of the place.
func withoutPlace(claims []Claim) []Claim {
	var kept []Claim
	for _, c := range claims {
		if isPlaceless(c.Field) {
			kept = append(kept, c)
		}
	}
	return kept
}
