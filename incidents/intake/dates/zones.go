package dates

import (
	"strconv"
	"strings"
	"time"
)

// abbreviations are the zones that tables name by letters which are of one zone alone, as seconds from UTC. Those of
// several are in letters.go.
var abbreviations = map[string]int{
	"utc": 0, "gmt": 0, "z": 0, "zulu": 0, "hora utc": 0,
	"mdt": -6 * 3600, "pdt": -7 * 3600, "akst": -9 * 3600, "akdt": -8 * 3600, "hst": -10 * 3600, "adt": -3 * 3600, "ndt": -2*3600 - 1800,
	"wet": 0, "west": 3600, "cet": 3600, "cest": 7200, "eet": 7200, "eest": 10800, "msk": 10800, "trt": 10800, "idt": 10800,
	"wat": 3600, "cat": 7200, "sast": 7200, "eat": 10800,
	"irst": 12600, "irdt": 16200, "aft": 16200, "pkt": 18000, "npt": 20700, "mmt": 23400, "ict": 25200, "wib": 25200, "wita": 28800, "wit": 32400,
	"hkt": 28800, "sgt": 28800, "myt": 28800, "pht": 28800, "awst": 28800, "jst": 32400, "kst": 32400, "acst": 34200, "acdt": 37800, "aest": 36000, "aedt": 39600, "nzst": 43200, "nzdt": 46800,
	"art": -3 * 3600, "brt": -3 * 3600, "cot": -5 * 3600, "pet": -5 * 3600, "bot": -4 * 3600, "vet": -4 * 3600, "uyt": -3 * 3600, "clt": -4 * 3600, "clst": -3 * 3600, "gyt": -4 * 3600, "srt": -3 * 3600, "gft": -3 * 3600,
}

// offsetZone reads "+02:00", "-0600", "+2", "-6" and "+5.5" (hours).
func offsetZone(s string) (*time.Location, bool) {
	sign := 1
	switch {
	case strings.HasPrefix(s, "-") || strings.HasPrefix(s, "−"):
		sign = -1
	case !strings.HasPrefix(s, "+"):
		return nil, false
	}
	digits := strings.TrimLeft(s, "+-−")
	if whole, quarters, ok := strings.Cut(digits, "."); ok {
		minutes, known := map[string]string{"0": "00", "25": "15", "5": "30", "50": "30", "75": "45"}[quarters]
		if !known {
			return nil, false
		}
		digits = whole + ":" + minutes
	}
	h, m, colon := strings.Cut(digits, ":")
	if !colon && len(digits) > 2 {
		h, m = digits[:len(digits)-2], digits[len(digits)-2:]
	}
	hours, errH := strconv.ParseUint(h, 10, 8)
	minutes, errM := strconv.ParseUint("0"+m, 10, 8)
	if errH != nil || errM != nil || hours > 14 || minutes > 59 {
		return nil, false
	}
	offset := sign * int(hours*3600+minutes*60)
	if offset == 0 {
		return time.UTC, true
	}
	return time.FixedZone("", offset), true
}

// namedZone reads an offset, an abbreviation or an IANA name, in the form of words.Plain.
func namedZone(s string) (*time.Location, bool) {
	s = strings.Trim(s, " ()[].")
	if seconds, ok := abbreviations[s]; ok {
		if seconds == 0 {
			return time.UTC, true
		}
		return time.FixedZone(strings.ToUpper(s), seconds), true
	}
	for _, lead := range []string{"utc", "gmt"} {
		if rest, ok := strings.CutPrefix(s, lead); ok {
			return offsetZone(strings.TrimSpace(rest))
		}
	}
	if z, ok := offsetZone(s); ok {
		return z, true
	}
	if !strings.Contains(s, "/") {
		return nil, false
	}
	z, err := time.LoadLocation(ianaCase(s))
	return z, err == nil
}

// ianaCase gives an IANA name its capitals: "america/mexico_city" is America/Mexico_City.
func ianaCase(s string) string {
	b := []byte(s)
	up := true
	for i, c := range b {
		if up && c >= 'a' && c <= 'z' {
			b[i] = c - 'a' + 'A'
		}
		up = c == '/' || c == '_' || c == '-'
	}
	return string(b)
}

// ParseZone reads what a cell for the zone says: an IANA name, an offset such as UTC-6, or
// an abbreviation.
func ParseZone(s string) (*time.Location, bool) {
	s = strings.TrimSpace(s)
	if strings.Contains(s, "/") {
		if z, err := time.LoadLocation(s); err == nil {
			return z, true
		}
	}
	return namedZone(strings.ToLower(s))
}

// ParseOffset reads a cell of a column that is called as one of offsets from UTC: hours such as "5.5", "3" and "-3", or
// "0530". Three digits may be minutes or hours with minutes, and are not read.
func ParseOffset(s string) (*time.Location, bool) {
	s = strings.TrimSpace(s)
	if s == "" || s[0] < '0' || s[0] > '9' {
		return offsetZone(s)
	}
	if whole, _, _ := strings.Cut(strings.ReplaceAll(s, ":", "."), "."); len(whole) > 2 && len(whole) != 4 {
		return nil, false
	}
	return offsetZone("+" + s)
}
