package staticmap

import (
	"math"
	"testing"

	"github.com/paulmach/orb"
)

// TestFrameAround holds the part of the world that a locator shows to what the page's own shows (ui/src/locator/frame.test.ts).
func TestFrameAround(t *testing.T) {
	view := func(left, top, width, height float64) orb.Bound {
		return orb.Bound{Min: orb.Point{left, top}, Max: orb.Point{left + width, top + height}}
	}
	if _, small := frameAround(view(0.2, 0.4, 0.1, 0.05), 1.27); small {
		t.Error("a wide view needs no locator")
	}
	for _, v := range []orb.Bound{view(0.21, 0.44, 0.001, 0.0008), view(0.21, 0.44, 0.03, 0.02), view(0.21, 0.0001, 0.01, 0.01), view(0.995, 0.99, 0.02, 0.01)} {
		frame, small := frameAround(v, 132.0/104)
		width, height := frame.Max[0]-frame.Min[0], frame.Max[1]-frame.Min[1]
		if !small || width < locatorLeast-1e-9 || width > locatorMost+1e-9 || math.Abs(width/height-132.0/104) > 1e-9 || frame.Min[1] < 0 || frame.Max[1] > 1+1e-9 {
			t.Errorf("%v: %v", v, frame)
		}
		if math.Abs(frame.Center()[0]-v.Center()[0]) > 1e-9 || !frame.Contains(v.Center()) {
			t.Errorf("%v is not in the middle of %v", v, frame)
		}
	}
}
