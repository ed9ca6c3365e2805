package numbers

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
)

// ErrNotFinite says that a number is too large for any: 1e400.
var ErrNotFinite = errors.New("is not a finite number")

// Decimal reads a number in plain decimal notation. Where dots and commas both stand in it,
// the last one parts the decimals; where one stands alone it does, too, unless it stands
// more than once or thousands is set and three digits follow it. What is not finite (1e400,
// NaN) is an error.
func Decimal(s string, thousands bool) (float64, error) {
	s = strings.TrimSpace(s)
	if s == "" {
		return 0, errors.New("is empty")
	}
	if thousands || !isGoNumber(s) {
		var err error
		if s, err = dotted(s, thousands); err != nil {
			return 0, err
		}
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsInf(v, 0) || math.IsNaN(v) {
		return 0, ErrNotFinite
	}
	return v, nil
}

// isGoNumber tells digits with one dot at most and a sign before them.
func isGoNumber(s string) bool {
	dots := 0
	for i := range len(s) {
		switch c := s[i]; {
		case c == '.':
			dots++
		case c >= '0' && c <= '9', i == 0 && (c == '-' || c == '+'):
		default:
			return false
		}
	}
	return dots <= 1
}

// groupSigns are those that part thousands, besides dots and commas.
var groupSigns = strings.NewReplacer("\u00a0", " ", "\u202f", " ", "\u2009", " ", "'", " ", "’", " ")

// dotted writes a number as Go does.
func dotted(s string, thousands bool) (string, error) {
	s = strings.Replace(s, "−", "-", 1) // U+2212, as typographers write it
	s = groupSigns.Replace(s)
	if at := strings.LastIndexByte(s, ' '); at >= 0 {
		end := strings.IndexAny(s[at:], ".,")
		if end < 0 {
			end = len(s) - at
		}
		whole, err := grouped(s[:at+end], " ")
		if err != nil {
			return "", err
		}
		s, thousands = whole+s[at+end:], false
	}
	if strings.Trim(s, "+-.,0123456789eE") != "" || strings.IndexFunc(s, isDigit) < 0 {
		return "", fmt.Errorf("is not a number")
	}
	dot, comma := strings.LastIndexByte(s, '.'), strings.LastIndexByte(s, ',')
	switch {
	case dot >= 0 && comma > dot:
		return parted(s, ".", ",")
	case comma >= 0 && dot > comma:
		return parted(s, ",", ".")
	case comma >= 0:
		return alone(s, ",", thousands)
	case dot >= 0:
		return alone(s, ".", thousands)
	}
	return s, nil
}

// parted takes out the separators of thousands, which must stand before groups of three,
// and writes a dot for the decimal one.
func parted(s, group, decimal string) (string, error) {
	whole, rest, _ := strings.Cut(s, decimal)
	if strings.Contains(rest, decimal) {
		return "", errors.New("has two decimal signs")
	}
	whole, err := grouped(whole, group)
	return whole + "." + rest, err
}

// alone decides what the only kind of sign in a number is. No thousands stand behind a zero:
// 0.234 is a fraction.
func alone(s, sign string, thousands bool) (string, error) {
	at := strings.LastIndex(s, sign)
	if strings.Count(s, sign) > 1 || thousands && len(s)-at == 4 && at > 0 && at <= 4 && !beginsWithZero(s) {
		return grouped(s, sign)
	}
	return strings.Replace(s, sign, ".", 1), nil
}

func beginsWithZero(s string) bool { return strings.HasPrefix(strings.TrimLeft(s, "+-"), "0") }

func grouped(s, sign string) (string, error) {
	parts := strings.Split(s, sign)
	for i, p := range parts {
		if i > 0 && len(p) != 3 || i == 0 && len(parts) > 1 && (strings.Trim(p, "+-") == "" || beginsWithZero(p)) {
			return "", errors.New("has its separators of thousands in the wrong places")
		}
	}
	return strings.Join(parts, ""), nil
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }

// FractionSign gives the sign that parts the decimals of a number that is not whole: "3.5", "0,512"; 0 for
// others.
func FractionSign(s string) byte {
	v, err := Decimal(s, true)
	at := strings.LastIndexAny(s, ".,")
	if err != nil || v == math.Trunc(v) || at < 0 {
		return 0
	}
	return s[at]
}

// IsGrouped tells a number whose only sign is taken for one of thousands and may be one of decimals:
// "12.345", "1,250".
func IsGrouped(s string) bool {
	whole, errWhole := Decimal(s, true)
	part, errPart := Decimal(s, false)
	return errWhole == nil && errPart == nil && whole != part
}
