package ogc

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"incidentmap/incidents"
)

// isoDuration matches an ISO 8601 duration; its groups are the numbers of years, months,
// weeks, days, hours, minutes and seconds.
var isoDuration = regexp.MustCompile(`^P(?:(\d{1,4})Y)?(?:(\d{1,5})M)?(?:(\d{1,5})W)?(?:(\d{1,6})D)?(?:T(?:(\d{1,7})H)?(?:(\d{1,9})M)?(?:(\d{1,9})S)?)?$`)

// withoutDuration writes an interval that has a duration for one of its ends (ISO 8601,
// start/P2D or P2D/end) with both of them, as incidents.ParseInterval reads it, and leaves any
// other text as it is. The grammar of OGC API Features has no durations; its test suite asks
// with them. Beside a date, a duration is of whole days: 2026-02-22/P2D is the 22nd and the 23rd.
func withoutDuration(s string) (string, error) {
	from, to, isInterval := strings.Cut(strings.ToUpper(s), "/")
	isBefore, isAfter := strings.HasPrefix(from, "P"), strings.HasPrefix(to, "P")
	if !isInterval || isBefore == isAfter {
		return s, nil
	}
	duration, end := to, from
	if isBefore {
		duration, end = from, to
	}
	known, err := incidents.ParseInterval(end)
	if err != nil {
		return "", err
	}
	isDate := known.To.After(known.From)
	switch {
	case isBefore && isDate:
		known.From, err = shifted(known.To.Add(time.Nanosecond), duration, -1)
	case isBefore:
		known.From, err = shifted(known.To, duration, -1)
	default:
		known.To, err = shifted(known.From, duration, 1)
		if isDate {
			known.To = known.To.Add(-time.Nanosecond)
		}
	}
	if err != nil {
		return "", err
	}
	if known.To.Before(known.From) {
		return "", fmt.Errorf("%s lasts for no time", incidents.Quote(s))
	}
	return known.From.Format(time.RFC3339Nano) + "/" + known.To.Format(time.RFC3339Nano), nil
}

// shifted gives the time a duration later, or earlier for a negative sign.
func shifted(t time.Time, duration string, sign int) (time.Time, error) {
	parts := isoDuration.FindStringSubmatch(duration)
	if parts == nil || strings.HasSuffix(duration, "P") || strings.HasSuffix(duration, "T") {
		return t, fmt.Errorf("%s is not a duration such as P2D or PT12H", incidents.Quote(duration))
	}
	var n [7]int
	for i, digits := range parts[1:] {
		n[i], _ = strconv.Atoi(digits) // an empty part is zero
		n[i] *= sign
	}
	t = t.AddDate(n[0], n[1], 7*n[2]+n[3])
	t = t.Add(time.Duration(n[4])*time.Hour + time.Duration(n[5])*time.Minute + time.Duration(n[6])*time.Second)
	if t.Year() < 1 || t.Year() > 9999 {
		return t, fmt.Errorf("%s leads out of the years 1 to 9999", incidents.Quote(duration))
	}
	return t, nil
}
