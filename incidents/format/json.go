package format

import (
	"math"
	"strconv"
	"time"
	"unicode/utf8"
)

const hexDigits = "0123456789abcdef"

// appendString writes s as a JSON string (RFC 8259, section 7). Bytes that are not UTF-8
// become U+FFFD, so that one bad byte does not spoil a whole download.
func appendString(dst []byte, s string) []byte {
	dst = append(dst, '"')
	done := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			if c >= ' ' && c != '"' && c != '\\' {
				i++
				continue
			}
			dst = append(dst, s[done:i]...)
			dst = appendEscape(dst, c)
			i++
			done = i
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && size == 1 {
			dst = append(dst, s[done:i]...)
			dst = append(dst, "\ufffd"...)
			done = i + 1
		}
		i += size
	}
	dst = append(dst, s[done:]...)
	return append(dst, '"')
}

func appendEscape(dst []byte, c byte) []byte {
	switch c {
	case '"', '\\':
		return append(dst, '\\', c)
	case '\n':
		return append(dst, '\\', 'n')
	case '\t':
		return append(dst, '\\', 't')
	}
	return append(dst, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
}

// appendNumber writes v with at most decimals digits after the point and no trailing
// zeros. What JSON cannot hold (NaN, infinities) becomes null.
func appendNumber(dst []byte, v float64, decimals int) []byte {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return append(dst, "null"...)
	}
	if n := math.Round(v * math.Pow10(decimals)); math.Abs(n) < exactDecimals {
		return appendDecimal(dst, int64(n), decimals)
	}
	return strconv.AppendFloat(dst, roundTo(v, decimals), 'f', -1, 64)
}

// exactDecimals bounds the numbers of at most 15 digits: of these no two are the same in IEEE 754,
// so that the shortest text of one is its own digits, which are written in a fifth of the time.
const exactDecimals = 1e15

// appendDecimal writes n divided by a power of ten.
func appendDecimal(dst []byte, n int64, decimals int) []byte {
	if n < 0 {
		dst, n = append(dst, '-'), -n
	}
	for decimals > 0 && n%10 == 0 {
		n, decimals = n/10, decimals-1
	}
	scale := int64(math.Pow10(decimals))
	dst = strconv.AppendInt(dst, n/scale, 10)
	if decimals == 0 {
		return dst
	}
	dst = append(dst, '.')
	from := len(dst)
	for range decimals {
		dst = append(dst, '0')
	}
	for i, rest := len(dst)-1, n%scale; i >= from; i-- {
		dst[i] = byte('0' + rest%10)
		rest /= 10
	}
	return dst
}

// roundTo gives v to so many decimals.
func roundTo(v float64, decimals int) float64 {
	scale := math.Pow10(decimals)
	rounded := math.Round(v*scale) / scale
	if rounded == 0 {
		return 0 // no negative zero
	}
	return rounded
}

func appendInt(dst []byte, v int) []byte { return strconv.AppendInt(dst, int64(v), 10) }

// appendTime writes an instant by RFC 3339 with the offset it was given in, to the second.
func appendTime(dst []byte, t time.Time) []byte {
	dst = append(dst, '"')
	dst = t.AppendFormat(dst, time.RFC3339)
	return append(dst, '"')
}
