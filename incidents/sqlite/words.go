package sqlite

import "strings"

// matchAll writes the words as an FTS5 query for all of them, the last as a prefix. Words
// hold no quotation marks, so a quoted one is nothing but a string to FTS5.
func matchAll(words []string) string {
	return `"` + strings.Join(words, `" AND "`) + `" *`
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
