package toll

import (
	"incidentmap/incidents/extract/quantity"
	"incidentmap/incidents/extract/text"
)

// ageWords stand before ages: "four men, ages 19 to 44".
var ageWords = text.WordSet(`age ages aged edad edades`)

// extremes are words for the youngest or the oldest of some: "nine people, the youngest of them 13".
var extremes = text.WordSet(`youngest oldest eldest`)

// isAge reports whether a number in digits is an age, by the words or the commas around it: "aged 15 and 17", "their mother, 33,", "both 71".
func isAge(d *text.Document, s text.Range, n quantity.Number) bool {
	i := n.First - 1
	if i < s.First {
		return false
	}
	if ageWords[d.Tokens[i].Word] {
		return true
	}
	if d.Tokens[i].Word == "both" || isAgeOfAll(d, s, i) {
		return true
	}
	if d.Tokens[n.First].Word == "both" {
		return n.Last < s.Last && d.Tokens[n.Last].Shape == text.Number
	}
	if d.Tokens[n.First].Shape != text.Number || n.Value() >= oldest {
		return false
	}
	return isListedAge(d, s, i) || isAgeInCommas(d, s, n) || isExtreme(d, s, i) || isAgeOfOne(d, s, i)
}

// isAgeOfOne reports whether "of" at a token follows the noun for one person with an article: "a retired bus driver of 71".
func isAgeOfOne(d *text.Document, s text.Range, i int) bool {
	const longest = 4
	if w := d.Tokens[i].Word; w != "of" && w != "de" || i-2 < s.First {
		return false
	}
	if _, one := singular[d.Tokens[i-1].Word]; !one {
		return false
	}
	for j := i - 2; j >= max(s.First, i-1-longest); j-- {
		switch d.Tokens[j].Word {
		case "a", "an", "un", "una":
			return true
		}
		if d.Tokens[j].Shape != text.Lower {
			return false
		}
	}
	return false
}

// isAgeOfAll reports whether "the age of" ends at a token: "12 of them under the age of five", "menores de la edad de cinco".
func isAgeOfAll(d *text.Document, s text.Range, i int) bool {
	w := d.Tokens[i].Word
	return i-1 >= s.First && (w == "of" || w == "de") && ageWords[d.Tokens[i-1].Word]
}

// oldest is more than anybody's age.
const oldest = 120

// isListedAge reports whether a number after a token goes on a list of ages: "aged 15, 16 and 17".
func isListedAge(d *text.Document, s text.Range, i int) bool {
	const longest = 8
	for j := i; j > max(s.First, i-longest); j-- {
		t := d.Tokens[j]
		switch {
		case ageWords[t.Word]:
			return true
		case t.Shape != text.Number && t.Word != "," && t.Word != "and" && t.Word != "to" && t.Word != "y":
			return false
		}
	}
	return false
}

// isAgeInCommas reports whether a number stands after one person and a comma, and ends there: "their mother, 33, escaped".
func isAgeInCommas(d *text.Document, s text.Range, n quantity.Number) bool {
	i := n.First - 1
	if d.Tokens[i].Word != "," || i == s.First {
		return false
	}
	if _, person := singular[d.Tokens[i-1].Word]; !person && !isCapital(d.Tokens[i-1]) {
		return false
	}
	if n.Last >= s.Last {
		return true
	}
	after := d.Tokens[n.Last].Word
	return after == "," || after == "." || after == ";" || after == "and" || after == ")" || be[after] && after != "of"
}

// isExtreme reports whether "the youngest of them" stands before a number.
func isExtreme(d *text.Document, s text.Range, i int) bool {
	const reach = 4
	for j := i; j >= max(s.First, i-reach); j-- {
		if extremes[d.Tokens[j].Word] {
			return true
		}
	}
	return false
}

// yearsOldEnd gives the end of an age that stands for a person and begins at a token, 0 for none: "5-year-old".
func yearsOldEnd(d *text.Document, i, last int) int {
	if i+5 > last || d.Tokens[i].Shape != text.Number || d.Tokens[i+1].Word != "-" || d.Tokens[i+3].Word != "-" || d.Tokens[i+4].Word != "old" {
		return 0
	}
	if w := d.Tokens[i+2].Word; w != "year" && w != "month" && w != "week" && w != "day" {
		return 0
	}
	return i + 5
}

// isOfThings reports whether a number says how many of some things there were: "61 of 74 drones".
func isOfThings(d *text.Document, s text.Range, n quantity.Number) bool {
	i := n.Last
	if i+2 >= s.Last || d.Tokens[i].Word != "of" && d.Tokens[i].Word != "out" {
		return false
	}
	of := quantity.Read(d.Tokens, text.Range{First: i + 1, Last: min(s.Last, i+6)}, d.Lang)
	if len(of) == 0 || of[0].First > i+2 {
		return false
	}
	const adjectives = 2
	for j := of[0].Last; j < min(s.Last, of[0].Last+adjectives+1); j++ {
		if measures[d.Tokens[j].Word] {
			return true
		}
	}
	return false
}
