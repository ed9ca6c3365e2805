package dates

import (
	"strconv"
	"strings"
	"time"
)

// abbreviations are the zones that tables name by letters, as seconds from UTC. Those
// that mean several zones (IST, BST, AST) are left out.
var abbreviations = map[string]int{
	"utc": 0, "gmt": 0, "z": 0, "zulu": 0, "hora utc": 0,
	"est": -5 * 3600, "edt": -4 * 3600, "cst": -6 * 3600, "cdt": -5 * 3600, "mst": -7 * 3600, "mdt": -6 * 3600,
	"pst": -8 * 3600, "pdt": -7 * 3600, "akst": -9 * 3600, "akdt": -8 * 3600, "hst": -10 * 3600,
	"wet": 0, "west": 3600, "cet": 3600, "cest": 7200, "eet": 7200, "eest": 10800, "msk": 10800, "eat": 10800, "jst": 32400,
	"art": -3 * 3600, "brt": -3 * 3600, "cot": -5 * 3600, "pet": -5 * 3600, "bot": -4 * 3600, "vet": -4 * 3600, "uyt": -3 * 3600,
}

// offsetZone reads "+02:00", "-0600", "+2" and "-6".
func offsetZone(s string) (*time.Location, bool) {
	sign := 1
	switch {
	case strings.HasPrefix(s, "-") || strings.HasPrefix(s, "−"):
		sign = -1
	case !strings.HasPrefix(s, "+"):
		return nil, false
	}
	digits := strings.TrimLeft(s, "+-−")
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
