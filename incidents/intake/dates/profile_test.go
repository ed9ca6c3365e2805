package dates

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// column profiles cells.
func column(cells ...string) *Profile {
	p := &Profile{}
	for _, c := range cells {
		p.Add(c)
	}
	return p
}

// everyDay writes the days from 1 January 2014 on, n of them, each in a way of its own.
func everyDay(n int, write func(time.Time) string) []string {
	var all []string
	for i := range n {
		all = append(all, write(time.Date(2014, 1, 1+i, 0, 0, 0, 0, time.UTC)))
	}
	return all
}

func dmy(t time.Time) string { return t.Format("02/01/2006") }
func mdy(t time.Time) string { return t.Format("01/02/2006") }

// damaged writes days up to the 12th the other way round, as a spreadsheet of another
// country leaves them.
func damaged(t time.Time) string {
	if t.Day() <= 12 {
		return mdy(t)
	}
	return dmy(t)
}

// firstDays are the first twelve days of three months, the day first.
func firstDays() []string {
	var all []string
	for i, c := range everyDay(90, dmy) {
		if day := time.Date(2014, 1, 1+i, 0, 0, 0, 0, time.UTC).Day(); day <= 12 {
			all = append(all, c)
		}
	}
	return all
}

func TestDecide(t *testing.T) {
	backwards := everyDay(90, damaged)
	for i, j := 0, len(backwards)-1; i < j; i, j = i+1, j-1 {
		backwards[i], backwards[j] = backwards[j], backwards[i]
	}
	for _, tt := range []struct {
		name     string
		cells    []string
		wanted   Order
		order    Order
		mixed    bool
		doubtful bool
		says     string
	}{
		{"day first", everyDay(90, dmy), Undecided, DMY, false, false, "day before month"},
		{"month first", everyDay(90, mdy), Undecided, MDY, false, false, "month before day"},
		{"damaged", everyDay(90, damaged), Undecided, MDY, true, true, "both orders"},
		{"damaged, the last first", backwards, Undecided, MDY, true, true, "both orders"},
		{"asked for", everyDay(90, damaged), DMY, DMY, false, false, "was given"},
		{"ambiguous", []string{"01/02/2014", "03/04/2014"}, Undecided, MDY, false, true, "usual"},
		{"ambiguous but in order", firstDays(), Undecided, DMY, false, true, "order of time"},
		{"the same number", []string{"01/01/2014", "02/02/2014"}, Undecided, DMY, false, false, "same number"},
		{"years first", []string{"26-02-22", "26-03-05", "25-12-31"}, Undecided, YMD, false, true, "the year is the first"},
		{"years first or last", []string{"26-02-22"}, Undecided, DMY, false, true, "may be the first or the last"},
		{"years of two digits last", []string{"22/02/26", "05/03/26", "31/12/25"}, Undecided, DMY, false, false, "day before month"},
		{"seasons", []string{"2009-10", "2010-11", "2019-20"}, Undecided, YearPairs, false, true, "spans of two years"},
		{"months", []string{"2009-10", "2010-03"}, Undecided, Undecided, false, false, ""},
		{"both surely", []string{"13/01/2014", "01/13/2014", "02/03/2014"}, Undecided, Undecided, true, true, "not read"},
	} {
		d := column(tt.cells...).Decide(tt.wanted, MDY, time.Time{})
		if d.Format.Order != tt.order || d.Format.Mixed != tt.mixed || d.Doubtful != tt.doubtful || !strings.Contains(d.Reason, tt.says) {
			t.Errorf("%s: %+v", tt.name, d)
		}
	}
}

// Whatever the spreadsheet did, each day reads as itself.
func TestDamagedDays(t *testing.T) {
	cells := everyDay(90, damaged)
	f := column(cells...).Decide(Undecided, DMY, time.Time{}).Format
	for i, c := range cells {
		r, err := f.Parse(c)
		want := time.Date(2014, 1, 1+i, 0, 0, 0, 0, time.UTC)
		if start, _, _ := r.In(time.UTC); err != nil || !start.Equal(want) {
			t.Errorf("%s: %s, %v; want %s", c, start, err, want)
		}
	}
}

func TestDecideNumbers(t *testing.T) {
	many := func(form string, from, step int) []string {
		var all []string
		for i := range 30 {
			all = append(all, fmt.Sprintf(form, from+i*step))
		}
		return all
	}
	for _, tt := range []struct {
		cells  []string
		epoch  time.Duration
		serial bool
	}{
		{many("%d", 1517966773840, 1000), time.Millisecond, false},
		{many("%d", 1517966773, 1000), time.Second, false},
		{many("%d", 41645, 1), 0, true},
		{many("%d.5", 41645, 1), 0, true},
		{many("%d", 2014, 1), 0, false},
		{many("%d", 1, 1), 0, false},
		{many("%d", 20140101, 1), 0, false},
	} {
		f := column(tt.cells...).Decide(Undecided, DMY, time.Time{}).Format
		if f.Epoch != tt.epoch || f.Serial != tt.serial {
			t.Errorf("%s…: epoch %s, serial %v", tt.cells[0], f.Epoch, f.Serial)
		}
	}
}
