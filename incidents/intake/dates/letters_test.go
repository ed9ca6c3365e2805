package dates

import (
	"testing"
	"time"
)

// Letters of several zones are of the one in the country, or of the one beside a zone, and of none where nothing says so.
func TestLetters(t *testing.T) {
	for _, tt := range []struct {
		letters, country, home string
		want                   float64 // hours east of UTC
		known                  bool
	}{
		{letters: "CST", country: "MX", want: -6, known: true},
		{letters: "cst", country: "CN", want: 8, known: true},
		{letters: "CST", country: "CU", want: -5, known: true},
		{letters: "CST", country: "FR"},
		{letters: "CST", home: "America/Mexico_City", want: -6, known: true},
		{letters: "CST", home: "Asia/Shanghai", want: 8, known: true},
		{letters: "CST", home: "Europe/Madrid"},
		{letters: "CST", home: "UTC"},
		{letters: "IST", country: "IN", want: 5.5, known: true},
		{letters: "(IST)", country: "IL", want: 2, known: true},
		{letters: "IST", country: "IE", want: 1, known: true},
		{letters: "IST", home: "Asia/Kolkata", want: 5.5, known: true},
		{letters: "BST", country: "BD", want: 6, known: true},
		{letters: "BST", home: "Europe/London", want: 1, known: true},
		{letters: "EST", country: "AU", want: 10, known: true},
		{letters: "EST", home: "America/Mexico_City", want: -5, known: true},
		{letters: "AST", country: "SA", want: 3, known: true},
		{letters: "AST", country: "PR", want: -4, known: true},
		{letters: "PST", country: "PH", want: 8, known: true},
		{letters: "WAST", country: "NA", want: 2, known: true},
	} {
		l := ParseLetters(tt.letters)
		z, ok := l.In(tt.country)
		if tt.home != "" {
			z, ok = l.Beside(mustZone(tt.home))
		}
		if l == "" || ok != tt.known {
			t.Errorf("%+v: %q, %v", tt, l, z)
			continue
		}
		if !ok {
			continue
		}
		if _, seconds := time.Date(2024, 7, 1, 0, 0, 0, 0, z).Zone(); float64(seconds) != tt.want*3600 {
			t.Errorf("%+v: %d seconds", tt, seconds)
		}
	}
	for _, s := range []string{"UTC", "CET", "", "America/Mexico_City", "the"} {
		if l := ParseLetters(s); l != "" {
			t.Errorf("%q are letters of several zones", s)
		}
	}
}

// No letters are of one zone and of several, and no country has two zones of one name.
func TestLettersAreTold(t *testing.T) {
	for letters, zones := range severalZones {
		if _, ok := abbreviations[string(letters)]; ok || len(zones) < 2 {
			t.Errorf("%s is in both tables, or of one zone", letters)
		}
		seen := map[string]bool{}
		for _, z := range zones {
			for i := 0; i+2 <= len(z.countries); i += 3 {
				country := z.countries[i : i+2]
				if seen[country] {
					t.Errorf("%s is two zones of %s", letters, country)
				}
				seen[country] = true
			}
		}
	}
}

func TestParseOffset(t *testing.T) {
	for in, want := range map[string]int{"5.5": 19800, "0530": 19800, "-3": -10800, "3": 10800, "+5.75": 20700, "05:30": 19800, "-04:30": -16200} {
		z, ok := ParseOffset(in)
		if !ok {
			t.Errorf("%q is no offset", in)
			continue
		}
		if _, seconds := time.Unix(0, 0).In(z).Zone(); seconds != want {
			t.Errorf("%q is %d seconds", in, seconds)
		}
	}
	for _, in := range []string{"330", "19800", "", "x", "5.4", "25"} {
		if z, ok := ParseOffset(in); ok {
			t.Errorf("%q is %s", in, z)
		}
	}
}
