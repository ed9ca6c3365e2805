// Package numbers reads numbers as people write them in tables: numbers of people with
// the words that make them bounds, and decimals with either sign.
//
// Goals: what is not known is never zero; a bound is never a figure.
//
// Non-goals: money, shares, and numbers in running text.
package numbers

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"incidentmap/incidents"
	"incidentmap/incidents/intake/words"
)

// Form tells how a number was written.
type Form int

// The forms.
const (
	Missing Form = iota // nothing is said: an empty cell, "n/a", "unknown"
	Plain               // digits alone
	Worded              // with words or signs that the figures do not hold whole
)

// maxCount is the largest number of people that is believed.
const maxCount = 1_000_000_000

// Count reads a number of people of any outcome: "3", "1,234", "at least 3", "más de 3", "3-5", "~10",
// "12[3]". What is not known gives Missing. An error says what is wrong; there are no figures then.
func Count(s string) (incidents.Count, Form, error) { return CountOf("", s) }

// CountOf is Count for a number of people of one outcome: "3 wounded" is none of the killed.
func CountOf(outcome incidents.Outcome, s string) (incidents.Count, Form, error) {
	if n, ok := digits(s); ok {
		return incidents.Count{Best: &n}, Plain, nil
	}
	plain := strings.TrimRight(words.Plain(words.WithoutFootnote(s)), " .;")
	if words.Missing(plain) {
		return incidents.Count{}, Missing, nil
	}
	c, named, err := worded(plain)
	if err == nil && outcome != "" && named != "" && named != outcome && (outcome != incidents.DiedLater || named != incidents.Killed) {
		err = fmt.Errorf("is a number of the %s, and the column one of the %s", named, outcome)
	}
	if err != nil {
		return incidents.Count{}, Worded, err
	}
	return c, Worded, nil
}

// digits reads the common case.
func digits(s string) (int, bool) {
	if len(s) == 0 || len(s) > 9 {
		return 0, false
	}
	n := 0
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, !standsForNothing(n)
}

// standsForNothing tells the numbers by which programs write that nothing is known. One that was meant
// is left out with a word, which is the smaller fault.
func standsForNothing(n int) bool { return n == 999 || n == 9999 || n == 99999 }

// isNegativeCode tells -1, -9, -99 and the like, by which code books write the same.
func isNegativeCode(n int) bool {
	return standsForNothing(-n) || n == -1 || n == -9 || n == -99 || n == -88 || n == -77
}

// bound is what words make of a number.
type bound int

const (
	exactly bound = iota
	about
	atLeast
	moreThan
	atMost
	lessThan
)

// boundWords are in the form that words.Plain gives, the longer before those they begin with.
var boundWords = []struct {
	words string
	bound bound
}{
	{"no fewer than", atLeast},
	{"no less than", atLeast},
	{"not less than", atLeast},
	{"no menos de", atLeast},
	{"at least", atLeast},
	{"minimum of", atLeast},
	{"minimum", atLeast},
	{"al menos", atLeast},
	{"por lo menos", atLeast},
	{"cuando menos", atLeast},
	{"como minimo", atLeast},
	{"minimo de", atLeast},
	{"minimo", atLeast},
	{"min.", atLeast},
	{">=", atLeast},
	{"≥", atLeast},
	{"⩾", atLeast},
	{"no more than", atMost},
	{"not more than", atMost},
	{"more than", moreThan},
	{"upwards of", atLeast},
	{"over", moreThan},
	{"above", moreThan},
	{"no mas de", atMost},
	{"mas de", moreThan},
	{"superior a", moreThan},
	{">", moreThan},
	{"up to", atMost},
	{"at most", atMost},
	{"maximum of", atMost},
	{"maximum", atMost},
	{"hasta", atMost},
	{"a lo sumo", atMost},
	{"como maximo", atMost},
	{"maximo de", atMost},
	{"maximo", atMost},
	{"max.", atMost},
	{"<=", atMost},
	{"≤", atMost},
	{"⩽", atMost},
	{"less than", lessThan},
	{"fewer than", lessThan},
	{"under", lessThan},
	{"menos de", lessThan},
	{"<", lessThan},
	{"approximately", about},
	{"approx.", about},
	{"approx", about},
	{"aproximadamente", about},
	{"aprox.", about},
	{"aprox", about},
	{"around", about},
	{"about", about},
	{"nearly", about},
	{"almost", about},
	{"circa", about},
	{"ca.", about},
	{"c.", about},
	{"some", about},
	{"alrededor de", about},
	{"cerca de", about},
	{"casi", about},
	{"unos", about},
	{"unas", about},
	{"~", about},
	{"≈", about},
	{"±", about},
}

// numberWords are the numbers that are written out, in both languages.
var numberWords = map[string]int{
	"zero": 0, "one": 1, "a": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
	"eleven": 11, "twelve": 12, "a dozen": 12, "dozen": 12, "no one": 0, "nobody": 0, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
	"cero": 0, "un": 1, "uno": 1, "una": 1, "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "seis": 6, "siete": 7, "ocho": 8, "nueve": 9,
	"diez": 10, "once": 11, "doce": 12, "una docena": 12, "docena": 12, "quince": 15, "veinte": 20, "treinta": 30, "cuarenta": 40,
	"cincuenta": 50, "cien": 100, "ninguno": 0, "ninguna": 0, "nadie": 0,
}

// rangeForm is two numbers with what stands between them.
var rangeForm = regexp.MustCompile(`^(?:between |entre |from |de )?([\d.,]+) ?(?:-|–|—|‑| to | a | and | y | o | or |\.\.) ?([\d.,]+)$`)

func worded(s string) (c incidents.Count, named incidents.Outcome, err error) {
	s, named = withoutCounted(s)
	if m := rangeForm.FindStringSubmatch(s); m != nil {
		if joins := strings.Contains(s, " and ") || strings.Contains(s, " y "); joins && !strings.HasPrefix(s, "between ") && !strings.HasPrefix(s, "entre ") {
			return c, named, errors.New("is two numbers, and does not say whether it is their sum or between them")
		}
		c, err = span(m[1], m[2])
		return c, named, err
	}
	b := exactly
	for _, w := range boundWords {
		if rest, ok := strings.CutPrefix(s, w.words); ok && (rest == "" || !isLetter(w.words[len(w.words)-1]) || rest[0] == ' ') {
			b, s = w.bound, strings.TrimSpace(rest)
			break
		}
	}
	if rest, ok := strings.CutSuffix(s, "+"); ok && b == exactly {
		b, s = atLeast, strings.TrimSpace(rest)
	}
	n, err := whole(s)
	if err != nil {
		return c, named, err
	}
	c, err = b.count(n)
	return c, named, err
}

func boundOf(s string) string {
	for _, w := range boundWords {
		if s == w.words {
			return w.words
		}
	}
	return ""
}

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' }

func span(from, to string) (incidents.Count, error) {
	low, err := whole(from)
	if err != nil {
		return incidents.Count{}, err
	}
	high, err := whole(to)
	if err != nil {
		return incidents.Count{}, err
	}
	if low > high {
		return incidents.Count{}, errors.New("is a span that ends below where it begins")
	}
	return incidents.Count{Low: &low, High: &high}, nil
}

func (b bound) count(n int) (incidents.Count, error) {
	switch b {
	case atLeast:
		return incidents.Count{Low: &n}, nil
	case moreThan:
		n++
		return incidents.Count{Low: &n}, nil
	case atMost:
		return incidents.Count{High: &n}, nil
	case lessThan:
		if n--; n < 0 {
			return incidents.Count{}, errors.New("is less than none")
		}
		return incidents.Count{High: &n}, nil
	}
	return incidents.Count{Best: &n}, nil
}

// whole reads a whole number that is not negative. A sign with three digits behind it
// parts thousands: people are not counted in thousandths.
func whole(s string) (int, error) {
	if n, ok := numberWords[s]; ok {
		return n, nil
	}
	v, err := Decimal(s, true)
	switch {
	case err != nil:
		return 0, errors.New("is not a number of people")
	case v < 0 && v == float64(int(v)) && isNegativeCode(int(v)):
		return 0, errors.New("is negative, as programs write that nothing is known")
	case v < 0:
		return 0, errors.New("is negative")
	case v == float64(int(v)) && standsForNothing(int(v)):
		return 0, errors.New("is how programs write that nothing is known")
	case v > maxCount:
		return 0, errors.New("is more than " + strconv.Itoa(maxCount) + ", which is not believed")
	case v != float64(int(v)):
		return 0, errors.New("is not a whole number")
	}
	return int(v), nil
}
