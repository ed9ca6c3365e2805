package numbers

import (
	"math"
	"strconv"
	"strings"
	"testing"
)

func TestDecimal(t *testing.T) {
	for _, tt := range []struct {
		in        string
		thousands bool
		want      float64
	}{
		{"20.66", false, 20.66},
		{"20,66", false, 20.66},
		{"-103,3441885", false, -103.3441885},
		{"1.234,5", false, 1234.5},
		{"1,234.5", false, 1234.5},
		{"2.296.059,548", false, 2296059.548},
		{"2 296 059,548", false, 2296059.548},
		{"1'234.5", false, 1234.5},
		{"1,234", false, 1.234},
		{"1,234", true, 1234},
		{"1.234", true, 1234},
		{"0.234", true, 0.234}, // no thousands stand behind a zero
		{"1.2", true, 1.2},
		{"−5", false, -5},
		{"+5", false, 5},
		{"1e3", false, 1000},
		{".5", false, 0.5},
		{"5.", false, 5},
	} {
		if got, err := Decimal(tt.in, tt.thousands); err != nil || got != tt.want {
			t.Errorf("%q: %v, %v; want %v", tt.in, got, err, tt.want)
		}
	}
	for _, s := range []string{"", "1e400", "NaN", "Inf", "0x10", "1_000", "1,2.3,4", "12,34,56", "abc", "1 2", "--5", "5-3", "20 30 00", "0.123.456"} {
		if got, err := Decimal(s, false); err == nil {
			t.Errorf("%q was read as %v", s, got)
		}
	}
}

// Numbers read back as they were written, with a comma as with a dot.
func TestDecimalRoundTrip(t *testing.T) {
	for i := -2000; i < 2000; i++ {
		v := math.Sin(float64(i)) * float64(i)
		s := strconv.FormatFloat(v, 'f', -1, 64)
		for _, text := range []string{s, strings.Replace(s, ".", ",", 1)} {
			if got, err := Decimal(text, false); err != nil || got != v {
				t.Fatalf("%q: %v, %v", text, got, err)
			}
		}
	}
}

func FuzzDecimal(f *testing.F) {
	for _, s := range []string{"20.66", "1.234,5", "1 234", "−5", "1e400", ",", ".", "+-"} {
		f.Add(s, true)
	}
	f.Fuzz(func(t *testing.T, s string, thousands bool) {
		if v, err := Decimal(s, thousands); err == nil && (math.IsNaN(v) || math.IsInf(v, 0)) {
			t.Errorf("%q gave %v", s, v)
		}
	})
}
