package staticmap

import (
	"slices"
	"testing"

	"github.com/paulmach/orb"
)

// TestLeads holds which incidents are told in words: those that editors chose and the picture has, else the gravest of each
// place.
func TestLeads(t *testing.T) {
	at := func(x float64, id string, dead int) spot {
		return spot{at: orb.Point{x, 0}, id: id, dead: span{dead, dead}}
	}
	spots := []spot{at(0, "a", 1), at(0, "b", 4), at(1, "c", 2), at(2, "d", 0), at(3, "e", 9)}
	for name, c := range map[string]struct {
		chosen []string
		most   int
		want   []int
	}{
		"the gravest":       {nil, 2, []int{4, 1}},
		"all":               {nil, 9, []int{4, 1, 2}},
		"chosen":            {[]string{"d", "a"}, 1, []int{3, 0}},
		"chosen, not there": {[]string{"z"}, 1, []int{4}},
		"one of them there": {[]string{"z", "c"}, 9, []int{2}},
	} {
		if got := leads(spots, c.chosen, c.most); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
}
