package charset

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

const (
	spanish = "fecha,lugar,nota\n2026-02-22,Michoacán,\"Niños – ¿cuántos? José dijo “nada”\"\n2026-02-23,NUEVO LEÓN,Año nuevo\n"
	english = "date,place,note\n2026-02-22,Zapopan,the driver’s car – burnt\n"
	french  = "date;lieu;note\n22/02/2026;Besançon;l’été dernier, où l’élève fut blessé\n"
	shouted = "FECHA,COLONIA\n1,ÁLAMO\n2,MÉXICO\n3,NIÑOS HÉROES\n"
	arabic  = "التاريخ,المكان\n2019,بيروت\n2019,صيدا\n"
)

func encoded(t testing.TB, enc encoding.Encoding, s string) []byte {
	t.Helper()
	b, err := enc.NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestDetectAndRead(t *testing.T) {
	le := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM)
	be := unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM)
	for _, tt := range []struct {
		name string
		text string
		enc  encoding.Encoding
		mark string
		want string
	}{
		{"ASCII", "a,b\n1,2\n", unicode.UTF8, "", UTF8},
		{"UTF-8", spanish, unicode.UTF8, "", UTF8},
		{"UTF-8 with a mark", spanish, unicode.UTF8, "\xEF\xBB\xBF", UTF8},
		{"UTF-8, Arabic", arabic, unicode.UTF8, "", UTF8},
		{"UTF-16 LE with a mark", spanish, le, "\xFF\xFE", UTF16LE},
		{"UTF-16 BE with a mark", spanish, be, "\xFE\xFF", UTF16BE},
		{"UTF-16 LE", spanish, le, "", UTF16LE},
		{"UTF-16 BE", spanish, be, "", UTF16BE},
		{"UTF-16 LE, Arabic", arabic, le, "", UTF16LE},
		{"Windows-1252, Spanish", spanish, charmap.Windows1252, "", Windows1252},
		{"Windows-1252, an apostrophe", english, charmap.Windows1252, "", Windows1252},
		{"Windows-1252, French", french, charmap.Windows1252, "", Windows1252},
		{"Windows-1252, capitals", shouted, charmap.Windows1252, "", Windows1252},
		{"Latin-1", "lugar\nTepatitlán\n", charmap.ISO8859_1, "", Windows1252},
		{"Mac Roman, Spanish", spanish, charmap.Macintosh, "", Macintosh},
		{"Mac Roman, an apostrophe", english, charmap.Macintosh, "", Macintosh},
		{"Mac Roman, French", french, charmap.Macintosh, "", Macintosh},
		{"Mac Roman, capitals", shouted, charmap.Macintosh, "", Macintosh},
	} {
		b := append([]byte(tt.mark), encoded(t, tt.enc, tt.text)...)
		got := Detect(b)
		if got.Name != tt.want || got.BOM != len(tt.mark) {
			t.Errorf("%s: %+v, want %s with a mark of %d bytes", tt.name, got, tt.want, len(tt.mark))
			continue
		}
		r, err := NewReader(iotest.OneByteReader(bytes.NewReader(b)), got.Name)
		if err != nil {
			t.Fatal(err)
		}
		if text, err := io.ReadAll(r); err != nil || string(text) != tt.text {
			t.Errorf("%s: read %q (%v)", tt.name, text, err)
		}
	}
}

func TestDetectInASampleThatCutsACharacter(t *testing.T) {
	if got := Detect([]byte("lugar,Michoac\xC3")); got.Name != UTF8 || !got.ASCII {
		t.Errorf("a cut character: %+v", got)
	}
	if got := Detect([]byte(spanish + spanish + "Le\xF3n")); got.Name != UTF8 {
		t.Errorf("one wrong byte among many right ones: %+v", got)
	}
}

func TestCanonical(t *testing.T) {
	for label, want := range map[string]string{
		"UTF-8": UTF8, "utf8": UTF8, "UTF-16 LE": UTF16LE, "Latin-1": Windows1252, "ISO-8859-1": Windows1252, "ANSI": Windows1252,
		"Mac Roman": Macintosh, "windows-1251": "windows-1251", "IBM850": "ibm850", "shift_jis": "shift_jis",
	} {
		if got, err := Canonical(label); err != nil || got != want {
			t.Errorf("%s is %q (%v), want %q", label, got, err, want)
		}
	}
	if _, err := NewReader(strings.NewReader(""), "klingon"); err == nil {
		t.Error("an unknown encoding was taken")
	}
}

func TestMend(t *testing.T) {
	for in, want := range map[string]string{"Le\xF3n": "León", "León": "León", "a\x81b": "a\uFFFDb", "": "", "\x93si\x94": "“si”"} {
		if got := Mend([]byte(in)); got != want {
			t.Errorf("%q became %q, want %q", in, got, want)
		}
	}
}

func FuzzDetect(f *testing.F) {
	for _, s := range []string{spanish, english, arabic, "\xFF\xFEa\x00", "\xFF\xFE\x00\x00", "Le\xF3n", ""} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		r, err := NewReader(bytes.NewReader(b), Detect(b).Name)
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if !utf8.ValidString(Mend(text)) {
			t.Fatalf("%q is not UTF-8", text)
		}
	})
}
