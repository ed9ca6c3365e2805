package numbers

import (
	"regexp"
	"strings"

	"incidentmap/incidents"
	"incidentmap/incidents/intake/words"
)

// Tally is the numbers of people of one outcome in a cell that tells several.
type Tally struct {
	Outcome incidents.Outcome
	Count   incidents.Count
}

// tallySigns part the numbers of a tally.
var tallySigns = regexp.MustCompile(` ?[,;/&+] ?| y | and | e | et | und `)

// ReadTally reads a cell that tells what became of how many people: "3 muertos, 5 heridos", "12 dead and at
// least 40 wounded". Each number has a word for its outcome behind it, and each outcome one number; false for
// all else.
func ReadTally(s string) ([]Tally, bool) {
	plain := strings.TrimRight(words.Plain(words.WithoutFootnote(s)), " .;")
	var all []Tally
	for _, part := range tallySigns.Split(plain, -1) {
		c, named, err := worded(strings.TrimSpace(part))
		if err != nil || named == "" {
			return nil, false
		}
		for _, t := range all {
			if t.Outcome == named {
				return nil, false
			}
		}
		all = append(all, Tally{named, c})
	}
	return all, len(all) > 0
}
