package columns

import (
	"strings"

	"incidentmap/incidents/intake/words"
)

// Headers tells rows that are headers by the names in their cells.
type Headers struct{ names table }

// NewHeaders makes one. It is safe for concurrent use.
func NewHeaders() Headers { return Headers{newTable()} }

const (
	// leastNames is how many cells of a header are names of fields, and at least half of all that it fills.
	leastNames = 2
	// shortestName and longestName are how long a name is, in bytes.
	shortestName, longestName = 3, 60
)

// IsHeader tells a row whose cells are names of fields and no values: none has a digit, and one at least stands in a column
// of numbers or dates.
func (h Headers) IsHeader(cells []string, isNumeric func(column int) bool) bool {
	filled := 0
	for _, c := range cells {
		if c == "" {
			continue
		}
		if len(c) > longestName || strings.ContainsAny(c, "0123456789") {
			return false
		}
		if strings.TrimSpace(c) != "" {
			filled++
		}
	}
	if filled < leastNames {
		return false
	}
	named, misplaced := 0, false
	for i, c := range cells {
		if key := words.Key(c); len(key) >= shortestName && h.isName(key) {
			named++
			misplaced = misplaced || isNumeric(i)
		}
	}
	return misplaced && named >= leastNames && 2*named >= filled
}

// isName tells the name of a field, or of a figure of people.
func (h Headers) isName(key string) bool {
	if f, ok := figureOf(key); ok && f.outcome != "" && f.part == "" && !f.several {
		return true
	}
	_, how := h.names.find(key)
	return how == "by its name"
}
