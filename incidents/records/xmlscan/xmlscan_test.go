package xmlscan

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
)

// told writes a document as it is read.
func told(src io.Reader, longest int) string {
	s := NewScanner(src, longest)
	var b strings.Builder
	for {
		t, err := s.Next()
		if errors.Is(err, io.EOF) {
			return b.String()
		}
		if err != nil {
			return b.String() + " " + err.Error()
		}
		switch t.Kind {
		case Start:
			fmt.Fprintf(&b, "<%s", t.Name)
			for attrs := t.Attrs; ; {
				name, value, rest, ok := cut(attrs)
				if !ok {
					break
				}
				fmt.Fprintf(&b, " %s=%q", local(name), value)
				attrs = rest
			}
			b.WriteString(">")
		case End:
			fmt.Fprintf(&b, "</%s>", t.Name)
		case Text:
			fmt.Fprintf(&b, "%q", t.Text)
		}
	}
}

func TestNext(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"elements", `<?xml version="1.0"?><!-- <x> --><a:b c="1" x:d='>"'>t<e/></a:b>`, `<b c="1" d=">\"">"t"<e></e></b>`},
		{"entities", `<a b="&lt;&#65;">&amp;&ntilde;&#x41;&none; & b</a>`, `<a b="&lt;&#65;">"&ñA&none; & b"</a>`},
		{"CDATA", `<a><![CDATA[<b>&amp;]]]></a>`, `<a>"<b>&amp;]"</a>`},
		{"a < that is no tag", `<a>1 < 2 <3</a>`, `<a>"1 ""< 2 ""<3"</a>`},
		{"a document type", `<!DOCTYPE a [<!ELEMENT a (b)> ">"]><a/>`, `<a></a>`},
		{"entities of its own", `<!DOCTYPE a [<!ENTITY b "x">]><a/>`, ` ` + ErrEntities.Error()},
		{"cut in a tag", `<a><b c="`, `<a> unexpected EOF`},
		{"cut in a text", `<a>x`, `<a>"x"`},
		{"blanks in tags", "<a\n b = \"1\"\n></a >", `<a b="1"></a>`},
		{"attributes without quotes", `<a b c=1 d="2"/>`, `<a c="1" d="2"></a>`},
		{"too long", `<a>` + strings.Repeat("x", 200_000), `<a> ` + ErrTooLong.Error()},
	} {
		for _, src := range []io.Reader{strings.NewReader(tt.text), iotest.OneByteReader(strings.NewReader(tt.text))} {
			if got := told(src, 1000); got != tt.want {
				t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
			}
		}
	}
}

func TestAttr(t *testing.T) {
	attrs := []byte(` id="1" r:id="2" name='a &amp; b'`)
	for name, want := range map[string]string{"id": "1", "name": "a & b", "none": ""} {
		if got := Attr(attrs, name); string(got) != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}

func TestLine(t *testing.T) {
	s := NewScanner(strings.NewReader("<a>\n\n<b\n/></a>"), 100)
	for range 3 {
		if _, err := s.Next(); err != nil {
			t.Fatal(err)
		}
	}
	if s.Line() != 4 {
		t.Errorf("line %d, want 4", s.Line())
	}
}

func TestABrokenSourceIsTold(t *testing.T) {
	want := errors.New("the disk is gone")
	for _, text := range []string{"<a>", "<a>x", "<a", ""} {
		s := NewScanner(io.MultiReader(strings.NewReader(text), iotest.ErrReader(want)), 100)
		var err error
		for err == nil {
			_, err = s.Next()
		}
		if !errors.Is(err, want) {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// peer writes a document as encoding/xml reads it.
func peer(text []byte) (string, error) {
	d := xml.NewDecoder(bytes.NewReader(text))
	d.Entity = xml.HTMLEntity
	var b strings.Builder
	for {
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			return b.String(), nil
		}
		if err != nil {
			return "", err
		}
		switch t := t.(type) {
		case xml.StartElement:
			fmt.Fprintf(&b, "<%s>", t.Name.Local)
		case xml.EndElement:
			fmt.Fprintf(&b, "</%s>", t.Name.Local)
		case xml.Directive:
			return "", errors.New("is told apart elsewhere")
		}
	}
}

func FuzzScanner(f *testing.F) {
	for _, s := range []string{`<a b="1"><c/>x&amp;</a>`, `<a><![CDATA[x]]></a>`, `<!DOCTYPE a []><a/>`, `<a><!-- - --></a>`, `<a`, `</>`, `<a b='"'>`, "<a:b\n>\r\n</a:b>"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		got := told(bytes.NewReader(b), 1000)
		if diff := cmp.Diff(got, told(iotest.OneByteReader(bytes.NewReader(b)), 1000)); diff != "" {
			t.Fatalf("a slow source gives other tokens: %s", diff)
		}
		want, err := peer(b)
		if err != nil || bytes.IndexByte(b, ':') >= 0 { // of which the other is particular
			return
		}
		s, elements := NewScanner(bytes.NewReader(b), len(b)), ""
		for {
			token, err := s.Next()
			if err != nil {
				break
			}
			switch token.Kind {
			case Start:
				elements += "<" + string(token.Name) + ">"
			case End:
				elements += "</" + string(token.Name) + ">"
			}
		}
		if elements != want {
			t.Fatalf("%q has elements %s, want %s", b, elements, want)
		}
	})
}

func BenchmarkNext(b *testing.B) {
	text := []byte("<sheetData>" + strings.Repeat(`<row r="1"><c r="A1" t="s"><v>12</v></c><c r="B1"><v>20.7231</v></c></row>`, 10_000) + "</sheetData>")
	b.Run("here", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		b.ReportAllocs()
		for b.Loop() {
			s := NewScanner(bytes.NewReader(text), 1<<20)
			for {
				if _, err := s.Next(); err != nil {
					break
				}
			}
		}
	})
	b.Run("encoding-xml", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		b.ReportAllocs()
		for b.Loop() {
			d := xml.NewDecoder(bytes.NewReader(text))
			for {
				if _, err := d.RawToken(); err != nil {
					break
				}
			}
		}
	})
}
