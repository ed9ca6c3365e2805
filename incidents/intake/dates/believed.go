package dates

import (
	"fmt"
	"slices"

	"incidentmap/incidents"
)

// The years that are believed to be of the calendar that is used here, the Gregorian one.
const firstYear, lastYear = 1000, 2200

// Years is what the years of a column's dates tell together. The zero Years has seen nothing.
type Years struct {
	dated, persian int
	days           int          // that say a day
	epochs         map[int]bool // years of the days from which programs count that are there
	whole          map[int]bool // years of which a day is written that does not stand for none
}

// Add takes the reading of a cell.
func (y *Years) Add(r Reading) {
	year := r.Year()
	if r.isEpoch() {
		if y.epochs == nil {
			y.epochs = map[int]bool{}
		}
		y.epochs[year] = true
		return
	}
	if year < firstYear || year > lastYear {
		return
	}
	y.dated++
	switch r.Precision {
	case incidents.Day, incidents.PartOfDay, incidents.Hour, incidents.Minute:
		y.days++
	}
	if isPersian(year) {
		y.persian++
	}
	if y.whole == nil {
		y.whole = map[int]bool{}
	}
	y.whole[year] = true
}

// Doubt says why the date of a cell is not believed, or nothing: its year is of no time that files tell of, as that of
// another calendar is (2569 of the Buddhist one is 2026, 5786 of the Hebrew one, 115 of that of Taiwan); it is a year of
// the Persian or the Islamic calendar, as those of the whole column are (1404 and 1447 are 2026); or it is the day from
// which programs count, as they write it where there is none, and no other day of its year is in the column.
func (y *Years) Doubt(r Reading) string {
	year := r.Year()
	switch {
	case year < firstYear || year > lastYear:
		return "its year is not from 1000 to 2200, and may be one of another calendar"
	case y.arePersian() && isPersian(year):
		return "its year may be one of the Persian or the Islamic calendar, as those of the whole column may be"
	case r.isEpoch() && !y.whole[year]:
		return "is the day from which programs count, which they write where there is no date"
	}
	return ""
}

// isPersian tells a year that may be of the Persian or the Islamic calendar.
func isPersian(year int) bool { return year >= 1300 && year <= 1460 }

// AreDays tells that most of the dates say a day, so that a year alone among them may be of a sum.
func (y *Years) AreDays() bool { return 2*y.days > y.dated }

func (y *Years) arePersian() bool { return y.dated > 0 && 20*y.persian >= 19*y.dated }

// Doubted says by what the same date would be believed in one file and not in another; empty for most files.
func (y *Years) Doubted() string {
	s := ""
	if y.arePersian() {
		s = "persian"
	}
	var believed []int
	for year := range y.epochs {
		if y.whole[year] {
			believed = append(believed, year)
		}
	}
	if slices.Sort(believed); len(believed) > 0 {
		s += fmt.Sprint(believed)
	}
	return s
}

// Year is that of the first day of a reading.
func (r Reading) Year() int {
	year, _, _ := civil(r.first.day)
	return year
}

// epochs are the days from which programs count, in days since 1970: 1899-12-30, 1899-12-31, 1900-01-01, 1904-01-01,
// 1970-01-01.
var epochs = map[int]bool{-25569: true, -25568: true, -25567: true, -24107: true, 0: true}

// isEpoch tells a day from which programs count, or its first moment.
func (r Reading) isEpoch() bool {
	isDay := r.Precision == incidents.Day || r.first == r.last && r.first.nano == 0
	return isDay && epochs[r.first.day]
}
