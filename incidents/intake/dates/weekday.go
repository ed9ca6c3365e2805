package dates

import (
	"strings"

	"incidentmap/incidents/intake/words"
)

// moreWeekdays are those of Portuguese, French, Italian and German, Sunday first.
var moreWeekdays = map[string]int{
	"segunda": 1, "segunda feira": 1, "terca": 2, "terca feira": 2, "quarta": 3, "quarta feira": 3, "quinta": 4, "quinta feira": 4, "sexta": 5, "sexta feira": 5,
	"dimanche": 0, "lundi": 1, "mardi": 2, "mercredi": 3, "jeudi": 4, "vendredi": 5, "samedi": 6,
	"domenica": 0, "lunedi": 1, "martedi": 2, "mercoledi": 3, "giovedi": 4, "venerdi": 5, "sabato": 6,
	"sonntag": 0, "montag": 1, "dienstag": 2, "mittwoch": 3, "donnerstag": 4, "freitag": 5, "samstag": 6,
}

// Weekday gives the day of the week that a cell alone says, Sunday 0; false for others.
func Weekday(s string) (int, bool) {
	key := words.Key(s)
	if d, ok := weekdays[key]; ok {
		return d, true
	}
	d, ok := moreWeekdays[key]
	return d, ok
}

// IsOn tells that a reading may be of a day of the week, Sunday 0: one of more than a day may be of any.
func (r Reading) IsOn(weekday int) bool {
	const thursday = 4 // 1 January 1970, day 0
	return r.first.day != r.last.day || ((r.first.day+thursday)%7+7)%7 == weekday
}

// IsHalf tells a cell that says whether a time is before or after noon, and nothing else.
func IsHalf(s string) bool {
	switch strings.ReplaceAll(strings.ReplaceAll(words.Plain(s), ".", ""), " ", "") {
	case "am", "pm":
		return true
	}
	return false
}
