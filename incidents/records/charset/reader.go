package charset

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/ianaindex"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/encoding/unicode/utf32"
	"golang.org/x/text/transform"
)

// Canonical gives the name under which an encoding is known here, from any of its usual
// names: those of the WHATWG Encoding Standard and of IANA, and what programs call it
// ("Mac Roman", "ANSI", "UTF-16 LE").
func Canonical(label string) (string, error) {
	name, _, err := find(label)
	return name, err
}

// NewReader reads a text in the named encoding as UTF-8, without the byte order mark. A
// text in UTF-8 passes as it is, with its wrong bytes, for Mend to look at; in other
// encodings what is no character becomes U+FFFD.
func NewReader(r io.Reader, name string) (io.Reader, error) {
	name, enc, err := find(name)
	if err != nil {
		return nil, err
	}
	if name == UTF8 {
		return withoutMark(r)
	}
	return withoutMark(transform.NewReader(r, enc.NewDecoder()))
}

func withoutMark(r io.Reader) (io.Reader, error) {
	b := bufio.NewReaderSize(r, 16)
	head, err := b.Peek(len("\uFEFF"))
	if err != nil && err != io.EOF { //nolint:errorlint // Peek gives io.EOF itself
		return nil, err
	}
	if string(head) == "\uFEFF" {
		_, err = b.Discard(len(head))
		return b, err
	}
	return b, nil
}

func find(label string) (string, encoding.Encoding, error) {
	plain := strings.ToLower(strings.NewReplacer(" ", "", "-", "", "_", "").Replace(label))
	switch plain {
	case "utf8", "utf8sig", "utf8bom", "ascii", "usascii":
		return UTF8, unicode.UTF8, nil
	case "utf16le", "utf16", "unicode":
		return UTF16LE, unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM), nil
	case "utf16be":
		return UTF16BE, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), nil
	case "utf32le", "utf32":
		return UTF32LE, utf32.UTF32(utf32.LittleEndian, utf32.IgnoreBOM), nil
	case "utf32be":
		return UTF32BE, utf32.UTF32(utf32.BigEndian, utf32.IgnoreBOM), nil
	case "ansi", "latin1", "iso88591", "windows1252", "cp1252":
		return Windows1252, charmap.Windows1252, nil
	case "macroman", "mac", "macintosh":
		return Macintosh, charmap.Macintosh, nil
	}
	if enc, err := htmlindex.Get(label); err == nil {
		if name, err := htmlindex.Name(enc); err == nil && name != "replacement" {
			return name, enc, nil
		}
	}
	if enc, err := ianaindex.IANA.Encoding(label); err == nil && enc != nil {
		if name, err := ianaindex.IANA.Name(enc); err == nil {
			return strings.ToLower(name), enc, nil
		}
	}
	return "", nil, fmt.Errorf("encoding %q is not known; use a name such as utf-8, utf-16le, windows-1252 or macintosh", label)
}

// Mend gives text that should be UTF-8 with each byte that is not read as Windows-1252,
// the usual origin of a cell that was pasted from elsewhere.
func Mend(text []byte) string {
	var b strings.Builder
	for len(text) > 0 {
		r, n := utf8.DecodeRune(text)
		if r == utf8.RuneError && n == 1 {
			r = charmap.Windows1252.DecodeByte(text[0])
		}
		b.WriteRune(r)
		text = text[n:]
	}
	return b.String()
}
