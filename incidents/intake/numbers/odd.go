package numbers

import (
	"slices"
	"strings"
)

// missingCodes are numbers by which surveys write that something is not known, refused or does not apply, besides those
// that never are numbers of people.
var missingCodes = map[int]bool{77: true, 88: true, 97: true, 98: true, 99: true, 777: true, 888: true, 997: true, 998: true, 7777: true, 8888: true, 9997: true, 9998: true}

const (
	// leastCodes is how often such a number stands in a column to be one of those, at least and of as many numbers, and
	// leastOthers how many other numbers must be beside it.
	leastCodes, oneCodeOf, leastOthers = 3, 50, 5
	// farBelow is how many times the largest of the others it is at least.
	farBelow = 4
)

// Codes gives the numbers of a column of figures that are probably no numbers of people, but stand for ones that are not
// known: they come again and again, and are far above all others.
func Codes(cells []string) []int {
	seen, others, most, all := map[int]int{}, 0, 0, 0
	for _, c := range cells {
		switch n, ok := digits(strings.TrimSpace(c)); {
		case !ok:
		case missingCodes[n]:
			all++
			seen[n]++
		default:
			all++
			others++
			most = max(most, n)
		}
	}
	var codes []int
	for n, times := range seen {
		if times >= leastCodes && oneCodeOf*times >= all && others >= leastOthers && n >= farBelow*max(most, 1) {
			codes = append(codes, n)
		}
	}
	slices.Sort(codes)
	return codes
}

// AreFlags tells a column of nothing but 0 and 1, which may be no numbers of people but say no and yes.
func AreFlags(cells []string) bool {
	const least = 10
	var seen [2]bool
	for _, c := range cells {
		if c = strings.TrimSpace(c); c != "0" && c != "1" {
			return false
		}
		seen[c[0]-'0'] = true
	}
	return len(cells) >= least && seen[0] && seen[1]
}

// AreDecimals gives the sign that parts decimals in a column whose numbers all have three of them, as programs write
// whole numbers: "3.000", "0,000"; 0 for none. Thousands may be written so, but not with nothing before them, and not all
// of them round. Behind commas the zeros alone tell: "1,000" and "2,000" are thousands.
func AreDecimals(cells []string) byte {
	sign, round := byte(0), 0
	for _, c := range cells {
		c = strings.TrimSpace(c)
		at := strings.IndexAny(c, ".,")
		if at <= 0 || len(c) != at+4 || sign != 0 && c[at] != sign || strings.Trim(c[:at]+c[at+1:], "0123456789") != "" {
			return 0
		}
		sign = c[at]
		if c[:at] == "0" {
			return sign
		}
		if c[at+1:] == "000" {
			round++
		}
	}
	if len(cells) > 1 && round == len(cells) && sign == '.' {
		return sign
	}
	return 0
}
