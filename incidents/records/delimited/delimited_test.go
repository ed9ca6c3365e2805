package delimited

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

var roomy = Limits{Cell: 8 << 20, Row: 32 << 20, Cells: 4096}

// told writes rows as a reader gives them: number, cells, flaws.
func told(t testing.TB, r *Reader) []string {
	t.Helper()
	var out []string
	for {
		row, err := r.Read()
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			return append(out, "end: "+err.Error())
		}
		s := fmt.Sprintf("%d %q", row.Number, row.Cells)
		for _, f := range row.Flaws {
			s += fmt.Sprintf(" %d:%d", f.Cell, f.Kind)
		}
		if row.Err != nil {
			s += " " + row.Err.Error()
		}
		out = append(out, s)
	}
}

func TestRead(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		dialect    Dialect
		want       []string
	}{
		{"plain", "a,b\n1,2\n", Dialect{}, []string{`1 ["a" "b"]`, `2 ["1" "2"]`}},
		{"no line end at the end", "a,b\n1,", Dialect{}, []string{`1 ["a" "b"]`, `2 ["1" ""]`}},
		{"CR", "a,b\r1,2\r", Dialect{}, []string{`1 ["a" "b"]`, `2 ["1" "2"]`}},
		{"CRLF", "a,b\r\n1,2\r\n", Dialect{}, []string{`1 ["a" "b"]`, `2 ["1" "2"]`}},
		{"mixed", "a\rb\nc\r\nd", Dialect{}, []string{`1 ["a"]`, `2 ["b"]`, `3 ["c"]`, `4 ["d"]`}},
		{"blank lines count", "a\n\n\nb\n", Dialect{}, []string{`1 ["a"]`, `2 []`, `3 []`, `4 ["b"]`}},
		{"only separators", ",,\n", Dialect{}, []string{`1 ["" "" ""]`}},
		{"quoted", `"a,""b""","c` + "\r\n" + `d",e`, Dialect{}, []string{`1 ["a,\"b\"" "c\r\nd" "e"]`}},
		{"blanks about quotes", `1, "b,c" ,d`, Dialect{}, []string{`1 ["1" "b,c" "d"]`}},
		{"blanks stay", ` a , b`, Dialect{}, []string{`1 [" a " " b"]`}},
		{"empty quoted", `"",x,""`, Dialect{}, []string{`1 ["" "x" ""]`}},
		{"quote within plain text", `5" pipe,x`, Dialect{}, []string{`1 ["5\" pipe" "x"]`}},
		{"stray quote", `"said "no" twice",x`, Dialect{Width: 2}, []string{`1 ["said \"no\" twice" "x"] 0:0`}},
		{
			"unclosed at the end", "a,b\n1,\"x\n2,y\n",
			Dialect{Width: 2},
			[]string{`1 ["a" "b"]`, `2 ["1" "\"x"] 1:1`, `3 ["2" "y"]`},
		},
		{
			"unclosed before quoted cells", "1,\"x,z\n2,\"y\",z\n3,\"w\",v\n",
			Dialect{Width: 3},
			[]string{`1 ["1" "\"x" "z"] 1:1`, `2 ["2" "y" "z"]`, `3 ["3" "w" "v"]`},
		},
		{
			"every line unclosed", "\"a,1\n\"b,2\n\"c,3",
			Dialect{Width: 2},
			[]string{`1 ["\"a" "1"] 0:1`, `2 ["\"b" "2"] 0:1`, `3 ["\"c" "3"] 0:1`},
		},
		{"backslashes", `"say \"hi\"",2` + "\n" + `"C:\\",3`, Dialect{Backslash: true}, []string{`1 ["say \"hi\"" "2"]`, `2 ["C:\\" "3"]`}},
		{"wrong bytes", "Le\xF3n,\"Leo\"\"n\"\n", Dialect{}, []string{`1 ["León" "Leo\"n"] 0:2`}},
		{"zeros", "a\x00b,c\n", Dialect{}, []string{`1 ["ab" "c"] 0:3`}},
	} {
		if tt.dialect.Separator == 0 {
			tt.dialect.Separator = ','
		}
		for _, src := range []io.Reader{strings.NewReader(tt.text), iotest.OneByteReader(strings.NewReader(tt.text))} {
			if diff := cmp.Diff(tt.want, told(t, NewReader(src, tt.dialect, roomy, false))); diff != "" {
				t.Errorf("%s: %s", tt.name, diff)
			}
		}
	}
}

func TestLimits(t *testing.T) {
	long := strings.Repeat("x", 100)
	for _, tt := range []struct {
		name, text string
		limits     Limits
		want       []string
	}{
		{
			"cell", "a,b\n" + long + ",2\n3,4\n",
			Limits{Cell: 50, Row: 1000, Cells: 9},
			[]string{`1 ["a" "b"]`, `2 ["" "2"] 0:4`, `3 ["3" "4"]`},
		},
		{
			"row", "a,b\n" + long + ",2\r\n3,4\n",
			Limits{Cell: 20, Row: 50, Cells: 9},
			[]string{`1 ["a" "b"]`, `2 [] is longer than 50 bytes and was skipped`, `3 ["3" "4"]`},
		},
		{
			"cells", "a,b\n1,2,3,4\n3,4\n",
			Limits{Cell: 20, Row: 50, Cells: 2},
			[]string{`1 ["a" "b"]`, `2 [] has more than 2 cells and was skipped`, `3 ["3" "4"]`},
		},
		{
			"quoted cell", "a,\"" + long + "\n" + long + "\"\n3,4\n",
			Limits{Cell: 120, Row: 1000, Cells: 9},
			[]string{`1 ["a" ""] 1:4`, `2 ["3" "4"]`},
		},
		{
			"quoted cell that is not closed", "a,\"b\n" + strings.Repeat("1,\"x\"y\n", 30),
			Limits{Cell: 30, Row: 300, Cells: 9},
			append([]string{`1 ["a" "\"b"] 1:1`}, repeated(2, 30, `["1" "\"x\"y"] 1:1`)...),
		},
	} {
		got := told(t, NewReader(strings.NewReader(tt.text), Dialect{Separator: ',', Width: 2}, tt.limits, false))
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s: %s", tt.name, diff)
		}
	}
}

func repeated(from, n int, row string) []string {
	var rows []string
	for i := range n {
		rows = append(rows, fmt.Sprintf("%d %s", from+i, row))
	}
	return rows
}

func TestABrokenSourceIsTold(t *testing.T) {
	src := io.MultiReader(strings.NewReader("a,b\n1,2\n"), iotest.ErrReader(errors.New("the disk is gone")))
	want := []string{`1 ["a" "b"]`, `2 ["1" "2"]`, "end: the disk is gone"}
	if diff := cmp.Diff(want, told(t, NewReader(src, Dialect{Separator: ','}, roomy, false))); diff != "" {
		t.Error(diff)
	}
}

func TestSniff(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       Dialect
	}{
		{"comma", "a,b,c\n1,2,3\n", Dialect{Separator: ',', Width: 3}},
		{"semicolon with decimal commas", "lugar;lat;lon\nTapalpa;19,94;-103,76\nLeón;21,1;-101,7\n", Dialect{Separator: ';', Width: 3}},
		{"tab with commas", "a\tb\nx, y\tz, w\nx\ty, z\n", Dialect{Separator: '\t', Width: 2}},
		{"pipe", "a|b|c\n1|2|3\n", Dialect{Separator: '|', Width: 3}},
		{"lists in cells", "a,b,c\n1,2;3,4\n1,2;3,4\n", Dialect{Separator: ',', Width: 3}},
		{"titles above", "Report of the day\n\na;b;c;d\n1;2;3,5;4\n1;2;3,5;4\n", Dialect{Separator: ';', Width: 4}},
		{"one column", "place\nTapalpa\nZapopan, Jalisco\n", Dialect{Separator: ',', Width: 2}},
		{"one column, no separator", "place\nTapalpa\n", Dialect{Separator: ',', Width: 1}},
		{"declared", "sep=|\na|b\n1|2\n", Dialect{Separator: '|', Width: 2, Declared: true}},
		{"backslashes", "a,b\n\"say \\\"hi, you\\\"\",2\n\"\\\"\",3\n", Dialect{Separator: ',', Width: 2, Backslash: true}},
		{"paths", "a,b\n\"C:\\\",2\n\"D:\\\",3\n", Dialect{Separator: ',', Width: 2}},
		{"empty", "", Dialect{Separator: ',', Width: 1}},
	} {
		if got := Sniff([]byte(tt.text), 0, true); got != tt.want {
			t.Errorf("%s: %+v, want %+v", tt.name, got, tt.want)
		}
	}
}

// Whatever encoding/csv writes is read back by both readers alike.
func TestAgainstEncodingCSV(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	const letters = "ab,;\"\n é\r"
	for range 500 {
		var text bytes.Buffer
		w := csv.NewWriter(&text)
		w.UseCRLF = rng.IntN(2) == 0
		var want [][]string
		for range 1 + rng.IntN(6) {
			cells := []string{"x"}
			for range 3 {
				var b strings.Builder
				for range rng.IntN(6) {
					b.WriteRune([]rune(letters)[rng.IntN(9)])
				}
				cells = append(cells, b.String())
			}
			if err := w.Write(cells); err != nil {
				t.Fatal(err)
			}
			want = append(want, cells)
		}
		w.Flush()
		r := NewReader(iotest.HalfReader(bytes.NewReader(text.Bytes())), Dialect{Separator: ',', Width: 4}, roomy, false)
		for i := range want {
			row, err := r.Read()
			if err != nil {
				t.Fatal(err)
			}
			for j := range want[i] {
				if w.UseCRLF { // the writer changes line ends inside of cells, too
					row.Cells[j] = strings.ReplaceAll(row.Cells[j], "\r\n", "\n")
					want[i][j] = strings.ReplaceAll(strings.ReplaceAll(want[i][j], "\r\n", "\n"), "\r", "")
					row.Cells[j] = strings.ReplaceAll(row.Cells[j], "\r", "")
				}
			}
			if diff := cmp.Diff(want[i], row.Cells); diff != "" {
				t.Fatalf("%q, row %d: %s", text.Bytes(), i, diff)
			}
		}
	}
}

func FuzzReader(f *testing.F) {
	for _, s := range []string{"a,b\n1,2", "\"a\"\"b\",c\r\n", "\"a\n\"b,2\n\"c", "sep=;\na;b", "a\tb\r1\t2\r", "\xff\x00,\"", `"\"",x`} {
		f.Add([]byte(s), uint8(','), false)
	}
	f.Fuzz(func(t *testing.T, b []byte, separator uint8, backslash bool) {
		d := Sniff(b, 0, true)
		if separator != 0 && separator != '"' && separator != '\n' && separator != '\r' && separator < 0x80 {
			d.Separator, d.Backslash = separator, backslash
		}
		limits := Limits{Cell: 64, Row: 256, Cells: 16}
		want := told(t, NewReader(bytes.NewReader(b), d, limits, false))
		got := told(t, NewReader(iotest.OneByteReader(bytes.NewReader(b)), d, limits, false))
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("a slow source gives other rows: %s", diff)
		}
		for _, row := range want {
			if !utf8.ValidString(row) {
				t.Fatalf("%q is not UTF-8", row)
			}
		}
	})
}

// wide makes a table of 20 columns.
func wide(rows int) []byte {
	var b bytes.Buffer
	for i := range rows {
		fmt.Fprintf(&b, `%d,2026-02-22T10:%02d:00Z,Zapopan,"Jalisco, México",roadblock,%.6f,%.6f,0,3,"vehicles burnt on the road",true,near,a,b,c,,12,14.5,x,https://example.org/%d`+"\n", i, i%60, -103.4+float64(i%100)/1000, 20.6, i)
	}
	return b.Bytes()
}

func BenchmarkReader(b *testing.B) {
	const rows = 20_000
	text := wide(rows)
	b.Run("here", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		b.ReportAllocs()
		for b.Loop() {
			r := NewReader(bytes.NewReader(text), Dialect{Separator: ',', Width: 20}, roomy, false)
			for range rows {
				if row, err := r.Read(); err != nil || len(row.Cells) != 20 {
					b.Fatal(row, err)
				}
			}
		}
		b.ReportMetric(float64(rows*b.N)/b.Elapsed().Seconds(), "rows/s")
	})
	b.Run("encoding-csv", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		b.ReportAllocs()
		for b.Loop() {
			r := csv.NewReader(bytes.NewReader(text))
			r.ReuseRecord = true
			for range rows {
				if row, err := r.Read(); err != nil || len(row) != 20 {
					b.Fatal(row, err)
				}
			}
		}
		b.ReportMetric(float64(rows*b.N)/b.Elapsed().Seconds(), "rows/s")
	})
}
