package jsonscan

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
)

// values reads all values of a text, separated as they like.
func values(src io.Reader, longest int) (all []string, err error) {
	s := NewStream(src, longest)
	for {
		if c, err := s.Peek(); err != nil {
			return all, err
		} else if c == ',' {
			if err := s.Pass(','); err != nil {
				return all, err
			}
			continue
		}
		v, err := s.Value()
		if tooLong := (*TooLongError)(nil); errors.As(err, &tooLong) {
			all = append(all, "too long")
			continue
		}
		if err != nil {
			return all, err
		}
		if len(v) == 0 {
			return all, errors.New("an empty value")
		}
		all = append(all, string(v))
	}
}

func TestValues(t *testing.T) {
	long := `{"a":"` + strings.Repeat(`x\"}`, 40_000) + `"}`
	for _, tt := range []struct {
		name, text string
		want       []string
		err        error
	}{
		{"one of each", `{"a":[1,{}]} [] "s" 12 null`, []string{`{"a":[1,{}]}`, `[]`, `"s"`, `12`, `null`}, io.EOF},
		{"brackets in strings", `{"a":"}\"]\\"},"]\\\""`, []string{`{"a":"}\"]\\"}`, `"]\\\""`}, io.EOF},
		{"side by side", `{}{}[1]"a""b"`, []string{`{}`, `{}`, `[1]`, `"a"`, `"b"`}, io.EOF},
		{"cut", `{} {"a":`, []string{`{}`}, io.ErrUnexpectedEOF},
		{"cut in a string", `"abc\"`, nil, io.ErrUnexpectedEOF},
		{"longer than the buffer", long + "1", []string{long, "1"}, io.EOF},
		{"nothing", " \n", nil, io.EOF},
	} {
		for _, src := range []io.Reader{strings.NewReader(tt.text), iotest.OneByteReader(strings.NewReader(tt.text))} {
			got, err := values(src, 1<<20)
			if diff := cmp.Diff(tt.want, got); diff != "" || !errors.Is(err, tt.err) {
				t.Errorf("%s: %v %s", tt.name, err, diff)
			}
		}
	}
}

func TestValuesThatAreTooLong(t *testing.T) {
	text := `{"a":1} {"b":"` + strings.Repeat("]", 1000) + `"} {"c":3}`
	got, err := values(strings.NewReader(text), 100)
	if diff := cmp.Diff([]string{`{"a":1}`, "too long", `{"c":3}`}, got); diff != "" || !errors.Is(err, io.EOF) {
		t.Errorf("%v %s", err, diff)
	}
}

func TestUntil(t *testing.T) {
	s := NewStream(strings.NewReader("ab\n\n"+strings.Repeat("x", 200)+"\nc"), 100)
	var got []string
	for {
		part, err := s.Until('\n')
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			part = []byte(err.Error())
		}
		got = append(got, string(part))
	}
	if diff := cmp.Diff([]string{"ab", "", "is longer than 100 bytes and was skipped", "c"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestSkip(t *testing.T) {
	s := NewStream(strings.NewReader(`{"features":[1,2,{"a":"]"}],"b":true}`), 10)
	if err := errors.Join(s.Pass('{'), s.Skip(), s.Pass(':'), s.Skip(), s.Pass(','), s.Skip(), s.Pass(':'), s.Skip(), s.Pass('}')); err != nil {
		t.Error(err)
	}
	if err := NewStream(strings.NewReader(`[1`), 10).Skip(); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("a cut list: %v", err)
	}
}

func TestString(t *testing.T) {
	for in, want := range map[string]string{
		`"a\/b\n\u00f1\ud83d\ude00x"`: "a/b\nñ😀x", `""`: "", `"\""`: `"`, `"\\"`: `\`,
	} {
		if got, err := NewCursor([]byte(in), 1).String(nil); err != nil || string(got) != want {
			t.Errorf("%s is %q (%v), want %q", in, got, err, want)
		}
	}
	for in, want := range map[string]string{`"a\ud800b",1`: "a\uFFFDb", `"\ude00\ud83d",1`: "\uFFFD\uFFFD", `"\ud83d\u0041",1`: "\uFFFDA", `"\ud83d\ud83d\ude00",1`: "\uFFFD😀"} {
		c := NewCursor([]byte(in), 1)
		got, err := c.String(nil)
		if !errors.Is(err, ErrHalf) || string(got) != want || c.Kind() != ',' || !HasHalf([]byte(in)) {
			t.Errorf("%s is %q (%v), want %q", in, got, err, want)
		}
	}
	for _, in := range []string{`{"a":"\\ud800 \ud83d\ude00"}`, `"\u12`, `"\`, `"\"`, ``} {
		if HasHalf([]byte(in)) {
			t.Errorf("%s has no half of a character", in)
		}
	}
	for _, in := range []string{`"`, `"\`, `"\x"`, `"\u12"`, `12`, ``} {
		if got, err := NewCursor([]byte(in), 1).String(nil); err == nil {
			t.Errorf("%s was taken for %q", in, got)
		}
	}
}

func TestLiteralOf(t *testing.T) {
	for in, want := range map[string]Literal{
		"1": Number, "-0.50e+10": Number, "0": Number, "1e400": Number, "01": Invalid, "1.": Invalid, ".5": Invalid, "-": Invalid, "+1": Invalid,
		"1e": Invalid, "true": True, "false": False, "null": Null, "NaN": NotFinite, "-Infinity": NotFinite, "": Invalid, "None": Invalid,
	} {
		if got := LiteralOf([]byte(in)); got != want {
			t.Errorf("%q is %d, want %d", in, got, want)
		}
	}
}

// walk reads a value to its end, with all that lies in it.
func walk(c *Cursor) error {
	switch k := c.Kind(); k {
	case '{', '[':
		ok, err := c.Enter(k)
		for ; ok; ok, err = c.Next(k + 2) {
			if k == '{' {
				if _, err := c.Key(nil); err != nil {
					return err
				}
			}
			if err := walk(c); err != nil {
				return err
			}
		}
		return err
	case '"':
		_, err := c.String(nil)
		return err
	}
	raw, err := c.Raw()
	if err == nil && LiteralOf(raw) == Invalid {
		err = errors.New("is no literal")
	}
	return err
}

func TestDepth(t *testing.T) {
	if err := walk(NewCursor([]byte("[[[]]]"), 3)); err != nil {
		t.Error(err)
	}
	if err := walk(NewCursor([]byte("[[[[]]]]"), 3)); err == nil {
		t.Error("four levels were taken for three")
	}
}

func FuzzJSON(f *testing.F) {
	for _, s := range []string{`{"a":[1,{"b":null}],"c":"\u00f1\""}`, `[NaN,1e400,-0.5]`, `{"a":`, `{}{}`, "\x1e{}\n\x1e[]", `"\ud800"`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		want, wantErr := values(bytes.NewReader(b), 100)
		got, err := values(iotest.OneByteReader(bytes.NewReader(b)), 100)
		if diff := cmp.Diff(want, got); diff != "" && !strings.Contains(diff, "too long") {
			t.Fatalf("a slow source gives other values (%v, %v): %s", wantErr, err, diff)
		}
		c := NewCursor(b, 64)
		err = walk(c)
		if err == nil {
			err = c.End()
		}
		if json.Valid(b) && err != nil && !HasHalf(b) && bytes.Count(b, []byte("["))+bytes.Count(b, []byte("{")) < 64 {
			t.Fatalf("%q is JSON: %v", b, err)
		}
	})
}

func BenchmarkValue(b *testing.B) {
	text := []byte(strings.Repeat(`{"type":"Feature","id":1,"properties":{"title":"Roadblock in Zapopan","when":"2026-02-22","n":3},"geometry":{"type":"Point","coordinates":[-103.3912,20.7231]}}`+"\n", 10_000))
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		s := NewStream(bytes.NewReader(text), 1<<20)
		for range 10_000 {
			if _, err := s.Value(); err != nil {
				b.Fatal(err)
			}
		}
	}
}
