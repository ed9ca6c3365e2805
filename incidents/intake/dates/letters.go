package dates

import (
	"slices"
	"strings"
	"time"

	"incidentmap/incidents/intake/words"
)

// Letters are those of a zone that are of several: CST is one of North America, of China and of Cuba. Nothing but the
// country or another zone says which is meant.
type Letters string

// lettered is one of the zones that letters are of: seconds east of UTC, and the countries (ISO 3166-1 alpha-2) whose
// clocks it is on.
type lettered struct {
	seconds   int
	countries string
}

// severalZones are the zones of letters that several have, as the time zone database (IANA tzdb) and the countries'
// own offices call them.
var severalZones = map[Letters][]lettered{
	"ist":  {{19800, "IN LK"}, {7200, "IL PS"}, {3600, "IE"}},
	"bst":  {{3600, "GB IM JE GG"}, {21600, "BD"}, {39600, "PG"}},
	"cst":  {{-21600, "US CA MX GT HN SV NI CR BZ"}, {28800, "CN TW MO"}, {-18000, "CU"}, {34200, "AU"}},
	"cdt":  {{-18000, "US CA MX"}, {-14400, "CU"}, {37800, "AU"}},
	"est":  {{-18000, "US CA MX JM PA KY HT BS TC"}, {36000, "AU"}},
	"edt":  {{-14400, "US CA HT BS TC"}, {39600, "AU"}},
	"ast":  {{-14400, "CA BM PR VI VG DO TT BB AG DM LC VC GD KN AI MS AW CW BQ SX GP MQ MF BL"}, {10800, "SA IQ KW BH QA YE"}},
	"mst":  {{-25200, "US CA MX"}, {28800, "MY"}, {23400, "MM"}},
	"pst":  {{-28800, "US CA MX"}, {28800, "PH"}, {18000, "PK"}},
	"gst":  {{14400, "AE OM"}, {-7200, "GS"}, {36000, "GU"}},
	"sst":  {{28800, "SG"}, {-39600, "AS UM"}, {39600, "SB"}},
	"wst":  {{28800, "AU"}, {46800, "WS"}},
	"wast": {{7200, "NA AO TD CG GA"}, {28800, "AU"}},
	"amt":  {{-14400, "BR"}, {14400, "AM"}},
	"ect":  {{-18000, "EC"}, {-14400, "DM LC VC GD"}},
	"nst":  {{-12600, "CA"}, {20700, "NP"}},
}

// lettersOf gives letters that several zones have, of a text in the form of words.Plain; empty for others.
func lettersOf(plain string) Letters {
	l := Letters(strings.Trim(plain, " ()[]."))
	if _, ok := severalZones[l]; ok {
		return l
	}
	return ""
}

// ParseLetters reads a cell that is the letters of several zones; empty for others.
func ParseLetters(s string) Letters { return lettersOf(words.Plain(s)) }

// In gives the zone that the letters mean in a country (ISO 3166-1 alpha-2); false where they mean none there.
func (l Letters) In(country string) (*time.Location, bool) {
	return l.only(func(z lettered) bool { return country != "" && slices.Contains(strings.Fields(z.countries), country) })
}

// besideHours is how far from a place's own clocks those of its neighbours are at most.
const besideHours = 3

// Beside gives the zone that is meant where another is at home: the one that its clocks show in winter, or else in summer,
// or else the only one that is near. UTC is at home nowhere.
func (l Letters) Beside(home *time.Location) (*time.Location, bool) {
	if home == nil || home == time.UTC || !strings.Contains(home.String(), "/") || strings.HasPrefix(home.String(), "Etc/") {
		return nil, false
	}
	_, january := time.Date(2020, time.January, 1, 0, 0, 0, 0, home).Zone()
	_, july := time.Date(2020, time.July, 1, 0, 0, 0, 0, home).Zone()
	winter, summer := min(january, july), max(january, july)
	for _, holds := range []func(lettered) bool{
		func(z lettered) bool { return z.seconds == winter },
		func(z lettered) bool { return z.seconds == summer },
		func(z lettered) bool { return max(z.seconds-winter, winter-z.seconds) <= besideHours*3600 },
	} {
		if z, ok := l.only(holds); ok {
			return z, true
		}
	}
	return nil, false
}

// only gives the zone that a rule holds for, where it holds for one alone.
func (l Letters) only(holds func(lettered) bool) (*time.Location, bool) {
	var found *time.Location
	for _, z := range severalZones[l] {
		switch {
		case !holds(z):
		case found != nil:
			return nil, false
		default:
			found = time.FixedZone(strings.ToUpper(string(l)), z.seconds)
		}
	}
	return found, found != nil
}

// IsZone tells a cell that names a zone, be it by letters that several have.
func IsZone(s string) bool {
	if _, ok := ParseZone(s); ok {
		return true
	}
	return ParseLetters(s) != ""
}

// Letters gives those of the zone that the text names where several have them; empty for others.
func (r Reading) Letters() Letters { return r.letters }

// WithZone gives the reading on the clocks of a zone.
func (r Reading) WithZone(zone *time.Location) Reading {
	r.zone, r.letters = zone, ""
	return r
}

// WithoutClock gives the days of a reading, without their times of day.
func (r Reading) WithoutClock() Reading {
	if !r.HasClock() {
		return r
	}
	d := wholeDay(r.first.day)
	if r.last.day != r.first.day {
		d = days(r.first.day, r.last.day, precisionOf(clock{r.first.day, 0}, clock{r.last.day, lastNs}, r.Precision))
	}
	d.Vague = true
	return d
}
