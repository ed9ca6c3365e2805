package staticmap

import (
	"slices"
	"testing"

	"github.com/paulmach/orb"
)

// TestCutsStayClosed holds that where a ring runs along a cut and back it does so still once it is coarse: every long edge of
// the cut has another in the opposite direction over all of it, so that nothing of the sea between is land.
func TestCutsStayClosed(t *testing.T) {
	// Two headlands, parted by the sea, that a cut at y 100 made one ring.
	ring := orb.Ring{{0, 100}, {2, 60}, {20, 58.9}, {38, 60}, {40, 100}, {200, 100}, {201, 61}, {220, 59}, {240, 100}, {0, 100}}
	for _, tolerance := range []float64{0.1, 0.8, 3, 12, 40} {
		got := coarser(ring, tolerance)
		for _, want := range []orb.Point{{0, 100}, {40, 100}, {200, 100}, {240, 100}} {
			if !slices.Contains(got, want) {
				t.Errorf("tolerance %v: the end %v of the cut is gone: %v", tolerance, want, got)
			}
		}
		if got[0] != got[len(got)-1] {
			t.Errorf("tolerance %v: not closed: %v", tolerance, got)
		}
	}
	coast := orb.Ring{{0, 0}, {1, 0.1}, {2, 0}, {10, 5}, {3, 9}, {0, 0}}
	if got := coarser(coast, 0.5); len(got) != 5 {
		t.Errorf("a coast keeps %d corners: %v", len(got), got)
	}
}
