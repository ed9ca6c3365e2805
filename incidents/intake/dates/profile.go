package dates

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"incidentmap/incidents/intake/words"
)

// Profile is what all cells of a column, in their order, tell about how its dates are
// written. The zero Profile has seen nothing.
type Profile struct {
	Cells   int // that are not empty
	Triples int // dates of digits with a year at the end
	first   int // of them: only the first number can be the day
	second  int // only the second can
	either  int // both can, and they differ
	whole   int // dates of digits with the year first, which say their order
	asDMY   run // the days, where both can be read, with the day first
	asMDY   run
	short   shortTriples
	pairs   yearPairs
	// Cells that are one number, by its count of digits.
	numbers  int
	byDigits [20]int
	outside  int // numbers that are no serial day from 1930 to 2099
	// Cells with a time of day, those of them that are midnight, and the few times of day that stand
	// in all of them.
	clocked, midnights int
	clocks             []string
	manyClocks         bool
	half               HalfDays
	// Dates with points between their numbers, and those of them that can be month before day alone.
	points, pointsMDY int
}

// mostClocks is how many times of day a column has that a program wrote midnight in: one for each of
// the offsets that a zone has had in the years of a file.
const mostClocks = 3

// run follows days in their order.
type run struct {
	any        bool
	last       int
	low, high  int
	travel     int // days gone through, back and forth
	up, down   int
	impossible int
}

func (r *run) take(day int, ok bool) {
	if !ok {
		r.impossible++
		return
	}
	if !r.any {
		r.any, r.last, r.low, r.high = true, day, day, day
		return
	}
	switch d := day - r.last; {
	case d > 0:
		r.up++
		r.travel += d
	case d < 0:
		r.down++
		r.travel -= d
	}
	r.last, r.low, r.high = day, min(r.low, day), max(r.high, day)
}

// breaks is how often the run goes against its own direction.
func (r *run) breaks() int { return min(r.up, r.down) }

// inOrder tells that a run goes one way, and that another reading of the same cells does
// not: it travels its span about once, the other twice as far and more.
func (r *run) inOrder(other *run) bool {
	turns := r.up + r.down
	if turns < 8 || r.impossible > 0 && other.impossible == 0 || r.high == r.low || other.high == other.low {
		return false
	}
	own := float64(r.travel) / float64(r.high-r.low)
	others := float64(other.travel) / float64(other.high-other.low)
	return own <= 1.5 && others >= 2*own && r.breaks()*20 <= turns && r.breaks() < other.breaks()
}

// Add takes the next cell.
func (p *Profile) Add(s string) {
	if s == "" {
		return
	}
	p.Cells++
	if s[0] < '0' || s[0] > '9' {
		s = strings.TrimSpace(s)
		if words.Missing(words.Plain(s)) {
			p.Cells--
			return
		}
	}
	a, b, c, widths, rest, ok := triple(s)
	if !ok {
		p.pairs.add(s)
		p.number(s)
		if colon := strings.IndexByte(s, ':'); colon >= 1 {
			p.clock(strings.TrimLeft(s[max(colon-2, 0):], " T"))
		}
		return
	}
	if rest != "" {
		p.clock(rest)
	}
	if widths[0] >= 3 {
		p.whole++
		return
	}
	if s[widths[0]] == '.' {
		p.points++
		if b > 12 && a <= 12 {
			p.pointsMDY++
		}
	}
	switch {
	case a > 12 && b <= 12:
		p.first++
	case b > 12 && a <= 12:
		p.second++
	case a != b:
		p.either++
	}
	if widths[0] <= 2 && widths[2] <= 2 {
		p.short.add(a, b, c)
	}
	if widths[2] == 2 {
		c += 2000 // of which century does not matter to the order
	}
	dmy, okDMY := dayOf(c, b, a)
	mdy, okMDY := dayOf(c, a, b)
	if okDMY || okMDY {
		p.Triples++
	}
	if !okDMY && okMDY {
		dmy = mdy
	} else if !okMDY && okDMY {
		mdy = dmy
	}
	p.asDMY.take(dmy, okDMY || okMDY)
	p.asMDY.take(mdy, okDMY || okMDY)
}

// clock counts a time of day, as it stands behind a date.
func (p *Profile) clock(rest string) {
	rest = strings.TrimLeft(rest, " T,")
	if rest == "" {
		return
	}
	p.clocked++
	p.half.Add(rest)
	if isMidnight(rest) {
		p.midnights++
	}
	p.noteClock(rest)
}

// HasClocks tells that some cells have a time of day.
func (p *Profile) HasClocks() bool { return p.clocked > 0 }

// DecideHalfDays finds out whether nothing says if times are before or after noon.
func (p *Profile) DecideHalfDays(f *Format) bool {
	f.HalfDays = p.half.Doubted() && !f.Midnight && f.MidnightIn == nil
	return f.HalfDays
}

func (p *Profile) noteClock(text string) {
	if p.manyClocks || slices.Contains(p.clocks, text) {
		return
	}
	if len(p.clocks) == mostClocks {
		p.manyClocks, p.clocks = true, nil
		return
	}
	p.clocks = append(p.clocks, strings.Clone(text))
}

// epochClock counts the time of day, in UTC, of a count of seconds or milliseconds since 1970.
func (p *Profile) epochClock(digits string, whole bool) {
	unit := int64(0)
	switch len(digits) {
	case 9, 10:
		unit = 1
	case 12, 13:
		unit = 1000
	default:
		return
	}
	n, err := strconv.ParseInt(digits, 10, 64)
	if err != nil {
		return
	}
	p.clocked++
	of := n % (86400 * unit)
	if of == 0 && whole {
		p.midnights++
	}
	if of%unit == 0 && whole && !p.manyClocks {
		seconds := of / unit
		p.noteClock(fmt.Sprintf("%02d:%02d:%02dZ", seconds/3600, seconds/60%60, seconds%60))
	} else {
		p.manyClocks, p.clocks = true, nil
	}
}

// isMidnight tells 00:00, 0:00:00.000Z, 12:00:00 AM and the like, in any zone.
func isMidnight(s string) bool {
	rest, ok := strings.CutPrefix(s, "00:00")
	if !ok {
		rest, ok = strings.CutPrefix(s, "0:00")
	}
	if ok {
		rest = strings.TrimPrefix(rest, ":00")
		if after, found := strings.CutPrefix(rest, "."); found {
			rest = strings.TrimLeft(after, "0")
		}
		return rest == "" || strings.ContainsRune("Zz+- ", rune(rest[0])) && !strings.EqualFold(strings.TrimSpace(rest), "pm")
	}
	rest, ok = strings.CutPrefix(s, "12:00")
	if !ok {
		return false
	}
	rest = strings.TrimSpace(strings.TrimPrefix(rest, ":00"))
	return strings.EqualFold(rest, "am") || strings.EqualFold(rest, "a.m.") || strings.EqualFold(rest, "a. m.")
}

// DecideMidnight finds out whether midnights stand for days without a time of day: where they are at
// least half of all times, or where all times are the midnight of a zone. It gives the format and the
// reason, which is empty where there is none.
func (p *Profile) DecideMidnight(f *Format, zone *time.Location) string {
	switch {
	case p.clocked == 0:
		return ""
	case p.midnights == p.clocked:
		f.Midnight = true
		return "all of its times are midnight, as programs write a day without a time of day"
	case p.midnights*2 >= p.clocked && p.clocked >= 4:
		f.Midnight = true
		return fmt.Sprintf("%d of %d times are midnight, as programs write a day without a time of day", p.midnights, p.clocked)
	case p.manyClocks || zone == nil || p.clocked < 2 || len(p.clocks) == 0:
		return ""
	}
	for _, text := range p.clocks {
		if !p.isMidnightIn(text, zone) {
			return ""
		}
	}
	f.MidnightIn = zone
	return "all of its times are midnight in " + zone.String() + ", as programs write a day without a time of day"
}

// isMidnightIn tells a time of day with an offset that is midnight in a zone in winter or in summer.
func (p *Profile) isMidnightIn(text string, zone *time.Location) bool {
	for _, month := range []string{"01", "07"} {
		r, ok := ParseISO("2020-" + month + "-15T" + text)
		if !ok || r.zone == nil {
			return false
		}
		at, _, _ := r.first.in(r.zone)
		if local := at.In(zone); local.Hour() == 0 && local.Minute() == 0 && local.Second() == 0 {
			return true
		}
	}
	return false
}

// number counts cells that are one number.
func (p *Profile) number(s string) {
	whole, fraction, _ := strings.Cut(s, ".")
	if len(whole) == 0 || len(whole) >= len(p.byDigits) || strings.Trim(whole, "0123456789") != "" || strings.Trim(fraction, "0123456789") != "" {
		return
	}
	p.numbers++
	p.byDigits[len(whole)]++
	p.epochClock(whole, strings.Trim(fraction, "0") == "")
	if len(whole) != 5 || whole < "10959" || whole > "73050" {
		p.outside++
	}
}

// Decision is what a profile decided, and why, for people. Doubtful asks for a look.
type Decision struct {
	Format   Format
	Reason   string
	Doubtful bool
}

// Decide gives the format of the column. wanted is the order that the user names, usual
// the one of the column's language; today is as in Format.
func (p *Profile) Decide(wanted, usual Order, today time.Time) Decision {
	d := Decision{Format: Format{Order: wanted, Today: today}}
	p.decideNumbers(&d)
	if p.Triples > 0 {
		p.decideOrder(&d, wanted, usual)
		if wanted == Undecided {
			p.decideShort(&d)
		}
	}
	p.decidePairs(&d)
	if wanted == Undecided && p.points > 0 && p.pointsMDY == 0 && d.Format.Order == MDY {
		d.Format.Dotted = DMY
	}
	return d
}

// decideNumbers finds the unit of cells that are numbers. Most must have the digits of
// the years from 1973 to 2286 in that unit.
func (p *Profile) decideNumbers(d *Decision) {
	if p.numbers*2 < p.Cells || p.numbers == 0 {
		return
	}
	most := func(n int) bool { return n*10 >= p.numbers*9 }
	switch {
	case most(p.byDigits[12] + p.byDigits[13]):
		d.Format.Epoch, d.Reason = time.Millisecond, "its numbers are milliseconds since 1970"
	case most(p.byDigits[9] + p.byDigits[10]):
		d.Format.Epoch, d.Reason = time.Second, "its numbers are seconds since 1970"
	case most(p.byDigits[15] + p.byDigits[16]):
		d.Format.Epoch, d.Reason = time.Microsecond, "its numbers are microseconds since 1970"
	case p.outside*10 <= p.numbers && p.byDigits[5] > 0:
		d.Format.Serial, d.Reason = true, "its numbers are days as spreadsheets count them, from 1900"
	}
}

// Dated tells whether numbers of the column can be read as times.
func (d Decision) Dated() bool { return d.Format.Epoch > 0 || d.Format.Serial }

// CountFrom1904 takes numbers that are days for those of the 1904 system, as their workbook says.
func (d *Decision) CountFrom1904() {
	if d.Format.Serial {
		d.Format.From1904, d.Reason = true, "its numbers are days as spreadsheets count them, from 1904, as the workbook says"
	}
}

// TellsOrder gives the order of day and month that dates of the column can be read in alone; Undecided where none says
// so, or both are there.
func (p *Profile) TellsOrder() Order {
	switch {
	case p.first > 0 && p.second == 0:
		return DMY
	case p.second > 0 && p.first == 0:
		return MDY
	}
	return Undecided
}

// IsAmbiguous tells that no date of the column says in which order it is, and some may be in either.
func (p *Profile) IsAmbiguous() bool { return p.first == 0 && p.second == 0 && p.either > 0 }

func (p *Profile) decideOrder(d *Decision, wanted, usual Order) {
	f := &d.Format
	switch {
	case wanted != Undecided:
		f.Order, d.Reason = wanted, "the order was given"
	case p.asMDY.inOrder(&p.asDMY) && p.first > 0 && p.either > 0:
		f.Order, f.Mixed, d.Doubtful = MDY, true, true
		d.Reason = p.damaged("day/month", "month/day")
	case p.asDMY.inOrder(&p.asMDY) && p.second > 0 && p.either > 0:
		f.Order, f.Mixed, d.Doubtful = DMY, true, true
		d.Reason = p.damaged("month/day", "day/month")
	case p.first > 0 && p.second > 0:
		p.decideMixed(d)
	case p.first > 0:
		f.Order, d.Reason = DMY, fmt.Sprintf("day before month: %d dates cannot be read otherwise, none the other way", p.first)
	case p.second > 0:
		f.Order, d.Reason = MDY, fmt.Sprintf("month before day: %d dates cannot be read otherwise, none the other way", p.second)
	default:
		p.decideAmbiguous(d, usual)
	}
}

// damaged tells of what a spreadsheet of the other country's settings does to dates.
func (p *Profile) damaged(first, second string) string {
	return fmt.Sprintf("the column has both orders, as a spreadsheet set to another country leaves it: %d dates can only be %s, and the other %d are read as %s because the rows then run in the order of time, which they do not otherwise",
		max(p.first, p.second), first, p.either, second)
}

// decideMixed: both orders are surely there, and the run of the rows does not tell.
func (p *Profile) decideMixed(d *Decision) {
	f := &d.Format
	f.Mixed, d.Doubtful = true, true
	switch {
	case p.first >= 20*p.second:
		f.Order = DMY
	case p.second >= 20*p.first:
		f.Order = MDY
	default:
		f.Order = Undecided
		d.Reason = fmt.Sprintf("the column has both orders: %d dates can only be day/month, %d only month/day; the %d that can be either are not read", p.first, p.second, p.either)
		return
	}
	d.Reason = fmt.Sprintf("the column has both orders: %d dates can only be day/month, %d only month/day; the %d that can be either are read as %s", p.first, p.second, p.either, f.Order)
}

// decideAmbiguous: every date can be read both ways.
func (p *Profile) decideAmbiguous(d *Decision, usual Order) {
	f := &d.Format
	switch {
	case p.asDMY.inOrder(&p.asMDY):
		f.Order, d.Reason = DMY, "every date can be read both ways; day before month because the rows then run in the order of time"
	case p.asMDY.inOrder(&p.asDMY):
		f.Order, d.Reason = MDY, "every date can be read both ways; month before day because the rows then run in the order of time"
	case p.either == 0:
		f.Order, d.Reason = DMY, "day and month are the same number in every date"
		return
	case p.points == p.Triples:
		f.Order, d.Reason = DMY, "every date can be read both ways; day before month, as dates with points between their numbers are written"
	case p.whole > p.either: // who writes the year first is of no language
		f.Order = Undecided
		d.Reason = fmt.Sprintf("%d dates have the year first, and %d others can be day/month or month/day: these are not read", p.whole, p.either)
	default:
		f.Order = usual
		d.Reason = fmt.Sprintf("every date can be read both ways; %s as is usual in the language of the file or the story", usual)
	}
	d.Doubtful = true
}
