package numbers

import (
	"slices"
	"testing"
)

// A number stands for none where it comes often enough, and far above the others.
func TestCodes(t *testing.T) {
	others := func(n int) []string { return slices.Repeat([]string{"0", "1", "2", "3", "1"}, n/5) }
	for name, tt := range map[string]struct {
		cells []string
		codes []int
	}{
		"thrice":               {append(others(10), "99", "99", "99"), []int{99}},
		"twice":                {append(others(10), "99", "99"), nil},
		"thrice of many":       {append(others(300), "99", "99", "99"), nil},
		"one in fifty":         {append(others(300), slices.Repeat([]string{"99"}, 8)...), []int{99}},
		"beside large numbers": {append(others(10), "99", "99", "99", "60"), nil},
		"alone":                {[]string{"99", "99", "99"}, nil},
		"two codes":            {append(others(10), "99", "88", "99", "88", "99", "88"), []int{88, 99}},
	} {
		if got := Codes(tt.cells); !slices.Equal(got, tt.codes) {
			t.Errorf("%s: %v, want %v", name, got, tt.codes)
		}
	}
}

func TestAreDecimals(t *testing.T) {
	for name, tt := range map[string]struct {
		cells []string
		sign  byte
	}{
		"points":             {[]string{"3.000", "12.000"}, '.'},
		"commas":             {[]string{"1,000", "2,000"}, 0},
		"commas and a zero":  {[]string{"1,000", "0,000"}, ','},
		"thousands":          {[]string{"1.250", "2.000"}, 0},
		"one alone":          {[]string{"1.000"}, 0},
		"of different signs": {[]string{"1.000", "0,000"}, 0},
	} {
		if got := AreDecimals(tt.cells); got != tt.sign {
			t.Errorf("%s: %q, want %q", name, got, tt.sign)
		}
	}
}
