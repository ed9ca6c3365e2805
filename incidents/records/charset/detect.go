package charset

import (
	"bytes"
	"unicode/utf8"
)

// Names of the encodings that Detect may give, as the WHATWG Encoding Standard has them.
const (
	UTF8        = "utf-8"
	UTF16LE     = "utf-16le"
	UTF16BE     = "utf-16be"
	UTF32LE     = "utf-32le"
	UTF32BE     = "utf-32be"
	Windows1252 = "windows-1252"
	Macintosh   = "macintosh"
)

// Guess is what Detect found.
type Guess struct {
	Name string
	// BOM is the length in bytes of the byte order mark that the text begins with.
	BOM int
	// ASCII tells that nothing in the sample speaks for one encoding above another.
	ASCII bool
}

var marks = []struct {
	bytes []byte
	name  string
}{
	{[]byte{0xFF, 0xFE, 0, 0}, UTF32LE}, // before UTF-16, with which it begins
	{[]byte{0, 0, 0xFE, 0xFF}, UTF32BE},
	{[]byte{0xEF, 0xBB, 0xBF}, UTF8},
	{[]byte{0xFF, 0xFE}, UTF16LE},
	{[]byte{0xFE, 0xFF}, UTF16BE},
}

// Detect says in which encoding a text is written that begins with sample. The end of
// the sample may cut a character.
func Detect(sample []byte) Guess {
	for _, m := range marks {
		if bytes.HasPrefix(sample, m.bytes) {
			return Guess{Name: m.name, BOM: len(m.bytes)}
		}
	}
	if name := wide(sample); name != "" {
		return Guess{Name: name}
	}
	good, bad := countUTF8(sample)
	switch {
	case good == 0 && bad == 0:
		return Guess{Name: UTF8, ASCII: true}
	case good > bad:
		return Guess{Name: UTF8}
	}
	return Guess{Name: singleByte(sample)}
}

// wide tells UTF-16 without a mark by its zero bytes: in nearly every text some
// characters are ASCII (separators, digits, line ends), whose upper byte is zero, and
// none is U+0000 or of the block whose lower byte would be.
func wide(sample []byte) string {
	var zeros [2]int
	for i, c := range sample {
		if c == 0 {
			zeros[i&1]++
		}
	}
	pairs := len(sample) / 2
	switch even, odd := zeros[0], zeros[1]; {
	case odd*10 >= pairs && odd > 20*even:
		return UTF16LE
	case even*10 >= pairs && even > 20*odd:
		return UTF16BE
	}
	return ""
}

// countUTF8 counts the characters beyond ASCII that are valid UTF-8, and the bytes that
// are not. A character cut by the end of the sample is neither.
func countUTF8(sample []byte) (good, bad int) {
	for len(sample) > 0 {
		if sample[0] < utf8.RuneSelf {
			sample = sample[1:]
			continue
		}
		r, n := utf8.DecodeRune(sample)
		switch {
		case r != utf8.RuneError || n > 1:
			good++
		case !utf8.FullRune(sample):
			return good, bad
		default:
			bad++
		}
		sample = sample[n:]
	}
	return good, bad
}
