package coordinates

import (
	"errors"
	"strings"
	"unicode"
	"unicode/utf8"

	"incidentmap/incidents/intake/numbers"
)

// Pair is two coordinates of one position, in the order in which they were written.
type Pair struct{ First, Second Angle }

// maxPair is the length in bytes above which a cell is no pair.
const maxPair = 120

// ParsePair reads two angles in one cell: "20.66, -103.35", "20,66; -103,35",
// "19°25'57\" N 99°7'59\" W", "(20.66 -103.35)", "geo:20.66,-103.35".
func ParsePair(s string) (Pair, error) {
	if len(s) > maxPair {
		return Pair{}, errors.New("is too long for a pair of coordinates")
	}
	s = strings.Trim(s, "()[]{} ")
	if hasOtherWords(s) {
		return Pair{}, errors.New("is not a pair of coordinates")
	}
	if p, ok := plainPair(s); ok {
		return p, nil
	}
	if p, ok := formPoint(s); ok {
		return p, nil
	}
	for _, at := range divisions(s) {
		first, err := ParseAngle(strings.TrimRight(s[:at.end], " \t"))
		if err != nil {
			continue
		}
		second, err := ParseAngle(strings.TrimLeft(s[at.next:], " \t"))
		if err != nil || first.Axis != Unsaid && first.Axis == second.Axis {
			continue
		}
		return Pair{first, second}, nil
	}
	return Pair{}, errors.New("is not a pair of coordinates")
}

// plainPair reads the usual: decimals with dots, a comma between them, perhaps a height
// behind them.
func plainPair(s string) (Pair, bool) {
	first, rest, ok := strings.Cut(s, ",")
	if !ok || !strings.Contains(first, ".") {
		return Pair{}, false
	}
	second, height, three := strings.Cut(rest, ",")
	if three {
		if _, err := numbers.Decimal(height, false); err != nil || !strings.Contains(height, ".") && !strings.HasPrefix(height, " ") && !strings.Contains(second, ".") {
			return Pair{}, false
		}
	}
	a, errA := numbers.Decimal(first, false)
	b, errB := numbers.Decimal(second, false)
	return Pair{Angle{Degrees: a, Step: step(first)}, Angle{Degrees: b, Step: step(second)}}, errA == nil && errB == nil
}

// formPoint reads a position as forms write it (ODK XForms, "geopoint"): latitude, longitude, height and
// accuracy in metres, with spaces between them.
func formPoint(s string) (Pair, bool) {
	fields := strings.Fields(s)
	if len(fields) < 3 || len(fields) > 4 {
		return Pair{}, false
	}
	var n [4]float64
	for i, f := range fields {
		v, err := numbers.Decimal(f, false)
		if err != nil {
			return Pair{}, false
		}
		n[i] = v
	}
	return Pair{Angle{Degrees: n[0]}, Angle{Degrees: n[1]}}, true
}

// division is where a cell may be parted: the first half's end, the second's beginning.
type division struct{ end, next int }

// divisions lists where the two angles may be parted, the likeliest first: at a sign made
// for it, at the middle comma, at a space, behind a letter, before a minus.
func divisions(s string) []division {
	var signs, commas, spaces, others []division
	last := rune(0)
	for i, r := range s {
		n := utf8.RuneLen(r)
		switch {
		case r == ';' || r == '|' || r == '/' || r == '\t':
			signs = append(signs, division{i, i + n})
		case r == ',':
			commas = append(commas, division{i, i + n})
		case unicode.IsSpace(r):
			spaces = append(spaces, division{i, i + n})
		case unicode.IsLetter(last) && !unicode.IsLetter(r), (r == '-' || r == '−') && last >= '0' && last <= '9':
			others = append(others, division{i, i})
		}
		last = r
	}
	all := signs
	if len(commas)%2 == 1 {
		all = append(all, commas[len(commas)/2])
	}
	return append(append(all, spaces...), others...)
}
