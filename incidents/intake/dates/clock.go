package dates

import (
	"errors"
	"regexp"
	"strconv"
	"strings"
	"time"

	"incidentmap/incidents"
	"incidentmap/incidents/intake/words"
)

// Time is a time of day: from its first to its last nanosecond since midnight.
type Time struct {
	first, last int64
	Precision   incidents.TimePrecision
	zone        *time.Location
	letters     Letters // of a zone, where several have them
	vague       bool
}

func moment(nano int64) Time { return Time{first: nano, last: nano, Precision: incidents.Minute} }

// clockForm is a time with a colon or an h, or an hour with am or pm.
var clockForm = regexp.MustCompile(`^(\d{1,2})(?:[:h.](\d{2}))?(?:[:m.](\d{2})(?:[.,](\d{1,9}))?)? ?s?(?: ?(a\.? ?m\.?|p\.? ?m\.?|hrs?\.?|hs\.?|h|horas|hours|uhr|o'clock))?(?: ?(.+))?$`)

// ParseTime reads a time of day: "10:25", "10:25:30 PM", "22h15", "10 am", with a zone
// behind it or not, "night". With short, digits alone are hours and minutes without a
// sign between them, of which zeros at the beginning may be lost: "1025", "18" (00:18).
func ParseTime(s string, short bool) (Time, error) {
	s = strings.Trim(s, " ")
	if t, rest, ok := fastClock(s); ok && rest == "" {
		return t, nil
	}
	if len(s) > maxText {
		return Time{}, errors.New("is too long for a time")
	}
	s = strings.Trim(words.Plain(s), " ,;")
	if words.Missing(s) {
		return Time{}, ErrMissing
	}
	if t, ok := digitsAlone(s, short); ok {
		return t, nil
	}
	if p, ok := partOfDay(s); ok {
		return p, nil
	}
	if t, ok, err := clockSpan(s); ok || err != nil {
		return t, err
	}
	m := clockForm.FindStringSubmatch(s)
	if m == nil || m[2] == "" && m[5] == "" {
		return Time{}, errors.New("is not a time of day")
	}
	return clockOf(m)
}

// fastClock is isoClock for a text that may be too short for it.
func fastClock(s string) (Time, string, bool) {
	if len(s) < 5 || s[2] != ':' {
		return Time{}, s, false
	}
	return isoClock(s)
}

func digitsAlone(s string, short bool) (Time, bool) {
	if len(s) > 6 || len(s) == 0 || strings.Trim(s, "0123456789") != "" || !short && len(s) < 4 || len(s) == 5 && !short {
		return Time{}, false
	}
	n, err := strconv.Atoi(s)
	if err != nil {
		return Time{}, false
	}
	sec := 0
	if len(s) > 4 {
		sec, n = n%100, n/100
	}
	h, m := n/100, n%100
	if h > 23 || m > 59 || sec > 59 {
		return Time{}, false
	}
	return moment(int64(h)*anHour + int64(m)*aMinute + int64(sec)*aSecond), true
}

// clockOf makes a time of the parts of clockForm.
func clockOf(m []string) (Time, error) {
	h, _ := strconv.Atoi(m[1])
	minute, _ := strconv.Atoi("0" + m[2])
	sec, _ := strconv.Atoi("0" + m[3])
	switch half := strings.ReplaceAll(strings.ReplaceAll(m[5], ".", ""), " ", ""); {
	case (half == "am" || half == "pm") && (h < 1 || h > 12):
		if half == "am" || h > 23 {
			return Time{}, errors.New("has an hour that does not go with am or pm")
		}
	case half == "am" && h == 12:
		h = 0
	case half == "pm" && h < 12:
		h += 12
	}
	if h == 24 && minute == 0 && sec == 0 {
		return Time{}, errors.New("is 24:00, the next day's beginning; write 00:00 of that day")
	}
	if h > 23 || minute > 59 || sec > 59 {
		return Time{}, errors.New("is not a time of day")
	}
	nano := int64(h)*anHour + int64(minute)*aMinute + int64(sec)*aSecond
	if m[4] != "" {
		frac, _ := strconv.ParseInt((m[4] + "00000000")[:9], 10, 64)
		nano += frac
	}
	t := moment(nano)
	if m[2] == "" {
		t = Time{first: nano, last: nano + anHour - aSecond, Precision: incidents.Hour}
	}
	if m[6] != "" {
		zone, ok := namedZone(m[6])
		if t.zone, t.letters = zone, lettersOf(m[6]); !ok && t.letters == "" && !isLocal(m[6]) {
			return Time{}, errors.New("has words behind the time that name no zone")
		}
	}
	return t, nil
}

// dayParts are the parts of a day by their words, in hours: from, until (not included).
var dayParts = []struct {
	words       string
	from, until int64
}{
	{"early morning", 0, 6},
	{"early hours", 0, 6},
	{"small hours", 0, 6},
	{"predawn", 0, 6},
	{"pre-dawn", 0, 6},
	{"before dawn", 0, 6},
	{"madrugada", 0, 6},
	{"dawn", 5, 7},
	{"amanecer", 5, 7},
	{"late morning", 9, 12},
	{"morning", 6, 12},
	{"por la manana", 6, 12},
	{"en la manana", 6, 12},
	{"de la manana", 6, 12},
	{"midday", 11, 14},
	{"noon", 11, 14},
	{"mediodia", 11, 14},
	{"early afternoon", 12, 15},
	{"late afternoon", 15, 19},
	{"afternoon", 12, 18},
	{"tarde", 12, 20},
	{"early evening", 17, 20},
	{"evening", 17, 22},
	{"late night", 21, 24},
	{"overnight", 18, 24},
	{"tonight", 18, 24},
	{"night", 18, 24},
	{"nighttime", 18, 24},
	{"noche", 18, 24},
	{"manana", 6, 12},
}

// partOfDay reads the words of a part of a day, alone.
func partOfDay(s string) (Time, bool) {
	for _, lead := range []string{"in the ", "at ", "por la ", "en la ", "de la ", "durante la ", "la ", "al "} {
		s = strings.TrimPrefix(s, lead)
	}
	for _, p := range dayParts {
		if s == p.words {
			return part(p.from, p.until), true
		}
	}
	return Time{}, false
}

func part(from, until int64) Time {
	return Time{first: from * anHour, last: until*anHour - aSecond, Precision: incidents.PartOfDay, vague: true}
}
