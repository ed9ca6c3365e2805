package numbers

import (
	"fmt"
	"strings"
	"testing"

	"incidentmap/incidents"
)

// show writes a count as low/best/high.
func show(c incidents.Count) string {
	var parts []string
	for _, n := range []*int{c.Low, c.Best, c.High} {
		if n == nil {
			parts = append(parts, "-")
		} else {
			parts = append(parts, fmt.Sprint(*n))
		}
	}
	return strings.Join(parts, "/")
}

func TestCount(t *testing.T) {
	for _, tt := range []struct {
		in, want string
		form     Form
	}{
		{"3", "-/3/-", Plain},
		{"0", "-/0/-", Plain},
		{" 3 ", "-/3/-", Worded},
		{"3.0", "-/3/-", Worded},
		{"1,234", "-/1234/-", Worded},
		{"1.234", "-/1234/-", Worded},
		{"1 234", "-/1234/-", Worded},
		{"1.234,0", "-/1234/-", Worded},
		{"1,234,567", "-/1234567/-", Worded},
		{"", "-/-/-", Missing},
		{"-", "-/-/-", Missing},
		{"—", "-/-/-", Missing},
		{"n/a", "-/-/-", Missing},
		{"N.A.", "-/-/-", Missing},
		{"Unknown", "-/-/-", Missing},
		{"s/d", "-/-/-", Missing},
		{"sin dato", "-/-/-", Missing},
		{"Se desconoce", "-/-/-", Missing},
		{"at least 3", "3/-/-", Worded},
		{"al menos 3", "3/-/-", Worded},
		{"3+", "3/-/-", Worded},
		{">= 3", "3/-/-", Worded},
		{"more than 3", "4/-/-", Worded},
		{"más de 3", "4/-/-", Worded},
		{">3", "4/-/-", Worded},
		{"no more than 3", "-/-/3", Worded},
		{"no más de 3", "-/-/3", Worded},
		{"hasta 5", "-/-/5", Worded},
		{"up to 5", "-/-/5", Worded},
		{"menos de 5", "-/-/4", Worded},
		{"<5", "-/-/4", Worded},
		{"3-5", "3/-/5", Worded},
		{"3 – 5", "3/-/5", Worded},
		{"3 to 5", "3/-/5", Worded},
		{"entre 3 y 5", "3/-/5", Worded},
		{"de 3 a 5", "3/-/5", Worded},
		{"~10", "-/10/-", Worded},
		{"about 10", "-/10/-", Worded},
		{"unos 10", "-/10/-", Worded},
		{"alrededor de 1,200", "-/1200/-", Worded},
		{"three", "-/3/-", Worded},
		{"Dos", "-/2/-", Worded},
		{"una docena", "-/12/-", Worded},
		{"3 muertos", "-/3/-", Worded},
		{"at least 3 people", "3/-/-", Worded},
		{"al menos dos heridos", "2/-/-", Worded},
		{"ninguno", "-/0/-", Worded},
		{"12[3]", "-/12/-", Worded},
		{"12¹", "-/12/-", Worded},
		{"12*", "-/12/-", Worded},
		{"3 to 5 people killed", "3/-/5", Worded},
		{"más de 3 civiles muertos", "4/-/-", Worded},
	} {
		got, form, err := Count(tt.in)
		if err != nil || show(got) != tt.want || form != tt.form {
			t.Errorf("%q: %s, form %d, %v; want %s, form %d", tt.in, show(got), form, err, tt.want, tt.form)
		}
	}
}

func TestCountRefuses(t *testing.T) {
	for in, says := range map[string]string{
		"-3": "negative", "3.5": "whole", "1.234,5": "whole", "NaN": "not a number", "1e400": "not a number", "Inf": "not a number",
		"many": "not a number", "5-3": "span", "less than 0": "less than none", "99999999999": "believed", "12/5/2014": "not a number", "0x10": "not a number",
	} {
		got, _, err := Count(in)
		if err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%q: %s, %v; want an error with %q", in, show(got), err, says)
		}
	}
}

// Every number reads back as itself, with either sign for thousands.
func TestCountRoundTrip(t *testing.T) {
	for n := 0; n < 2_000_000; n += 1 + n/7 {
		for _, sign := range []string{"", ",", ".", " ", "\u00a0"} {
			s := fmt.Sprint(n)
			for at := len(s) - 3; at > 0; at -= 3 {
				s = s[:at] + sign + s[at:]
			}
			if got, _, err := Count(s); err != nil || got.Best == nil || *got.Best != n {
				t.Errorf("%q: %s, %v", s, show(got), err)
			}
		}
	}
}

func FuzzCount(f *testing.F) {
	for _, s := range []string{"3", "1.234,5", "at least 3", "entre 3 y 5", "~10", "-", "1e400", "NaN", "3+", "unos"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		c, form, err := Count(s)
		if err != nil && (c.Low != nil || c.Best != nil || c.High != nil) {
			t.Errorf("%q gave both figures and an error", s)
		}
		if err == nil && form == Missing && (c.Low != nil || c.Best != nil || c.High != nil) {
			t.Errorf("%q gave figures for nothing", s)
		}
		last := 0
		for _, n := range []*int{c.Low, c.Best, c.High} {
			if n == nil {
				continue
			}
			if *n < last {
				t.Errorf("%q gave %s", s, show(c))
			}
			last = *n
		}
	})
}

// A number of people of another outcome is none of the column's.
func TestCountOf(t *testing.T) {
	for _, tt := range []struct {
		of    incidents.Outcome
		in    string
		taken bool
	}{
		{incidents.Killed, "3 wounded", false},
		{incidents.Killed, "3 dead", true},
		{incidents.Killed, "3 civiles", true},
		{incidents.Wounded, "al menos 2 muertos", false},
		{incidents.Wounded, "2 heridos", true},
		{incidents.DiedLater, "2 muertos", true},
		{incidents.Missing, "1 herido", false},
	} {
		if got, _, err := CountOf(tt.of, tt.in); (err == nil) != tt.taken {
			t.Errorf("%q of the %s: %s, %v", tt.in, tt.of, show(got), err)
		}
	}
}

func TestIsGrouped(t *testing.T) {
	for in, want := range map[string]struct {
		grouped  bool
		fraction byte
	}{
		"12.345": {true, 0}, "1,250": {true, 0}, "3.5": {false, '.'}, "0,512": {false, ','}, "1,234.5": {false, '.'}, "12": {}, "3.0": {}, "1,234.0": {}, "1,234,567": {}, "x": {},
	} {
		if IsGrouped(in) != want.grouped || FractionSign(in) != want.fraction {
			t.Errorf("%q: grouped %v, a fraction by %q", in, IsGrouped(in), FractionSign(in))
		}
	}
}
