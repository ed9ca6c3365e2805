package dates

import (
	"fmt"
	"math/bits"
	"regexp"

	"incidentmap/incidents/intake/words"
)

// shortTriples are dates of three numbers of two digits at most, of which the first or the last may be
// the year.
type shortTriples struct {
	cells       int
	first, last [2]uint64 // sets of the numbers from 0 to 99
	notFirst    bool      // some cell cannot have the year first
}

func (t *shortTriples) add(a, b, c int) {
	if a > 99 || c > 99 {
		return
	}
	t.cells++
	t.first[a/64] |= 1 << (a % 64)
	t.last[c/64] |= 1 << (c % 64)
	t.notFirst = t.notFirst || b < 1 || b > 12 || c < 1 || c > 31
}

func count(set [2]uint64) int { return bits.OnesCount64(set[0]) + bits.OnesCount64(set[1]) }

// decideShort finds dates such as 26-02-22 that begin with the year: the numbers of a file's years are
// fewer than those of its days. Where as many differ nothing tells, and the report says so.
func (p *Profile) decideShort(d *Decision) {
	t := &p.short
	if t.cells == 0 || t.cells < p.Triples || t.notFirst {
		return
	}
	switch first, last := count(t.first), count(t.last); {
	case first < last:
		d.Format.Order, d.Format.Mixed, d.Doubtful = YMD, false, true
		d.Reason = fmt.Sprintf("its dates are numbers of two digits, and the year is the first: it has %d values, the last number %d", first, last)
	case first == last:
		d.Doubtful = true
		d.Reason = "its dates are numbers of two digits, and the year may be the first or the last; it is read as the last"
	}
}

// yearPairs are cells such as 2019-20 and 2010/11.
type yearPairs struct{ cells, following int }

func (p *yearPairs) add(s string) {
	if len(s) != 7 || s[4] != '-' && s[4] != '/' {
		return
	}
	year, okYear := two(s, 2)
	second, okSecond := two(s, 5)
	if _, ok := two(s, 0); !ok || !okYear || !okSecond {
		return
	}
	p.cells++
	if second == (year+1)%100 {
		p.following++
	}
}

// decidePairs finds spans of two years, as seasons and fiscal years are written: the second number is
// the year behind the first in all cells. Of a single cell it would tell nothing.
func (p *Profile) decidePairs(d *Decision) {
	if p.pairs.cells < 2 || 2*p.pairs.cells <= p.Cells || p.pairs.following < p.pairs.cells {
		return
	}
	d.Format.Order, d.Doubtful = YearPairs, true
	d.Reason = "its cells are a year and the last digits of the next in all rows: they are spans of two years, and no months"
}

// namedOrders are the orders of day and month as names of columns say them: "Date (DD/MM/YYYY)", "fecha dd-mm-aaaa".
var namedOrders = []struct {
	form  *regexp.Regexp
	order Order
}{
	{regexp.MustCompile(`\b(?:d{1,2}|j{2}|t{2})[ /.-]?m{1,3}[ /.-]?(?:y{2,4}|a{2,4}|j{2,4})\b`), DMY},
	{regexp.MustCompile(`\bm{1,2}[ /.-]?d{1,2}[ /.-]?y{2,4}\b`), MDY},
}

// OrderNamed gives the order of day and month that the name of a column says; Undecided for none.
func OrderNamed(name string) Order {
	for _, n := range namedOrders {
		if n.form.MatchString(words.Plain(name)) {
			return n.order
		}
	}
	return Undecided
}
