package format

import (
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"io"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestPlain(t *testing.T) {
	cases := map[string]struct{ in, want string }{
		"nothing to do":              {"año — 日本\r\n\t👍", "año — 日本\r\n\t👍"},
		"forbidden in XML":           {"a\x00b\x1bc\ufffed\uffff", "abcd"},
		"not UTF-8":                  {"a\xffb", "a\ufffdb"},
		"override":                   {"\u202egnp.exe", "gnp.exe"},
		"override that is closed":    {"\u202dabc\u202c!", "abc!"},
		"isolate that is closed":     {"the \u2067שלום\u2069 party", "the \u2067שלום\u2069 party"},
		"isolate left open":          {"the \u2067שלום", "the \u2067שלום\u2069"},
		"embedding left open":        {"\u202bab", "\u202bab\u202c"},
		"two left open":              {"\u2066a\u202bb", "\u2066a\u202bb\u202c\u2069"},
		"closes nothing":             {"a\u2069b\u202cc", "abc"},
		"crossed":                    {"\u202ba\u2066b\u202cc\u2069", "\u202ba\u2066bc\u2069\u202c"},
		"an isolate ends embeddings": {"\u2066a\u202bb\u2069c", "\u2066a\u202bb\u2069c"},
		"marks do no harm":           {"\u200fa\u200e", "\u200fa\u200e"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			if got := Plain(c.in); got != c.want {
				t.Errorf("Plain(%+q) = %+q, want %+q", c.in, got, c.want)
			}
		})
	}
}

func FuzzPlain(f *testing.F) {
	for _, s := range []string{"", nasty, "\u202ba\u2066b\u202cc\u2069", "a\xff\u202e", "\ufffe]]>"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p := Plain(s)
		if Plain(p) != p {
			t.Errorf("Plain(%+q) is not plain: %+q", s, p)
		}
		if strings.ContainsAny(p, "\u202d\u202e") || !utf8.ValidString(p) {
			t.Errorf("%+q is left of %+q", p, s)
		}
		if opened, closed := countAny(p, "\u202a\u202b\u2066\u2067\u2068"), countAny(p, "\u202c\u2069"); closed > opened {
			t.Errorf("%+q closes more than it opens", p)
		}
		var back string
		if err := xml.Unmarshal(append(appendXML([]byte("<t>"), []byte(p)), "</t>"...), &back); err != nil || back != p {
			t.Errorf("%+q comes back from XML as %+q, %v", p, back, err)
		}
		encoded := appendString(nil, s)
		var one, other string
		if err := json.Unmarshal(PlainJSON(encoded), &other); err != nil {
			t.Fatalf("%+q: %v", s, err)
		}
		if err := json.Unmarshal(encoded, &one); err != nil || one != other {
			t.Errorf("%+q is %+q as JSON in a flat format", one, other)
		}
	})
}

func countAny(s, chars string) int {
	n := 0
	for _, r := range s {
		if strings.ContainsRune(chars, r) {
			n++
		}
	}
	return n
}

func TestFormulas(t *testing.T) {
	cases := map[string]string{
		"=1+1": "\"'=1+1\"", "+44 20": "\"'+44 20\"", "-12 dead": "\"'-12 dead\"", "@SUM(A1)": "\"'@SUM(A1)\"",
		"\t=1": "\"'\t=1\"", "\r=1": "\"'\r=1\"", "＝1+1": "\"'＝1+1\"", "-": "\"'-\"", "--1": "\"'--1\"",
		"-12": "-12", "+3": "+3", "-1.5e3": "-1.5e3", "-0x10": "\"'-0x10\"", "-Inf": "\"'-Inf\"", "-1_0": "\"'-1_0\"",
		"a=b": "a=b", "": "", "5-3": "5-3", "say \"x\"": "\"say \"\"x\"\"\"", "a,b": "\"a,b\"",
	}
	for in, want := range cases {
		if got := string(AppendCSV(nil, []byte(in))); got != want {
			t.Errorf("%q is written as %s, want %s", in, got, want)
		}
	}
}

// A reader of CSV finds the cell, after its guard, and nothing that begins a formula.
func FuzzCSV(f *testing.F) {
	for _, s := range []string{"", "=1", "a\"b", "x,y", "\n", " lead", `\.`, nasty} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.ReplaceAll(s, "\r", "") // which encoding/csv changes
		line := append(AppendCSV([]byte("a,"), []byte(s)), ",b\r\n"...)
		r := csv.NewReader(strings.NewReader(string(line)))
		row, err := r.Read()
		if err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		if _, err := r.Read(); err != io.EOF {
			t.Fatalf("%q is more than a row: %v", line, err)
		}
		want := s
		if isFormula([]byte(s)) {
			want = "'" + s
		}
		if !reflect.DeepEqual(row, []string{"a", want, "b"}) {
			t.Errorf("%q is read as %q", s, row)
		}
		if isFormula([]byte(row[1])) {
			t.Errorf("%q is a formula", row[1])
		}
	})
}
