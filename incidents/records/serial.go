package records

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// cellStyle is what the style of a spreadsheet's cell says of its value: what a number shows of a moment, that it is a
// share of a hundred, that the cell is struck through.
type cellStyle struct{ date, clock, share, struck bool }

// styleOf reads a number format: its code, or for the formats that need none its
// number (ECMA-376, part 1, section 18.8.30).
func styleOf(id, code string) cellStyle {
	if code != "" {
		return styleOfCode(code)
	}
	n, err := strconv.Atoi(id)
	if err != nil {
		return cellStyle{}
	}
	switch {
	case n == 9 || n == 10:
		return cellStyle{share: true}
	case n >= 14 && n <= 17, n >= 27 && n <= 31, n == 36, n >= 50 && n <= 54, n == 57, n == 58:
		return cellStyle{date: true}
	case n == 22:
		return cellStyle{date: true, clock: true}
	case n >= 18 && n <= 21, n >= 32 && n <= 35, n == 45, n == 47, n == 55, n == 56:
		return cellStyle{clock: true}
	}
	return cellStyle{}
}

// styleOfCode looks for letters of dates outside of quotes, escapes and brackets. A
// format of elapsed time ([h]:mm) is a number, not a moment.
func styleOfCode(code string) cellStyle {
	code, _, _ = strings.Cut(strings.ToLower(code), ";")
	var letters strings.Builder
	for i := 0; i < len(code); i++ {
		switch c := code[i]; c {
		case '\\', '_', '*':
			i++
		case '"', '[':
			end := strings.IndexByte(code[i+1:], map[byte]byte{'"': '"', '[': ']'}[c])
			if end < 0 {
				end = len(code) - i - 2
			}
			if within := code[i+1 : i+1+max(end, 0)]; c == '[' && strings.Trim(within, "hms") == "" && within != "" {
				return cellStyle{}
			}
			i += max(end, 0) + 1
		default:
			letters.WriteByte(c)
		}
	}
	plain := strings.ReplaceAll(letters.String(), "general", "")
	clock := strings.ContainsAny(plain, "hs")
	return cellStyle{share: strings.ContainsRune(plain, '%'), date: strings.ContainsAny(plain, "yd") || strings.Contains(plain, "mmm") || strings.Contains(plain, "m") && !clock, clock: clock}
}

// lastSerial is 31 December 9999, behind which spreadsheets show no date.
const lastSerial = 2958465

// format writes a spreadsheet's number of days as the style shows it: 2026-02-22,
// 2026-02-22T14:30:00 or 14:30:00, without a zone, which a spreadsheet does not know. A
// time of day that the style hides is written too. False when it is no date.
func (d cellStyle) format(serial string, from1904 bool) (string, bool) {
	if !d.date && !d.clock {
		return "", false
	}
	v, err := strconv.ParseFloat(strings.TrimSpace(serial), 64)
	if !finite(v, err) || v < 0 || v > lastSerial+1 {
		return "", false
	}
	ms := int64(math.Round(v * 86_400_000))
	days, clock := ms/86_400_000, ms%86_400_000
	at := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	switch {
	case from1904:
		at = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case days < 60:
		// Before the 29 February 1900 that never was, which spreadsheets count.
		at = time.Date(1899, 12, 31, 0, 0, 0, 0, time.UTC)
	}
	at = at.AddDate(0, 0, int(days)).Add(time.Duration(clock) * time.Millisecond)
	layout := "2006-01-02"
	switch {
	case !d.date && days == 0:
		layout = "15:04:05"
	case days == 0 && !from1904:
		return "", false // the day before the first
	case d.clock || clock != 0:
		layout = "2006-01-02T15:04:05"
	}
	if clock%1000 != 0 {
		layout += ".000"
	}
	return at.Format(layout), true
}
